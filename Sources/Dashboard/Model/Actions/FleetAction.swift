/// The way from a running fleet.
public enum FleetAction: Sendable, Equatable {
  /// Starts the move from the next fleet there is.
  case next
  /// Starts the move from a fleet.
  case from(FleetSource)
  /// Charge per started replica, $/h; nil: as in the scenario's file.
  case setStartCost(Double?)
  /// Most replicas that a move may start; nil: any number.
  case setMaxStarts(Int?)
}

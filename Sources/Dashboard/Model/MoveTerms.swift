import Planning

/// A running fleet that a plan can be reached from.
public enum FleetSource: Sendable, Hashable {
  /// The one that the scenario's file names.
  case scenario
  /// A pinned plan.
  case pin(Character)
}

/// The settings for planning a move from a running fleet; nil: as in the scenario's file.
struct MoveTerms: Sendable, Equatable {
  /// The fleet from which it starts.
  var source: FleetSource?
  /// Cost of starting one replica, as an equivalent in $/h.
  var startCost: Double?
  /// Most replicas to start; `some(nil)`: any number.
  var maxStarts: Int??
}

extension DashboardState {
  /// The running fleets there are: the scenario's own, then the pinned plans.
  var fleetSources: [FleetSource] {
    (scenario.current == nil ? [] : [.scenario]) + pins.map { .pin($0.letter) }
  }

  /// The fleet that a move starts from; nil: there is none.
  var fleetSource: FleetSource? {
    let all = fleetSources
    if let chosen = moveTerms.source, all.contains(chosen) { return chosen }
    return all.contains(.scenario) ? .scenario : referencePin.map { .pin($0.letter) }
  }

  /// The scenario with the fleet to move from as the running one; nil: there is none.
  var moveScenario: Scenario? {
    guard let fleetSource, var fleet = runningFleet(fleetSource) else { return nil }
    if let startCost = moveTerms.startCost { fleet.startCost = startCost }
    if let maxStarts = moveTerms.maxStarts { fleet.maxStarts = maxStarts }
    var moved = scenario
    moved.current = fleet
    return moved
  }

  private func runningFleet(_ source: FleetSource) -> CurrentFleet? {
    switch source {
    case .scenario: return scenario.current
    case .pin(let letter):
      guard let plan = pin(letter)?.plan else { return nil }
      return CurrentFleet(
        planPath: "plan \(letter)",
        replicas: plan.replicas.map { RunningReplica(model: $0.model, layout: $0.layout, count: $0.count) },
        startCost: scenario.current?.startCost ?? 0, maxStarts: scenario.current?.maxStarts)
    }
  }

  /// Returns the name of a fleet to move from in commands.
  func word(for source: FleetSource) -> String {
    switch source {
    case .scenario: "scenario"
    case .pin(let letter): String(letter)
    }
  }

  /// Returns the name shown for a fleet to move from.
  func name(of source: FleetSource) -> String {
    switch source {
    case .scenario: "what runs now"
    case .pin(let letter): "plan \(letter)"
    }
  }
}

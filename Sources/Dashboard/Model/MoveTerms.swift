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

extension MoveTerms {
  /// The running fleets there are: the scenario's own, then the pinned plans.
  func sources(_ scenario: Scenario, _ pinned: PinState) -> [FleetSource] {
    (scenario.current == nil ? [] : [.scenario]) + pinned.plans.map { .pin($0.letter) }
  }

  /// The fleet that a move starts from; nil: there is none.
  func source(_ scenario: Scenario, _ pinned: PinState) -> FleetSource? {
    let all = sources(scenario, pinned)
    if let source, all.contains(source) { return source }
    return all.contains(.scenario) ? .scenario : pinned.reference.map { .pin($0.letter) }
  }

  /// The scenario with the fleet to move from as the running one; nil: there is none.
  func scenario(_ scenario: Scenario, _ pinned: PinState) -> Scenario? {
    guard let source = source(scenario, pinned), var fleet = Self.fleet(source, scenario, pinned) else {
      return nil
    }
    if let startCost { fleet.startCost = startCost }
    if let maxStarts { fleet.maxStarts = maxStarts }
    var moved = scenario
    moved.current = fleet
    return moved
  }

  private static func fleet(
    _ source: FleetSource, _ scenario: Scenario, _ pinned: PinState
  ) -> CurrentFleet? {
    switch source {
    case .scenario: return scenario.current
    case .pin(let letter):
      guard let plan = pinned[letter]?.plan else { return nil }
      return CurrentFleet(
        planPath: "plan \(letter)",
        replicas: plan.replicas.map { RunningReplica(model: $0.model, layout: $0.layout, count: $0.count) },
        startCost: scenario.current?.startCost ?? 0, maxStarts: scenario.current?.maxStarts,
        machines: plan.machines)
    }
  }
}

extension FleetSource {
  /// Its name in commands.
  var word: String {
    switch self {
    case .scenario: "scenario"
    case .pin(let letter): String(letter)
    }
  }

  /// The name shown for it.
  var name: String {
    switch self {
    case .scenario: "what runs now"
    case .pin(let letter): "plan \(letter)"
    }
  }
}

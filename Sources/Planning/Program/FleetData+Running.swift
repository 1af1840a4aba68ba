import Serving

/// The running fleet, as the planner's numbers.
extension FleetData {
  /// $/h equivalent that each newly started replica is charged.
  var startCost: Double { scenario.current?.startCost ?? 0 }

  /// Whether anything runs that a plan may keep.
  var hasRunning: Bool { running.contains { $0 > 0 } }

  /// Replicas that a fleet starts anew.
  func starts(of counts: [Int]) -> Int {
    zip(counts, running).reduce(0) { $0 + max(0, $1.0 - $1.1) }
  }

  /// Running replicas that a fleet stops; those whose layout is no candidate any more are stopped in any case.
  func stops(of counts: [Int]) -> Int {
    zip(counts, running).reduce(0) { $0 + max(0, $1.1 - $1.0) }
  }

  /// $/h equivalent that a fleet is charged for what it starts.
  func startCharge(of counts: [Int]) -> Double {
    startCost > 0 ? startCost * Double(starts(of: counts)) : 0
  }

  /// The rent's part of what a fleet costs with its charges for starts; 1 without charges, or without rent.
  func rentShare(of counts: [Int], charged: Double) -> Double {
    let rent = charged - startCharge(of: counts)
    return rent > 0 && rent < charged ? rent / charged : 1
  }

  /// Running replicas by candidate; layouts that are not among the candidates cannot go on.
  static func running(_ scenario: Scenario, _ candidates: [Candidate]) -> [Int] {
    var counts = [Int](repeating: 0, count: candidates.count)
    guard let current = scenario.current else { return counts }
    let names = scenario.pools.map(\.name)
    for (index, candidate) in candidates.enumerated() {
      let model = scenario.models[candidate.model].name
      guard current.replicas.contains(where: { $0.model == model }) else { continue }
      let layout = candidate.layout.text(poolNames: names)
      counts[index] = current.replicas.reduce(0) {
        $0 + ($1.model == model && $1.layout == layout ? $1.count : 0)
      }
    }
    return counts
  }

  /// The candidates that nothing beats, as far as the scenario lets one stand for another.
  static func undominated(
    _ scenario: Scenario, _ all: [Candidate], comparesBlocks: Bool = false
  ) -> [Candidate] {
    if scenario.figuresMove {
      return ReplicaKinds.undominated(scenario, all, comparesBlocks: comparesBlocks)
    }
    let kept = Dominance.pruned(all, comparesBlocks: comparesBlocks)
    return scenario.chargesStarts ? kept : Dominance.withoutSums(kept, comparesBlocks: comparesBlocks)
  }

  /// Whether a candidate is a layout that runs; nil where nothing does.
  static func runs(in scenario: Scenario) -> ((Candidate) -> Bool)? {
    guard let current = scenario.current, !current.replicas.isEmpty else { return nil }
    let layouts = Dictionary(grouping: current.replicas.filter { $0.count > 0 }, by: \.model)
      .mapValues { Set($0.map(\.layout)) }
    let names = scenario.pools.map(\.name)
    return { candidate in
      layouts[scenario.models[candidate.model].name]?.contains(candidate.layout.text(poolNames: names))
        == true
    }
  }

  /// The candidates that a plan may need beside a running fleet: those that nothing beats, and those that run.
  ///
  /// Two replicas that do a third one's work are no better than it where each start costs something.
  static func withRunning(_ scenario: Scenario, _ all: [Candidate]) -> [Candidate] {
    let running = running(scenario, all)
    let kept = undominated(scenario, all)
    let keys = Set(kept.map(\.configuration))
    return all.indices.filter { running[$0] > 0 || keys.contains(all[$0].configuration) }.map { all[$0] }
  }
}

/// The key that tells candidates of one scenario apart.
struct Configuration: Hashable {
  var model: Int
  var layout: Layout
}

extension Candidate {
  /// The key that tells it from the others.
  var configuration: Configuration { Configuration(model: model, layout: layout) }
}

extension Scenario {
  /// Whether starting a replica costs something, or is limited in number.
  var chargesStarts: Bool {
    current.map { $0.startCost > 0 || $0.maxStarts != nil || $0.maxStops != nil } ?? false
  }
}

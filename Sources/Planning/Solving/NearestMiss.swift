import Serving

/// The nearest miss where a latency limit leaves some traffic without any layout: the least limit under which
/// every workload type can be served, the one that needs it, and the layout that serves it then.
struct NearestMiss {
  /// Index of the traffic entry that needs the most.
  let entry: Int
  /// The layout that serves it, in the pools' names.
  let layout: String
  /// `TTFT` or `TPOT`.
  let limitName: String
  /// Latency of the layout in ms, and the limit stated for it.
  let needed: Double
  let limit: Double

  /// How closely the least limit is looked for, in ms and as a part of it.
  private static let resolution = 0.05
  private static let relativeResolution = 1e-3
  /// Most times that a limit is raised while no layout serves.
  private static let mostDoublings = 30

  /// The nearest miss of a scenario; nil where no easing of latency limits helps, or if cancelled.
  init?(of fleet: FleetData, isCancelled: @escaping () -> Bool) {
    let scenario = fleet.scenario
    func found(_ scenario: (Kind) -> Scenario) -> [NearestMiss] {
      Kind.allCases.compactMap { Self.search($0, scenario($0), fleet.traffic, isCancelled: isCancelled) }
    }
    var misses = found { _ in scenario }
    // Where both limits are out of reach, each is looked at as if it were the only one.
    if misses.isEmpty { misses = found { $0.other.limit.lifted(from: scenario) } }
    guard let nearest = misses.min(by: { $0.needed / $0.limit < $1.needed / $1.limit }), !isCancelled() else {
      return nil
    }
    self = nearest
  }

  private init(
    entry: Int, layout: String, limitName: String, needed: Double, limit: Double
  ) {
    self.entry = entry
    self.layout = layout
    self.limitName = limitName
    self.needed = needed
    self.limit = limit
  }

  private enum Kind: String, CaseIterable {
    case ttft = "TTFT"
    case tpot = "TPOT"

    var limitPath: WritableKeyPath<SLO, Double?> { self == .ttft ? \.ttftMs : \.tpotMs }
    var limit: Limit { self == .ttft ? .ttft : .tpot }
    var other: Kind { self == .ttft ? .tpot : .ttft }

    /// The scenario with every limit of the kind raised to at least so many ms.
    func eased(_ scenario: Scenario, to milliseconds: Double) -> Scenario {
      func raise(_ slo: inout SLO?) {
        if let own = slo?[keyPath: limitPath] { slo?[keyPath: limitPath] = max(own, milliseconds) }
      }
      var eased = scenario
      raise(&eased.slo)
      for model in eased.models.indices { raise(&eased.models[model].slo) }
      return eased
    }

    /// The latency of a layout for a workload type, where that is known.
    func taken(_ throughput: Throughput) -> Double? {
      self == .ttft ? throughput.ttftMs : throughput.tpotMs
    }
  }

  /// The nearest miss where one kind of limit is eased. Replicas of several GPU types are many and seldom the nearest:
  /// they are looked at once, just below what the others take, and searched only where they serve there.
  private static func search(
    _ kind: Kind, _ scenario: Scenario, _ traffic: [FleetData.Traffic], isCancelled: @escaping () -> Bool
  ) -> NearestMiss? {
    guard scenario.replicas.mixed else { return bisected(kind, scenario, traffic, isCancelled) }
    var plain = scenario
    plain.replicas.mixed = false
    guard let miss = bisected(kind, plain, traffic, isCancelled) else {
      return bisected(kind, scenario, traffic, isCancelled)
    }
    let below = kind.eased(scenario, to: miss.needed - closeness(to: miss.needed))
    guard let candidates = candidates(below, isCancelled) else { return nil }
    return unserved(traffic, by: candidates) == nil ? bisected(kind, scenario, traffic, isCancelled) : miss
  }

  private static func closeness(to milliseconds: Double) -> Double {
    max(resolution, relativeResolution * milliseconds)
  }

  /// The layouts that serve something; nil if cancelled.
  private static func candidates(_ scenario: Scenario, _ isCancelled: @escaping () -> Bool) -> [Candidate]? {
    let built = FleetData.buildCandidates(scenario, pruned: false, shouldStop: isCancelled)
    return built.omission == nil ? built.candidates : nil
  }

  private static func figure(_ candidate: Candidate, _ entry: FleetData.Traffic) -> Throughput? {
    candidate.model == entry.model ? candidate.throughput[entry.workload] : nil
  }

  /// The first workload type that nothing serves; nil: there is none.
  private static func unserved(_ traffic: [FleetData.Traffic], by candidates: [Candidate]) -> Int? {
    traffic.indices.first { entry in !candidates.contains { figure($0, traffic[entry]) != nil } }
  }

  private static func bisected(
    _ kind: Kind, _ scenario: Scenario, _ traffic: [FleetData.Traffic], _ isCancelled: @escaping () -> Bool
  ) -> NearestMiss? {
    func limit(of entry: FleetData.Traffic) -> Double? {
      scenario.limits(of: scenario.models[entry.model])?[keyPath: kind.limitPath]
    }
    func candidates(_ scenario: Scenario) -> [Candidate]? { Self.candidates(scenario, isCancelled) }
    func unserved(_ candidates: [Candidate]) -> Int? { Self.unserved(traffic, by: candidates) }
    let stated = traffic.compactMap { limit(of: $0) }
    guard let least = stated.min(), let free = candidates(kind.limit.lifted(from: scenario)),
      unserved(free) == nil, let own = candidates(scenario), var missing = unserved(own)
    else { return nil }
    var low = least
    var high = least
    var serving: [Candidate]?
    for _ in 0..<mostDoublings where serving == nil {
      high *= 2
      guard let eased = candidates(kind.eased(scenario, to: high)) else { return nil }
      if let entry = unserved(eased) { (low, missing) = (high, entry) } else { serving = eased }
    }
    while high - low > closeness(to: low) {
      let middle = (low + high) / 2
      guard let eased = candidates(kind.eased(scenario, to: middle)) else { return nil }
      if let entry = unserved(eased) {
        (low, missing) = (middle, entry)
      } else {
        (high, serving) = (middle, eased)
      }
    }
    let entry = traffic[missing]
    let able = (serving ?? []).compactMap { candidate in
      figure(candidate, entry).map { (candidate: candidate, taken: kind.taken($0) ?? high) }
    }
    guard let nearest = able.min(by: { $0.taken < $1.taken }), let limit = limit(of: entry) else {
      return nil
    }
    return NearestMiss(
      entry: missing, layout: nearest.candidate.layout.text(poolNames: scenario.pools.map(\.name)),
      limitName: kind.rawValue, needed: nearest.taken, limit: limit)
  }
}

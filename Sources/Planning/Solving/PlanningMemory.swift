/// Bounds and plans of a session's earlier solves, as far as they say something about later ones.
///
/// Stock, budget, prices, headroom and demand act in one direction: a scenario that allows no more than an earlier
/// one cannot do better than the bound proven there. All comparisons are exact.
struct PlanningMemory {
  /// The numbers that a bound depends on, for one set of candidates.
  struct Limits: Equatable {
    var objective: Objective
    var traffic: [FleetData.Traffic]
    var headroom: Double
    var prices: [Double]
    var available: [Int]
    /// Machines that are rented whole, pool by pool.
    var sizes: [[MachineSize]]
    var budget: Double
    var demand: Double
    var offers: [Offer]
    var running: [Int]
    var startCost: Double
    var maxStarts: Int
    var maxStops: Int
    var resilience: Resilience
    var bandFactor: [Double]
    var leastReplicas: [Int]

    init(_ fleet: FleetData) {
      let scenario = fleet.scenario
      objective = scenario.objective
      traffic = fleet.traffic
      headroom = scenario.headroom
      prices = scenario.pools.map(\.price)
      available = scenario.pools.map(\.available)
      sizes = scenario.pools.map(\.sizes)
      budget = scenario.budget ?? .infinity
      demand = scenario.objective == .throughput ? 0 : scenario.demand ?? 0
      offers = scenario.pools.map(\.offer)
      running = fleet.running
      startCost = fleet.startCost
      maxStarts = scenario.current?.maxStarts ?? .max
      maxStops = scenario.current?.maxStops ?? .max
      resilience = scenario.resilience
      bandFactor = fleet.bandFactor
      leastReplicas = scenario.models.map(\.leastReplicas)
    }

    /// Whether every plan within these limits is one within `other` too, at no higher a cost and no lower a rate.
    func isWithin(_ other: Limits) -> Bool {
      // Least cost needs no word on the budget: a plan below the bound would have fitted the earlier budget too.
      objective == other.objective && demand >= other.demand && headroom >= other.headroom
        && (budget <= other.budget || objective == .cost) && traffic == other.traffic
        && zip(prices, other.prices).allSatisfy { $0 >= $1 }
        && zip(available, other.available).allSatisfy { $0 <= $1 }
        && zip(sizes, other.sizes).allSatisfy { PlanningMemory.areWithin($0, $1) }
        && offers == other.offers && running == other.running && startCost >= other.startCost
        && maxStarts <= other.maxStarts && maxStops <= other.maxStops && resilience.isWithin(other.resilience)
        && zip(bandFactor, other.bandFactor).allSatisfy { $0 <= $1 }
        && zip(leastReplicas, other.leastReplicas).allSatisfy { $0 >= $1 }
    }
  }

  /// Whether machines are as many at most and as dear at least as others of the same sizes.
  fileprivate static func areWithin(_ sizes: [MachineSize], _ others: [MachineSize]) -> Bool {
    sizes.elementsEqual(others) {
      $0.gpus == $1.gpus && $0.available <= $1.available && $0.price >= $1.price
    }
  }

  /// The final answer to a scenario.
  struct Answer {
    var scenario: Scenario
    var gap: Double
    var breaksTies: Bool
    var plan: Plan
    var counts: [Int]?
  }

  /// Proofs and answers kept.
  private static let proofLimit = 64
  /// Fleets kept.
  private static let fleetLimit = 20

  private var proofs: [(limits: Limits, bound: Double)] = []
  private var answers: [Answer] = []
  /// Replica counts of the last plans, by candidate; the newest first.
  private(set) var fleets: [[Int]] = []

  // MARK: Bounds

  /// The tightest proven bound on the objective's own value for a fleet's numbers; nil without one.
  func bound(_ fleet: FleetData) -> Double? { proofs.isEmpty ? nil : bound(within: Limits(fleet)) }

  /// The tightest proven bound on the objective's own value that holds within some limits; nil without one.
  func bound(within limits: Limits) -> Double? {
    var tightest: Double?
    for index in proofs.indices where limits.isWithin(proofs[index].limits) {
      let bound = proofs[index].bound
      tightest = tightest.map { limits.objective == .throughput ? min($0, bound) : max($0, bound) } ?? bound
    }
    return tightest
  }

  /// Keeps a proven bound unless one that is kept says as much.
  mutating func learn(bound proven: Double, within limits: Limits) {
    // Dearer plans than the budget were never looked at.
    let bound = limits.objective == .cost ? min(proven, limits.budget) : proven
    guard bound.isFinite else { return }
    if let known = self.bound(within: limits) {
      if limits.objective == .throughput ? known <= bound : known >= bound { return }
    }
    proofs.append((limits, bound))
    if proofs.count > Self.proofLimit { proofs.removeFirst() }
  }

  // MARK: Fleets

  /// Puts a fleet first.
  mutating func learn(fleet counts: [Int]) {
    fleets.removeAll { $0 == counts }
    fleets.insert(counts, at: 0)
    if fleets.count > Self.fleetLimit { fleets.removeLast() }
  }

  /// Follows a change of candidates: fleets keep the replicas of those that remain, bounds go.
  mutating func translate(from old: FleetData, to new: FleetData) {
    proofs = []
    for index in answers.indices { answers[index].counts = nil }
    let names = Dictionary(
      zip(new.candidateNames, new.candidates.indices), uniquingKeysWith: { first, _ in first })
    let places = old.candidateNames.map { names[$0] }
    fleets = fleets.compactMap { fleet in
      var counts = [Int](repeating: 0, count: new.candidates.count)
      for (candidate, place) in places.enumerated() {
        if let place { counts[place] = fleet[candidate] }
      }
      return counts.contains { $0 > 0 } ? counts : nil
    }
  }

  // MARK: Answers

  /// The answer given to the same scenario before, to at least the same gap; nil without one.
  mutating func answer(to scenario: Scenario, options: PlanningOptions) -> Plan? {
    let index = answers.indices.first {
      answers[$0].gap <= options.gap && answers[$0].breaksTies == options.breaksTies
        && answers[$0].scenario.asks(sameAs: scenario)
    }
    guard let index else { return nil }
    let answer = answers.remove(at: index)
    answers.append(answer)
    if let counts = answer.counts { learn(fleet: counts) }
    return answer.plan
  }

  /// Keeps a final answer.
  mutating func learn(_ answer: Answer) {
    answers.append(answer)
    if answers.count > Self.proofLimit { answers.removeFirst() }
  }
}

extension Resilience {
  /// Whether whatever withstands this withstands the other too.
  fileprivate func isWithin(_ other: Resilience) -> Bool {
    guard misjudged >= other.misjudged else { return false }
    // Nothing is lost where nothing must be survived; else a smaller part may be left only where the same is lost.
    return other.survives == nil || survives == other.survives && remaining >= other.remaining
  }
}

extension Scenario {
  /// Whether two scenarios have the same answer because nothing that a plan depends on differs.
  func asks(sameAs other: Scenario) -> Bool {
    // What sliders change comes first: most scenarios differ there.
    objective == other.objective && budget == other.budget && demand == other.demand
      && headroom == other.headroom && pools == other.pools && models == other.models
      && replicas == other.replicas && slo == other.slo && engine == other.engine && profile == other.profile
      && current == other.current && resilience == other.resilience && bands == other.bands
  }
}

extension FleetData {
  /// The key of each candidate in any scenario: model, precision and layout, by name.
  fileprivate var candidateNames: [[String]] {
    zip(candidates, layouts).map { candidate, layout in
      [scenario.models[candidate.model].name, candidate.precision.rawValue, layout]
    }
  }
}

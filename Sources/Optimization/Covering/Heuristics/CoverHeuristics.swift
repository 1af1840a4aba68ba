/// Finds good covers fast: repair, rounding, greedy filling, and a search by exchange.
///
/// All of it is deterministic and counts work instead of time; every cover handed out was valued by `CoverEvaluator`.
/// The steps that change counts work on one `CoverPoint`:
///
/// - *fit*: take copies away until resources and budget are kept (`CoverHeuristics+Fitting`);
/// - *fill*: add what the cut of the family that holds the level back values most for its price;
/// - *trim*: give back what the objective does not need (same file);
/// - *exchange*: take out up to two, put in up to two (`CoverHeuristics+Exchange`).
final class CoverHeuristics {
  let evaluator: CoverEvaluator
  let point: CoverPoint
  /// Price of one of each group in greedy choices: what the relaxation charges, or a share of what is scarce.
  let charge: UnsafeMutablePointer<Double>
  /// Worth of one unit of each resource, and of the budget, in the relaxation; empty: not known.
  private(set) var resourceWorth: [Double] = []
  private(set) var budgetWorth = 0.0
  /// The rule that the charges follow.
  private(set) var rule = Charge.parts
  /// Whether the run must end; what is found by then is handed out.
  var mustStop: () -> Bool = { false } {
    didSet { purchases?.mustStop = mustStop }
  }
  /// Where lots are bought, the search for what to buy: it has another object of this type look for counts.
  let purchases: CoverPurchases?
  /// Made once it is needed: small problems often end before.
  private(set) lazy var frontier = CoverFrontier(evaluator)

  init(_ evaluator: CoverEvaluator) {
    self.evaluator = evaluator
    point = CoverPoint(evaluator.program)
    charge = .allocate(capacity: max(1, evaluator.program.groupCount))
    purchases = evaluator.program.lots.isEmpty ? nil : CoverPurchases(evaluator)
  }

  deinit { charge.deallocate() }

  var program: CoveringProgram { evaluator.program }

  /// Takes over the multipliers of a relaxation: they weigh resources and cost in greedy choices. `budget` is what a
  /// unit of cost is worth: the budget's multiplier and the objective's own weight of the cost together.
  func setWorth(ofResources resources: [Double], budget: Double) {
    resourceWorth = resources
    budgetWorth = budget
    purchases?.setWorth(ofResources: resources, budget: budget)
  }

  // MARK: Ways to a cover

  /// The measure that greedy choices divide a gain by.
  enum Charge {
    /// The cost.
    case cost
    /// Part of the budget and of each resource's units, added up.
    case parts
    /// The relaxation's own prices.
    case worth
  }

  /// Counts made to fit and filled up; nil if that is not better than `cutoff`. The counts may be all zero. Without a
  /// cutoff a cover is wanted at any price, and searched for where the greedy steps find none.
  func repaired(_ counts: [Int32], cutoff: Double) -> Cover? {
    if let purchases { return purchases.repaired(counts, cutoff: cutoff) }
    var best: Cover?
    let isCold = !counts.contains { $0 > 0 }
    // From nothing, costs alone make a poor choice where stock is short.
    let rules: [Charge] = isCold ? [.parts, .worth, .cost] : [.cost, .parts, .worth]
    for rule in rules where isUsable(rule) {
      if best != nil && (rule == rules[2] || mustStop()) { break }
      setCharge(rule)
      point.load(counts, use: evaluator.use)
      fit()
      complete(candidates: [], cutoff: best?.objective ?? cutoff, best: &best)
    }
    if cutoff < .infinity || mustStop() { return best }
    // Under tight limits the greedy steps may leave some item without a server.
    var work = CoverWork.rescue
    if program.levelWeight == 0 {
      if best == nil { best = lowered(cutoff: .infinity, &work) }
    } else if best.map({ $0.level <= 0 }) ?? true {
      let nothing = Cover(counts: [], level: 0, cost: 0, objective: best?.objective ?? .infinity)
      let found = raised(nothing, &work)
      if !found.counts.isEmpty { best = found }
    }
    return best
  }

  /// The best of several roundings of one value a group, each filled up from the candidates (empty: all groups).
  func rounded(_ y: [Double], candidates: [Int32], cutoff: Double) -> Cover? {
    if let purchases { return purchases.rounded(y, candidates: candidates, cutoff: cutoff) }
    var best: Cover?
    setCharge(isUsable(.worth) ? .worth : isUsable(.cost) ? .cost : .parts)
    var seen: [[Int32]] = []
    for threshold in CoverWork.roundingThresholds where best == nil || !mustStop() {
      let counts = y.map { value -> Int32 in
        value > 0 ? Int32((value + threshold).rounded(.down)) : 0
      }
      guard !seen.contains(counts) else { continue }
      seen.append(counts)
      point.load(counts, use: evaluator.use)
      fit()
      complete(candidates: candidates, cutoff: best?.objective ?? cutoff, best: &best)
    }
    return best
  }

  /// The same within what a purchase of lots brings; nil too where the program has none.
  func rounded(_ y: [Double], buying purchase: [Int], candidates: [Int32], cutoff: Double) -> Cover? {
    purchases?.rounded(y, buying: purchase, candidates: candidates, cutoff: cutoff)
  }

  /// Fills, trims and values the point; keeps it if it is better than `cutoff`.
  private func complete(candidates: [Int32], cutoff: Double, best: inout Cover?) {
    guard fillLeastCounts() else { return }
    fill(candidates: candidates)
    trim()
    if let cover = evaluator.evaluate(point, cutoff: cutoff) { best = cover }
  }

  // MARK: Prices of greedy choices

  func isUsable(_ rule: Charge) -> Bool {
    switch rule {
    case .cost: program.price.contains { $0 > 0 } && (program.budget.isFinite || program.costWeight > 0)
    case .parts: true
    case .worth: !resourceWorth.isEmpty
    }
  }

  func setCharge(_ rule: Charge) {
    self.rule = rule
    let program = program
    let resources = program.resourceCount
    for group in 0..<program.groupCount {
      let use = evaluator.use + group * resources
      var sum = 0.0
      switch rule {
      case .cost: sum = evaluator.unitCost[group]
      case .parts:
        if program.budget.isFinite && program.budget > 0 { sum = evaluator.unitCost[group] / program.budget }
        for resource in 0..<resources where use[resource] > 0 {
          sum += Double(use[resource]) / Double(max(1, program.available[resource]))
        }
      case .worth:
        sum = budgetWorth * evaluator.unitCost[group]
        for resource in 0..<resources { sum += resourceWorth[resource] * Double(use[resource]) }
      }
      // A group that is free of charge must still compare by its gain.
      charge[group] = max(sum, CoverWork.leastCharge)
    }
  }

  // MARK: Room

  /// Whether a copy of a group still fits.
  func hasRoom(_ group: Int32, budgetLeft: Double) -> Bool {
    let (available, used) = (evaluator.program.available, point.used)
    let use = evaluator.use + Int(group) * point.resourceCount
    for resource in 0..<point.resourceCount where use[resource] > 0 {
      if Int64(available[resource]) - used[resource] < Int64(use[resource]) { return false }
    }
    let cost = evaluator.unitCost[Int(group)]
    return !(cost > 0 && budgetLeft.isFinite) || budgetLeft / cost >= 1
  }

  /// Copies of a group that still fit.
  func room(_ group: Int32, budgetLeft: Double) -> Int32 {
    let program = evaluator.program
    var most = program.capacity(ofGroup: Int(group))
    let use = evaluator.use + Int(group) * point.resourceCount
    for resource in 0..<point.resourceCount where use[resource] > 0 {
      let left = Int64(program.available[resource]) - point.used[resource]
      if left < Int64(use[resource]) { return 0 }
      most = min(most, Int32(clamping: left / Int64(use[resource])))
    }
    let cost = evaluator.unitCost[Int(group)]
    if cost > 0 && budgetLeft.isFinite {
      let affordable = (budgetLeft / cost).rounded(.down)
      if affordable < Double(most) { most = Int32(max(0, affordable)) }
    }
    return most
  }

  /// The rest of the budget, with its tolerance for round-off.
  func budgetLeft() -> Double {
    let program = evaluator.program
    guard program.budget.isFinite else { return .infinity }
    return program.budget * (1 + CoveringTolerance.budget / 2) - point.cost(price: program.price)
  }
}

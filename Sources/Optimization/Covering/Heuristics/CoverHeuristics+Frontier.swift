/// Levels from the other side: what each family needs at least for a level, put together.
///
/// An exchange that raises the least level over several families is blind, as it rarely lifts all of them at once.
/// Asked for a level, the families come apart but for the limits they share: each is searched for its cheapest counts
/// (`CoverFrontier`), first alone, then within what the others leave, and where a resource is still overdrawn it
/// becomes dearer for all.
extension CoverHeuristics {
  /// Tries levels between the cover's and the most the charges allow, in smaller and smaller steps.
  func raised(_ cover: Cover, _ work: inout Int) -> Cover {
    var best = cover
    let (ceiling, groups) = frontierCandidates()
    guard ceiling > best.level else { return best }
    for fraction in CoverWork.fractions {
      while work > 0, !mustStop() {
        let level = min(
          best.level + fraction * (min(ceiling, program.levelUpper) - best.level), program.levelUpper)
        guard level > best.level * (1 + CoverWork.leastRise),
          reach(level, groups, costLimit: program.budget, &work)
        else { break }
        guard let found = evaluator.evaluate(point, cutoff: best.objective) else { break }
        best = found
        if program.levelWeight > 0 { fill(candidates: []) }
        trim()
        if let filled = evaluator.evaluate(point, cutoff: best.objective) { best = filled }
      }
    }
    return best
  }

  /// A cover of the least level asked for, cheaper than `cutoff`.
  func lowered(cutoff: Double, _ work: inout Int) -> Cover? {
    let (_, groups) = frontierCandidates()
    guard groups.count == evaluator.pools.count else { return nil }
    let paid = program.costWeight > 0 ? max(0, cutoff / program.costWeight) : .infinity
    guard reach(program.levelLower, groups, costLimit: min(program.budget, paid), &work) else { return nil }
    trim()
    return evaluator.evaluate(point, cutoff: cutoff)
  }

  /// Moves the point to counts within the limits that reach a level for a cost of at most `costLimit`; false, with
  /// the point anywhere, if none is found.
  func reach(_ level: Double, _ groups: [[Int32]], costLimit: Double, _ work: inout Int) -> Bool {
    let program = program
    let families = evaluator.pools.indices
    let everything = program.available.map { Int64($0) }
    let budget = costLimit * (1 + CoveringTolerance.budget / 2)
    defer { setCharge(rule) }
    // No counts within the limits are charged more than the limits.
    var limit = chargeOfLimits(costLimit: costLimit) * (1 + CoveringTolerance.level)
    for _ in 0..<CoverWork.frontierRounds {
      if evaluator.isInterrupted { return false }
      point.clear()
      var charged = 0.0
      for family in families {
        guard
          let found = frontier.cheapest(
            family, level: level, candidates: groups[family], charge: charge, below: limit - charged,
            available: everything, budget: budget, work: &work)
        else { return false }
        for (group, count) in found {
          point.add(group, count, use: evaluator.use)
          charged += Double(count) * charge[Int(group)]
        }
      }
      if isWithinLimits() { return fillLeastCounts() && isWithinLimits() }
      guard families.count > 1 else { return false }
      for family in families.reversed() {
        let members = point.members[family].map { ($0, point.counts[$0]) }
        for (group, count) in members { point.add(group, -count, use: evaluator.use) }
        let left = everything.indices.map { max(0, everything[$0] - point.used[$0]) }
        let found = frontier.cheapest(
          family, level: level, candidates: groups[family], charge: charge, below: .infinity,
          available: left, budget: budget - point.cost(price: program.price), work: &work)
        for (group, count) in found ?? members { point.add(group, count, use: evaluator.use) }
        if found != nil && isWithinLimits() { return fillLeastCounts() && isWithinLimits() }
      }
      guard work > 0, !mustStop(), chargeOverdrawn(&limit) else { return false }
    }
    return false
  }

  private func isWithinLimits() -> Bool {
    for resource in 0..<point.resourceCount
    where point.used[resource] > Int64(program.available[resource]) {
      return false
    }
    return budgetLeft() >= 0
  }

  /// Raises the charge of overdrawn resources; false if only the budget is overdrawn.
  private func chargeOverdrawn(_ limit: inout Double) -> Bool {
    var charged = 0.0
    var units = 0.0
    for members in point.members {
      for group in members { charged += Double(point.counts[group]) * charge[Int(group)] }
    }
    for resource in 0..<point.resourceCount { units += Double(point.used[resource]) }
    var isOverdrawn = false
    for resource in 0..<point.resourceCount
    where point.used[resource] > Int64(program.available[resource]) {
      isOverdrawn = true
      let surcharge = CoverWork.surcharge * charged / max(1, units)
      limit += surcharge * Double(program.available[resource])
      for group in 0..<program.groupCount {
        charge[group] += surcharge * Double(evaluator.use[group * point.resourceCount + resource])
      }
    }
    return isOverdrawn
  }

  /// Groups of each family with the least charge for what they are worth, and the level that all limits together pay
  /// for at these charges.
  private func frontierCandidates() -> (ceiling: Double, groups: [[Int32]]) {
    var perLevel = 0.0
    var chosen: [[Int32]] = []
    for (family, pool) in evaluator.pools.enumerated() {
      let (slot, charged) = startingWorth(family)
      perLevel += charged
      guard slot >= 0 else { return (0, []) }
      chosen.append(ranked(family, slot: slot, most: CoverWork.frontierCandidates))
      pool.touch(slot)
    }
    return (perLevel > 0 ? chargeOfLimits(costLimit: program.budget) / perLevel : .infinity, chosen)
  }

  /// Worth of all limits together at the charges of the rule; infinite where something charged is unlimited.
  private func chargeOfLimits(costLimit: Double) -> Double {
    let program = program
    switch rule {
    case .cost: return costLimit
    case .parts: return Double(program.resourceCount) + (program.budget.isFinite ? 1 : 0)
    case .worth:
      var sum = budgetWorth > 0 ? budgetWorth * costLimit : 0
      for resource in 0..<program.resourceCount {
        sum += resourceWorth[resource] * Double(program.available[resource])
      }
      return sum
    }
  }
}

extension CoverWork {
  /// Parts of the way to the most that the charges allow, tried one after the other.
  static let fractions = [0.5, 0.25, 0.12, 0.06, 0.03]
  /// Least relative rise of the level worth a try.
  static let leastRise = 1e-4
  /// Candidates of one family.
  static let frontierCandidates = 24
  /// Times that resources are made dearer.
  static let frontierRounds = 3
  /// Surcharge of an overdrawn unit, relative to the charge of a unit on average.
  static let surcharge = 0.3
}

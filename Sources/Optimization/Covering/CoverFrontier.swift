/// The cheapest counts of one family that reach a level: a depth-first search over its cuts.
///
///     min Σ charge[g] y[g]   s.t.   Σ gain[p,g] y[g] >= level for every cut p,   use within what is left,   y integer
///
/// The cuts stand for the level program; a leaf that passes them all is valued exactly, and if it falls short it
/// leaves the cut that says so. A node is bounded by the cut that asks for most: what is missing times the least
/// charge for its gain among the candidates still open. Candidates are few and in order of charge for gain, so the
/// first leaf is the greedy choice and the search mends its end. Nodes are limited; what is found is a cover, not a
/// proof.
final class CoverFrontier {
  private let evaluator: CoverEvaluator
  private let slots = CoverWork.cuts
  private let resourceCount: Int
  /// Counts of the family at hand alone.
  private let trial: CoverPoint
  private let sums: UnsafeMutablePointer<Double>
  private let left: UnsafeMutablePointer<Int64>

  // Candidates in order, with least charge for gain from each place on, `slots` a place.
  private var groups: [Int32] = []
  private var charges: [Double] = []
  private var ratios: UnsafeMutablePointer<Double>
  private var ratioCapacity = 0

  private var family = 0
  private var level = 0.0
  private var costLeft = Double.infinity
  private var nodes = 0
  private var leaves = 0
  private var best: [(group: Int32, count: Int32)]?
  private var bestCharge = Double.infinity

  init(_ evaluator: CoverEvaluator) {
    self.evaluator = evaluator
    resourceCount = evaluator.program.resourceCount
    trial = CoverPoint(evaluator.program)
    sums = .allocate(capacity: CoverWork.cuts)
    left = .allocate(capacity: max(1, resourceCount))
    ratios = .allocate(capacity: 1)
  }

  deinit {
    sums.deallocate()
    left.deallocate()
    ratios.deallocate()
  }

  /// Counts of a family that reach `level` for a charge below `limit`, the best found; nil if none is.
  ///
  /// - Parameters:
  ///   - candidates: groups of the family, those with the least charge for their gain first.
  ///   - available: units that the family may use of each resource.
  ///   - budget: what the family may cost.
  func cheapest(
    _ family: Int, level: Double, candidates: [Int32], charge: UnsafePointer<Double>, below limit: Double,
    available: [Int64], budget: Double, work: inout Int
  ) -> [(group: Int32, count: Int32)]? {
    self.family = family
    self.level = level
    groups = candidates
    charges = candidates.map { charge[Int($0)] }
    for resource in 0..<resourceCount { left[resource] = available[resource] }
    costLeft = budget
    best = nil
    bestCharge = limit
    nodes = min(CoverWork.frontierNodes, work / CoverWork.frontierNode)
    leaves = CoverWork.frontierLeaves
    let before = nodes
    let pivots = evaluator.pivots
    trial.clear()
    if candidates.count * slots > ratioCapacity {
      ratios.deallocate()
      ratioCapacity = candidates.count * slots
      ratios = .allocate(capacity: ratioCapacity)
    }
    for slot in 0..<evaluator.pools[family].count { fillRatios(slot) }
    sums.update(repeating: 0, count: slots)
    visit(from: 0, charge: 0)
    work -= CoverWork.frontierNode * (before - nodes) + CoverWork.pivot * (evaluator.pivots - pivots)
    return best
  }

  private func fillRatios(_ slot: Int) {
    let gains = evaluator.pools[family].gains
    var least = CoverWork.noRatio
    for place in stride(from: groups.count - 1, through: 0, by: -1) {
      let gain = gains[Int(evaluator.place[groups[place]]) * slots + slot]
      if gain > 0 { least = min(least, charges[place] / gain) }
      ratios[place * slots + slot] = least
    }
  }

  /// Adds copies of the candidates from a place on to the trial.
  private func visit(from first: Int, charge: Double) {
    nodes -= 1
    let pool = evaluator.pools[family]
    guard let isLeaf = closeLeaf(charge) else { return }
    if isLeaf { return }
    for place in first..<groups.count {
      if nodes <= 0 || leaves <= 0 { return }
      // Least charges rise from place to place, so the first bound that fails ends the node.
      let line = ratios + place * slots
      var least = 0.0
      for slot in 0..<pool.count { least = max(least, (level - sums[slot]) * line[slot]) }
      if charge + least >= bestCharge { return }
      let group = groups[place]
      guard charge + charges[place] < bestCharge, fits(group) else { continue }
      let gains = pool.gains + Int(evaluator.place[group]) * slots
      take(group, 1)
      for slot in 0..<slots { sums[slot] += gains[slot] }
      visit(from: place, charge: charge + charges[place])
      take(group, -1)
      for slot in 0..<slots { sums[slot] -= gains[slot] }
    }
  }

  private func take(_ group: Int32, _ copies: Int32) {
    trial.add(group, copies, use: evaluator.use)
    costLeft -= Double(copies) * evaluator.unitCost[Int(group)]
  }

  private func fits(_ group: Int32) -> Bool {
    guard evaluator.unitCost[Int(group)] <= costLeft else { return false }
    let use = evaluator.use + Int(group) * resourceCount
    for resource in 0..<resourceCount where Int64(use[resource]) + trial.used[resource] > left[resource] {
      return false
    }
    return true
  }

  /// Whether the trial reaches the level; nil if the limit of leaves is reached. A trial that passes all cuts and
  /// falls short leaves a cut, which is taken up at once.
  private func closeLeaf(_ charge: Double) -> Bool? {
    let pool = evaluator.pools[family]
    if trial.members[family].isEmpty { return false }
    for slot in 0..<pool.count where sums[slot] < level { return false }
    leaves -= 1
    let found = evaluator.level(
      family, members: trial.members[family], counts: trial.counts,
      needed: level * (1 - CoveringTolerance.level))
    if found.level >= level {
      bestCharge = charge
      best = trial.members[family].map { ($0, trial.counts[$0]) }
      return true
    }
    fillRatios(found.slot)
    sums[found.slot] = 0
    for group in trial.members[family] {
      sums[found.slot] +=
        Double(trial.counts[group]) * pool.gains[Int(evaluator.place[group]) * slots + found.slot]
    }
    return leaves > 0 ? false : nil
  }
}

extension CoverWork {
  /// Most nodes and leaves of one search for the cheapest counts of a family.
  static let frontierNodes = 4000
  static let frontierLeaves = 60
  /// Work of one node, in pairs looked at by the exchange.
  static let frontierNode = 40
  /// Stands for a charge that no gain pays.
  static let noRatio = 1e200
}

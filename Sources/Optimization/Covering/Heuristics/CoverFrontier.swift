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

  // Candidates in order: what each is charged, costs, uses and gains, and how many are taken.
  private var groups: [Int32] = []
  private var placeCount = 0
  private let charges: UnsafeMutablePointer<Double>
  private let costs: UnsafeMutablePointer<Double>
  private let taken: UnsafeMutablePointer<Int32>
  private let uses: UnsafeMutablePointer<UnsafeMutablePointer<Int32>>
  private let gains: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// Least charge for gain from each place on, `slots` per place.
  private let ratios: UnsafeMutablePointer<Double>

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
    let places = CoverWork.frontierCandidates
    charges = .allocate(capacity: places)
    costs = .allocate(capacity: places)
    taken = .allocate(capacity: places)
    uses = .allocate(capacity: places)
    gains = .allocate(capacity: places)
    ratios = .allocate(capacity: places * CoverWork.cuts)
  }

  deinit {
    sums.deallocate()
    left.deallocate()
    charges.deallocate()
    costs.deallocate()
    taken.deallocate()
    uses.deallocate()
    gains.deallocate()
    ratios.deallocate()
  }

  /// Counts of a family that reach `level` for a charge below `limit`, the best found; nil if none is.
  ///
  /// - Parameters:
  ///   - candidates: groups of the family, those with the least charge for their gain first; the first
  ///     `CoverWork.frontierCandidates` count.
  ///   - available: units that the family may use of each resource.
  ///   - budget: what the family may cost.
  func cheapest(
    _ family: Int, level: Double, candidates: [Int32], charge: UnsafePointer<Double>, below limit: Double,
    available: [Int64], budget: Double, work: inout Int
  ) -> [(group: Int32, count: Int32)]? {
    self.family = family
    self.level = level
    groups = candidates
    placeCount = min(candidates.count, CoverWork.frontierCandidates)
    let pool = evaluator.pools[family]
    for place in 0..<placeCount {
      let group = candidates[place]
      charges[place] = charge[Int(group)]
      costs[place] = evaluator.unitCost[Int(group)]
      taken[place] = 0
      uses[place] = evaluator.use + Int(group) * resourceCount
      gains[place] = pool.gains + Int(evaluator.place[group]) * slots
    }
    for resource in 0..<resourceCount { left[resource] = available[resource] }
    costLeft = budget
    best = nil
    bestCharge = limit
    nodes = min(CoverWork.frontierNodes, work / CoverWork.frontierNode)
    leaves = CoverWork.frontierLeaves
    let before = nodes
    let pivots = evaluator.pivots
    for slot in 0..<pool.count { fillRatios(slot) }
    sums.update(repeating: 0, count: slots)
    visit(from: 0, charge: 0)
    work -= CoverWork.frontierNode * (before - nodes) + CoverWork.pivot * (evaluator.pivots - pivots)
    return best
  }

  /// Least charges for the gain of a cut, from each place on, and in the places that repeat the last cut.
  private func fillRatios(_ slot: Int) {
    let pool = evaluator.pools[family]
    let end = slot == pool.count - 1 ? 4 * pool.vectors : slot + 1
    var least = CoverWork.noRatio
    for place in stride(from: placeCount - 1, through: 0, by: -1) {
      let gain = gains[place][slot]
      if gain > 0 { least = min(least, charges[place] / gain) }
      for copy in slot..<end { ratios[place * slots + copy] = least }
    }
  }

  /// Adds copies of the candidates from a place on to the trial.
  private func visit(from first: Int, charge: Double) {
    nodes -= 1
    guard let isLeaf = closeLeaf(charge), !isLeaf else { return }
    let vectors = evaluator.pools[family].vectors
    let (sums, goal) = (UnsafeMutableRawPointer(sums), SIMD4(repeating: level))
    for place in first..<placeCount {
      if nodes <= 0 || leaves <= 0 { return }
      // Least charges rise from place to place, so the first bound that fails ends the node.
      let line = UnsafeRawPointer(ratios + place * slots)
      var least = SIMD4<Double>.zero
      for vector in 0..<vectors {
        let missing = goal - sums.loadUnaligned(fromByteOffset: 32 * vector, as: SIMD4<Double>.self)
        let asked = missing * line.loadUnaligned(fromByteOffset: 32 * vector, as: SIMD4<Double>.self)
        least.replace(with: asked, where: asked .> least)
      }
      if charge + least.max() >= bestCharge { return }
      guard charge + charges[place] < bestCharge, fits(place) else { continue }
      take(place, 1)
      visit(from: place, charge: charge + charges[place])
      take(place, -1)
    }
  }

  @inline(__always)
  private func take(_ place: Int, _ copies: Int32) {
    taken[place] += copies
    costLeft -= Double(copies) * costs[place]
    let use = uses[place]
    for resource in 0..<resourceCount { left[resource] -= Int64(copies) * Int64(use[resource]) }
    let (sums, line) = (UnsafeMutableRawPointer(sums), UnsafeRawPointer(gains[place]))
    let times = SIMD4(repeating: Double(copies))
    for vector in 0..<evaluator.pools[family].vectors {
      let gain = line.loadUnaligned(fromByteOffset: 32 * vector, as: SIMD4<Double>.self)
      let sum = sums.loadUnaligned(fromByteOffset: 32 * vector, as: SIMD4<Double>.self)
      sums.storeBytes(of: sum + times * gain, toByteOffset: 32 * vector, as: SIMD4<Double>.self)
    }
  }

  @inline(__always)
  private func fits(_ place: Int) -> Bool {
    guard costs[place] <= costLeft else { return false }
    let use = uses[place]
    for resource in 0..<resourceCount where Int64(use[resource]) > left[resource] { return false }
    return true
  }

  /// Whether the trial reaches the level; nil if the limit of leaves is reached. A trial that passes all cuts and
  /// falls short leaves a cut, which is taken up at once.
  private func closeLeaf(_ charge: Double) -> Bool? {
    let pool = evaluator.pools[family]
    for slot in 0..<pool.count where sums[slot] < level { return false }
    leaves -= 1
    trial.clear()
    for place in 0..<placeCount where taken[place] > 0 {
      trial.add(groups[place], taken[place], use: evaluator.use)
    }
    let found = evaluator.level(
      family, members: trial.members[family], counts: trial.counts,
      needed: level * (1 - CoveringTolerance.level))
    // The cut may be new to the pool whether the level is reached or not.
    fillRatios(found.slot)
    var sum = 0.0
    for place in 0..<placeCount where taken[place] > 0 {
      sum += Double(taken[place]) * gains[place][found.slot]
    }
    for copy in found.slot..<(found.slot == pool.count - 1 ? 4 * pool.vectors : found.slot + 1) {
      sums[copy] = sum
    }
    if found.level >= level {
      bestCharge = charge
      best = trial.members[family].map { ($0, trial.counts[$0]) }
      return true
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

import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A valid inequality over one family: at these prices of the resources its groups cost at least `lower` in any
/// choice that is better than the cutoff it was made for.
struct CoverPriceRow {
  var family: Int32
  /// Price of one unit of each resource.
  var prices: [Double]
  var lower: Double

  /// Coefficient of a group of the family; 0 for others.
  func entry(of group: Int, in program: CoveringProgram) -> Double {
    guard program.groupFamily[group] == family else { return 0 }
    var sum = 0.0
    for resource in 0..<program.resourceCount {
      sum += prices[resource] * Double(program.use[group * program.resourceCount + resource])
    }
    return sum
  }
}

/// Lagrangian decomposition at the target level.
///
/// A choice better than the cutoff reaches a target level within the budget. Priced at the multipliers of the cheapest
/// fractional way to reach it, resources and budget no longer tie the families together: each family alone costs
/// at least `C_f`, the optimum of a small covering program of its own, and if the sum of all `C_f` is more than
/// budget and stock are worth, the incumbent is proven. If not, each `C_f` is still a row for the relaxation, which by
/// itself lets every family be fractional (Geoffrion, 1974; the prices come from a linear program, not from
/// subgradients).
extension CoverSearch {
  /// Whether decomposing now is worth its price: with many families the relaxation alone is far from the truth; with two,
  /// oracles and rows cost the tree more than they give.
  func pricingIsDue(atRoot: Bool) -> Bool {
    guard program.familyCount >= CoverRule.pricingFamilies, cutoff.isFinite,
      targetLevel != nil
    else {
      return false
    }
    guard let last = lastPricing else {
      return atRoot
        ? cutoff - provenBound > CoverRule.pricingGap : nodes >= CoverRule.pricingNodes
    }
    return !atRoot && goal.value < last.value && nodes >= 2 * last.nodes + CoverRule.pricingNodes
      && priceRows.count + program.familyCount <= CoverRule.mostPriceRows
  }

  /// Level that every choice better than the cutoff reaches; nil where there is no such level.
  private var targetLevel: Double? {
    if program.levelLower == program.levelUpper { return program.levelLower }
    guard program.costWeight == 0, program.countCharge == 0, program.levelWeight > 0, cutoff.isFinite else {
      return nil
    }
    let level = -cutoff * unit / program.levelWeight
    return level > 0 && level <= program.levelUpper ? level : nil
  }

  /// Prices the families; true if that proves that nothing is better than the cutoff.
  ///
  /// The rows found join the relaxation, and levels further up are priced too for a bound.
  func decomposePrices(_ bounds: CoverBounds) -> Bool {
    guard let level = targetLevel else { return false }
    lastPricing = (nodes, goal.value)
    guard let oracles = solveOracles(level: level, bounds: bounds) else { return mustStop() ? false : true }
    if oracles.isProof { return true }
    adopt(heuristics.repaired(oracles.counts, cutoff: improvementBelow))
    priceRows.append(contentsOf: oracles.rows)
    relaxation.simplex.priceRows = priceRows
    raiseBound(from: level, bounds: bounds)
    return false
  }

  /// Looks for the least level that pricing proves out of reach, by bisection up to the present bound.
  private func raiseBound(from level: Double, bounds: CoverBounds) {
    guard program.costWeight == 0, program.levelWeight > 0 else { return }
    var low = level
    var high = min(program.levelUpper, -provenBound * unit / program.levelWeight)
    for _ in 0..<CoverRule.pricingBisections where high - low > options.relativeGap * high {
      if mustStop() { return }
      let middle = (low + high) / 2
      let oracles = solveOracles(level: middle, bounds: bounds)
      if mustStop() { return }
      if oracles?.isProof ?? true {
        high = middle
        provenBound = max(provenBound, -high * program.levelWeight / unit)
      } else {
        low = middle
      }
    }
  }

  /// What pricing at one level found.
  private struct Oracles {
    /// Whether the families together cost more than budget and stock are worth.
    var isProof: Bool
    var rows: [CoverPriceRow] = []
    /// The families' cheapest choices put together; they may not fit.
    var counts: [Int32]
  }

  /// Prices and solves the families for a level; nil if the level is out of reach by the relaxation alone, or if a
  /// limit came.
  private func solveOracles(level: Double, bounds: CoverBounds) -> Oracles? {
    var cheapest = program
    (cheapest.costWeight, cheapest.countCharge, cheapest.levelWeight) = (1, 0, 0)
    (cheapest.levelLower, cheapest.levelUpper) = (level, level)
    cheapest.budget = .infinity
    let units = CoverUnits(cheapest, bounds: bounds)
    let fractional = CoverRelaxation(cheapest, bounds: bounds, units: units)
    fractional.load(nil)
    let status = fractional.solve(cutoff: .infinity, pivotLimit: CoverRule.nodePivots)
    earlierPivots += fractional.simplex.pivotCount
    if status == .infeasible { return nil }
    var oracles = Oracles(isProof: false, counts: [Int32](repeating: 0, count: program.groupCount))
    guard status == .optimal else { return oracles }
    var limit = program.budget
    if program.costWeight > 0 {
      limit = min(limit, (cutoff * unit + program.levelWeight * level) / program.costWeight)
    }
    var prices = program.price
    for resource in 0..<program.resourceCount {
      let worth = max(0, -fractional.simplex.multipliers.base[program.itemCount + resource]) * units.objective
      prices[resource] += worth
      limit += worth * Double(bounds.upper[resource])
    }
    let members = (0..<program.familyCount).map { family in
      (0..<program.groupCount).filter {
        program.groupFamily[$0] == Int32(family) && bounds.groupUpper[$0] > 0
      }
    }
    let parts = members.enumerated().map {
      program.part(family: $0.offset, groups: $0.element, prices: prices, level: level)
    }
    let results = solveParts(parts)
    if mustStop() { return nil }
    var total = 0.0
    for (family, result) in results.enumerated() {
      nodes += result.nodes
      earlierPivots += result.pivots
      if result.status == .infeasible { return nil }
      total += max(0, result.bound)
      // A hair below the oracle's bound, so that the row never cuts off what only just costs as much.
      oracles.rows.append(
        CoverPriceRow(
          family: Int32(family), prices: prices, lower: result.bound * (1 - CoveringTolerance.budget)))
      if let cover = result.cover {
        for (index, group) in members[family].enumerated() { oracles.counts[group] = cover.counts[index] }
      }
    }
    oracles.isProof = total > limit * (1 + CoveringTolerance.budget)
    return oracles
  }

  /// Solves the families' programs side by side on all cores; each is a program of its own, so the answers do not
  /// depend on how many there are. The caller is asked about cancellation on its own thread only.
  private func solveParts(_ parts: [CoveringProgram]) -> [CoverResult] {
    var options = CoverOptions()
    options.relativeGap = CoverRule.oracleGap
    options.nodeLimit = CoverRule.oracleNodes
    options.isParallel = false
    let settings = options
    let stops = Atomic<Bool>(false)
    let caller = pthread_self()
    nonisolated(unsafe) let search = self
    nonisolated(unsafe) let results = UnsafeMutablePointer<CoverResult?>.allocate(capacity: parts.count)
    results.initialize(repeating: nil, count: parts.count)
    defer {
      results.deinitialize(count: parts.count)
      results.deallocate()
    }
    DispatchQueue.concurrentPerform(iterations: parts.count) { index in
      results[index] = CoverSession(parts[index]).solve(
        settings,
        isCancelled: {
          if pthread_equal(pthread_self(), caller) != 0 && search.mustStop() {
            stops.store(true, ordering: .relaxed)
          }
          return stops.load(ordering: .relaxed)
        })
    }
    return (0..<parts.count).compactMap { results[$0] }
  }
}

extension CoveringProgram {
  /// The program of some groups of one family alone: reach a level at least cost, at other prices.
  func part(family: Int, groups: [Int], prices: [Double], level: Double) -> CoveringProgram {
    let items = items(ofFamily: family)
    var part = CoveringProgram(
      itemsOfFamily: [items.count], groupFamily: [Int32](repeating: 0, count: groups.count),
      use: groups.flatMap { use[$0 * resourceCount..<($0 + 1) * resourceCount] }, resourceCount: resourceCount
    )
    for (index, group) in groups.enumerated() {
      for position in 0..<items.count {
        part.rate[index * part.width + position] = rate[group * width + position]
      }
    }
    part.share = Array(share[items])
    part.price = prices
    part.available = available
    part.leastCount = [leastCount[family]]
    (part.costWeight, part.levelWeight) = (1, 0)
    (part.levelLower, part.levelUpper) = (level, level)
    return part
  }
}

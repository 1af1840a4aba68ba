import Dispatch
import Foundation

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

/// The state that one run keeps from one pricing to the next.
struct CoverPricing {
  /// Nodes at the end of the last pricing.
  var lastNodes: Int?
  /// Open groups of each family, and the sessions that solve them; one bound after the other starts from the last.
  fileprivate var members: [[Int]] = []
  fileprivate var sessions: [CoverSession] = []
  /// Worth of a unit of each resource that gave the best bound last.
  fileprivate var worth: [Double]?
}

/// Lagrangian decomposition at the target level.
///
/// A choice better than the cutoff reaches a target level within the budget. With a price on each unit of a resource,
/// resources and budget no longer tie the families together: each family alone costs at least `C_f`, the optimum of a
/// small covering program of its own, and if the sum of all `C_f` is more than budget and stock are worth, the
/// incumbent is proven (Geoffrion, 1974). The first prices are those of the cheapest fractional way to the level;
/// then resources that the families' choices together overdraw become dearer and the others cheaper, by Polyak's
/// subgradient step towards the budget (Held, Wolfe & Crowder, 1974). If that is no proof, each `C_f` is still a row for
/// the relaxation, which by itself lets every family be fractional.
extension CoverSearch {
  /// Whether decomposing now is worth its price: with many families the relaxation alone is far from the truth; with two,
  /// oracles and rows cost the tree more than they give. Lots would have to be shared out among the families' programs too.
  func pricingIsDue(atRoot: Bool) -> Bool {
    guard program.familyCount >= CoverRule.pricingFamilies, program.lots.isEmpty, cutoff.isFinite,
      targetLevel != nil
    else { return false }
    guard let last = pricing.lastNodes else {
      return atRoot
        ? cutoff - provenBound > CoverRule.pricingGap : nodes >= CoverRule.pricingNodes
    }
    return !atRoot && nodes >= 2 * last + CoverRule.pricingNodes
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
  /// The rows found join the relaxation, and levels further up are priced too for a bound. Where the gap is wide a level
  /// half-way comes first: what the families choose for it is repaired into better choices than what they choose for
  /// the level at hand, and rows for a better cutoff are worth more.
  func decomposePrices(_ bounds: CoverBounds) -> Bool {
    guard let first = targetLevel else { return false }
    preparePricing(bounds)
    defer { pricing.lastNodes = nodes }
    pricing.worth = nil
    if cutoff - provenBound > CoverRule.wideGap {
      raiseBound(from: first, bounds: bounds, bisections: 1)
      if provenBound >= cutoff { return true }
      if mustStop() { return false }
    }
    // Prices that were best for another cutoff may lead astray.
    pricing.worth = nil
    guard let level = targetLevel else { return false }
    let outcome = price(level: level, bounds: bounds)
    if outcome.isProof || mustStop() { return outcome.isProof }
    priceRows.append(contentsOf: outcome.rows)
    relaxation.simplex.priceRows = priceRows
    raiseBound(from: level, bounds: bounds, bisections: CoverRule.pricingBisections)
    return false
  }

  private func preparePricing(_ bounds: CoverBounds) {
    guard pricing.sessions.isEmpty else { return }
    pricing.members = (0..<program.familyCount).map { family in
      (0..<program.groupCount).filter {
        program.groupFamily[$0] == Int32(family) && bounds.groupUpper[$0] > 0
      }
    }
    pricing.sessions = pricing.members.enumerated().map { family, groups in
      CoverSession(program.part(family: family, groups: groups, prices: program.price, level: 1))
    }
  }

  /// Looks for the least level that pricing proves out of reach, by bisection up to the present bound.
  private func raiseBound(from level: Double, bounds: CoverBounds, bisections: Int) {
    guard program.costWeight == 0, program.levelWeight > 0 else { return }
    var low = level
    var high = min(program.levelUpper, -provenBound * unit / program.levelWeight)
    for _ in 0..<bisections where high - low > options.relativeGap * high {
      let middle = (low + high) / 2
      let isProof = price(level: middle, bounds: bounds).isProof
      if mustStop() { return }
      if isProof {
        high = middle
        provenBound = max(provenBound, -high * program.levelWeight / unit)
      } else {
        low = max(middle, targetLevel ?? middle)
      }
      // A better choice on the way may have met the bound.
      if provenBound >= cutoff { return }
    }
  }

  /// The outcome of pricing at one level.
  private struct PricingOutcome {
    /// Whether the level is out of reach.
    var isProof = false
    /// The families' bounds at the best prices, as rows.
    var rows: [CoverPriceRow] = []
  }

  /// Looks for prices at which the families together cost more for a level than budget and stock are worth.
  ///
  /// The families' choices at each price are repaired into a choice for all.
  private func price(level: Double, bounds: CoverBounds) -> PricingOutcome {
    var outcome = PricingOutcome()
    // Finite also without a budget: prices follow from steps towards the limit.
    var costLimit = program.costLimit
    if program.costWeight > 0 {
      costLimit = min(costLimit, (cutoff * unit + program.levelWeight * level) / program.costWeight)
    }
    guard var worth = firstWorth(level: level, bounds: bounds) else {
      return PricingOutcome(isProof: !mustStop())
    }
    let resources = program.resourceCount
    var best = -Double.infinity
    var (stride, misses) = (1.0, 0)
    for _ in 0..<CoverRule.pricingRounds {
      var stock = 0.0
      for resource in 0..<resources { stock += worth[resource] * Double(bounds.upper[resource]) }
      let prices = (0..<resources).map { program.price[$0] + worth[$0] }
      let results = solveFamilies(prices: prices, level: level)
      if mustStop() { return PricingOutcome() }
      var counts = [Int32](repeating: 0, count: program.groupCount)
      var overdrawn = (0..<resources).map { -Double(bounds.upper[$0]) }
      var rows: [CoverPriceRow] = []
      var total = 0.0
      for (family, result) in results.enumerated() {
        nodes += result.nodes
        earlierPivots += result.pivots
        if result.status == .infeasible { return PricingOutcome(isProof: true) }
        total += max(0, result.bound)
        // A hair below the oracle's bound, so that the row never cuts off what only just costs as much.
        rows.append(
          CoverPriceRow(
            family: Int32(family), prices: prices, lower: result.bound * (1 - CoveringTolerance.budget)))
        guard let cover = result.cover else { continue }
        for (index, group) in pricing.members[family].enumerated() where cover.counts[index] > 0 {
          counts[group] = cover.counts[index]
          for resource in 0..<resources {
            overdrawn[resource] +=
              Double(cover.counts[index]) * Double(program.use[group * resources + resource])
          }
        }
      }
      adopt(heuristics.repaired(counts, cutoff: improvementBelow))
      let value = total - stock
      misses = value > best + CoverRule.pricingProgress * abs(costLimit) ? 0 : misses + 1
      if value > best {
        best = value
        outcome.rows = rows
        pricing.worth = worth
      } else {
        stride *= CoverRule.pricingShrink
      }
      outcome.isProof = total > (costLimit + stock) * (1 + CoveringTolerance.budget)
      if outcome.isProof || misses >= CoverRule.pricingPatience { return outcome }
      var norm = 0.0
      for resource in 0..<resources where overdrawn[resource] > 0 || worth[resource] > 0 {
        norm += overdrawn[resource] * overdrawn[resource]
      }
      if norm == 0 { return outcome }
      let step = stride * (costLimit * (1 + CoverRule.pricingOvershoot) - value) / norm
      for resource in 0..<resources { worth[resource] = max(0, worth[resource] + step * overdrawn[resource]) }
    }
    return outcome
  }

  /// Worth of the resources to begin with: what was best last, else the multipliers of the cheapest fractional way to
  /// the level; nil if there is no such way within the resources.
  private func firstWorth(level: Double, bounds: CoverBounds) -> [Double]? {
    var cheapest = program
    (cheapest.costWeight, cheapest.countCharge, cheapest.levelWeight) = (1, 0, 0)
    (cheapest.levelLower, cheapest.levelUpper) = (level, level)
    cheapest.budget = .infinity
    let units = CoverUnits(cheapest, bounds: bounds)
    let fractional = CoverRelaxation(cheapest, bounds: bounds, units: units)
    fractional.simplex.isInterrupted = relaxation.simplex.isInterrupted
    fractional.load(nil)
    let status = fractional.solve(cutoff: .infinity, pivotLimit: CoverRule.nodePivots)
    earlierPivots += fractional.simplex.pivotCount
    if status == .infeasible { return nil }
    if let worth = pricing.worth { return worth }
    guard status == .optimal else { return [Double](repeating: 0, count: program.resourceCount) }
    return (0..<program.resourceCount).map {
      max(0, -fractional.simplex.multipliers.base[program.itemCount + $0]) * units.objective
    }
  }

  /// Solves the families' programs side by side on all cores; each is a session of its own, so the answers do not
  /// depend on how many there are. The caller is asked about cancellation on its own thread only, also while that has
  /// nothing left to solve and waits for others.
  private func solveFamilies(prices: [Double], level: Double) -> [CoverResult] {
    for (family, groups) in pricing.members.enumerated() {
      pricing.sessions[family].update(
        program.part(family: family, groups: groups, prices: prices, level: level))
    }
    let oracles = PricingSubproblems(pricing.sessions)
    let group = DispatchGroup()
    for _ in 1..<max(1, min(oracles.count, ProcessInfo.processInfo.activeProcessorCount)) {
      DispatchQueue.global(qos: .userInitiated).async(group: group) { oracles.work { false } }
    }
    oracles.work { mustStop() }
    while group.wait(timeout: .now() + CoverRule.waitPoll) == .timedOut {
      if mustStop() { oracles.stop() }
    }
    return oracles.answers
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

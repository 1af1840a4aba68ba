/// Finds good covers where lots are bought: what to buy here, and counts for what is bought by the steps of
/// `CoverHeuristics`, for which it is stock that costs nothing more.
///
/// A first purchase is what a fractional or earlier choice takes, within the budget; then lots are exchanged one for one
/// while that is better. Only purchases near the last one are tried, so each costs a filling and not a search.
final class CoverPurchases {
  private let evaluator: CoverEvaluator
  /// Values counts within what is bought.
  private let bare: CoverEvaluator
  private let inner: CoverHeuristics

  init(_ evaluator: CoverEvaluator) {
    self.evaluator = evaluator
    var program = evaluator.program
    program.lots = []
    bare = CoverEvaluator(program)
    inner = CoverHeuristics(bare)
  }

  /// Whether the run must end.
  var mustStop: () -> Bool = { false } {
    didSet {
      inner.mustStop = mustStop
      bare.interruption = mustStop
    }
  }

  /// Takes over the multipliers of a relaxation.
  func setWorth(ofResources resources: [Double], budget: Double) {
    inner.setWorth(ofResources: resources, budget: budget)
  }

  private var program: CoveringProgram { evaluator.program }

  /// The rule for the present program and worths.
  private func rule() -> CoverPurchaseRule {
    CoverPurchaseRule(evaluator.program, evaluator.rental, worth: inner.resourceWorth)
  }

  // MARK: Ways to a cover

  /// Counts with what they take, made to fit and filled up; nil if that is not better than `cutoff`.
  func repaired(_ counts: [Int32], cutoff: Double) -> Cover? {
    var counts = counts
    if !counts.contains(where: { $0 > 0 }) {
      guard let plan = unitPlan() else { return nil }
      counts = plan
    }
    return bought(near: counts.map { Double($0) }, candidates: [], cutoff: cutoff)
  }

  /// The same for a fractional choice, rounded in several ways.
  func rounded(_ y: [Double], candidates: [Int32], cutoff: Double) -> Cover? {
    bought(near: y, candidates: candidates, cutoff: cutoff)
  }

  /// The same for a purchase that is known.
  func rounded(_ y: [Double], buying purchase: [Int], candidates: [Int32], cutoff: Double) -> Cover? {
    attempt(purchase, y, candidates, rule(), cutoff: cutoff)
  }

  /// Improves a cover by exchanges of groups within what it buys, then of lots.
  func improved(_ cover: Cover, candidates: [Int32], workLimit: Int) -> Cover {
    let rule = rule()
    let best = improvedWithin(cover, candidates: candidates, workLimit: workLimit, rule)
    return exchanged(best, candidates: candidates, workLimit: workLimit, rule)
  }

  /// Improves a cover by exchanges of groups within what it buys.
  private func improvedWithin(
    _ cover: Cover, candidates: [Int32], workLimit: Int, _ rule: CoverPurchaseRule
  ) -> Cover {
    var best = cover
    let program = program
    if program.levelWeight > 0 || program.countCharge > 0 || program.price.contains(where: { $0 > 0 }) {
      bare.update(rule.program(buying: best.lots))
      let spent = rule.cost(of: best.lots)
      var start = best
      start.lots = []
      start.cost -= spent
      start.objective -= program.costWeight * spent
      let found = inner.improved(start, candidates: candidates, workLimit: workLimit)
      best = evaluator.evaluate(found.counts, cutoff: best.objective) ?? best
    }
    return best
  }

  /// Counts that would be good if lots were bought in parts; nil if there are none.
  private func unitPlan() -> [Int32]? {
    let program = program
    var whole = program
    whole.lots = []
    whole.price = program.unitPrices { program.lots[$0].available > 0 }.prices
    whole.available = (0..<program.resourceCount).map { program.stock(of: $0) }
    bare.update(whole)
    return inner.repaired([Int32](repeating: 0, count: program.groupCount), cutoff: .infinity)?.counts
  }

  /// Tries what a choice takes, within the budget, then more, until that is better than `cutoff`.
  private func bought(near y: [Double], candidates: [Int32], cutoff: Double) -> Cover? {
    let rule = rule()
    for purchase in rule.purchases(near: y, most: CoverWork.furtherLots) {
      if let found = attempt(purchase, y, candidates, rule, cutoff: cutoff) { return found }
      if mustStop() { break }
    }
    return nil
  }

  /// The first better cover among purchases near that of a cover, again and again, up to a number of trials. With much
  /// work at hand what comes near is improved before it is judged: over several families a purchase filled up greedily
  /// seldom shows what it is worth.
  private func exchanged(
    _ cover: Cover, candidates: [Int32], workLimit: Int, _ rule: CoverPurchaseRule
  ) -> Cover {
    var best = cover
    var seen = [best.lots]
    var left = min(CoverWork.purchases, workLimit / CoverWork.purchase)
    let work = workLimit / CoverWork.partOfPurchase
    let improves = work >= CoverWork.leastPurchaseWork
    search: while left > 0 {
      for purchase in rule.neighbours(of: best, most: left + seen.count) where !seen.contains(purchase) {
        if left <= 0 || mustStop() { break search }
        left -= 1
        seen.append(purchase)
        let cutoff = best.objective - CoveringTolerance.improvement * abs(best.objective)
        let counts = best.counts.map { Double($0) }
        let slack = improves ? CoverWork.purchaseSlack * abs(best.objective) : 0
        guard var found = attempt(purchase, counts, candidates, rule, cutoff: cutoff + slack) else {
          continue
        }
        if improves { found = improvedWithin(found, candidates: candidates, workLimit: work, rule) }
        if found.objective < cutoff {
          best = found
          seen.append(best.lots)
          continue search
        }
      }
      break
    }
    return best
  }

  /// Counts within a purchase near a choice, as a cover that pays for no more than it takes; nil if it is not better than
  /// `cutoff`.
  private func attempt(
    _ purchase: [Int], _ y: [Double], _ candidates: [Int32], _ rule: CoverPurchaseRule, cutoff: Double
  ) -> Cover? {
    guard rule.isAffordable(cost: rule.cost(of: purchase)) else { return nil }
    bare.update(rule.program(buying: purchase))
    let shifted = cutoff - program.costWeight * rule.cost(of: purchase)
    return inner.rounded(y, candidates: candidates, cutoff: shifted).flatMap {
      evaluator.evaluate($0.counts, cutoff: cutoff)
    }
  }
}

extension CoverWork {
  /// Most purchases tried around a cover, and the work that one counts for.
  static let purchases = 8
  static let purchase = 1000
  /// Part of the work, one in so many, that each of them is improved by, the least for which that is done, and the relative
  /// loss up to which it is.
  static let partOfPurchase = 64
  static let leastPurchaseWork = 1000
  static let purchaseSlack = 0.02
  /// Purchases tried for a choice, each larger than the one before, until one does.
  static let furtherLots = 5
}

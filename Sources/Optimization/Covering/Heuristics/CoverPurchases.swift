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

  // MARK: Ways to a cover

  /// Counts with what they take, made to fit, filled up and improved a little; nil if that is not better than `cutoff`.
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

  /// Improves a cover by exchanges of groups within what it buys, then of lots.
  func improved(_ cover: Cover, candidates: [Int32], workLimit: Int) -> Cover {
    var best = cover
    let program = program
    if program.levelWeight > 0 || program.countCharge > 0 || program.price.contains(where: { $0 > 0 }) {
      buy(best.lots)
      let spent = cost(of: best.lots)
      var start = best
      start.lots = []
      start.cost -= spent
      start.objective -= program.costWeight * spent
      let found = inner.improved(start, candidates: candidates, workLimit: workLimit)
      best = settled(found, below: best.objective) ?? best
    }
    return exchanged(best, candidates: candidates, trials: CoverWork.purchases)
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

  /// Tries what a choice takes, within the budget; for a level asked for, also some more.
  private func bought(near y: [Double], candidates: [Int32], cutoff: Double) -> Cover? {
    let program = program
    var purchase = enough(for: use(of: y))
    shrink(&purchase, use(of: y))
    if program.costWeight == 0 { grow(&purchase, use(of: y)) }
    var best = attempt(purchase, y, candidates, cutoff: cutoff)
    if best == nil {
      for _ in 0..<CoverWork.furtherLots where !mustStop() {
        guard let lot = worthiest(for: purchase) else { break }
        purchase[lot] += 1
        best = attempt(purchase, y, candidates, cutoff: cutoff)
        if best != nil { break }
      }
    }
    return best.map { exchanged($0, candidates: candidates, trials: CoverWork.purchases) }
  }

  /// The first better cover among purchases near that of a cover, again and again, up to a number of trials.
  private func exchanged(_ cover: Cover, candidates: [Int32], trials: Int) -> Cover {
    var best = cover
    var seen = [best.lots]
    var left = trials
    search: while left > 0 {
      for purchase in neighbours(of: best) where !seen.contains(purchase) {
        if left <= 0 || mustStop() { break search }
        left -= 1
        seen.append(purchase)
        let cutoff = best.objective - CoveringTolerance.improvement * abs(best.objective)
        if let found = attempt(purchase, best.counts.map { Double($0) }, candidates, cutoff: cutoff) {
          best = found
          seen.append(best.lots)
          continue search
        }
      }
      break
    }
    return best
  }

  // MARK: Purchases

  /// Units of each resource that counts take.
  private func use(of y: [Double]) -> [Double] {
    let resources = program.resourceCount
    var used = [Double](repeating: 0, count: resources)
    for group in y.indices where y[group] > 0 {
      for resource in 0..<resources {
        used[resource] += y[group] * Double(evaluator.use[group * resources + resource])
      }
    }
    return used
  }

  private func cost(of purchase: [Int]) -> Double {
    zip(purchase, program.lots).reduce(0) { $0 + Double($1.0) * $1.1.price }
  }

  private func isAffordable(_ purchase: [Int]) -> Bool {
    cost(of: purchase) <= program.budget * (1 + CoveringTolerance.budget / 2)
  }

  /// The cheapest lots for a use as far as there are any; all lots if they are not enough.
  private func enough(for use: [Double]) -> [Int] {
    let whole = use.indices.map { resource in
      min(Int64((use[resource] - Integrality.tolerance).rounded(.up)), Int64(program.stock(of: resource)))
    }
    return evaluator.rental?.lots(for: whole) ?? program.lots.map { Int($0.available) }
  }

  /// Units of each resource that a purchase leaves over beyond a use; negative where they do not do.
  private func idle(_ purchase: [Int], _ use: [Double]) -> [Double] {
    let program = program
    return use.indices.map { resource in
      var sum = Double(program.available[resource]) - use[resource]
      for (lot, times) in zip(program.lots, purchase) {
        sum += Double(times) * Double(lot.units[resource])
      }
      return sum
    }
  }

  /// Worth of so many units of a resource, from the relaxation once it is known.
  private func worth(_ resource: Int, _ units: Double) -> Double {
    (inner.resourceWorth.isEmpty ? 1 : inner.resourceWorth[resource] + CoverWork.leastCharge) * units
  }

  /// Gives back lots, those first whose units in use are worth least for their price, until the budget is kept.
  private func shrink(_ purchase: inout [Int], _ use: [Double]) {
    let program = program
    while !isAffordable(purchase) {
      let idle = idle(purchase, use)
      var least = Double.infinity
      var chosen = -1
      for (index, lot) in program.lots.enumerated() where purchase[index] > 0 && lot.price > 0 {
        var loss = 0.0
        for resource in idle.indices {
          loss += worth(resource, max(0, Double(lot.units[resource]) - max(0, idle[resource])))
        }
        if loss / lot.price < least { (least, chosen) = (loss / lot.price, index) }
      }
      guard chosen >= 0 else { return }
      purchase[chosen] -= 1
    }
  }

  /// Buys more while the budget lasts: what a use lacks first, then what is worth most for its price.
  private func grow(_ purchase: inout [Int], _ use: [Double]) {
    let program = program
    for _ in 0..<CoverWork.fillSteps {
      let idle = idle(purchase, use)
      var most = 0.0
      var chosen = -1
      for (index, lot) in program.lots.enumerated() where purchase[index] < Int(lot.available) {
        var gain = 0.0
        for resource in idle.indices {
          let units = Double(lot.units[resource])
          gain += worth(resource, CoverWork.slackWeight * units + min(units, max(0, -idle[resource])))
        }
        let score = gain / max(lot.price, CoverWork.leastCharge)
        guard score > most else { continue }
        purchase[index] += 1
        if isAffordable(purchase) { (most, chosen) = (score, index) }
        purchase[index] -= 1
      }
      guard chosen >= 0 else { return }
      purchase[chosen] += 1
    }
  }

  /// The lot whose units are worth most for its price among those that can still be bought; nil if there is none.
  private func worthiest(for purchase: [Int]) -> Int? {
    var grown = purchase
    var most = 0.0
    var chosen: Int?
    for (index, lot) in program.lots.enumerated() where purchase[index] < Int(lot.available) {
      var gain = 0.0
      for (resource, units) in lot.units.enumerated() { gain += worth(resource, Double(units)) }
      let score = gain / max(lot.price, CoverWork.leastCharge)
      guard score > most else { continue }
      grown[index] += 1
      if isAffordable(grown) { (most, chosen) = (score, index) }
      grown[index] -= 1
    }
    return chosen
  }

  /// Purchases with one lot less, one more, or one exchanged for another, in the order of what they promise. Where the
  /// level counts alone, all of the budget is spent.
  private func neighbours(of cover: Cover) -> [[Int]] {
    let program = program
    let use = use(of: cover.counts.map { Double($0) })
    let idle = idle(cover.lots, use)
    let spent = cost(of: cover.lots)
    var found: [(score: Double, purchase: [Int])] = []
    for out in -1..<program.lots.count where out < 0 || cover.lots[out] > 0 {
      for new in -1..<program.lots.count where new != out {
        if new >= 0 && cover.lots[new] >= Int(program.lots[new].available) { continue }
        var purchase = cover.lots
        if out >= 0 { purchase[out] -= 1 }
        if new >= 0 { purchase[new] += 1 }
        guard isAffordable(purchase) else { continue }
        let price = cost(of: purchase) - spent
        if program.levelWeight == 0 && price >= 0 || program.costWeight == 0 && new < 0 { continue }
        if program.costWeight == 0 { grow(&purchase, use) }
        var score = -program.costWeight * price
        for resource in idle.indices {
          let added = Double(new < 0 ? 0 : program.lots[new].units[resource])
          let taken = Double(out < 0 ? 0 : program.lots[out].units[resource])
          score += worth(resource, min(0, idle[resource] + added - taken) + CoverWork.slackWeight * added)
        }
        found.append((score, purchase))
      }
    }
    found.sort { $0.score > $1.score }
    return found.map(\.purchase)
  }

  // MARK: Counts for a purchase

  /// Makes the inner program that of a purchase.
  private func buy(_ purchase: [Int]) {
    let program = program
    var rest = program
    rest.lots = []
    for resource in 0..<program.resourceCount {
      var sum = Int64(program.available[resource])
      for (lot, times) in zip(program.lots, purchase) { sum += Int64(lot.units[resource]) * Int64(times) }
      rest.available[resource] = Int32(clamping: sum)
    }
    rest.budget = max(0, program.budget - cost(of: purchase))
    bare.update(rest)
  }

  /// Counts within a purchase near a choice, as a cover of the program; nil if it is not better than `cutoff`.
  private func attempt(_ purchase: [Int], _ y: [Double], _ candidates: [Int32], cutoff: Double) -> Cover? {
    guard isAffordable(purchase) else { return nil }
    buy(purchase)
    let shifted = cutoff - program.costWeight * cost(of: purchase)
    return inner.rounded(y, candidates: candidates, cutoff: shifted).flatMap { settled($0, below: cutoff) }
  }

  /// A cover of a purchase as one of the program, which pays for no more than it takes.
  private func settled(_ cover: Cover, below cutoff: Double) -> Cover? {
    guard let settled = evaluator.evaluate(cover.counts, cutoff: cutoff) else { return nil }
    return settled
  }
}

extension CoverWork {
  /// Purchases tried around a cover.
  static let purchases = 8
  /// Lots that are bought one by one where what was bought does not do.
  static let furtherLots = 4
}

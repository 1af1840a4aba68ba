/// What to buy: lots for a choice, within the budget, and what is near a purchase.
///
/// Lots are compared by what their units are worth in the relaxation, or by their number before there is one. Made for one
/// search, after which program and worths may be others.
final class CoverPurchaseRule {
  private let program: CoveringProgram
  private let rental: CoverRental
  private let lots: CoverLotColumns
  /// Worth of a unit of each resource.
  private let worth: [Double]
  /// Worth of all units of each lot.
  private let lotWorth: [Double]
  private let most: [Int]

  /// - Parameter resourceWorth: worth of a unit of each resource in the relaxation; empty: not known.
  init(_ program: CoveringProgram, _ rental: CoverRental? = nil, worth resourceWorth: [Double]) {
    self.program = program
    self.rental = rental ?? CoverRental(program)
    lots = CoverLotColumns(program)
    let worth =
      resourceWorth.isEmpty
      ? [Double](repeating: 1, count: program.resourceCount)
      : resourceWorth.map { $0 + CoverWork.leastCharge }
    self.worth = worth
    lotWorth = program.lots.map { lot in zip(worth, lot.units).reduce(0) { $0 + $1.0 * Double($1.1) } }
    most = program.lots.map { Int($0.available) }
  }

  // MARK: Costs

  /// Cost of a purchase.
  func cost(of purchase: [Int]) -> Double {
    var sum = 0.0
    for lot in purchase.indices { sum += Double(purchase[lot]) * lots.price.base[lot] }
    return sum
  }

  /// Whether the budget pays for lots of this cost.
  func isAffordable(cost: Double) -> Bool { cost <= program.budget * (1 + CoveringTolerance.budget / 2) }

  /// What is left of the program once lots are bought: one without lots.
  func program(buying purchase: [Int]) -> CoveringProgram {
    var rest = program
    rest.lots = []
    for lot in purchase.indices where purchase[lot] > 0 {
      for entry in lots.entries(lot) {
        let sum =
          Int64(rest.available[Int(lots.resources.base[entry])])
          + Int64(lots.units.base[entry]) * Int64(purchase[lot])
        rest.available[Int(lots.resources.base[entry])] = Int32(clamping: sum)
      }
    }
    rest.budget = max(0, program.budget - cost(of: purchase))
    return rest
  }

  // MARK: Purchases for a choice

  /// Up to so many purchases for counts, fractional or not: what they take within the budget, then more and more.
  func purchases(near y: [Double], most limit: Int) -> [[Int]] {
    let use = use(of: y)
    var purchase = enough(for: use)
    shrink(&purchase, use)
    if program.costWeight == 0 { grow(&purchase, use) }
    var found = [purchase]
    while found.count < limit, let lot = worthiest(beside: purchase) {
      purchase[lot] += 1
      found.append(purchase)
    }
    return found
  }

  /// Units of each resource that counts take.
  private func use(of y: [Double]) -> [Double] {
    let resources = program.resourceCount
    var used = [Double](repeating: 0, count: resources)
    for group in y.indices where y[group] > 0 {
      for resource in 0..<resources {
        used[resource] += y[group] * Double(program.use[group * resources + resource])
      }
    }
    return used
  }

  /// The cheapest lots for a use as far as there are any; all lots if they are not enough.
  private func enough(for use: [Double]) -> [Int] {
    let whole = use.indices.map { resource in
      min(Int64((use[resource] - Integrality.tolerance).rounded(.up)), Int64(program.stock(of: resource)))
    }
    return rental.lots(for: whole) ?? most
  }

  /// Units of each resource that a purchase leaves over beyond a use; negative where it does not do.
  private func idle(_ purchase: [Int], _ use: [Double]) -> [Double] {
    var idle = use.indices.map { Double(program.available[$0]) - use[$0] }
    for lot in purchase.indices where purchase[lot] > 0 { add(lot, Double(purchase[lot]), to: &idle) }
    return idle
  }

  private func add(_ lot: Int, _ times: Double, to idle: inout [Double]) {
    for entry in lots.entries(lot) {
      idle[Int(lots.resources.base[entry])] += times * Double(lots.units.base[entry])
    }
  }

  /// Gives back lots, those first whose units in use are worth least for their price, until the budget is kept.
  private func shrink(_ purchase: inout [Int], _ use: [Double]) {
    var spent = cost(of: purchase)
    if isAffordable(cost: spent) { return }
    var idle = idle(purchase, use)
    while !isAffordable(cost: spent) {
      var least = Double.infinity
      var chosen = -1
      for lot in purchase.indices where purchase[lot] > 0 && lots.price.base[lot] > 0 {
        var loss = 0.0
        for entry in lots.entries(lot) {
          let resource = Int(lots.resources.base[entry])
          loss += worth[resource] * max(0, Double(lots.units.base[entry]) - max(0, idle[resource]))
        }
        let score = loss / lots.price.base[lot]
        if score < least { (least, chosen) = (score, lot) }
      }
      guard chosen >= 0 else { return }
      purchase[chosen] -= 1
      add(chosen, -1, to: &idle)
      spent -= lots.price.base[chosen]
    }
  }

  /// Buys more while the budget lasts: what a use lacks first, then what is worth most for its price.
  private func grow(_ purchase: inout [Int], _ use: [Double]) {
    var spent = cost(of: purchase)
    var idle = idle(purchase, use)
    for _ in 0..<CoverWork.fillSteps {
      var best = 0.0
      var chosen = -1
      for lot in purchase.indices
      where purchase[lot] < most[lot] && isAffordable(cost: spent + lots.price.base[lot]) {
        var gain = CoverWork.slackWeight * lotWorth[lot]
        for entry in lots.entries(lot) {
          let resource = Int(lots.resources.base[entry])
          gain += worth[resource] * min(Double(lots.units.base[entry]), max(0, -idle[resource]))
        }
        let score = gain / max(lots.price.base[lot], CoverWork.leastCharge)
        if score > best { (best, chosen) = (score, lot) }
      }
      guard chosen >= 0 else { return }
      // Large purchases grow in few steps.
      var room = Double(most[chosen] - purchase[chosen])
      let price = lots.price.base[chosen]
      if price > 0 && program.budget.isFinite { room = min(room, (program.budget - spent) / price) }
      let times = max(1, (room / Double(CoverWork.partOfStep)).rounded(.down))
      purchase[chosen] += Int(times)
      add(chosen, times, to: &idle)
      spent += times * price
    }
  }

  /// The lot whose units are worth most for its price among those that can still be bought; nil if there is none.
  private func worthiest(beside purchase: [Int]) -> Int? {
    let spent = cost(of: purchase)
    var best = 0.0
    var chosen: Int?
    for lot in purchase.indices
    where purchase[lot] < most[lot] && isAffordable(cost: spent + lots.price.base[lot]) {
      let score = lotWorth[lot] / max(lots.price.base[lot], CoverWork.leastCharge)
      if score > best { (best, chosen) = (score, lot) }
    }
    return chosen
  }

  // MARK: Exchanges

  /// Up to so many purchases with one lot less, one more, or one exchanged for another, in the order of what they
  /// promise. Where the level counts alone, all of the budget is spent.
  func neighbours(of cover: Cover, most limit: Int) -> [[Int]] {
    let use = use(of: cover.counts.map { Double($0) })
    let idle = idle(cover.lots, use)
    let spent = cost(of: cover.lots)
    var exchanges: [(score: Double, out: Int, new: Int)] = []
    for out in -1..<lots.count where out < 0 || cover.lots[out] > 0 {
      for new in -1..<lots.count where new != out && (new < 0 || cover.lots[new] < most[new]) {
        let price = (new < 0 ? 0 : lots.price.base[new]) - (out < 0 ? 0 : lots.price.base[out])
        guard isAffordable(cost: spent + price) else { continue }
        if program.levelWeight == 0 && price >= 0 || program.costWeight == 0 && new < 0 { continue }
        var left = idle
        if out >= 0 { add(out, -1, to: &left) }
        if new >= 0 { add(new, 1, to: &left) }
        var score = -program.costWeight * price + (new < 0 ? 0 : CoverWork.slackWeight * lotWorth[new])
        for resource in left.indices { score += worth[resource] * min(0, left[resource]) }
        exchanges.append((score, out, new))
      }
    }
    exchanges.sort { $0.score > $1.score }
    var found: [[Int]] = []
    for exchange in exchanges where found.count < limit {
      var purchase = cover.lots
      if exchange.out >= 0 { purchase[exchange.out] -= 1 }
      if exchange.new >= 0 { purchase[exchange.new] += 1 }
      if program.costWeight == 0 { grow(&purchase, use) }
      if !found.contains(purchase) { found.append(purchase) }
    }
    return found
  }
}

/// What to buy: lots for a choice, within the budget, and what is near a purchase.
struct CoverPurchaseRule {
  private let program: CoveringProgram
  private let rental: CoverRental
  /// Worth of a unit of each resource in the relaxation; empty: not known.
  private let resourceWorth: [Double]

  init(_ program: CoveringProgram, _ rental: CoverRental? = nil, worth resourceWorth: [Double]) {
    self.program = program
    self.rental = rental ?? CoverRental(program)
    self.resourceWorth = resourceWorth
  }

  /// Up to so many purchases for counts, fractional or not: what they take within the budget, then more and more.
  func purchases(near y: [Double], most: Int) -> [[Int]] {
    let use = use(of: y)
    var purchase = enough(for: use)
    shrink(&purchase, use)
    if program.costWeight == 0 { grow(&purchase, use) }
    var found = [purchase]
    while found.count < most, let lot = worthiest(for: purchase) {
      purchase[lot] += 1
      found.append(purchase)
    }
    return found
  }

  /// What is left of the program once lots are bought: one without lots.
  func program(buying purchase: [Int]) -> CoveringProgram {
    var rest = program
    rest.lots = []
    for resource in 0..<program.resourceCount {
      var sum = Int64(program.available[resource])
      for (lot, times) in zip(program.lots, purchase) { sum += Int64(lot.units[resource]) * Int64(times) }
      rest.available[resource] = Int32(clamping: sum)
    }
    rest.budget = max(0, program.budget - cost(of: purchase))
    return rest
  }

  /// Units of each resource that counts take.
  func use(of y: [Double]) -> [Double] {
    let resources = program.resourceCount
    var used = [Double](repeating: 0, count: resources)
    for group in y.indices where y[group] > 0 {
      for resource in 0..<resources {
        used[resource] += y[group] * Double(program.use[group * resources + resource])
      }
    }
    return used
  }

  func cost(of purchase: [Int]) -> Double {
    zip(purchase, program.lots).reduce(0) { $0 + Double($1.0) * $1.1.price }
  }

  func isAffordable(_ purchase: [Int]) -> Bool {
    cost(of: purchase) <= program.budget * (1 + CoveringTolerance.budget / 2)
  }

  /// The cheapest lots for a use as far as there are any; all lots if they are not enough.
  func enough(for use: [Double]) -> [Int] {
    let whole = use.indices.map { resource in
      min(Int64((use[resource] - Integrality.tolerance).rounded(.up)), Int64(program.stock(of: resource)))
    }
    return rental.lots(for: whole) ?? program.lots.map { Int($0.available) }
  }

  /// Units of each resource that a purchase leaves over beyond a use; negative where they do not do.
  func idle(_ purchase: [Int], _ use: [Double]) -> [Double] {
    return use.indices.map { resource in
      var sum = Double(program.available[resource]) - use[resource]
      for (lot, times) in zip(program.lots, purchase) {
        sum += Double(times) * Double(lot.units[resource])
      }
      return sum
    }
  }

  /// Worth of so many units of a resource, from the relaxation once it is known.
  func worth(_ resource: Int, _ units: Double) -> Double {
    (resourceWorth.isEmpty ? 1 : resourceWorth[resource] + CoverWork.leastCharge) * units
  }

  /// Gives back lots, those first whose units in use are worth least for their price, until the budget is kept.
  func shrink(_ purchase: inout [Int], _ use: [Double]) {
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
  func grow(_ purchase: inout [Int], _ use: [Double]) {
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
  func worthiest(for purchase: [Int]) -> Int? {
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
  func neighbours(of cover: Cover) -> [[Int]] {
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
}

@testable import Optimization

/// Covering programs whose resources are bought in lots, and what is known of them by trying everything.
enum LotPrograms {
  /// A choice and what it buys.
  struct Choice {
    var counts: [Int32]
    var lots: [Int]
    var objective: Double
  }

  /// A random program of a size with lots of one or several sizes, some of them for two resources at once.
  static func random(_ size: CoveringRandom.Size, _ random: inout SeededGenerator) -> CoveringProgram {
    var program = CoveringRandom.program(size, &random)
    for resource in 0..<program.resourceCount where Int.random(in: 0..<5, using: &random) > 0 {
      if Int.random(in: 0..<4, using: &random) > 0 { program.price[resource] = 0 }
      if Int.random(in: 0..<4, using: &random) > 0 { program.available[resource] = 0 }
      for _ in 0..<Int.random(in: 1...2, using: &random) { addLot(to: &program, resource, &random) }
    }
    if program.lots.isEmpty { addLot(to: &program, 0, &random) }
    // Few enough to try every purchase.
    program.lots.removeLast(max(0, program.lots.count - 4))
    setBudget(of: &program, &random)
    CoveringRandom.setObjective(of: &program, &random)
    return program
  }

  private static func addLot(
    to program: inout CoveringProgram, _ resource: Int, _ random: inout SeededGenerator
  ) {
    var units = [Int32](repeating: 0, count: program.resourceCount)
    units[resource] = [1, 2, 3, 4, 6, 8].randomElement(using: &random) ?? 1
    if Int.random(in: 0..<4, using: &random) == 0 {
      units[Int.random(in: 0..<program.resourceCount, using: &random)] += Int32.random(
        in: 1...2, using: &random)
    }
    program.lots.append(
      CoveringProgram.Lot(
        units: units, price: price(of: units, &random), available: .random(in: 0...3, using: &random)))
  }

  private static func price(of units: [Int32], _ random: inout SeededGenerator) -> Double {
    if Int.random(in: 0..<15, using: &random) == 0 { return 0 }
    let all = Double(units.reduce(0, +))
    return (all * .random(in: 0.8...2.5, using: &random) * 20).rounded() / 20
  }

  private static func setBudget(of program: inout CoveringProgram, _ random: inout SeededGenerator) {
    program.budget = .infinity
    let all = program.costLimit
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: break
    case 2: program.budget = Double(Int.random(in: 0...3, using: &random)) * (program.lots.first?.price ?? 1)
    default: program.budget = (all * .random(in: 0.1...0.9, using: &random) * 20).rounded() / 20
    }
  }

  /// One random edit, half of the time of a lot.
  static func edit(
    _ program: inout CoveringProgram, _ size: CoveringRandom.Size, _ random: inout SeededGenerator
  ) {
    let lot = Int.random(in: 0..<max(1, program.lots.count), using: &random)
    guard lot < program.lots.count else { return addLot(to: &program, 0, &random) }
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1: program.lots[lot].available = .random(in: 0...3, using: &random)
    case 2, 3: program.lots[lot].price = price(of: program.lots[lot].units, &random)
    case 4: setBudget(of: &program, &random)
    case 5:
      if program.lots.count > 3 { program.lots.remove(at: lot) } else { addLot(to: &program, 0, &random) }
    case 6: program.lots[lot].units[0] += 1
    case 7: if Bool.random(using: &random) { program.lots = [] }
    default: CoveringRandom.edit(&program, size, &random)
    }
  }

  /// Calls for everything that can be bought.
  static func forEachPurchase(_ program: CoveringProgram, _ body: ([Int]) -> Void) {
    var bought = [Int](repeating: 0, count: program.lots.count)
    while true {
      body(bought)
      guard let next = bought.indices.first(where: { bought[$0] < Int(program.lots[$0].available) }) else {
        return
      }
      bought[next] += 1
      for lot in 0..<next { bought[lot] = 0 }
    }
  }

  /// Cost of counts with what is bought for them; nil where that is not enough.
  static func cost(_ program: CoveringProgram, _ counts: [Int32], _ bought: [Int]) -> Double? {
    var cost = zip(program.lots, bought).reduce(0) { $0 + $1.0.price * Double($1.1) }
    for resource in 0..<program.resourceCount {
      var used = 0
      for group in counts.indices {
        used += Int(counts[group]) * Int(program.use[group * program.resourceCount + resource])
      }
      var stock = Int(program.available[resource])
      for (lot, times) in zip(program.lots, bought) { stock += Int(lot.units[resource]) * times }
      if used > stock { return nil }
      cost += program.price[resource] * Double(used)
    }
    return cost
  }

  /// Least cost of counts over everything that can be bought; infinite if nothing is enough.
  static func leastCost(_ program: CoveringProgram, _ counts: [Int32]) -> Double {
    var least = Double.infinity
    forEachPurchase(program) { least = min(least, cost(program, counts, $0) ?? .infinity) }
    return least
  }

  /// The optimum by trying all counts, each with its cheapest purchase; nil if there are more than `most` counts.
  static func enumerated(_ program: CoveringProgram, most: Int) -> CoveringTruth? {
    let capacities = (0..<program.groupCount).map { max(0, program.capacity(ofGroup: $0)) }
    guard capacities.reduce(1.0, { $0 * (Double($1) + 1) }) <= Double(most) else { return nil }
    var truth = CoveringTruth(loose: .infinity, tight: .infinity)
    var counts = [Int32](repeating: 0, count: program.groupCount)
    func visit(_ group: Int) {
      guard group < program.groupCount else { return value(counts) }
      for count in 0...capacities[group] {
        counts[group] = count
        visit(group + 1)
      }
      counts[group] = 0
    }
    func value(_ counts: [Int32]) {
      for family in 0..<program.familyCount {
        let own = counts.indices.filter { program.groupFamily[$0] == Int32(family) }
        if own.reduce(0, { $0 + counts[$1] }) < program.leastCount[family] { return }
      }
      let cost = leastCost(program, counts)
      guard cost <= program.budget * (1 + CoveringTruth.slack), cost < .infinity else { return }
      let reached = CoveringTruth.level(program, counts)
      let level = max(program.levelLower, min(program.levelUpper, reached))
      let objective = program.objective(cost: cost, count: counts.reduce(0) { $0 + Int($1) }, level: level)
      if reached >= program.levelLower * (1 - CoveringTruth.slack) {
        truth.loose = min(truth.loose, objective)
      }
      if reached >= program.levelLower * (1 + CoveringTruth.slack),
        cost <= program.budget * (1 - CoveringTruth.slack)
      {
        truth.tight = min(truth.tight, objective)
      }
    }
    visit(0)
    return truth
  }

  /// What is wrong with what a cover says that it buys.
  static func problem(_ cover: Cover, _ program: CoveringProgram) -> String? {
    guard cover.lots.count == program.lots.count else { return "\(cover.lots.count) lots" }
    for (lot, times) in zip(program.lots, cover.lots) where times < 0 || times > Int(lot.available) {
      return "buys \(times) of \(lot.available)"
    }
    guard let cost = cost(program, cover.counts, cover.lots) else { return "\(cover.lots) is not enough" }
    return abs(cost - cover.cost) <= 1e-9 * max(1, cost) ? nil : "costs \(cost), not \(cover.cost)"
  }
}

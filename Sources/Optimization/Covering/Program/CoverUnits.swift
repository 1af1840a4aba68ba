/// Units that bring level and objective to the order of one, and the budget that is implied at least.
struct CoverUnits {
  /// Level that the budget alone would allow, or that is asked for.
  var level: Double
  /// Size of the objective there.
  var objective: Double
  /// The budget, or what all resources together cost where that is less.
  var budget: Double

  init(_ program: borrowing CoveringProgram, bounds: borrowing CoverBounds) {
    budget = program.costLimit
    let perLevel = Self.leastCostPerLevel(program, bounds)
    var size = program.levelLower
    if program.levelUpper > program.levelLower && perLevel > 0 && perLevel.isFinite {
      size = max(size, min(program.levelUpper, budget / perLevel))
    }
    if !(size > 0) { size = program.levelUpper > 0 ? program.levelUpper : 1 }
    level = size
    let cost = perLevel > 0 && perLevel.isFinite ? perLevel * size : 1
    objective = max(program.costWeight * cost, abs(program.levelWeight) * size)
    if !(objective > 0 && objective.isFinite) { objective = 1 }
  }

  /// Cost of one unit of level if only the budget counted: the cheapest group for each item.
  private static func leastCostPerLevel(_ program: borrowing CoveringProgram, _ bounds: borrowing CoverBounds)
    -> Double
  {
    var least = [Double](repeating: .infinity, count: program.itemCount)
    let prices = program.lots.isEmpty ? program.price : program.unitPrices().prices
    for group in bounds.groupUpper.indices where bounds.groupUpper[group] > 0 {
      let cost = program.cost(ofGroup: group, at: prices)
      for (position, item) in program.items(ofFamily: Int(program.groupFamily[group])).enumerated() {
        let rate = program.rate[group * program.width + position]
        if rate > 0 { least[item] = min(least[item], cost / rate) }
      }
    }
    var sum = 0.0
    for item in least.indices { sum += program.share[item] * least[item] }
    return sum
  }
}

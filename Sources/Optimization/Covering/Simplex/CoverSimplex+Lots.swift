// Lots in the covering simplex: one column each, which takes units off the resources' rows and costs its price.
//
// Like counts of groups, lots are columns without an upper bound: what a node allows of them is a row that enters where it
// is violated, and counts in every certified bound whether it has a row or not. There are a few of them and thousands of
// other columns, so they are priced one by one.

extension CoverSimplex {
  /// Variable of a lot.
  func variable(ofLot lot: Int) -> Int32 { firstLotVariable + Int32(lot) }

  /// Lot of a variable; nil if it is none.
  @inline(__always)
  func lot(ofVariable variable: Int32) -> Int? {
    variable >= firstLotVariable && variable < Self.levelVariable ? Int(variable - firstLotVariable) : nil
  }

  /// Coefficient of a lot in the row of an entity.
  func coefficient(ofEntity entity: Int, lot: Int) -> Double {
    if entity < resourceCount { return -Double(program.lots[lot].units[entity]) }
    return entity == firstLot + lot ? 1 : 0
  }

  /// Collects the rows and coefficients of a lot.
  func gatherColumn(ofLot lot: Int) {
    for entry in lots.entries(lot) {
      append(itemCount + Int(lots.resources.base[entry]), -Double(lots.units.base[entry]))
    }
    append(budgetRow, lots.price.base[lot])
    let own = entityRow[firstLot + lot]
    if own >= 0 { append(Int(own), 1) }
  }

  /// The product of a lot's column and a vector over the rows.
  func entry(ofLot lot: Int, _ rows: UnsafePointer<Double>) -> Double {
    var sum = lots.price.base[lot] * rows[budgetRow]
    for entry in lots.entries(lot) {
      sum -= Double(lots.units.base[entry]) * rows[itemCount + Int(lots.resources.base[entry])]
    }
    let own = entityRow[firstLot + lot]
    return own >= 0 ? sum + rows[Int(own)] : sum
  }

  /// Reduced cost of a lot at some multipliers.
  func reducedCost(ofLot lot: Int, _ duals: UnsafePointer<Double>) -> Double {
    costWeight * lots.price.base[lot] - entry(ofLot: lot, duals)
  }

  /// Reduced cost of a lot at the present multipliers, without the one that limits the lot itself.
  func ownReducedCost(ofLot lot: Int) -> Double {
    let own = entityRow[firstLot + lot]
    return reducedCost(ofLot: lot, multipliers.base) + (own >= 0 ? multipliers.base[Int(own)] : 0)
  }

  /// Whether a lot may enter the basis.
  func mayEnter(lot: Int, _ entry: Double) -> Bool {
    entry < -CoveringTolerance.pivot && lotUpper[lot] > 0
  }

  /// Shortens a dual step to where the first lot blocks.
  func shortenByLots(_ step: inout Double, _ rho: UnsafePointer<Double>, _ duals: UnsafePointer<Double>) {
    for lot in 0..<lotCount {
      let entry = entry(ofLot: lot, rho)
      guard mayEnter(lot: lot, entry) else { continue }
      step = min(step, (max(0, reducedCost(ofLot: lot, duals)) + CoveringTolerance.dual) / -entry)
    }
  }

  /// Adds to a bound what the lots cost at least, `factor` as in the bound; writes their prices down if wanted.
  func addLots(
    to sum: inout CompensatedSum, _ rows: UnsafePointer<Double>, factor: Double, withCosts: Bool,
    writesPrices: Bool
  ) {
    for lot in 0..<lotCount {
      let price =
        factor * entry(ofLot: lot, rows) + (withCosts ? costWeight * lots.price.base[lot] : 0)
      if writesPrices { lotPrice[lot] = price }
      sum.add(price * (price < 0 ? lotUpper[lot] : lotLower[lot]))
    }
  }

  /// Reduced cost of a lot in the inequality of a dense vector of weights (`CoverMultipliers`).
  func weight(ofLot lot: Int, _ weights: UnsafePointer<Double>, isFarkas: Bool) -> Double {
    var sum = ((isFarkas ? 0 : costWeight) - weights[itemCount]) * lots.price.base[lot]
    for entry in lots.entries(lot) {
      sum += Double(lots.units.base[entry]) * weights[itemCount + 1 + Int(lots.resources.base[entry])]
    }
    return sum
  }
}

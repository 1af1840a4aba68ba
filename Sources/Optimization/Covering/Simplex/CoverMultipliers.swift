/// The multipliers that closed a node, as plain data that outlives the run, in the program's own units.
///
/// A run with other numbers prices them anew. Near the program that they come from they bound the same nodes
/// as before, by weak duality and without a pivot.
struct CoverMultipliers {
  /// Whether they show that a node has no point, not that its best is no better than a cutoff.
  var isFarkas: Bool
  /// Worth of a unit of each item, price of the budget, then the weight of each entity but the groups.
  var values: [Double]
}

// Dense vectors of multipliers: one number per item, one for the budget, then one per entity except the
// groups. The least objective, or for a Farkas row zero, is at least the sum of weights times activities and
// the groups' least reduced costs times their counts, over whatever bounds a node has.

extension CoverSimplex {
  /// Numbers of a dense vector.
  var multiplierCount: Int { itemCount + 1 + firstGroup }

  /// Writes the present multipliers, or the last pivot row, as weights. Rows that have no finite side to be counted on
  /// weigh nothing; those of single groups are left out, as to bound a group by its own reduced cost is at least as
  /// strong, those of lots for the same reason, and price rows, which hold below one cutoff only. O(rows).
  func readMultipliers(isFarkas: Bool, into weights: UnsafeMutablePointer<Double>) {
    let rows = isFarkas ? pivotRow.base : multipliers.base
    let factor = isFarkas ? -1.0 : 1.0
    weights.update(repeating: 0, count: multiplierCount)
    for item in 0..<itemCount { weights[item] = max(0, factor * rows[item]) }
    if rowUpper.base[budgetRow].isFinite { weights[itemCount] = min(0, factor * rows[budgetRow]) }
    for row in itemCount..<rowCount {
      let entity = Int(rowEntity.base[row])
      if entity >= 0 && entity < firstLot { weights[itemCount + 1 + entity] = factor * rows[row] }
    }
    if isFarkas { normalise(weights) }
  }

  /// Scales the largest weight to one. A Farkas row has no size of its own; objectives are of order one.
  private func normalise(_ weights: UnsafeMutablePointer<Double>) {
    let largest = (0..<multiplierCount).reduce(0.0) { max($0, abs(weights[$1])) }
    guard largest > 0 else { return }
    for index in 0..<multiplierCount { weights[index] /= largest }
  }

  /// Copies weights out in the program's own units.
  func export(_ weights: UnsafePointer<Double>, isFarkas: Bool) -> CoverMultipliers {
    let values = (0..<multiplierCount).map { index in
      index < itemCount
        ? weights[index] * objectiveUnit / (program.share[index] * levelUnit) : weights[index] * objectiveUnit
    }
    return CoverMultipliers(isFarkas: isFarkas, values: values)
  }

  /// Writes multipliers of other numbers as weights in the present units; false if they say nothing of them.
  ///
  /// Where the objective is the level alone, the dual may be scaled as a whole, and is, so that the level costs nothing.
  func take(_ kept: CoverMultipliers, into weights: UnsafeMutablePointer<Double>) -> Bool {
    guard kept.values.count == multiplierCount else { return false }
    var perLevel = 0.0
    for index in 0..<multiplierCount {
      weights[index] = kept.values[index] / objectiveUnit
      if index < itemCount {
        weights[index] *= program.share[index] * levelUnit
        perLevel += weights[index]
      }
    }
    if weights[itemCount] != 0 && !rowUpper.base[budgetRow].isFinite { return false }
    if kept.isFarkas {
      normalise(weights)
    } else if costWeight == 0 && countCharge == 0 {
      guard perLevel > 0 else { return false }
      let scale = -levelCost / perLevel
      for index in 0..<multiplierCount { weights[index] *= scale }
    }
    return true
  }

  /// Prices the groups at a vector of weights: the least reduced cost of each by lane, rounded down. Returns what the
  /// inequality has besides weights and reduced costs. O(groups items).
  func price(
    _ weights: UnsafePointer<Double>, isFarkas: Bool, lanes costs: UnsafeMutablePointer<Float>
  ) -> Double {
    var level = isFarkas ? 0 : levelCost
    for item in 0..<itemCount { level += weights[item] }
    var sum = level * (level > 0 ? levelLower : levelUpper)
    if weights[itemCount] != 0 { sum += weights[itemCount] * rowUpper.base[budgetRow] }
    spread(weights, isFarkas: isFarkas)
    for family in 0..<familyCount where program.itemStarts[family] < program.itemStarts[family + 1] {
      let view = FamilyView(lanes, program, family: family, prices: combined)
      for block in Int(lanes.blockStarts.base[family])..<Int(lanes.blockStarts.base[family + 1]) {
        let least = view.opening(block, from: FamilyView.Lane4.zero) + view.cheapest(block)
        for offset in 0..<4 {
          let lane = 4 * block + offset
          if lanes.laneGroup.base[lane] >= 0 { costs[lane] = Float(below: least[offset]) }
        }
      }
    }
    return sum
  }

  /// Writes the prices that weights mean to each family into `combined`.
  private func spread(_ weights: UnsafePointer<Double>, isFarkas: Bool) {
    let entities = weights + itemCount + 1
    let perCost = (isFarkas ? 0 : costWeight) - weights[itemCount]
    for family in 0..<familyCount {
      let items = Int(program.itemStarts[family])..<Int(program.itemStarts[family + 1])
      let target = combined.family(family, firstItem: items.lowerBound)
      let splits = entities + firstSplit + family * resourceCount
      target[0] = (isFarkas ? 0 : countCharge) - entities[resourceCount + family]
      for resource in 0..<resourceCount {
        target[1 + resource] = perCost * program.price[resource] - entities[resource] - splits[resource]
      }
      for item in items { target[1 + resourceCount + item - items.lowerBound] = -weights[item] }
    }
  }
}

extension Float {
  /// The greatest number of single precision that is not above one of double precision.
  init(below number: Double) {
    self.init(number)
    if Double(self) > number { self = nextDown }
  }

  /// The least number of single precision that is not below one of double precision.
  init(above number: Double) {
    self.init(number)
    if Double(self) < number { self = nextUp }
  }
}

/// Row multipliers by family: what pricing needs of a vector over the rows.
///
/// For each family: the price of opening a group, of a unit of each resource, and of each item; contiguous, so that
/// combining two vectors is one loop.
struct PriceVector: ~Copyable {
  let values: UnsafeMutablePointer<Double>
  let count: Int
  private let perFamily: Int

  init(_ program: borrowing CoveringProgram) {
    perFamily = 1 + program.resourceCount
    count = program.familyCount * perFamily + program.itemCount
    values = .allocate(capacity: count + 4)
    values.update(repeating: 0, count: count)
  }

  deinit { values.deallocate() }

  /// Prices of a family: its own, the resources', then the items'.
  @inline(__always)
  func family(_ family: Int, firstItem: Int) -> UnsafeMutablePointer<Double> {
    values + family * perFamily + firstItem
  }

  /// Sets this to `step * one + other`.
  @inline(__always)
  func combine(_ step: Double, _ one: borrowing PriceVector, plus other: borrowing PriceVector) {
    let (left, right) = (one.values, other.values)
    for index in 0..<count { values[index] = step * left[index] + right[index] }
  }
}

extension CoverSimplex {
  /// Writes `factor * rows` (and the costs, if wanted) by family.
  func project(
    _ rows: UnsafePointer<Double>, factor: Double, withCosts: Bool, into prices: borrowing PriceVector
  ) {
    let budget = factor * rows[budgetRow] + (withCosts ? costWeight : 0)
    let charge = withCosts ? countCharge : 0
    for family in 0..<familyCount {
      let items = program.itemStarts[family]..<program.itemStarts[family + 1]
      let target = prices.family(family, firstItem: Int(items.lowerBound))
      target[0] = factor * rows[budgetRow + 1 + family] + charge
      for resource in 0..<resourceCount {
        var price = factor * rows[itemCount + resource] + budget * program.price[resource]
        let split = entityRow[firstSplit + family * resourceCount + resource]
        if split >= 0 { price += factor * rows[Int(split)] }
        target[1 + resource] = price
      }
      for item in items {
        target[1 + resourceCount + Int(item - items.lowerBound)] = factor * rows[Int(item)]
      }
    }
    for index in priceRows.indices where entityRow[firstPriceRow + index] >= 0 {
      let weight = factor * rows[Int(entityRow[firstPriceRow + index])]
      if weight == 0 { continue }
      let family = Int(priceRows[index].family)
      let target = prices.family(family, firstItem: Int(program.itemStarts[family])) + 1
      for resource in 0..<resourceCount { target[resource] += weight * priceRows[index].prices[resource] }
    }
  }

  /// Adds `first * one + second * other` of the rows of single groups to their lanes.
  func surcharge(
    _ first: Double, _ one: UnsafePointer<Double>, _ second: Double, _ other: UnsafePointer<Double>
  ) {
    for row in baseRowCount..<rowCount {
      let entity = Int(rowEntity.base[row])
      guard entity >= firstGroup, entity < firstPriceRow, groupIsOpen[entity - firstGroup] else { continue }
      lanes.surcharge[Int(lanes.groupLane.base[entity - firstGroup])] = first * one[row] + second * other[row]
    }
  }

  /// Takes the surcharges of rows of single groups off again.
  func clearSurcharge() {
    for row in baseRowCount..<rowCount {
      let entity = Int(rowEntity.base[row])
      guard entity >= firstGroup, entity < firstPriceRow, groupIsOpen[entity - firstGroup] else { continue }
      lanes.surcharge[Int(lanes.groupLane.base[entity - firstGroup])] = 0
    }
  }

  /// Surcharge of one group by a vector over the rows.
  @inline(__always)
  func ownEntry(_ group: Int, _ rows: UnsafePointer<Double>) -> Double {
    let row = entityRow[firstGroup + group]
    return row >= 0 ? rows[Int(row)] : 0
  }
}

/// Where the blocks of one family lie, with the prices they are evaluated at.
struct FamilyView {
  typealias Lane4 = SIMD4<Double>

  private let firstRates: UnsafePointer<Lane4>
  let uses: UnsafePointer<Lane4>
  let surcharge: UnsafePointer<Lane4>
  let prices: UnsafePointer<Double>
  let firstBlock: Int
  let itemCount: Int
  let resourceCount: Int

  init(
    _ lanes: borrowing PackedColumns, _ program: CoveringProgram, family: Int, prices: borrowing PriceVector
  ) {
    let items = program.items(ofFamily: family)
    firstBlock = Int(lanes.blockStarts.base[family])
    itemCount = items.count
    resourceCount = lanes.resourceCount
    firstRates = UnsafePointer(lanes.rates) + Int(lanes.rateStarts.base[family])
    uses = UnsafePointer(lanes.uses)
    surcharge = UnsafeRawPointer(lanes.surcharge).assumingMemoryBound(to: Lane4.self)
    self.prices = UnsafePointer(prices.family(family, firstItem: items.lowerBound))
  }

  /// The cost of opening each of the four groups, apart from the items.
  @inline(__always)
  func base(_ block: Int) -> Lane4 { opening(block, from: surcharge[block]) }

  /// The same without what is added to single groups, on top of what is given.
  @inline(__always)
  func opening(_ block: Int, from start: Lane4) -> Lane4 {
    var sum = start + prices[0]
    let own = uses + block * resourceCount
    for resource in 0..<resourceCount { sum += own[resource] * prices[1 + resource] }
    return sum
  }

  /// Rates of the four groups on each item.
  @inline(__always)
  func rates(_ block: Int) -> UnsafePointer<Lane4> { firstRates + (block - firstBlock) * itemCount }

  /// The least value of the four groups' columns.
  @inline(__always)
  func least(_ block: Int) -> Lane4 { base(block) + cheapest(block) }

  /// The least value of the four groups' columns in the item rows.
  @inline(__always)
  func cheapest(_ block: Int) -> Lane4 {
    let own = rates(block)
    let items = prices + 1 + resourceCount
    var least = own[0] * items[0]
    for item in 1..<itemCount {
      let next = own[item] * items[item]
      least.replace(with: next, where: next .< least)
    }
    return least
  }
}

/// A dual simplex for the relaxation of covering programs, with an explicit inverse and prices by group.
///
/// The counts are eliminated (`y[g] = Σ_i x[g,i]`), so that the rows are
///
///     item i       Σ rate[g,i] x[g,i] - share[i] z    in [0, inf)
///     resource r   Σ use[g,r] x[g,i]                  in the bounds of the node, integer
///     budget       Σ cost[g] x[g,i]                   in (-inf, budget]
///     family f     Σ x[g,i]                           in the bounds of the node, integer
///
/// where lots are bought, less `Σ units[k,r] M[k]` in the rows of resources and with their price in that of the budget,
/// followed by rows that are there only where a node needs them: units of a resource that one family takes
/// (*split*), lots, and counts of single groups. Each row has a logical, its activity, with column `-e_r`. All columns of a
/// group share their entries outside the item rows, so the matrix is never formed (see `PackedColumns`), reduced costs
/// are computed from the multipliers whenever they are needed, and the state of the simplex is a handful of
/// rows: an explicit inverse with exact steepest edge weights (the squared norms of its rows), renewed by rank-one
/// updates, costs less than pricing.
///
/// Sources: Koberstein (2005) for the dual simplex; Forrest & Goldfarb (1992), steepest edge; Harris (1973).
/// Not thread safe.
final class CoverSimplex {
  typealias Lane4 = SIMD4<Double>

  /// Variables: a logical is `~row`, the level is `levelVariable`, `x[g,i]` is `group * stride + position`, lots lie below
  /// the level.
  static let levelVariable = Int32.max

  /// Room for the rows of most relaxations.
  private static let usualRows = 64

  let program: CoveringProgram
  var lanes: PackedColumns
  /// Positions of items a group has in variable numbers.
  let variableStride: Int32
  let itemCount: Int
  let resourceCount: Int
  let familyCount: Int
  let lots: CoverLotColumns
  /// Variable of the first lot: this one and all above are lots or the level.
  let firstLotVariable: Int32
  /// Rows that are always there: items, resources, budget, families.
  let baseRowCount: Int

  /// The level is measured in this unit, the objective in the other.
  let levelUnit: Double
  let objectiveUnit: Double
  /// Cost of the level, of a unit of cost and of a count in the scaled objective.
  let levelCost: Double
  let costWeight: Double
  let countCharge: Double
  let levelLower: Double
  let levelUpper: Double

  /// Largest count of each group at the present node.
  var groupUpper: UnsafeMutablePointer<Int32>
  /// Whether a group may be opened at the present node.
  var groupIsOpen: UnsafeMutablePointer<Bool>
  /// Bounds of each lot at the present node.
  var lotLower: [Double]
  var lotUpper: [Double]
  /// Reduced cost of each lot when a bound was last certified with prices.
  var lotPrice: [Double]

  // Rows: base rows first. The integer entity that a row measures, -1 for items and the budget.
  var rowCount = 0
  var rowEntity = Buffer<Int32>(capacity: usualRows)
  var rowLower = Buffer<Double>(capacity: usualRows)
  var rowUpper = Buffer<Double>(capacity: usualRows)
  var rowIsNonbasic = Buffer<Bool>(capacity: usualRows)
  var rowIsAtUpper = Buffer<Bool>(capacity: usualRows)
  /// Rows that a price decomposition found, added where they are violated; only ever appended to.
  var priceRows: [CoverPriceRow] = []
  /// Row of each entity, -1 where it has none.
  var entityRow: UnsafeMutablePointer<Int32>

  // The basis: variable, value, bounds and weight by position; the inverse row by row.
  var head = Buffer<Int32>(capacity: usualRows)
  var value = Buffer<Double>(capacity: usualRows)
  var basicLower = Buffer<Double>(capacity: usualRows)
  var basicUpper = Buffer<Double>(capacity: usualRows)
  var basicCost = Buffer<Double>(capacity: usualRows)
  var weight = Buffer<Double>(capacity: usualRows)
  var inverse: UnsafeMutablePointer<Double>
  var leading: Int
  var updates = 0
  var levelIsBasic = false
  var levelIsAtUpper = false
  /// Multipliers of the rows, of the scaled objective.
  var multipliers = Buffer<Double>(capacity: usualRows)

  // Work space.
  var pivotRow = Buffer<Double>(capacity: usualRows)
  var pivotColumn = Buffer<Double>(capacity: usualRows)
  var columnRows = Buffer<Int32>(capacity: usualRows)
  var columnValues = Buffer<Double>(capacity: usualRows)
  var work = Buffer<Double>(capacity: usualRows)
  var pricesOfRow: PriceVector
  var pricesOfCost: PriceVector
  var combined: PriceVector
  let noPrices: PriceVector
  var blocking = Buffer<Int32>()
  var kernel = Buffer<Lane4>()
  var eliminationPivots = Buffer<Int32>()
  var basicEntries = Buffer<Double>()

  /// Blocks of saved states.
  let savedPool = CoverSavedPool()
  /// Whether the run must end, asked now and then between pivots.
  var isInterrupted: () -> Bool = { false }
  /// Pivots since the beginning.
  var pivotCount = 0
  /// Most rows at once since the beginning.
  var peakRows = 0

  /// Prepares the relaxation for the listed groups; all others stay closed. Relaxations that are to be compared need
  /// the same units.
  init(_ program: CoveringProgram, groups: [Int32], units: CoverUnits) {
    self.program = program
    itemCount = program.itemCount
    resourceCount = program.resourceCount
    familyCount = program.familyCount
    lots = CoverLotColumns(program)
    firstLotVariable = Self.levelVariable - Int32(program.lotCount)
    lotLower = [Double](repeating: 0, count: program.lotCount)
    lotUpper = lotLower
    lotPrice = lotLower
    baseRowCount = itemCount + resourceCount + 1 + familyCount
    variableStride = Int32(program.width)
    levelUnit = units.level
    objectiveUnit = units.objective
    lanes = PackedColumns(program, groups: groups, scale: program.share.map { 1 / ($0 * units.level) })
    levelCost = -program.levelWeight * units.level / units.objective
    costWeight = program.costWeight / units.objective
    countCharge = program.countCharge / units.objective
    levelLower = program.levelLower / units.level
    levelUpper = program.levelUpper / units.level
    let entities =
      program.resourceCount + program.familyCount * (1 + program.resourceCount) + program.lotCount
      + program.groupCount
    entityRow = .allocate(capacity: entities + CoverRule.mostPriceRows)
    entityRow.update(repeating: -1, count: entities + CoverRule.mostPriceRows)
    groupUpper = .allocate(capacity: program.groupCount + 1)
    groupIsOpen = .allocate(capacity: program.groupCount + 1)
    groupUpper.update(repeating: 0, count: program.groupCount)
    groupIsOpen.update(repeating: false, count: program.groupCount)
    leading = (baseRowCount + 27) & ~3
    inverse = Self.allocateMatrix(leading)
    pricesOfRow = PriceVector(program)
    pricesOfCost = PriceVector(program)
    combined = PriceVector(program)
    noPrices = PriceVector(program)
    for row in 0..<baseRowCount { appendEmptyRow(entity: entity(ofBaseRow: row)) }
    for item in 0..<itemCount { (rowLower.base[item], rowUpper.base[item]) = (0, .infinity) }
    rowLower.base[budgetRow] = -.infinity
    rowUpper.base[budgetRow] = units.budget
  }

  deinit {
    entityRow.deallocate()
    groupUpper.deallocate()
    groupIsOpen.deallocate()
    inverse.deallocate()
  }

  // MARK: Rows and entities

  /// Row of the budget.
  var budgetRow: Int { itemCount + resourceCount }

  /// Number of lots.
  var lotCount: Int { lots.count }

  /// Number of integer entities: resources, families, splits, lots, groups.
  var entityCount: Int { firstGroup + program.groupCount }
  /// First split entity; split of family f and resource r is this plus `f * resourceCount + r`.
  var firstSplit: Int { resourceCount + familyCount }
  /// First lot entity.
  var firstLot: Int { firstSplit + familyCount * resourceCount }
  /// First group entity.
  var firstGroup: Int { firstLot + lotCount }
  /// Entity of the first price row; these are not integer.
  var firstPriceRow: Int { firstGroup + program.groupCount }

  private func entity(ofBaseRow row: Int) -> Int32 {
    if row >= itemCount && row < budgetRow { return Int32(row - itemCount) }
    if row > budgetRow { return Int32(resourceCount + row - budgetRow - 1) }
    return -1
  }

  func appendEmptyRow(entity: Int32) {
    reserveRows(rowCount + 1)
    rowEntity.append(entity)
    rowLower.append(0)
    rowUpper.append(.infinity)
    rowIsNonbasic.append(false)
    rowIsAtUpper.append(false)
    head.append(~Int32(rowCount))
    value.append(0)
    basicLower.append(0)
    basicUpper.append(.infinity)
    basicCost.append(0)
    weight.append(1)
    multipliers.append(0)
    if entity >= 0 { entityRow[Int(entity)] = Int32(rowCount) }
    rowCount += 1
    peakRows = max(peakRows, rowCount)
    pivotRow.resize(to: leading, filling: 0)
    pivotColumn.resize(to: leading, filling: 0)
    work.resize(to: leading, filling: 0)
  }

  /// Room for a square matrix whose rows begin at vector boundaries. Rows and columns are cleared when they come in use.
  private static func allocateMatrix(_ size: Int) -> UnsafeMutablePointer<Double> {
    let storage = UnsafeMutablePointer<Lane4>.allocate(capacity: size * size / 4)
    return UnsafeMutableRawPointer(storage).assumingMemoryBound(to: Double.self)
  }

  private func reserveRows(_ count: Int) {
    guard count > leading else { return }
    let larger = (2 * count + 3) & ~3
    let storage = Self.allocateMatrix(larger)
    for row in 0..<rowCount {
      (storage + row * larger).update(from: inverse + row * leading, count: rowCount)
    }
    inverse.deallocate()
    inverse = storage
    leading = larger
  }

  /// Sets the bounds of a row at the present node.
  func setBounds(row: Int, lower: Double, upper: Double) {
    rowLower.base[row] = lower
    rowUpper.base[row] = upper
  }

  /// Row of an entity; appends one, with its logical basic, if there is none. O(rows²) then.
  func row(ofEntity entity: Int) -> Int {
    if entityRow[entity] >= 0 { return Int(entityRow[entity]) }
    let row = rowCount
    appendEmptyRow(entity: Int32(entity))
    // The new logical is the row's activity: the combination of the basic columns' entries, less its own unit.
    let target = inverse + row * leading
    target.update(repeating: 0, count: leading)
    for position in 0..<row {
      clearColumn(row, ofPosition: position)
      let entry = coefficient(ofEntity: entity, variable: head.base[position])
      if entry == 0 { continue }
      let source = inverse + position * leading
      for column in 0..<row { target[column] += entry * source[column] }
    }
    target[row] = -1
    weight.base[row] = squaredNorm(target)
    return row
  }

  /// Clears a new column of the inverse, and at the beginning of a vector the rest of it.
  @inline(__always)
  private func clearColumn(_ column: Int, ofPosition position: Int) {
    let entries = inverse + position * leading
    for entry in column..<(column % 4 == 0 ? column + 4 : column + 1) { entries[entry] = 0 }
  }

  /// Drops the appended rows whose logical is basic and which `keeps` does not name. O(rows²).
  func dropSlackRows(keeps: UnsafePointer<Bool>) {
    var row = rowCount - 1
    while row >= baseRowCount {
      if !rowIsNonbasic.base[row] && !keeps[Int(rowEntity.base[row])] { remove(row: row) }
      row -= 1
    }
  }

  private func remove(row: Int) {
    let last = rowCount - 1
    guard let position = (0..<rowCount).first(where: { head.base[$0] == ~Int32(row) }) else { return }
    // The column of a basic logical's row is zero elsewhere, so both can go; the last ones take their places.
    entityRow[Int(rowEntity.base[row])] = -1
    if position != last {
      head.base[position] = head.base[last]
      value.base[position] = value.base[last]
      basicLower.base[position] = basicLower.base[last]
      basicUpper.base[position] = basicUpper.base[last]
      basicCost.base[position] = basicCost.base[last]
      weight.base[position] = weight.base[last]
      (inverse + position * leading).update(from: inverse + last * leading, count: leading)
    }
    if row != last {
      let moved = Int(rowEntity.base[last])
      entityRow[moved] = Int32(row)
      rowEntity.base[row] = rowEntity.base[last]
      rowLower.base[row] = rowLower.base[last]
      rowUpper.base[row] = rowUpper.base[last]
      rowIsNonbasic.base[row] = rowIsNonbasic.base[last]
      rowIsAtUpper.base[row] = rowIsAtUpper.base[last]
      multipliers.base[row] = multipliers.base[last]
      for place in 0..<last {
        inverse[place * leading + row] = inverse[place * leading + last]
        if head.base[place] == ~Int32(last) { head.base[place] = ~Int32(row) }
      }
    }
    for place in 0..<last { inverse[place * leading + last] = 0 }
    (inverse + last * leading).update(repeating: 0, count: leading)
    truncateRows(to: last)
  }

  /// Forgets the rows and positions from `count` on.
  func truncateRows(to count: Int) {
    rowCount = count
    rowEntity.removeLast(keeping: count)
    rowLower.removeLast(keeping: count)
    rowUpper.removeLast(keeping: count)
    rowIsNonbasic.removeLast(keeping: count)
    rowIsAtUpper.removeLast(keeping: count)
    multipliers.removeLast(keeping: count)
    head.removeLast(keeping: count)
    value.removeLast(keeping: count)
    basicLower.removeLast(keeping: count)
    basicUpper.removeLast(keeping: count)
    basicCost.removeLast(keeping: count)
    weight.removeLast(keeping: count)
  }

  // MARK: Columns

  /// Coefficient of a variable in the row of an entity.
  func coefficient(ofEntity entity: Int, variable: Int32) -> Double {
    guard variable >= 0, variable < firstLotVariable else {
      return lot(ofVariable: variable).map { coefficient(ofEntity: entity, lot: $0) } ?? 0
    }
    let group = Int(variable / variableStride)
    if entity >= firstPriceRow { return priceRows[entity - firstPriceRow].entry(of: group, in: program) }
    if entity >= firstGroup { return entity - firstGroup == group ? 1 : 0 }
    let family = Int(program.groupFamily[group])
    if entity < resourceCount { return Double(program.use[group * resourceCount + entity]) }
    if entity < firstSplit { return entity - resourceCount == family ? 1 : 0 }
    if entity >= firstLot { return 0 }
    let split = entity - firstSplit
    guard split / resourceCount == family else { return 0 }
    return Double(program.use[group * resourceCount + split % resourceCount])
  }

  /// Collects the rows and coefficients of a variable in `columnRows` and `columnValues`.
  func gatherColumn(_ variable: Int32) {
    columnRows.removeAll()
    columnValues.removeAll()
    if variable < 0 {
      columnRows.append(~variable)
      columnValues.append(-1)
      return
    }
    if variable == Self.levelVariable {
      for item in 0..<itemCount {
        columnRows.append(Int32(item))
        columnValues.append(-1)
      }
      return
    }
    if let lot = lot(ofVariable: variable) { return gatherColumn(ofLot: lot) }
    let (group, position) = (Int(variable / variableStride), Int(variable % variableStride))
    let family = Int(program.groupFamily[group])
    let items = program.items(ofFamily: family)
    let lane = Int(lanes.groupLane.base[group])
    append(
      items.lowerBound + position,
      lanes.rate(lane: lane, family: family, position: position, itemCount: items.count))
    var cost = 0.0
    for resource in 0..<resourceCount {
      let units = lanes.use(lane: lane, resource: resource)
      if units == 0 { continue }
      cost += units * program.price[resource]
      append(itemCount + resource, units)
      let split = entityRow[firstSplit + family * resourceCount + resource]
      if split >= 0 { append(Int(split), units) }
    }
    append(budgetRow, cost)
    append(budgetRow + 1 + family, 1)
    let own = entityRow[firstGroup + group]
    if own >= 0 { append(Int(own), 1) }
    for index in priceRows.indices where priceRows[index].family == Int32(family) {
      let row = entityRow[firstPriceRow + index]
      if row >= 0 { append(Int(row), priceRows[index].entry(of: group, in: program)) }
    }
  }

  /// Adds an entry to the column at hand.
  func append(_ row: Int, _ entry: Double) {
    columnRows.append(Int32(row))
    columnValues.append(entry)
  }

  /// Cost of a variable in the scaled objective.
  func cost(of variable: Int32) -> Double {
    if variable < 0 { return 0 }
    if variable == Self.levelVariable { return levelCost }
    if let lot = lot(ofVariable: variable) { return costWeight * lots.price.base[lot] }
    if costWeight == 0 && countCharge == 0 { return 0 }
    return costWeight * program.cost(ofGroup: Int(variable / variableStride)) + countCharge
  }

  /// Bounds of a variable at the present node.
  func bounds(of variable: Int32) -> (lower: Double, upper: Double) {
    if variable < 0 { return (rowLower.base[~variable], rowUpper.base[~variable]) }
    if variable == Self.levelVariable { return (levelLower, levelUpper) }
    if let lot = lot(ofVariable: variable) { return (0, lotUpper[lot] > 0 ? .infinity : 0) }
    return (0, groupIsOpen[Int(variable / variableStride)] ? .infinity : 0)
  }

  @inline(__always)
  func squaredNorm(_ row: UnsafeMutablePointer<Double>) -> Double {
    let vectors = UnsafeMutableRawPointer(row).assumingMemoryBound(to: Lane4.self)
    var sum = Lane4.zero
    for index in 0..<(rowCount + 3) / 4 { sum += vectors[index] * vectors[index] }
    return sum.sum()
  }
}

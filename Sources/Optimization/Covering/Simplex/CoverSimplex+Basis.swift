// The basis of the covering simplex: crash, inversion, values and multipliers.

extension CoverSimplex {
  /// Removes all appended rows and makes all logicals basic.
  func clearBasis() {
    for row in baseRowCount..<rowCount { entityRow[Int(rowEntity.base[row])] = -1 }
    truncateRows(to: baseRowCount)
    for row in 0..<rowCount {
      head.base[row] = ~Int32(row)
      rowIsNonbasic.base[row] = false
      rowIsAtUpper.base[row] = false
    }
    levelIsBasic = false
    levelIsAtUpper = levelCost < 0
  }

  /// Starts from a dual feasible basis that prices only the budget: the cheapest group for each item.
  ///
  /// The level takes the budget's place in the basis where it wants to grow, else it stays at the bound that it wants:
  /// with a charge for each group the cheapest depends on the budget's price, which is not known before.
  /// Falls back to the basis of all logicals, the level at the bound its cost prefers, where groups are free or an
  /// item has none; that one is dual feasible too, since no group has a negative cost.
  func crash() {
    clearBasis()
    var best = [Int32](repeating: -1, count: itemCount)
    var least = [Double](repeating: .infinity, count: itemCount)
    let hasCosts = costWeight > 0 || countCharge > 0
    let (prices, paying) =
      lotCount == 0 ? (program.price, []) : program.unitPrices { self.lotUpper[$0] > 0 }
    for lane in 0..<lanes.laneCount {
      let group = lanes.laneGroup.base[lane]
      guard group >= 0, groupIsOpen[Int(group)] else { continue }
      var cost = program.cost(ofGroup: Int(group), at: prices)
      if hasCosts { cost = costWeight * cost + countCharge }
      let family = Int(program.groupFamily[Int(group)])
      let items = program.items(ofFamily: family)
      for (position, item) in items.enumerated() {
        let rate = lanes.rate(lane: lane, family: family, position: position, itemCount: items.count)
        if rate > 0 && cost < least[item] * rate {
          least[item] = cost / rate
          best[item] = group * variableStride + Int32(position)
        }
      }
    }
    let perLevel = least.reduce(0, +)
    let wantsLevel = levelLower < levelUpper && (hasCosts ? levelCost + perLevel < 0 : levelCost < 0)
    if perLevel > 0 && perLevel.isFinite && (hasCosts || wantsLevel) {
      for item in 0..<itemCount {
        head.base[item] = best[item]
        rowIsNonbasic.base[item] = true
      }
      if wantsLevel && countCharge == 0 {
        head.base[budgetRow] = Self.levelVariable
        rowIsNonbasic.base[budgetRow] = true
        rowIsAtUpper.base[budgetRow] = true
        levelIsBasic = true
      } else {
        levelIsAtUpper = wantsLevel
      }
      // The lot that makes units cheapest pays for them.
      for resource in paying.indices where paying[resource] >= 0 {
        head.base[itemCount + resource] = variable(ofLot: paying[resource])
        rowIsNonbasic.base[itemCount + resource] = true
        rowIsAtUpper.base[itemCount + resource] = true
      }
      if invert() { return }
      clearBasis()
    }
    _ = invert()
  }

  /// Computes the inverse of the basis from scratch; false if it is singular.
  ///
  /// Basic logicals are unit columns, so only the kernel of structural columns in the rows of nonbasic logicals is
  /// inverted, by Gauss-Jordan elimination with partial pivoting. O(kernel³ + rows kernel²).
  func invert() -> Bool {
    var structurals: [Int32] = []
    var kernelRows: [Int32] = []
    structurals.reserveCapacity(rowCount)
    kernelRows.reserveCapacity(rowCount)
    for position in 0..<rowCount where head.base[position] >= 0 { structurals.append(head.base[position]) }
    for row in 0..<rowCount where rowIsNonbasic.base[row] { kernelRows.append(Int32(row)) }
    let size = structurals.count
    guard size == kernelRows.count else { return false }
    let width = (size + 3) & ~3
    kernel.reset(to: width / 4 * size, filling: .zero)
    basicEntries.reset(to: rowCount * size, filling: 0)
    let square = UnsafeMutableRawPointer(kernel.base).assumingMemoryBound(to: Double.self)
    let entries = basicEntries.base
    for (column, variable) in structurals.enumerated() {
      gatherColumn(variable)
      for index in 0..<columnRows.count {
        entries[Int(columnRows.base[index]) * size + column] = columnValues.base[index]
      }
    }
    for (index, row) in kernelRows.enumerated() {
      for column in 0..<size { square[index * width + column] = entries[Int(row) * size + column] }
    }
    guard eliminate(square, size: size) else { return false }
    placeInverse(structurals: structurals, kernelRows: kernelRows)
    updates = 0
    refreshMultipliers()
    return true
  }

  /// Inverts a square matrix in place by Gauss-Jordan elimination with row pivoting; false if it is singular.
  private func eliminate(_ square: UnsafeMutablePointer<Double>, size: Int) -> Bool {
    let vectors = (size + 3) / 4
    let width = 4 * vectors
    let matrix = kernel.base
    eliminationPivots.reset(to: size, filling: 0)
    for column in 0..<size {
      var pivot = column
      for row in column..<size where abs(square[row * width + column]) > abs(square[pivot * width + column]) {
        pivot = row
      }
      let largest = square[pivot * width + column]
      guard abs(largest) > CoveringTolerance.singular else { return false }
      eliminationPivots.base[column] = Int32(pivot)
      let own = matrix + column * vectors
      if pivot != column {
        let other = matrix + pivot * vectors
        for index in 0..<vectors { (own[index], other[index]) = (other[index], own[index]) }
      }
      square[column * width + column] = 1
      let factor = 1 / largest
      for index in 0..<vectors { own[index] *= factor }
      for row in 0..<size where row != column {
        let multiple = square[row * width + column]
        if multiple == 0 { continue }
        square[row * width + column] = 0
        let other = matrix + row * vectors
        for index in 0..<vectors { other[index] -= multiple * own[index] }
      }
    }
    // Rows swapped on the way are columns swapped in the inverse.
    for column in (0..<size).reversed() where eliminationPivots.base[column] != Int32(column) {
      let other = Int(eliminationPivots.base[column])
      for row in 0..<size {
        let own = row * width
        (square[own + column], square[own + other]) = (square[own + other], square[own + column])
      }
    }
    return true
  }

  private func placeInverse(structurals: [Int32], kernelRows: [Int32]) {
    let size = structurals.count
    let width = (size + 3) & ~3
    let square = UnsafeMutableRawPointer(kernel.base).assumingMemoryBound(to: Double.self)
    let entries = basicEntries.base
    let vectors = (rowCount + 3) & ~3
    for row in 0..<rowCount { (inverse + row * leading).update(repeating: 0, count: vectors) }
    for row in 0..<rowCount where !rowIsNonbasic.base[row] {
      let target = inverse + row * leading
      for column in 0..<size {
        let entry = entries[row * size + column]
        if entry == 0 { continue }
        let source = square + column * width
        for index in 0..<size { target[Int(kernelRows[index])] += entry * source[index] }
      }
      target[row] = -1
      setHead(row, to: ~Int32(row))
    }
    for (column, row) in kernelRows.enumerated() {
      let target = inverse + Int(row) * leading
      let source = square + column * width
      for index in 0..<size { target[Int(kernelRows[index])] = source[index] }
      setHead(Int(row), to: structurals[column])
    }
    for position in 0..<rowCount { weight.base[position] = squaredNorm(inverse + position * leading) }
  }

  /// Notes the variable of a position with its cost; bounds follow in `refreshValues`.
  func setHead(_ position: Int, to variable: Int32) {
    head.base[position] = variable
    basicCost.base[position] = cost(of: variable)
  }

  /// Recomputes the multipliers `c_B B^-1`. O(rows²) with costs on groups, else O(rows).
  func refreshMultipliers() {
    let duals = multipliers.base
    for row in 0..<rowCount { duals[row] = 0 }
    for position in 0..<rowCount where basicCost.base[position] != 0 {
      let (cost, source) = (basicCost.base[position], inverse + position * leading)
      for row in 0..<rowCount { duals[row] += cost * source[row] }
    }
  }

  /// Recomputes bounds and values of the basic variables from the present bounds. O(rows²).
  func refreshValues() {
    let right = work.base
    let level = levelIsBasic ? 0 : levelIsAtUpper ? levelUpper : levelLower
    for row in 0..<rowCount {
      right[row] = row < itemCount ? level : 0
      if rowIsNonbasic.base[row] {
        let low = rowLower.base[row]
        // A bound may have moved away: a logical without its bound goes to the other one.
        if rowIsAtUpper.base[row] && rowUpper.base[row] == .infinity { rowIsAtUpper.base[row] = false }
        if !rowIsAtUpper.base[row] && low == -.infinity { rowIsAtUpper.base[row] = true }
        right[row] += rowIsAtUpper.base[row] ? rowUpper.base[row] : rowLower.base[row]
      }
    }
    let vectors = (rowCount + 3) / 4
    for row in rowCount..<4 * vectors { right[row] = 0 }
    for position in 0..<rowCount {
      let source = UnsafeMutableRawPointer(inverse + position * leading).assumingMemoryBound(to: Lane4.self)
      let factors = UnsafeMutableRawPointer(right)
      var sum = Lane4.zero
      for index in 0..<vectors {
        sum += source[index] * factors.loadUnaligned(fromByteOffset: 32 * index, as: Lane4.self)
      }
      value.base[position] = sum.sum()
      let limits = bounds(of: head.base[position])
      basicLower.base[position] = limits.lower
      basicUpper.base[position] = limits.upper
    }
  }

  /// The scaled objective of the present basis.
  func objectiveValue() -> Double {
    var sum = levelIsBasic ? 0 : levelCost * (levelIsAtUpper ? levelUpper : levelLower)
    for position in 0..<rowCount { sum += basicCost.base[position] * value.base[position] }
    return sum
  }
}

// Reductions that look at one column, at an equation that defines one, or at pairs of parallel columns.

extension Presolve {
  mutating func reduceColumns() {
    for column in 0..<model.columnCount where isColumnAlive[column] && !isInfeasible {
      let live = liveRows(of: column)
      if fixByObjective(column, live) { continue }
      if live.count == 1 { removeSingleton(column, row: Int(live[0])) }
    }
    for row in rows.indices where isRowAlive[row] && rows[row].count == 2 { substituteDoubleton(row) }
  }

  /// Fixes a column that no row keeps from moving where the objective wants it.
  private mutating func fixByObjective(_ column: Int, _ live: [Int32]) -> Bool {
    var (upLocks, downLocks) = (0, 0)
    for row in live {
      let value = coefficient(column, in: Int(row))
      let (hasLower, hasUpper) = (model.rowLower[Int(row)] > -.infinity, model.rowUpper[Int(row)] < .infinity)
      if value > 0 ? hasUpper : hasLower { upLocks += 1 }
      if value > 0 ? hasLower : hasUpper { downLocks += 1 }
    }
    let cost = model.cost[column]
    if statedLower[column] == statedUpper[column] { return false }
    if cost >= 0 && downLocks == 0 && statedLower[column].isFinite {
      fix(column, at: statedLower[column])
      changes += 1
      return true
    }
    if cost <= 0 && upLocks == 0 && statedUpper[column].isFinite {
      fix(column, at: statedUpper[column])
      changes += 1
      return true
    }
    return false
  }

  /// A continuous column in one row only: takes the row's slack, or is defined by it if its own bounds do not bind.
  private mutating func removeSingleton(_ column: Int, row: Int) {
    guard !model.isInteger[column], isColumnAlive[column], rows[row].count > 1 else { return }
    let value = coefficient(column, in: row)
    guard value != 0 else { return }
    let largest = rows[row].reduce(0) { max($0, abs($1.value)) }
    guard abs(value) > 1e-3 * largest else { return }
    let others = rows[row].filter { $0.column != Int32(column) }
    let columns = others.map { $0.column }
    let values = others.map { $0.value }
    let (low, high) = (model.rowLower[row], model.rowUpper[row])
    let (lower, upper) = (statedLower[column], statedUpper[column])
    let isEquation = low == high
    if isEquation && model.cost[column] == 0 {
      record.steps.append(
        .slack(
          column: Int32(column), coefficient: value, side: low, columns: columns, values: values,
          lower: lower,
          upper: upper))
      let ends = (low - value * lower, low - value * upper)
      isColumnAlive[column] = false
      rows[row] = others
      model.rowLower[row] = min(ends.0, ends.1)
      model.rowUpper[row] = max(ends.0, ends.1)
      sideError[row] += max(roundingOfSlack(value, lower, ends.0), roundingOfSlack(value, upper, ends.1))
      changes += 1
      return
    }
    // Only an equation, or a side that the objective is sure to push the column to, defines it.
    var side = low
    if !isEquation {
      guard model.cost[column] != 0 else { return }
      side = (model.cost[column] > 0) == (value > 0) ? low : high
      guard side.isFinite else { return }
    }
    guard isImpliedFree(column, row: row, coefficient: value) else { return }
    record.steps.append(
      .defined(column: Int32(column), coefficient: value, side: side, columns: columns, values: values))
    let ratio = model.cost[column] / value
    model.constant += ratio * side
    for entry in others { model.cost[Int(entry.column)] -= ratio * entry.value }
    for entry in others
    where abs(model.cost[Int(entry.column)]) < Self.lastDigits * abs(ratio * entry.value) {
      model.cost[Int(entry.column)] = 0
    }
    isColumnAlive[column] = false
    removeRow(row)
  }

  /// Error of a side from which `value * bound` was taken.
  private func roundingOfSlack(_ value: Double, _ bound: Double, _ side: Double) -> Double {
    guard bound.isFinite else { return 0 }
    return ReadNumber.error(value) * abs(bound) + ReadNumber.error(bound) * abs(value)
      + ReadNumber.error(value * bound) + ReadNumber.error(side)
  }

  /// Whether a row keeps a column within its bounds by itself.
  private func isImpliedFree(_ column: Int, row: Int, coefficient value: Double) -> Bool {
    let range = activityRange(row, stated: true)
    let (lower, upper) = (statedLower[column], statedUpper[column])
    if lower == -.infinity && upper == .infinity { return true }
    let least = range.leastWithout(value, lower: lower, upper: upper)
    let most = range.mostWithout(value, lower: lower, upper: upper)
    // value * x lies between rowLower - most and rowUpper - least.
    let ends = ((model.rowLower[row] - most) / value, (model.rowUpper[row] - least) / value)
    let (impliedLower, impliedUpper) = value > 0 ? (ends.0, ends.1) : (ends.1, ends.0)
    return (lower == -.infinity || impliedLower >= lower - 1e-9 * max(1, abs(lower)))
      && (upper == .infinity || impliedUpper <= upper + 1e-9 * max(1, abs(upper)))
  }

  /// `a x + b y = side` with x continuous, or both integer and b a multiple of a: x is replaced by y.
  private mutating func substituteDoubleton(_ row: Int) {
    guard isRowAlive[row], rows[row].count == 2, model.rowLower[row] == model.rowUpper[row] else { return }
    let side = model.rowLower[row]
    for (first, second) in [(0, 1), (1, 0)] {
      let (x, y) = (rows[row][first], rows[row][second])
      let (gone, kept) = (Int(x.column), Int(y.column))
      guard abs(x.value) > 1e-4 * abs(y.value), abs(x.value) < 1e4 * abs(y.value) else { continue }
      if model.isInteger[gone] {
        let (ratio, shift) = (y.value / x.value, side / x.value)
        guard model.isInteger[kept], ratio == ratio.rounded(), abs(ratio) < 1e4, shift == shift.rounded()
        else {
          continue
        }
      }
      guard liveRows(of: gone).count <= 30 else { continue }
      // Bounds of x as bounds of y.
      let ratio = x.value / y.value
      func image(_ bound: Double) -> (bound: Double, error: Double, rounding: Double) {
        // An integral x has no room beyond its bounds.
        let room = model.isInteger[gone] ? 1e-9 : PointCheck.allowance(bound)
        let value = (side - x.value * bound) / y.value
        return (value, boundError(row, y.value, value), abs(ratio) * room)
      }
      var (lower, upper) = (image(statedLower[gone]), image(statedUpper[gone]))
      if ratio > 0 { (lower, upper) = (upper, lower) }
      raiseLower(kept, to: lower.bound - lower.error, rounding: lower.rounding)
      if isInfeasible { return }
      lowerUpper(kept, to: upper.bound + upper.error, rounding: upper.rounding)
      if isInfeasible { return }
      let live = liveRows(of: gone).filter { Int($0) != row }
      record.steps.append(
        .defined(column: x.column, coefficient: x.value, side: side, columns: [y.column], values: [y.value]))
      let cost = model.cost[gone]
      model.constant += cost * side / x.value
      model.cost[kept] -= cost * y.value / x.value
      for other in live {
        replace(gone, by: kept, in: Int(other), slope: -y.value / x.value, shift: side / x.value)
      }
      isColumnAlive[gone] = false
      removeRow(row)
      return
    }
  }

  /// Replaces a column by `slope * kept + shift` in one row.
  private mutating func replace(_ gone: Int, by kept: Int, in row: Int, slope: Double, shift: Double) {
    guard let place = position(of: gone, in: row) else { return }
    let value = rows[row][place].value
    rows[row].remove(at: place)
    shiftSides(row, by: value, times: shift)
    if let other = position(of: kept, in: row) {
      let sum = rows[row][other].value + value * slope
      if abs(sum) <= Self.lastDigits * abs(value * slope) {
        rows[row].remove(at: other)
      } else {
        rows[row][other].value = sum
      }
    } else {
      rows[row].insert(
        Entry(column: Int32(kept), value: value * slope), at: insertion(of: kept, in: row))
      rowsOfColumn[kept].append(Int32(row))
    }
  }

  /// Columns that are multiples of each other in every row and the objective become one.
  mutating func mergeParallelColumns() {
    var entries = [[(row: Int32, value: Double)]](repeating: [], count: model.columnCount)
    for row in rows.indices where isRowAlive[row] {
      for entry in rows[row] { entries[Int(entry.column)].append((Int32(row), entry.value)) }
    }
    var buckets: [UInt64: [Int]] = [:]
    var hasMerged = false
    for column in 0..<model.columnCount where isColumnAlive[column] && !entries[column].isEmpty {
      guard statedLower[column] < statedUpper[column] else { continue }
      let lead = entries[column][0].value
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for entry in entries[column] {
        hash = (hash ^ UInt64(bitPattern: Int64(entry.row))) &* 0x0000_0100_0000_01b3
        hash = (hash ^ UInt64(Float(entry.value / lead).bitPattern)) &* 0x0000_0100_0000_01b3
      }
      var isMerged = false
      for other in buckets[hash, default: []] where isColumnAlive[other] {
        guard let ratio = parallelRatio(column, other, entries) else { continue }
        isMerged = mergeColumn(column, into: other, ratio: ratio)
        if isMerged { break }
      }
      if !isMerged { buckets[hash, default: []].append(column) }
      hasMerged = hasMerged || isMerged
    }
    if hasMerged { removeDeadEntries() }
  }

  /// The factor of `column` over `other`, if they are parallel.
  private func parallelRatio(
    _ column: Int, _ other: Int, _ entries: [[(row: Int32, value: Double)]]
  ) -> Double? {
    guard entries[column].count == entries[other].count else { return nil }
    let ratio = entries[column][0].value / entries[other][0].value
    for (first, second) in zip(entries[column], entries[other]) {
      guard first.row == second.row, first.value == ratio * second.value else { return nil }
    }
    return model.cost[column] == ratio * model.cost[other] ? ratio : nil
  }

  /// Lets `other` stand for `other + ratio * column`, where every value of that sum can be split again.
  private mutating func mergeColumn(_ column: Int, into other: Int, ratio: Double) -> Bool {
    // Only columns of one kind are merged, integer ones at ratio 1 or -1, so that splitting is always possible.
    guard model.isInteger[column] == model.isInteger[other] else { return false }
    if model.isInteger[column] && abs(ratio) != 1 { return false }
    guard statedLower[column].isFinite, statedUpper[column].isFinite, statedLower[other].isFinite,
      statedUpper[other].isFinite
    else { return false }
    let ends = (ratio * statedLower[column], ratio * statedUpper[column])
    record.steps.append(
      .merged(
        column: Int32(column), kept: Int32(other), ratio: ratio, lower: statedLower[column],
        upper: statedUpper[column], keptLower: statedLower[other], keptUpper: statedUpper[other],
        isInteger: model.isInteger[column], keptIsInteger: model.isInteger[other]))
    setLower(other, statedLower[other] + min(ends.0, ends.1))
    setUpper(other, statedUpper[other] + max(ends.0, ends.1))
    isColumnAlive[column] = false
    rowsOfColumn[column].removeAll()
    changes += 1
    return true
  }
}

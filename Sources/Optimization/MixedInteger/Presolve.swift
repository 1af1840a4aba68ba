// Reductions before the search (Savelsbergh, 1994; Achterberg, Bixby, Gu, Rothberg & Weninger, 2020): rows that
// say nothing, singleton rows, tightened bounds and coefficients, columns that the objective or an equation
// fixes, parallel rows and columns. Each keeps at least one optimal point; `PresolveRecord` leads back to it.

//
// Two kinds of bounds are told apart. A *stated* bound is the program's, or equivalent to what the program states; an
// *implied* one of a continuous column follows from rows that stay, is loosened outwards, and serves only where a
// weaker bound does no harm: no column is fixed, no side dropped and no column called free because of it.

/// A model under reduction: rows as lists that may shrink, and for each column the rows it may be in.
struct Presolve {
  struct Entry {
    var column: Int32
    var value: Double
  }

  var model: MixedModel
  /// Entries of each row, by ascending column.
  var rows: [[Entry]]
  /// Rows of each column; may name rows that have lost it.
  var rowsOfColumn: [[Int32]]
  var isRowAlive: [Bool]
  var isColumnAlive: [Bool]
  /// Bounds without those that rows imply for continuous columns; `model` has the tightest.
  var statedLower: [Double]
  var statedUpper: [Double]
  /// Violation of each row's sides that the final check allows, in the row's present scale.
  var lowAllowance: [Double]
  var highAllowance: [Double]
  /// Error that each row's sides may have, in the row's present scale: of the decimals they were read from and of all
  /// that was moved into them. Matters after a cancellation, where the side left is small against what it came from.
  var sideError: [Double]
  var record = PresolveRecord()
  var isInfeasible = false
  /// Reductions made in the present pass.
  var changes = 0
  /// Whether to stop, asked now and then; the reductions made until then stand.
  private let isCancelled: () -> Bool

  /// Passes after which the presolve ends even if it still finds something.
  private static let passes = 12
  /// A change of a bound smaller than this share of it is not worth another pass.
  static let worthwhileTightening = 1e-3
  /// Violation of a side that proves infeasibility, relative to the side; more than `PointCheck` allows.
  static let tolerance = 1e-6
  /// Share of a row's allowance by which a side may be missed where it is dropped.
  static let droppedShare = 0.01
  /// Relative error of a few operations in a row: equality to the last digits.
  static let lastDigits = 1e-15
  /// Error of a bound, relative to it, from which on the bound is loosened by it: some thousand times the rounding of
  /// one operation, and far below what the final check allows.
  private static let noticedError = 1e-12

  init(_ model: MixedModel, isCancelled: @escaping () -> Bool = { false }) {
    self.model = model
    self.isCancelled = isCancelled
    rows = []
    rows.reserveCapacity(model.rowCount)
    rowsOfColumn = [[Int32]](repeating: [], count: model.columnCount)
    for row in 0..<model.rowCount {
      var entries: [Entry] = []
      for entry in model.range(row) where model.rowValue[entry] != 0 {
        entries.append(Entry(column: model.rowColumn[entry], value: model.rowValue[entry]))
        rowsOfColumn[Int(model.rowColumn[entry])].append(Int32(row))
      }
      entries.sort { $0.column < $1.column }
      rows.append(entries)
    }
    isRowAlive = [Bool](repeating: true, count: model.rowCount)
    isColumnAlive = [Bool](repeating: true, count: model.columnCount)
    statedLower = model.lower
    statedUpper = model.upper
    lowAllowance = model.rowLower.map { PointCheck.allowance($0) }
    highAllowance = model.rowUpper.map { PointCheck.allowance($0) }
    sideError = (0..<model.rowCount).map { row in
      max(
        model.rowError[row], ReadNumber.error(model.rowLower[row]), ReadNumber.error(model.rowUpper[row]))
    }
    record.fullCount = model.columnCount
  }

  /// Reduces until little happens; nil if the model is proven infeasible.
  mutating func run() -> (model: MixedModel, record: PresolveRecord)? {
    roundBounds()
    for pass in 0..<Self.passes where !isInfeasible && !isCancelled() {
      changes = 0
      for row in rows.indices where isRowAlive[row] && !isInfeasible {
        if isCancelled() { break }
        reduceRow(row)
      }
      if isInfeasible { break }
      removeFixedColumns()
      if isCancelled() { break }
      reduceColumns()
      if isCancelled() { break }
      if pass < 3 || changes > 0 {
        mergeParallelRows()
        mergeParallelColumns()
      }
      if changes == 0 { findLattices() }
      if changes == 0 || isInfeasible { break }
    }
    if isInfeasible { return nil }
    removeFixedColumns()
    return compressed()
  }

  /// The model as it is, but for integral bounds of its integer columns; nil if two of them cross.
  mutating func rounded() -> (model: MixedModel, record: PresolveRecord)? {
    roundBounds()
    return isInfeasible ? nil : compressed()
  }

  // MARK: Bounds

  private mutating func roundBounds() {
    for column in 0..<model.columnCount {
      if model.isInteger[column] {
        // An integral value outside a bound, by however little, is refused.
        setLower(column, model.lower[column].rounded(.up))
        setUpper(column, model.upper[column].rounded(.down))
      }
      if model.lower[column] > model.upper[column] { isInfeasible = true }
    }
  }

  mutating func setLower(_ column: Int, _ value: Double) {
    statedLower[column] = value
    model.lower[column] = value
  }

  mutating func setUpper(_ column: Int, _ value: Double) {
    statedUpper[column] = value
    model.upper[column] = value
  }

  /// Raises a stated lower bound; a crossing beyond rounding proves infeasibility. A bound of an integer column is
  /// rounded up, unless it is at most `rounding` above an integer.
  mutating func raiseLower(_ column: Int, to value: Double, rounding: Double) {
    var value = value
    if model.isInteger[column] { value = integralCeiling(value, tolerance: rounding) }
    guard value > statedLower[column] else { return }
    if value > model.upper[column] {
      if model.isInteger[column] || value > model.upper[column] + Self.tolerance * max(1, abs(value)) {
        isInfeasible = true
        return
      }
      value = min(value, statedUpper[column])
      model.upper[column] = max(model.upper[column], value)
    }
    if isWorthwhile(value, model.lower[column], model.upper[column]) { changes += 1 }
    statedLower[column] = value
    model.lower[column] = max(value, model.lower[column])
  }

  /// Lowers a stated upper bound; see `raiseLower`.
  mutating func lowerUpper(_ column: Int, to value: Double, rounding: Double) {
    var value = value
    if model.isInteger[column] { value = integralFloor(value, tolerance: rounding) }
    guard value < statedUpper[column] else { return }
    if value < model.lower[column] {
      if model.isInteger[column] || value < model.lower[column] - Self.tolerance * max(1, abs(value)) {
        isInfeasible = true
        return
      }
      value = max(value, statedLower[column])
      model.lower[column] = min(model.lower[column], value)
    }
    if isWorthwhile(value, model.upper[column], model.lower[column]) { changes += 1 }
    statedUpper[column] = value
    model.upper[column] = min(value, model.upper[column])
  }

  func isWorthwhile(_ new: Double, _ old: Double, _ other: Double) -> Bool {
    guard old.isFinite else { return true }
    if new == old { return false }
    let size = other.isFinite ? abs(old - other) : max(1, abs(old))
    return abs(new - old) > Self.worthwhileTightening * max(size, 1e-3)
  }

  // MARK: Taking away

  mutating func removeRow(_ row: Int) {
    isRowAlive[row] = false
    rows[row].removeAll()
    changes += 1
  }

  /// Fixes a column; its entries move to the sides of its rows.
  mutating func fix(_ column: Int, at value: Double) {
    setLower(column, value)
    setUpper(column, value)
  }

  private mutating func removeFixedColumns() {
    var hasFixed = false
    for column in 0..<model.columnCount
    where isColumnAlive[column] && statedLower[column] == statedUpper[column] {
      let value = statedLower[column]
      isColumnAlive[column] = false
      record.steps.append(.fixed(column: Int32(column), value: value))
      model.constant += model.cost[column] * value
      changes += 1
      rowsOfColumn[column].removeAll()
      hasFixed = true
    }
    guard hasFixed else { return }
    // A dead column that a row still holds was fixed just now.
    for row in rows.indices where isRowAlive[row] {
      for entry in rows[row] where !isColumnAlive[Int(entry.column)] {
        shiftSides(row, by: entry.value, times: statedLower[Int(entry.column)])
      }
    }
    removeDeadEntries()
  }

  /// Takes columns that are gone out of the rows. O(entries).
  mutating func removeDeadEntries() {
    for row in rows.indices where isRowAlive[row] {
      rows[row].removeAll { !isColumnAlive[Int($0.column)] }
    }
  }

  /// Takes `coefficient * value` out of a row's sides, both of them read from decimals or rounded.
  mutating func shiftSides(_ row: Int, by coefficient: Double, times value: Double) {
    let amount = coefficient * value
    guard amount != 0 else { return }
    let error =
      ReadNumber.error(coefficient) * abs(value) + ReadNumber.error(value) * abs(coefficient)
      + ReadNumber.error(amount)
    model.rowLower[row] -= amount
    model.rowUpper[row] -= amount
    sideError[row] +=
      error + max(ReadNumber.error(model.rowLower[row]), ReadNumber.error(model.rowUpper[row]))
    // What is left of a cancellation is zero.
    let scale = Self.lastDigits * abs(amount)
    if abs(model.rowLower[row]) < scale { model.rowLower[row] = 0 }
    if abs(model.rowUpper[row]) < scale { model.rowUpper[row] = 0 }
  }

  /// Returns the distance beyond `bound` at which the bound implied through a coefficient may lie; 0 where that is no more than
  /// the rounding of the quotient.
  func boundError(_ row: Int, _ coefficient: Double, _ bound: Double) -> Double {
    let error = sideError[row] / abs(coefficient)
    return error > Self.noticedError * max(1, abs(bound)) ? error : 0
  }

  /// Rows that still hold a column, without the ones that have lost it.
  mutating func liveRows(of column: Int) -> [Int32] {
    let kept = rowsOfColumn[column].filter { row in
      isRowAlive[Int(row)] && position(of: column, in: Int(row)) != nil
    }
    rowsOfColumn[column] = kept
    return kept
  }

  /// Position of a column in a row; nil if the row does not hold it. O(log entries).
  func position(of column: Int, in row: Int) -> Int? {
    let place = insertion(of: column, in: row)
    return place < rows[row].count && rows[row][place].column == Int32(column) ? place : nil
  }

  /// Position at which a column belongs in a row.
  func insertion(of column: Int, in row: Int) -> Int {
    var (low, high) = (0, rows[row].count)
    while low < high {
      let middle = (low + high) / 2
      if rows[row][middle].column < Int32(column) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func coefficient(_ column: Int, in row: Int) -> Double {
    position(of: column, in: row).map { rows[row][$0].value } ?? 0
  }

  // MARK: Result

  private mutating func compressed() -> (model: MixedModel, record: PresolveRecord) {
    var result = MixedModel()
    result.constant = model.constant
    var index = [Int32](repeating: -1, count: model.columnCount)
    for column in 0..<model.columnCount where isColumnAlive[column] {
      index[column] = Int32(record.columns.count)
      record.columns.append(Int32(column))
      result.cost.append(model.cost[column])
      result.lower.append(model.lower[column])
      result.upper.append(model.upper[column])
      result.isInteger.append(model.isInteger[column])
    }
    for row in rows.indices where isRowAlive[row] && !rows[row].isEmpty {
      for entry in rows[row] {
        result.rowColumn.append(index[Int(entry.column)])
        result.rowValue.append(entry.value)
      }
      result.endRow(lower: model.rowLower[row], upper: model.rowUpper[row], error: sideError[row])
    }
    return (result, record)
  }
}

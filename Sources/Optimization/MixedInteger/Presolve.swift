// Reductions before the search (Savelsbergh, 1994; Achterberg, Bixby, Gu, Rothberg & Weninger, 2020): rows that
// say nothing, singleton rows, tightened bounds and coefficients, columns that the objective or an equation
// fixes, parallel rows and columns. Each keeps at least one optimal point; `PresolveRecord` leads back to it.

/// A model under reduction: rows as lists that may shrink, and for each column the rows it may be in.
struct Presolve {
  struct Entry {
    var column: Int32
    var value: Double
  }

  var model: MixedModel
  var rows: [[Entry]]
  /// Rows of each column; may name rows that have lost it.
  var rowsOfColumn: [[Int32]]
  var isRowAlive: [Bool]
  var isColumnAlive: [Bool]
  var record = PresolveRecord()
  var isInfeasible = false
  /// Reductions made in the present pass.
  var changes = 0

  /// Passes after which the presolve ends even if it still finds something.
  private static let passes = 12
  /// A change of a bound smaller than this share of it is not worth another pass.
  static let worthwhileTightening = 1e-3
  /// Violation of a side that proves infeasibility, relative to the side.
  static let tolerance = 1e-6

  init(_ model: MixedModel) {
    self.model = model
    rows = []
    rows.reserveCapacity(model.rowCount)
    rowsOfColumn = [[Int32]](repeating: [], count: model.columnCount)
    for row in 0..<model.rowCount {
      var entries: [Entry] = []
      for entry in model.range(row) where model.rowValue[entry] != 0 {
        entries.append(Entry(column: model.rowColumn[entry], value: model.rowValue[entry]))
        rowsOfColumn[Int(model.rowColumn[entry])].append(Int32(row))
      }
      rows.append(entries)
    }
    isRowAlive = [Bool](repeating: true, count: model.rowCount)
    isColumnAlive = [Bool](repeating: true, count: model.columnCount)
    record.fullCount = model.columnCount
  }

  /// Reduces until little happens; nil if the model is proven infeasible.
  mutating func run() -> (model: MixedModel, record: PresolveRecord)? {
    roundBounds()
    for pass in 0..<Self.passes where !isInfeasible {
      changes = 0
      for row in rows.indices where isRowAlive[row] && !isInfeasible { reduceRow(row) }
      if isInfeasible { break }
      removeFixedColumns()
      reduceColumns()
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

  // MARK: Bounds

  private mutating func roundBounds() {
    for column in 0..<model.columnCount where model.isInteger[column] {
      model.lower[column] = integralCeiling(model.lower[column])
      model.upper[column] = integralFloor(model.upper[column])
    }
    for column in 0..<model.columnCount where model.lower[column] > model.upper[column] {
      isInfeasible = true
    }
  }

  /// Raises a lower bound; a crossing beyond rounding proves infeasibility.
  mutating func raiseLower(_ column: Int, to value: Double) {
    var value = value
    if model.isInteger[column] { value = integralCeiling(value) }
    guard value > model.lower[column] else { return }
    if value > model.upper[column] {
      if value > model.upper[column] + Self.tolerance * max(1, abs(value)) {
        isInfeasible = true
        return
      }
      value = model.upper[column]
    }
    if isWorthwhile(value, model.lower[column], model.upper[column]) { changes += 1 }
    model.lower[column] = value
  }

  /// Lowers an upper bound; see `raiseLower`.
  mutating func lowerUpper(_ column: Int, to value: Double) {
    var value = value
    if model.isInteger[column] { value = integralFloor(value) }
    guard value < model.upper[column] else { return }
    if value < model.lower[column] {
      if value < model.lower[column] - Self.tolerance * max(1, abs(value)) {
        isInfeasible = true
        return
      }
      value = model.lower[column]
    }
    if isWorthwhile(value, model.upper[column], model.lower[column]) { changes += 1 }
    model.upper[column] = value
  }

  private func isWorthwhile(_ new: Double, _ old: Double, _ other: Double) -> Bool {
    guard old.isFinite else { return true }
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
    model.lower[column] = value
    model.upper[column] = value
  }

  private mutating func removeFixedColumns() {
    for column in 0..<model.columnCount
    where isColumnAlive[column] && model.lower[column] == model.upper[column] {
      removeFixed(column)
    }
  }

  private mutating func removeFixed(_ column: Int) {
    let value = model.lower[column]
    isColumnAlive[column] = false
    record.steps.append(.fixed(column: Int32(column), value: value))
    model.constant += model.cost[column] * value
    changes += 1
    for row in rowsOfColumn[column] where isRowAlive[Int(row)] {
      let index = Int(row)
      guard let place = rows[index].firstIndex(where: { $0.column == Int32(column) }) else { continue }
      shiftSides(index, by: rows[index][place].value * value)
      rows[index].remove(at: place)
    }
    rowsOfColumn[column].removeAll()
  }

  mutating func shiftSides(_ row: Int, by amount: Double) {
    guard amount != 0 else { return }
    model.rowLower[row] -= amount
    model.rowUpper[row] -= amount
    // What is left of a cancellation is zero.
    let scale = 1e-13 * max(1, abs(amount))
    if abs(model.rowLower[row]) < scale { model.rowLower[row] = 0 }
    if abs(model.rowUpper[row]) < scale { model.rowUpper[row] = 0 }
  }

  /// Rows that still hold a column, without the ones that have lost it.
  mutating func liveRows(of column: Int) -> [Int32] {
    let kept = rowsOfColumn[column].filter { row in
      isRowAlive[Int(row)] && rows[Int(row)].contains { $0.column == Int32(column) }
    }
    rowsOfColumn[column] = kept
    return kept
  }

  func coefficient(_ column: Int, in row: Int) -> Double {
    rows[row].first { $0.column == Int32(column) }?.value ?? 0
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
      for entry in rows[row].sorted(by: { $0.column < $1.column }) {
        result.rowColumn.append(index[Int(entry.column)])
        result.rowValue.append(entry.value)
      }
      result.endRow(lower: model.rowLower[row], upper: model.rowUpper[row])
    }
    return (result, record)
  }
}

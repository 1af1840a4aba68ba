/// Direction of optimisation.
public enum ObjectiveSense: Sendable { case minimize, maximize }

/// A linear or mixed-integer program: bounded columns, ranged rows and integer columns.
///
///     min | max   c'x + constant
///     s.t.        rowLower <= A x <= rowUpper,   columnLower <= x <= columnUpper
///                 x_j integer for marked columns
///
/// A value type; infinite bounds are `.infinity`. Rows are stored one after the other (CSR). Indices are 0-based and
/// never change meaning.
public struct LinearProgram: Sendable, Equatable {
  /// Name from the file or the builder.
  public var name = ""
  /// Direction of optimisation.
  public var sense: ObjectiveSense = .minimize
  /// Added to the objective.
  public var objectiveConstant = 0.0
  /// Objective coefficients, one per column.
  public private(set) var cost: [Double] = []
  /// Lower bounds of the columns.
  public private(set) var columnLower: [Double] = []
  /// Upper bounds of the columns.
  public private(set) var columnUpper: [Double] = []
  /// Integer marks of the columns.
  public private(set) var columnIsInteger: [Bool] = []
  /// Names of the columns; empty strings where there is none.
  public private(set) var columnNames: [String] = []
  /// Lower bounds of the row activities.
  public private(set) var rowLower: [Double] = []
  /// Upper bounds of the row activities.
  public private(set) var rowUpper: [Double] = []
  /// Names of the rows; empty strings where there is none.
  public private(set) var rowNames: [String] = []
  /// Start of each row's entries in `entryColumns`; count is rows + 1.
  public private(set) var rowStarts: [Int32] = [0]
  /// Columns of the entries.
  public private(set) var entryColumns: [Int32] = []
  /// Coefficients of the entries.
  public private(set) var entryValues: [Double] = []

  /// Creates a program without columns or rows.
  public init(name: String = "", sense: ObjectiveSense = .minimize) {
    self.name = name
    self.sense = sense
  }

  /// Number of columns.
  public var columnCount: Int { cost.count }
  /// Number of rows.
  public var rowCount: Int { rowLower.count }
  /// Whether any column must be integer.
  public var hasIntegers: Bool { columnIsInteger.contains(true) }

  /// Appends a column and returns its index. O(1) amortised.
  @discardableResult
  public mutating func addColumn(
    lower: Double = 0, upper: Double = .infinity, cost: Double = 0, isInteger: Bool = false, name: String = ""
  ) -> Int {
    self.cost.append(cost)
    columnLower.append(lower)
    columnUpper.append(upper)
    columnIsInteger.append(isInteger)
    columnNames.append(name)
    return self.cost.count - 1
  }

  /// Appends a row and returns its index; entries of one column must not repeat. O(entries).
  @discardableResult
  public mutating func addRow(
    lower: Double, upper: Double, columns: [Int32], values: [Double], name: String = ""
  ) -> Int {
    precondition(columns.count == values.count, "a row needs one value a column")
    rowLower.append(lower)
    rowUpper.append(upper)
    rowNames.append(name)
    entryColumns.append(contentsOf: columns)
    entryValues.append(contentsOf: values)
    rowStarts.append(Int32(entryColumns.count))
    return rowLower.count - 1
  }

  /// Changes the bounds of a column.
  public mutating func setColumnBounds(_ column: Int, lower: Double, upper: Double) {
    columnLower[column] = lower
    columnUpper[column] = upper
  }

  /// Changes the bounds of a row.
  public mutating func setRowBounds(_ row: Int, lower: Double, upper: Double) {
    rowLower[row] = lower
    rowUpper[row] = upper
  }

  /// Changes an objective coefficient.
  public mutating func setCost(_ column: Int, to value: Double) { cost[column] = value }

  /// Changes the integer mark of a column.
  public mutating func setInteger(column: Int, _ isInteger: Bool) { columnIsInteger[column] = isInteger }

  /// Changes an existing coefficient; false if the row has no entry for the column. O(entries of the row).
  @discardableResult
  public mutating func setCoefficient(row: Int, column: Int, to value: Double) -> Bool {
    for entry in Int(rowStarts[row])..<Int(rowStarts[row + 1]) where entryColumns[entry] == Int32(column) {
      entryValues[entry] = value
      return true
    }
    return false
  }

  /// Columns and coefficients of a row.
  public func entries(ofRow row: Int) -> (columns: ArraySlice<Int32>, values: ArraySlice<Double>) {
    let range = Int(rowStarts[row])..<Int(rowStarts[row + 1])
    return (entryColumns[range], entryValues[range])
  }

  /// The activity of a row at a point. O(entries of the row).
  public func activity(ofRow row: Int, at point: [Double]) -> Double {
    var sum = 0.0
    for entry in Int(rowStarts[row])..<Int(rowStarts[row + 1]) {
      sum += entryValues[entry] * point[Int(entryColumns[entry])]
    }
    return sum
  }

  /// The objective at a point, constant included.
  public func objective(at point: [Double]) -> Double {
    var sum = objectiveConstant
    for column in 0..<cost.count { sum += cost[column] * point[column] }
    return sum
  }
}

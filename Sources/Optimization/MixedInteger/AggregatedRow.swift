/// The slack of one row of a sum: the distance to the side used, at least zero.
struct RowSlack {
  var row: Int
  var coefficient: Double
  var usesUpper: Bool
  /// Whether it is integral at integral points.
  var isInteger: Bool
}

/// A weighted sum of rows of the relaxation, as an equation with slacks.
struct AggregatedRow {
  var coefficients: [Double]
  var isListed: [Bool]
  var columns: [Int32] = []
  var side = CompensatedSum()
  /// Slacks of the rows summed: distance to the side used, at least zero.
  var slacks: [RowSlack] = []

  init(columnCount: Int) {
    coefficients = [Double](repeating: 0, count: columnCount)
    isListed = [Bool](repeating: false, count: columnCount)
  }

  mutating func clear() {
    for column in columns {
      coefficients[Int(column)] = 0
      isListed[Int(column)] = false
    }
    columns.removeAll(keepingCapacity: true)
    slacks.removeAll(keepingCapacity: true)
    side = CompensatedSum()
  }

  mutating func add(_ column: Int32, _ value: Double) {
    if !isListed[Int(column)] {
      isListed[Int(column)] = true
      columns.append(column)
    }
    coefficients[Int(column)] += value
  }
}

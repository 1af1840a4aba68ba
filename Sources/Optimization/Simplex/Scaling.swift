import Foundation

// Geometric scaling by powers of two (Curtis & Reid, 1972, in the few-pass form of HiGHS). Powers of two make
// scaling exact, and the factors stay frozen over edits, so that factor and weights stay valid.

enum Scaling {
  /// The power of two nearest to `value` on the logarithmic scale, clipped.
  static func powerOfTwo(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    let limit = Double(Tolerances.scaleExponent)
    return exp2(min(max(log2(value).rounded(), -limit), limit))
  }

  /// The factor of one line whose entries span `smallest...largest` in magnitude.
  static func factor(smallest: Double, largest: Double) -> Double {
    largest > 0 ? 1 / powerOfTwo((smallest * largest).squareRoot()) : 1
  }

  /// Factors that leave a program as it is.
  static func none(_ program: LinearProgram) -> (rows: [Double], columns: [Double]) {
    ([Double](repeating: 1, count: program.rowCount), [Double](repeating: 1, count: program.columnCount))
  }

  /// Row and column factors of a program; all 1 if every coefficient is within [0.2, 5] already.
  static func factors(_ program: LinearProgram) -> (rows: [Double], columns: [Double]) {
    var (rowFactors, columnFactors) = none(program)
    let values = program.entryValues
    let columns = program.entryColumns
    let starts = program.rowStarts
    var worst = (smallest: Double.infinity, largest: 0.0)
    for value in values where value != 0 {
      worst = (min(worst.smallest, abs(value)), max(worst.largest, abs(value)))
    }
    guard worst.largest > 5 || worst.smallest < 0.2 else { return (rowFactors, columnFactors) }
    for _ in 0..<4 {
      var smallest = [Double](repeating: .infinity, count: program.columnCount)
      var largest = [Double](repeating: 0, count: program.columnCount)
      for row in 0..<program.rowCount {
        var span = (smallest: Double.infinity, largest: 0.0)
        let entries = Int(starts[row])..<Int(starts[row + 1])
        for entry in entries where values[entry] != 0 {
          let size = abs(values[entry]) * columnFactors[Int(columns[entry])]
          span = (min(span.smallest, size), max(span.largest, size))
        }
        if span.largest > 0 { rowFactors[row] = 1 / (span.smallest * span.largest).squareRoot() }
        for entry in entries where values[entry] != 0 {
          let column = Int(columns[entry])
          let size = abs(values[entry]) * rowFactors[row]
          smallest[column] = min(smallest[column], size)
          largest[column] = max(largest[column], size)
        }
      }
      for column in 0..<program.columnCount where largest[column] > 0 {
        columnFactors[column] = 1 / (smallest[column] * largest[column]).squareRoot()
      }
    }
    return (rowFactors.map(powerOfTwo), columnFactors.map(powerOfTwo))
  }
}

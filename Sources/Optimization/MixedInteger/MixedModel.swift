/// The form that the general search works on: a program to be minimised whose only integrality is that of
/// columns.
///
///     min  cost'x + constant    s.t.  rowLower <= A x <= rowUpper,  lower <= x <= upper,  x_j integer where marked
struct MixedModel {
  var cost: [Double] = []
  var constant = 0.0
  var lower: [Double] = []
  var upper: [Double] = []
  var isInteger: [Bool] = []
  var rowLower: [Double] = []
  var rowUpper: [Double] = []
  /// How far a row's sides may be off by the rounding of what a presolve took out of them.
  var rowError: [Double] = []
  /// Start of each row's entries; one more than rows.
  var rowStart: [Int32] = [0]
  var rowColumn: [Int32] = []
  var rowValue: [Double] = []

  var columnCount: Int { cost.count }
  var rowCount: Int { rowLower.count }

  init() {}

  /// Takes over a program; a maximised one is negated.
  init(_ program: LinearProgram) {
    let sign = program.sense == .minimize ? 1.0 : -1.0
    cost = program.cost.map { sign * $0 }
    constant = sign * program.objectiveConstant
    lower = program.columnLower
    upper = program.columnUpper
    isInteger = program.columnIsInteger
    for row in 0..<program.rowCount {
      let (columns, values) = program.entries(ofRow: row)
      for (column, value) in zip(columns, values) where value != 0 {
        rowColumn.append(column)
        rowValue.append(value)
      }
      endRow(lower: program.rowLower[row], upper: program.rowUpper[row])
    }
  }

  /// Closes the row whose entries were appended last.
  mutating func endRow(lower: Double, upper: Double, error: Double = 0) {
    rowLower.append(lower)
    rowUpper.append(upper)
    rowError.append(error)
    rowStart.append(Int32(rowColumn.count))
  }

  /// Entries of a row.
  func range(_ row: Int) -> Range<Int> { Int(rowStart[row])..<Int(rowStart[row + 1]) }

  /// The objective at a point.
  func objective(at point: [Double]) -> Double {
    var sum = CompensatedSum()
    sum.add(constant)
    for column in 0..<columnCount where cost[column] != 0 { sum.add(cost[column], times: point[column]) }
    return sum.value
  }

  /// The relaxation as a program for the simplex.
  var relaxation: LinearProgram {
    var program = LinearProgram()
    program.objectiveConstant = constant
    for column in 0..<columnCount {
      program.addColumn(lower: lower[column], upper: upper[column], cost: cost[column])
    }
    for row in 0..<rowCount {
      let entries = range(row)
      program.addRow(
        lower: rowLower[row], upper: rowUpper[row], columns: Array(rowColumn[entries]),
        values: Array(rowValue[entries]))
    }
    return program
  }

  /// The least step of the objective between integral points; zero if there is none.
  ///
  /// All columns with a cost must be integer, and the costs multiples of a common number.
  var objectiveStep: Double {
    var step = 0.0
    let priced = (0..<columnCount).filter { cost[$0] != 0 }
    for column in priced {
      guard isInteger[column] else { return 0 }
      step = commonMeasure(step, abs(cost[column]))
      if step == 0 { return 0 }
    }
    return priced.allSatisfy { isExactMultiple(cost[$0], of: step) } ? step : 0
  }
}

/// The largest number of which both arguments are integer multiples, by Euclid's algorithm; zero if it is too
/// small beside them to be told from rounding.
func commonMeasure(_ first: Double, _ second: Double) -> Double {
  var (large, small) = (max(first, second), min(first, second))
  let floor = 1e-6 * max(1, small)
  while small > floor * 1e-2 {
    let rest = large - (large / small).rounded() * small
    (large, small) = (small, abs(rest))
    if small <= 1e-9 * max(1, max(first, second)) { return large >= floor ? large : 0 }
  }
  return large >= floor ? large : 0
}

/// An integer that a bound or activity may take, with what rounding may have added taken off.
func integralFloor(_ value: Double, tolerance: Double = Integrality.tolerance) -> Double {
  (value + min(tolerance, Integrality.tolerance)).rounded(.down)
}
/// See `integralFloor`.
func integralCeiling(_ value: Double, tolerance: Double = Integrality.tolerance) -> Double {
  (value - min(tolerance, Integrality.tolerance)).rounded(.up)
}

/// Whether a number is a multiple of a step to its last digits.
func isExactMultiple(_ number: Double, of step: Double) -> Bool {
  abs((number / step).rounded() * step - number) <= Presolve.lastDigits * abs(number)
}

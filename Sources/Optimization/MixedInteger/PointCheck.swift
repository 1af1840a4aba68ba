/// The exact check every point passes before it leaves the engine, against the program as it was given.
enum PointCheck {
  /// Violation of a row or bound that a point may have, relative to the size of the bound beyond 1.
  static let feasibility = 1e-7

  /// Violation of a finite bound that is allowed; zero for an infinite one.
  static func allowance(_ bound: Double) -> Double {
    bound.isFinite ? feasibility * max(1, abs(bound)) : 0
  }

  /// The point with integer columns rounded and its objective, if it satisfies the whole program.
  static func checked(_ values: [Double], in program: LinearProgram) -> (point: [Double], objective: Double)?
  {
    guard values.count == program.columnCount else { return nil }
    var point = values
    for column in 0..<program.columnCount {
      var value = point[column]
      guard value.isFinite else { return nil }
      if program.columnIsInteger[column] {
        guard abs(value - value.rounded()) <= Integrality.tolerance else { return nil }
        value = value.rounded()
      }
      let (low, high) = (program.columnLower[column], program.columnUpper[column])
      guard fits(value, low, high) else { return nil }
      // A value outside by a rounding error goes to the bound.
      point[column] = min(max(value, low), high)
      if program.columnIsInteger[column], point[column] != value { return nil }
    }
    for row in 0..<program.rowCount {
      let (columns, values) = program.entries(ofRow: row)
      var sum = CompensatedSum()
      for (column, value) in zip(columns, values) { sum.add(value, times: point[Int(column)]) }
      let activity = sum.value
      guard fits(activity, program.rowLower[row], program.rowUpper[row]) else { return nil }
    }
    return (point, program.objective(at: point))
  }

  /// Violation of a row, as a share of the absolute terms of its sum, that rounding explains; the simplex method works
  /// to `Tolerances.primalFeasibility`.
  private static let rounding = 1e-9

  /// Whether a checked point keeps every row but for the rounding of that row's own terms: then it is a point of the
  /// program itself, and not only of the program within the tolerance.
  static func holds(_ point: [Double], in program: LinearProgram) -> Bool {
    (0..<program.rowCount).allSatisfy { row in
      let (columns, values) = program.entries(ofRow: row)
      var sum = CompensatedSum()
      for (column, value) in zip(columns, values) { sum.add(value, times: point[Int(column)]) }
      let (low, high) = (program.rowLower[row], program.rowUpper[row])
      let violation = max(low - sum.value, sum.value - high)
      let side = sum.value < low ? low : high
      return violation <= 0 || violation <= rounding * (sum.magnitude + abs(side))
    }
  }

  private static func fits(_ value: Double, _ low: Double, _ high: Double) -> Bool {
    value >= low - allowance(low) && value <= high + allowance(high)
  }
}

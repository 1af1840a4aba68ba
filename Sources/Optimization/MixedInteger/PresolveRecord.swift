/// One step of the presolve that took columns away, with what is needed to give them values again.
enum PresolveStep {
  /// A column at a value.
  case fixed(column: Int32, value: Double)
  /// A column that an equation gives: `(side - sum of values * columns) / coefficient`.
  case defined(column: Int32, coefficient: Double, side: Double, columns: [Int32], values: [Double])
  /// A continuous column that takes up what a row's activity misses of its sides, within its own bounds.
  case slack(
    column: Int32, coefficient: Double, side: Double, columns: [Int32], values: [Double], lower: Double,
    upper: Double)
  /// A column that counts steps of this size.
  case scaled(column: Int32, factor: Double)
  /// A column that was merged into another: `kept` stands for `kept + ratio * merged`.
  case merged(
    column: Int32, kept: Int32, ratio: Double, lower: Double, upper: Double, keptLower: Double,
    keptUpper: Double, isInteger: Bool, keptIsInteger: Bool)
}

/// The way back from a reduced point to one of the model before the presolve.
struct PresolveRecord {
  var steps: [PresolveStep] = []
  /// Column before the presolve of each reduced column.
  var columns: [Int32] = []
  var fullCount = 0

  /// The full point of a reduced one.
  func expanded(_ point: [Double]) -> [Double] {
    var full = [Double](repeating: 0, count: fullCount)
    for (reduced, column) in columns.enumerated() { full[Int(column)] = point[reduced] }
    for step in steps.reversed() {
      switch step {
      case .fixed(let column, let value): full[Int(column)] = value
      case .defined(let column, let coefficient, let side, let others, let values):
        full[Int(column)] = (side - Self.sum(others, values, full)) / coefficient
      case .slack(let column, let coefficient, let side, let others, let values, let lower, let upper):
        let value = (side - Self.sum(others, values, full)) / coefficient
        full[Int(column)] = min(max(value, lower), upper)
      case .scaled(let column, let factor): full[Int(column)] *= factor
      case .merged(
        let column, let kept, let ratio, let lower, let upper, let keptLower, let keptUpper, let isInteger,
        let keptIsInteger):
        let total = full[Int(kept)]
        // The merged column goes as near to a bound (or zero) as the kept one's bounds allow.
        var value = lower.isFinite ? lower : upper.isFinite ? upper : 0
        let (first, second) = ((total - keptUpper) / ratio, (total - keptLower) / ratio)
        value = min(max(value, min(first, second)), max(first, second))
        if isInteger { value = integralCeiling(value) }
        value = min(max(value, lower), upper)
        var rest = total - ratio * value
        if keptIsInteger { rest = rest.rounded() }
        full[Int(column)] = value
        full[Int(kept)] = rest
      }
    }
    return full
  }

  private static func sum(_ columns: [Int32], _ values: [Double], _ point: [Double]) -> Double {
    var sum = CompensatedSum()
    for (column, value) in zip(columns, values) { sum.add(value, times: point[Int(column)]) }
    return sum.value
  }
}

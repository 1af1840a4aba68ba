// Checks of solutions and proofs that know nothing of the simplex: they read only the program and a vector, in
// compensated arithmetic (two-sum of Knuth, two-product by fused multiply-add; Ogita, Rump & Oishi, 2005), so
// that cancellation cannot make a wrong answer look right.

/// A sum carried in twice the working precision.
public struct CompensatedSum: Sendable {
  private var high = 0.0
  private var low = 0.0
  /// Sum of the absolute terms: the scale against which the value can be judged.
  public private(set) var magnitude = 0.0

  /// Starts at zero.
  public init() {}

  /// The sum so far.
  public var value: Double { high + low }

  /// Adds a number. An infinite number makes the sum infinite.
  public mutating func add(_ term: Double) {
    magnitude += abs(term)
    guard magnitude.isFinite else {
      high += term
      low = 0
      return
    }
    let sum = high + term
    let virtual = sum - high
    low += (high - (sum - virtual)) + (term - virtual)
    high = sum
  }

  /// Adds a product; zero times anything, infinity included, is zero.
  public mutating func add(_ left: Double, times right: Double) {
    guard left != 0, right != 0 else { return }
    let product = left * right
    add(product)
    if product.isFinite { low += (-product).addingProduct(left, right) }
  }

  /// Adds a multiple of another sum without rounding that sum first.
  public mutating func add(_ other: CompensatedSum, times factor: Double) {
    guard factor.isFinite else { return add(other.value, times: factor) }
    add(other.high, times: factor)
    add(other.low, times: factor)
  }
}

/// Numbers as a program states them.
enum ReadNumber {
  /// Error of a number that was read from decimals, or rounded once: none of a whole one, half a unit in the last place
  /// of others.
  static func error(_ value: Double) -> Double {
    guard value.isFinite, value != value.rounded() || abs(value) >= 0x1p53 else { return 0 }
    return value.ulp / 2
  }
}

/// Independent verification of what a linear program's solver claims.
public enum Certificates {
  /// Largest violation of a bound of a column or a row, relative to `max(1, |bound|)`. Lazy rows count.
  public static func primalViolation(of point: [Double], in program: LinearProgram) -> Double {
    guard point.count == program.columnCount else { return .infinity }
    var worst = 0.0
    for column in 0..<program.columnCount {
      worst = max(worst, violation(point[column], program.columnLower[column], program.columnUpper[column]))
    }
    for row in 0..<program.rowCount {
      let (columns, values) = program.entries(ofRow: row)
      var activity = CompensatedSum()
      for (column, value) in zip(columns, values) { activity.add(value, times: point[Int(column)]) }
      worst = max(worst, violation(activity.value, program.rowLower[row], program.rowUpper[row]))
    }
    return worst
  }

  private static func violation(_ value: Double, _ lower: Double, _ upper: Double) -> Double {
    guard value.isFinite else { return .infinity }
    var worst = 0.0
    if value < lower { worst = lower.isFinite ? (lower - value) / max(1, abs(lower)) : .infinity }
    if value > upper { worst = max(worst, upper.isFinite ? (value - upper) / max(1, abs(upper)) : .infinity) }
    return worst
  }

  /// A bound on the optimum from any row multipliers, in the program's sense: below it when minimising, above it
  /// when maximising.
  ///
  /// `c'x = y'(Ax) + (c - A'y)'x`, each term bounded over its row's or column's bounds. A reduced cost within the
  /// tolerance, relative to its summands, adds nothing where its bound is infinite; a larger one there makes the
  /// result infinite. With tolerance 0 the bound is rigorous, also of the program in decimals that was read.
  public static func dualBound(
    rowDuals: [Double], in program: LinearProgram, tolerance: Double = 1e-7
  ) -> Double {
    dualBound(rowDuals, in: program) { abs($0.value) <= tolerance * max(1, $0.magnitude) }
  }

  /// The same, where a reduced cost counts as zero only beside its own summands, by default as their rounding.
  static func rigorousBound(
    rowDuals: [Double], in program: LinearProgram, zero: Double = Tolerances.certificateZero,
    reach: ImpliedReach? = nil
  ) -> Double {
    dualBound(rowDuals, in: program, reach: reach) { abs($0.value) <= zero * $0.magnitude }
  }

  private static func dualBound(
    _ rowDuals: [Double], in program: LinearProgram, reach: ImpliedReach? = nil,
    isZero: (CompensatedSum) -> Bool
  ) -> Double {
    let sign = program.sense == .minimize ? 1.0 : -1.0
    guard rowDuals.count == program.rowCount else { return -sign * .infinity }
    // Any multipliers give a bound, so one that points to an infinite side, by rounding mostly, is best left out.
    let signed = rowDuals.indices.map { row in
      let dual = sign * rowDuals[row]
      let side = dual > 0 ? program.rowLower[row] : program.rowUpper[row]
      return side.isFinite ? dual : 0
    }
    let reduced = combination(of: signed, plus: program.cost.map { sign * $0 }, factor: -1, in: program)
    let reading = readingErrors(of: signed, plus: program.cost, in: program)
    var (bound, error) = (CompensatedSum(), 0.0)
    for row in 0..<program.rowCount where signed[row] != 0 {
      let side = signed[row] > 0 ? program.rowLower[row] : program.rowUpper[row]
      bound.add(signed[row], times: side)
      error += abs(signed[row]) * ReadNumber.error(side)
    }
    for column in 0..<program.columnCount {
      let term = reduced[column]
      var (lower, upper) = (program.columnLower[column], program.columnUpper[column])
      if let reach {
        if !lower.isFinite { lower = reach.lower[column] }
        if !upper.isFinite { upper = reach.upper[column] }
      }
      let limit = term.value > 0 ? lower : upper
      // Rounding counts too as far as the column is known to reach: beside large multipliers it is not small.
      if !limit.isFinite && isZero(term) { continue }
      bound.add(term, times: limit)
      guard limit.isFinite else { continue }
      // Where the coefficients' errors may turn the sign of a reduced cost, the other side counts as well.
      let other = term.value > 0 ? upper : lower
      let farthest =
        abs(term.value) <= reading[column] && other.isFinite ? max(abs(limit), abs(other)) : abs(limit)
      error += reading[column] * farthest + abs(term.value) * ReadNumber.error(limit)
    }
    let value = bound.value - error
    return value.isNaN ? -sign * .infinity : sign * value + program.objectiveConstant
  }

  /// Whether row multipliers prove that no point satisfies rows and bounds.
  ///
  /// Any point has `y'(Ax) = (A'y)'x`. The proof holds if the left side, over the rows' bounds, is always above the
  /// right side over the columns' bounds. A column or row whose own bounds cross is a proof in itself.
  public static func provesInfeasibility(_ multipliers: [Double], in program: LinearProgram) -> Bool {
    provesInfeasibility(multipliers, in: program, zero: Tolerances.farkasZero)
  }

  /// The same, with the share of its summands below which a column's weight counts as zero at an infinite bound, and
  /// with how far columns without a bound reach, for larger weights.
  static func provesInfeasibility(
    _ multipliers: [Double], in program: LinearProgram, zero: Double, reach: ImpliedReach? = nil
  ) -> Bool {
    func isEmpty(_ lower: Double, _ upper: Double) -> Bool {
      lower > upper || lower == .infinity || upper == -.infinity
    }
    if zip(program.columnLower, program.columnUpper).contains(where: { isEmpty($0, $1) }) { return true }
    if zip(program.rowLower, program.rowUpper).contains(where: { isEmpty($0, $1) }) { return true }
    guard multipliers.count == program.rowCount else { return false }
    let none = [Double](repeating: 0, count: program.columnCount)
    let multipliers = multipliers.indices.map { row in
      let side = multipliers[row] > 0 ? program.rowLower[row] : program.rowUpper[row]
      return side.isFinite ? multipliers[row] : 0
    }
    let weights = combination(of: multipliers, plus: none, factor: 1, in: program)
    var gap = CompensatedSum()
    for row in 0..<program.rowCount where multipliers[row] != 0 {
      gap.add(multipliers[row], times: multipliers[row] > 0 ? program.rowLower[row] : program.rowUpper[row])
    }
    for column in 0..<program.columnCount {
      let weight = weights[column]
      var limit = weight.value > 0 ? program.columnUpper[column] : program.columnLower[column]
      if let reach, !limit.isFinite { limit = weight.value > 0 ? reach.upper[column] : reach.lower[column] }
      if !limit.isFinite && abs(weight.value) <= zero * weight.magnitude { continue }
      gap.add(weight, times: -limit)
    }
    return gap.value > min(Tolerances.farkasGap, zero) * gap.magnitude && gap.magnitude.isFinite
  }

  /// Whether a direction improves the objective without end: it must stay within every finite bound.
  ///
  /// A row may move only by the rounding of its own terms, a column not at all. Together with one feasible point this
  /// proves unboundedness.
  public static func provesUnboundedness(_ ray: [Double], in program: LinearProgram) -> Bool {
    guard ray.count == program.columnCount, ray.allSatisfy(\.isFinite) else { return false }
    func stays(_ change: Double, within tolerance: Double, _ lower: Double, _ upper: Double) -> Bool {
      (change >= -tolerance || lower == -.infinity) && (change <= tolerance || upper == .infinity)
    }
    var improvement = CompensatedSum()
    for column in 0..<program.columnCount {
      improvement.add(program.cost[column], times: ray[column])
      let (lower, upper) = (program.columnLower[column], program.columnUpper[column])
      guard stays(ray[column], within: 0, lower, upper) else { return false }
    }
    for row in 0..<program.rowCount {
      let (columns, values) = program.entries(ofRow: row)
      var change = CompensatedSum()
      for (column, value) in zip(columns, values) { change.add(value, times: ray[Int(column)]) }
      let tolerance = Tolerances.rayZero * change.magnitude
      guard stays(change.value, within: tolerance, program.rowLower[row], program.rowUpper[row]) else {
        return false
      }
    }
    let gain = program.sense == .minimize ? -improvement.value : improvement.value
    return gain > Tolerances.finalFeasibility * improvement.magnitude
  }

  /// Returns, per column, the error of `base - A'y` that the coefficients' own errors can cause.
  private static func readingErrors(
    of multipliers: [Double], plus base: [Double], in program: LinearProgram
  ) -> [Double] {
    var errors = base.map(ReadNumber.error)
    for row in 0..<program.rowCount where multipliers[row] != 0 {
      let (columns, values) = program.entries(ofRow: row)
      for (column, value) in zip(columns, values) {
        errors[Int(column)] += abs(multipliers[row]) * ReadNumber.error(value)
      }
    }
    return errors
  }

  /// `base + factor * A'y`, one compensated sum per column.
  private static func combination(
    of multipliers: [Double], plus base: [Double], factor: Double, in program: LinearProgram
  ) -> [CompensatedSum] {
    var sums = base.map { start in
      var sum = CompensatedSum()
      sum.add(start)
      return sum
    }
    for row in 0..<program.rowCount where multipliers[row] != 0 {
      let (columns, values) = program.entries(ofRow: row)
      for (column, value) in zip(columns, values) {
        sums[Int(column)].add(factor * multipliers[row], times: value)
      }
    }
    return sums
  }
}

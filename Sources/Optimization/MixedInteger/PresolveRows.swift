// Reductions that look at one row or at pairs of parallel ones.

/// Least and largest activity of a row over its columns' bounds, with infinite terms counted apart.
struct ActivityRange {
  var least = 0.0
  var most = 0.0
  var leastInfinite = 0
  var mostInfinite = 0
  /// Sum of the absolute finite terms, the scale of rounding errors.
  var magnitude = 0.0

  mutating func add(_ coefficient: Double, lower: Double, upper: Double) {
    let (low, high) = coefficient > 0 ? (lower, upper) : (upper, lower)
    if low.isFinite {
      least += coefficient * low
      magnitude += abs(coefficient * low)
    } else {
      leastInfinite += 1
    }
    if high.isFinite {
      most += coefficient * high
      magnitude += abs(coefficient * high)
    } else {
      mostInfinite += 1
    }
  }

  /// Least activity of all but one column; minus infinity if another is infinite.
  func leastWithout(_ coefficient: Double, lower: Double, upper: Double) -> Double {
    let own = coefficient > 0 ? lower : upper
    if own.isFinite { return leastInfinite > 0 ? -.infinity : least - coefficient * own }
    return leastInfinite > 1 ? -.infinity : least
  }

  /// Largest activity of all but one column.
  func mostWithout(_ coefficient: Double, lower: Double, upper: Double) -> Double {
    let own = coefficient > 0 ? upper : lower
    if own.isFinite { return mostInfinite > 0 ? .infinity : most - coefficient * own }
    return mostInfinite > 1 ? .infinity : most
  }

  var leastValue: Double { leastInfinite > 0 ? -.infinity : least }
  var mostValue: Double { mostInfinite > 0 ? .infinity : most }
}

extension Presolve {
  func activityRange(_ row: Int) -> ActivityRange {
    var range = ActivityRange()
    for entry in rows[row] {
      let column = Int(entry.column)
      range.add(entry.value, lower: model.lower[column], upper: model.upper[column])
    }
    return range
  }

  /// Everything one row says about itself and its columns.
  mutating func reduceRow(_ row: Int) {
    let range = activityRange(row)
    let (low, high) = (model.rowLower[row], model.rowUpper[row])
    let error = 1e-12 * range.magnitude
    func slack(_ side: Double) -> Double { Self.tolerance * max(1, abs(side)) + error }
    if range.leastValue > high + slack(high) || range.mostValue < low - slack(low) || low > high + slack(high)
    {
      isInfeasible = true
      return
    }
    // A side that no point can violate is dropped.
    if low > -.infinity && range.leastValue >= low - 1e-9 * max(1, abs(low)) {
      model.rowLower[row] = -.infinity
    }
    if high < .infinity && range.mostValue <= high + 1e-9 * max(1, abs(high)) {
      model.rowUpper[row] = .infinity
    }
    if model.rowLower[row] == -.infinity && model.rowUpper[row] == .infinity || rows[row].isEmpty {
      removeRow(row)
      return
    }
    if rows[row].count == 1 {
      let entry = rows[row][0]
      let ends = (model.rowLower[row] / entry.value, model.rowUpper[row] / entry.value)
      raiseLower(Int(entry.column), to: min(ends.0, ends.1))
      if isInfeasible { return }
      lowerUpper(Int(entry.column), to: max(ends.0, ends.1))
      removeRow(row)
      return
    }
    tightenBounds(row)
    if isInfeasible || !isRowAlive[row] { return }
    divideByMeasure(row)
    tightenCoefficients(row)
  }

  /// Bounds of integer columns that a row implies, and those that force it whole.
  private mutating func tightenBounds(_ row: Int) {
    let (low, high) = (model.rowLower[row], model.rowUpper[row])
    let range = activityRange(row)
    let error = 1e-12 * range.magnitude
    // All columns must be where the activity is extreme.
    let forcesLeast = high < .infinity && range.leastValue >= high - 1e-9 * max(1, abs(high)) - error
    let forcesMost = low > -.infinity && range.mostValue <= low + 1e-9 * max(1, abs(low)) + error
    if forcesLeast || forcesMost {
      for entry in rows[row] {
        let column = Int(entry.column)
        fix(column, at: (entry.value > 0) == forcesLeast ? model.lower[column] : model.upper[column])
      }
      removeRow(row)
      return
    }
    for entry in rows[row] {
      let column = Int(entry.column)
      let (lower, upper) = (model.lower[column], model.upper[column])
      if lower == upper { continue }
      if high < .infinity {
        let rest = range.leastWithout(entry.value, lower: lower, upper: upper)
        if rest > -.infinity { imply(column, (high - rest + error) / entry.value, isUpper: entry.value > 0) }
      }
      if isInfeasible { return }
      if low > -.infinity {
        let rest = range.mostWithout(entry.value, lower: lower, upper: upper)
        if rest < .infinity { imply(column, (low - rest - error) / entry.value, isUpper: entry.value < 0) }
      }
      if isInfeasible { return }
      // The range was that of the former bounds: still a valid, weaker one.
    }
  }

  /// Takes over an implied bound; of a continuous column only if it is much tighter, and with room for rounding.
  private mutating func imply(_ column: Int, _ value: Double, isUpper: Bool) {
    if model.isInteger[column] {
      if isUpper { lowerUpper(column, to: value) } else { raiseLower(column, to: value) }
      return
    }
    guard abs(value) < Self.largestImplied else { return }
    let (lower, upper) = (model.lower[column], model.upper[column])
    let nearest = value.rounded()
    let isWhole = abs(value - nearest) < 1e-9 * max(1, abs(value))
    let loosened = isWhole ? nearest : value + (isUpper ? 1e-8 : -1e-8) * max(1, abs(value))
    if isUpper {
      let former = upper - max(lower, -Self.largestImplied)
      if loosened < upper - Self.continuousShare * max(min(former, Self.largestImplied), 1e-3) {
        lowerUpper(column, to: loosened)
      }
    } else {
      let former = min(upper, Self.largestImplied) - lower
      if loosened > lower + Self.continuousShare * max(min(former, Self.largestImplied), 1e-3) {
        raiseLower(column, to: loosened)
      }
    }
  }

  /// Implied bounds of continuous columns beyond this are of no use.
  private static let largestImplied = 1e7
  /// Share of its range by which an implied bound of a continuous column must be tighter.
  private static let continuousShare = 0.1

  /// An all-integer row is divided by what its coefficients have in common, and its sides rounded.
  private mutating func divideByMeasure(_ row: Int) {
    var measure = 0.0
    for entry in rows[row] {
      guard model.isInteger[Int(entry.column)] else { return }
      measure = commonMeasure(measure, abs(entry.value))
      if measure == 0 { return }
    }
    let multiples = rows[row].map { ($0.value / measure).rounded() }
    // Only exact multiples are safe: the sides are rounded.
    for (entry, multiple) in zip(rows[row], multiples) {
      guard abs(multiple) < 1e6, abs(multiple * measure - entry.value) <= 1e-12 * abs(entry.value) else {
        return
      }
    }
    let low = integralCeiling(model.rowLower[row] / measure)
    let high = integralFloor(model.rowUpper[row] / measure)
    if low > high {
      isInfeasible = true
      return
    }
    guard measure != 1 || low > model.rowLower[row] || high < model.rowUpper[row] else { return }
    for index in rows[row].indices { rows[row][index].value = multiples[index] }
    model.rowLower[row] = low
    model.rowUpper[row] = high
  }

  /// Makes coefficients of integer columns in a one-sided row as small as the integer points allow.
  private mutating func tightenCoefficients(_ row: Int) {
    let (low, high) = (model.rowLower[row], model.rowUpper[row])
    guard (low == -.infinity) != (high == .infinity) else { return }
    let sign = high < .infinity ? 1.0 : -1.0
    var side = high < .infinity ? high : -low
    for index in rows[row].indices {
      let column = Int(rows[row][index].column)
      guard model.isInteger[column], model.lower[column] < model.upper[column] else { continue }
      var most = 0.0
      for entry in rows[row] {
        let value = sign * entry.value
        most += value * (value > 0 ? model.upper[Int(entry.column)] : model.lower[Int(entry.column)])
      }
      guard most.isFinite else { return }
      let excess = most - side
      let value = sign * rows[row][index].value
      // With the column one step off its worst bound the row says nothing: it may say as much with less.
      guard excess > 1e-6 * max(1, abs(side)), abs(value) > excess + 1e-6 * max(1, abs(value)) else {
        continue
      }
      let reduced = value > 0 ? excess : -excess
      side -= (value - reduced) * (value > 0 ? model.upper[column] : model.lower[column])
      rows[row][index].value = sign * reduced
      if sign > 0 { model.rowUpper[row] = side } else { model.rowLower[row] = -side }
      changes += 1
    }
  }

  /// Rows that are multiples of each other become one.
  mutating func mergeParallelRows() {
    var buckets: [UInt64: [Int]] = [:]
    for row in rows.indices where isRowAlive[row] && rows[row].count > 1 {
      rows[row].sort { $0.column < $1.column }
      let lead = rows[row][0].value
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for entry in rows[row] {
        hash = (hash ^ UInt64(bitPattern: Int64(entry.column))) &* 0x0000_0100_0000_01b3
        hash = (hash ^ Float(entry.value / lead).bitPattern.asWide) &* 0x0000_0100_0000_01b3
      }
      for other in buckets[hash, default: []] where isRowAlive[other] && areParallel(row, other) {
        merge(row, into: other)
        break
      }
      if isInfeasible { return }
      if isRowAlive[row] { buckets[hash, default: []].append(row) }
    }
  }

  private func areParallel(_ row: Int, _ other: Int) -> Bool {
    guard rows[row].count == rows[other].count else { return false }
    let ratio = rows[row][0].value / rows[other][0].value
    for (first, second) in zip(rows[row], rows[other]) {
      guard first.column == second.column,
        abs(first.value - ratio * second.value) <= 1e-13 * abs(first.value)
      else { return false }
    }
    return true
  }

  private mutating func merge(_ row: Int, into other: Int) {
    let ratio = rows[row][0].value / rows[other][0].value
    let ends = (model.rowLower[row] / ratio, model.rowUpper[row] / ratio)
    model.rowLower[other] = max(model.rowLower[other], min(ends.0, ends.1))
    model.rowUpper[other] = min(model.rowUpper[other], max(ends.0, ends.1))
    if model.rowLower[other] > model.rowUpper[other] {
      if model.rowLower[other] > model.rowUpper[other] + Self.tolerance * max(1, abs(model.rowUpper[other])) {
        isInfeasible = true
      }
      model.rowLower[other] = model.rowUpper[other]
    }
    removeRow(row)
  }
}

extension UInt32 {
  fileprivate var asWide: UInt64 { UInt64(self) }
}

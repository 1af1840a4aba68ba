// Reductions that look at one row or at pairs of parallel ones.

extension Presolve {
  /// Activities of a row over the tightest bounds, or over the stated ones alone.
  func activityRange(_ row: Int, stated: Bool) -> ActivityRange {
    var range = ActivityRange()
    for entry in rows[row] {
      let column = Int(entry.column)
      range.add(
        entry.value, lower: stated ? statedLower[column] : model.lower[column],
        upper: stated ? statedUpper[column] : model.upper[column])
    }
    return range
  }

  /// Everything one row says about itself and its columns.
  mutating func reduceRow(_ row: Int) {
    let (low, high) = (model.rowLower[row], model.rowUpper[row])
    if contradictsItself(row) {
      isInfeasible = true
      return
    }
    // A side that no point can violate is dropped.
    let stated = activityRange(row, stated: true)
    if low > -.infinity && stated.leastValue >= low - Self.droppedShare * lowAllowance[row] {
      model.rowLower[row] = -.infinity
    }
    if high < .infinity && stated.mostValue <= high + Self.droppedShare * highAllowance[row] {
      model.rowUpper[row] = .infinity
    }
    if model.rowLower[row] == -.infinity && model.rowUpper[row] == .infinity || rows[row].isEmpty {
      removeRow(row)
      return
    }
    if rows[row].count == 1 {
      boundBySingleton(row)
      return
    }
    if forceColumns(row, stated) { return }
    tightenBounds(row)
    if isInfeasible { return }
    divideByMeasure(row)
    if isInfeasible { return }
    tightenCoefficients(row)
  }

  /// Whether no point within the bounds comes near the sides of a row.
  private func contradictsItself(_ row: Int) -> Bool {
    let (low, high) = (model.rowLower[row], model.rowUpper[row])
    let range = activityRange(row, stated: false)
    let error = roundingError(range, row)
    let lowSlack = max(Self.tolerance * max(1, abs(low)), lowAllowance[row]) + error
    let highSlack = max(Self.tolerance * max(1, abs(high)), highAllowance[row]) + error
    return range.leastValue > high + highSlack || range.mostValue < low - lowSlack || low > high + highSlack
  }

  /// Error that comparing a row's activity with its sides may have.
  private func roundingError(_ range: ActivityRange, _ row: Int) -> Double {
    max(1e-12, Double.ulpOfOne * Double(rows[row].count)) * range.magnitude + sideError[row]
  }

  /// A row of one column becomes bounds of it.
  private mutating func boundBySingleton(_ row: Int) {
    let entry = rows[row][0]
    let column = Int(entry.column)
    let size = abs(entry.value)
    var lower = (bound: model.rowLower[row] / entry.value, rounding: lowAllowance[row] / size)
    var upper = (bound: model.rowUpper[row] / entry.value, rounding: highAllowance[row] / size)
    if entry.value < 0 { (lower, upper) = (upper, lower) }
    let (lowerError, upperError) = (
      boundError(row, entry.value, lower.bound), boundError(row, entry.value, upper.bound)
    )
    raiseLower(column, to: lower.bound - lowerError, rounding: lower.rounding)
    if isInfeasible { return }
    lowerUpper(column, to: upper.bound + upperError, rounding: upper.rounding)
    if isInfeasible { return }
    removeRow(row)
  }

  /// Fixes all columns of a row whose extreme activity is just what a side asks for; true if it did.
  ///
  /// Nothing may be left for any of them to move by: the stated bounds and the side must agree to the last digits.
  private mutating func forceColumns(_ row: Int, _ range: ActivityRange) -> Bool {
    let (low, high) = (model.rowLower[row], model.rowUpper[row])
    let error = Self.lastDigits * range.magnitude
    let forcesLeast = high < .infinity && range.leastValue >= high - error
    let forcesMost = low > -.infinity && range.mostValue <= low + error
    guard forcesLeast || forcesMost else { return false }
    let room = max(0, forcesLeast ? high - range.leastValue : range.mostValue - low)
    let isTight = rows[row].allSatisfy {
      room + sideError[row] <= Self.largestForcedMove * abs($0.value)
        || statedLower[Int($0.column)] == statedUpper[Int($0.column)]
    }
    guard isTight else { return false }
    for entry in rows[row] {
      let column = Int(entry.column)
      fix(column, at: (entry.value > 0) == forcesLeast ? statedLower[column] : statedUpper[column])
    }
    removeRow(row)
    return true
  }

  /// Move of a column that rounding may leave in a row that forces it.
  private static let largestForcedMove = 1e-12

  /// Bounds of columns that a row implies.
  private mutating func tightenBounds(_ row: Int) {
    let (low, high) = (model.rowLower[row], model.rowUpper[row])
    let range = activityRange(row, stated: false)
    let error = roundingError(range, row)
    for entry in rows[row] {
      let column = Int(entry.column)
      let (lower, upper) = (model.lower[column], model.upper[column])
      if lower == upper { continue }
      if high < .infinity {
        let rest = range.leastWithout(entry.value, lower: lower, upper: upper)
        if rest > -.infinity {
          imply(
            column, (high - rest) / entry.value, error: error / abs(entry.value),
            rounding: highAllowance[row] / abs(entry.value), isUpper: entry.value > 0)
        }
      }
      if isInfeasible { return }
      if low > -.infinity {
        let rest = range.mostWithout(entry.value, lower: lower, upper: upper)
        if rest < .infinity {
          imply(
            column, (low - rest) / entry.value, error: error / abs(entry.value),
            rounding: lowAllowance[row] / abs(entry.value), isUpper: entry.value < 0)
        }
      }
      if isInfeasible { return }
      // The range was that of the former bounds: still a valid, weaker one.
    }
  }

  /// Takes over an implied bound; of a continuous column only if it is much tighter, and with room for rounding.
  private mutating func imply(
    _ column: Int, _ value: Double, error: Double, rounding: Double, isUpper: Bool
  ) {
    if model.isInteger[column] {
      if isUpper {
        lowerUpper(column, to: value + error, rounding: rounding)
      } else {
        raiseLower(column, to: value - error, rounding: rounding)
      }
      return
    }
    guard abs(value) < Self.largestImplied else { return }
    let (lower, upper) = (model.lower[column], model.upper[column])
    let nearest = value.rounded()
    let isWhole = abs(value - nearest) <= Self.lastDigits * max(1, abs(value))
    let room = 1e-8 * max(1, abs(value)) + error
    let loosened = isWhole ? nearest : value + (isUpper ? room : -room)
    let crossing = isUpper ? lower - loosened : loosened - upper
    if crossing > 0 {
      if crossing > Self.tolerance * max(1, abs(loosened)) { isInfeasible = true }
      return
    }
    if isUpper {
      let former = upper - max(lower, -Self.largestImplied)
      if loosened < upper - Self.continuousShare * max(min(former, Self.largestImplied), 1e-3) {
        if isWorthwhile(loosened, upper, lower) { changes += 1 }
        model.upper[column] = loosened
      }
    } else {
      let former = min(upper, Self.largestImplied) - lower
      if loosened > lower + Self.continuousShare * max(min(former, Self.largestImplied), 1e-3) {
        if isWorthwhile(loosened, lower, upper) { changes += 1 }
        model.lower[column] = loosened
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
      guard abs(multiple) < 1e6, isExactMultiple(entry.value, of: measure) else { return }
    }
    let low = integralCeiling(
      (model.rowLower[row] - sideError[row]) / measure, tolerance: lowAllowance[row] / measure)
    let high = integralFloor(
      (model.rowUpper[row] + sideError[row]) / measure, tolerance: highAllowance[row] / measure)
    if low > high {
      isInfeasible = true
      return
    }
    guard measure != 1 || low > model.rowLower[row] || high < model.rowUpper[row] else { return }
    for index in rows[row].indices { rows[row][index].value = multiples[index] }
    model.rowLower[row] = low
    model.rowUpper[row] = high
    lowAllowance[row] /= measure
    highAllowance[row] /= measure
    sideError[row] = 0
  }

  /// Shrinks coefficients of integer columns in a one-sided row as far as the integer points allow.
  ///
  /// Implied bounds serve here: they are loosened outwards and stay in the model, so that the new row holds at every
  /// integral point of the old one, and the old one at every integral point of the new.
  private mutating func tightenCoefficients(_ row: Int) {
    let (low, high) = (model.rowLower[row], model.rowUpper[row])
    guard (low == -.infinity) != (high == .infinity) else { return }
    let sign = high < .infinity ? 1.0 : -1.0
    var side = high < .infinity ? high : -low
    var most = 0.0
    for entry in rows[row] {
      let value = sign * entry.value
      most += value * (value > 0 ? model.upper[Int(entry.column)] : model.lower[Int(entry.column)])
    }
    // Coefficient and side change so that the excess stays.
    let excess = most - side
    guard excess.isFinite, excess > 1e-6 * max(1, abs(side)) else { return }
    for index in rows[row].indices {
      let column = Int(rows[row][index].column)
      guard model.isInteger[column], model.lower[column] < model.upper[column] else { continue }
      let value = sign * rows[row][index].value
      // With the column one step off its worst bound the row says nothing: it may say as much with less.
      guard abs(value) > excess + 1e-6 * max(1, abs(value)) else { continue }
      let reduced = value > 0 ? excess : -excess
      let shift = (value - reduced) * (value > 0 ? model.upper[column] : model.lower[column])
      side -= shift
      sideError[row] += Double.ulpOfOne * (abs(shift) + abs(side))
      rows[row][index].value = sign * reduced
      if sign > 0 { model.rowUpper[row] = side } else { model.rowLower[row] = -side }
      changes += 1
    }
  }

  /// Rows that are multiples of each other become one.
  mutating func mergeParallelRows() {
    var buckets: [UInt64: [Int]] = [:]
    for row in rows.indices where isRowAlive[row] && rows[row].count > 1 {
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
        abs(first.value - ratio * second.value) <= Self.lastDigits * abs(first.value)
      else { return false }
    }
    return true
  }

  private mutating func merge(_ row: Int, into other: Int) {
    let ratio = rows[row][0].value / rows[other][0].value
    let size = abs(ratio)
    var lower = (side: model.rowLower[row] / ratio, allowance: lowAllowance[row] / size)
    var upper = (side: model.rowUpper[row] / ratio, allowance: highAllowance[row] / size)
    if ratio < 0 { (lower, upper) = (upper, lower) }
    sideError[other] = max(sideError[other], sideError[row] / size)
    if lower.side > model.rowLower[other] {
      (model.rowLower[other], lowAllowance[other]) = (lower.side, lower.allowance)
    }
    if upper.side < model.rowUpper[other] {
      (model.rowUpper[other], highAllowance[other]) = (upper.side, upper.allowance)
    }
    let (low, high) = (model.rowLower[other], model.rowUpper[other])
    if low > high {
      if low - high > lowAllowance[other] + highAllowance[other] {
        isInfeasible = true
        return
      }
      // Each side is missed by its share of what it allows.
      let share = highAllowance[other] / (lowAllowance[other] + highAllowance[other])
      model.rowLower[other] = high + share * (low - high)
      model.rowUpper[other] = model.rowLower[other]
    }
    removeRow(row)
  }
}

extension UInt32 {
  fileprivate var asWide: UInt64 { UInt64(self) }
}

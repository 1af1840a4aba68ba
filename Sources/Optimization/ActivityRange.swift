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

import Glibc

/// Summaries of samples. Of an empty sample every one is nil.
enum Statistics {
  /// The middle value; of an even number the mean of the two in the middle.
  static func median(_ sample: [Double]) -> Double? { quantile(0.5, of: sample) }

  /// The value below which the given part (0...1) of the sample lies, interpolated between neighbours (type 7 of
  /// Hyndman and Fan, 1996, as in NumPy and R).
  static func quantile(_ part: Double, of sample: [Double]) -> Double? {
    guard !sample.isEmpty else { return nil }
    let sorted = sample.sorted()
    let place = part * Double(sorted.count - 1)
    let below = Int(place.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  /// The geometric mean of positive values.
  static func geometricMean(_ sample: [Double]) -> Double? {
    guard !sample.isEmpty else { return nil }
    return exp(sample.reduce(0) { $0 + log($1) } / Double(sample.count))
  }
}

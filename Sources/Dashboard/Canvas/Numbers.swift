import Serving

/// The formats of figures: fixed decimals, raised units, parts that add up to their total.
public enum Numbers {
  /// Shown where a figure has no meaning.
  public static let none = "–"
  /// From here on a figure is shown in the next larger unit.
  static let raiseFrom = 10_000.0

  /// Returns a figure with `decimals` decimals, halves rounded away from zero; `–` if it is not finite.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    DecimalText.units(value, decimals).map { text(units: $0, decimals: decimals) } ?? none
  }

  /// A figure as a whole number of its last decimal's units; nil where it has none.
  static func units(_ value: Double, _ decimals: Int) -> Int? {
    DecimalText.units(value, decimals)
  }

  /// Returns a number of units of the last decimal as text.
  static func text(units: Int, decimals: Int) -> String {
    DecimalText.text(units: units, decimals: decimals, minus: "−")
  }

  /// The difference of two figures as they are shown, with its sign; nil where they show the same.
  static func delta(_ value: Double, _ reference: Double, _ decimals: Int) -> (text: String, isMore: Bool)? {
    guard let new = units(value, decimals), let old = units(reference, decimals), new != old else {
      return nil
    }
    let size = text(units: abs(new - old), decimals: decimals)
    return (new > old ? "+" + size : "−" + size, new > old)
  }

  /// Money and rates in tables: two decimals, in thousands from 10 000 on.
  static func amount(_ value: Double, decimals: Int = 2) -> String {
    if value.magnitude >= raiseFrom * 1000 { return fixed(value / 1_000_000, decimals) + "M" }
    if value.magnitude >= raiseFrom { return fixed(value / 1000, decimals) + "k" }
    return fixed(value, decimals)
  }

  /// Hundredths as a figure with two decimals, in six columns.
  static func hundredths(_ units: Int) -> String {
    let value = Double(units) / 100
    return value < 1000 ? text(units: units, decimals: 2) : amount(value, decimals: 1)
  }

  /// $ per 10^6 tokens as a headline: four decimals, three from 10 on.
  static func headlineCost(_ value: Double) -> String { fixed(value, headlineDecimals(value)) }

  /// Decimals of a headline cost.
  static func headlineDecimals(_ value: Double) -> Int { value.magnitude >= 10 ? 3 : 4 }

  /// $ per 10^6 tokens in tables: three decimals.
  static func tableCost(_ value: Double) -> String { fixed(value, value.magnitude >= 1000 ? 1 : 3) }

  /// $ per 10^6 tokens in four columns: `.295`, `1.39`, `12.4`, `124`.
  static func narrowCost(_ value: Double) -> String {
    guard value.isFinite else { return none }
    if value < 0.9995 { return String(fixed(value, 3).dropFirst()) }
    if value < 9.995 { return fixed(value, 2) }
    return value < 99.95 ? fixed(value, 1) : fixed(value, 0)
  }

  /// A part of one as whole per cent; `<1` for what would round to nothing.
  static func percent(_ part: Double) -> String {
    part > 0 && part < 0.005 ? "<1" : fixed(part * 100, 0)
  }

  /// Returns the error band of a stated figure: `±5 %`, or `−19…+22 %`.
  static func band(_ factors: ClosedRange<Double>) -> String {
    let low = units((1 - factors.lowerBound) * 100, 0) ?? 0
    let high = units((factors.upperBound - 1) * 100, 0) ?? 0
    return low == high ? "±\(low) %" : "−\(low)…+\(high) %"
  }

  /// A time in two significant digits: ms below a second, else s.
  static func time(milliseconds: Double) -> String {
    guard milliseconds.isFinite, milliseconds >= 0 else { return none }
    if milliseconds < 9.95 { return fixed(milliseconds, 1) + " ms" }
    if milliseconds < 99.5 { return fixed(milliseconds, 0) + " ms" }
    if milliseconds < 995 { return fixed((milliseconds / 10).rounded() * 10, 0) + " ms" }
    return fixed(milliseconds / 1000, milliseconds < 9950 ? 1 : 0) + " s"
  }

  /// Rounds parts so that they add up to `total` units: the largest remainders are rounded up.
  ///
  /// Parts that miss the total by more than one unit per part do not belong to it: each is rounded alone.
  static func apportion(_ parts: [Double], toUnits total: Int, decimals: Int) -> [Int] {
    let scale = power(decimals)
    let exact = parts.map { $0.isFinite ? min(max($0 * scale, -1e15), 1e15) : 0 }
    var result = exact.map { Int($0.rounded(.down)) }
    let missing = total - result.reduce(0, +)
    guard missing >= 0, missing <= parts.count else { return exact.map { Int($0.rounded()) } }
    let order = exact.indices.sorted {
      let left = exact[$0] - exact[$0].rounded(.down)
      let right = exact[$1] - exact[$1].rounded(.down)
      return left == right ? $0 < $1 : left > right
    }
    for index in order.prefix(missing) { result[index] += 1 }
    return result
  }

  /// Shares of a group as whole per cent that add up to 100; all zero where the group is empty.
  static func percentages(_ shares: [Double]) -> [Int] {
    let sum = shares.reduce(0, +)
    guard sum > 0, sum.isFinite else { return shares.map { _ in 0 } }
    return apportion(shares.map { $0 / sum }, toUnits: 100, decimals: 2)
  }

  /// 1, 2 or 5 times a power of ten, the nearest at or above `value`.
  static func roundStep(_ value: Double) -> Double {
    guard value.isFinite, value > 0 else { return 1 }
    var decade = 1.0
    while decade > value { decade /= 10 }
    while decade * 10 <= value { decade *= 10 }
    let step = [1.0, 2, 5].first { $0 * decade >= value * (1 - 1e-9) } ?? 10
    return step * decade
  }

  private static func power(_ decimals: Int) -> Double {
    (0..<max(0, decimals)).reduce(1.0) { value, _ in value * 10 }
  }
}

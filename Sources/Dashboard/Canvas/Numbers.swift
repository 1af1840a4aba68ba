import Serving

/// How the screen writes figures: its minus sign, its mark for none, and units raised where digits would be many.
public enum Numbers {
  /// Shown where a figure has no meaning.
  public static let none = "–"
  /// From here on a figure is shown in the next larger unit.
  static let raiseFrom = 10_000.0

  /// Returns a figure with `decimals` decimals, halves rounded away from zero; `–` if it is not finite.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    DecimalText.units(value, decimals).map { text(units: $0, decimals: decimals) } ?? none
  }

  /// Returns a number of units of the last decimal as text.
  static func text(units: Int, decimals: Int) -> String {
    DecimalText.text(units: units, decimals: decimals, minus: "−")
  }

  /// The difference of two figures as they are shown, with its sign; nil where they show the same.
  static func delta(_ value: Double, _ reference: Double, _ decimals: Int) -> (text: String, isMore: Bool)? {
    guard let new = DecimalText.units(value, decimals), let old = DecimalText.units(reference, decimals),
      new != old
    else {
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
    let low = DecimalText.units((1 - factors.lowerBound) * 100, 0) ?? 0
    let high = DecimalText.units((factors.upperBound - 1) * 100, 0) ?? 0
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

  /// 1, 2 or 5 times a power of ten, the nearest at or above `value`.
  static func roundStep(_ value: Double) -> Double {
    guard value.isFinite, value > 0 else { return 1 }
    var decade = 1.0
    while decade > value { decade /= 10 }
    while decade * 10 <= value { decade *= 10 }
    let step = [1.0, 2, 5].first { $0 * decade >= value * (1 - 1e-9) } ?? 10
    return step * decade
  }
}

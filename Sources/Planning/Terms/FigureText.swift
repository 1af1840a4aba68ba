/// Figures in sentences.
enum FigureText {
  /// Two decimals, or two digits of what would be rounded away.
  static func money(_ value: Double) -> String { fixed(value) }
  /// The same.
  static func rate(_ value: Double) -> String { fixed(value) }
  /// One decimal, two below one.
  static func milliseconds(_ value: Double) -> String {
    guard value >= 1, value < 1e15 else { return fixed(value) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func fixed(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    if value != 0, abs(value) < 0.1 { return twoDigits(value) }
    let cents = Int((abs(value) * 100).rounded())
    let fraction = cents % 100
    return "\(value < 0 ? "-" : "")\(cents / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  /// Two significant digits of a small number.
  private static func twoDigits(_ value: Double) -> String {
    var unit = 1.0
    while unit > abs(value), unit > 1e-30 { unit /= 10 }
    let rounded = Float((value / unit * 10).rounded() / 10 * unit)
    // In single precision the shortest text has no digits of rounding.
    return rounded.isNormal ? "\(rounded)" : "\(value)"
  }
}

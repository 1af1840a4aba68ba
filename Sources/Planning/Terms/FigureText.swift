import Serving

/// Figures in sentences.
enum FigureText {
  /// Two decimals, or two digits of what would be rounded away.
  static func money(_ value: Double) -> String { fixed(value) }
  /// The same.
  static func rate(_ value: Double) -> String { fixed(value) }
  /// One decimal, two below one.
  static func milliseconds(_ value: Double) -> String {
    value >= 1 ? DecimalText.fixed(value, 1) : fixed(value)
  }

  private static func fixed(_ value: Double) -> String {
    value != 0 && abs(value) < 0.1 ? twoDigits(value) : DecimalText.fixed(value, 2)
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

/// Figures with a fixed number of decimals: the one place where they become digits.
public enum DecimalText {
  /// Returns a figure with so many decimals, halves away from zero and never `-0`; a figure that is not finite, or has
  /// more digits than its last decimal can count, as the language writes it.
  public static func fixed(_ value: Double, _ decimals: Int, minus: String = "-") -> String {
    units(value, decimals).map { text(units: $0, decimals: decimals, minus: minus) } ?? "\(value)"
  }

  /// Returns a difference with its sign; `=` where no digit of it is shown.
  public static func signed(_ value: Double, _ decimals: Int) -> String {
    let text = fixed(value, decimals)
    if !text.contains(where: { ("1"..."9").contains($0) }) { return "=" }
    return value > 0 ? "+" + text : text
  }

  /// Returns a figure as a whole number of units of its last decimal; nil where it has none.
  public static func units(_ value: Double, _ decimals: Int) -> Int? {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let units = (value * scale).rounded(.toNearestOrAwayFromZero)
    return abs(units) < 1e15 ? Int(units) : nil
  }

  /// Returns so many units of the last decimal as text.
  public static func text(units: Int, decimals: Int, minus: String = "-") -> String {
    let sign = units < 0 ? minus : ""
    var digits = String(units.magnitude)
    guard decimals > 0 else { return sign + digits }
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }
}

/// What a figure of a scenario counts, and how people may write its unit.
public enum FigureUnit: Sendable {
  /// $/h.
  case money
  /// Requests/s.
  case rate
  /// A part of one.
  case part
  case milliseconds, gpus
  /// A number that only counts beside others.
  case weight

  /// A written unit against the scenario file's: `times / over` of those.
  public struct Scale: Sendable, Equatable {
    fileprivate var times = 1.0
    fileprivate var over = 1.0

    /// A figure in the scenario file's unit.
    public func callAsFunction(_ figure: Double) -> Double { figure * times / over }
  }

  /// The figure without its unit, and what that unit is: `$12/h` is 12, `2 s` is 2 of 1000 ms.
  public func split(_ value: String) -> (text: String, scale: Scale) {
    var text = value.filter { !$0.isWhitespace }
    if self == .money, text.hasPrefix("$") { text.removeFirst() }
    let lower = text.lowercased()
    for (suffix, scale) in suffixes where lower.hasSuffix(suffix) && lower.count > suffix.count {
      return (String(text.dropLast(suffix.count)), scale)
    }
    return (text, Scale())
  }

  /// The longest first.
  private var suffixes: [(String, Scale)] {
    switch self {
    case .money: [("$/h", Scale()), ("/h", Scale()), ("$", Scale())]
    case .rate: [("req/s", Scale()), ("rps", Scale()), ("/s", Scale())]
    case .part: [("%", Scale(over: 100))]
    case .milliseconds: [("ms", Scale()), ("s", Scale(times: 1000))]
    case .gpus: [("gpus", Scale()), ("gpu", Scale())]
    case .weight: []
    }
  }
}

/// The unit of a figure of a scenario, and the ways to write it.
public enum FigureUnit: Sendable, Equatable {
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
  private struct Scale {
    var times = 1.0
    var over = 1.0
  }

  /// Hours of each period that money may be stated for; a month is a twelfth of 365 days, as cloud prices have it.
  private static let periods: [(word: String, hours: Double)] = [
    ("h", 1), ("hr", 1), ("hour", 1), ("d", 24), ("day", 24), ("w", 168), ("week", 168), ("mo", 730),
    ("month", 730),
  ]
  /// Seconds of each period that requests may be counted in.
  private static let spans: [(word: String, seconds: Double)] = [
    ("s", 1), ("sec", 1), ("second", 1), ("min", 60), ("minute", 60), ("h", 3600), ("hour", 3600),
    ("day", 86_400),
  ]
  /// Factors of the letters behind the digits.
  private static let multiples: [Character: Double] = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9]

  /// Units by their text, the longest first.
  private static let suffixes: [FigureUnit: [(text: String, scale: Scale)]] = {
    let money = periods.flatMap { period in
      ["$/\(period.word)", "/\(period.word)"].map { ($0, Scale(over: period.hours)) }
    }
    let rate = spans.flatMap { span in
      ["requests/\(span.word)", "req/\(span.word)", "/\(span.word)"].map { ($0, Scale(over: span.seconds)) }
    }
    let all: [FigureUnit: [(text: String, scale: Scale)]] = [
      .money: money + [("$", Scale())], .rate: rate + [("rps", Scale()), ("rpm", Scale(over: 60))],
      .part: [("%", Scale(over: 100))], .milliseconds: [("ms", Scale()), ("s", Scale(times: 1000))],
      .gpus: [("gpus", Scale()), ("gpu", Scale())], .weight: [],
    ]
    return all.mapValues { $0.sorted { $0.text.count > $1.text.count } }
  }()

  /// The figure that a text states, in the scenario file's unit: `$12/h` is 12, `2 s` is 2000, `$20k/month` is 27.4.
  public func read(_ text: String) -> Result<Double, NumberText.Failure> {
    var digits = text.filter { !$0.isWhitespace }
    if self == .money, digits.hasPrefix("$") { digits.removeFirst() }
    var scale = Scale()
    let lower = digits.lowercased()
    if let unit = Self.suffixes[self]?.first(where: {
      lower.hasSuffix($0.text) && lower.count > $0.text.count
    }) {
      digits.removeLast(unit.text.count)
      scale = unit.scale
    }
    if self != .part, self != .milliseconds, let last = digits.last, let multiple = Self.multiples[last] {
      digits.removeLast()
      scale.times *= multiple
    }
    return NumberText.double(digits).map { $0 * scale.times / scale.over }
  }
}

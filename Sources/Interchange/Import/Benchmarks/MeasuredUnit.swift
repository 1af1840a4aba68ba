import Planning

/// The units that other tools write beside their figures, for the readers of all imports.
///
/// A figure is put into what the importer counts in. A unit that is not known is refused, never guessed.
enum MeasuredUnit {
  /// The quantity that a figure counts, and the unit in which the importer counts it.
  enum Quantity: Sendable {
    /// Milliseconds.
    case time
    /// Requests per second.
    case requestRate
    /// Tokens per second.
    case tokenRate
    /// Tokens.
    case tokens
    /// Requests.
    case requests
  }

  /// A factor that is a whole number or the inverse of one, so that no conversion rounds twice.
  struct Scale: Equatable, Sendable {
    private var times = 1.0
    private var over = 1.0

    init(_ times: Double, over: Double = 1) {
      if times >= over { self.times = times / over } else { self.over = over / times }
    }

    func applied(to value: Double) -> Double { value * times / over }
  }

  /// Units of time with their milliseconds; of several names the first is the usual one.
  private static let times: [(names: [String], scale: Scale)] = [
    (["ns", "nsec", "nanosecond", "nanoseconds"], Scale(1, over: 1e6)),
    (["us", "\u{B5}s", "\u{3BC}s", "usec", "microsecond", "microseconds"], Scale(1, over: 1e3)),
    (["ms", "msec", "millisecond", "milliseconds"], Scale(1)),
    (["s", "sec", "secs", "second", "seconds"], Scale(1e3)),
    (["min", "mins", "minute", "minutes"], Scale(60e3)),
    (["h", "hr", "hrs", "hour", "hours"], Scale(3600e3)),
  ]
  private static let tokens: [(names: [String], scale: Scale)] = [
    (["tokens", "token", "tok", "toks"], Scale(1)),
    (["ktokens", "ktoken", "ktok", "kilotokens"], Scale(1e3)),
    (["mtokens", "mtoken", "mtok", "megatokens"], Scale(1e6)),
  ]
  private static let requests: [(names: [String], scale: Scale)] = [
    (["requests", "request", "reqs", "req", "count", "counts"], Scale(1))
  ]
  /// Rates that are written as one word.
  private static let words = [
    "rps": "requests/s", "qps": "requests/s", "rpm": "requests/min", "qpm": "requests/min", "tps": "tokens/s",
    "tpm": "tokens/min",
  ]

  /// The factor for a figure in `unit`; nil where the unit is not known to be one of the quantity.
  static func scale(_ unit: String, of quantity: Quantity) -> Scale? {
    let unit = unit.trimmed.lowercased()
    switch quantity {
    case .time: return entry(unit, in: times)?.scale
    case .tokens: return entry(unit, in: tokens)?.scale
    case .requests: return entry(unit, in: requests)?.scale
    case .requestRate: return rate(unit, of: requests)
    case .tokenRate: return rate(unit, of: tokens)
    }
  }

  /// The usual name of a unit of time; nil where it is none.
  static func usualTime(_ unit: String) -> String? {
    entry(unit.trimmed.lowercased(), in: times)?.names.first
  }

  /// The known unit nearest to a misspelt one.
  static func nearest(to unit: String, of quantity: Quantity) -> String? {
    Suggestion.nearest(to: unit.trimmed, among: known(quantity))
  }

  private static func entry(
    _ unit: String, in table: [(names: [String], scale: Scale)]
  ) -> (names: [String], scale: Scale)? {
    table.first { $0.names.contains(unit) }
  }

  /// `requests/sec`, `per min`, `1/s`: what is counted may be left out.
  private static func rate(_ unit: String, of counted: [(names: [String], scale: Scale)]) -> Scale? {
    let unit = words[unit] ?? unit
    let slashed = (unit.hasPrefix("per ") ? "/" + unit.dropFirst(4) : unit).replacing(" per ", with: "/")
    let parts = slashed.split(separator: "/", omittingEmptySubsequences: false).map { String($0).trimmed }
    guard parts.count == 2, let time = entry(parts[1], in: times)?.scale else { return nil }
    let scale = ["", "1"].contains(parts[0]) ? Scale(1) : entry(parts[0], in: counted)?.scale
    return scale.map { Scale($0.applied(to: 1e3), over: time.applied(to: 1)) }
  }

  private static func known(_ quantity: Quantity) -> [String] {
    func rates(_ counted: [(names: [String], scale: Scale)]) -> [String] {
      let subjects = counted.map { $0.names[0] + "/" } + ["per "]
      // Nobody states a rate by anything shorter than a second.
      let whole = times.drop { $0.names[0] != "s" }.flatMap(\.names)
      return subjects.flatMap { subject in whole.map { subject + $0 } }
    }
    return switch quantity {
    case .time: times.flatMap(\.names)
    case .tokens: tokens.flatMap(\.names)
    case .requests: requests.flatMap(\.names)
    case .requestRate: rates(requests)
    case .tokenRate: rates(tokens)
    }
  }
}

extension MeasuredUnit.Quantity {
  /// Completes "must be ...".
  var meaning: String {
    switch self {
    case .time: "a unit of time (ns, us, ms, s, min, h)"
    case .requestRate: "requests by time (such as requests/sec, per min)"
    case .tokenRate: "tokens by time (such as tokens/sec, per min)"
    case .tokens: "tokens, ktokens or mtokens"
    case .requests: "requests or count"
    }
  }
}

/// Checks of what a file states of a run more than once.
extension BenchmarkFile {
  /// A figure with the place that states it.
  struct Stated {
    var key: String
    var value: Double
    var line: Int
    var column: Int
  }

  /// Whether a figure is what others of the same run make it; a problem where one of them must be wrong, a note where
  /// they differ by more than rounding. `others` says what makes it: `100 requests in 20 s`.
  func agrees(_ stated: Stated, with made: Double, by others: String) -> Bool {
    let factor = max(stated.value / made, made / stated.value)
    guard factor > 1 + ImportTolerance.stated else { return true }
    let difference = "is \(YAMLText.number(stated.value)), but \(others) make \(Self.shown(made))"
    guard factor <= ImportTolerance.contradiction else {
      add(line: stated.line, column: stated.column, key: stated.key, "\(difference): one of them is wrong")
      return false
    }
    problems.notes.add(path, line: stated.line, "\(stated.key) \(difference); taken as stated")
    return true
  }

  /// Whether a run may have kept so many requests in flight by Little's law; a problem where its rate and latency need
  /// far more than the most there could be, a note where they need far less: a load below the limit does.
  func agrees(concurrency: Stated, rate: Double, latencyMs: Double?) -> Bool {
    guard let latencyMs else { return true }
    let inFlight = rate * latencyMs / 1000
    let limit = YAMLText.number(concurrency.value)
    guard inFlight <= concurrency.value * ImportTolerance.contradiction else {
      add(
        line: concurrency.line, column: concurrency.column, key: concurrency.key,
        "is \(limit), but rate and latencies make \(Self.shown(inFlight)) in flight: one of them is wrong")
      return false
    }
    if concurrency.value > inFlight * ImportTolerance.contradiction {
      problems.notes.add(
        path, line: concurrency.line,
        "states \(limit) in flight, of which rate and latencies make only \(Self.shown(inFlight))")
    }
    return true
  }

  /// Mean time of a request in ms, from those of its first and of each further token.
  static func latency(ttftMs: Double?, tpotMs: Double?, outputTokens: Int) -> Double? {
    guard let ttftMs, let tpotMs else { return nil }
    return ttftMs + Double(outputTokens - 1) * tpotMs
  }

  /// A figure to four digits.
  private static func shown(_ value: Double) -> String {
    guard value > 0 else { return YAMLText.number(value) }
    var scale = 1.0
    while value * scale < 1000, scale < 1e9 { scale *= 10 }
    return YAMLText.number((value * scale).rounded() / scale)
  }
}

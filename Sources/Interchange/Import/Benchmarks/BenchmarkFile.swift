import Planning

/// One file of benchmark results while it is read.
final class BenchmarkFile {
  let path: String
  let hints: BenchmarkHints
  let problems: ProblemList
  /// Models that the file names, in its order.
  private var stated: [String] = []

  init(path: String, hints: BenchmarkHints, problems: ProblemList) {
    self.path = path
    self.hints = hints
    self.problems = problems
  }

  /// The model's name: the hint, else what the file says; a problem without either.
  func model(_ name: String?, line: Int) -> String? {
    if let name, !stated.contains(name) { stated.append(name) }
    if let name = hints.model ?? name { return name }
    add(line: line, key: "model", "the file does not name the model; give --model")
    return nil
  }

  /// Notes that one name was given for what the file says are several models.
  func checkModels() {
    guard hints.model != nil, stated.count > 1 else { return }
    add(
      line: 1, key: "model",
      "the file holds \(stated.count) models (\(ReadingNotes.listed(stated))), which --model would make one")
  }

  /// Whether so few of a run's requests failed that its figures stand; a problem where they do not, or where `all`
  /// has none but the failed ones because the file does not count the others.
  func stands(failed: Double, of all: Double, key: String, line: Int, column: Int = 1) -> Bool {
    guard failed > 0 else { return true }
    guard failed < all else {
      add(
        line: line, column: column, key: key,
        "\(YAMLText.number(failed)) requests failed, and the file does not count the others")
      return false
    }
    let counts = "\(YAMLText.number(failed)) of \(YAMLText.number(all)) requests failed"
    guard failed / all <= hints.allowedFailures else {
      let part = min(0.999, (failed / all * 1000).rounded(.up) / 1000)
      let advice = failed / all <= part ? ", or give --allow-failed \(YAMLText.number(part))" : ""
      add(
        line: line, column: column, key: key,
        "\(counts), more than \(YAMLText.number(hints.allowedFailures * 100)) %; measure again\(advice)")
      return false
    }
    problems.notes.add(path, line: line, counts + "; its figures are of the others")
    return true
  }

  /// The remark in a row's source on a run in which requests failed; nil where none did.
  static func remark(failed: Double, of all: Double) -> String? {
    failed > 0 ? "\(YAMLText.number(failed)) of \(YAMLText.number(all)) requests failed" : nil
  }

  /// The requests in flight of a run that does not state them, with a note; and the remark on it for the row's source.
  func inFlight(
    rate: Double, ttftMs: Double?, tpotMs: Double?, outputTokens: Int, line: Int
  ) -> (value: Double?, remark: String?) {
    guard let latency = Self.latency(ttftMs: ttftMs, tpotMs: tpotMs, outputTokens: outputTokens) else {
      problems.notes.add(path, line: line, "states no concurrency; left empty")
      return (nil, nil)
    }
    // Little's law.
    let value = rate * latency / 1000
    let shown = YAMLText.number((value * 10).rounded() / 10)
    problems.notes.add(
      path, line: line, "states no concurrency; \(shown) in flight follow from its rate and latencies")
    return (value, "concurrency from rate and latencies")
  }

  /// Mean tokens of a run's prompts or answers as a whole number; nil, with a problem noted, where no requests have such
  /// a mean.
  func length(_ mean: Double, key: String, line: Int, column: Int) -> Int? {
    guard mean >= 1 - ImportTolerance.stated, mean <= Double(ScenarioLimits.tokens) else {
      add(
        line: line, column: column, key: key,
        "makes \(YAMLText.number(mean)) tokens a request; 1 to \(ScenarioLimits.tokens) can be")
      return nil
    }
    return max(1, Int(mean.rounded()))
  }

  /// Notes that a figure's unit is not known to be one of what it counts.
  func addUnknown(_ unit: String, of quantity: MeasuredUnit.Quantity, line: Int, column: Int, key: String) {
    add(
      line: line, column: column, key: key, "the unit must be \(quantity.meaning)", bad: unit,
      suggestion: MeasuredUnit.nearest(to: unit, of: quantity))
  }

  func add(
    line: Int, column: Int = 1, key: String?, _ message: String, bad: String? = nil, suggestion: String? = nil
  ) {
    problems.add(
      Diagnostic(
        file: path, line: line, column: column, key: key, badValue: bad, message: message,
        suggestion: suggestion))
  }
}

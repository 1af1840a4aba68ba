import Planning

/// Reads genai-perf's CSV, or AIPerf's: a block of metrics with statistics, then a block of single values. A file may
/// hold several runs, one after another.
enum GenAIPerfTable {
  /// A metric as a row states it.
  private struct Entry {
    /// The field with the metric's name and unit.
    var label: CSVField
    /// The field with its mean, or with the only value.
    var field: CSVField
    /// Nil where the field is no number, which is a problem noted.
    var value: Double?
    /// Empty where the row states none.
    var unit: String
  }

  /// The metrics of a run by name.
  private struct Run {
    /// Line of its first header.
    var line: Int
    var entries: [String: Entry] = [:]
  }

  static func points(_ source: SourceFile, _ file: BenchmarkFile) throws -> [BenchmarkPoint] {
    let reader = CSVReader(text: source.text, name: source.path)
    var runs: [Run] = []
    var header: Int?
    var numbers = TableNumbers()
    while let row = try reader.next() {
      guard row.fields.count > 1 else { continue }
      // Both blocks begin with a header of their own; the mean stands second, and so does a single value.
      if row.fields[0].text.trimmed.lowercased() == "metric" {
        header = row.line
        continue
      }
      let (name, unit) = split(row.fields[0].text)
      let field = row.fields[1]
      // A block that begins with what the run has already is of the next run.
      if let line = header, runs.last?.entries[name] != nil || runs.isEmpty { runs.append(Run(line: line)) }
      header = nil
      guard let last = runs.indices.last else { continue }
      if let first = runs[last].entries[name] {
        file.add(
          line: row.line, column: row.fields[0].column, key: row.fields[0].text,
          "stands in line \(first.label.line) already, and a run has each metric once")
        continue
      }
      var entry = Entry(label: row.fields[0], field: field, unit: unit)
      if case .success(let value) = numbers.value(field.text.trimmed, line: field.line),
        NumberRange.notNegative.contains(value)
      {
        entry.value = value
      } else {
        file.add(
          line: field.line, column: field.column, key: entry.label.text, "must be a number of 0 or more",
          bad: field.text)
      }
      runs[last].entries[name] = entry
    }
    let model = file.model(nil, line: 1)
    return (runs.isEmpty ? [Run(line: 1)] : runs).compactMap { point($0, model: model, file) }
  }

  private static func point(_ run: Run, model: String?, _ file: BenchmarkFile) -> BenchmarkPoint? {
    func needed(_ name: String, _ quantity: MeasuredUnit.Quantity) -> Double? {
      if run.entries[name] == nil { file.add(line: run.line, key: name, "is missing") }
      return figure(name, quantity, in: .positive, run, file)
    }
    let rate = needed("request throughput", .requestRate)
    let input = needed("input sequence length", .tokens)
    let output = needed("output sequence length", .tokens)
    // A latency may lack, but is never 0; between tokens it is where answers have only one.
    let ttft = figure("time to first token", .time, in: .positive, run, file)
    let tpot = figure(
      "inter token latency", .time, in: (output ?? 0) > 1 ? .positive : .notNegative, run, file)
    let failed = figure("error request count", .requests, in: .notNegative, run, file) ?? 0
    let all = failed + (figure("request count", .requests, in: .notNegative, run, file) ?? 0)
    let place = run.entries["error request count"]?.label
    guard let rate, let input, let output, let model,
      file.stands(
        failed: failed, of: all, key: "Error Request Count", line: place?.line ?? run.line,
        column: place?.column ?? 1),
      let prompt = length(input, "input sequence length", run, file),
      let answer = length(output, "output sequence length", run, file),
      agrees(run, requests: all - failed, rate: rate, output: output, file)
    else { return nil }
    let inferred = file.inFlight(
      rate: rate, ttftMs: ttft, tpotMs: tpot, outputTokens: answer, line: run.line)
    let remarks: [String?] = ["genai-perf", inferred.remark, BenchmarkFile.remark(failed: failed, of: all)]
    return BenchmarkPoint(
      model: model, inputTokens: prompt, outputTokens: answer, concurrency: inferred.value,
      requestsPerSecond: rate, ttftMs: ttft, tpotMs: tpot,
      source: remarks.compactMap { $0 }.joined(separator: ", "), place: "\(file.path):\(run.line)")
  }

  /// Whether what the table states besides agrees with a run's figures.
  private static func agrees(
    _ run: Run, requests: Double, rate: Double, output: Double, _ file: BenchmarkFile
  ) -> Bool {
    // Metrics that are only compared need not be right by themselves.
    let quiet = BenchmarkFile(path: file.path, hints: file.hints, problems: ProblemList())
    func agrees(_ name: String, _ value: Double, with made: Double, by others: String) -> Bool {
      guard let entry = run.entries[name] else { return true }
      let stated = BenchmarkFile.Stated(
        key: entry.label.text, value: value, line: entry.field.line, column: entry.field.column)
      return file.agrees(stated, with: made, by: others)
    }
    if requests > 0, let milliseconds = figure("benchmark duration", .time, in: .positive, run, quiet) {
      let seconds = milliseconds / 1000
      let others = "\(YAMLText.number(requests)) requests in \(YAMLText.number(seconds)) s"
      guard agrees("request throughput", rate, with: requests / seconds, by: others) else { return false }
    }
    guard let tokens = figure("output token throughput", .tokenRate, in: .positive, run, quiet) else {
      return true
    }
    let others = "\(YAMLText.number(rate)) requests/s of \(YAMLText.number(output)) tokens"
    return agrees("output token throughput", tokens, with: rate * output, by: others)
  }

  /// A metric in the importer's unit; nil where it is missing and, with a problem noted, where it is wrong.
  private static func figure(
    _ name: String, _ quantity: MeasuredUnit.Quantity, in range: NumberRange, _ run: Run,
    _ file: BenchmarkFile
  ) -> Double? {
    guard let entry = run.entries[name], let value = entry.value else { return nil }
    var converted = value
    if !entry.unit.isEmpty {
      guard let scale = MeasuredUnit.scale(entry.unit, of: quantity) else {
        file.addUnknown(
          entry.unit, of: quantity, line: entry.label.line, column: entry.label.column,
          key: entry.label.text)
        return nil
      }
      converted = scale.applied(to: value)
    }
    guard range.contains(converted) else {
      file.add(
        line: entry.field.line, column: entry.field.column, key: entry.label.text, "must be \(range.meaning)",
        bad: entry.field.text)
      return nil
    }
    return converted
  }

  private static func length(_ mean: Double, _ name: String, _ run: Run, _ file: BenchmarkFile) -> Int? {
    let place = run.entries[name]?.field
    return file.length(
      mean, key: run.entries[name]?.label.text ?? name, line: place?.line ?? run.line,
      column: place?.column ?? 1)
  }

  /// `Time To First Token (ms)` as name and unit.
  private static func split(_ text: String) -> (name: String, unit: String) {
    let parts = text.split(separator: "(", maxSplits: 1)
    let unit = parts.count > 1 ? parts[1].prefix { $0 != ")" } : ""
    return (String(parts.first ?? "").trimmed.lowercased(), String(unit).trimmed)
  }
}

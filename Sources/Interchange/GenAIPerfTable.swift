import Planning

/// Reads genai-perf's CSV, or AIPerf's: a block of metrics with statistics, then a block of single values.
enum GenAIPerfTable {
  private struct Entry {
    var value: Double
    var unit: String
  }

  static func points(_ source: SourceFile, _ file: BenchmarkFile) throws -> [BenchmarkPoint] {
    let reader = CSVReader(text: source.text, name: source.path)
    var entries: [String: Entry] = [:]
    var numbers = TableNumbers()
    while let row = try reader.next() {
      // Both blocks begin with a header of their own; the mean stands second, and so does a single value.
      guard row.fields.count > 1, row.fields[0].text.lowercased() != "metric" else { continue }
      let (name, unit) = split(row.fields[0].text)
      let field = row.fields[1]
      guard case .success(let value) = numbers.value(field.text.trimmed, line: field.line), value >= 0,
        value <= NumberRange.largest
      else {
        file.add(
          line: field.line, column: field.column, key: row.fields[0].text, "must be a number of 0 or more",
          bad: field.text)
        continue
      }
      entries[name] = Entry(value: value, unit: unit)
    }
    func needed(_ name: String) -> Double? {
      if let entry = entries[name], entry.value > 0 { return entry.value }
      file.add(line: 1, key: name, "is missing, or not above 0")
      return nil
    }
    // A latency may lack, but is never 0; between tokens it is where answers have only one.
    if entries["time to first token"] != nil { _ = needed("time to first token") }
    if entries["inter token latency"] != nil, (entries["output sequence length"]?.value ?? 0) > 1 {
      _ = needed("inter token latency")
    }
    let rate = needed("request throughput")
    let input = needed("input sequence length")
    let output = needed("output sequence length")
    let model = file.model(nil, line: 1)
    let failed = entries["error request count"]?.value ?? 0
    let all = failed + (entries["request count"]?.value ?? 0)
    guard let rate, let input, let output, let model,
      file.stands(failed: failed, of: all, key: "Error Request Count", line: 1)
    else { return [] }
    let ttft = entries["time to first token"].map(milliseconds)
    let tpot = entries["inter token latency"].map(milliseconds)
    let answer = max(1, Int(min(output, Double(ScenarioLimits.tokens)).rounded()))
    let inferred = file.inFlight(rate: rate, ttftMs: ttft, tpotMs: tpot, outputTokens: answer, line: 1)
    let remarks: [String?] = ["genai-perf", inferred.remark, BenchmarkFile.remark(failed: failed, of: all)]
    return [
      BenchmarkPoint(
        model: model, inputTokens: max(1, Int(min(input, Double(ScenarioLimits.tokens)).rounded())),
        outputTokens: answer, concurrency: inferred.value, requestsPerSecond: rate, ttftMs: ttft,
        tpotMs: tpot,
        source: remarks.compactMap { $0 }.joined(separator: ", "), place: "\(file.path):1")
    ]
  }

  private static func milliseconds(_ entry: Entry) -> Double {
    entry.unit == "s" || entry.unit == "sec" ? entry.value * 1000 : entry.value
  }

  /// `Time To First Token (ms)` as name and unit.
  private static func split(_ text: String) -> (name: String, unit: String) {
    let parts = text.split(separator: "(", maxSplits: 1)
    let unit = parts.count > 1 ? parts[1].prefix { $0 != ")" } : ""
    return (String(parts.first ?? "").trimmed.lowercased(), String(unit))
  }
}

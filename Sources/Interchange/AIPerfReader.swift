import Planning

/// Reads a result of AIPerf or of its predecessor genai-perf: metrics that are maps with unit and statistics.
enum AIPerfReader {
  static func point(_ reader: MapReader, _ file: BenchmarkFile) -> BenchmarkPoint? {
    guard isFinished(reader), let (all, failed) = failures(reader, file) else { return nil }
    let rate = mean(reader, "request_throughput", isRequired: true)
    let ttft = milliseconds(reader, "time_to_first_token")
    let tpot = milliseconds(reader, "inter_token_latency")
    let input = mean(reader, "input_sequence_length", isRequired: true)
    let output = mean(reader, "output_sequence_length", isRequired: true)
    let version = reader.hasValue("aiperf_version") ? reader.text("aiperf_version") : ""
    let day = reader.hasValue("start_time") ? reader.text("start_time").prefix { $0 != "T" && $0 != " " } : ""
    let settings = reader.hasValue("input_config") ? reader.map("input_config", subject: "input_config") : nil
    guard let names = settings.map(models) ?? [] else { return nil }
    guard names.count <= 1 else {
      reader.add(
        at: reader.node, key: "model_names",
        "one run of \(names.count) models (\(ReadingNotes.listed(names))): its figures are of none of them")
      return nil
    }
    let model = file.model(names.first, line: reader.node.line)
    guard let rate, let input, let output, let model else { return nil }
    let answer = max(1, Int(min(output, Double(ScenarioLimits.tokens)).rounded()))
    let stated = settings.flatMap(concurrency)
    let inferred =
      stated == nil
      ? file.inFlight(
        rate: rate, ttftMs: ttft, tpotMs: tpot, outputTokens: answer, line: reader.node.line) : nil
    let tool = reader.has("schema_version") ? "AIPerf" : "genai-perf"
    let remarks: [String?] = [
      [tool, version, String(day)].filter { !$0.isEmpty }.joined(separator: " "), inferred?.remark,
      BenchmarkFile.remark(failed: failed, of: all),
    ]
    return BenchmarkPoint(
      model: model, inputTokens: max(1, Int(min(input, Double(ScenarioLimits.tokens)).rounded())),
      outputTokens: answer, concurrency: stated ?? inferred?.value, requestsPerSecond: rate, ttftMs: ttft,
      tpotMs: tpot, source: remarks.compactMap { $0 }.joined(separator: ", "),
      place: "\(file.path):\(reader.node.line)")
  }

  /// Whether the run came to its end; a problem where it did not.
  private static func isFinished(_ reader: MapReader) -> Bool {
    for (key, whole) in [("is_complete", true), ("was_cancelled", false)] where reader.hasValue(key) {
      guard let node = reader.value(key), reader.flag(key) != whole else { continue }
      reader.add(at: node, key: key, "the run was not finished; its figures are of a part of it")
      return false
    }
    return true
  }

  /// Requests of the run and how many failed, each 0 where the file does not count them; nil, with a problem noted, where
  /// too many did.
  private static func failures(_ reader: MapReader, _ file: BenchmarkFile) -> (all: Double, failed: Double)? {
    func count(_ key: String) -> Double? {
      guard reader.hasValue(key), let metric = reader.map(key, subject: "the metric \(key)") else { return 0 }
      return metric.number("avg", in: .notNegative, isRequired: true)
    }
    guard let good = count("request_count"), let counted = count("error_request_count") else { return nil }
    var summed = 0.0
    if reader.hasValue("error_summary") {
      for entry in reader.maps("error_summary", subject: "a kind of error") {
        summed += entry.number("count", in: .notNegative, isRequired: true) ?? 0
      }
    }
    let failed = max(counted, summed)
    let key = counted >= summed ? "error_request_count" : "error_summary"
    let place = (failed > 0 ? reader.value(key) : nil) ?? reader.node
    // Where the successful ones are not counted, nothing says how few failed.
    let stands = file.stands(
      failed: failed, of: good + failed, key: key, line: place.line, column: place.column)
    return stands ? (good + failed, failed) : nil
  }

  /// The mean of a metric.
  private static func mean(_ reader: MapReader, _ key: String, isRequired: Bool = false) -> Double? {
    guard isRequired || reader.hasValue(key) else { return nil }
    return reader.map(key, subject: "the metric \(key)", isRequired: true)?
      .number("avg", in: .positive, isRequired: true)
  }

  private static func milliseconds(_ reader: MapReader, _ key: String) -> Double? {
    guard reader.hasValue(key), let metric = reader.map(key, subject: "the metric \(key)") else { return nil }
    let mean = metric.number("avg", in: .positive, isRequired: true)
    switch metric.hasValue("unit") ? metric.text("unit") : "ms" {
    case "ms": return mean
    case "s", "sec", "seconds": return mean.map { $0 * 1000 }
    case "us": return mean.map { $0 / 1000 }
    default:
      if let node = metric.value("unit") {
        metric.add(at: node, key: "unit", "must be ms, s or us", bad: node.shown)
      }
      return nil
    }
  }

  /// The models' names, wherever the tool's version keeps them; nil, with a problem noted, where one cannot be a name.
  private static func models(_ settings: MapReader) -> [String]? {
    let places = [
      settings.hasValue("endpoint") ? settings.map("endpoint", subject: "endpoint") : nil, settings,
    ]
    for place in places.compactMap({ $0 }) {
      for key in ["model_names", "model", "models"] where place.hasValue(key) {
        guard let node = place.value(key) else { continue }
        var items = [node]
        if case .sequence(let list) = node.content { items = list }
        if case .mapping = node.content { continue }
        let names = items.compactMap { MapReader.name($0, key: key, reader: place) }
        guard names.count == items.count else { return nil }
        if !names.isEmpty { return names }
      }
    }
    return []
  }

  /// Requests kept in flight, where the run was a closed loop.
  private static func concurrency(_ settings: MapReader) -> Double? {
    if settings.hasValue("concurrency") { return settings.number("concurrency", in: .positive) }
    for (outer, inner) in [("loadgen", nil), ("perf_analyzer", "stimulus")] as [(String, String?)] {
      guard settings.hasValue(outer), var place = settings.map(outer, subject: outer) else { continue }
      if let inner {
        guard place.hasValue(inner), let nested = place.map(inner, subject: inner) else { continue }
        place = nested
      }
      if place.hasValue("concurrency") { return place.number("concurrency", in: .positive) }
    }
    return nil
  }
}

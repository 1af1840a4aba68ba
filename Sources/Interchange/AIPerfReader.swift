import Planning

/// Reads a result of AIPerf or of its predecessor genai-perf: metrics that are maps with unit and statistics.
enum AIPerfReader {
  static func point(_ reader: MapReader, _ file: BenchmarkFile) -> BenchmarkPoint? {
    if reader.hasValue("is_complete"), reader.flag("is_complete") == false,
      let node = reader.value("is_complete")
    {
      reader.add(at: node, key: "is_complete", "the run was not finished; its figures are of a part of it")
      return nil
    }
    let rate = mean(reader, "request_throughput", isRequired: true)
    let ttft = milliseconds(reader, "time_to_first_token")
    let tpot = milliseconds(reader, "inter_token_latency")
    let input = mean(reader, "input_sequence_length", isRequired: true)
    let output = mean(reader, "output_sequence_length", isRequired: true)
    let version = reader.hasValue("aiperf_version") ? reader.text("aiperf_version") : ""
    let day = reader.hasValue("start_time") ? reader.text("start_time").prefix { $0 != "T" && $0 != " " } : ""
    let settings = reader.hasValue("input_config") ? reader.map("input_config", subject: "input_config") : nil
    let model = file.model(settings.flatMap(self.model), line: reader.node.line)
    guard let rate, let input, let output, let model else { return nil }
    let answer = max(1, Int(min(output, Double(ScenarioLimits.tokens)).rounded()))
    let inFlight = BenchmarkPoint.inFlight(rate: rate, ttftMs: ttft, tpotMs: tpot, outputTokens: answer)
    let tool = reader.has("schema_version") ? "AIPerf" : "genai-perf"
    return BenchmarkPoint(
      model: model, inputTokens: max(1, Int(min(input, Double(ScenarioLimits.tokens)).rounded())),
      outputTokens: answer, concurrency: settings.flatMap(concurrency) ?? inFlight, requestsPerSecond: rate,
      ttftMs: ttft, tpotMs: tpot,
      source: [tool, version, String(day)].filter { !$0.isEmpty }.joined(separator: " "),
      place: "\(file.path):\(reader.node.line)")
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

  /// The model's name, wherever the tool's version keeps it.
  private static func model(_ settings: MapReader) -> String? {
    let places = [
      settings.hasValue("endpoint") ? settings.map("endpoint", subject: "endpoint") : nil, settings,
    ]
    for place in places.compactMap({ $0 }) {
      for key in ["model_names", "model", "models"] where place.hasValue(key) {
        guard let node = place.value(key) else { continue }
        if case .sequence(let names) = node.content {
          if let first = names.first, let name = MapReader.name(first, key: key, reader: place) {
            return name
          }
        } else if case .scalar = node.content, let name = MapReader.name(node, key: key, reader: place) {
          return name
        }
      }
    }
    return nil
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

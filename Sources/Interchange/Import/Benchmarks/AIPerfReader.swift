import Planning

/// Reads a result of AIPerf or of its predecessor genai-perf: metrics that are maps with unit and statistics.
enum AIPerfReader {
  static func point(_ reader: MapReader, _ file: BenchmarkFile) -> BenchmarkPoint? {
    guard isFinished(reader), let (all, failed) = failures(reader, file) else { return nil }
    let rate = mean(reader, "request_throughput", .requestRate, isRequired: true, file)
    let ttft = mean(reader, "time_to_first_token", .time, file)
    let tpot = mean(reader, "inter_token_latency", .time, file)
    let input = mean(reader, "input_sequence_length", .tokens, isRequired: true, file)
    let output = mean(reader, "output_sequence_length", .tokens, isRequired: true, file)
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
    guard let rate, let input, let output, let model,
      let prompt = length(reader, "input_sequence_length", input, file),
      let answer = length(reader, "output_sequence_length", output, file)
    else { return nil }
    let stated = settings.flatMap(concurrency)
    let run = Run(
      requests: all - failed, rate: rate, input: input, output: output, ttftMs: ttft, tpotMs: tpot)
    guard agrees(reader, run, concurrency: stated, file) else { return nil }
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
      model: model, inputTokens: prompt, outputTokens: answer, concurrency: stated?.value ?? inferred?.value,
      requestsPerSecond: rate, ttftMs: ttft,
      tpotMs: tpot, source: remarks.compactMap { $0 }.joined(separator: ", "),
      place: "\(file.path):\(reader.node.line)")
  }

  /// The figures of a run, in the importer's units.
  private struct Run {
    /// 0 where the file does not count them.
    var requests: Double
    var rate: Double
    var input: Double
    var output: Double
    var ttftMs: Double?
    var tpotMs: Double?
  }

  /// Whether what the file states besides agrees with the run's figures.
  private static func agrees(
    _ reader: MapReader, _ run: Run, concurrency: BenchmarkFile.Stated?, _ file: BenchmarkFile
  ) -> Bool {
    // Metrics that are only compared need not be right by themselves.
    let quiet = BenchmarkFile(path: file.path, hints: file.hints, problems: ProblemList())
    guard
      let all = MapReader(
        reader.node, subject: reader.subject, file: file.path, problems: quiet.problems)
    else { return true }
    func stated(_ key: String, _ value: Double?) -> BenchmarkFile.Stated? {
      guard let value, let place = reader.value(key) else { return nil }
      return BenchmarkFile.Stated(key: key, value: value, line: place.line, column: place.column)
    }
    let requests = "\(YAMLText.number(run.requests)) requests"
    if run.requests > 0 {
      if let milliseconds = mean(all, "benchmark_duration", .time, quiet),
        let rate = stated("request_throughput", run.rate)
      {
        let seconds = milliseconds / 1000
        let others = "\(requests) in \(YAMLText.number(seconds)) s"
        guard file.agrees(rate, with: run.requests / seconds, by: others) else { return false }
      }
      for (key, each) in [("total_isl", run.input), ("total_osl", run.output)] {
        guard let total = stated(key, mean(all, key, .tokens, quiet)) else { continue }
        let others = "\(requests) of \(YAMLText.number(each)) tokens"
        guard file.agrees(total, with: run.requests * each, by: others) else { return false }
      }
    }
    if let tokens = stated("output_token_throughput", mean(all, "output_token_throughput", .tokenRate, quiet))
    {
      let others = "\(YAMLText.number(run.rate)) requests/s of \(YAMLText.number(run.output)) tokens"
      guard file.agrees(tokens, with: run.rate * run.output, by: others) else { return false }
    }
    guard let concurrency else { return true }
    let latency =
      mean(all, "request_latency", .time, quiet)
      ?? BenchmarkFile.latency(
        ttftMs: run.ttftMs, tpotMs: run.tpotMs, outputTokens: Int(run.output.rounded()))
    return file.agrees(concurrency: concurrency, rate: run.rate, latencyMs: latency)
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
      reader.hasValue(key) ? mean(reader, key, .requests, in: .notNegative, file) : 0
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

  /// The mean of a metric in the importer's unit; nil where it is missing and, with a problem noted, where it
  /// is wrong.
  private static func mean(
    _ reader: MapReader, _ key: String, _ quantity: MeasuredUnit.Quantity, in range: NumberRange = .positive,
    isRequired: Bool = false, _ file: BenchmarkFile
  ) -> Double? {
    guard isRequired || reader.hasValue(key),
      let metric = reader.map(key, subject: "the metric \(key)", isRequired: true),
      let value = metric.number("avg", in: range, isRequired: true)
    else { return nil }
    guard metric.hasValue("unit"), let node = metric.value("unit") else { return value }
    guard case .scalar(let unit, _) = node.content, let scale = MeasuredUnit.scale(unit, of: quantity) else {
      file.addUnknown(node.shown, of: quantity, line: node.line, column: node.column, key: "unit")
      return nil
    }
    let converted = scale.applied(to: value)
    guard range.contains(converted) else {
      metric.add(at: node, key: "unit", "with it the mean must be \(range.meaning)", bad: node.shown)
      return nil
    }
    return converted
  }

  private static func length(
    _ reader: MapReader, _ key: String, _ mean: Double, _ file: BenchmarkFile
  ) -> Int? {
    let place = reader.value(key) ?? reader.node
    return file.length(mean, key: key, line: place.line, column: place.column)
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
  private static func concurrency(_ settings: MapReader) -> BenchmarkFile.Stated? {
    func stated(_ place: MapReader) -> BenchmarkFile.Stated? {
      guard let value = place.number("concurrency", in: .positive), let node = place.value("concurrency")
      else { return nil }
      return BenchmarkFile.Stated(key: "concurrency", value: value, line: node.line, column: node.column)
    }
    if settings.hasValue("concurrency") { return stated(settings) }
    for (outer, inner) in [("loadgen", nil), ("perf_analyzer", "stimulus")] as [(String, String?)] {
      guard settings.hasValue(outer), var place = settings.map(outer, subject: outer) else { continue }
      if let inner {
        guard place.hasValue(inner), let nested = place.map(inner, subject: inner) else { continue }
        place = nested
      }
      if place.hasValue("concurrency") { return stated(place) }
    }
    return nil
  }
}

import Planning

/// Reads one result of `vllm bench serve`, or of SGLang's benchmark, which has the same keys but no model.
enum VLLMBenchReader {
  static func point(_ reader: MapReader, _ file: BenchmarkFile) -> BenchmarkPoint? {
    // A name that may not be shown is told so; the file does name its model.
    let model =
      reader.hasValue("model_id")
      ? reader.name("model_id").flatMap { file.model($0.text, line: reader.node.line) }
      : file.model(nil, line: reader.node.line)
    let completed = reader.number("completed", in: .notNegative, isRequired: true)
    guard let completed, let failed = failures(reader, completed: completed, file) else { return nil }
    let input = reader.number("total_input_tokens", in: .positive, isRequired: true)
    let output = reader.number("total_output_tokens", in: .positive, isRequired: true)
    let rate = reader.number("request_throughput", in: .positive, isRequired: true)
    let ttft = latency(reader, "mean_ttft_ms", in: .positive, file)
    let tpot = latency(reader, "mean_tpot_ms", in: .notNegative, file)
    let limit = optional(reader, "max_concurrency", in: .positive)
    let duration = optional(reader, "duration", in: .positive)
    let tool = reader.hasValue("backend") ? reader.text("backend") : ""
    let date = reader.hasValue("date") ? reader.text("date") : ""
    let gpu = ["gpu_name", "gpu"].first(where: reader.hasValue).flatMap { reader.name($0)?.text }
    let count = degree(reader, "gpu_count")
    let tp = degree(reader, "tensor_parallel_size")
    guard let model, let input, let output, let rate,
      let prompt = length(reader, "total_input_tokens", input / completed, file),
      let answer = length(reader, "total_output_tokens", output / completed, file)
    else { return nil }
    if tpot == 0, answer > 1 {
      reader.add(
        at: reader.value("mean_tpot_ms") ?? reader.node, key: "mean_tpot_ms",
        "must be above 0: answers have \(answer) tokens")
      return nil
    }
    guard !reader.hasValue("duration") || duration != nil,
      !reader.hasValue("max_concurrency") || limit != nil,
      agrees(
        reader, requests: completed, of: (input, output), seconds: duration, rate: rate, areAll: failed == 0,
        file)
    else { return nil }
    if let limit {
      // The mean over tokens leaves out what the mean over requests gives to short answers.
      let gap = tpot.map { min($0, compared(reader, "mean_itl_ms")?.value ?? $0) }
      let whole = ["mean_e2el_ms", "mean_e2e_latency_ms"].lazy.compactMap { compared(reader, $0)?.value }
        .first
      let latency = whole ?? BenchmarkFile.latency(ttftMs: ttft, tpotMs: gap, outputTokens: answer)
      let place = reader.value("max_concurrency") ?? reader.node
      let stated = BenchmarkFile.Stated(
        key: "max_concurrency", value: limit, line: place.line, column: place.column)
      guard file.agrees(concurrency: stated, rate: rate, latencyMs: latency) else { return nil }
    }
    let inferred =
      limit == nil
      ? file.inFlight(
        rate: rate, ttftMs: ttft, tpotMs: tpot, outputTokens: answer, line: reader.node.line) : nil
    let remarks: [String?] = [
      [tool.isEmpty ? "benchmark" : tool, date].filter { !$0.isEmpty }.joined(separator: " "),
      inferred?.remark, BenchmarkFile.remark(failed: failed, of: completed + failed),
    ]
    return BenchmarkPoint(
      model: model, gpu: gpu, gpuCount: count, tp: tp, inputTokens: prompt,
      outputTokens: answer, concurrency: limit ?? inferred?.value, requestsPerSecond: rate, ttftMs: ttft,
      tpotMs: tpot, source: remarks.compactMap { $0 }.joined(separator: ", "),
      place: "\(file.path):\(reader.node.line)")
  }

  /// Requests that failed, by the file's count or as what is missing of those sent; nil, with a problem noted, where too
  /// many did.
  private static func failures(
    _ reader: MapReader, completed: Double, _ file: BenchmarkFile
  ) -> Double? {
    let stated = optional(reader, "failed", in: .notNegative) ?? 0
    let sent = optional(reader, "num_prompts", in: .notNegative) ?? 0
    let failed = max(stated, sent - completed, 0)
    let key = reader.hasValue("failed") ? "failed" : "completed"
    let place = (reader.hasValue(key) ? reader.value(key) : nil) ?? reader.node
    guard completed > 0 else {
      reader.add(at: place, key: "completed", "no request was completed: no measurement")
      return nil
    }
    let stands = file.stands(
      failed: failed, of: completed + failed, key: key, line: place.line, column: place.column)
    return stands ? failed : nil
  }

  /// Whether rates and sums that the file states besides agree with its requests, tokens and duration.
  private static func agrees(
    _ reader: MapReader, requests: Double, of tokens: (input: Double, output: Double), seconds: Double?,
    rate: Double, areAll: Bool, _ file: BenchmarkFile
  ) -> Bool {
    func agrees(_ key: String, _ total: Double, _ what: String, in seconds: Double) -> Bool {
      guard let stated = compared(reader, key) else { return true }
      let others = "\(YAMLText.number(total)) \(what) in \(YAMLText.number(seconds)) s"
      return file.agrees(stated, with: total / seconds, by: others)
    }
    if let seconds, !agrees("request_throughput", requests, "requests", in: seconds) { return false }
    let duration = seconds ?? requests / rate
    for (key, total) in [
      ("input_throughput", tokens.input), ("output_throughput", tokens.output),
      ("total_token_throughput", tokens.input + tokens.output),
    ] {
      guard agrees(key, total, "tokens", in: duration) else { return false }
    }
    // Details are of all requests, the sums of those that did not fail.
    guard areAll else { return true }
    for (key, list) in [("total_input_tokens", "input_lens"), ("total_output_tokens", "output_lens")] {
      guard let stated = compared(reader, key), let sum = sum(reader, list) else { continue }
      guard file.agrees(stated, with: sum, by: list) else { return false }
    }
    return true
  }

  /// A figure that is only compared with others; nil where it is none that could be.
  private static func compared(_ reader: MapReader, _ key: String) -> BenchmarkFile.Stated? {
    guard reader.hasValue(key), let node = reader.value(key), case .scalar(let text, true) = node.content,
      case .success(let value) = NumberText.double(text), NumberRange.positive.contains(value)
    else { return nil }
    return BenchmarkFile.Stated(key: key, value: value, line: node.line, column: node.column)
  }

  /// The sum of a list of numbers; nil where it is none.
  private static func sum(_ reader: MapReader, _ key: String) -> Double? {
    guard reader.hasValue(key), case .sequence(let items) = reader.value(key)?.content else { return nil }
    var sum = 0.0
    for item in items {
      guard case .scalar(let text, true) = item.content, case .success(let value) = NumberText.double(text)
      else { return nil }
      sum += value
    }
    return sum > 0 ? sum : nil
  }

  private static func length(
    _ reader: MapReader, _ key: String, _ mean: Double, _ file: BenchmarkFile
  ) -> Int? {
    let place = reader.value(key) ?? reader.node
    return file.length(mean, key: key, line: place.line, column: place.column)
  }

  /// A figure that may lack or be null.
  private static func optional(_ reader: MapReader, _ key: String, in range: NumberRange) -> Double? {
    reader.hasValue(key) ? reader.number(key, in: range) : nil
  }

  /// A latency that may lack; one that the tool could not compute is left out with a note.
  private static func latency(
    _ reader: MapReader, _ key: String, in range: NumberRange, _ file: BenchmarkFile
  ) -> Double? {
    guard reader.hasValue(key), let node = reader.value(key) else { return nil }
    if case .scalar(let text, true) = node.content, ["NaN", "Infinity", "-Infinity"].contains(text) {
      file.problems.notes.add(file.path, line: node.line, "\(key) is \(text); left empty")
      return nil
    }
    return reader.number(key, in: range)
  }

  /// A number of GPUs; the tool writes metadata as text.
  private static func degree(_ reader: MapReader, _ key: String) -> Int? {
    guard reader.hasValue(key), let node = reader.value(key) else { return nil }
    let whole = NumberRange.whole(1...ScenarioLimits.gpusPerReplica)
    if case .scalar(let text, _) = node.content, case .success(let count) = NumberText.double(text),
      whole.contains(count)
    {
      return Int(count)
    }
    reader.add(at: node, key: key, "must be \(whole.meaning)", bad: node.shown)
    return nil
  }
}

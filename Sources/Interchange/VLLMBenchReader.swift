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

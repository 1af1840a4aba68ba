import Planning

/// Reads one result of `vllm bench serve`.
enum VLLMBenchReader {
  static func point(_ reader: MapReader, _ file: BenchmarkFile) -> BenchmarkPoint? {
    let model = file.hints.model ?? reader.name("model_id", isRequired: true)?.text
    let completed = reader.number("completed", in: .positive, isRequired: true)
    let input = reader.number("total_input_tokens", in: .positive, isRequired: true)
    let output = reader.number("total_output_tokens", in: .positive, isRequired: true)
    let rate = reader.number("request_throughput", in: .positive, isRequired: true)
    let ttft = optional(reader, "mean_ttft_ms", in: .positive)
    let tpot = optional(reader, "mean_tpot_ms", in: .notNegative)
    let limit = optional(reader, "max_concurrency", in: .positive)
    let tool = reader.text("backend")
    let date = reader.text("date")
    let gpu = reader.has("gpu_name") ? reader.name("gpu_name")?.text : nil
    let count = reader.has("gpu_count") ? gpuCount(reader) : nil
    guard let model, let completed, let input, let output, let rate else { return nil }
    let prompt = input / completed
    let answer = max(1, (output / completed).rounded())
    guard prompt <= Double(ScenarioLimits.tokens), answer <= Double(ScenarioLimits.tokens) else {
      reader.add(
        at: reader.node, key: "completed", "makes requests of more than \(ScenarioLimits.tokens) tokens")
      return nil
    }
    if tpot == 0, answer > 1 {
      reader.add(
        at: reader.value("mean_tpot_ms") ?? reader.node, key: "mean_tpot_ms",
        "must be above 0: answers have \(Int(answer)) tokens")
      return nil
    }
    return BenchmarkPoint(
      model: model, gpu: gpu, gpuCount: count, inputTokens: max(1, Int(prompt.rounded())),
      outputTokens: Int(answer),
      concurrency: limit
        ?? BenchmarkPoint.inFlight(rate: rate, ttftMs: ttft, tpotMs: tpot, outputTokens: Int(answer)),
      requestsPerSecond: rate, ttftMs: ttft, tpotMs: tpot,
      source: [tool.isEmpty ? "benchmark" : tool, date].filter { !$0.isEmpty }.joined(separator: " "),
      place: "\(file.path):\(reader.node.line)")
  }

  /// A figure that may lack or be null.
  private static func optional(_ reader: MapReader, _ key: String, in range: NumberRange) -> Double? {
    reader.hasValue(key) ? reader.number(key, in: range) : nil
  }

  /// The tool writes metadata as text.
  private static func gpuCount(_ reader: MapReader) -> Int? {
    let whole = NumberRange.whole(1...ScenarioLimits.gpusPerReplica)
    guard let node = reader.value("gpu_count"), case .scalar(let text, _) = node.content else { return nil }
    if case .success(let count) = NumberText.double(text), whole.contains(count) { return Int(count) }
    reader.add(at: node, key: "gpu_count", "must be \(whole.meaning)", bad: text)
    return nil
  }
}

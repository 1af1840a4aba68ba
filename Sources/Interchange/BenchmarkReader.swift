import Planning
import Serving

/// A measured operating point as a benchmark tool reports it, before a scenario gives it a pool.
public struct BenchmarkPoint: Sendable, Equatable {
  /// Model as the tool names it.
  public var model: String
  /// GPU as the tool names it; nil where it does not.
  public var gpu: String?
  /// GPUs of the replica.
  public var gpuCount: Int?
  /// Mean tokens of the prompts.
  public var inputTokens: Int
  /// Mean tokens of the answers.
  public var outputTokens: Int
  /// Concurrent requests: stated, or by Little's law from rate and latencies.
  public var concurrency: Double?
  /// Requests a second.
  public var requestsPerSecond: Double
  /// Mean time to first token in ms.
  public var ttftMs: Double?
  /// Mean time per output token in ms.
  public var tpotMs: Double?
  /// Tool and day.
  public var source: String

  /// The point as a row of a profile file.
  public func profileRow(precision: Precision, pool: String, tp: Int) -> String {
    PlanCSV.row([
      model, precision.rawValue, "\(pool)*\(tp)", "\(inputTokens)", "\(outputTokens)",
      concurrency.map(PlanCSV.number) ?? "", PlanCSV.number(requestsPerSecond),
      ttftMs.map(PlanCSV.number) ?? "", tpotMs.map(PlanCSV.number) ?? "", source,
    ])
  }

  /// The header of a profile file.
  public static let profileHeader =
    "model,precision,layout,input_tokens,output_tokens,concurrency,requests_per_second,ttft_ms,tpot_ms,source"
}

/// Reads results of `vllm bench serve`: JSON objects, several in a file where the tool appended them.
public enum BenchmarkReader {
  /// The points in the file at `path`; throws `FileError` or `InputError` with all problems.
  public static func read(path: String) throws -> [BenchmarkPoint] {
    try read(SourceFile.read(path))
  }

  /// The points in `source`.
  public static func read(_ source: SourceFile) throws -> [BenchmarkPoint] {
    let problems = ProblemList()
    let points = try JSONParser.parseAll(source).compactMap { node -> BenchmarkPoint? in
      let reader = MapReader(node, subject: "a benchmark result", file: source.path, problems: problems)
      return reader.flatMap(point)
    }
    try problems.throwIfAny()
    return points
  }

  private static func point(_ reader: MapReader) -> BenchmarkPoint? {
    let model = reader.name("model_id", isRequired: true)?.text
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
    let answer = max(1, (output / completed).rounded())
    var concurrency = limit
    if concurrency == nil, let ttft, let tpot {
      concurrency = rate * (ttft + (answer - 1) * tpot) / 1000
    }
    return BenchmarkPoint(
      model: model, gpu: gpu, gpuCount: count, inputTokens: max(1, Int((input / completed).rounded())),
      outputTokens: Int(answer), concurrency: concurrency, requestsPerSecond: rate, ttftMs: ttft,
      tpotMs: tpot,
      source: [tool.isEmpty ? "benchmark" : tool, date].filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// A figure that may lack or be null.
  private static func optional(_ reader: MapReader, _ key: String, in range: NumberRange) -> Double? {
    guard reader.has(key), reader.nullableNumber(key) != nil else { return nil }
    return reader.number(key, in: range)
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

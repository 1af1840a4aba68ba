import Planning
import Serving

/// Reads benchmark results and throughput profiles of other tools, told apart by what they hold.
///
/// Known are `vllm bench serve` JSON (several objects in a file where the tool appended them), AIPerf and genai-perf JSON,
/// genai-perf CSV, AIConfigurator result CSV, Melange and AIBrix profiles, and llm-inferno coefficients.
public enum BenchmarkReader {
  /// The points in the file at `path`; throws `FileError` or `InputError` with all problems.
  public static func read(path: String, hints: BenchmarkHints = BenchmarkHints()) throws -> [BenchmarkPoint] {
    try read(SourceFile.read(path, limit: SourceFile.tableLimit), hints: hints)
  }

  /// The points in `source`.
  public static func read(
    _ source: SourceFile, hints: BenchmarkHints = BenchmarkHints()
  ) throws -> [BenchmarkPoint] {
    let file = BenchmarkFile(path: source.path, hints: hints, problems: ProblemList())
    let first = source.text.utf8.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    let points = isJSON ? try objects(source, file) : try table(source, file)
    try file.problems.throwIfAny()
    guard !points.isEmpty else {
      throw FileError(path: source.path, reason: "holds no operating point", exitCode: ExitCode.badData)
    }
    return points
  }

  private static func objects(_ source: SourceFile, _ file: BenchmarkFile) throws -> [BenchmarkPoint] {
    // Only throughput tables may hold a bare NaN: an infeasible cell.
    let allowsNaN = source.text.contains("\"tputs\"")
    return try JSONParser.parseAll(source, allowsNaN: allowsNaN).flatMap { node -> [BenchmarkPoint] in
      if case .sequence(let items) = node.content { return InfernoReader.points(items, file) }
      let subject = "a benchmark result"
      guard let reader = MapReader(node, subject: subject, file: file.path, problems: file.problems) else {
        return []
      }
      if reader.has("gpu_info") || reader.has("tputs") { return BucketProfileReader.points(reader, file) }
      if reader.has("models") { return InfernoReader.points(reader.list("models") ?? [], file) }
      if reader.has("time_to_first_token") || reader.has("schema_version") {
        return [AIPerfReader.point(reader, file)].compactMap { $0 }
      }
      return [VLLMBenchReader.point(reader, file)].compactMap { $0 }
    }
  }

  private static func table(_ source: SourceFile, _ file: BenchmarkFile) throws -> [BenchmarkPoint] {
    let header = source.text.prefix { !$0.isNewline }.lowercased()
    if header.hasPrefix("metric,") { return try GenAIPerfTable.points(source, file) }
    return try AIConfiguratorReader.points(source, file)
  }
}

import Planning
import Serving

/// Reads benchmark results and throughput profiles of other tools, distinguished by their contents.
///
/// Known are `vllm bench serve` and SGLang JSON (several objects in a file where the tool appended them, or a
/// list of them), AIPerf and genai-perf JSON and CSV, AIConfigurator result CSV, Melange and AIBrix profiles,
/// and llm-inferno coefficients. A run of whose requests more than an allowed part failed is refused; notes
/// report what is left out or inferred.
public enum BenchmarkReader {
  /// The points in the file at `path`; throws `FileError` or `InputError` with all problems.
  public static func read(
    path: String, hints: BenchmarkHints = BenchmarkHints(), notes: ReadingNotes = ReadingNotes()
  ) throws -> [BenchmarkPoint] {
    try read(SourceFile.readForeign(path), hints: hints, notes: notes)
  }

  /// The points in `source`.
  public static func read(
    _ source: SourceFile, hints: BenchmarkHints = BenchmarkHints(), notes: ReadingNotes = ReadingNotes()
  ) throws -> [BenchmarkPoint] {
    let file = BenchmarkFile(path: source.path, hints: hints, problems: ProblemList(notes: notes))
    let first = source.text.utf8.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    let points = isJSON ? try objects(source, file) : try table(source, file)
    file.checkModels()
    try file.problems.throwIfAny()
    guard !points.isEmpty else {
      throw FileError(path: source.path, reason: "holds no operating point", exitCode: ExitStatus.badData)
    }
    return points
  }

  private static func objects(_ source: SourceFile, _ file: BenchmarkFile) throws -> [BenchmarkPoint] {
    // Python writes figures it could not compute as words that JSON does not have.
    try JSONParser.parseAll(source, allowsNaN: true).flatMap { node -> [BenchmarkPoint] in
      guard case .sequence(let items) = node.content else { return points(node, file) }
      return items.flatMap { points($0, file) }
    }
  }

  private static func points(_ node: DocumentNode, _ file: BenchmarkFile) -> [BenchmarkPoint] {
    guard
      let reader = MapReader(node, subject: "a benchmark result", file: file.path, problems: file.problems)
    else { return [] }
    if reader.has("gpu_info") || reader.has("tputs") { return BucketProfileReader.points(reader, file) }
    if reader.has("models") {
      return (reader.list("models") ?? []).flatMap { InfernoReader.points($0, file) }
    }
    if reader.has("decodeParms") || reader.has("prefillParms") { return InfernoReader.points(node, file) }
    if reader.has("time_to_first_token") || reader.has("schema_version") {
      return [AIPerfReader.point(reader, file)].compactMap { $0 }
    }
    if !reader.has("request_throughput"), let meaning = ForeignBenchmarks.meaning(of: reader.keys) {
      file.add(line: node.line, column: node.column, key: nil, "\(meaning); \(ForeignBenchmarks.known)")
      return []
    }
    return [VLLMBenchReader.point(reader, file)].compactMap { $0 }
  }

  private static func table(_ source: SourceFile, _ file: BenchmarkFile) throws -> [BenchmarkPoint] {
    let columns = try CSVReader(text: source.text, name: source.path).header()
    if columns.first == "metric" { return try GenAIPerfTable.points(source, file) }
    if let meaning = ForeignBenchmarks.meaning(ofColumns: columns) {
      file.add(line: 1, key: nil, "\(meaning); \(ForeignBenchmarks.known)")
      return []
    }
    return try AIConfiguratorReader.points(source, file)
  }
}

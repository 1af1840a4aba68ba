import Planning
import Serving

/// Reads AIConfigurator's result table: its own estimates, one operating point per row.
enum AIConfiguratorReader {
  private static let required = ["model", "isl", "osl", "concurrency", "ttft", "tpot", "seq/s", "tp"]
  private static let optional = ["pp", "dp", "gemm", "num_total_gpus", "backend", "version", "system"]

  static func points(_ source: SourceFile, _ file: BenchmarkFile) throws -> [BenchmarkPoint] {
    let table = try CSVTable(
      CSVReader(text: source.text, name: source.path), required: required, optional: optional,
      ignoresUnknown: true, problems: file.problems)
    var points: [BenchmarkPoint] = []
    while let row = try table.next() {
      if let point = point(row, table, file) { points.append(point) }
    }
    return points
  }

  private static func point(
    _ row: CSVTable.Row, _ table: CSVTable, _ file: BenchmarkFile
  ) -> BenchmarkPoint? {
    let degrees = NumberRange.whole(1...ScenarioLimits.gpusPerReplica)
    let tokens = NumberRange.whole(1...ScenarioLimits.tokens)
    let model = name("model", row, table).flatMap { file.model($0, line: row.line) }
    let input = table.number("isl", row, in: tokens)
    let output = table.number("osl", row, in: tokens)
    let concurrency = table.number("concurrency", row, in: .positive)
    let ttft = table.number("ttft", row, in: .positive)
    let tpot = table.number("tpot", row, in: .positive)
    let rate = table.number("seq/s", row, in: .positive)
    let tp = table.number("tp", row, in: degrees)
    let pp = table.optionalNumber("pp", row, in: degrees)
    let groups = table.optionalNumber("dp", row, in: degrees)
    guard let model, let input, let output, let concurrency, let ttft, let tpot, let rate, let tp, pp.isRight,
      groups.isRight
    else { return nil }
    // Its estimates may fall short of the load, where batches wait for each other, but never exceed it.
    let latency = BenchmarkFile.latency(ttftMs: ttft, tpotMs: tpot, outputTokens: Int(output))
    if let field = row.fields["concurrency"], let latency,
      rate * latency / 1000 > concurrency * ImportTolerance.contradiction
    {
      table.add(field, key: "concurrency", "is too small for its seq/s, ttft and tpot: one of them is wrong")
      return nil
    }
    // Attention data parallelism is several groups of GPUs under one roof: a layout cannot say that.
    if let groups = groups.number, groups > 1 {
      if let field = row.fields["dp"] {
        table.add(field, key: "dp", "must be 1: a layout has no attention data parallelism")
      }
      return nil
    }
    let words = ["backend", "version", "system"].compactMap { row.fields[$0]?.text.trimmed }
    guard !words.joined().unicodeScalars.contains(where: SafeText.isUnsafe) else {
      file.add(line: row.line, key: "backend", "must not contain control or invisible characters")
      return nil
    }
    return BenchmarkPoint(
      model: model, tp: Int(tp), pp: Int(pp.number ?? 1), precision: precision(row), inputTokens: Int(input),
      outputTokens: Int(output), concurrency: concurrency, requestsPerSecond: rate, ttftMs: ttft,
      tpotMs: tpot,
      source: (["AIConfigurator estimate"] + words.filter { !$0.isEmpty }).joined(separator: " "),
      place: "\(file.path):\(row.line)")
  }

  private static func name(_ key: String, _ row: CSVTable.Row, _ table: CSVTable) -> String? {
    guard let field = table.text(key, row) else { return nil }
    if let problem = SafeText.nameProblem(field.text.trimmed) {
      table.add(field, key: key, problem)
      return nil
    }
    return field.text.trimmed
  }

  private static func precision(_ row: CSVTable.Row) -> Precision? {
    switch row.fields["gemm"]?.text.trimmed.lowercased() {
    case "bfloat16", "bf16": .bf16
    case "float16", "fp16": .fp16
    case "fp8", "fp8_block", "fp8_static": .fp8
    case "int8_wo", "sq", "int8": .int8
    case "nvfp4", "int4_wo", "fp4", "mxfp4": .int4
    default: nil
    }
  }
}

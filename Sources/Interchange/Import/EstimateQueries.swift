import Planning
import Serving

/// One question to the serving model: what one replica of a GPU type does at one request shape.
public struct EstimateQuery: Sendable, Equatable {
  /// Line in the file, from 1.
  public var line: Int
  /// The model's name as the file writes it.
  public var modelName: String
  /// The model.
  public var model: ModelArchitecture
  /// Number format of the weights.
  public var precision: Precision
  /// The GPU type's name as the file writes it.
  public var gpuName: String
  /// The GPU type.
  public var gpu: GPUType
  /// Tensor-parallel degree of every stage.
  public var tp: Int
  /// Pipeline stages.
  public var pp: Int
  /// Tokens of the prompt.
  public var inputTokens: Int
  /// Tokens generated.
  public var outputTokens: Int
  /// Concurrent requests; nil: the best operating point is wanted.
  public var concurrency: Double?
  /// The serving engine.
  public var engine: ServingEngine
}

/// Reads the queries of `estimate`.
public enum EstimateQueryReader {
  private static let required = [
    "model", "precision", "gpu", "tp", "pp", "input_tokens", "output_tokens",
  ]
  private static let optional = ["concurrency", "engine"]

  /// The queries in the file at `path`; throws `FileError` or `InputError` with all problems.
  public static func read(path: String, catalogue: CatalogueNames = .standard) throws -> [EstimateQuery] {
    try read(CSVReader(path: path), catalogue: catalogue)
  }

  /// The queries that `reader` yields.
  public static func read(
    _ reader: CSVReader, catalogue: CatalogueNames = .standard
  ) throws -> [EstimateQuery] {
    let problems = ProblemList()
    do {
      let table = try CSVTable(reader, required: required, optional: optional, problems: problems)
      var queries: [EstimateQuery] = []
      while let row = try table.next() {
        if let query = query(row, table: table, catalogue: catalogue) { queries.append(query) }
      }
      try problems.throwIfAny()
      return queries
    } catch let error as InputError {
      problems.add(error)
      throw InputError(problems.problems)
    }
  }

  private static func query(
    _ row: CSVTable.Row, table: CSVTable, catalogue: CatalogueNames
  ) -> EstimateQuery? {
    let degrees = NumberRange.whole(1...ScenarioLimits.gpusPerReplica)
    let tokens = NumberRange.whole(1...ScenarioLimits.tokens)
    let model = table.known("model", row, find: catalogue.model, nearest: catalogue.nearestModel)
    let gpu = table.known(
      "gpu", row, find: catalogue.gpu, nearest: catalogue.nearestGPU,
      refusal: catalogue.gpuRefusal)
    let precision = table.choice("precision", row, Precision.self)
    let tp = table.number("tp", row, in: degrees)
    let pp = table.number("pp", row, in: degrees)
    let input = table.number("input_tokens", row, in: tokens)
    let output = table.number("output_tokens", row, in: tokens)
    let concurrency = table.optionalNumber("concurrency", row, in: .positive)
    let hasEngine = row.fields["engine"].map { !$0.text.trimmed.isEmpty } ?? false
    let engine = hasEngine ? table.choice("engine", row, ServingEngine.self) : .vllm
    guard let model, let gpu, let precision, let tp, let pp, let input, let output, let engine,
      concurrency.isRight
    else { return nil }
    return EstimateQuery(
      line: row.line, modelName: model.name, model: model.entry, precision: precision, gpuName: gpu.name,
      gpu: gpu.entry, tp: Int(tp), pp: Int(pp), inputTokens: Int(input), outputTokens: Int(output),
      concurrency: concurrency.number, engine: engine)
  }
}

/// One line of the answer of `estimate`.
public struct EstimateLine: Sendable, Equatable {
  /// Figures of an operating point.
  public struct Figures: Sendable, Equatable {
    /// Requests per second of the replica.
    public var requestsPerSecond: Double
    /// Generated tokens per second.
    public var outputTokensPerSecond: Double
    /// Time to first token in ms.
    public var ttftMs: Double?
    /// Time per output token in ms.
    public var tpotMs: Double?
    /// Concurrent requests at the point.
    public var concurrency: Double?
    /// Where the figures come from.
    public var provenance: String
    /// Relative error of figures of this class.
    public var error: Double?

    /// Creates the figures of an operating point.
    public init(
      requestsPerSecond: Double, outputTokensPerSecond: Double, ttftMs: Double?, tpotMs: Double?,
      concurrency: Double?, provenance: String, error: Double?
    ) {
      self.requestsPerSecond = requestsPerSecond
      self.outputTokensPerSecond = outputTokensPerSecond
      self.ttftMs = ttftMs
      self.tpotMs = tpotMs
      self.concurrency = concurrency
      self.provenance = provenance
      self.error = error
    }
  }
  /// The outcome of a query.
  public enum Outcome: Sendable, Equatable {
    /// The figures.
    case figures(Figures)
    /// Why the replica is impossible.
    case refused(String)
  }

  /// The query.
  public var query: EstimateQuery
  /// The query's outcome.
  public var outcome: Outcome

  /// Creates the line of a query.
  public init(query: EstimateQuery, outcome: Outcome) {
    self.query = query
    self.outcome = outcome
  }

  /// The line as one JSON object.
  public var json: JSONValue {
    var entries: [(key: String, value: JSONValue)] = [
      ("model", .text(query.modelName)),
      ("precision", .text(query.precision.rawValue)),
      ("gpu", .text(query.gpuName)),
      ("tp", .integer(query.tp)),
      ("pp", .integer(query.pp)),
      ("input_tokens", .integer(query.inputTokens)),
      ("output_tokens", .integer(query.outputTokens)),
      ("concurrency", .optional(query.concurrency)),
      ("engine", .text(query.engine.rawValue)),
    ]
    switch outcome {
    case .figures(let figures):
      if query.concurrency == nil { entries[7].value = .optional(figures.concurrency) }
      entries += [
        ("requests_per_second", .number(figures.requestsPerSecond)),
        ("output_tokens_per_second", .number(figures.outputTokensPerSecond)),
        ("ttft_ms", .optional(figures.ttftMs)),
        ("tpot_ms", .optional(figures.tpotMs)),
        ("provenance", .text(figures.provenance)),
        ("error", .optional(figures.error)),
      ]
    case .refused(let reason): entries.append(("refused", .text(reason)))
    }
    return .object(entries)
  }

  /// The header of the CSV form.
  public static let csvHeader =
    "model,precision,gpu,tp,pp,input_tokens,output_tokens,concurrency,engine,requests_per_second,"
    + "output_tokens_per_second,ttft_ms,tpot_ms,provenance,error,refused"

  /// The line as a CSV row.
  public var csv: String {
    var concurrency = query.concurrency
    var fields = [
      query.modelName, query.precision.rawValue, query.gpuName, "\(query.tp)", "\(query.pp)",
      "\(query.inputTokens)", "\(query.outputTokens)",
    ]
    var results: [String]
    switch outcome {
    case .figures(let figures):
      concurrency = concurrency ?? figures.concurrency
      results = [
        PlanCSV.number(figures.requestsPerSecond), PlanCSV.number(figures.outputTokensPerSecond),
        figures.ttftMs.map(PlanCSV.number) ?? "", figures.tpotMs.map(PlanCSV.number) ?? "",
        figures.provenance, figures.error.map(PlanCSV.number) ?? "", "",
      ]
    case .refused(let reason): results = ["", "", "", "", "", "", reason]
    }
    fields += [concurrency.map(PlanCSV.number) ?? "", query.engine.rawValue]
    return PlanCSV.row(fields + results)
  }
}

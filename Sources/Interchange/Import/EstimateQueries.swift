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
  /// The serving engine and its limits.
  public var engine: EngineSettings
}

/// Reads the queries of `estimate`.
public enum EstimateQueryReader {
  private static let required = [
    "model", "precision", "gpu", "tp", "pp", "input_tokens", "output_tokens",
  ]
  private static let optional = [
    "concurrency", "engine", "max_sequences", "chunk_tokens", "memory_fraction", "kv_precision",
  ]

  /// The queries in the file at `path`; throws `FileError` or `InputError` with all problems.
  public static func read(
    path: String, catalogue: CatalogueNames = .standard, notes: ReadingNotes = ReadingNotes()
  ) throws -> [EstimateQuery] {
    try read(CSVReader(path: path), catalogue: catalogue, notes: notes)
  }

  /// The queries that `reader` yields.
  public static func read(
    _ reader: CSVReader, catalogue: CatalogueNames = .standard, notes: ReadingNotes = ReadingNotes()
  ) throws -> [EstimateQuery] {
    let problems = ProblemList(notes: notes)
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
    let engine = engine(row, table: table)
    guard let model, let gpu, let precision, let tp, let pp, let input, let output, let engine,
      concurrency.isRight
    else { return nil }
    return EstimateQuery(
      line: row.line, modelName: model.name, model: model.entry, precision: precision, gpuName: gpu.name,
      gpu: gpu.entry, tp: Int(tp), pp: Int(pp), inputTokens: Int(input), outputTokens: Int(output),
      concurrency: concurrency.number, engine: engine)
  }
}

extension EstimateQueryReader {
  /// The engine of a row with the limits that it states; nil: something is wrong.
  private static func engine(_ row: CSVTable.Row, table: CSVTable) -> EngineSettings? {
    func states(_ key: String) -> Bool { row.fields[key].map { !$0.text.trimmed.isEmpty } ?? false }
    let name = states("engine") ? table.choice("engine", row, ServingEngine.self) : .vllm
    let sequences = table.optionalNumber("max_sequences", row, in: .whole(1...ScenarioLimits.sequences))
    let chunk = table.optionalNumber("chunk_tokens", row, in: .whole(1...ScenarioLimits.tokens))
    let memory = table.optionalNumber("memory_fraction", row, in: .memoryFraction)
    let cache = states("kv_precision") ? table.choice("kv_precision", row, KVPrecision.self) : nil
    guard let name, sequences.isRight, chunk.isRight, memory.isRight,
      cache != nil || !states("kv_precision")
    else { return nil }
    return EngineSettings(
      name: name, maxSequences: sequences.number.map { Int($0) }, chunkTokens: chunk.number.map { Int($0) },
      memoryFraction: memory.number, kvPrecision: cache)
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
      ("engine", .text(query.engine.name.rawValue)),
    ]
    let engine = query.engine
    if let stated = engine.maxSequences { entries.append(("max_sequences", .integer(stated))) }
    if let stated = engine.chunkTokens { entries.append(("chunk_tokens", .integer(stated))) }
    if let stated = engine.memoryFraction { entries.append(("memory_fraction", .number(stated))) }
    if let stated = engine.kvPrecision { entries.append(("kv_precision", .text(stated.rawValue))) }
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
    fields += [concurrency.map(PlanCSV.number) ?? "", query.engine.name.rawValue]
    return PlanCSV.row(fields + results)
  }
}

import Planning

/// One scenario of a sweep as a line of JSON, and what a summary needs of it.
public struct SweepLine: Sendable, Equatable {
  /// Number of the scenario, from 0.
  public var index: Int
  /// Which sweep it belongs to.
  public var sweep: String
  /// The values that the scenario sets.
  public var edits: [Edit]
  /// `optimal`, `feasible`, `infeasible` or `unknown`.
  public var status: String
  /// Requests/s; nil: no plan.
  public var requestsPerSecond: Double?
  /// $/h; nil: no plan.
  public var costPerHour: Double?
  /// $ for 10^6 tokens of both kinds; nil: no plan.
  public var costPerMillionTokens: Double?
  /// Proven relative gap; nil: no plan.
  public var gap: Double?
  /// GPUs rented by pool, zeros left out.
  public var gpus: [Plan.PoolCount]
  /// Whether the kept plan still fits; nil: none is kept.
  public var keptFits: Bool?
  /// Requests/s that the kept plan can serve.
  public var keptRequestsPerSecond: Double?
  /// $/h of the kept plan.
  public var keptCostPerHour: Double?
  /// How much worse than the optimum the kept plan is, relative to it; nil: it cannot be kept.
  public var regret: Double?

  /// The line of a result.
  public init(_ result: SweepResult, edits: [Edit], sweep: String) {
    let plan = result.plan
    let isPlan = plan.exists
    index = result.index
    self.sweep = sweep
    self.edits = edits
    status = plan.status.rawValue
    requestsPerSecond = isPlan ? plan.requestsPerSecond : nil
    costPerHour = isPlan ? plan.costPerHour : nil
    costPerMillionTokens = isPlan ? plan.totalCostPerMillionTokens : nil
    gap = isPlan ? plan.gap : nil
    gpus = plan.gpus.filter { $0.used > 0 }.map { Plan.PoolCount(pool: $0.name, count: $0.used) }
    keptFits = result.kept?.fits
    keptRequestsPerSecond = result.kept?.requestsPerSecond
    keptCostPerHour = result.kept?.costPerHour
    regret = result.kept?.regret
  }

  /// The line as one JSON object. It holds no times: the same sweep gives the same lines everywhere.
  public var json: JSONValue { .object(Self.schema().json(self)) }

  /// How the line of a scenario begins, which no line of another sweep does.
  public static func beginning(index: Int, sweep: String) -> String {
    String(JSONValue.object([("index", .integer(index)), ("sweep", .text(sweep))]).compact.dropLast())
  }

  /// Reads a line; throws `InputError` with the problem's line in the file.
  public init(_ text: String, file: String, line: Int) throws {
    let root = try JSONParser.parse(SourceFile(path: file, text: text), firstLine: line)
    let problems = ProblemList()
    guard let reader = MapReader(root, subject: "a line of a sweep", file: file, problems: problems) else {
      throw InputError(problems.problems)
    }
    index = reader.integer("index", in: 0...SweepGrid.limit, isRequired: true) ?? 0
    sweep = reader.name("sweep", isRequired: true)?.text ?? ""
    edits = []
    if let set = reader.value("set"), case .mapping(let entries) = set.content {
      edits = entries.map { entry in
        guard case .scalar(let text, _) = entry.value.content else {
          return Edit(path: entry.key, value: "")
        }
        if (entry.key + text).unicodeScalars.contains(where: SafeText.isUnsafe) {
          reader.add(
            at: entry.value, key: entry.key, "must not contain control or invisible characters", bad: text)
        }
        return Edit(path: entry.key, value: text)
      }
    }
    status = reader.name("status", isRequired: true)?.text ?? ""
    requestsPerSecond = reader.nullableNumber("requests_per_second")
    costPerHour = reader.nullableNumber("cost_per_hour")
    costPerMillionTokens = reader.nullableNumber("cost_per_million_tokens")
    gap = reader.nullableNumber("gap")
    gpus = []
    if let use = reader.map("gpus", subject: "gpus") {
      gpus = use.keys.compactMap { pool in
        use.integer(pool, in: 0...ScenarioLimits.gpus).map { Plan.PoolCount(pool: pool, count: $0) }
      }
    }
    if reader.has("kept"), let kept = reader.map("kept", subject: "kept") {
      keptFits = kept.flag("fits")
      keptRequestsPerSecond = kept.nullableNumber("requests_per_second")
      keptCostPerHour = kept.nullableNumber("cost_per_hour")
      regret = kept.nullableNumber("regret")
    }
    try problems.throwIfAny()
  }

  /// The header of the CSV for lines that set these paths and rent from these pools.
  public static func csvHeader(paths: [String], pools: [String]) -> String {
    ReportTable(schema(paths: paths, pools: pools), []).csvHeader
  }

  /// The line as a row of that CSV.
  public func csv(paths: [String], pools: [String]) -> String {
    ReportTable(Self.schema(paths: paths, pools: pools), [self]).csvRows
  }
}

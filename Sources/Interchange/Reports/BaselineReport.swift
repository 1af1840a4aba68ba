import Planning

/// Writes baselines beside the optimum.
public struct BaselineReport {
  private let scenario: Scenario
  private let results: [BaselineResult]
  private let best: Double?
  private let isComplete: Bool

  /// A report on the results of one scenario, the optimum within the stock among them; complete unless there was no
  /// time for all of them.
  public init(_ results: [BaselineResult], of scenario: Scenario, isComplete: Bool = true) {
    self.isComplete = isComplete
    self.scenario = scenario
    self.results = results
    best = results.first { $0.baseline == .optimum && $0.keepsStock }?.value(scenario.objective)
  }

  /// How far a result is from the optimum within the stock, in the objective's own value, relative; below 0: worse.
  private func gain(_ result: BaselineResult) -> Double? {
    guard let best, let value = result.value(scenario.objective) else { return nil }
    return scenario.objective.advantage(of: value, over: best)
  }

  /// One row per baseline.
  public var table: ReportTable {
    ReportTable(
      [
        .init("baseline", "baseline", isNumeric: false), .init("stock", "stock", isNumeric: false),
        .init("requests_per_second", "req/s"), .init("cost_per_hour", "$/h"),
        .init("cost_per_million_tokens", "$/Mtok"), .init("against_optimum", "vs optimum %"),
        .init("gpus", "GPUs", isNumeric: false), .init("note", "note", isNumeric: false),
      ],
      results.map { result in
        [
          .text(result.baseline.name(in: scenario)), .text(result.keepsStock ? "limited" : "unlimited"),
          .number(result.requestsPerSecond, decimals: 2),
          .number(result.requestsPerSecond.map { _ in result.costPerHour }, decimals: 2),
          .number(result.costPerMillionTokens, decimals: 4),
          .change(gain(result).map { $0 * 100 }, decimals: 1),
          .text(result.gpus.map { "\($0.count) \($0.pool)" }.joined(separator: ", ")), .text(result.note),
        ]
      })
  }

  /// The report as one JSON object.
  public var json: JSONValue {
    .object([
      ("title", .text(scenario.title)), ("objective", .text(scenario.objective.rawValue)),
      ("complete", .flag(isComplete)), ("baselines", .array(results.map(value))),
    ])
  }

  private func value(_ result: BaselineResult) -> JSONValue {
    .object([
      ("baseline", .text(result.baseline.key(in: scenario))),
      ("stock", .text(result.keepsStock ? "limited" : "unlimited")),
      (
        "status",
        .text(
          result.requestsPerSecond == nil
            ? result.isProven ? "infeasible" : "unknown" : result.isProven ? "optimal" : "feasible")
      ),
      ("requests_per_second", .optional(result.requestsPerSecond)),
      ("cost_per_hour", .optional(result.requestsPerSecond.map { _ in result.costPerHour })),
      ("cost_per_million_tokens", .optional(result.costPerMillionTokens)),
      ("against_optimum", .optional(gain(result))),
      ("gpus", .object(result.gpus.map { ($0.pool, .integer($0.count)) })),
      (
        "replicas",
        .array(
          result.replicas.map {
            .object([
              ("model", .text($0.model)), ("layout", .text($0.layout)), ("count", .integer($0.count)),
            ])
          })
      ),
      ("note", .text(result.note)),
    ])
  }
}

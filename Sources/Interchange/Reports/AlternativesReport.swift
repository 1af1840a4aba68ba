import Planning

/// Writes the best plans with different GPUs, the best first.
public struct AlternativesReport {
  private let scenario: Scenario
  private let plans: [Plan]
  private let isComplete: Bool

  /// A report on plans of one scenario, the best first; complete unless there was no time to prove each the next best.
  public init(_ plans: [Plan], of scenario: Scenario, isComplete: Bool = true) {
    self.isComplete = isComplete
    self.plans = plans
    self.scenario = scenario
  }

  private func loss(_ plan: Plan) -> Double? {
    plans.first.flatMap { scenario.objective.advantage(of: plan.objectiveValue, over: $0.objectiveValue) }
  }

  /// One row per plan.
  public var table: ReportTable {
    ReportTable(
      [
        .init("rank", "rank"), .init("requests_per_second", "req/s"), .init("cost_per_hour", "$/h"),
        .init("cost_per_million_tokens", "$/Mtok"), .init("against_best", "vs best %"),
        .init("gpus", "GPUs", isNumeric: false), .init("replicas", "replicas", isNumeric: false),
      ],
      plans.enumerated().map { rank, plan in
        [
          .integer(rank + 1), .number(plan.requestsPerSecond, decimals: 2),
          .number(plan.costPerHour, decimals: 2), .number(plan.totalCostPerMillionTokens, decimals: 4),
          .change(loss(plan).map { $0 * 100 }, decimals: 2),
          .text(plan.gpus.filter { $0.used > 0 }.map { "\($0.used) \($0.name)" }.joined(separator: ", ")),
          .text(plan.replicaList),
        ]
      })
  }

  /// The report as one JSON object; every plan is a whole plan, as `plan --json` prints it.
  public var json: JSONValue {
    .object([
      ("title", .text(scenario.title)), ("objective", .text(scenario.objective.rawValue)),
      ("complete", .flag(isComplete)),
      (
        "plans",
        .array(
          plans.enumerated().map { rank, plan in
            .object([
              ("rank", .integer(rank + 1)), ("against_best", .optional(loss(plan))),
              ("plan", PlanJSON.value(plan, title: scenario.title)),
            ])
          })
      ),
    ])
  }
}

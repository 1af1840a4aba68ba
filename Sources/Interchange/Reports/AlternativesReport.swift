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

  private var rows: [OptionRow] {
    guard let best = plans.first else { return [] }
    return plans.enumerated().map { OptionRow($1, rank: $0 + 1, best: best) }
  }

  /// One row per plan.
  public var table: ReportTable { ReportTable(.alternatives, rows) }

  /// The report as one JSON object; every plan is a whole plan, as `plan --json` prints it.
  public var json: JSONValue {
    .object([
      ("title", .text(scenario.title)), ("objective", .text(scenario.objective.rawValue)),
      ("complete", .flag(isComplete)),
      (
        TableSchema.alternatives.key,
        .array(
          zip(rows, plans).map { row, plan in
            .object(
              TableSchema.alternatives.json(row) + [("plan", PlanJSON.value(plan, title: scenario.title))])
          })
      ),
    ])
  }
}

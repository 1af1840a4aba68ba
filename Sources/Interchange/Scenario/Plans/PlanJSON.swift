import Planning
import Serving

/// Writes plans as JSON: the keys other programs rely on first, what reading back needs after them.
public enum PlanJSON {
  /// The JSON of `plan`; `title` is the scenario's, `origin` what else is said of it.
  public static func value(_ plan: Plan, title: String? = nil, origin: PlanOrigin? = nil) -> JSONValue {
    var entries: [(key: String, value: JSONValue)] = [
      ("status", .text(plan.status.rawValue)),
      ("objective", .text(plan.objective.rawValue)),
      ("requests_per_second", .number(plan.requestsPerSecond)),
      ("cost_per_hour", .number(plan.costPerHour)),
      ("tokens_per_second", .object(pair(plan.tokensPerSecond))),
      (
        "cost_per_million_tokens",
        .object(pair(plan.costPerMillionTokens) + [("total", .number(plan.totalCostPerMillionTokens))])
      ),
      ("bound", .number(plan.bound)),
      ("gap", .number(plan.gap)),
      TableSchema.replicas.json(plan.replicas.map { ReplicaRow($0) }),
      TableSchema.assignments.json(plan.assignments.map { AssignmentRow($0) }),
      TableSchema.pools(for: plan.objective).json(plan.gpus.map { PoolRow($0) }),
      TableSchema.workloads.json(WorkloadRow.rows(of: plan)),
    ]
    // Files of earlier plans may have left out what were too many to list; a plan that rents nothing has none.
    if !plan.machines.isEmpty || plan.replicas.isEmpty {
      entries.append(("machines", .array(plan.machines.map(machine))))
    }
    entries += [
      ("solve", statistics(plan.solve)),
      ("budget_marginal_value", .number(plan.budgetMarginalValue)),
      ("budget_marginal_value_kind", .text(plan.budgetMarginalKind.rawValue)),
    ]
    if !plan.stresses.isEmpty { entries.append(TableSchema.stresses.json(plan.stresses)) }
    if let title { entries.append(("title", .text(title))) }
    if let omission = plan.omission { entries.append(("omission", .text(omission))) }
    if let infeasibility = plan.infeasibility { entries.append(("infeasibility", reason(infeasibility))) }
    if let origin { entries += origin.json }
    return .object(entries)
  }

  /// The text of a plan file.
  public static func text(_ plan: Plan, title: String? = nil, origin: PlanOrigin? = nil) -> String {
    value(plan, title: title, origin: origin).pretty
  }

  /// The text of an answer to `scenario`: with its digest, or as a file that needs no other.
  public static func text(
    _ plan: Plan, of scenario: Scenario, gapAsked: Double?, carriesScenario: Bool = false
  ) -> String {
    let origin = PlanOrigin(of: scenario, gapAsked: gapAsked, carriesScenario: carriesScenario)
    return text(plan, title: scenario.title, origin: origin) + "\n"
  }

  private static func pair(_ pair: Plan.TokenPair) -> [(key: String, value: JSONValue)] {
    [("input", .number(pair.input)), ("output", .number(pair.output))]
  }

  private static func machine(_ machine: Plan.Machine) -> JSONValue {
    var entries: [(key: String, value: JSONValue)] = [
      ("pool", .text(machine.pool)), ("gpus", .integer(machine.gpus)),
    ]
    if machine.count > 1 { entries.append(("count", .integer(machine.count))) }
    entries += [
      ("cost_per_hour", .number(machine.costPerHour)),
      (
        "holds",
        .array(
          machine.holds.map { block in
            .object([
              ("model", .text(block.model)), ("layout", .text(block.layout)),
              ("replica", .integer(block.replica)), ("gpus", .integer(block.gpus)),
            ])
          })
      ),
      ("free", .integer(machine.free)),
    ]
    return .object(entries)
  }

  private static func statistics(_ solve: Plan.SolveStatistics) -> JSONValue {
    .object([
      ("milliseconds", .number(solve.milliseconds)),
      ("first_plan_milliseconds", .number(solve.firstPlanMilliseconds)),
      ("nodes", .integer(solve.nodes)),
      ("pivots", .integer(solve.pivots)),
      ("warm", .flag(solve.warm)),
    ])
  }

  private static func reason(_ infeasibility: Infeasibility) -> JSONValue {
    let refusals = infeasibility.refusals.map { refusal -> JSONValue in
      .object([
        ("model", .text(refusal.model)), ("layout", .text(refusal.layout)), ("reason", .text(refusal.reason)),
      ])
    }
    return .object([
      ("reason", .text(infeasibility.reason)),
      ("proven", .flag(infeasibility.isProven)),
      ("refusals", .array(refusals)),
    ])
  }
}

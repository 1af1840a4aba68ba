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
      ("replicas", .array(plan.replicas.map(replica))),
      ("assignments", .array(plan.assignments.map(assignment))),
      ("gpus", .array(plan.gpus.map(use))),
      ("workloads", .array(plan.workloads.map(workload))),
    ]
    // Too many machines to list are left out; a plan that rents nothing has none.
    if !plan.machines.isEmpty || plan.replicas.isEmpty {
      entries.append(("machines", .array(plan.machines.map(machine))))
    }
    entries += [
      ("solve", statistics(plan.solve)),
      ("budget_marginal_value", .number(plan.budgetMarginalValue)),
      ("budget_marginal_value_kind", .text(plan.budgetMarginalKind.rawValue)),
    ]
    if !plan.stresses.isEmpty { entries.append(("withstands", .array(plan.stresses.map(stress)))) }
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

  private static func replica(_ replica: Plan.Replica) -> JSONValue {
    .object(
      [
        ("model", .text(replica.model)),
        ("precision", .text(replica.precision.rawValue)),
        ("layout", .text(replica.layout)),
        ("gpus", .object(replica.gpus.map { ($0.pool, .integer($0.count)) })),
        ("count", .integer(replica.count)),
        ("cost_per_hour", .number(replica.costPerHour)),
        ("utilization", .number(replica.utilization)),
        ("source", .text(replica.provenance.kind)),
        ("requests_per_second", .number(replica.requestsPerSecond)),
        ("provenance", .text(replica.provenance.detail)),
        ("error_band", band(replica.provenance)),
      ] + (replica.checkpoint.map { [("checkpoint", .text($0))] } ?? []))
  }

  private static func assignment(_ assignment: Plan.Assignment) -> JSONValue {
    .object([
      ("model", .text(assignment.model)),
      ("workload", .text(assignment.workload)),
      ("layout", .text(assignment.layout)),
      ("fraction", .number(assignment.fraction)),
      ("requests_per_second", .number(assignment.requestsPerSecond)),
      ("cost_per_hour", .number(assignment.costPerHour)),
      ("prefill_share", .number(assignment.prefillShare)),
      ("source", .text(assignment.provenance.kind)),
      ("provenance", .text(assignment.provenance.detail)),
      ("error_band", band(assignment.provenance)),
    ])
  }

  /// True / stated requests/s as far as is known of figures of this kind.
  private static func band(_ provenance: Provenance) -> JSONValue {
    .object([
      ("low", .number(provenance.band.lowerBound)), ("high", .number(provenance.band.upperBound)),
    ])
  }

  private static func use(_ use: Plan.GPUUse) -> JSONValue {
    .object([
      ("name", .text(use.name)),
      ("used", .integer(use.used)),
      ("available", .integer(use.available)),
      ("cost_per_hour", .number(use.costPerHour)),
      ("marginal_value", .number(use.marginalValue)),
      ("marginal_value_kind", .text(use.marginalKind.rawValue)),
    ])
  }

  private static func workload(_ workload: Plan.WorkloadResult) -> JSONValue {
    .object([
      ("model", .text(workload.model)),
      ("workload", .text(workload.workload)),
      ("requests_per_second", .number(workload.requestsPerSecond)),
      ("cost_per_million_tokens", .number(workload.costPerMillionTokens)),
      ("cost_per_hour", .number(workload.costPerHour)),
      ("cost_per_million_input_tokens", .number(workload.split.input)),
      ("cost_per_million_output_tokens", .number(workload.split.output)),
    ])
  }

  private static func machine(_ machine: Plan.Machine) -> JSONValue {
    .object([
      ("pool", .text(machine.pool)),
      ("gpus", .integer(machine.gpus)),
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
    ])
  }

  private static func stress(_ stress: Plan.Stress) -> JSONValue {
    .object([
      ("lost", stress.lost.map { .text($0) } ?? .null),
      ("misjudged", .array(stress.misjudged.map { .text($0) })),
      ("requests_per_second", .number(stress.requestsPerSecond)),
      ("needed", .number(stress.needed)),
    ])
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

import Planning

/// Which share of each workload type's requests goes to which replicas, for a router.
enum RoutingWeights {
  /// Weights by model and workload type; they add up to 1, and `per_replica` is one copy's part.
  static func json(_ plan: Plan) -> JSONValue {
    var models: [String] = []
    for workload in plan.workloads where !models.contains(workload.model) { models.append(workload.model) }
    return .object([
      (
        "models",
        .array(
          models.map { model in
            .object([
              ("model", .text(model)),
              (
                "workloads",
                .array(plan.workloads.filter { $0.model == model }.map { workload(plan, $0) })
              ),
            ])
          })
      )
    ])
  }

  private static func workload(_ plan: Plan, _ workload: Plan.WorkloadResult) -> JSONValue {
    let parts = plan.assignments.filter { $0.model == workload.model && $0.workload == workload.workload }
    return .object([
      ("workload", .text(workload.workload)),
      ("requests_per_second", .number(workload.requestsPerSecond)),
      ("routes", .array(parts.map { route(plan, $0) })),
    ])
  }

  private static func route(_ plan: Plan, _ part: Plan.Assignment) -> JSONValue {
    let index = plan.replicas.firstIndex { $0.model == part.model && $0.layout == part.layout }
    let count = index.map { plan.replicas[$0].count } ?? 0
    return .object([
      ("service", index.map { .text(PlanExport.dnsLabel(part.model, index: $0)) } ?? .null),
      ("layout", .text(part.layout)), ("replicas", .integer(count)), ("weight", .number(part.fraction)),
      ("per_replica", .number(count > 0 ? part.fraction / Double(count) : 0)),
    ])
  }
}

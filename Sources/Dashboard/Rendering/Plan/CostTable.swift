import Planning

/// The cost per million tokens: by model, by pool and in total.
struct CostTable: Sendable {
  /// One row.
  struct Row: Sendable, Equatable {
    var name: String
    /// $ per 10^6 input, output and all tokens; not finite where none were served.
    var input: Double
    var output: Double
    var total: Double
    /// The same for all tokens of each matrix column; nil where none were served.
    var byWorkload: [Double?]
  }
  let models: [Row]
  let pools: [Row]
  let all: Row

  init(_ plan: Plan, _ scenario: Scenario, columns: [String]?) {
    let parts = CostPart.parts(of: plan, scenario)
    func row(_ name: String, _ chosen: [CostPart], columns: [String]) -> Row {
      let sum = CostPart.sum(chosen)
      let byWorkload = columns.map { column -> Double? in
        let cost = CostPart.sum(chosen.filter { $0.workload == column })
        return cost.tokens > 0 ? cost.total : nil
      }
      return Row(name: name, input: sum.input, output: sum.output, total: sum.total, byWorkload: byWorkload)
    }
    models = scenario.models.map { model in
      row(model.name, parts.filter { $0.model == model.name }, columns: model.workloads.map(\.name))
    }
    pools = scenario.pools.compactMap { pool in
      let chosen = parts.filter { $0.pool == pool.name }
      return chosen.isEmpty ? nil : row("on \(pool.name)", chosen, columns: columns ?? [])
    }
    var sum = row("all", parts, columns: columns ?? [])
    sum.input = plan.costPerMillionTokens.input
    sum.output = plan.costPerMillionTokens.output
    sum.total = plan.totalCostPerMillionTokens
    all = sum
  }
}

import Planning

/// What a million tokens cost: by model, by pool, and in all.
struct CostTable: Sendable {
  /// One row.
  struct Row: Sendable, Equatable {
    var name: String
    /// $ for 10^6 input, output and all tokens; not finite where none were served.
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
    let parts = plan.assignments.flatMap { Self.shares(of: $0, plan, scenario) }
    func row(_ name: String, _ chosen: [Part], columns: [String]) -> Row {
      let sum = Part.sum(chosen)
      let byWorkload = columns.map { column -> Double? in
        let cost = Part.sum(chosen.filter { $0.workload == column })
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

  /// The part of an assignment's cost and tokens that falls to one pool.
  private struct Part {
    var model: String
    var workload: String
    var pool: String
    var inputTokens: Double
    var outputTokens: Double
    var inputCost: Double
    var outputCost: Double

    var tokens: Double { inputTokens + outputTokens }
    /// $/h over tokens/s, as $ for 10^6 tokens.
    var input: Double { Self.perMillion(inputCost, inputTokens) }
    var output: Double { Self.perMillion(outputCost, outputTokens) }
    var total: Double { Self.perMillion(inputCost + outputCost, tokens) }

    static func perMillion(_ cost: Double, _ tokens: Double) -> Double {
      tokens > 0 ? cost / 3600 / tokens * 1e6 : .nan
    }

    static func sum(_ parts: [Part]) -> Part {
      let zero = Part(
        model: "", workload: "", pool: "", inputTokens: 0, outputTokens: 0, inputCost: 0, outputCost: 0)
      return parts.reduce(into: zero) {
        $0.inputTokens += $1.inputTokens
        $0.outputTokens += $1.outputTokens
        $0.inputCost += $1.inputCost
        $0.outputCost += $1.outputCost
      }
    }
  }

  /// A replica of several pools is shared over them by price.
  private static func shares(of part: Plan.Assignment, _ plan: Plan, _ scenario: Scenario) -> [Part] {
    guard let replica = plan.replicas.first(where: { $0.model == part.model && $0.layout == part.layout }),
      let workload = scenario.models.first(where: { $0.name == part.model })?.workloads
        .first(where: { $0.name == part.workload })
    else { return [] }
    let prices = replica.gpus.map { use in
      Double(use.count) * (scenario.pools.first { $0.name == use.pool }?.price ?? 0)
    }
    let sum = prices.reduce(0, +)
    guard sum > 0 else { return [] }
    return zip(replica.gpus, prices).map { use, price in
      let share = price / sum
      let rate = part.requestsPerSecond * share
      return Part(
        model: part.model, workload: part.workload, pool: use.pool,
        inputTokens: rate * Double(workload.inputTokens), outputTokens: rate * Double(workload.outputTokens),
        inputCost: part.costPerHour * part.prefillShare * share,
        outputCost: part.costPerHour * (1 - part.prefillShare) * share)
    }
  }
}

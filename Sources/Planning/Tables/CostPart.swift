/// The part of an assignment's cost and tokens that falls to one pool: what every cost table is a sum of.
public struct CostPart: Sendable, Equatable {
  var model = ""
  var workload = ""
  var layout = ""
  var pool = ""
  /// Requests/s.
  var rate = 0.0
  /// Input tokens/s.
  public internal(set) var inputTokens = 0.0
  /// Output tokens/s.
  public internal(set) var outputTokens = 0.0
  /// $/h.
  var inputCost = 0.0
  var outputCost = 0.0

  /// Tokens/s.
  var tokens: Double { inputTokens + outputTokens }
  /// $/h.
  var cost: Double { inputCost + outputCost }
  /// $ per 10^6 input tokens; not finite without them.
  public var input: Double { Self.perMillion(inputCost, inputTokens) }
  /// $ per 10^6 output tokens; not finite without them.
  public var output: Double { Self.perMillion(outputCost, outputTokens) }
  /// $ per 10^6 tokens of both kinds; not finite without them.
  public var total: Double { Self.perMillion(cost, tokens) }

  private static func perMillion(_ cost: Double, _ tokens: Double) -> Double {
    tokens > 0 ? cost / 3600 / tokens * 1e6 : .nan
  }

  /// The sum of some parts; its names are empty.
  public static func sum(_ parts: [CostPart]) -> CostPart {
    parts.reduce(into: CostPart()) {
      $0.rate += $1.rate
      $0.inputTokens += $1.inputTokens
      $0.outputTokens += $1.outputTokens
      $0.inputCost += $1.inputCost
      $0.outputCost += $1.outputCost
    }
  }

  /// The sum of the parts of one configuration.
  public static func sum(of replica: Plan.Replica, in parts: [CostPart]) -> CostPart {
    sum(parts.filter { $0.model == replica.model && $0.layout == replica.layout })
  }

  /// A plan's cost in parts; a replica of several pools is shared over them by price.
  public static func parts(of plan: Plan, _ scenario: Scenario) -> [CostPart] {
    plan.assignments.flatMap { parts(of: $0, plan, scenario) }
  }

  private static func parts(
    of part: Plan.Assignment, _ plan: Plan, _ scenario: Scenario
  ) -> [CostPart] {
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
      return CostPart(
        model: part.model, workload: part.workload, layout: part.layout, pool: use.pool, rate: rate,
        inputTokens: rate * Double(workload.inputTokens), outputTokens: rate * Double(workload.outputTokens),
        inputCost: part.costPerHour * part.prefillShare * share,
        outputCost: part.costPerHour * (1 - part.prefillShare) * share)
    }
  }
}

import Serving

/// A limit of a scenario that may stand in the way of a plan.
public enum Limit: Sendable, Hashable {
  /// The cap on spending.
  case budget
  /// The rate to be served.
  case demand
  /// The part of every replica kept idle.
  case headroom
  /// The limit on the time to first token, the scenario's and the models' own.
  case ttft
  /// The limit on the time per output token, likewise.
  case tpot
  /// What must be withstood.
  case resilience
  /// A pool's stock.
  case available(pool: Int)

  /// The limits that a scenario states.
  public static func all(of scenario: Scenario) -> [Limit] {
    var limits: [Limit] = []
    if scenario.budget != nil { limits.append(.budget) }
    if scenario.objective != .throughput, (scenario.demand ?? 0) > 0 { limits.append(.demand) }
    if scenario.headroom > 0 { limits.append(.headroom) }
    if scenario.resilience.isAsked { limits.append(.resilience) }
    let own = scenario.models.filter { $0.share > 0 }.map { scenario.limits(of: $0) }
    if own.contains(where: { $0?.ttftMs != nil }) { limits.append(.ttft) }
    if own.contains(where: { $0?.tpotMs != nil }) { limits.append(.tpot) }
    return limits + scenario.pools.indices.map { .available(pool: $0) }
  }

  /// The scenario without the limit. A demand cannot go altogether: what is left is next to nothing.
  public func lifted(from scenario: Scenario) -> Scenario {
    var free = scenario
    switch self {
    case .budget:
      // More than all that can be rented costs, where the objective needs a number.
      free.budget =
        scenario.objective == .cost ? nil : Double(Limit.manyGPUs(for: scenario)) * scenario.dearestPrice
    case .demand: free.demand = PlanningTolerance.smallestRate * 10
    case .headroom: free.headroom = 0
    case .resilience: free.resilience = Resilience()
    case .ttft:
      free.slo?.ttftMs = nil
      for model in free.models.indices { free.models[model].slo?.ttftMs = nil }
    case .tpot:
      free.slo?.tpotMs = nil
      for model in free.models.indices { free.models[model].slo?.tpotMs = nil }
    case .available(let pool):
      free.pools[pool].available = max(scenario.pools[pool].available, Limit.manyGPUs(for: scenario))
    }
    return free
  }

  /// GPUs that are no limit for a scenario: a hundred for each request a second, and thousands at least. More than are
  /// needed make proofs no easier.
  private static func manyGPUs(for scenario: Scenario) -> Int {
    Int(min(1_000_000, max(4096, 100 * (scenario.demand ?? 0)).rounded(.up)))
  }
}

extension Scenario {
  fileprivate var dearestPrice: Double { max(1, pools.reduce(0) { $0 + $1.price }) }
}

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
      free.budget = scenario.objective == .cost ? nil : Double(Limit.manyGPUs) * scenario.dearestPrice
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
      free.pools[pool].available = max(scenario.pools[pool].available, Limit.manyGPUs)
    }
    return free
  }

  /// A stock that is no limit.
  private static let manyGPUs = 4096
}

extension Scenario {
  fileprivate var dearestPrice: Double { max(1, pools.reduce(0) { $0 + $1.price }) }
}

/// Limits that cannot all be kept, while any one of them gone leaves a plan: an irreducible infeasible set.
///
/// Found by the deletion filter (Chinneck & Dravnieks, ORSA J. Computing 3, 1991): limits are lifted one after the
/// other; one without which there is still no plan does not belong to the set and stays lifted.
public struct Conflict: Sendable, Equatable {
  /// The limits, in the order of `Limit.all`; empty: not even without any limit is there a plan.
  public var limits: [Limit]

  /// The set of a scenario; nil if it has a plan, or if cancelled. Each deletion is one solve.
  public init?(of scenario: Scenario, options: PlanningOptions, isCancelled: @escaping () -> Bool = { false })
  {
    let session = PlanningSession()
    func isFeasible(_ scenario: Scenario) -> Bool? {
      session.hasPlan(scenario, options: options, isCancelled: isCancelled)
    }
    guard let feasible = isFeasible(scenario), !feasible else { return nil }
    var remaining = scenario
    var limits: [Limit] = []
    for limit in Limit.all(of: scenario) {
      let lifted = limit.lifted(from: remaining)
      guard let feasible = isFeasible(lifted) else { return nil }
      if feasible { limits.append(limit) } else { remaining = lifted }
    }
    self.limits = limits
  }
}

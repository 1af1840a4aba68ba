/// A limit moved a little: what that is worth is the difference of two solved plans, not a price of the relaxation.
public enum LimitStep: Sendable, Hashable {
  /// One GPU more in a pool, or one machine where it rents those whole.
  case gpu(pool: Int)
  /// One machine more of a size, in a pool that rents several sizes whole.
  case machine(pool: Int, gpus: Int)
  /// 1 $/h more to spend.
  case budget
  /// 5 % more to spend.
  case budgetPercent
  /// 1 request/s less to serve.
  case demand

  /// Part of the budget that `budgetPercent` adds.
  public static let budgetShare = 0.05

  /// The steps that can change a scenario's optimum.
  public static func steps(of scenario: Scenario) -> [LimitStep] {
    var result: [LimitStep] = []
    // Least cost never spends more because it may.
    if scenario.budget != nil, scenario.objective != .cost { result += [.budget, .budgetPercent] }
    if scenario.objective != .throughput, (scenario.demand ?? 0) > 1 { result.append(.demand) }
    return result + scenario.pools.indices.flatMap { more(of: $0, in: scenario) }
  }

  /// More of a pool: one GPU or machine, or one machine of each size where it has several.
  public static func more(of pool: Int, in scenario: Scenario) -> [LimitStep] {
    guard !scenario.pools[pool].hasOneStock else { return [.gpu(pool: pool)] }
    return scenario.pools[pool].sizes.map { .machine(pool: pool, gpus: $0.gpus) }
  }

  /// The scenario with the limit moved.
  public func applied(to scenario: Scenario) -> Scenario {
    var result = scenario
    switch self {
    case .gpu(let pool):
      if result.pools.indices.contains(pool) {
        result.pools[pool].available += scenario.pools[pool].stockStep
      }
    case .machine(let pool, let gpus):
      if result.pools.indices.contains(pool) { result.pools[pool].changeSize(gpus) { $0.available += 1 } }
    case .budget: result.budget = scenario.budget.map { $0 + 1 }
    case .budgetPercent: result.budget = scenario.budget.map { $0 * (1 + Self.budgetShare) }
    case .demand: result.demand = scenario.demand.map { $0 - 1 }
    }
    return result
  }
}

extension Objective {
  /// How much better one value is than another, as a part of the other; below 0: worse. Nil where the other is 0.
  public func advantage(of value: Double, over other: Double) -> Double? {
    guard other != 0 else { return nil }
    return (self == .throughput ? value - other : other - value) / abs(other)
  }
}

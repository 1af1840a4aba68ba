/// A change of a scenario without a plan that gives it one; found by search and verified by a solve.
public struct Relaxation: Sendable, Equatable {
  /// The kind of a change.
  public enum Kind: Sendable, Hashable {
    case budget, demand, headroom, ttft, tpot
    /// The part of the rate that a loss must leave.
    case remaining
    /// The number of kinds that may be misjudged.
    case misjudged
    case available(pool: Int)
    case price(pool: Int)
    /// More machines of a size, and a lower price of one, in a pool that rents several sizes.
    case machines(pool: Int, gpus: Int)
    case machinePrice(pool: Int, gpus: Int)
    /// Less of the traffic for this model, more for the others.
    case modelShare(Int)
    /// Half of the missing budget, and a demand that it pays for.
    case budgetAndDemand
  }

  /// GPUs that a search adds at most to a pool.
  public static let mostGPUs = 64

  /// The kind of the change.
  public var kind: Kind
  /// The figure now: $/h, requests/s, part of one, ms, GPUs or machines.
  public var from: Double
  /// The nearest figure with a plan.
  public var to: Double
  /// The demand that goes with it; nil: unchanged.
  public var demand: Double?
  /// The scenario changed.
  public var scenario: Scenario
  /// Its plan.
  public var plan: Plan

  /// Creates a change with the scenario and the plan that it leads to.
  public init(kind: Kind, from: Double, to: Double, demand: Double?, scenario: Scenario, plan: Plan) {
    self.kind = kind
    self.from = from
    self.to = to
    self.demand = demand
    self.scenario = scenario
    self.plan = plan
  }

  /// Size of the change relative to the figure now.
  public var relativeSize: Double { from != 0 ? abs(to - from) / abs(from) : .infinity }

  /// Whether more than one figure changes.
  public var isPair: Bool { demand != nil }

  /// The changes that could give a scenario a plan.
  public static func kinds(for scenario: Scenario) -> [Kind] {
    var result: [Kind] = []
    if scenario.budget != nil { result.append(.budget) }
    if scenario.objective != .throughput, scenario.demand != nil { result.append(.demand) }
    if scenario.headroom > 0 { result.append(.headroom) }
    if scenario.resilience.survives != nil { result.append(.remaining) }
    if scenario.resilience.misjudged > 0 { result.append(.misjudged) }
    if scenario.slo?.ttftMs != nil { result.append(.ttft) }
    if scenario.slo?.tpotMs != nil { result.append(.tpot) }
    let pools = scenario.pools.indices.filter { scenario.pools[$0].hasOneStock }
    let several = scenario.pools.indices.filter { !scenario.pools[$0].hasOneStock }
    result += pools.map { .available(pool: $0) }
    for pool in several {
      result += scenario.pools[pool].sizes.map { .machines(pool: pool, gpus: $0.gpus) }
    }
    if scenario.budget != nil {
      result += pools.filter { scenario.pools[$0].price > 0 }.map { .price(pool: $0) }
      for pool in several {
        result += scenario.pools[pool].sizes.filter { $0.price > 0 }.map {
          .machinePrice(pool: pool, gpus: $0.gpus)
        }
      }
    }
    if scenario.models.filter({ $0.share > 0 }).count > 1 {
      result += scenario.models.indices.filter { scenario.models[$0].share > 0 }.map { .modelShare($0) }
    }
    if scenario.budget != nil, scenario.objective != .throughput { result.append(.budgetAndDemand) }
    return result
  }
}

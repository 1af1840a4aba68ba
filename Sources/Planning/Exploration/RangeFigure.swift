/// A figure whose range of the same composition can be asked for.
public enum RangeFigure: Sendable, Hashable {
  /// $/h.
  case budget
  /// Requests/s.
  case demand
  /// GPUs of a pool.
  case available(pool: Int)
  /// $/h of a GPU of a pool.
  case price(pool: Int)
  /// Machines of a size, in a pool that rents several sizes.
  case machines(pool: Int, gpus: Int)
  /// $/h of such a machine.
  case machinePrice(pool: Int, gpus: Int)

  /// The figures of a scenario that have a range.
  public static func all(of scenario: Scenario) -> [RangeFigure] {
    var figures: [RangeFigure] = []
    if scenario.budget != nil, scenario.objective != .cost { figures.append(.budget) }
    if scenario.objective != .throughput, (scenario.demand ?? 0) > 0 { figures.append(.demand) }
    let pools = scenario.pools.indices.filter { scenario.pools[$0].hasOneStock }
    let several = scenario.pools.indices.filter { !scenario.pools[$0].hasOneStock }
    figures += pools.map { .available(pool: $0) }
    for pool in several {
      figures += scenario.pools[pool].sizes.map { .machines(pool: pool, gpus: $0.gpus) }
    }
    figures += pools.filter { scenario.pools[$0].price > 0 }.map { .price(pool: $0) }
    for pool in several {
      figures += scenario.pools[pool].sizes.filter { $0.price > 0 }.map {
        .machinePrice(pool: pool, gpus: $0.gpus)
      }
    }
    return figures
  }

  /// The figure's value in a scenario.
  public func value(in scenario: Scenario) -> Double {
    switch self {
    case .budget: scenario.budget ?? 0
    case .demand: scenario.demand ?? 0
    case .available(let pool): Double(scenario.pools[pool].available)
    case .price(let pool): scenario.pools[pool].price
    case .machines(let pool, let gpus): Double(scenario.pools[pool].size(gpus)?.available ?? 0)
    case .machinePrice(let pool, let gpus): scenario.pools[pool].size(gpus)?.price ?? 0
    }
  }

  func set(_ value: Double, in scenario: Scenario) -> Scenario {
    var changed = scenario
    switch self {
    case .budget: changed.budget = value
    case .demand: changed.demand = value
    case .available(let pool): changed.pools[pool].available = Int(value)
    case .price(let pool): changed.pools[pool].price = value
    case .machines(let pool, let gpus): changed.pools[pool].changeSize(gpus) { $0.available = Int(value) }
    case .machinePrice(let pool, let gpus): changed.pools[pool].changeSize(gpus) { $0.price = value }
    }
    return changed
  }

  /// Whether it counts GPUs or machines.
  public var isWhole: Bool {
    switch self {
    case .available, .machines: true
    case .budget, .demand, .price, .machinePrice: false
    }
  }

  /// Half to twice the present value; a stock from 0 to sixteen more.
  func ends(_ now: Double) -> ClosedRange<Double> { isWhole ? 0...now + 16 : now / 2...now * 2 }

  /// A five-hundredth of the present value; whole GPUs.
  func resolution(_ now: Double) -> Double { isWhole ? 1 : now / 500 }
}

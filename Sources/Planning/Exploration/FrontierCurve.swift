/// The best that can be had along one limit: requests/s against the budget, or money against the demand.
///
/// Points are solved one by one, coarse ones first; each carries what was proven. Everything but the limit itself
/// belongs to the curve: another stock, price or mix is another curve.
public struct FrontierCurve: Sendable, Equatable {
  /// The limit that runs along the curve.
  public enum Axis: Sendable, Equatable {
    /// $/h.
    case budget
    /// Requests/s.
    case demand
  }

  /// A solved point.
  public struct Point: Sendable, Equatable {
    /// The limit: $/h or requests/s.
    public var limit: Double
    /// The objective's own value (req/s, $/h, or $ for 10^6 tokens); nil: no plan.
    public var value: Double?
    /// How much is proven.
    public var status: Plan.Status
    /// Proven relative gap of the value.
    public var gap: Double
    /// Requests/s; nil: no plan.
    public var requestsPerSecond: Double?
    /// $/h; nil: no plan.
    public var costPerHour: Double?
    /// $ for 10^6 tokens of both kinds; nil: no plan.
    public var costPerMillionTokens: Double?
    /// GPUs that the plan rents, in the scenario's pool order, zeros left out.
    public var gpus: [Plan.PoolCount]
    /// Pools that the plan rents from, in the scenario's order.
    public var pools: [String] { gpus.map(\.pool) }

    /// The point of a solved limit.
    public init(limit: Double, plan: Plan) {
      let isPlan = plan.exists
      self.limit = limit
      status = plan.status
      value = isPlan ? plan.objectiveValue : nil
      gap = isPlan ? plan.gap : 0
      requestsPerSecond = isPlan ? plan.requestsPerSecond : nil
      costPerHour = isPlan ? plan.costPerHour : nil
      costPerMillionTokens = isPlan ? plan.totalCostPerMillionTokens : nil
      gpus = plan.gpus.filter { $0.used > 0 }.map { Plan.PoolCount(pool: $0.name, count: $0.used) }
    }
  }

  /// Where the set of GPU types changes along the curve.
  public struct Breakpoint: Sendable, Equatable {
    /// The last limit with the old set.
    public var from: Double
    /// The first limit with the new set.
    public var to: Double
    /// Pools that join.
    public var joining: [String]
    /// Pools that leave.
    public var leaving: [String]

    /// The breakpoint between two neighbouring points with a plan; nil where the set stays.
    public init?(_ left: Point, _ right: Point) {
      joining = right.pools.filter { !left.pools.contains($0) }
      leaving = left.pools.filter { !right.pools.contains($0) }
      guard !joining.isEmpty || !leaving.isEmpty else { return nil }
      (from, to) = (left.limit, right.limit)
    }

    /// The breakpoints between neighbours of a curve.
    public static func all(in curve: [Point]) -> [Breakpoint] {
      zip(curve, curve.dropFirst()).compactMap { Breakpoint($0, $1) }
    }
  }

  /// The limit that runs.
  public let axis: Axis
  /// The scenario without that limit.
  public let base: Scenario
  /// Limits to be solved, ascending, > 0.
  public let limits: [Double]
  /// The points solved so far, by index of their limit.
  public private(set) var points: [Int: Point] = [:]

  /// A curve to be solved at `count` limits from `upTo / count` to `upTo`.
  public init(of scenario: Scenario, upTo most: Double, count: Int) {
    axis = Self.axis(of: scenario)
    base = Self.base(of: scenario)
    let count = max(2, count)
    limits = (1...count).map { most * Double($0) / Double(count) }
  }

  /// The limit that a scenario's curve runs along.
  public static func axis(of scenario: Scenario) -> Axis {
    scenario.objective == .throughput ? .budget : .demand
  }

  /// The budget that a scenario's curve passes by: that of least cost shows what each demand takes, whether or not it
  /// is paid for. Nil: there is none, or the curve keeps it.
  public static func cap(of scenario: Scenario) -> Double? {
    scenario.objective == .cost ? scenario.budget : nil
  }

  /// Whether a bill is above a budget by more than the figures carry.
  public static func isBeyond(_ budget: Double, _ costPerHour: Double) -> Bool {
    costPerHour > budget * (1 + PlanningTolerance.budget) + PlanningTolerance.budget
  }

  /// Whether the scenario lies on this curve.
  public func passes(through scenario: Scenario) -> Bool {
    scenario.objective == base.objective && Self.base(of: scenario) == base
  }

  /// The scenario of one of the limits.
  public func scenario(at index: Int) -> Scenario { Self.scenario(base, axis, limits[index]) }

  static func scenario(_ base: Scenario, _ axis: Axis, _ limit: Double) -> Scenario {
    var result = base
    switch axis {
    case .budget: result.budget = limit
    case .demand: result.demand = limit
    }
    return result
  }

  /// Indices of limits not solved yet, such that each next one halves a widest gap: the curve's shape shows early.
  public var missing: [Int] {
    var result: [Int] = []
    var stride = 1
    while stride < limits.count { stride *= 2 }
    var seen = Set<Int>()
    while stride > 0 {
      for index in Swift.stride(from: limits.count - 1, through: 0, by: -stride)
      where seen.insert(index).inserted {
        result.append(index)
      }
      stride /= 2
    }
    return result.filter { points[$0] == nil }
  }

  /// Takes the plan of one of the limits.
  public mutating func add(_ plan: Plan, at index: Int) {
    guard limits.indices.contains(index) else { return }
    points[index] = Point(limit: limits[index], plan: plan)
  }

  /// Solved points with a plan, by limit.
  public var curve: [Point] {
    limits.indices.compactMap { points[$0] }.filter { $0.value != nil }
  }

  /// Where the set of GPU types changes between neighbouring points.
  public var breakpoints: [Breakpoint] { Breakpoint.all(in: curve) }

  /// The scenario that all points of a curve share. Least cost is the same under any budget that allows it.
  static func base(of scenario: Scenario) -> Scenario {
    var result = scenario
    switch scenario.objective {
    case .throughput:
      result.budget = nil
      result.demand = nil
    case .cost:
      result.budget = nil
      result.demand = nil
    case .costPerToken: result.demand = nil
    }
    return result
  }
}

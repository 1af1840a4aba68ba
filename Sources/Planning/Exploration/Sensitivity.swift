/// The effect of a change of one figure by a stated step on the optimum: the difference of two proven plans,
/// with the linear relaxation's price beside it.
public struct Sensitivity: Sendable, Equatable {
  /// The figure that is changed.
  public enum Figure: Sendable, Hashable {
    /// The budget, by a part of itself.
    case budget(part: Double)
    /// The demand, by a part of itself.
    case demand(part: Double)
    /// A pool's stock, by GPUs.
    case available(pool: Int, by: Int)
    /// A pool's price, by a part of itself.
    case price(pool: Int, part: Double)
    /// The stock of machines of a size, in a pool that rents several sizes, by machines.
    case machines(pool: Int, gpus: Int, by: Int)
    /// The price of such a machine, by a part of itself.
    case machinePrice(pool: Int, gpus: Int, part: Double)
    /// A model's part of the traffic, by a part of itself; the other models give or take in proportion.
    case modelShare(Int, part: Double)
    /// A workload type's part of its model's traffic, likewise.
    case workloadShare(model: Int, workload: Int, part: Double)
  }

  /// The figure that is changed.
  public var figure: Figure
  /// Change of the objective's own value; above 0 is better. Nil: there is no plan then.
  public var gain: Double?
  /// The gain that the linear relaxation's price predicts; nil where it has none for the figure.
  public var priced: Double?
  /// Whether other GPUs are rented then.
  public var changesComposition: Bool

  /// Part of the budget, a price or a share that a step moves.
  public static let part = 0.05

  /// The steps around a scenario: one more and one fewer of each GPU or machine, and 5 % of everything else both ways.
  public static func figures(of scenario: Scenario) -> [Figure] {
    var figures: [Figure] = []
    if scenario.budget != nil, scenario.objective != .cost {
      figures += [.budget(part: part), .budget(part: -part)]
    }
    if scenario.objective != .throughput, (scenario.demand ?? 0) > 0 {
      figures += [.demand(part: part), .demand(part: -part)]
    }
    for (pool, stated) in scenario.pools.enumerated() where stated.hasOneStock {
      figures.append(.available(pool: pool, by: stated.stockStep))
      if stated.available > 0 { figures.append(.available(pool: pool, by: -stated.stockStep)) }
    }
    for (pool, stated) in scenario.pools.enumerated() where !stated.hasOneStock {
      for size in stated.sizes {
        figures.append(.machines(pool: pool, gpus: size.gpus, by: 1))
        if size.available > 0 { figures.append(.machines(pool: pool, gpus: size.gpus, by: -1)) }
      }
    }
    for (pool, stated) in scenario.pools.enumerated() where stated.hasOneStock && stated.price > 0 {
      figures += [.price(pool: pool, part: part), .price(pool: pool, part: -part)]
    }
    for (pool, stated) in scenario.pools.enumerated() where !stated.hasOneStock {
      for size in stated.sizes where size.price > 0 {
        figures += [part, -part].map { .machinePrice(pool: pool, gpus: size.gpus, part: $0) }
      }
    }
    let served = scenario.models.indices.filter { scenario.models[$0].share > 0 }
    if served.count > 1 {
      let shares = scenario.models.map(\.share)
      for model in served { figures += steps(of: shares, at: model).map { .modelShare(model, part: $0) } }
    }
    for model in served {
      let types = scenario.models[model].workloads.indices.filter {
        scenario.models[model].workloads[$0].share > 0
      }
      guard types.count > 1 else { continue }
      let shares = scenario.models[model].workloads.map(\.share)
      for type in types {
        figures += steps(of: shares, at: type).map { .workloadShare(model: model, workload: type, part: $0) }
      }
    }
    return figures
  }

  /// The steps of a share that leave something to the others.
  private static func steps(of shares: [Double], at index: Int) -> [Double] {
    [part, -part].filter { shares[index] * (1 + $0) < shares.reduce(0, +) }
  }
}

extension Sensitivity.Figure {
  /// The scenario with the figure changed.
  public func applied(to scenario: Scenario) -> Scenario {
    var changed = scenario
    switch self {
    case .budget(let part): changed.budget = scenario.budget.map { $0 * (1 + part) }
    case .demand(let part): changed.demand = scenario.demand.map { $0 * (1 + part) }
    case .available(let pool, let by):
      changed.pools[pool].available = max(0, scenario.pools[pool].available + by)
    case .price(let pool, let part): changed.pools[pool].price = scenario.pools[pool].price * (1 + part)
    case .machines(let pool, let gpus, let by):
      changed.pools[pool].changeSize(gpus) { $0.available = max(0, $0.available + by) }
    case .machinePrice(let pool, let gpus, let part):
      changed.pools[pool].changeSize(gpus) { $0.price *= 1 + part }
    case .modelShare(let model, let part):
      let shares = Self.moved(scenario.models.map(\.share), model, part)
      for index in shares.indices { changed.models[index].share = shares[index] }
    case .workloadShare(let model, let workload, let part):
      let shares = Self.moved(scenario.models[model].workloads.map(\.share), workload, part)
      for index in shares.indices { changed.models[model].workloads[index].share = shares[index] }
    }
    return changed
  }

  /// Shares with one moved by a part of itself and the sum kept.
  private static func moved(_ shares: [Double], _ index: Int, _ part: Double) -> [Double] {
    let sum = shares.reduce(0, +)
    let rest = sum - shares[index]
    guard rest > 0, shares[index] * (1 + part) <= sum else { return shares }
    let moved = shares[index] * (1 + part)
    return shares.indices.map { $0 == index ? moved : shares[$0] * (sum - moved) / rest }
  }

  /// The gain that a plan's marginal values predict.
  fileprivate func priced(_ plan: Plan, _ scenario: Scenario) -> Double? {
    switch self {
    case .budget(let part): scenario.budget.map { $0 * part * plan.budgetMarginalValue }
    case .available(let pool, let by):
      plan.gpus.indices.contains(pool)
        ? plan.gpus[pool].marginalValue * Double(by / scenario.pools[pool].stockStep) : nil
    default: nil
    }
  }
}

/// Solves the changes around a scenario, each warm from the one before it.
public struct SensitivityStudy {
  private let scenario: Scenario
  private let options: PlanningOptions
  private let session: PlanningSession

  /// A study around a scenario, with a session that may know something of it already.
  public init(of scenario: Scenario, options: PlanningOptions, session: PlanningSession = PlanningSession()) {
    self.scenario = scenario
    self.session = session
    var quiet = options
    quiet.diagnoses = false
    quiet.breaksTies = true
    self.options = quiet
  }

  /// The plan of the scenario itself; nil if cancelled.
  public func base(isCancelled: @escaping () -> Bool = { false }) -> Plan? {
    session.solve(scenario, options: options, isCancelled: isCancelled)
  }

  /// The effect of one change; nil if cancelled, or where one of the two plans is not proven: their
  /// difference would say nothing.
  public func effect(
    of figure: Sensitivity.Figure, on base: Plan, isCancelled: @escaping () -> Bool = { false }
  ) -> Sensitivity? {
    guard base.status == .optimal, !options.mustEnd,
      let plan = session.solve(figure.applied(to: scenario), options: options, isCancelled: isCancelled),
      plan.status == .optimal || plan.status == .infeasible
    else { return nil }
    return Sensitivity(
      figure: figure, gain: base.gain(of: plan), priced: figure.priced(base, scenario),
      changesComposition: base.composition != plan.composition)
  }

  /// Changes by what they are worth: the largest effect first, those without a plan before all.
  public static func ranked(_ effects: [Sensitivity]) -> [Sensitivity] {
    func weight(_ effect: Sensitivity) -> Double { effect.gain.map(abs) ?? .infinity }
    return effects.enumerated().sorted {
      let (one, other) = (weight($0.element), weight($1.element))
      return one == other ? $0.offset < $1.offset : one > other
    }.map(\.element)
  }

  // MARK: Ranges

  /// The range of a limit or a price within which the optimum rents the same GPUs, found by halving; each end is the
  /// last value seen with the same composition. Nil if cancelled.
  ///
  /// Between two values with the same composition another one is possible; the range is what holds towards the
  /// present value as far as it was looked at. Nil too where a plan on the way could not be proven.
  public func stableRange(
    of range: RangeFigure, on base: Plan, isCancelled: @escaping () -> Bool = { false }
  ) -> ClosedRange<Double>? {
    let now = range.value(in: scenario)
    func isStable(_ value: Double) -> Bool? {
      guard base.status == .optimal, !options.mustEnd,
        let plan = session.solve(range.set(value, in: scenario), options: options, isCancelled: isCancelled),
        plan.status == .optimal || plan.status == .infeasible
      else { return nil }
      return plan.composition == base.composition
    }
    /// The last stable value from now towards an end.
    func last(towards end: Double) -> Double? {
      var (stable, changed) = (now, end)
      guard let reaches = isStable(end) else { return nil }
      if reaches { return end }
      while abs(changed - stable) > range.resolution(now) {
        var middle = (stable + changed) / 2
        if range.isWhole { middle = middle.rounded(stable < changed ? .down : .up) }
        if middle == stable || middle == changed { break }
        guard let same = isStable(middle) else { return nil }
        if same { stable = middle } else { changed = middle }
      }
      return stable
    }
    let ends = range.ends(now)
    guard let low = last(towards: ends.lowerBound), let high = last(towards: ends.upperBound) else {
      return nil
    }
    return low...high
  }
}

extension Plan {
  /// GPUs rented by pool.
  var composition: [Int] { gpus.map(\.used) }
}

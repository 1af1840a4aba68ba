import Serving

/// The way from a running fleet to a plan: the result of staying, the plan's gain, and the steps in order.
public struct Replanning: Sendable, Equatable {
  /// The running fleet under the present prices, stock and traffic.
  public struct Stay: Sendable, Equatable {
    /// Requests/s that it can serve; 0: some traffic has no replica.
    public var requestsPerSecond: Double
    /// $/h.
    public var costPerHour: Double
    /// Replicas that cannot go on, with the reason.
    public var losses: [Loss]
    /// Whether it stays within the budget and meets the demand.
    public var isEnough: Bool
  }

  /// Replicas that run and cannot go on.
  public struct Loss: Sendable, Equatable {
    /// Name of the model.
    public var model: String
    /// Layout in profile notation.
    public var layout: String
    /// Replicas.
    public var count: Int
    /// Why, as a sentence part.
    public var reason: String
  }

  /// Replicas that stay and do not stand where they stood.
  public struct Move: Sendable, Equatable {
    /// Name of the model.
    public var model: String
    /// Layout in profile notation.
    public var layout: String
    /// Replicas, > 0.
    public var count: Int
  }

  /// The result of staying.
  public var stay: Stay
  /// The best plan, starts charged.
  public var plan: Plan
  /// What starts, stops and stays: what stays and stops is the running fleet, lost replicas among those that stop, and
  /// what stays and starts is the plan; without a plan nothing starts and what can go on stays.
  public var transition: PlanTransition
  /// The steps, in an order that keeps the traffic served as far as stock allows.
  public var steps: [TransitionStep]
  /// Requests/s that the steps keep up, where they can: the demand, or the lesser of both fleets' rates.
  public var floor: Double
  /// Whether the steps lead to the plan; else there was no time to order all of them.
  public var isComplete: Bool
  /// Replicas that stay and must move to other machines; nil: where they stand is not known.
  public var moves: [Move]?
  /// The place, in the running fleet's list of machines, of each machine of the plan; nil: it is new. Empty where it is
  /// not known.
  public var machinePlaces: [Int?]
  /// $/h equivalent that the plan is charged for its starts.
  public var startCharge: Double

  /// Plans a scenario from its running fleet; nil if cancelled, or if the scenario names no running fleet.
  ///
  /// - Parameter session: may know earlier plans of the scenario.
  public init?(
    _ scenario: Scenario, options: PlanningOptions, session: PlanningSession = PlanningSession(),
    isCancelled: @escaping () -> Bool = { false }, onPlan: @escaping (Plan) -> Void = { _ in }
  ) {
    guard let current = scenario.current else { return nil }
    guard var plan = session.solve(scenario, options: options, isCancelled: isCancelled, onPlan: onPlan)
    else {
      return nil
    }
    let fleet = session.numbers(of: scenario, shouldStop: isCancelled)
    if isCancelled() { return nil }
    let survivors = SurvivingFleet(fleet: fleet, shouldStop: { options.mustEnd || isCancelled() })
    let unknown = current.replicas.compactMap { Self.unknown($0, fleet) }
    if unknown.isEmpty, survivors.fits(fleet.running), let same = Self.asGood(as: plan, fleet, options) {
      plan = same
    }
    let target = plan.counts(in: fleet)
    let going = survivors.counts(keeping: zip(fleet.running, target).map { min($0, $1) })
    let losses = unknown + Self.losses(going, fleet)
    let placement =
      current.machines.isEmpty || plan.machines.isEmpty
      ? nil : StandingPlacement(fleet: fleet, plan: plan, standing: current.machines).result()
    moves = placement.map { placement in
      zip(plan.replicas, placement.moved).filter { $0.1 > 0 }.map {
        Move(model: $0.0.model, layout: $0.0.layout, count: $0.1)
      }
    }
    machinePlaces = placement?.places ?? []
    if let placement { plan.machines = placement.machines }
    self.plan = plan
    var value = FleetEvaluator(fleet: fleet).value(of: going)
    // Staying must withstand what the plan does.
    value.rate = min(value.rate, StressTest.rate(of: StressTest(fleet: fleet, counts: going).trials()))
    let cost = fleet.cost(of: going)
    let demand = scenario.objective == .throughput ? 0 : scenario.demand ?? 0
    stay = Stay(
      requestsPerSecond: value.rate, costPerHour: cost, losses: losses,
      isEnough: value.rate > PlanningTolerance.smallestRate
        && value.rate >= demand * (1 - PlanningTolerance.check)
        && cost <= (scenario.budget ?? .infinity) * (1 + PlanningTolerance.check))
    startCharge = fleet.startCharge(of: target)
    let changes = FleetChanges(fleet: fleet, going: going)
    transition = changes.transition(
      to: plan, flows: PlanTransition.flows(from: Self.routed(going, fleet) ?? .nothing(like: plan), to: plan)
    )
    if !plan.exists {
      (steps, floor, isComplete) = ([], 0, true)
    } else {
      let reached = FleetEvaluator(fleet: fleet).value(of: target).rate
      floor = demand > 0 ? min(demand, reached) : min(value.rate, reached)
      let path = TransitionPath(
        fleet: fleet, floor: floor, shouldStop: { options.mustEnd || isCancelled() })
      (steps, isComplete) = path.steps(from: going, to: target)
    }
  }

  /// The running fleet as a plan where it is as good as the one found, to the last digits; nil: it is not.
  private static func asGood(as plan: Plan, _ fleet: FleetData, _ options: PlanningOptions) -> Plan? {
    let counts = plan.counts(in: fleet)
    guard plan.exists, counts != fleet.running, fleet.startCharge(of: counts) == 0 else { return nil }
    let proof = PlanAssembly.Proof(
      gap: options.gap, bound: plan.bound, poolValues: plan.gpus.map(\.marginalValue),
      budgetValue: plan.budgetMarginalValue)
    let assembly = PlanAssembly(fleet: fleet)
    guard var same = assembly.plan(counts: fleet.running, proof: proof, statistics: plan.solve) else {
      return nil
    }
    func isNoMore(_ one: Double, than other: Double) -> Bool {
      one <= other * (1 + PlanningTolerance.roundOff)
    }
    guard isNoMore(same.costPerHour, than: fleet.scenario.budget ?? .infinity) else { return nil }
    let isAsGood =
      switch plan.objective {
      case .throughput:
        isNoMore(plan.requestsPerSecond, than: same.requestsPerSecond)
          && isNoMore(same.costPerHour, than: plan.costPerHour)
      case .cost, .costPerToken: isNoMore(same.objectiveValue, than: plan.objectiveValue)
      }
    guard isAsGood else { return nil }
    for (pool, use) in plan.gpus.enumerated() {
      (same.gpus[pool].marginalValue, same.gpus[pool].marginalKind) = (use.marginalValue, use.marginalKind)
    }
    same.budgetMarginalKind = plan.budgetMarginalKind
    return same
  }

  /// Running replicas that no candidate stands for.
  private static func unknown(_ replica: RunningReplica, _ fleet: FleetData) -> Loss? {
    let scenario = fleet.scenario
    let isKnown = fleet.candidates.indices.contains {
      scenario.models[fleet.candidates[$0].model].name == replica.model && fleet.layouts[$0] == replica.layout
    }
    guard !isKnown, replica.count > 0 else { return nil }
    let hasModel = scenario.models.contains { $0.name == replica.model }
    return Loss(
      model: replica.model, layout: replica.layout, count: replica.count,
      reason: hasModel
        ? "the layout is not among those that serve the model within its limits"
        : "the scenario serves no such model")
  }

  /// Running replicas that the stock does not hold.
  private static func losses(_ going: [Int], _ fleet: FleetData) -> [Loss] {
    let pools = fleet.scenario.pools
    return going.indices.filter { going[$0] < fleet.running[$0] }.map { index in
      let isShort = pools.indices.contains {
        fleet.use[index * pools.count + $0] > 0
          && fleet.used(of: fleet.running, pool: $0) > pools[$0].rentable
      }
      return Loss(
        model: fleet.scenario.models[fleet.candidates[index].model].name,
        layout: fleet.layouts[index], count: fleet.running[index] - going[index],
        reason: isShort
          ? "the stock has too few GPUs for it" : "the machines have no room for its blocks")
    }
  }

  /// The plan of the replicas that go on, routed at its best; nil where they serve nothing.
  private static func routed(_ counts: [Int], _ fleet: FleetData) -> Plan? {
    var scenario = fleet.scenario
    // Only the routes matter here, not whether the demand is met.
    scenario.objective = .throughput
    scenario.resilience = Resilience()
    let proof = PlanAssembly.Proof(gap: nil, bound: .infinity, poolValues: [], budgetValue: 0)
    return PlanAssembly(fleet: FleetData(scenario, candidatesOf: fleet)).plan(
      counts: counts, proof: proof, statistics: Plan.SolveStatistics())
  }
}

extension Plan {
  /// Replicas by candidate.
  func counts(in fleet: FleetData) -> [Int] {
    zip(fleet.candidates, fleet.layouts).map { candidate, layout in
      let model = fleet.scenario.models[candidate.model].name
      return replicas.first {
        $0.layout == layout && $0.model == model && $0.precision == candidate.precision
      }?.count ?? 0
    }
  }

  /// A plan that rents nothing.
  static func nothing(like plan: Plan) -> Plan {
    var empty = plan
    (empty.replicas, empty.assignments, empty.workloads) = ([], [], [])
    return empty
  }
}

extension FleetData {
  /// GPUs of a pool that a fleet takes.
  func used(of counts: [Int], pool: Int) -> Int {
    counts.indices.reduce(0) { $0 + counts[$1] * use[$1 * poolCount + pool] }
  }
}

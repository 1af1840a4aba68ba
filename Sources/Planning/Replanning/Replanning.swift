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

  /// The result of staying.
  public var stay: Stay
  /// The best plan, starts charged.
  public var plan: Plan
  /// The changes, from what goes on to the plan.
  public var transition: PlanTransition
  /// The steps, in an order that keeps the traffic served as far as stock allows.
  public var steps: [TransitionStep]
  /// Requests/s that the steps keep up, where they can: the demand, or the lesser of both fleets' rates.
  public var floor: Double
  /// Whether the steps lead to the plan; else there was no time to order all of them.
  public var isComplete: Bool
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
    guard let plan = session.solve(scenario, options: options, isCancelled: isCancelled, onPlan: onPlan)
    else {
      return nil
    }
    let fleet = session.numbers(of: scenario, shouldStop: isCancelled)
    if isCancelled() { return nil }
    var going = fleet.running
    var losses = current.replicas.compactMap { Self.unknown($0, fleet) }
    losses += Self.shed(&going, fleet)
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
    let target = plan.counts(in: fleet)
    startCharge = fleet.startCharge(of: target)
    transition = PlanTransition(from: Self.routed(going, fleet) ?? .nothing(like: plan), to: plan)
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

  /// Takes running replicas away until the stock suffices, each time the one whose loss costs least.
  private static func shed(_ counts: inout [Int], _ fleet: FleetData) -> [Loss] {
    let pools = fleet.scenario.pools
    var lost = [Int](repeating: 0, count: counts.count)
    func short() -> Int? {
      pools.indices.first { fleet.used(of: counts, pool: $0) > pools[$0].rentable }
        ?? fleet.unplacedPools(counts).first
    }
    while let short = short() {
      let users = counts.indices.filter { counts[$0] > 0 && fleet.use[$0 * pools.count + short] > 0 }
      guard let least = TransitionPath.best(users, of: counts, change: -1, fleet) else { break }
      counts[least.candidate] -= 1
      lost[least.candidate] += 1
    }
    return lost.indices.filter { lost[$0] > 0 }.map { index in
      Loss(
        model: fleet.scenario.models[fleet.candidates[index].model].name,
        layout: fleet.layouts[index], count: lost[index],
        reason: "the stock has too few GPUs for it")
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

import Optimization
import Serving

/// How far to take a solve.
public struct PlanningOptions: Sendable {
  /// Relative gap to prove.
  public var gap: Double
  /// Wall-clock limit in seconds; nil: none. Work is otherwise counted, not timed.
  public var timeLimit: Double?
  /// Whether to look for a cheaper plan of the same rate once the rate is proven.
  public var breaksTies: Bool
  /// Whether to find out, by solves of its own, which limit leaves no plan.
  public var diagnoses: Bool
  /// Whether a long search may use a second thread; pays only where a core has nothing else to do.
  public var usesSecondThread = true

  /// Makes options; the default gap is 1e-4.
  public init(
    gap: Double? = nil, timeLimit: Double? = nil, breaksTies: Bool = true, diagnoses: Bool = true
  ) {
    self.gap = gap ?? PlanningTolerance.defaultGap
    self.timeLimit = timeLimit
    self.breaksTies = breaksTies
    self.diagnoses = diagnoses
  }
}

/// Plans scenarios one after the other and keeps what an edit leaves valid.
///
/// Between solves it keeps the candidates while the catalogue side stays the same, and the engine's session (basis,
/// pseudocosts, incumbent, cuts on the level of fixed fleets) while candidates and traffic entries do; then a slider
/// move edits a handful of numbers. Bounds proven earlier hold where the new limits allow no more, and the last
/// fleets are tried as they are and repaired to fit before anything is searched (see `PlanningMemory`). Lives on one
/// thread; cancellation is polled throughout the search.
public final class PlanningSession {
  private(set) var fleet: FleetData?
  private(set) var engine: Engine?
  var memory = PlanningMemory()

  /// The engine's session with the model it solves.
  struct Engine {
    var model: CoveringModel
    let session: any CoverSolving
    /// The traffic entries; their shares are those of the first solve.
    let traffic: [FleetData.Traffic]
    /// What the session's choices withstand.
    let resilience: Resilience
    /// Whether stops are limited in number.
    let limitsStops: Bool

    /// Whether its program has a row for each of these entries and no other.
    func serves(_ entries: [FleetData.Traffic]) -> Bool {
      traffic.elementsEqual(entries) { $0.isSameEntry(as: $1) }
    }
  }

  /// Starts with nothing.
  public init() {}

  /// Starts with candidates that are there already, for every scenario that shares them (see
  /// `FleetData.sharesCandidates`); nothing else is kept of `fleet`.
  package init(candidatesOf fleet: FleetData) { self.fleet = fleet }

  /// Solves a scenario to the gap asked for; better plans stream through `onPlan`. Nil if cancelled.
  ///
  /// No plan is an answer: status `infeasible` with the reason. Every plan handed out passed `PlanCheck`.
  public func solve(
    _ scenario: Scenario, options: PlanningOptions = PlanningOptions(),
    isCancelled: @escaping () -> Bool = { false }, onPlan: @escaping (Plan) -> Void = { _ in }
  ) -> Plan? {
    let clock = PlanningClock()
    if isCancelled() { return nil }
    if var answer = memory.answer(to: scenario, options: options) {
      let now = clock.milliseconds()
      answer.solve = Plan.SolveStatistics(milliseconds: now, firstPlanMilliseconds: now, warm: true)
      return answer
    }
    let run = PlanningRun(
      fleet: prepare(scenario), options: options, clock: clock, diagnoses: options.diagnoses,
      isCancelled: isCancelled,
      onPlan: onPlan)
    if isCancelled() { return nil }
    return solve(run)
  }

  /// Solves without asking why there is no plan: for the questions that the diagnosis itself asks.
  func solveWithoutDiagnosis(
    _ fleet: FleetData, options: PlanningOptions, isCancelled: @escaping () -> Bool
  ) -> Plan? {
    self.fleet = fleet
    return solve(
      PlanningRun(
        fleet: fleet, options: options, clock: PlanningClock(), diagnoses: false, isCancelled: isCancelled,
        onPlan: { _ in }))
  }

  private func solve(_ run: PlanningRun) -> Plan? {
    let scenario = run.fleet.scenario
    run.isWarm = !memory.fleets.isEmpty
    if let reason = Preflight.reason(run.fleet) {
      return .none(scenario, reason, statistics: run.statistics())
    }
    load(run.fleet)
    let answer: Plan?
    switch scenario.objective {
    case .throughput: answer = solveThroughput(run)
    case .cost: answer = solveCost(run)
    case .costPerToken: answer = solveCostPerToken(run)
    }
    if run.isCancelled() { return nil }
    return answer
  }

  // MARK: What stays between solves

  private func prepare(_ scenario: Scenario) -> FleetData {
    let next: FleetData
    if let old = fleet, FleetData.sharesCandidates(old.scenario, scenario) {
      next = FleetData(scenario, candidatesOf: old)
    } else {
      next = FleetData(scenario)
      if let old = fleet { memory.translate(from: old, to: next) }
      engine = nil
    }
    fleet = next
    return next
  }

  /// Hands a fleet's numbers to the engine; other traffic entries need another program.
  private func load(_ fleet: FleetData) {
    let scenario = fleet.scenario
    let limitsStops = scenario.current?.maxStops != nil
    if let engine, engine.serves(fleet.traffic), engine.resilience == scenario.resilience,
      engine.limitsStops == limitsStops
    {
      self.engine?.model.setNumbers(fleet)
      return
    }
    let model = CoveringModel(fleet)
    let session: any CoverSolving =
      scenario.resilience.isAsked || limitsStops
      ? RobustSession(model.program, model.stress(fleet)) : CoverSession(model.program)
    engine = Engine(
      model: model, session: session, traffic: fleet.traffic, resilience: scenario.resilience,
      limitsStops: limitsStops)
  }

  /// A rate no plan exceeds, as far as stock and budget tell; nil without an engine.
  func largestRate() -> Double? { engine?.model.largestRate() }

  /// The engine, its program set to an objective and a range of the rate (see `CoveringModel.set`).
  func engine(_ target: CoveringModel.Target, rateLower: Double, rateUpper: Double? = nil) -> Engine? {
    engine?.model.set(target, rateLower: rateLower, rateUpper: rateUpper)
    if let engine { engine.session.update(engine.model.program) }
    return engine
  }

  // MARK: Answers

  /// A plan of a search: what it proved, in the objective's own value.
  struct Finding {
    /// Replicas by candidate.
    var counts: [Int]
    /// The proven bound.
    var bound: Double
    /// Objective per GPU more, one a pool, and per $/h more.
    var poolValues: [Double] = []
    var budgetValue = 0.0
  }

  /// The checked plan of a finding, remembered for later solves.
  func finish(_ finding: Finding, _ run: PlanningRun) -> Plan {
    let proof = PlanAssembly.Proof(
      gap: run.options.gap, bound: finding.bound, poolValues: finding.poolValues,
      budgetValue: finding.budgetValue)
    guard let plan = run.checkedPlan(finding.counts, proof) else {
      return .none(
        run.fleet.scenario,
        Infeasibility(reason: "the plan found did not pass its own check", isProven: false),
        statistics: run.statistics())
    }
    memory.learn(fleet: finding.counts)
    memory.learn(bound: finding.bound, within: PlanningMemory.Limits(run.fleet))
    if plan.status == .optimal { learn(plan, counts: finding.counts, run) }
    return plan
  }

  /// Why there is no plan; nil if cancelled.
  func noPlan(_ run: PlanningRun, isProven: Bool) -> Plan? {
    if run.isCancelled() { return nil }
    let scenario = run.fleet.scenario
    func answer(_ reason: String) -> Plan {
      .none(scenario, Infeasibility(reason: reason, isProven: isProven), statistics: run.statistics())
    }
    guard isProven else { return answer("no plan was found before the limit") }
    guard run.diagnoses else { return answer("the limits allow no plan") }
    let reason = Diagnosis(scenario: scenario, fleet: run.fleet, options: run.options).reason(
      isCancelled: { run.isCancelled() || run.isLate })
    if run.isCancelled() { return nil }
    // What the diagnosis says after it was cut short are no figures.
    if run.isLate { return answer("the limits allow no plan") }
    let plan = Plan.none(scenario, reason, statistics: run.statistics())
    learn(plan, counts: nil, run)
    return plan
  }

  private func learn(_ plan: Plan, counts: [Int]?, _ run: PlanningRun) {
    memory.learn(
      PlanningMemory.Answer(
        scenario: run.fleet.scenario, gap: run.options.gap, breaksTies: run.options.breaksTies, plan: plan,
        counts: counts))
  }
}

extension Plan {
  /// No plan, and why.
  static func none(_ scenario: Scenario, _ reason: Infeasibility, statistics: SolveStatistics) -> Plan {
    Plan(
      status: .infeasible, objective: scenario.objective, requestsPerSecond: 0, costPerHour: 0,
      tokensPerSecond: TokenPair(input: 0, output: 0), costPerMillionTokens: TokenPair(input: 0, output: 0),
      totalCostPerMillionTokens: 0, bound: 0, gap: 0, replicas: [], assignments: [], gpus: [], workloads: [],
      budgetMarginalValue: 0, solve: statistics, infeasibility: reason)
  }
}

import Optimization
import Serving

/// Plans scenarios one after the other and keeps what an edit leaves valid.
///
/// Between solves it keeps the candidates while the catalogue side stays the same, and the engine's session (basis,
/// pseudocosts, incumbent, cuts on the level of fixed fleets) while candidates and traffic entries do; then a slider
/// move edits a handful of numbers. Bounds proven earlier hold where the new limits allow no more, and the last
/// fleets are tried as they are and repaired to fit before anything is searched (see `PlanningMemory`). Lives on one
/// thread; cancellation is polled throughout the search.
public final class PlanningSession {
  var fleet: FleetData?
  var engine: Engine?
  var memory = PlanningMemory()
  /// Whether pools that differ in name and stock alone are planned as one; not once that has failed.
  var mergesTwins = true
  /// The session whose programs tell machines apart; nil until a scenario asks for one. It is `self` in such a session.
  var packed: PlanningSession?
  let isPacked: Bool
  /// Whether the last answer came from the packed session.
  private var answeredPacked = false
  /// The fleet of the last search, where it found no room on its machines, or only on dearer ones.
  var crowded: Finding?

  /// The engine's session with the model it solves.
  struct Engine {
    var model: CoveringModel
    let session: any CoverSolving
    /// The traffic entries; their shares are those of the first solve.
    let traffic: [FleetData.Traffic]
    /// The resilience of the session's choices.
    let resilience: Resilience
    /// Whether stops are limited in number.
    let limitsStops: Bool

    /// Whether its program has a row for each of these entries and no other.
    func serves(_ entries: [FleetData.Traffic]) -> Bool {
      traffic.elementsEqual(entries) { $0.isSameEntry(as: $1) }
    }
  }

  /// Starts with nothing.
  public init() {
    isPacked = false
  }

  /// Starts with nothing, for programs that tell machines apart.
  init(isPacked: Bool) {
    self.isPacked = isPacked
    // Twins may have stocks that fill machines in other ways than all of it together.
    mergesTwins = !isPacked
  }

  /// Starts with candidates that are there already, for every scenario that shares them (see
  /// `FleetData.sharesCandidates`); nothing else is kept of `fleet`.
  package init(candidatesOf fleet: FleetData) {
    self.fleet = fleet
    isPacked = false
    // What is there already is of the pools as stated.
    mergesTwins = false
  }

  /// Solves a scenario to the gap asked for; better plans stream through `onPlan`. Nil if cancelled.
  ///
  /// No plan is an answer: status `infeasible` with the reason, or `unknown` where nothing is proven. Every plan handed
  /// out passed `PlanCheck`. A solve that is cancelled is thrown away; one that is interrupted, or out of time (see
  /// `PlanningOptions`), keeps what it has.
  public func solve(
    _ scenario: Scenario, options: PlanningOptions = PlanningOptions(),
    isCancelled: @escaping () -> Bool = { false }, onPlan: @escaping (Plan) -> Void = { _ in }
  ) -> Plan? {
    let clock = PlanningClock()
    answeredPacked = scenario.tellsMachinesApart
    guard !answeredPacked else {
      return packedSession().solve(scenario, options, clock, isCancelled, onPlan)
    }
    if mergesTwins, let twins = TwinPools(scenario) {
      if let plan = solve(twins, options, clock, isCancelled, onPlan) { return plan }
    }
    return solve(scenario, options, clock, isCancelled, onPlan)
  }

  /// Solves twins as one pool; nil where that is no answer.
  private func solve(
    _ twins: TwinPools, _ options: PlanningOptions, _ clock: PlanningClock,
    _ isCancelled: @escaping () -> Bool, _ onPlan: @escaping (Plan) -> Void
  ) -> Plan? {
    var options = options
    // Why there is no plan is said of the pools as stated.
    options.diagnoses = false
    let end = options.end(from: clock.start)
    func limit() -> AssemblyLimit {
      AssemblyLimit(end: end, isInterrupted: { options.isInterrupted() || isCancelled() })
    }
    let found = solve(twins.merged, options, clock, isCancelled, places: false) { [unowned self] plan in
      if let apart = fleet.flatMap({ twins.apart(plan, $0, gap: nil, limit: limit()) }) { onPlan(apart) }
    }
    guard let found, found.status != .infeasible else { return nil }
    let apart = twins.apart(found, numbers(of: twins.merged), gap: options.gap, limit: limit())
    mergesTwins = apart != nil
    return apart
  }

  /// Solves a scenario as it is stated; without `places` pools stand for others, and plans need no machines.
  private func solve(
    _ scenario: Scenario, _ options: PlanningOptions, _ clock: PlanningClock,
    _ isCancelled: @escaping () -> Bool, places: Bool = true, _ onPlan: @escaping (Plan) -> Void
  ) -> Plan? {
    if isCancelled() { return nil }
    if var answer = memory.answer(to: scenario, options: options) {
      let now = clock.milliseconds()
      answer.solve = Plan.SolveStatistics(milliseconds: now, firstPlanMilliseconds: now, warm: true)
      return answer
    }
    let listing = ListingLimit(options, from: clock.start, isCancelled: isCancelled)
    let run = PlanningRun(
      fleet: prepare(scenario, shouldStop: listing.isReached), options: options, clock: clock,
      diagnoses: options.diagnoses, places: places,
      isCancelled: isCancelled,
      onPlan: onPlan)
    if isCancelled() { return nil }
    if let plan = solve(run) { return plan }
    guard crowded != nil, !isPacked, !isCancelled() else { return nil }
    // The best fleet finds no room: machines must be told apart.
    answeredPacked = true
    let best = run.lastPlan(bound: run.trivialBound)
    let plan = packedSession().solve(scenario, options, clock, isCancelled) { plan in
      if let gain = best?.gain(of: plan), gain <= 0 { return }
      onPlan(plan)
    }
    guard let plan, let best, !plan.exists else { return plan }
    return best
  }

  /// Solves without asking why there is no plan: for the questions that the diagnosis itself asks.
  func solveWithoutDiagnosis(
    _ fleet: FleetData, options: PlanningOptions, isCancelled: @escaping () -> Bool
  ) -> Plan? {
    self.fleet = fleet
    let run = PlanningRun(
      fleet: fleet, options: options, clock: PlanningClock(), diagnoses: false, isCancelled: isCancelled,
      onPlan: { _ in })
    if let plan = solve(run) { return plan }
    guard crowded != nil, !isCancelled() else { return nil }
    return solve(run.with(rebuild(fleet.packed())))
  }

  /// One run of a search; nil if cancelled, or where the fleet finds no room (see `crowded`).
  func solveOnce(_ run: PlanningRun) -> Plan? {
    let scenario = run.fleet.scenario
    run.isWarm = !memory.fleets.isEmpty
    if let empty = Plan.empty(run.fleet, statistics: run.statistics()) { return empty }
    if let reason = Preflight.reason(run.fleet, explains: run.diagnoses, isCancelled: run.mustEndNow) {
      return run.fleet.omission == nil
        ? .none(scenario, reason, statistics: run.statistics()) : noPlan(run, isProven: false)
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

  private func prepare(_ scenario: Scenario, shouldStop: @escaping () -> Bool) -> FleetData {
    let next: FleetData
    if let old = fleet, old.omission == nil, FleetData.sharesCandidates(old.scenario, scenario) {
      next = FleetData(scenario, candidatesOf: old)
    } else {
      next = FleetData(scenario, isPacked: isPacked, shouldStop: shouldStop)
      if let old = fleet { memory.translate(from: old, to: next) }
      engine = nil
    }
    fleet = next
    return next
  }

  /// The numbers of a scenario just solved. An answer that was remembered leaves those of another scenario in place.
  func numbers(of scenario: Scenario, shouldStop: @escaping () -> Bool = { false }) -> FleetData {
    if answeredPacked, let packed { return packed.numbers(of: scenario, shouldStop: shouldStop) }
    if let fleet, fleet.scenario.asks(sameAs: scenario) { return fleet }
    if let fleet, fleet.omission == nil, FleetData.sharesCandidates(fleet.scenario, scenario) {
      return FleetData(scenario, candidatesOf: fleet)
    }
    return FleetData(scenario, isPacked: isPacked, shouldStop: shouldStop)
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
    /// Objective per step of the stock (see `Pool.stockStep`), one entry per pool, and per $/h more.
    var poolValues: [Double] = []
    var budgetValue = 0.0
  }

  /// The checked plan of a finding, remembered for later solves.
  ///
  /// Where the finding cannot be assembled within the check's slack, the last plan that passed stands instead. Nil where
  /// it finds no room on its machines.
  func finish(_ finding: Finding, _ run: PlanningRun) -> Plan? {
    var finding = finding
    if run.places, !run.mustKeepLastPlan, !run.fleet.crowdedPools(finding.counts).isEmpty {
      crowded = finding
      return nil
    }
    if run.fleet.omission != nil {
      // What was left out may be better than any bound proven without it.
      finding.bound = run.trivialBound
    }
    let proof = PlanAssembly.Proof(
      gap: run.fleet.omission == nil ? run.options.gap : nil, bound: finding.bound,
      poolValues: finding.poolValues,
      budgetValue: finding.budgetValue)
    let best = run.mustKeepLastPlan ? nil : run.checkedPlan(finding.counts, proof)
    guard let plan = best else {
      return run.lastPlan(bound: finding.bound)
        ?? .none(
          run.fleet.scenario,
          Infeasibility(
            reason: run.isLate
              ? "a plan was found, but not checked before the limit"
              : "a plan was found, but its figures are too large or too small to be checked",
            isProven: false), statistics: run.statistics())
    }
    memory.learn(fleet: finding.counts)
    if run.fleet.omission == nil {
      memory.learn(bound: finding.bound, within: PlanningMemory.Limits(run.fleet))
    }
    if plan.status == .optimal { learn(plan, counts: finding.counts, run) }
    return plan
  }

  /// Why there is no plan; nil if cancelled.
  func noPlan(_ run: PlanningRun, isProven: Bool, reason: String? = nil) -> Plan? {
    if run.isCancelled() { return nil }
    let scenario = run.fleet.scenario
    let isProven = isProven && run.fleet.omission == nil
    func answer(_ reason: String) -> Plan {
      .none(scenario, Infeasibility(reason: reason, isProven: isProven), statistics: run.statistics())
    }
    guard isProven else { return answer(reason ?? run.reasonForEnd) }
    guard run.diagnoses else { return answer("the limits allow no plan") }
    let reason = Diagnosis(scenario: scenario, fleet: run.fleet, options: run.optionsForTheRest).reason(
      isCancelled: run.isCancelled)
    if run.isCancelled() { return nil }
    // What the diagnosis says after it was cut short is no lasting answer.
    if run.isLate || run.options.isInterrupted() { return answer(reason.reason) }
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
  /// No plan, and why: `unknown` where that is not proven.
  static func none(_ scenario: Scenario, _ reason: Infeasibility, statistics: SolveStatistics) -> Plan {
    Plan(
      status: reason.isProven ? .infeasible : .unknown, objective: scenario.objective, requestsPerSecond: 0,
      costPerHour: 0,
      tokensPerSecond: TokenPair(input: 0, output: 0), costPerMillionTokens: TokenPair(input: 0, output: 0),
      totalCostPerMillionTokens: 0, bound: 0, gap: 0, replicas: [], assignments: [], gpus: [], workloads: [],
      budgetMarginalValue: 0, solve: statistics, infeasibility: reason)
  }
}

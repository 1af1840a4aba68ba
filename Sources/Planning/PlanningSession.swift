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

  /// Makes options; the default gap is 1e-4.
  public init(gap: Double? = nil, timeLimit: Double? = nil, breaksTies: Bool = true) {
    self.gap = gap ?? PlanningTolerance.defaultGap
    self.timeLimit = timeLimit
    self.breaksTies = breaksTies
  }
}

/// Plans scenarios one after the other and keeps what an edit leaves valid.
///
/// Between solves it keeps the candidates while the catalogue side stays the same, and the engine's session (basis,
/// pseudocosts, incumbent) while candidates, traffic entries and headroom do; then a slider move edits a handful of
/// numbers in place. The last plan's replicas are repaired to fit the new limits and shown first. Lives on one
/// thread; cancellation is polled between pivots.
public final class PlanningSession {
  private var fleet: FleetData?
  private var engine: Engine?
  private var lastCounts: [Int]?

  /// The engine's session with the model it solves.
  private struct Engine {
    var model: ProjectedModel
    var session: MIPSession
    var numbers: ModelNumbers?
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
    let clock = ContinuousClock()
    let start = clock.now
    let fleet = prepare(scenario)
    if isCancelled() { return nil }
    return solve(
      fleet, options: options, isCancelled: isCancelled, onPlan: onPlan, clock: clock, start: start,
      diagnoses: true)
  }

  /// Solves without asking why there is no plan: for the questions that the diagnosis itself asks.
  func solveWithoutDiagnosis(
    _ fleet: FleetData, options: PlanningOptions, isCancelled: @escaping () -> Bool
  ) -> Plan? {
    let clock = ContinuousClock()
    self.fleet = fleet
    return solve(
      fleet, options: options, isCancelled: isCancelled, onPlan: { _ in }, clock: clock, start: clock.now,
      diagnoses: false)
  }

  private func solve(
    _ fleet: FleetData, options: PlanningOptions, isCancelled: @escaping () -> Bool,
    onPlan: @escaping (Plan) -> Void, clock: ContinuousClock, start: ContinuousClock.Instant, diagnoses: Bool
  ) -> Plan? {
    let scenario = fleet.scenario
    var run = Run(
      fleet: fleet, options: options, isCancelled: isCancelled, onPlan: onPlan, clock: clock, start: start,
      isWarm: lastCounts != nil, diagnoses: diagnoses)
    if let reason = Preflight.reason(fleet) {
      return .none(scenario, reason, statistics: run.statistics())
    }
    run.startCounts = lastCounts
    let answer: Plan?
    switch scenario.objective {
    case .throughput: answer = solveThroughput(&run)
    case .cost: answer = solveCost(&run)
    case .costPerToken: answer = solveCostPerToken(&run)
    }
    if run.isCancelled() { return nil }
    return answer
  }

  // MARK: What stays between solves

  private func prepare(_ scenario: Scenario) -> FleetData {
    let next: FleetData
    if let old = fleet, FleetData.sharesCandidates(old.scenario, scenario) {
      next = FleetData(scenario, candidates: old.candidates, refusals: old.refusals)
      let sameTraffic =
        old.traffic.map { [$0.model, $0.workload] } == next.traffic.map { [$0.model, $0.workload] }
      if !sameTraffic || old.scenario.headroom != scenario.headroom { engine = nil }
    } else {
      next = FleetData(scenario)
      engine = nil
      lastCounts = nil
    }
    fleet = next
    return next
  }

  private func engine(for fleet: FleetData) -> Engine {
    if let engine { return engine }
    let model = ProjectedModel(fleet)
    let made = Engine(model: model, session: MIPSession(model.program), numbers: nil)
    engine = made
    return made
  }

  /// One run of the engine with the given numbers.
  private func search(
    _ numbers: ModelNumbers, _ run: inout Run, gap: Double, cutoff: Double? = nil, nodeLimit: Int? = nil,
    starts: [[Double]] = [], onImprovement: @escaping (MIPProgress) -> Void = { _ in }
  ) -> MIPResult {
    var engine = engine(for: run.fleet)
    numbers.apply(to: engine.session, model: engine.model, fleet: run.fleet, previous: engine.numbers)
    engine.numbers = numbers
    self.engine = engine
    var options = MIPOptions()
    options.relativeGap = gap
    options.cutoff = cutoff
    options.nodeLimit = nodeLimit
    options.starts = starts
    options.timeLimitSeconds = run.remainingSeconds()
    let result = engine.session.solve(options, isCancelled: run.isCancelled, onImprovement: onImprovement)
    run.nodes += result.nodes
    run.pivots += result.pivots
    return result
  }

  // MARK: The three objectives

  private func solveThroughput(_ run: inout Run) -> Plan? {
    let fleet = run.fleet
    let numbers = ModelNumbers(fleet, target: .rate)
    let model = engine(for: fleet).model
    let starts = repairedStart(&run, model: model, target: nil)
    let stream = run
    let result = search(numbers, &run, gap: run.options.gap, starts: starts) { progress in
      stream.publish(model.replicaCounts(at: progress.point), bound: -progress.bound)
    }
    if run.isCancelled() { return nil }
    guard let point = result.point, let objective = result.objective,
      -objective > PlanningTolerance.smallestRate
    else { return noPlan(&run, proven: result.status == .infeasible || result.point != nil) }
    var counts = model.replicaCounts(at: point)
    let values = marginals(result, model: model, fleet: fleet, scale: 1)
    if run.options.breaksTies, result.status == .optimal {
      counts = cheapest(atRate: -objective, counts: counts, run: &run)
      if run.isCancelled() { return nil }
    }
    return finish(
      counts, isProven: result.status == .optimal, bound: -result.bound, values: values, run: &run)
  }

  private func solveCost(_ run: inout Run) -> Plan? {
    let fleet = run.fleet
    let demand = fleet.scenario.demand ?? 0
    let model = engine(for: fleet).model
    let numbers = ModelNumbers(fleet, target: .cost, rateLower: demand, rateUpper: demand)
    let starts = repairedStart(&run, model: model, target: demand)
    let stream = run
    let result = search(numbers, &run, gap: run.options.gap, starts: starts) { progress in
      stream.publish(model.replicaCounts(at: progress.point), bound: progress.bound)
    }
    if run.isCancelled() { return nil }
    guard let point = result.point else { return noPlan(&run, proven: result.status == .infeasible) }
    let values = marginals(result, model: model, fleet: fleet, scale: 1)
    return finish(
      model.replicaCounts(at: point), isProven: result.status == .optimal, bound: result.bound,
      values: values,
      run: &run)
  }

  /// Dinkelbach's iteration on cost - q rate (W. Dinkelbach, Management Science 13, 1967), with the proof made at
  /// q (1 - eps): once no plan has cost - q (1 - eps) rate below 0, none is cheaper per token by more than eps.
  private func solveCostPerToken(_ run: inout Run) -> Plan? {
    let fleet = run.fleet
    let scenario = fleet.scenario
    let model = engine(for: fleet).model
    let demand = scenario.demand ?? 0
    let ceiling = ModelNumbers(fleet, target: .rate).rateUpper
    guard demand <= ceiling else { return noPlan(&run, proven: true) }
    let evaluator = FleetEvaluator(fleet: fleet)
    // A first plan: the cheapest that meets the demand, or without one the fastest.
    let opening =
      demand > 0
      ? ModelNumbers(fleet, target: .cost, rateLower: demand, rateUpper: demand)
      : ModelNumbers(fleet, target: .rate)
    let starts = repairedStart(&run, model: model, target: demand > 0 ? demand : nil)
    let first = search(opening, &run, gap: Self.openingGap, starts: starts)
    if run.isCancelled() { return nil }
    guard let point = first.point else { return noPlan(&run, proven: first.status == .infeasible) }
    var counts = model.replicaCounts(at: point)
    guard var rate = evaluator.value(of: counts)?.rate, rate > PlanningTolerance.smallestRate else {
      return noPlan(&run, proven: false)
    }
    let perToken = 1e6 / (3600 * (fleet.tokensPerRequest.input + fleet.tokensPerRequest.output))
    var ratio = fleet.cost(of: counts) / rate
    var lower = 0.0
    var isProven = ratio == 0
    var values = Marginals(pools: [], budget: 0)
    for _ in 0..<PlanningTolerance.dinkelbachSteps where !isProven {
      let parameter = ratio * (1 - run.options.gap * PlanningTolerance.ratioProofShare)
      run.publish(counts, bound: lower * perToken)
      let numbers = ModelNumbers(
        fleet, target: .costLessRate(parameter: parameter), rateLower: demand, rateUpper: ceiling)
      let result = search(numbers, &run, gap: Self.openingGap, cutoff: 0)
      if run.isCancelled() { return nil }
      values = marginals(result, model: model, fleet: fleet, scale: perToken / rate)
      if result.status == .noneBetter || result.status == .infeasible {
        lower = parameter
        isProven = true
        break
      }
      guard let better = result.point else {
        lower = max(lower, ratioFloor(result.bound, parameter: parameter, demand: demand))
        break
      }
      let next = model.replicaCounts(at: better)
      guard let nextRate = evaluator.value(of: next)?.rate, nextRate > 0 else { break }
      let nextRatio = fleet.cost(of: next) / nextRate
      guard nextRatio < ratio else { break }
      (counts, rate, ratio) = (next, nextRate, nextRatio)
      if result.status != .optimal {
        lower = max(lower, ratioFloor(result.bound, parameter: parameter, demand: demand))
        break
      }
    }
    return finish(counts, isProven: isProven, bound: lower * perToken, values: values, run: &run)
  }

  /// What an unfinished step proves: cost - q rate >= bound means cost / rate >= q + bound / rate, and a negative
  /// bound weighs most at the least rate.
  private func ratioFloor(_ bound: Double, parameter: Double, demand: Double) -> Double {
    guard bound.isFinite, demand > 0 else { return 0 }
    return max(0, parameter + min(0, bound) / demand)
  }

  /// Gap at which a step of Dinkelbach's iteration may stop: any better plan serves, the last step proves.
  private static let openingGap = 1e-3

  // MARK: Parts

  /// The last plan made to fit, or a greedy one at first, as a start for the search; published at once.
  private func repairedStart(_ run: inout Run, model: ProjectedModel, target: Double?) -> [[Double]] {
    let repair = FleetRepair(fleet: run.fleet)
    let old = run.startCounts.flatMap { $0.count == run.fleet.candidates.count ? $0 : nil }
    guard let repaired = repair.repaired(old ?? repair.seed(), target: target) else { return [] }
    if let target, repaired.value.rate < target { return [] }
    run.publish(repaired.counts, bound: nil)
    return [model.point(counts: repaired.counts, value: repaired.value, rate: target, fleet: run.fleet)]
  }

  /// The cheapest fleet that keeps a rate; ties go to fewer replicas.
  private func cheapest(atRate rate: Double, counts: [Int], run: inout Run) -> [Int] {
    let fleet = run.fleet
    let floor = rate * (1 - PlanningTolerance.tieBreakRate)
    let cost = fleet.cost(of: counts)
    let replicas = counts.reduce(0, +)
    let numbers = ModelNumbers(
      fleet, target: .costAndReplicas, rateLower: floor, rateUpper: floor,
      budget: fleet.scenario.budget ?? .infinity)
    let present = cost + PlanningTolerance.replicaTieBreak * Double(replicas)
    let result = search(
      numbers, &run, gap: PlanningTolerance.tieBreakRate,
      cutoff: present * (1 - PlanningTolerance.tieBreakRate),
      nodeLimit: PlanningTolerance.tieBreakNodes)
    guard let point = result.point, let model = engine?.model else { return counts }
    let better = model.replicaCounts(at: point)
    guard let value = FleetEvaluator(fleet: fleet).value(of: better), value.rate >= floor * (1 - 1e-9),
      (fleet.cost(of: better), better.reduce(0, +)) < (cost, replicas)
    else { return counts }
    return better
  }

  /// Worth of more stock and budget, from the root relaxation.
  private struct Marginals {
    var pools: [Double]
    var budget: Double
  }

  private func marginals(_ result: MIPResult, model: ProjectedModel, fleet: FleetData, scale: Double)
    -> Marginals
  {
    guard result.rootRowDuals.count > model.budgetRow else { return Marginals(pools: [], budget: 0) }
    let duals = result.rootRowDuals
    let budget = max(0, -duals[model.budgetRow])
    return Marginals(
      pools: fleet.scenario.pools.indices.map { pool in
        // The reduced cost of g[n]; negative where the pool is used up and one more GPU would help.
        let cost = fleet.scenario.objective == .throughput ? 0 : fleet.scenario.pools[pool].price
        let reduced =
          cost + duals[model.poolRows[pool]] - fleet.scenario.pools[pool].price * duals[model.budgetRow]
        let worth = max(0, -reduced) * scale
        return worth < PlanningTolerance.smallestRate ? 0 : worth
      },
      budget: budget * scale < PlanningTolerance.smallestRate ? 0 : budget * scale)
  }

  private func finish(
    _ counts: [Int], isProven: Bool, bound: Double, values: Marginals, run: inout Run
  ) -> Plan? {
    let proof = PlanAssembly.Proof(
      isProven: isProven, bound: bound, poolValues: values.pools, budgetValue: values.budget)
    guard
      let plan = PlanAssembly(fleet: run.fleet).plan(
        counts: counts, proof: proof, statistics: run.statistics()),
      PlanCheck(fleet: run.fleet).problems(of: plan).isEmpty
    else {
      return .none(
        run.fleet.scenario,
        Infeasibility(reason: "the plan found did not pass its own check", isProven: false),
        statistics: run.statistics())
    }
    lastCounts = counts
    return plan
  }

  private func noPlan(_ run: inout Run, proven: Bool) -> Plan? {
    if run.isCancelled() { return nil }
    let scenario = run.fleet.scenario
    guard proven, run.diagnoses else {
      let reason = proven ? "the limits allow no plan" : "no plan was found before the limit"
      return .none(
        scenario, Infeasibility(reason: reason, isProven: proven),
        statistics: run.statistics())
    }
    let reason = Diagnosis(scenario: scenario, fleet: run.fleet, options: run.options).reason(
      isCancelled: run.isCancelled)
    if run.isCancelled() { return nil }
    return .none(scenario, reason, statistics: run.statistics())
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

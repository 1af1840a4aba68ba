import Serving

/// Re-computes a plan from its scenario without the engine: stock, budget, routing, time, sums and prices.
///
/// Knows neither the search nor the programs it solved; it reads the plan as somebody else's claim. The bound cannot
/// be re-proved here, only its side: no bound may lie on the wrong side of the value it bounds.
public struct PlanCheck {
  /// Something a plan claims that is not so.
  public struct Problem: Sendable, Equatable, CustomStringConvertible {
    /// What is claimed where, and what it should be.
    public var description: String
  }

  private let fleet: FleetData

  /// Checks against a scenario; the candidates include layouts that dominance would leave out.
  public init(scenario: Scenario) {
    let built = FleetData.buildCandidates(scenario, pruned: false)
    fleet = FleetData(scenario, candidates: built.candidates, refusals: built.refusals)
  }

  /// Checks against numbers at hand.
  public init(fleet: FleetData) {
    self.fleet = fleet
  }

  /// Everything that is wrong with a plan; empty if it holds.
  public func problems(of plan: Plan) -> [Problem] {
    var report = Report()
    guard plan.status != .infeasible else {
      report.expect(
        plan.replicas.isEmpty, "a plan without replicas was expected, as its status is infeasible")
      return report.problems
    }
    report.expect(
      plan.objective == fleet.scenario.objective, "the plan is for objective \(plan.objective.rawValue)")
    let candidates = checkReplicas(plan, &report)
    checkRouting(plan, candidates, &report)
    checkTotals(plan, &report)
    checkStresses(plan, candidates, &report)
    checkPrices(plan, &report)
    checkGap(plan, &report)
    return report.problems
  }

  /// What is wrong with a plan's proof, for a plan whose other parts have passed the check.
  func problems(ofProof plan: Plan) -> [Problem] {
    var report = Report()
    checkGap(plan, &report)
    return report.problems
  }

  private struct Report {
    var problems: [Problem] = []
    mutating func expect(_ holds: Bool, _ message: @autoclosure () -> String) {
      if !holds { problems.append(Problem(description: message())) }
    }
    mutating func equal(_ claimed: Double, _ computed: Double, _ what: @autoclosure () -> String) {
      let scale = max(1e-9, abs(claimed), abs(computed))
      expect(
        claimed.isFinite && abs(claimed - computed) <= PlanningTolerance.check * scale,
        "\(what()) is \(claimed), computed \(computed)")
    }
    mutating func atMost(_ value: Double, _ limit: Double, _ what: @autoclosure () -> String) {
      expect(
        value <= limit + PlanningTolerance.check * max(1e-9, abs(limit)),
        "\(what()) is \(value), limit \(limit)")
    }
  }

  /// The candidate of a plan's replica, found by model, precision and layout.
  private func candidate(of replica: Plan.Replica) -> Int? {
    guard let model = fleet.scenario.models.firstIndex(where: { $0.name == replica.model }) else {
      return nil
    }
    return fleet.candidates.indices.first {
      fleet.table.model[$0] == model && fleet.layouts[$0] == replica.layout
        && fleet.candidates[$0].precision == replica.precision
    }
  }

  /// Checks the replicas; returns the candidate of each, nil where there is none.
  private func checkReplicas(_ plan: Plan, _ report: inout Report) -> [Int?] {
    let pools = fleet.scenario.pools
    let names = pools.map(\.name)
    var used = [Int](repeating: 0, count: pools.count)
    var found: [Int?] = []
    for place in plan.replicas.indices {
      let replica = plan.replicas[place]
      func label() -> String { "\(replica.count) x \(replica.model) on \(replica.layout)" }
      report.expect(replica.count > 0, "\(label()): the count must be positive")
      report.expect(
        !plan.replicas[..<place].contains {
          $0.layout == replica.layout && $0.model == replica.model && $0.precision == replica.precision
        }, "\(label()) stands twice")
      let candidate = candidate(of: replica)
      found.append(candidate)
      guard let candidate else {
        report.expect(false, "\(label()): the scenario has no such configuration")
        continue
      }
      for pool in pools.indices {
        let use = fleet.use[candidate * pools.count + pool]
        let claimed = replica.gpus.first { $0.pool == names[pool] }?.count ?? 0
        report.expect(claimed == use, "\(label()): takes \(use) of \(names[pool]), the plan says \(claimed)")
        used[pool] += use * replica.count
      }
      report.equal(
        replica.costPerHour, fleet.cost[candidate] * Double(replica.count), "\(label()): cost_per_hour")
    }
    for (pool, name) in names.enumerated() {
      report.expect(
        used[pool] <= pools[pool].available,
        "\(name): \(used[pool]) GPUs used, \(pools[pool].available) available")
      let claimed = plan.gpus.first { $0.name == name }?.used
      report.expect(claimed == used[pool], "gpus \(name): used should be \(used[pool])")
    }
    let bill = pools.indices.reduce(0.0) { $0 + Double(used[$1]) * pools[$1].price }
    report.equal(plan.costPerHour, bill, "cost_per_hour")
    if let budget = fleet.scenario.budget { report.atMost(bill, budget, "cost_per_hour") }
    return found
  }

  private func checkRouting(_ plan: Plan, _ candidates: [Int?], _ report: inout Report) {
    let scenario = fleet.scenario
    let width = fleet.traffic.count
    var time = [Double](repeating: 0, count: plan.replicas.count)
    var isKnown = [Bool](repeating: false, count: plan.assignments.count)
    for (entry, traffic) in fleet.traffic.enumerated() {
      let model = scenario.models[traffic.model].name
      let workload = scenario.models[traffic.model].workloads[traffic.workload].name
      let rate = plan.requestsPerSecond * traffic.share
      var fractions = 0.0
      for place in plan.assignments.indices
      where !isKnown[place] && plan.assignments[place].workload == workload
        && plan.assignments[place].model == model
      {
        let (fraction, requests) = (
          plan.assignments[place].fraction, plan.assignments[place].requestsPerSecond
        )
        let layout = plan.assignments[place].layout
        isKnown[place] = true
        fractions += fraction
        func label() -> String { "\(model) / \(workload) on \(layout)" }
        report.expect(fraction >= 0, "\(label()): negative fraction")
        report.equal(requests, fraction * rate, "\(label()): requests_per_second")
        guard
          let replica = plan.replicas.firstIndex(where: { $0.layout == layout && $0.model == model }),
          let candidate = candidates[replica]
        else {
          report.expect(false, "\(label()): the plan rents no such replica")
          continue
        }
        let speed = fleet.rate[candidate * width + entry]
        report.expect(speed > 0, "\(label()): this layout cannot serve it")
        if speed > 0 { time[replica] += requests / speed }
      }
      report.equal(fractions, 1, "\(model) / \(workload): sum of fractions")
    }
    for (replica, busy) in zip(plan.replicas, time) {
      report.atMost(
        busy, Double(replica.count), "\(replica.model) on \(replica.layout): replicas' time spent")
      report.equal(
        replica.utilization + 1, busy / Double(replica.count) * (1 - scenario.headroom) + 1,
        "\(replica.model) on \(replica.layout): utilization + 1")
    }
    report.expect(!isKnown.contains(false), "an assignment names a workload without traffic")
  }

  /// Every event that the plan must withstand, tried anew.
  private func checkStresses(_ plan: Plan, _ candidates: [Int?], _ report: inout Report) {
    guard fleet.scenario.current != nil || fleet.scenario.resilience.isAsked else { return }
    var counts = [Int](repeating: 0, count: fleet.candidates.count)
    for (replica, candidate) in zip(plan.replicas, candidates) {
      if let candidate { counts[candidate] += replica.count }
    }
    if let current = fleet.scenario.current {
      if let most = current.maxStarts {
        report.atMost(Double(fleet.starts(of: counts)), Double(most), "replicas started")
      }
      if let most = current.maxStops {
        report.atMost(Double(fleet.stops(of: counts)), Double(most), "replicas stopped")
      }
    }
    guard fleet.scenario.resilience.isAsked else { return }
    let trials = Endurance(fleet: fleet, counts: counts).trials()
    report.expect(
      trials.count == plan.stresses.count,
      "\(plan.stresses.count) events are withstood, \(trials.count) must be")
    for (trial, stress) in zip(trials, plan.stresses) {
      func label() -> String { "loss of \(trial.lost ?? "nothing")" }
      report.expect(trial.lost == stress.lost, "\(label()): the plan has \(stress.lost ?? "nothing")")
      report.equal(stress.requestsPerSecond, trial.rate, "\(label()): requests_per_second")
      report.equal(stress.needed, plan.requestsPerSecond * trial.part, "\(label()): needed")
      report.atMost(plan.requestsPerSecond * trial.part, trial.rate, "\(label()): rate needed")
    }
  }

  private func checkTotals(_ plan: Plan, _ report: inout Report) {
    let tokens = fleet.tokensPerRequest
    report.expect(plan.requestsPerSecond > 0, "requests_per_second is \(plan.requestsPerSecond)")
    report.equal(plan.tokensPerSecond.input, plan.requestsPerSecond * tokens.input, "tokens_per_second.input")
    report.equal(
      plan.tokensPerSecond.output, plan.requestsPerSecond * tokens.output, "tokens_per_second.output")
    guard let demand = fleet.scenario.demand else { return }
    switch fleet.scenario.objective {
    case .throughput: break
    case .cost: report.equal(plan.requestsPerSecond, demand, "requests_per_second")
    case .costPerToken: report.atMost(demand, plan.requestsPerSecond, "demand")
    }
  }

  private func checkPrices(_ plan: Plan, _ report: inout Report) {
    report.equal(
      plan.workloads.reduce(0) { $0 + $1.costPerHour }, plan.costPerHour,
      "sum of the workloads' cost_per_hour")
    let tokens = plan.tokensPerSecond
    let hourly = 3600 / 1e6
    let both = tokens.input + tokens.output
    report.equal(
      plan.totalCostPerMillionTokens * both * hourly, plan.costPerHour,
      "cost_per_million_tokens.total times tokens")
    report.equal(
      (plan.costPerMillionTokens.input * tokens.input + plan.costPerMillionTokens.output * tokens.output)
        * hourly,
      plan.costPerHour, "cost of input and output tokens")
  }

  private func checkGap(_ plan: Plan, _ report: inout Report) {
    let value = plan.objectiveValue
    let slack = PlanningTolerance.check * abs(value)
    switch plan.objective {
    case .throughput:
      report.expect(plan.bound >= value - slack, "bound \(plan.bound) is below the value \(value)")
    case .cost, .costPerToken:
      report.expect(plan.bound <= value + slack, "bound \(plan.bound) is above the value \(value)")
    }
    if plan.bound.isFinite, value != 0 {
      report.equal(plan.gap + 1, abs(plan.bound - value) / abs(value) + 1, "gap + 1")
    }
  }
}

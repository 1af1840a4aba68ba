/// The claims of a plan as a whole: its rate, what it withstands, how much is proven, or that there is none.
extension PlanCheck {
  /// The rate against what is asked, and the tokens.
  func checkTotals(_ plan: Plan, _ report: inout CheckReport) {
    let tokens = fleet.tokensPerRequest
    let rate = plan.requestsPerSecond
    report.equal(
      plan.tokensPerSecond, Plan.TokenPair(input: rate * tokens.input, output: rate * tokens.output),
      "tokens_per_second")
    let demand = fleet.scenario.demand ?? 0
    switch fleet.scenario.objective {
    case .throughput: report.expect(rate > 0, "requests_per_second is \(rate)")
    case .cost: report.equal(rate, demand, "requests_per_second")
    case .costPerToken:
      report.expect(rate > 0 || demand == 0, "requests_per_second is \(rate)")
      report.atMost(demand, rate, "demand")
    }
  }

  /// Every event that the plan must withstand, tried anew.
  func checkStresses(_ plan: Plan, _ names: ResolvedPlan, _ report: inout CheckReport) {
    let scenario = fleet.scenario
    let counts = scenario.current == nil && !scenario.resilience.isAsked ? [] : counts(plan, names)
    if let current = scenario.current {
      if let most = current.maxStarts {
        report.atMost(Double(fleet.starts(of: counts)), Double(most), "replicas started")
      }
      if let most = current.maxStops {
        report.atMost(Double(fleet.stops(of: counts)), Double(most), "replicas stopped")
      }
    }
    let trials =
      scenario.resilience.isAsked
      ? StressTest(fleet: fleet, counts: counts, interruption: interruption).trials() : []
    report.equal(plan.stresses.count, trials.count, "withstands: the number of events")
    for (trial, stress) in zip(trials, plan.stresses) {
      func label() -> String { "withstands, loss of \(trial.lost ?? "nothing")" }
      report.expect(trial.lost == stress.lost, "\(label()): the plan has \(stress.lost ?? "nothing")")
      report.expect(
        trial.misjudged == stress.misjudged,
        "\(label()): misjudged should be \(trial.misjudged.joined(separator: ", "))")
      report.equal(stress.requestsPerSecond, trial.rate, "\(label()): requests_per_second")
      report.equal(stress.needed, plan.requestsPerSecond * trial.part, "\(label()): needed")
      report.atMost(plan.requestsPerSecond * trial.part, trial.rate, "\(label()): rate needed")
    }
  }

  /// The bound's side, and the gap between the two.
  func checkBound(_ plan: Plan, _ report: inout CheckReport) {
    let value = plan.objectiveValue
    let slack = PlanningTolerance.check * abs(value)
    switch plan.objective {
    case .throughput:
      report.expect(
        plan.bound >= value - slack || plan.bound.isNaN, "bound \(plan.bound) is below the value \(value)")
    case .cost, .costPerToken:
      report.expect(
        plan.bound <= value + slack || plan.bound.isNaN, "bound \(plan.bound) is above the value \(value)")
    }
    guard plan.bound.isFinite else {
      report.expect(!plan.gap.isFinite, "gap is \(plan.gap) without a bound")
      return
    }
    // Of the figures as they stand, so that nothing but their last digits may differ.
    let gap = value == 0 ? 0 : abs(plan.bound - value) / abs(value)
    report.expect(
      abs(plan.gap - gap) <= PlanningTolerance.roundOff * gap, "gap is \(plan.gap), computed \(gap)")
  }

  /// The status against the gap: neither stronger nor weaker than the figures are.
  func checkStatus(_ plan: Plan, gapAsked: Double?, _ report: inout CheckReport) {
    let asked = gapAsked ?? PlanningTolerance.defaultGap
    guard plan.omission == nil else {
      // What was not looked at may be better, whatever the bound over the rest.
      report.expect(
        plan.status == .feasible,
        "status is \(plan.status.rawValue), but not all was looked at: \(plan.omission ?? "")")
      return
    }
    switch plan.status {
    case .optimal:
      report.expect(
        plan.gap <= asked + PlanningTolerance.proof,
        "status is optimal, but the gap is \(plan.gap) where \(asked) was asked for")
    case .feasible:
      guard let gapAsked else { return }
      report.expect(
        !(plan.gap <= gapAsked),
        "status is feasible, but the gap \(plan.gap) is inside the \(gapAsked) asked for: optimal")
    default: break
    }
  }

  /// Checks that the stated cost of a solve is possible; it cannot be computed again.
  func checkSolve(_ solve: Plan.SolveStatistics, _ report: inout CheckReport) {
    let isPossible =
      solve.milliseconds.isFinite && solve.firstPlanMilliseconds >= 0
      && solve.firstPlanMilliseconds <= solve.milliseconds && solve.nodes >= 0 && solve.pivots >= 0
    report.expect(isPossible, "solve: times and counts must be 0 or more, the first plan not after the last")
  }

  /// Whether nothing is asked for and nothing is rented.
  func servesNothing(_ plan: Plan) -> Bool {
    fleet.scenario.objective != .throughput && fleet.scenario.demand == 0 && plan.replicas.isEmpty
      && plan.assignments.isEmpty
  }

  /// A plan for no demand rents nothing, and every figure is 0.
  func checkNothingServed(_ plan: Plan, _ report: inout CheckReport) {
    let figures =
      plan.totals
      + plan.workloads.flatMap {
        [$0.requestsPerSecond, $0.costPerHour, $0.costPerMillionTokens, $0.split.input, $0.split.output]
      }
    report.expect(figures.allSatisfy { $0 == 0 }, "nothing is rented, but a figure is not 0")
    report.expect(plan.stresses.isEmpty, "withstands: nothing is rented that could be lost")
    report.expect(
      plan.workloads.isEmpty
        || plan.workloads.map { "\($0.model) / \($0.workload)" }
          == fleet.traffic.indices.map(fleet.label(ofTraffic:)),
      "workloads: not those of the scenario")
    if !plan.gpus.isEmpty { checkPools(plan, ResolvedPlan(plan, fleet), &report) }
    checkBound(plan, &report)
  }

  /// A plan that is none has nothing in it.
  func checkAbsence(_ plan: Plan, _ report: inout CheckReport) {
    report.expect(
      plan.replicas.isEmpty && plan.assignments.isEmpty && plan.gpus.isEmpty && plan.workloads.isEmpty
        && plan.stresses.isEmpty,
      "the status is \(plan.status.rawValue), but replicas, assignments, gpus, workloads or withstands stand in it"
    )
    report.expect(
      plan.totals.allSatisfy { $0 == 0 }, "the status is \(plan.status.rawValue), but a figure is not 0")
    guard plan.status == .infeasible else { return }
    report.expect(plan.bound == 0 && plan.gap == 0, "bound and gap must be 0 where the status is infeasible")
    report.expect(plan.infeasibility != nil, "infeasibility: the reason is missing")
    for refusal in plan.infeasibility?.refusals ?? [] {
      report.expect(
        fleet.refusals.contains(refusal),
        "infeasibility: \(refusal.model) on \(refusal.layout) is not refused for '\(refusal.reason)'")
    }
  }
}

extension Plan {
  /// The figures over all replicas.
  fileprivate var totals: [Double] {
    [
      requestsPerSecond, costPerHour, tokensPerSecond.input, tokensPerSecond.output,
      costPerMillionTokens.input, costPerMillionTokens.output, totalCostPerMillionTokens, budgetMarginalValue,
    ]
  }
}

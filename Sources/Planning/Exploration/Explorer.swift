/// A question about the surroundings of a scenario.
public struct ExplorationTask: Sendable, Equatable {
  /// The questions that can be asked.
  public enum Question: Sendable, Hashable {
    /// The plan at one of the frontier's limits, by index.
    case frontier(Int)
    /// The plan with a limit moved.
    case worth(LimitStep)
    /// The price at which a pool that is not used would be.
    case entryPrice(pool: Int)
    /// The smallest change of a kind that gives a plan.
    case relaxation(Relaxation.Kind)
    /// Limits of a scenario without a plan that cannot all be kept.
    case conflict
    /// The best plans with different GPUs, the best first.
    case alternatives
    /// The result of a simpler way to plan, within the stock or without that limit.
    case baseline(Baseline, keepsStock: Bool)
    /// The plan of the task's scenario with one figure changed.
    case sensitivity(Sensitivity.Figure)
    /// The range of a figure within which the task's plan rents the same GPUs.
    case range(RangeFigure)
    /// The best plan without any replica of one configuration of the task's plan.
    case without(model: String, layout: String)
    /// The way from the running fleet that the scenario names to its plan.
    case replanning
    /// The rates that the task's plan serves when throughput is off inside its error bands.
    case robustness
  }
  /// The question.
  public var question: Question
  /// Whether the answer takes long, or what leads to it cannot be given up half way: not for while a slider moves.
  public var isPatient: Bool {
    switch question {
    case .frontier, .worth, .entryPrice, .relaxation, .conflict: false
    case .alternatives, .baseline, .sensitivity, .range, .without, .replanning, .robustness: true
    }
  }
  /// The scenario to solve, or to start the search from.
  public var scenario: Scenario
  /// The plan that is asked about, where the question is about one.
  public var plan: Plan?

  /// Asks a question.
  public init(_ question: Question, _ scenario: Scenario, plan: Plan? = nil) {
    self.question = question
    self.scenario = scenario
    self.plan = plan
  }
}

/// The answer of an exploration.
public enum ExplorationAnswer: Sendable, Equatable {
  /// The plan of the task's scenario; status `infeasible` where there is none.
  case plan(Plan)
  /// The highest price in $/h, in whole cents, at which a pool improves the plan; nil: not even for one cent.
  case price(Double?)
  /// The change; nil: none of that kind gives a plan.
  case relaxation(Relaxation?)
  /// The limits; nil: the scenario has a plan.
  case conflict(Conflict?)
  /// Plans, the best first.
  case plans([Plan])
  /// The result of the baseline.
  case baseline(BaselineResult)
  /// The range.
  case range(ClosedRange<Double>)
  /// The way to the plan.
  case replanning(Replanning)
  /// The rates that the plan serves inside its error bands; nil: its replicas are not among the scenario's.
  case robustness(Robustness?)
}

/// Answers questions about the surroundings of a scenario, with a session of its own. Lives on one thread.
public final class Explorer {
  /// Seconds for one solve: a question that takes longer is answered with the gap it has by then.
  private static let secondsPerSolve = 10.0
  /// A plan counts as better from this part of its value on; below, it is within the gap.
  private static let betterBy = 5e-4

  private let session = PlanningSession()
  private let options: PlanningOptions
  /// Whether every solve of the question under way came to an answer: else nothing can be said of what was not found.
  private var isConclusive = true
  /// The same with ties broken: cost per token and GPUs mean something only for the cheapest of the best.
  private let exact: PlanningOptions
  /// The baselines of the scenario asked about last: they have candidates and the optimum in common.
  private var study: (scenario: Scenario, study: BaselineStudy)?
  /// Whether the question under way is given up.
  private var isCancelled: () -> Bool = { false }

  /// Creates an explorer that proves to a relative gap.
  public convenience init(gap: Double? = nil) { self.init(options: PlanningOptions(gap: gap)) }

  /// Creates an explorer that ends when the options say so, and ends each solve after a while.
  public init(options: PlanningOptions) {
    var exact = options
    exact.timeLimit = min(options.timeLimit ?? Self.secondsPerSolve, Self.secondsPerSolve)
    exact.diagnoses = false
    self.exact = exact
    exact.breaksTies = false
    self.options = exact
  }

  /// Answers a question; nil if cancelled.
  public func answer(
    _ task: ExplorationTask, isCancelled: @escaping () -> Bool = { false }
  ) -> ExplorationAnswer? {
    isConclusive = true
    func solve(_ scenario: Scenario) -> Plan? {
      let plan = session.solve(scenario, options: options, isCancelled: isCancelled)
      if plan?.status == .unknown { isConclusive = false }
      return plan
    }
    self.isCancelled = isCancelled
    let answer: ExplorationAnswer?
    switch task.question {
    case .worth: answer = solve(task.scenario).map { .plan($0) }
    case .sensitivity(let figure):
      answer = session.solve(
        figure.applied(to: task.scenario), options: exact, isCancelled: isCancelled
      ).map { .plan($0) }
    case .frontier:
      answer = session.solve(task.scenario, options: exact, isCancelled: isCancelled).map { .plan($0) }
    case .entryPrice(let pool):
      let price = entryPrice(pool, task.scenario, solve)
      answer = price != nil || isConclusive ? .price(price) : nil
    case .relaxation(let kind):
      let search = RelaxationSearch(scenario: task.scenario, solve: solve) { [self] scenario in
        let answer = session.hasPlan(scenario, options: options, isCancelled: isCancelled)
        if answer == nil { isConclusive = false }
        return answer
      }
      let found = search.smallest(kind)
      // What is found out of time is a plan, but not known to be the nearest.
      answer = !options.isPastDeadline && (found != nil || isConclusive) ? .relaxation(found) : nil
    case .conflict:
      answer = .conflict(Conflict(of: task.scenario, options: options, isCancelled: isCancelled))
    case .alternatives:
      answer = Alternatives(of: task.scenario, options: exact).plans(
        count: Alternatives.usualCount, within: Alternatives.usualLoss, isCancelled: isCancelled
      ).map { .plans($0.plans) }
    case .baseline(let baseline, let keepsStock):
      answer = study(of: task.scenario).result(of: baseline, keepsStock: keepsStock).map { .baseline($0) }
    case .range(let figure):
      let study = SensitivityStudy(of: task.scenario, options: exact, session: session)
      let base = task.plan ?? study.base(isCancelled: isCancelled)
      answer = base.flatMap { study.stableRange(of: figure, on: $0, isCancelled: isCancelled) }
        .map { .range($0) }
    case .without(let model, let layout):
      answer = PlanningSession().solveWithoutDiagnosis(
        FleetData(task.scenario, without: model, on: layout), options: exact, isCancelled: isCancelled
      ).map { .plan($0) }
    case .replanning:
      answer = Replanning(task.scenario, options: exact, session: session, isCancelled: isCancelled)
        .map { .replanning($0) }
    case .robustness:
      let study = task.plan.flatMap { RobustnessStudy(plan: $0, scenario: task.scenario) }
      answer = .robustness(study?.run())
    }
    return isCancelled() ? nil : answer
  }

  private func study(of scenario: Scenario) -> BaselineStudy {
    if let study, study.scenario == scenario { return study.study }
    let new = BaselineStudy(of: scenario, options: exact) { [unowned self] in isCancelled() }
    study = (scenario, new)
    return new
  }

  /// A lower price can only help, so the highest that does is found by halving.
  private func entryPrice(_ pool: Int, _ scenario: Scenario, _ solve: (Scenario) -> Plan?) -> Double? {
    guard scenario.pools.indices.contains(pool), let base = solve(scenario), base.exists else {
      return nil
    }
    func helps(_ cents: Int) -> Bool? {
      var changed = scenario
      changed.pools[pool].price = Double(cents) / 100
      guard let plan = solve(changed), let gain = base.gain(of: plan) else { return nil }
      return gain > Self.betterBy * abs(base.objectiveValue)
    }
    var high = Int((scenario.pools[pool].price * 100).rounded(.up))
    var low = 1
    guard high > low, helps(low) == true else { return nil }
    while high - low > 1 {
      let middle = (low + high) / 2
      guard let isBetter = helps(middle) else { return nil }
      if isBetter { low = middle } else { high = middle }
    }
    return Double(low) / 100
  }
}

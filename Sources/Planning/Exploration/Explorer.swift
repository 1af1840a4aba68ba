/// A question about the surroundings of a scenario.
public struct ExplorationTask: Sendable, Equatable {
  /// What is asked.
  public enum Question: Sendable, Hashable {
    /// The plan at one of the frontier's limits, by index.
    case frontier(Int)
    /// The plan with a limit moved.
    case worth(LimitStep)
    /// The price at which a pool that is not used would be.
    case entryPrice(pool: Int)
    /// The smallest change of a kind that gives a plan.
    case relaxation(Relaxation.Kind)
  }
  /// What is asked.
  public var question: Question
  /// The scenario to solve, or to start the search from.
  public var scenario: Scenario

  /// Asks a question.
  public init(_ question: Question, _ scenario: Scenario) {
    self.question = question
    self.scenario = scenario
  }
}

/// What an exploration found.
public enum ExplorationAnswer: Sendable, Equatable {
  /// The plan of the task's scenario; status `infeasible` where there is none.
  case plan(Plan)
  /// The highest price in $/h, in whole cents, at which a pool improves the plan; nil: not even for one cent.
  case price(Double?)
  /// The change; nil: none of that kind gives a plan.
  case relaxation(Relaxation?)
}

/// Answers questions about the surroundings of a scenario, with a session of its own. Lives on one thread.
public final class Explorer {
  /// Seconds for one solve: a question that takes longer is answered with the gap it has by then.
  private static let secondsPerSolve = 10.0
  /// A plan counts as better from this part of its value on; below, it is within the gap.
  private static let betterBy = 5e-4

  private let session = PlanningSession()
  private let options: PlanningOptions

  /// Makes an explorer that proves to a relative gap.
  public init(gap: Double? = nil) {
    options = PlanningOptions(gap: gap, timeLimit: Self.secondsPerSolve, breaksTies: false, diagnoses: false)
  }

  /// Answers a question; nil if cancelled.
  public func answer(
    _ task: ExplorationTask, isCancelled: @escaping () -> Bool = { false }
  ) -> ExplorationAnswer? {
    func solve(_ scenario: Scenario) -> Plan? {
      session.solve(scenario, options: options, isCancelled: isCancelled)
    }
    let answer: ExplorationAnswer?
    switch task.question {
    case .worth: answer = solve(task.scenario).map { .plan($0) }
    case .frontier:
      // The cheapest of the best: a point's cost per token means something only then.
      var exact = options
      exact.breaksTies = true
      answer = session.solve(task.scenario, options: exact, isCancelled: isCancelled).map { .plan($0) }
    case .entryPrice(let pool): answer = .price(entryPrice(pool, task.scenario, solve))
    case .relaxation(let kind):
      answer = .relaxation(RelaxationSearch(scenario: task.scenario, solve: solve).smallest(kind))
    }
    return isCancelled() ? nil : answer
  }

  /// A lower price can only help, so the highest that does is found by halving.
  private func entryPrice(_ pool: Int, _ scenario: Scenario, _ solve: (Scenario) -> Plan?) -> Double? {
    guard scenario.pools.indices.contains(pool), let base = solve(scenario), base.status != .infeasible else {
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

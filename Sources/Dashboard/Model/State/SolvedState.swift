import Planning

/// The question that the plan on the screen answers, and how plans came about.
public struct SolvedState: Sendable, Equatable {
  /// The last valid plan.
  public internal(set) var plan: Plan?
  /// The state of the planner.
  public internal(set) var solver: SolverStatus = .idle
  /// Number of the last scenario handed to the planner; answers to older ones are ignored.
  public internal(set) var generation = 0
  /// The scenario that the plan answers: its figures are labelled by it until the next plan is there.
  public internal(set) var planScenario: Scenario
  /// All that was stated for the plan.
  var planStatement: EditableScenario
  /// The generation that the plan answers.
  var planGeneration = 0
  /// The changes of the last plan, to be marked for a moment.
  var flash: Flash?
  /// The plan that the next settled one is compared with.
  var settled: SettledPlan?
  /// Milliseconds of the last solves to their proof.
  var solveTimes: [Double] = []
  /// Solves to a proof since the program started.
  var solveCount = 0

  /// Times of solves kept.
  static let timeLimit = 200
  /// Results keep their full strength this long after an edit, in milliseconds.
  static let staleAfter = 50.0
  /// A solve that takes so long, in milliseconds, can be stopped by the key that otherwise closes what is in front.
  static let longSolve = 1000.0
}

extension SolvedState {
  /// Whether the plan on the screen answers an older scenario.
  var isOutdated: Bool { plan != nil && planGeneration != generation }

  /// Whether the results are to look stale: outdated, and for longer than a fast answer takes.
  func isStale(at now: Double) -> Bool {
    guard isOutdated else { return false }
    if case .solving(let since) = solver { return now - since >= Self.staleAfter }
    return true
  }

  /// Whether a solve has been under way for so long that somebody may want to stop it.
  func isSolvingLong(at now: Double) -> Bool {
    if case .solving(let since) = solver { now - since >= Self.longSolve } else { false }
  }

  /// Whether the scenario is left without a plan: there is none, or the planner broke.
  var lacksPlan: Bool {
    switch solver {
    case .noPlan, .failed: true
    case .idle, .solving, .settled: false
    }
  }

  /// The reason why there is no plan; nil while there is one or the planner is at work.
  var infeasibility: Infeasibility? {
    if case .noPlan(let reason, _) = solver { reason } else { nil }
  }

  /// Adds the time of a solve that ended with its proof, in milliseconds.
  mutating func addSolve(_ milliseconds: Double) {
    solveCount += 1
    solveTimes.append(milliseconds)
    if solveTimes.count > Self.timeLimit { solveTimes.removeFirst() }
  }
}

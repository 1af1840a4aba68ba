import Planning

/// The question that the plan on the screen answers, and how plans came about.
public struct SolvedState: Sendable, Equatable {
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
}

import Planning

/// Answers of the threads that plan and explore, and of the feed.
public enum PlannerAction: Sendable, Equatable {
  /// A plan for the scenario of that generation; `isFinal` is false while the search goes on.
  case planArrived(Plan, generation: Int, isFinal: Bool)
  /// The planner gave up with an error, which is not the same as proving that there is no plan.
  case solveFailed(String, generation: Int)
  /// A question about the scenario's surroundings was answered.
  case explored(ExplorationTask.Question, ExplorationAnswer, request: Int)
  /// The feed has figures that differ from the ones before.
  case feedArrived([PoolFigures])
  /// The feed cannot be used; nil: it can again.
  case feedTrouble(FeedTrouble?)
}

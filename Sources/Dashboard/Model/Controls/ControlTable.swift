import Planning

/// The controls of a scenario: what their sliders show, and what becomes of what is stated when they are set.
struct ControlTable: Sendable {
  /// The operator's present statement.
  let statement: EditableScenario
  /// The scenario as opened.
  let baseline: Scenario
  /// Upper ends of sliders that were typed beyond their usual range.
  let widened: [Control: Double]
  /// The last valid plan, from whose figures a limit that is not stated starts.
  let plan: Plan?
  /// The plan that deltas refer to.
  let referencePlan: Plan?

  /// The scenario being planned for.
  var scenario: Scenario { statement.scenario }
}

import Planning

/// A plan kept to compare with, and all that was stated when it was made.
public struct Pin: Sendable, Equatable {
  /// Its letter, `A` to `I`.
  public let letter: Character
  /// A name of a few words that distinguishes it from the others.
  public var name: String
  /// The sliders' positions that it answers.
  public let statement: EditableScenario
  /// The plan.
  public internal(set) var plan: Plan
  /// Whether it is the planner's answer to its statement, not a runner-up or the goal of a move.
  public internal(set) var isOptimum: Bool

  /// Creates a pinned plan with the statement that it answers.
  public init(
    letter: Character, name: String, statement: EditableScenario, plan: Plan, isOptimum: Bool = true
  ) {
    self.letter = letter
    self.name = name
    self.statement = statement
    self.plan = plan
    self.isOptimum = isOptimum
  }

  /// The letters there are.
  public static let letters: [Character] = Array("ABCDEFGHI")
}

/// A plan in a comparison.
public enum PlanMark: Sendable, Hashable {
  /// A pinned plan.
  case pin(Character)
  /// The plan that answers the sliders as they stand.
  case now
}

/// The state of the screen that compares plans.
public struct Comparison: Sendable, Equatable {
  /// The plan that the others' distances refer to.
  public var reference: PlanMark
  /// The plan that the right side leads to.
  public var selected: PlanMark
  /// Whether rows that are the same in all plans are left out.
  public var showsOnlyDifferences = false
  /// Rows scrolled down.
  public var scroll = 0
}

/// The page that fills the screen between the top line and the key hints.
public enum Page: Sendable, Equatable {
  /// Controls and results.
  case panels
  /// Plans side by side.
  case comparison(Comparison)
  /// The list of edits, and the row that the keys are on.
  case history(row: Int)
  /// The tab in view alone; `from` is the panel that the keys acted on before.
  case zoom(from: Panel)
}

/// A plan with its letter, name and settings, as a comparison needs it.
struct ComparedPlan: Sendable, Equatable {
  var mark: PlanMark
  var name: String
  var statement: EditableScenario
  /// Nil: what is stated now has no plan, or none yet.
  var plan: Plan?

  /// `A`, or `now`.
  var title: String {
    switch mark {
    case .pin(let letter): String(letter)
    case .now: "now"
    }
  }
}

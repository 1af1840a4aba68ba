/// Pinned plans and their comparison.
public enum PinAction: Sendable, Equatable {
  /// Keeps the plan shown, to compare with.
  case pin
  /// Opens the screen that compares plans, or closes it.
  case toggleComparison
  /// Chooses the plan that the comparison leads to, by letter.
  case choose(Character)
  /// Chooses the plan that many places to the right.
  case moveSelection(Int)
  /// The chosen plan becomes the reference.
  case swap
  /// Leaves out what is the same in all plans, or shows it again.
  case toggleDifferences
  /// Back to the chosen plan's slider positions.
  case goTo
  /// Drops the chosen plan.
  case delete
  /// Opens the field of the chosen plan's name.
  case beginRenaming
}

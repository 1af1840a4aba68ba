import Planning

/// Changes of what is stated.
public enum EditAction: Sendable, Equatable {
  /// Moves by a number of steps, up or down.
  case step(Int)
  /// Moves by a number of tenths of the range, up or down.
  case stepTenths(Int)
  /// To this per cent of the range.
  case moveToPercent(Int)
  /// To the least of the range.
  case moveToLeast
  /// To the most of the range.
  case moveToMost
  /// Locks a share, or switches a pool off and on.
  case toggle
  /// The focused control back to the scenario's figure.
  case resetFocused
  /// Everything back to the scenario as opened.
  case resetAll
  /// Sets a control to a value, as a script or a drag does.
  case set(Control, Double)
  /// Locks or switches a control.
  case toggleControl(Control)
  /// Sets the value at a path, as it was typed.
  case setPath(EditPath, String)
  /// A control back to the scenario's figure.
  case reset(Control)
  /// Chooses the next objective.
  case nextObjective
  /// Chooses an objective.
  case chooseObjective(Objective)
  /// Shows what the chosen change that gives a plan leads to, or no longer.
  case togglePreview
}

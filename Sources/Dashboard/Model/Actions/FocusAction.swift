/// Moving about among panels, rows and tabs.
public enum FocusAction: Sendable, Equatable {
  /// Goes to the next panel, or the next table while one is zoomed.
  case nextPanel
  /// The same backwards.
  case previousPanel
  /// Moves a row up.
  case rowUp
  /// Moves a row down.
  case rowDown
  /// Shows a tab of the results.
  case selectTab(ResultTab)
  /// Focuses a control.
  case control(Control)
  /// Focuses a panel.
  case panel(Panel)
  /// Focuses a row of the plan, or of a table.
  case replica(Int)
}

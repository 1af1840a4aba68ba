/// What the program itself tells the dashboard, and what it is to do.
public enum ProgramAction: Sendable, Equatable {
  /// The screen is up: ask for the first plan.
  case start
  /// The window has a new size.
  case resize(columns: Int, rows: Int)
  /// The program's clock, in milliseconds since it started; never runs backwards.
  case tick(milliseconds: Double)
  /// A key that can do nothing at present: says why.
  case explain(String)
  /// Leaves, or asks first where something would be lost.
  case quit
  /// Leaves without a question.
  case quitNow
  /// Hands the terminal back to the shell for a while.
  case suspend
  /// Draws every cell anew.
  case repaint
}

/// Steps back and forward, and the list of edits.
public enum HistoryAction: Sendable, Equatable {
  /// Takes the last edit back.
  case undo
  /// Makes the last edit taken back again.
  case redo
  /// Opens the list of edits, or closes it.
  case toggleList
  /// Moves by a number of rows in the list of edits.
  case moveList(Int)
  /// Goes to the chosen state.
  case goTo
}

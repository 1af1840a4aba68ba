/// Typing into a control, a file name or a question.
public enum TypingAction: Sendable, Equatable {
  /// Opens the field of the focused control, or makes the chosen change.
  case begin
  /// Text pasted in one go.
  case paste(String)
  /// Types a character.
  case insert(Character)
  /// Deletes the character before the cursor.
  case deleteBackward
  /// Deletes the character under the cursor.
  case deleteForward
  /// Deletes the word before the cursor.
  case deleteWord
  /// Deletes everything before the cursor.
  case deleteToStart
  /// Moves the cursor to the left.
  case cursorLeft
  /// Moves the cursor to the right.
  case cursorRight
  /// Moves the cursor to the start.
  case cursorStart
  /// Moves the cursor to the end.
  case cursorEnd
  /// Takes what was typed.
  case commit
  /// Closes what is in front.
  case cancel
  /// Answers the question asked.
  case answer(Bool)
}

/// A key press as the terminal reported it.
public enum Key: Sendable, Hashable {
  /// A printable character, shifted as typed.
  case character(Character)
  /// Ctrl with a letter (lower case).
  case control(Character)
  /// Alt with a character.
  case alt(Character)
  /// Function key, 1...12.
  case function(Int)
  case up, down, left, right
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, delete, insert
}

/// A mouse report; positions are 0-based cells.
public struct MouseEvent: Sendable, Hashable {
  /// The kinds of mouse report.
  public enum Kind: Sendable, Hashable { case press, drag, release, wheelUp, wheelDown }
  /// The kind of the report.
  public var kind: Kind
  /// Row of the cell.
  public var row: Int
  /// Column of the cell.
  public var column: Int

  /// Creates a report of the mouse at a cell.
  public init(kind: Kind, row: Int, column: Int) {
    self.kind = kind
    self.row = row
    self.column = column
  }
}

/// An event that the Terminal module passes to the program.
public enum TerminalEvent: Sendable, Hashable {
  case key(Key)
  case mouse(MouseEvent)
  /// Text pasted in one go; control characters removed.
  case paste(String)
  /// The window has a new size.
  case resize(columns: Int, rows: Int)
  /// SIGINT, SIGTERM or SIGHUP arrived; the number is the signal's.
  case signal(Int32)
  /// Somebody called `wake()` from another thread.
  case wake
}

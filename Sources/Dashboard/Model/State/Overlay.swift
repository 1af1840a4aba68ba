/// Something in front of the panels.
public enum Overlay: Sendable, Equatable {
  /// The key table.
  case help(HelpView)
  /// The list of commands.
  case palette(PaletteView)
}

/// The view of the key table: its filter and its scroll position.
public struct HelpView: Sendable, Equatable {
  /// Words that its rows must contain.
  public internal(set) var filter = TextField()
  /// Rows it is scrolled down.
  public internal(set) var scroll = 0
}

/// The text typed and the row chosen in the list of commands.
public struct PaletteView: Sendable, Equatable {
  /// The command so far.
  public internal(set) var field = TextField()
  /// The row chosen.
  public internal(set) var choice = 0
  /// Number of commands back in the history that the field was recalled from; nil: it was typed.
  public internal(set) var recalled: Int?
}

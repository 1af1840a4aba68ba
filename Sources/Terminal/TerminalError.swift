/// Why the screen cannot be opened.
public enum TerminalError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Standard input or standard output is not a terminal.
  case notATerminal
  /// The terminal database does not know this TERM.
  case unknownTerminal(String)
  /// This TERM lacks what a screen needs; the second text says what, as a sentence part.
  case unfitTerminal(String, String)
  /// The operating system refused; the text is its reason.
  case system(String)

  private static let alternative = "`fleetmix plan SCENARIO` works without a screen"

  /// One sentence that says what to do.
  public var description: String {
    switch self {
    case .notATerminal:
      "the dashboard needs a terminal on standard input and output; "
        + "`fleetmix plan SCENARIO` works without one"
    case .unknownTerminal(""):
      "TERM is not set; try TERM=xterm-256color; \(Self.alternative)"
    case .unknownTerminal(let name):
      "the terminal type TERM=\(name.prefix(Self.shownName)) is not known here; try TERM=xterm-256color; "
        + Self.alternative
    case .unfitTerminal(let name, let lack):
      "a terminal of type TERM=\(name) \(lack), which the dashboard needs; try TERM=xterm-256color if it can do "
        + "more; \(Self.alternative)"
    case .system(let reason):
      "cannot use the terminal: \(reason)"
    }
  }

  /// Longest part of a terminal's name that is repeated.
  private static let shownName = 80
}

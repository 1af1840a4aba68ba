/// Why the screen cannot be opened.
public enum TerminalError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Standard input or standard output is not a terminal.
  case notATerminal
  /// The terminal database does not know this TERM.
  case unknownTerminal(String)
  /// The operating system refused; the text is its reason.
  case system(String)

  /// One sentence that says what to do.
  public var description: String {
    switch self {
    case .notATerminal:
      "the dashboard needs a terminal on standard input and output; "
        + "`fleetmix plan SCENARIO` works without one"
    case .unknownTerminal(""):
      "TERM is not set; try TERM=xterm-256color"
    case .unknownTerminal(let name):
      "the terminal type TERM=\(name) is not known here; try TERM=xterm-256color"
    case .system(let reason):
      "cannot use the terminal: \(reason)"
    }
  }
}

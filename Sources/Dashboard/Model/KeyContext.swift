/// The parts of the dashboard in which a key has a meaning.
public enum KeyContext: String, Sendable, CaseIterable {
  /// Controls and results.
  case panels
  /// A line of text.
  case typing
  /// A yes-or-no question.
  case question
  /// The key table.
  case help
  /// The list of commands.
  case palette
  /// Plans side by side; what changes no slider means the same as in the panels.
  case comparison
  /// The list of edits.
  case history
  /// The panels while the tour is on.
  case tour
  /// Every one of them.
  case everywhere

  /// The contexts whose keys are in force, the most particular first.
  var chain: [KeyContext] {
    switch self {
    case .help, .palette: [self, .typing, .everywhere]
    case .tour: [self, .panels, .everywhere]
    case .panels, .typing, .question, .comparison, .history: [self, .everywhere]
    case .everywhere: [.everywhere]
    }
  }

  /// Whether a group of the panels' keys works here too.
  func inherits(_ group: String) -> Bool {
    (self == .comparison || self == .history) && (group == "PROGRAM" || group == "PLAN")
  }
}

import Planning

/// The content that can be copied to the clipboard.
public enum CopySource: String, Sendable, CaseIterable {
  /// A command line that plans the scenario as it stands.
  case command
  /// The row the keys are on, figures between tabs.
  case row
  /// The plan as Markdown.
  case plan
  /// The screen as text.
  case screen

  /// Its name in messages.
  var words: String {
    switch self {
    case .command: "the command line"
    case .row: "the row"
    case .plan: "the plan"
    case .screen: "the screen"
    }
  }
}

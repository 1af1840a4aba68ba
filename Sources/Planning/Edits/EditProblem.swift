/// Why an edit cannot be made.
public struct EditProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The path of the edit.
  public let path: String
  /// The fault, as a sentence part.
  public let message: String
  /// The value, where it is to blame.
  public let badValue: String?
  /// The nearest valid path or value.
  public let suggestion: String?

  /// Creates a problem; everything is made safe to print.
  public init(path: String, message: String, badValue: String? = nil, suggestion: String? = nil) {
    self.path = SafeText.printable(path, limit: SafeText.shownPathLength)
    self.message = SafeText.shown(message)
    self.badValue = badValue.map { SafeText.printable($0, limit: SafeText.shownValueLength) }
    self.suggestion = suggestion.map { SafeText.printable($0, limit: SafeText.shownPathLength) }
  }

  /// `'bugdet': is no value that can be set; did you mean 'budget'?`
  public var description: String { "'\(path)': \(reason)" }

  /// The same without the path.
  public var reason: String {
    var text = message
    if let badValue { text += ", found '\(badValue)'" }
    if let suggestion { text += "; did you mean '\(suggestion)'?" }
    return text
  }
}

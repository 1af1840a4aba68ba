import Planning

/// Notes for the user on what was left out or assumed while reading a file that was not refused.
public final class ReadingNotes {
  /// The notes, one line each, in the order they were made; safe to print.
  public private(set) var lines: [String] = []

  /// Most notes kept; a file that needs more is of another kind.
  private static let limit = 100

  /// Creates an empty list.
  public init() {}

  /// Adds a note on a file, or on one of its lines; a note that stands there is not repeated.
  func add(_ file: String, line: Int? = nil, _ text: String) {
    let place = SafeText.printable(file, limit: SafeText.shownPathLength) + (line.map { ":\($0)" } ?? "")
    let note = "\(place): note: \(text)"
    guard lines.count < Self.limit, !lines.contains(note) else { return }
    lines.append(note)
  }

  /// The first few of many names, made safe to print, and how many more there are.
  static func listed(_ names: [String], most: Int = 6) -> String {
    let shown = names.prefix(most).map { SafeText.printable($0, limit: SafeText.shownValueLength) }
    let rest = names.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

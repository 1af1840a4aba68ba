import Planning

/// One problem in an input file: where it is, what is wrong, and what may have been meant.
public struct Diagnostic: Sendable, Hashable {
  /// The file as the user named it.
  public var file: String
  /// Line, from 1.
  public var line: Int
  /// Column in characters, from 1.
  public var column: Int
  /// The key or column concerned, where there is one.
  public var key: String?
  /// The offending value as the file writes it, made safe to print.
  public var badValue: String?
  /// The problem, as a sentence part.
  public var message: String
  /// The nearest valid name.
  public var suggestion: String?
  /// Whether the problem is a file that is named but not there.
  public var isMissingFile: Bool

  /// Creates a diagnostic; everything is made safe to print, names and values are cut to a readable length.
  public init(
    file: String, line: Int, column: Int, key: String? = nil, badValue: String? = nil, message: String,
    suggestion: String? = nil, isMissingFile: Bool = false
  ) {
    self.file = SafeText.printable(file, limit: SafeText.shownPathLength)
    self.line = line
    self.column = column
    self.key = key.map { SafeText.printable($0, limit: SafeText.shownValueLength) }
    self.badValue = badValue.map { SafeText.printable($0, limit: SafeText.shownValueLength) }
    self.message = SafeText.printable(message, limit: SafeText.shownMessageLength)
    self.suggestion = suggestion.map { SafeText.printable($0, limit: SafeText.shownValueLength) }
    self.isMissingFile = isMissingFile
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: key 'bugdet': is not known; did you mean 'budget'?`
  public var description: String {
    var text = "\(file):\(line):\(column): error: "
    if let key { text += "key '\(key)': " }
    text += message
    if let badValue { text += ", found '\(badValue)'" }
    if let suggestion { text += "; did you mean '\(suggestion)'?" }
    return text
  }
}

/// All problems of the input that was read, never only the first.
public struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The problems by file, in the order the files were read, then by position.
  public let problems: [Diagnostic]

  /// Creates an error; `problems` may be in any order.
  public init(_ problems: [Diagnostic]) {
    var order: [String: Int] = [:]
    for problem in problems where order[problem.file] == nil { order[problem.file] = order.count }
    self.problems = problems.sorted {
      let first = (order[$0.file] ?? 0, $0.line, $0.column)
      let second = (order[$1.file] ?? 0, $1.line, $1.column)
      return first == second ? $0.message < $1.message : first < second
    }
  }

  /// One line per problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }

  /// The process's exit status: 66 where nothing is wrong but files that are not there, else 65.
  public var exitCode: Int32 {
    !problems.isEmpty && problems.allSatisfy(\.isMissingFile) ? ExitStatus.noInput : ExitStatus.badData
  }
}

/// A file that cannot be read or written as a whole.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The path as the user named it.
  public let path: String
  /// The problem, as a sentence part.
  public let reason: String
  /// The process's exit status.
  public let exitCode: Int32

  /// Creates an error; `path` and `reason` are made safe to print and cut to a readable length.
  public init(path: String, reason: String, exitCode: Int32) {
    self.path = SafeText.printable(path, limit: SafeText.shownPathLength)
    self.reason = SafeText.printable(reason, limit: SafeText.shownMessageLength)
    self.exitCode = exitCode
  }

  /// `path: error: reason`
  public var description: String { "\(path): error: \(reason)" }
}

/// Collects the problems of one reading, so that the user sees them all at once.
final class ProblemList {
  /// Problems kept; beyond that a file is not a scenario with mistakes but something else.
  static let limit = 100

  private(set) var problems: [Diagnostic] = []
  /// The notes for the user where nothing is wrong.
  let notes: ReadingNotes

  init(notes: ReadingNotes = ReadingNotes()) {
    self.notes = notes
  }

  /// Whether enough problems were found to stop looking.
  var isFull: Bool { problems.count >= Self.limit }

  func add(_ problem: Diagnostic) {
    guard !isFull, !problems.contains(problem) else { return }
    problems.append(problem)
  }

  func add(_ error: InputError) {
    for problem in error.problems { add(problem) }
  }

  func throwIfAny() throws {
    if !problems.isEmpty { throw InputError(problems) }
  }
}

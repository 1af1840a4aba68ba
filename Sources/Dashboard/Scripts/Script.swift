import Serving

/// What a script does, line by line: keys, commands, and what must be on the screen.
///
///     size 120x40           # columns and rows; 120x40 unless said otherwise
///     key Tab Down 3        # keys by name; a number behind one repeats it
///     type 32               # characters, up to the end of the line
///     :set budget 40        # a command of the palette
///     wait                  # until the plan is proven; `wait 10` for at most 10 s
///     expect optimal        # text that must be on the screen, once the planner has come to rest
///     :save-screen out.svg
public struct Script: Sendable, Equatable {
  /// One line that does something.
  public struct Line: Sendable, Equatable {
    /// What it does.
    public var step: Step
    /// Line number, from 1.
    public var line: Int
    /// Column of its first word, from 1.
    public var column: Int
  }

  /// What a line does.
  public enum Step: Sendable, Equatable {
    case keys([Key])
    case type(String)
    case command(String)
    /// Until the planner has come to rest, for so many seconds at most.
    case wait(seconds: Double)
    case expect(String)
    case size(columns: Int, rows: Int)
  }

  /// Why a line means nothing.
  public struct Problem: Error, Sendable, Equatable {
    /// Line number, from 1.
    public var line: Int
    /// Column, from 1.
    public var column: Int
    /// What is wrong.
    public var message: String
  }

  /// Seconds that `wait` waits unless it says otherwise.
  public static let patience = 60.0
  /// Most repetitions of a key.
  static let mostRepetitions = 10_000

  /// The lines that do something.
  public var lines: [Line] = []

  /// Reads a script; all its problems, where it has any.
  public static func parse(_ text: String) throws(ScriptProblems) -> Script {
    var script = Script()
    var problems: [Problem] = []
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var rest = raw[...]
      if rest.last == "\r" { rest.removeLast() }
      let blanks = rest.prefix { $0 == " " || $0 == "\t" }.count
      rest = rest.dropFirst(blanks)
      guard let first = rest.first, first != "#" else { continue }
      var reader = ScriptLineReader(rest: rest, line: index + 1, column: blanks + 1)
      do throws(Problem) {
        script.lines.append(Line(step: try reader.step(), line: index + 1, column: blanks + 1))
      } catch {
        problems.append(error)
      }
    }
    guard problems.isEmpty else { throw ScriptProblems(problems: problems) }
    return script
  }
}

/// All that is wrong with a script.
public struct ScriptProblems: Error, Sendable, Equatable {
  /// The problems, in the order of the lines.
  public let problems: [Script.Problem]
}

/// Takes one line of a script apart.
private struct ScriptLineReader {
  var rest: Substring
  let line: Int
  var column: Int

  private static let verbs = ["key", "type", "wait", "expect", "size"]

  mutating func step() throws(Script.Problem) -> Script.Step {
    if rest.first == ":" {
      let command = String(rest.dropFirst()).trimmingSpaces
      guard !command.isEmpty else { throw problem("a command must follow the colon") }
      return .command(command)
    }
    let start = column
    let verb = takeWord()
    switch verb {
    case "key": return .keys(try keys())
    case "type": return .type(try remainder(of: verb))
    case "expect": return .expect(try remainder(of: verb))
    case "wait": return .wait(seconds: try seconds())
    case "size": return try size()
    default:
      column = start
      let nearest = nearestName(to: verb, among: Self.verbs).map { "; did you mean '\($0)'?" } ?? ""
      throw problem("'\(Self.printable(verb))' is no step; a command begins with a colon\(nearest)")
    }
  }

  private mutating func keys() throws(Script.Problem) -> [Key] {
    var keys: [Key] = []
    while true {
      let start = column
      let word = takeWord()
      if word.isEmpty { break }
      if let last = keys.last, let count = Int(word) {
        guard (1...Script.mostRepetitions).contains(count) else {
          column = start
          throw problem("a key can be repeated 1 to \(Script.mostRepetitions) times")
        }
        keys += Array(repeating: last, count: count - 1)
      } else if let key = Key(name: word) {
        keys.append(key)
      } else {
        column = start
        let nearest = nearestName(to: word, among: Key.names).map { "; did you mean '\($0)'?" } ?? ""
        throw problem("there is no key '\(Self.printable(word))'\(nearest)")
      }
    }
    guard !keys.isEmpty else { throw problem("a key must be named, such as Right or Ctrl-R") }
    return keys
  }

  private mutating func seconds() throws(Script.Problem) -> Double {
    let start = column
    let word = takeWord()
    if word.isEmpty { return Script.patience }
    guard let seconds = Double(word), seconds > 0, seconds <= 3600 else {
      column = start
      throw problem("wait takes a number of seconds above 0 and at most 3600")
    }
    return seconds
  }

  private mutating func size() throws(Script.Problem) -> Script.Step {
    let start = column
    let parts = takeWord().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...1000).contains(columns),
      (1...1000).contains(rows)
    else {
      column = start
      throw problem("size takes columns and rows of 1 to 1000, as in 120x40")
    }
    return .size(columns: columns, rows: rows)
  }

  /// The rest of the line as it stands, but for one blank behind the verb.
  private mutating func remainder(of verb: String) throws(Script.Problem) -> String {
    let text = String(rest.drop { $0 == " " })
    guard !text.isEmpty else { throw problem("a text must follow \(verb)") }
    return text
  }

  private mutating func takeWord() -> String {
    let blanks = rest.prefix { $0 == " " }.count
    let word = rest.dropFirst(blanks).prefix { $0 != " " }
    let next = rest.dropFirst(blanks + word.count)
    let skipped = next.prefix { $0 == " " }.count
    rest = next.dropFirst(skipped)
    column += blanks + word.count + skipped
    return String(word)
  }

  private func problem(_ message: String) -> Script.Problem {
    Script.Problem(line: line, column: column, message: message)
  }

  private static func printable(_ text: String) -> String {
    String(text.prefix(40).map { Characters.isPrintable($0) ? $0 : "?" })
  }
}

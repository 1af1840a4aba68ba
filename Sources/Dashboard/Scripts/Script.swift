import Serving

/// The steps of a script, line by line: keys, commands, and text expected on the screen.
///
///     size 120x40           # columns and rows; 120x40 unless said otherwise
///     key Tab Down 3        # keys by name; a number after one repeats it
///     type 32               # characters, up to the end of the line
///     :set budget 40        # a command of the palette
///     click 12,5            # column and row, from 1; `click q quit` clicks on that text
///     drag 30,4 36,4        # presses at one place, lets go at another
///     wheel up 30,4 3       # or down; three times
///     wait                  # until the plan is proven; `wait 10` for at most 10 s
///     expect optimal        # text that must be on the screen, once the planner has come to rest
///     :save-screen out.svg
public struct Script: Sendable, Equatable {
  /// One line that does something.
  public struct Line: Sendable, Equatable {
    /// The step.
    public var step: Step
    /// Line number, from 1.
    public var line: Int
    /// Column of its first word, from 1.
    public var column: Int
  }

  /// The step that a line asks for.
  public enum Step: Sendable, Equatable {
    case keys([Key])
    case type(String)
    case command(String)
    /// Waits until the planner has come to rest, for at most this many seconds.
    case wait(seconds: Double)
    case expect(String)
    case size(columns: Int, rows: Int)
    case click(Place)
    case drag(from: Place, to: Place)
    case wheel(isUp: Bool, Place, count: Int)
  }

  /// A place on the screen.
  public enum Place: Sendable, Equatable {
    /// Column and row, from 0.
    case cell(column: Int, row: Int)
    /// The first cell of a text.
    case text(String)
  }

  /// An error in a line of a script.
  public struct Problem: Error, Sendable, Equatable {
    /// Line number, from 1.
    public var line: Int
    /// Column, from 1.
    public var column: Int
    /// A description of the error.
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
    // A line end of two characters is one Character.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, raw) in lines.enumerated() {
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

/// Parses one line of a script.
private struct ScriptLineReader {
  var rest: Substring
  let line: Int
  var column: Int

  private static let verbs = ["key", "type", "wait", "expect", "size", "click", "drag", "wheel"]

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
    case "click":
      if let place = cell(rest) { return .click(place) }
      return .click(.text(try remainder(of: verb)))
    case "drag": return .drag(from: try place(), to: try place())
    case "wheel": return try wheel()
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

  private mutating func wheel() throws(Script.Problem) -> Script.Step {
    let start = column
    let direction = takeWord()
    guard direction == "up" || direction == "down" else {
      column = start
      throw problem("wheel goes up or down, as in: wheel up 30,4 3")
    }
    let place = try place()
    let countStart = column
    let word = takeWord()
    guard word.isEmpty || (Int(word).map { (1...Script.mostRepetitions).contains($0) } ?? false) else {
      column = countStart
      throw problem("the wheel can turn 1 to \(Script.mostRepetitions) times")
    }
    return .wheel(isUp: direction == "up", place, count: Int(word) ?? 1)
  }

  private mutating func place() throws(Script.Problem) -> Script.Place {
    let start = column
    guard let place = cell(Substring(takeWord())) else {
      column = start
      throw problem("a place is a column and a row from 1, as in 30,4")
    }
    return place
  }

  /// `30,4`; nil: it is none.
  private func cell(_ text: Substring) -> Script.Place? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let column = parts[0], let row = parts[1], (1...1000).contains(column),
      (1...1000).contains(row)
    else { return nil }
    return .cell(column: column - 1, row: row - 1)
  }

  /// Returns the rest of the line after the verb and the blanks that follow it.
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

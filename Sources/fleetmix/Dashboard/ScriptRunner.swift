import Dashboard
import Dispatch
import Glibc
import Interchange
import Planning

/// Drives the dashboard by a script instead of a terminal: the same actions, planner and files, no clock.
struct ScriptRunner {
  /// The script's name in messages.
  private let name: String
  private let script: Script
  private var session: DashboardSession
  /// Signalled whenever the planner or the file thread has something to say.
  private let news: DispatchSemaphore
  private var hasQuit = false
  /// Why a file could not be written; nil: none failed.
  private var writeFailure: String?

  private static let usualSize = (columns: 120, rows: 40)
  /// Longest time a file may take, in seconds.
  private static let filePatience = 60.0

  /// Creates a runner of `script`; `news` is signalled by the threads of the session.
  init(name: String, script: Script, session: DashboardSession, news: DispatchSemaphore) {
    self.name = name
    self.script = script
    self.session = session
    self.news = news
  }

  /// Reads a script from a file, or from standard input for `-`.
  static func read(_ path: String) throws -> (name: String, script: Script) {
    let name = path == "-" ? "standard input" : path
    let source = try SourceFile.read(path == "-" ? "/dev/stdin" : path)
    do {
      return (name, try Script.parse(source.text))
    } catch {
      throw InputError(
        error.problems.map {
          Diagnostic(file: name, line: $0.line, column: $0.column, message: $0.message)
        })
    }
  }

  /// Runs every line; throws what went wrong with its place in the script.
  mutating func run() throws {
    perform(.program(.resize(columns: Self.usualSize.columns, rows: Self.usualSize.rows)))
    perform(.program(.start))
    for line in script.lines where !hasQuit {
      try run(line)
    }
  }

  private mutating func run(_ line: Script.Line) throws {
    switch line.step {
    case .keys(let keys):
      for key in keys { press(key) }
    case .type(let text):
      for character in text { press(.character(character)) }
    case .command(let command):
      perform(.commands(.run(command)))
    case .size(let columns, let rows):
      perform(.program(.resize(columns: columns, rows: rows)))
    case .click(let place):
      try point([.press, .release], at: place, line)
    case .drag(let from, let to):
      try point([.press], at: from, line)
      try point([.drag, .release], at: to, line)
    case .wheel(let isUp, let place, let count):
      try point(Array(repeating: isUp ? .wheelUp : .wheelDown, count: count), at: place, line)
    case .wait(let seconds):
      guard rest(within: seconds) else {
        throw problem(line, "no proven plan within \(seconds) s")
      }
    case .expect(let text):
      if !isShown(text) { _ = rest(within: Script.patience) }
      guard isShown(text) else {
        let screen = ScreenPicture.text(render(session.state), theme: .mono, format: .txt)
        throw problem(line, "'\(SafeText.printable(text, limit: 80))' is not on the screen:\n\(screen)")
      }
    }
    guard waitForFiles() else { throw problem(line, "no answer from the file system") }
    if let writeFailure {
      throw FileError(
        path: "\(name):\(line.line):\(line.column)", reason: writeFailure, exitCode: ExitStatus.cannotWrite)
    }
    // What a person reads in the message row and answers is an error where nobody reads it.
    if case .command = line.step, let message = session.state.message, message.kind == .error {
      throw problem(line, message.text)
    }
  }

  private func problem(_ line: Script.Line, _ message: String) -> InputError {
    InputError([Diagnostic(file: name, line: line.line, column: line.column, message: message)])
  }

  private mutating func press(_ key: Key) {
    for action in action(for: .key(key), in: session.state) { perform(action) }
  }

  /// Uses the mouse at a place of the screen as it is now.
  private mutating func point(_ kinds: [MouseEvent.Kind], at place: Script.Place, _ line: Script.Line) throws
  {
    guard let (row, column) = render(session.state).find(place) else {
      throw problem(line, "there is no such place on the screen")
    }
    for kind in kinds {
      let frame = draw(session.state)
      let event = TerminalEvent.mouse(MouseEvent(kind: kind, row: row, column: column))
      for action in action(for: event, in: session.state, on: frame) { perform(action) }
    }
  }

  private mutating func perform(_ action: Action) {
    guard !hasQuit else { return }
    for effect in session.apply(action) where effect == .quit { hasQuit = true }
    takeNews()
    // A script is run again and again: its pictures replace those of the last time.
    if case .overwritePicture = session.state.prompt?.purpose { perform(.typing(.answer(true))) }
  }

  private mutating func takeNews() {
    for answer in session.answers() {
      if case .reports(.saveFailed(let reason)) = answer { writeFailure = reason }
      perform(answer)
    }
    if let report = session.takeReport() { perform(report.action) }
  }

  private func isShown(_ text: String) -> Bool {
    render(session.state).text.contains { $0.contains(text) }
  }

  /// Waits until the plan is proven and explored; whether it is.
  private mutating func rest(within seconds: Double) -> Bool {
    let end = DispatchTime.now() + seconds
    while true {
      let isAtRest = session.isAtRest
      takeNews()
      // News taken may have started something new; where it ended everything, none is to come.
      if session.isAtRest {
        if isAtRest { return true }
        continue
      }
      guard news.wait(timeout: end) == .success else { return false }
    }
  }

  private mutating func waitForFiles() -> Bool {
    let end = DispatchTime.now() + Self.filePatience
    while true {
      let isIdle = session.filesAreIdle
      takeNews()
      // An answer may have led to another file, as a picture that is to be overwritten does.
      if session.filesAreIdle {
        if isIdle { return true }
        continue
      }
      guard news.wait(timeout: end) == .success else { return false }
    }
  }

}

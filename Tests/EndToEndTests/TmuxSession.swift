import Foundation

/// A shell in a terminal emulator (tmux) that a test types into and looks at, as a person would.
///
/// Every session has a server, a home folder and an environment of its own. Nothing sleeps for a fixed time:
/// `wait` looks until a condition holds or its clock runs out, and then shows the last screen.
final class TmuxSession {
  /// A condition that did not come true, with what was on the screen; or tmux itself failed.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The home folder of the session; removed with it.
  let home: URL

  private let columns: Int
  private let rows: Int
  private let environment: [String: String]

  /// Generous, for machines busy with other work; a passing test never waits for it.
  private static let patience = Duration.seconds(20)
  private static let pollMicroseconds: UInt32 = 20_000

  /// Starts a shell in a window of this size.
  init(columns: Int = 120, rows: Int = 40, locale: String = "C.UTF-8") throws {
    self.columns = columns
    self.rows = rows
    home = FileManager.default.temporaryDirectory.appending(
      path: "fleetmix-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)
    // Someone who has seen the tour; its own story takes the mark away.
    let state = home.appending(path: "state/fleetmix")
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    try Data().write(to: state.appending(path: "tour"))
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    environment = [
      "PATH": path, "HOME": home.path, "TMUX_TMPDIR": home.path, "LC_ALL": locale, "TZ": "UTC",
      "XDG_CONFIG_HOME": home.path + "/config", "XDG_STATE_HOME": home.path + "/state",
      "XDG_DATA_HOME": home.path + "/data", "XDG_CACHE_HOME": home.path + "/cache",
      // A shell that hangs up would write its history into a home folder that is gone by then.
      "SWIFT_BACKTRACE": "enable=no", "HISTFILE": "/dev/null",
    ]
    try tmux(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env TERM=tmux-256color 'PS1=ready> ' bash --norc --noprofile")
    try wait("a prompt") { $0.contains { $0.hasPrefix("ready>") } }
  }

  deinit {
    _ = try? tmux("kill-server")
    try? FileManager.default.removeItem(at: home)
  }

  // MARK: Typing

  /// Presses keys by tmux's names, such as `Down`, `S-Right`, `C-c`, `M-q`, or a character.
  func press(_ keys: String...) throws {
    try tmux(["send-keys"] + keys)
  }

  /// Types text as it stands.
  func type(_ text: String) throws {
    try tmux("send-keys", "-l", "--", text)
  }

  /// Types a command line and Enter.
  func command(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  /// Sends bytes as the terminal would send them, such as a mouse report.
  func send(bytes: some Sequence<UInt8>) throws {
    try tmux(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
  }

  /// Gives the window another size.
  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  // MARK: Looking

  /// The rows on the screen; with `colours`, escape sequences included.
  func screen(colours: Bool = false) throws -> [String] {
    try tmux(["capture-pane", "-p"] + (colours ? ["-e"] : [])).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  /// Looks at the screen until it is as expected; that screen.
  @discardableResult
  func wait(
    _ expectation: String, within limit: Duration = patience, until holds: ([String]) throws -> Bool
  ) throws -> [String] {
    let end = ContinuousClock.now + limit
    while true {
      let rows = try screen()
      if try holds(rows) { return rows }
      guard ContinuousClock.now < end else {
        throw Failure(
          description: "no \(expectation) within \(limit); the screen:\n" + rows.joined(separator: "\n"))
      }
      usleep(Self.pollMicroseconds)
    }
  }

  /// Looks until some row contains the text.
  @discardableResult
  func wait(for text: String) throws -> [String] {
    try wait("“\(text)” on the screen") { rows in rows.contains { $0.contains(text) } }
  }

  /// The text that a program copied.
  func clipboard() throws -> String { try tmux("show-buffer") }

  /// Sets an option of the terminal emulator.
  func setOption(_ name: String, _ value: String) throws { try tmux("set-option", "-s", name, value) }

  /// The modes that the program has switched on: alternate screen, mouse reports, cursor; a shell has `0 0
  /// 1`.
  func modes() throws -> String {
    try tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The process in the shell's foreground.
  func childProcess() throws -> Int32 {
    let shell = try tmux("display-message", "-p", "#{pane_pid}").trimmingCharacters(
      in: .whitespacesAndNewlines)
    let children = try String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    guard let first = children.split(separator: " ").first, let number = Int32(first) else {
      throw Failure(description: "the shell runs nothing")
    }
    return number
  }

  // MARK: tmux

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String {
    try tmux(arguments)
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let answer = home.appending(path: "answer").path
    let status = Spawn.run(
      ["tmux", "-L", "test", "-f", "/dev/null"] + arguments, environment: environment, output: answer)
    let text = status == 127 ? "" : try String(contentsOfFile: answer, encoding: .utf8)
    switch status {
    case 0: return text
    case 127: throw Failure(description: "these tests need tmux: install it, as with `apt-get install tmux`")
    default: throw Failure(description: "tmux \(arguments.joined(separator: " ")): \(text)")
    }
  }
}

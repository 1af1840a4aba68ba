import Foundation
import Testing

/// The built program, and what a person does with it in a shell.
extension TmuxSession {
  /// The program under test, built beside the test bundle.
  static func program() throws -> String {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let bundled = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for folder in [tests, bundled] {
      let path = folder.appending(path: "fleetmix").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw Failure(description: "fleetmix is not beside the tests; `swift build` makes it")
  }

  /// Types the program's name and arguments, and waits until its screen is up.
  func startDashboard(_ arguments: String = "", environment: String = "") throws {
    try command(
      "clear; stty -g > ~/modes; \(environment) \(try Self.program()) \(arguments); echo \"status=$?\"")
    try wait("dashboard with its keys") { rows in
      try rows.contains { $0.contains("quit") } && self.modes() == "1 1 0"
    }
  }

  /// Waits until the planner has proven its plan.
  @discardableResult
  func waitUntilSolved() throws -> [String] {
    try wait("proven plan") { rows in
      rows.first?.contains("optimal") == true && rows.first?.contains("solving") == false
    }
  }

  /// Kills the dashboard, starts it again and opens what was kept; returns the screen then.
  @discardableResult
  func killAndRecover() throws -> [String] {
    kill(try childProcess(), SIGKILL)
    try wait(for: "status=137")
    try command("stty sane; tput rmcup; clear")
    try startDashboard()
    try wait(for: "An earlier session left unsaved edits")
    try waitUntilSolved()
    try press("O")
    try wait(for: "Recovered")
    return try waitUntilSolved()
  }

  /// Waits for the shell with the exit status, and checks that the terminal is as it was.
  func expectShell(status: Int, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try wait(for: "status=\(status)")
    #expect(try modes() == "0 0 1", "alternate screen, mouse, cursor", sourceLocation: sourceLocation)
    try command("clear; [ \"$(stty -g)\" = \"$(cat ~/modes)\" ] && echo modes''-kept")
    // The line typed shows as typed only where the terminal echoes.
    try wait("the echo of the line and its answer") { rows in
      rows.contains { $0.contains("modes-kept") } && rows.contains { $0.hasPrefix("ready>") }
    }
  }
}

import Dashboard
import Foundation
import Testing

@testable import fleetmix

/// The user's config file: what it changes, and what is said of its mistakes.
@Suite("The config file", .serialized, .timeLimit(.minutes(1)))
struct ConfigTests {
  private let folder = CommandFolder()

  private func config(_ text: String) throws -> ConfigFile {
    try folder.write(text, to: "config.yaml")
    return ConfigFile(path: folder.path("config.yaml"), isOptional: true, themes: ["dark", "light"])
  }

  @Test("keys, theme, mouse and ascii are read")
  func reading() throws {
    let config = try config(
      """
      theme: Light
      mouse: off
      ascii: true
      keys:
        undo: z
        quit: [q, Ctrl-Q]
        step-up: Shift-Up
        redo: none
      """)
    #expect(config.problems.isEmpty, "\(config.problems)")
    #expect(config.theme == "light" && config.mouse == false && config.ascii == true)
    #expect(
      config.keys == [
        "undo": [.character("z")], "quit": [.character("q"), .control("q")], "step-up": [.shiftUp],
        "redo": [],
      ])
    #expect(ConfigFile(path: folder.path("missing"), isOptional: true, themes: []).problems.isEmpty)
    #expect(ConfigFile(path: folder.path("missing"), isOptional: false, themes: []).problems.count == 1)
  }

  @Test(
    "mistakes are left out and named with place, key and nearest name",
    arguments: [
      ("thme: dark", "1:1: error: key 'thme': is not known; did you mean 'theme'?"),
      ("theme: drak", "1:8: error: key 'theme': there is no such theme, found 'drak'; did you mean 'dark'?"),
      ("mouse: maybe", "1:8: error: key 'mouse': must be on or off, found 'maybe'"),
      (
        "keys:\n  unod: z",
        "2:3: error: key 'keys.unod': there is no action of this name; did you mean 'undo'?"
      ),
      ("keys:\n  undo: Ctlr-Z", "2:9: error: key 'keys.undo': there is no such key, found 'Ctlr-Z'"),
      ("keys:\n  undo: Rihgt", "did you mean 'Right'?"),
      ("keys:\n  undo: z\n  redo: z", "3:9: error: key 'keys.redo': 'z' was already given to 'undo'"),
      ("keys:\n  undo: Ctrl-C", "2:9: error: key 'keys.undo': 'Ctrl-C' is 'quit-now' everywhere"),
      ("keys:\n  commit: x", "2:11: error: key 'keys.commit': 'x' is text where commit works"),
      ("keys:\n  undo: q", "takes the last key of 'quit'"),
      ("keys: [z]", "1:7: error: key 'keys': must be a map of action names and keys"),
      ("keys:\n  undo: {a: b}", "2:9: error: key 'keys.undo': must be a key, a list of keys, or none"),
      ("- z", "1:1: error: must be a map"), ("theme: [", "error"), ("theme: dark\ntheme: light", "2:1"),
    ])
  func mistakes(text: String, message: String) throws {
    let config = try config(text)
    #expect(config.problems.count == 1, "\(config.problems)")
    #expect(config.problems.first.map { "\($0)".contains(message) } == true, "\(config.problems)")
    #expect(config.notice?.contains("ignored: ") == true)
  }

  @Test("a good line counts though another is bad")
  func partly() throws {
    let config = try config("theme: light\nkeys:\n  undo: z\n  bad: y\nmouse: 3\n")
    #expect(config.theme == "light" && config.keys == ["undo": [.character("z")]])
    #expect(config.problems.map(\.line) == [4, 5])
    #expect(config.notice?.contains("and 1 more") == true)
  }

  @Test("the dashboard opens with the keys asked for, and says what it left out")
  func story() throws {
    let session = try TmuxSession(columns: 120, rows: 30)
    let path = session.home.appending(path: "config/fleetmix")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    try "keys:\n  quit: x\n  unod: z\nmouse: off\n".write(
      to: path.appending(path: "config.yaml"), atomically: true, encoding: .utf8)
    let program = try TmuxSession.program()
    try session.command("clear; stty -g > ~/modes; \(program); echo \"status=$?\"")
    // The hint names the key of the file, the message its mistake.
    try session.wait("the key asked for and the mistake") { rows in
      rows.contains { $0.contains("x quit") } && rows.contains { $0.contains("config.yaml:3:3") }
    }
    #expect(try session.modes() == "1 0 0")
    try session.press("q", "x")
    try session.expectShell(status: 0)
    try session.command(
      "clear; \(program) actions | grep '^quit '; \(program) actions > /dev/null; echo \"status=$?\"")
    try session.wait(for: "there is no action of this name")
    try session.wait(for: "status=65")
  }
}

import Dashboard
import Glibc
import Testing

@testable import Terminal

/// Runs the screen in a process of its own on a pseudo terminal, lets it end in some way, and looks at what it
/// left behind.
@Suite("Terminal restored", .timeLimit(.minutes(1)))
struct RestoreTests {
  /// Modes that are switched on at the start, with what switches them off.
  private static let pairs = [
    ("\u{1b}[?1049h", "\u{1b}[?1049l"), ("\u{1b}[?1002h", "\u{1b}[?1002l"),
    ("\u{1b}[?1006h", "\u{1b}[?1006l"), ("\u{1b}[?2004h", "\u{1b}[?2004l"),
    ("\u{1b}[?25l", "\u{1b}[?25h"),
  ]

  private func expectRestored(_ output: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for (on, off) in Self.pairs {
      let lastOn = output.ranges(of: on).last?.lowerBound
      let lastOff = output.ranges(of: off).last?.lowerBound
      #expect(lastOn != nil, "\(on.debugDescription)", sourceLocation: sourceLocation)
      if let lastOn, let lastOff {
        #expect(lastOn < lastOff, "\(off.debugDescription)", sourceLocation: sourceLocation)
      } else {
        Issue.record("\(off.debugDescription) was not sent", sourceLocation: sourceLocation)
      }
    }
    let begins = output.ranges(of: ScreenModes.beginUpdate).count
    #expect(begins >= 1, sourceLocation: sourceLocation)
    #expect(output.ranges(of: ScreenModes.endUpdate).count >= begins, sourceLocation: sourceLocation)
  }

  /// Opens the screen on the terminal at `path` and shows a word.
  private static func show(on path: String) throws -> TerminalScreen {
    PseudoTerminal.attach(path)
    let screen = try TerminalScreen()
    var grid = Grid(columns: screen.columns, rows: screen.rows)
    for (column, character) in "─█ shown".enumerated() { grid[23, 72 + column] = Cell(character) }
    screen.present(grid, theme: .mono)
    return screen
  }

  @Test("after close, which may be called twice")
  func close() async throws {
    let terminal = try #require(PseudoTerminal())
    let (before, path) = (terminal.modes(), terminal.path)
    await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
      let screen = try Self.show(on: path)
      screen.close()
      screen.close()
      exit(7)
    }
    let output = terminal.output()
    expectRestored(output)
    #expect(output.contains("─█ show"), "whole characters, up to the last corner")
    #expect(terminal.modes() == before)
  }

  @Test("after a trap, whose message follows on the restored screen")
  func trap() async throws {
    let terminal = try #require(PseudoTerminal())
    let (before, path) = (terminal.modes(), terminal.path)
    let result = await #expect(processExitsWith: .failure) { [path = path as String] in
      let screen = try Self.show(on: path)
      preconditionFailure("the planner broke on a \(screen.columns) column screen")
    }
    let output = terminal.output()
    expectRestored(output)
    #expect(terminal.modes() == before)
    let rest = try #require(output.ranges(of: "\u{1b}[?1049l").last)
    #expect(output[rest.upperBound...].contains("the planner broke on a 80 column screen"))
    guard case .signal = try #require(result).exitStatus else {
      Issue.record("it did not die by its signal")
      return
    }
  }

  @Test("after crash signals, also on another thread")
  func crashSignals() async throws {
    for signal in [SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGQUIT] {
      let terminal = try #require(PseudoTerminal())
      let (before, path) = (terminal.modes(), terminal.path)
      await #expect(processExitsWith: .signal(signal)) { [path = path as String, signal = signal as Int32] in
        let screen = try Self.show(on: path)
        WorkerThread.start(name: "crash", stackBytes: 1 << 20) { raise(signal) }
        _ = screen.events(timeoutMilliseconds: 20_000)
      }
      expectRestored(terminal.output())
      #expect(terminal.modes() == before)
    }
  }

  @Test("signals and wakes arrive as events, with the input around them")
  func events() async throws {
    let terminal = try #require(PseudoTerminal())
    let path = terminal.path
    await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
      let screen = try Self.show(on: path)
      let waker = screen.waker
      for signal in [SIGINT, SIGTERM, SIGHUP] {
        raise(signal)
        guard screen.events(timeoutMilliseconds: 0) == [.signal(signal)] else { exit(signal) }
      }
      WorkerThread.start(name: "waker", stackBytes: 1 << 20) { for _ in 0..<1000 { waker.wake() } }
      guard screen.events(timeoutMilliseconds: 20_000).contains(.wake) else { exit(101) }
      var size = winsize(ws_row: 30, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(STDOUT_FILENO, UInt(TIOCSWINSZ), &size)
      var events: [TerminalEvent] = []
      while !events.contains(.resize(columns: 100, rows: 30)) {
        events = screen.events(timeoutMilliseconds: 20_000)
        guard !events.isEmpty else { exit(102) }
      }
      screen.close()
      exit(0)
    }
    _ = terminal.output()
  }

  @Test("a screen that cannot be opened says why and changes nothing")
  func refusal() async throws {
    let terminal = try #require(PseudoTerminal())
    let (before, path) = (terminal.modes(), terminal.path)
    await #expect(processExitsWith: .exitCode(3)) { [path = path as String] in
      PseudoTerminal.attach(path)
      setenv("TERM", "no-such-terminal", 1)
      do {
        _ = try TerminalScreen()
      } catch let error as TerminalError where error == .unknownTerminal("no-such-terminal") {
        exit(3)
      }
    }
    #expect(terminal.output().isEmpty)
    #expect(terminal.modes() == before)
  }
}

import Dashboard
import Glibc
import Synchronization
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

  /// SIGRTMIN and SIGRTMAX of glibc, macros that Swift does not see.
  private static let realTime: ClosedRange<Int32> = 34...64

  /// The others are in the table of the guard beside these; what it does for them is the same.
  private static let ending = [SIGUSR1, SIGSYS, SIGXCPU, SIGPIPE, SIGXFSZ, realTime.upperBound]

  @Test("no signal that ends or stops a process finds its default while the screen is open, all do after")
  func everySignal() async throws {
    let terminal = try #require(PseudoTerminal())
    let path = terminal.path
    await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
      func hasDefault(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 0
      }
      let harmless: Set<Int32> = [SIGCHLD, SIGURG]
      let caught = (Array(1...31) + Array(Self.realTime)).filter { $0 != SIGKILL && $0 != SIGSTOP }
      for number in caught { signal(number, SIG_DFL) }
      let screen = try Self.show(on: path)
      for number in caught where hasDefault(number) != harmless.contains(number) { exit(number) }
      screen.close()
      for number in caught where !hasDefault(number) { exit(100 + number) }
      exit(0)
    }
  }

  @Test("after a signal that ends a process, which it does", arguments: ending)
  func signals(_ signal: Int32) async throws {
    let terminal = try #require(PseudoTerminal())
    let (before, path) = (terminal.modes(), terminal.path)
    await #expect(processExitsWith: .signal(signal)) { [path = path as String, signal = signal as Int32] in
      let screen = try Self.show(on: path)
      Self.sendFromOutside(signal)
      _ = screen.events(timeoutMilliseconds: 20_000)
    }
    expectRestored(terminal.output())
    #expect(terminal.modes() == before)
  }

  /// Has another process send this one a signal.
  private static func sendFromOutside(_ signal: Int32) {
    var sender: pid_t = 0
    let words: [UnsafeMutablePointer<CChar>?] = [
      strdup("sh"), strdup("-c"), strdup("kill -\(signal) \(getpid())"), nil,
    ]
    let environment: [UnsafeMutablePointer<CChar>?] = [nil]
    guard posix_spawn(&sender, "/bin/sh", nil, nil, words, environment) == 0 else { exit(99) }
    waitpid(sender, nil, 0)
  }

  @Test("a write of its own that fails is told by its error, and a signal ignored before stays ignored")
  func survived() async throws {
    let terminal = try #require(PseudoTerminal())
    let path = terminal.path
    await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
      signal(SIGUSR2, SIG_IGN)
      let screen = try Self.show(on: path)
      raise(SIGUSR2)
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      Glibc.close(ends[0])
      guard write(ends[1], "x", 1) < 0, errno == EPIPE else { exit(101) }
      guard let file = tmpfile() else { exit(102) }
      // RLIMIT_FSIZE, another macro.
      let resource = __rlimit_resource_t(1)
      var (limit, before) = (rlimit(), rlimit())
      getrlimit(resource, &before)
      limit = rlimit(rlim_cur: 10, rlim_max: before.rlim_max)
      setrlimit(resource, &limit)
      guard pwrite(fileno(file), "x", 1, 10) < 0, errno == EFBIG else { exit(103) }
      setrlimit(resource, &before)
      screen.close()
      exit(0)
    }
    expectRestored(terminal.output())
  }

  @Test("a loop that does not look at a signal for a second is ended by the next one")
  func deafLoop() async throws {
    let terminal = try #require(PseudoTerminal())
    let (before, path) = (terminal.modes(), terminal.path)
    await #expect(processExitsWith: .signal(SIGTERM)) { [path = path as String] in
      let screen = try Self.show(on: path)
      raise(SIGTERM)
      raise(SIGTERM)
      guard screen.events(timeoutMilliseconds: 0) == [.signal(SIGTERM)] else { exit(101) }
      raise(SIGHUP)
      usleep(1_050_000)
      raise(SIGTERM)
      exit(102)
    }
    expectRestored(terminal.output())
    #expect(terminal.modes() == before)
  }

  /// Shows frames until the terminal takes no more.
  private static func fill(_ screen: TerminalScreen) {
    for round in 0..<100_000 where !screen.isBusy {
      var grid = Grid(columns: screen.columns, rows: screen.rows)
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let letter = UInt8(ascii: "a") + UInt8((row + column * 7 + round) % 26)
          grid[row, column] = Cell(Character(UnicodeScalar(letter)))
        }
      }
      screen.present(grid, theme: .mono)
    }
    guard screen.isBusy else { exit(100) }
  }

  @Test(
    "a terminal that nobody reads keeps no signal from its effect", arguments: [SIGTERM, SIGUSR1, SIGSEGV])
  func unreadTerminal(_ signal: Int32) async throws {
    let terminal = try #require(PseudoTerminal())
    let (before, path) = (terminal.modes(), terminal.path)
    let isEvent = signal == SIGTERM
    await #expect(processExitsWith: isEvent ? .exitCode(7) : .signal(signal)) {
      [path = path as String, signal = signal as Int32] in
      let screen = try Self.show(on: path)
      Self.fill(screen)
      let asked = ContinuousClock.now
      raise(signal)
      guard screen.events(timeoutMilliseconds: 20_000) == [.signal(signal)] else { exit(101) }
      screen.close()
      exit(ContinuousClock.now - asked < .seconds(1) ? 7 : 102)
    }
    #expect(terminal.modes() == before)
    // Who reads on finds the end of the modes, whatever was dropped for it.
    let output = terminal.output()
    for (on, off) in Self.pairs {
      let lastOff = try #require(output.ranges(of: off).last?.lowerBound, "\(off.debugDescription)")
      if let lastOn = output.ranges(of: on).last?.lowerBound { #expect(lastOn < lastOff) }
    }
  }

  @Test("a terminal that is read again gets the latest frame, and none of those between")
  func latestFrame() async throws {
    await #expect(processExitsWith: .exitCode(7)) {
      guard let terminal = PseudoTerminal() else { exit(7) }
      let screen = try Self.show(on: terminal.path)
      Self.fill(screen)
      var grid = Grid(columns: screen.columns, rows: screen.rows)
      grid[3, 3] = Cell("#")
      screen.present(grid, theme: .mono)
      grid[3, 3] = Cell("@")
      let seen = Mutex((latest: false, skipped: false))
      WorkerThread.start(name: "reader", stackBytes: 1 << 20) {
        while true {
          let text = terminal.output()
          seen.withLock { $0 = ($0.latest || text.contains("@"), $0.skipped || text.contains("#")) }
          usleep(1000)
        }
      }
      while screen.isBusy {
        guard screen.events(timeoutMilliseconds: 20_000).isEmpty else { exit(101) }
      }
      screen.present(grid, theme: .mono)
      for _ in 0..<20_000 where !seen.withLock({ $0.latest }) { usleep(1000) }
      guard seen.withLock({ $0.latest && !$0.skipped }) else { exit(102) }
      screen.close()
      exit(7)
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

  @Test(
    "a screen that cannot be opened says why and changes nothing",
    arguments: ["no-such-terminal", "dumb", "", nil])
  func refusal(_ name: String?) async throws {
    let terminal = try #require(PseudoTerminal())
    let (before, path) = (terminal.modes(), terminal.path)
    await #expect(processExitsWith: .exitCode(3)) { [path = path as String, name = name as String?] in
      PseudoTerminal.attach(path)
      if let name { setenv("TERM", name, 1) } else { unsetenv("TERM") }
      do {
        _ = try TerminalScreen()
      } catch let error as TerminalError {
        guard error.description.contains("TERM"), error.description.contains("fleetmix plan") else { exit(4) }
        exit(error.description.contains(name.flatMap { $0.isEmpty ? nil : $0 } ?? "not set") ? 3 : 5)
      }
    }
    #expect(terminal.output().isEmpty)
    #expect(terminal.modes() == before)
  }

  @Test(
    "terminals that can place a cursor are enough",
    arguments: ["vt100", "linux"])
  func known(_ name: String) async throws {
    let terminal = try #require(PseudoTerminal())
    let (before, path) = (terminal.modes(), terminal.path)
    await #expect(processExitsWith: .exitCode(0)) { [path = path as String, name = name as String] in
      PseudoTerminal.attach(path)
      setenv("TERM", name, 1)
      try TerminalScreen().close()
      exit(0)
    }
    #expect(!terminal.output().isEmpty && terminal.modes() == before)
  }
}

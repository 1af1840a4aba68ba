import Glibc

/// A program on a pseudo-terminal: keys go in, and what it draws appears on a `TerminalEmulator`.
final class TerminalProgram {
  /// Why a program could not be started or did not answer.
  struct Failure: Error, CustomStringConvertible {
    /// One sentence.
    let description: String
  }

  /// The content of its screen.
  private(set) var glass: TerminalEmulator
  /// When it was started, on the wall clock in milliseconds.
  let start: Double

  /// POSIX_SPAWN_SETSID of <spawn.h>, which glibc declares for C with extensions.
  private static let newSession: Int16 = 0x80

  private let terminal: Int32
  private let process: pid_t
  private var isRunning = true

  /// Starts a program on a terminal of a size, as the leader of a session of its own.
  init(
    _ path: String, _ arguments: [String], columns: Int, rows: Int, environment: [String: String]
  ) throws(Failure) {
    var (ours, its): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&ours, &its, &name, nil, &size) == 0 else {
      throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    defer { close(its) }
    _ = fcntl(ours, F_SETFL, O_NONBLOCK)
    _ = fcntl(ours, F_SETFD, FD_CLOEXEC)
    _ = fcntl(its, F_SETFD, FD_CLOEXEC)
    terminal = ours
    glass = TerminalEmulator(columns: columns, rows: rows)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes the session's.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Self.newSession)
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var process: pid_t = 0
    start = Clocks.wall()
    let problem = posix_spawn(&process, path, &actions, &attributes, words, variables)
    self.process = process
    guard problem == 0 else {
      isRunning = false
      throw Failure(description: "cannot start \(path): \(String(cString: strerror(problem)))")
    }
  }

  deinit {
    if isRunning {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(terminal)
  }

  /// Types bytes.
  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
  }

  /// A piece of what was drawn, and when it was read.
  typealias Piece = (time: Double, bytes: [UInt8])

  /// Reads what is drawn until the wall clock's `end`, without looking at it.
  func record(until end: Double) -> [Piece] {
    var pieces: [Piece] = []
    while let piece = read(until: end) { pieces.append(piece) }
    return pieces
  }

  /// Shows what was recorded; `onFrame` is called with each finished frame and its time.
  func show(_ pieces: [Piece], onFrame: (TerminalEmulator, Double) -> Void) {
    for piece in pieces { glass.feed(piece.bytes) { onFrame($0, piece.time) } }
  }

  /// Shows what is drawn until the wall clock's `end` or until `isDone` says so of a frame; whether it did.
  @discardableResult
  func watch(until end: Double, isDone: (TerminalEmulator, Double) -> Bool = { _, _ in false }) -> Bool {
    var wasDone = false
    while !wasDone, let piece = read(until: end) {
      show([piece]) { if isDone($0, $1) { wasDone = true } }
    }
    return wasDone
  }

  /// The next piece; nil: there is none until `end`, or the program is gone.
  private func read(until end: Double) -> Piece? {
    while true {
      let rest = end - Clocks.wall()
      guard rest > 0 else { return nil }
      var source = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      // Short of the end, the last part of a millisecond is waited for by asking again.
      guard poll(&source, 1, Int32(min(rest, 1000))) > 0 else { continue }
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { bytes, taken in
        count = Glibc.read(terminal, bytes.baseAddress, bytes.count)
        taken = max(0, count)
      }
      if count > 0 { return (Clocks.wall(), bytes) }
      guard count < 0, errno == EAGAIN || errno == EINTR else { return nil }
    }
  }

  private static let pieceBytes = 1 << 16

  /// Waits until a text is on the screen; returns the time it was there.
  @discardableResult
  func wait(for text: String, seconds: Double = 60) throws(Failure) -> Double {
    if glass.row(containing: text) != nil { return Clocks.wall() }
    var found = 0.0
    let isThere = watch(until: Clocks.wall() + seconds * 1000) { glass, time in
      found = time
      return glass.row(containing: text) != nil
    }
    guard isThere else {
      let screen = glass.rows.map { String($0) }.joined(separator: "\n")
      throw Failure(description: "'\(text)' did not appear within \(seconds) s:\n\(screen)")
    }
    return found
  }

  /// Processor time of all its threads, in milliseconds.
  var cpu: Double {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return 0 }
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
  }

  /// Presses Ctrl-C and waits for its end; whether it left as documented.
  func interrupt() -> Bool {
    type("\u{3}")
    // The terminal's other end closes a moment before the process is gone.
    watch(until: Clocks.wall() + Self.patience)
    let end = Clocks.wall() + Self.patience
    var status: Int32 = 0
    while Clocks.wall() < end {
      if waitpid(process, &status, WNOHANG) == process {
        isRunning = false
        return (status >> 8) & 0xff == 128 + SIGINT
      }
      poll(nil, 0, 5)
    }
    return false
  }

  /// Milliseconds that its end may take.
  private static let patience = 10_000.0
}

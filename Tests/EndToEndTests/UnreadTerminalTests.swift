import Foundation
import Testing

/// The dashboard on a terminal that takes no more: its window is frozen, or the line to it is dead.
@Suite("A terminal that nobody reads", .serialized, .timeLimit(.minutes(1)))
struct UnreadTerminalTests {
  @Test(
    "keeps neither signals nor Ctrl-C from ending the dashboard within a second",
    arguments: [SIGTERM, SIGHUP, SIGINT, SIGUSR2, nil])
  func unread(_ signal: Int32?) throws {
    var (ours, its): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    try #require(openpty(&ours, &its, &name, nil, &size) == 0)
    defer {
      close(ours)
      close(its)
    }
    for end in [ours, its] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var before = termios()
    tcgetattr(its, &before)
    let home = FileManager.default.temporaryDirectory.appending(path: "unread-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: home) }
    let environment = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": home, "SWIFT_BACKTRACE": "enable=no",
    ]
    let process = try #require(
      Spawn.start([try TmuxSession.program()], environment: environment, hasOwnSession: true) { actions in
        // The first terminal that the leader of a session opens becomes the session's.
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
      })
    try fill(ours, its)

    let asked = ContinuousClock.now
    if let signal { kill(process, signal) } else { write(ours, "\u{3}", 1) }
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      usleep(5000)
      guard ContinuousClock.now - asked < .seconds(10) else {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        break
      }
    }
    #expect(ContinuousClock.now - asked < .seconds(5), "a second, and the time of a busy machine")
    #expect(Spawn.exitStatus(status) == 128 + (signal ?? SIGINT))
    var after = termios()
    tcgetattr(its, &after)
    #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
  }

  /// Opens and closes the help until the terminal takes no more.
  private func fill(_ ours: Int32, _ its: Int32) throws {
    let end = ContinuousClock.now + .seconds(20)
    var refusals = 0
    while refusals < 10 {
      write(ours, "?", 1)
      usleep(10_000)
      write(ours, "\u{1b}", 1)
      usleep(30_000)
      var source = pollfd(fd: its, events: Int16(POLLOUT), revents: 0)
      refusals = poll(&source, 1, 0) == 0 ? refusals + 1 : 0
      try #require(ContinuousClock.now < end, "the terminal takes all")
    }
  }
}

import ArgumentParser
import Glibc
import Interchange
import Synchronization

/// Ctrl-C, or a request to terminate, while a command solves: it prints what it has by then.
enum Interruption {
  /// Signals that came; one place that a signal handler may write to.
  private static let signals = Atomic<Int>(0)

  /// Whether an end was asked for.
  static var isRaised: Bool { signals.load(ordering: .relaxed) > 0 }

  /// Runs a body that solves and checks `isRaised` meanwhile; a second signal ends the program at once.
  static func stopping<Result>(_ body: () throws -> Result) rethrows -> Result {
    listen()
    defer { rest() }
    return try body()
  }

  private static func listen() {
    // The counter is made before a handler can need it.
    _ = isRaised
    // A parent may have started the program with its own signals blocked.
    var asked = sigset_t()
    sigemptyset(&asked)
    sigaddset(&asked, SIGINT)
    sigaddset(&asked, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &asked, nil)
    signal(SIGINT) { _ in Interruption.raise() }
    signal(SIGTERM) { _ in Interruption.raise() }
  }

  private static func rest() {
    endOnInterrupt()
    signal(SIGTERM, SIG_DFL)
  }

  private static func raise() {
    if signals.add(1, ordering: .relaxed).oldValue > 0 { _exit(ExitStatus.interrupted) }
  }

  /// Ends a command that has printed what it had.
  static func endIfRaised() throws {
    if isRaised { throw ExitCode(ExitStatus.interrupted) }
  }

  /// Reports on standard error that a command did not finish: `7 of 20 points were solved`.
  static func reportShortfall(_ done: String) {
    StandardError.write("fleetmix: \(isRaised ? "interrupted" : "the time limit was reached"): \(done)\n")
  }
}

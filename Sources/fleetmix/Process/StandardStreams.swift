import Glibc
import Interchange
import Planning

/// Standard error as a place to write lines to; what acts on a terminal is shown instead. Where it cannot be written
/// there is nobody to tell.
enum StandardError {
  static func write(_ text: String) { _ = AtomicFile.writeAll(SafeText.shown(text), to: STDERR_FILENO) }

  /// Writes notes on what a reading left out or assumed.
  static func write(_ notes: ReadingNotes) { write(notes.lines.map { $0 + "\n" }.joined()) }

  /// Whether somebody looks at lines that replace each other: a terminal that can take one away.
  static var showsStatus: Bool {
    guard isatty(STDERR_FILENO) == 1, let name = getenv("TERM").map({ String(cString: $0) }) else {
      return false
    }
    return !name.isEmpty && name != "dumb"
  }

  /// Shows a line that the next one replaces, on a terminal; an empty one takes it away.
  static func showStatus(_ text: String) {
    _ = AtomicFile.writeAll("\r\u{1B}[K" + SafeText.shown(text), to: STDERR_FILENO)
  }
}

/// Standard output, which carries only the result; what acts on a terminal is shown instead.
enum StandardOutput {
  /// Writes a part of the result. Where that fails the result is not what its reader takes it for, so the program ends:
  /// with status 73 and the reason, or as SIGPIPE would end it where the reader has gone.
  static func write(_ text: String) {
    guard !AtomicFile.writeAll(SafeText.shown(text), to: STDOUT_FILENO) else { return }
    if errno == EPIPE { _exit(ExitStatus.noReader) }
    let reason = strerror(errno).map { String(cString: $0).lowercased() } ?? "unknown reason"
    StandardError.write("fleetmix: standard output: error: cannot be written: \(reason)\n")
    _exit(ExitStatus.cannotWrite)
  }
}

/// The three streams that a program is started with.
enum StandardStreams {
  /// Fills the places of closed streams, which files opened later would take, and get what is meant for a stream.
  static func fillClosed() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is given out first. Opened against their direction, they fail as closed ones do.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

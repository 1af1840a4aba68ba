import Glibc

/// A terminal without a screen: a program writes to one end, the test reads the other.
final class PseudoTerminal: Sendable {
  /// Path of the program's end.
  let path: String

  private let master: Int32
  private let slave: Int32

  /// Opens a pair with a window of 80 x 24; nil where the system has none.
  init?() {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&master, &slave, &name, nil, &size) == 0 else { return nil }
    path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    (self.master, self.slave) = (master, slave)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(master)
    close(slave)
  }

  /// Flags of the line discipline: input, output, control, local.
  func modes() -> [tcflag_t] {
    var modes = termios()
    tcgetattr(slave, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  /// The program's output since the last call.
  func output() -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &chunk, chunk.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk.prefix(count)
    }
  }

  /// Types bytes on the terminal.
  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  /// Attaches this process to the terminal at `path`: its standard input, output and error, in a session of
  /// its own.
  static func attach(_ path: String) {
    setsid()
    let end = open(path, O_RDWR)
    for standard in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] { dup2(end, standard) }
    _ = ioctl(end, UInt(TIOCSCTTY), 0)
    setenv("TERM", "xterm-256color", 1)
    setenv("LC_ALL", "C.UTF-8", 1)
    // The test library's threads block signals; a program's main thread does not.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    for name in ["NO_COLOR", "LINES", "COLUMNS", "SWIFT_BACKTRACE"] { unsetenv(name) }
  }
}

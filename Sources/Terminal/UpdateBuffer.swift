import CNcurses
import CTerminalGuard
import Glibc

/// Collects what ncurses writes during an update, so that it reaches the terminal in one piece.
///
/// ncurses flushes after every movement of the cursor, a hundred times per frame. Through a terminal each of
/// these pieces wakes whoever reads it; into memory they cost next to nothing.
struct UpdateBuffer {
  /// The stream that ncurses is opened on; outside `collect` it is the terminal.
  let stream: UnsafeMutablePointer<FILE>

  private let terminal: Int32
  private let memory: Int32

  /// Creates a buffer for the terminal on a descriptor, on which writing does not wait; nil without room.
  init?(terminal: Int32) {
    self.terminal = terminal
    let copy = fcntl(terminal, F_DUPFD_CLOEXEC, 3)
    memory = tg_open_memory("screen")
    guard copy >= 0, memory >= 0, let stream = fdopen(copy, "w") else {
      if copy >= 0 { Glibc.close(copy) }
      if memory >= 0 { Glibc.close(memory) }
      return nil
    }
    self.stream = stream
  }

  /// Collects the bytes that ncurses writes in `body`.
  func collect(_ body: () -> Void) -> [UInt8] {
    let descriptor = fileno(stream)
    dup2(memory, descriptor)
    body()
    dup2(terminal, descriptor)
    let count = Int(lseek(memory, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    defer {
      lseek(memory, 0, SEEK_SET)
      ftruncate(memory, 0)
    }
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, taken in
      taken = max(0, pread(memory, bytes.baseAddress, count, 0))
    }
  }

  /// Closes the stream; the terminal stays open.
  func close() {
    fclose(stream)
    Glibc.close(memory)
  }
}

import CTerminalGuard
import Glibc

/// Bytes on their way to a terminal that takes them when it likes; nothing here waits for it.
struct TerminalOutput {
  /// Bytes that may wait; beyond it what is not needed is refused.
  private static let most = 1 << 20

  private var waiting: [UInt8] = []
  private var position = 0

  /// Whether the terminal has not taken all yet.
  var isBusy: Bool { position < waiting.count }

  /// Whether so many bytes more may wait.
  func hasRoom(for count: Int) -> Bool { waiting.count - position + count <= Self.most }

  /// Sends bytes after those that wait.
  mutating func send(_ bytes: [UInt8]) {
    if isBusy {
      waiting += bytes
    } else {
      (waiting, position) = (bytes, 0)
    }
    resume()
  }

  /// Hands over what the terminal takes now.
  mutating func resume() {
    while isBusy {
      let count = waiting.withUnsafeBytes {
        write(tg_terminal(), $0.baseAddress.map { $0 + position }, $0.count - position)
      }
      if count > 0 {
        position += count
      } else if count < 0 && errno == EINTR {
        continue
      } else if count < 0 && errno == EAGAIN {
        return
      } else {
        break
      }
    }
    // All is taken, or the terminal is gone, which its input tells.
    (waiting, position) = ([], 0)
  }

  /// Takes out the waiting bytes, which are now the caller's to send.
  mutating func takeWaiting() -> [UInt8] {
    defer { (waiting, position) = ([], 0) }
    return Array(waiting[position...])
  }
}

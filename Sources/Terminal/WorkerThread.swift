import CTerminalGuard
import Foundation

/// Starts threads that leave the terminal's signals to the thread that polls for them.
public enum WorkerThread {
  /// Runs `body` on a new thread with a stack of its own size; its crashes, too, restore the terminal.
  public static func start(name: String, stackBytes: Int, body: @escaping @Sendable () -> Void) {
    let thread = Thread {
      tg_prepare_thread()
      body()
    }
    thread.name = name
    thread.stackSize = stackBytes
    thread.start()
  }
}

import CTerminalGuard

/// Wakes the thread that waits in `TerminalScreen.events`. For any thread; cheap to call often.
public struct TerminalWaker: Sendable {
  /// Wakes the waiting thread, which returns `.wake`; many calls before it does so count as one.
  public func wake() {
    tg_wake()
  }
}

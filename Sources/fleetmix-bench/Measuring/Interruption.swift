import Dispatch
import Foundation
import Planning
import Synchronization

/// How long a solve goes on after it was cancelled: what a slider's next step waits for.
struct Interruption {
  /// Milliseconds from the cancellation to the return; nil if the solve had ended before.
  var latency: Double?

  private final class Flag: Sendable {
    let isRaised = Atomic<Bool>(false)
  }

  /// Solves on another thread and cancels after some wall milliseconds.
  init(_ scenario: Scenario, with session: PlanningSession, options: PlanningOptions, after delay: Double) {
    let flag = Flag()
    let ended = Flag()
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) let session = session
    DispatchQueue.global(qos: .userInitiated).async {
      _ = session.solve(scenario, options: options, isCancelled: { flag.isRaised.load(ordering: .relaxed) })
      ended.isRaised.store(true, ordering: .releasing)
      done.signal()
    }
    Thread.sleep(forTimeInterval: delay / 1e3)
    let start = Clocks.wall()
    let wasRunning = !ended.isRaised.load(ordering: .acquiring)
    flag.isRaised.store(true, ordering: .relaxed)
    done.wait()
    latency = wasRunning ? Clocks.wall() - start : nil
  }
}

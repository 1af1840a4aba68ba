import Dispatch
import Interchange
import Planning
import Synchronization
import Terminal

/// Solves the chunks of a sweep on several threads and hands the results out in the chunks' order.
final class SweepPool: Sendable {
  /// A chunk's results, nil where there was no time for all of them, or the problem with one of its scenarios.
  typealias Outcome = Result<[SweepLine]?, EditProblem>

  /// Chunks solved ahead of the one that is waited for, a thread.
  private static let lead = 8
  private static let stackBytes = 16 << 20

  private struct State {
    var next: Int
    var outcomes: [Int: Outcome] = [:]
  }

  private let state: Mutex<State>
  private let chunks: Range<Int>
  private let solve: @Sendable (Int) -> Outcome
  private let done = DispatchSemaphore(value: 0)
  private let room = DispatchSemaphore(value: 0)

  /// Starts the threads; `solve` answers one chunk, on any of them.
  init(chunks: Range<Int>, threads: Int, solve: @escaping @Sendable (Int) -> Outcome) {
    self.chunks = chunks
    self.solve = solve
    state = Mutex(State(next: chunks.lowerBound))
    // Counted up, not made with its value: a pool given up with work ahead would end below it, which traps.
    for _ in 0..<Self.lead * threads { room.signal() }
    for _ in 0..<min(threads, chunks.count) {
      WorkerThread.start(name: "sweep", stackBytes: Self.stackBytes) { [self] in run() }
    }
  }

  private func run() {
    while true {
      room.wait()
      let chunk = state.withLock { state -> Int? in
        guard state.next < chunks.upperBound else { return nil }
        defer { state.next += 1 }
        return state.next
      }
      guard let chunk else {
        // Room taken for nothing is for the next thread that looks for work, and ends.
        room.signal()
        return
      }
      let outcome = solve(chunk)
      state.withLock { $0.outcomes[chunk] = outcome }
      done.signal()
    }
  }

  /// Calls `body` with every chunk's outcome, in order, on the caller's thread, as long as it says to go on.
  func forEach(_ body: (Outcome) throws -> Bool) rethrows {
    for chunk in chunks {
      var outcome: Outcome?
      while outcome == nil {
        outcome = state.withLock { $0.outcomes.removeValue(forKey: chunk) }
        if outcome == nil { done.wait() }
      }
      room.signal()
      if let outcome, try !body(outcome) { return }
    }
  }
}

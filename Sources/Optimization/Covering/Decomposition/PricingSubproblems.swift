import Synchronization

/// The families' programs at some prices, taken one by one by several threads.
final class PricingSubproblems: @unchecked Sendable {
  // Each place is used by the one thread that took its number.
  private let sessions: [CoverSession]
  private let results: UnsafeMutablePointer<CoverResult?>
  private let taken = Atomic<Int>(0)
  private let stops = StopFlag()

  init(_ sessions: [CoverSession]) {
    self.sessions = sessions
    results = .allocate(capacity: sessions.count)
    results.initialize(repeating: nil, count: sessions.count)
  }

  deinit {
    results.deinitialize(count: sessions.count)
    results.deallocate()
  }

  var count: Int { sessions.count }

  /// The answers in the order of the families, once all threads are done.
  var answers: [CoverResult] { (0..<count).compactMap { results[$0] } }

  /// Ends all solves soon.
  func stop() { stops.raise() }

  /// Solves what nobody has taken yet; `mustStop` ends the solves of all threads.
  func work(_ mustStop: () -> Bool) {
    var options = CoverOptions()
    options.relativeGap = CoverRule.oracleGap
    options.nodeLimit = CoverRule.oracleNodes
    options.secondWorkerAfter = nil
    withoutActuallyEscaping(mustStop) { mustStop in
      while true {
        let place = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < count else { return }
        results[place] = sessions[place].solve(
          options,
          isCancelled: { [stops] in
            if mustStop() { stops.raise() }
            return stops.isRaised
          })
      }
    }
  }
}

import Dashboard
import Foundation
import Interchange
import Planning
import Synchronization
import Terminal

/// Looks at a feed now and then on a thread of its own; what is new becomes actions.
final class FeedThread: Sendable {
  private static let interval = 0.25
  private static let stackBytes = 1 << 20

  private let news = Mutex<[Action]>([])
  private let scenario: Scenario
  private let onNews: @Sendable () -> Void

  /// Follows the file at `path`; `onNews` is called on the thread.
  init(path: String, scenario: Scenario, onNews: @escaping @Sendable () -> Void) {
    self.scenario = scenario
    self.onNews = onNews
    WorkerThread.start(name: "feed", stackBytes: Self.stackBytes) { [self] in
      var watch = FeedWatch(path: path)
      let start = ContinuousClock.now
      while true {
        let now = Double((ContinuousClock.now - start).components.seconds)
        if let found = watch.look(at: now, scenario: scenario) { report(found) }
        Thread.sleep(forTimeInterval: Self.interval)
      }
    }
  }

  /// What the feed had to say since the last call.
  func takeNews() -> [Action] {
    news.withLock { box in
      defer { box = [] }
      return box
    }
  }

  private func report(_ found: FeedWatch.News) {
    let action: Action
    switch found {
    case .figures(let entries):
      action = .feedArrived(
        entries.map {
          PoolFigures(pool: scenario.pools[$0.pool].name, available: $0.available, price: $0.price)
        })
    case .trouble(let reason, let age):
      let kept = age.map { "the figures of \(Int($0)) s ago stay" } ?? "the scenario's own figures stay"
      // The reason may be long, with a path in it; what counts comes first.
      action = .feedTrouble("\(kept): \(reason)")
    case .recovered: action = .feedTrouble(nil)
    }
    news.withLock { $0.append(action) }
    onNews()
  }
}

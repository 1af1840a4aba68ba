import Foundation
import Interchange
import Planning
import Terminal

/// Looks at a feed now and then on a thread of its own, so that a disk that does not answer blocks no other
/// thread.
final class FeedThread: Sendable {
  private static let stackBytes = 1 << 20
  /// Most seconds between two looks while a change waits to be confirmed.
  private static let settling = 0.25
  /// A look that takes longer than this is reported.
  private static let patience = Duration.seconds(5)

  private struct Box: Sendable {
    var news: [FeedWatch.News] = []
    /// When the look at work began, and when one last confirmed the figures in use.
    var lookStart: ContinuousClock.Instant?
    var confirmed: ContinuousClock.Instant?
    /// Whether it was reported that the look takes long.
    var isSlow = false
  }

  /// The scenario that the figures of the news refer to.
  let scenario: Scenario

  private let box = Locked(Box())
  private let onNews: @Sendable () -> Void

  /// Follows the file at `path`, with `interval` seconds between two looks; `onNews` is called on the thread.
  init(
    path: String, scenario: Scenario, interval: Double = 0.25, onNews: @escaping @Sendable () -> Void
  ) {
    self.scenario = scenario
    self.onNews = onNews
    WorkerThread.start(name: "feed", stackBytes: Self.stackBytes) { [self] in
      var watch = FeedWatch(path: path)
      let start = ContinuousClock.now
      while true {
        look(&watch, start, scenario)
        Thread.sleep(forTimeInterval: watch.isSettling ? min(interval, Self.settling) : interval)
      }
    }
  }

  private func look(_ watch: inout FeedWatch, _ start: ContinuousClock.Instant, _ scenario: Scenario) {
    let begin = ContinuousClock.now
    box.withLock { $0.lookStart = begin }
    let found = watch.look(at: (begin - start) / .seconds(1), scenario: scenario)
    let now = (ContinuousClock.now - start) / .seconds(1)
    let age = watch.age(at: now)
    let trouble = watch.trouble
    let hasNews = box.withLock { box in
      box.lookStart = nil
      box.confirmed = age.map { .now - .seconds($0) }
      if box.isSlow { box.news.append(trouble.map { .trouble($0, age: age) } ?? .recovered) }
      box.isSlow = false
      if let found { box.news.append(found) }
      return !box.news.isEmpty
    }
    if hasNews { onNews() }
  }

  /// Takes the news of the feed since the last call.
  func takeNews() -> [FeedWatch.News] {
    box.withLock { box in
      let now = ContinuousClock.now
      if !box.isSlow, let start = box.lookStart, now - start > Self.patience {
        box.isSlow = true
        box.news.append(
          .trouble("does not answer", age: box.confirmed.map { (now - $0) / .seconds(1) }))
      }
      defer { box.news = [] }
      return box.news
    }
  }
}

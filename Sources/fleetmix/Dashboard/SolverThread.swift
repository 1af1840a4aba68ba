import Dispatch
import Planning
import Synchronization
import Terminal

/// Plans on a thread of its own, always the latest scenario asked for.
///
/// Requests and answers pass through mailboxes of one place each: a newer request replaces a waiting one and
/// cancels the one at work, a newer answer replaces one that nobody took. The planner's session lives on the
/// thread, so that a solve starts from the last one's basis.
final class SolverThread: Sendable {
  /// The planner's report on a scenario.
  struct Report: Sendable {
    /// The plan, or why there is none.
    var answer: Answer
    /// Number of the request.
    var generation: Int
    /// False while the search goes on.
    var isFinal: Bool
  }

  /// A plan, or the planner's failure.
  enum Answer: Sendable {
    case plan(Plan)
    case failure(String)
  }

  private struct Request: Sendable {
    var scenario: Scenario
    var generation: Int
  }

  /// The simplex needs little stack; recursion in branch and bound must not be what ends a session.
  private static let stackBytes = 16 << 20

  private let options: PlanningOptions
  private let onReport: @Sendable () -> Void
  private let request = Locked<Request?>(nil)
  private let report = Locked<Report?>(nil)
  private let latest = Atomic<Int>(0)
  /// Number of the request whose solve is to end with what it has.
  private let stopped = Atomic<Int>(.min)
  private let requests = DispatchSemaphore(value: 0)

  /// Starts the thread; `onReport` is called on it after each report.
  init(options: PlanningOptions, onReport: @escaping @Sendable () -> Void) {
    self.options = options
    self.onReport = onReport
    WorkerThread.start(name: "planner", stackBytes: Self.stackBytes) { [self] in work() }
  }

  /// Plans this scenario next; what was asked before is given up.
  func solve(_ scenario: Scenario, generation: Int) {
    latest.store(generation, ordering: .relaxed)
    request.withLock { $0 = Request(scenario: scenario, generation: generation) }
    requests.signal()
  }

  /// Takes the newest report; nil: there is none since the last call.
  func takeReport() -> Report? {
    report.withLock { box in
      defer { box = nil }
      return box
    }
  }

  /// Ends the solve at work; its best plan so far follows.
  func stop() {
    stopped.store(latest.load(ordering: .relaxed), ordering: .relaxed)
  }

  /// Gives up the solve at work; nothing follows.
  func cancel() {
    latest.store(.min, ordering: .relaxed)
    request.withLock { $0 = nil }
  }

  private func work() {
    let session = PlanningSession()
    while true {
      requests.wait()
      // Of several signals for one coalesced request, all but the first find the box empty.
      guard
        let next = request.withLock({ box in
          defer { box = nil }
          return box
        })
      else { continue }
      solve(next, in: session)
    }
  }

  private func solve(_ next: Request, in session: PlanningSession) {
    var options = options
    options.isInterrupted = { [self] in stopped.load(ordering: .relaxed) == next.generation }
    let plan = session.solve(
      next.scenario, options: options,
      isCancelled: { self.latest.load(ordering: .relaxed) != next.generation },
      onPlan: { self.post(Report(answer: .plan($0), generation: next.generation, isFinal: false)) })
    if let plan {
      post(Report(answer: .plan(plan), generation: next.generation, isFinal: true))
    } else if latest.load(ordering: .relaxed) == next.generation {
      post(
        Report(
          answer: .failure("the planner stopped without an answer"), generation: next.generation,
          isFinal: true))
    }
  }

  private func post(_ new: Report) {
    guard latest.load(ordering: .relaxed) == new.generation else { return }
    report.withLock { $0 = new }
    onReport()
  }
}

import Dispatch
import Glibc
import Planning
import Synchronization
import Terminal

/// Answers questions about the present scenario's surroundings on a thread of its own, at a low priority.
///
/// A new list replaces what is left of the old one. While a slider's plan is being solved nothing runs here: the
/// planner's thread never has to share a core, or its caches, with an exploration.
final class ExplorerThread: Sendable {
  /// An answer and what it answers.
  struct Report: Sendable {
    var question: ExplorationTask.Question
    var answer: ExplorationAnswer
    /// Number of the list that the question was in.
    var request: Int
  }

  private struct Work: Sendable {
    var tasks: ArraySlice<ExplorationTask>
    var request: Int
    var start = DispatchTime.now()
  }

  /// Priority below the planner's and the key loop's (0 is normal, 19 the lowest).
  private static let niceness: Int32 = 10
  private static let stackBytes = 16 << 20
  /// Patient questions wait until nothing was asked for so long: longer than between two repeats of a held key.
  private static let quietSeconds = 0.1

  private let gap: Double
  private let onReport: @Sendable () -> Void
  private let work = Locked<Work?>(nil)
  private let reports = Locked<[Report]>([])
  /// Number of the list at work; another one cancels the question under way.
  private let latest = Atomic<Int>(.min)
  private let requests = DispatchSemaphore(value: 0)
  private let isBusy = Atomic<Bool>(false)

  /// Starts the thread; `onReport` is called on it after each answer.
  init(gap: Double, onReport: @escaping @Sendable () -> Void) {
    self.gap = gap
    self.onReport = onReport
    WorkerThread.start(name: "explorer", stackBytes: Self.stackBytes) { [self] in run() }
  }

  /// Answers these questions next, in order; what was asked before is given up.
  func explore(_ tasks: [ExplorationTask], request: Int) {
    latest.store(request, ordering: .relaxed)
    work.withLock { $0 = Work(tasks: tasks[...], request: request) }
    requests.signal()
  }

  /// Gives up the question under way and all that wait.
  func pause() {
    latest.store(.min, ordering: .relaxed)
    work.withLock { $0 = nil }
  }

  /// Whether all questions asked are answered or given up.
  var isIdle: Bool { work.withLock { ($0?.tasks ?? []).isEmpty && !isBusy.load(ordering: .acquiring) } }

  /// The answers since the last call.
  func takeReports() -> [Report] {
    reports.withLock { box in
      defer { box = [] }
      return box
    }
  }

  private func run() {
    // On Linux the caller's thread alone, not the process.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
    let explorer = Explorer(gap: gap)
    while true {
      requests.wait()
      while let (task, request, start) = next() {
        if task.isPatient {
          // Ended early by another list, which `next` hands out; signals of lists long replaced are passed over.
          while latest.load(ordering: .relaxed) == request,
            requests.wait(timeout: start + Self.quietSeconds) == .success
          {}
          guard latest.load(ordering: .relaxed) == request else { continue }
        }
        let answer = explorer.answer(
          task, isCancelled: { self.latest.load(ordering: .relaxed) != request })
        guard let answer else { continue }
        reports.withLock { $0.append(Report(question: task.question, answer: answer, request: request)) }
        onReport()
      }
      // Whoever waits for the last answer waits for the end too.
      onReport()
    }
  }

  private func next() -> (ExplorationTask, request: Int, start: DispatchTime)? {
    work.withLock { box in
      guard let task = box?.tasks.popFirst(), let request = box?.request, let start = box?.start else {
        isBusy.store(false, ordering: .releasing)
        return nil
      }
      isBusy.store(true, ordering: .releasing)
      return (task, request, start)
    }
  }
}

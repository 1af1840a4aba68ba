import Dashboard
import Interchange
import Planning

/// State, planner and files together: what keys on a terminal and the lines of a script both drive.
struct DashboardSession {
  /// The state that is shown.
  private(set) var state: DashboardState
  /// Why the last save failed; nil: it did not.
  private(set) var saveFailure: String?

  private let solver: SolverThread
  private let explorer: ExplorerThread
  private let files: FileThread
  private let feed: FeedThread?

  /// Creates a session with threads of its own; `onNews` is called on them whenever one has news.
  init(
    state: DashboardState, gap: Double, files: ScenarioFiles, feed: String?,
    onNews: @escaping @Sendable () -> Void
  ) {
    self.state = state
    solver = SolverThread(options: PlanningOptions(gap: gap), onReport: onNews)
    explorer = ExplorerThread(gap: gap, onReport: onNews)
    self.files = FileThread(files: files, onAnswer: onNews)
    self.files.findKnownFiles()
    self.feed = feed.map { FeedThread(path: $0, scenario: state.scenario, onNews: onNews) }
  }

  /// Changes the state and starts what follows from it; the effects left are the terminal's.
  mutating func apply(_ action: Action) -> [Effect] {
    switch action {
    case .reports(.saveFailed(let reason)): saveFailure = reason
    case .reports(.saved), .reports(.planSaved), .reports(.exported), .reports(.tableSaved),
      .reports(.pictureSaved):
      saveFailure = nil
    default: break
    }
    return update(&state, action).filter { !perform($0) }
  }

  /// Takes the new answers of the files, the feed and the exploration in the background.
  func answers() -> [Action] {
    files.takeAnswers()
      + (feed.map { feed in feed.takeNews().flatMap { $0.actions(for: feed.scenario) } } ?? [])
      + explorer.takeReports().map { .planner(.explored($0.question, $0.answer, request: $0.request)) }
  }

  /// Whether there is a feed, of which there may be news without a call when it does not answer.
  var followsFeed: Bool { feed != nil }

  /// Keeps unsaved work for a later session, or forgets it where there is none.
  func keepWork() { files.keep(state.keptSession) }

  /// Keeps unsaved work unless the operator agreed to lose it; after a save that failed nobody did.
  func leaveWork() {
    if state.files.hasDiscarded, saveFailure == nil {
      files.discardKept()
    } else {
      files.keep(state.keptSession)
    }
  }

  /// Whether no file is being read or written.
  var filesAreIdle: Bool { files.isIdle }

  /// Whether the present plan is final and nothing is left to be found out about it.
  var isAtRest: Bool {
    switch state.solver {
    case .idle, .solving: false
    case .settled, .noPlan, .failed: explorer.isIdle
    }
  }

  /// Takes the planner's newest report; nil: there is none since the last call.
  func takeReport() -> SolverThread.Report? { solver.takeReport() }

  /// Cancels the threads' work; files being written are finished.
  func cancel() {
    solver.cancel()
    explorer.pause()
  }

  private func perform(_ effect: Effect) -> Bool {
    switch effect {
    case .solve(let scenario, let generation):
      explorer.pause()
      solver.solve(scenario, generation: generation)
      return true
    case .stopSolving:
      solver.stop()
      return true
    case .explore(let tasks, let request):
      explorer.explore(tasks, request: request)
      return true
    default: break
    }
    return files.perform(effect) { ScreenPicture.text(render(state), theme: state.theme, format: $0) }
  }
}

extension SolverThread.Report {
  /// The action that hands the report to the dashboard.
  var action: Action {
    switch answer {
    case .plan(let plan): .planner(.planArrived(plan, generation: generation, isFinal: isFinal))
    case .failure(let reason): .planner(.solveFailed(reason, generation: generation))
    }
  }
}

extension FeedWatch.News {
  /// The actions that hand the news to the dashboard.
  fileprivate func actions(for scenario: Scenario) -> [Action] {
    switch self {
    case .figures(let entries, let passedOver):
      let figures = entries.map {
        PoolFigures(pool: scenario.pools[$0.pool].name, available: $0.available, price: $0.price)
      }
      return [.planner(.feedArrived(figures))]
        + (passedOver.map { [.program(.explain("Feed: \($0)"))] } ?? [])
    case .trouble(let reason, let age): return [.planner(.feedTrouble(FeedTrouble(reason: reason, age: age)))]
    case .recovered: return [.planner(.feedTrouble(nil))]
    }
  }
}

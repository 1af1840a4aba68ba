import Dashboard
import Planning
import Terminal

/// The program's one loop: wait, update, perform, draw.
///
/// Nothing in it waits for the planner. Only what changed is drawn, and at most 30 times a second.
struct DashboardLoop {
  /// Between frames; no terminal shows more than the eye follows.
  private static let frameMilliseconds = 1000.0 / 30
  /// Between two interim plans of one request, so that figures stay readable while they improve.
  private static let interimMilliseconds = 200.0
  /// The clock's step while something on the screen depends on the time.
  private static let tickMilliseconds = 50.0
  /// After the last event, marks of what changed still fade for this long.
  private static let afterglowMilliseconds = 1000.0

  private let screen: TerminalScreen
  private let solver: SolverThread
  private let explorer: ExplorerThread
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  private var state: DashboardState
  private var files: ScenarioFiles
  private var exitStatus: Int32?
  private var isDirty = true
  private var lastFrame = -Double.infinity
  private var lastTick = 0.0
  private var lastActivity = 0.0
  /// The report that came too soon after the last one of its request.
  private var heldReport: SolverThread.Report?
  private var lastInterim: (generation: Int, time: Double)?

  /// Makes a loop over an open screen.
  init(
    screen: TerminalScreen, solver: SolverThread, explorer: ExplorerThread, state: DashboardState,
    files: ScenarioFiles
  ) {
    self.screen = screen
    self.solver = solver
    self.explorer = explorer
    self.state = state
    self.files = files
    start = clock.now
  }

  /// Runs until the end of the session; its exit status.
  mutating func run() -> Int32 {
    apply(.resize(columns: screen.columns, rows: screen.rows))
    // The first frame comes before the first plan.
    draw()
    apply(.start)
    while true {
      if let exitStatus { return exitStatus }
      let events = screen.events(timeoutMilliseconds: timeout())
      if !events.isEmpty { advanceClock() }
      for event in events where exitStatus == nil { receive(event) }
      takeReport()
      for report in explorer.takeReports() {
        apply(.explored(report.question, report.answer, request: report.request))
      }
      tick()
      if exitStatus == nil, isDirty || screen.needsPresent, now >= lastFrame + Self.frameMilliseconds {
        draw()
      }
    }
  }

  /// Milliseconds since the start.
  private var now: Double {
    (clock.now - start) / .milliseconds(1)
  }

  // MARK: Time

  /// Whether the screen shows something that changes by itself.
  private var needsClock: Bool {
    if case .solving = state.solver { return true }
    return now < lastActivity + Self.afterglowMilliseconds
  }

  /// How long the loop may sleep; nil: until an event.
  private func timeout() -> Int? {
    var due: [Double] = []
    if isDirty || screen.needsPresent { due.append(lastFrame + Self.frameMilliseconds) }
    if needsClock { due.append(lastTick + Self.tickMilliseconds) }
    if heldReport != nil, let lastInterim { due.append(lastInterim.time + Self.interimMilliseconds) }
    return due.min().map { max(0, Int(($0 - now).rounded(.up))) }
  }

  private mutating func tick() {
    if needsClock, now >= lastTick + Self.tickMilliseconds { advanceClock() }
  }

  /// Tells the state the time; before an edit too, which may come after a long sleep.
  private mutating func advanceClock() {
    lastTick = now
    apply(.tick(milliseconds: lastTick))
  }

  // MARK: Events

  private mutating func receive(_ event: TerminalEvent) {
    switch event {
    case .signal(let number):
      exitStatus = 128 + number
    case .wake:
      break
    case .resize(let columns, let rows):
      apply(.resize(columns: columns, rows: rows))
    default:
      lastActivity = now
      for action in action(for: event, in: state) { apply(action) }
    }
  }

  private mutating func apply(_ action: Action) {
    for effect in update(&state, action) { perform(effect) }
    isDirty = true
  }

  private mutating func takeReport() {
    guard let report = solver.takeReport() ?? heldReport else { return }
    heldReport = nil
    if !report.isFinal {
      if let last = lastInterim, last.generation == report.generation,
        now < last.time + Self.interimMilliseconds
      {
        heldReport = report
        return
      }
      lastInterim = (report.generation, now)
    }
    lastActivity = now
    advanceClock()
    switch report.answer {
    case .plan(let plan):
      apply(.planArrived(plan, generation: report.generation, isFinal: report.isFinal))
    case .failure(let reason):
      apply(.solveFailed(reason, generation: report.generation))
    }
  }

  // MARK: Effects

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .solve(let scenario, let generation):
      heldReport = nil
      explorer.pause()
      solver.solve(scenario, generation: generation)
    case .explore(let tasks, let request):
      explorer.explore(tasks, request: request)
    case .save(let scenario, let path, let overwrite):
      apply(files.save(scenario, to: path, overwrite: overwrite))
    case .open(let path):
      apply(files.open(path))
    case .quit:
      exitStatus = 0
    case .suspend:
      screen.suspend()
    case .repaint:
      screen.repaint()
    }
  }

  private mutating func draw() {
    screen.present(render(state), theme: state.theme)
    isDirty = false
    lastFrame = now
  }
}

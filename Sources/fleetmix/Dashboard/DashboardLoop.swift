import Dashboard
import Interchange
import Planning
import Terminal

/// The program's one loop: wait, update, perform, draw.
///
/// Nothing in it waits for the planner; only a frame that answers a key gives the key's plan a moment to be in it.
/// Only what changed is drawn.
struct DashboardLoop {
  /// Between frames that show news; the eye follows no more.
  private static let frameMilliseconds = 1000.0 / 60
  /// Between frames that answer keys, so that a flood of them is drawn as one.
  private static let keyFrameMilliseconds = 8.0
  /// A frame that answers a key waits so long for the plan, so that sliders and tables move together.
  private static let planMilliseconds = 5.0
  /// Between two interim plans of one request, so that figures stay readable while they improve.
  private static let interimMilliseconds = 200.0
  /// The clock's step while something on the screen changes by itself.
  private static let tickMilliseconds = 50.0
  /// Between two questions whether the feed still answers.
  private static let feedMilliseconds = 1000.0
  /// Unsaved work is kept for a later session so long after its first change, and as often while it goes on.
  private static let keepMilliseconds = 2000.0
  /// A file being written at the end of the session gets this long.
  private static let fileMilliseconds = 5000.0
  /// The same where a signal ends the session: its sender waits no longer than a second for everything,
  /// including writes to a terminal that nobody reads.
  private static let hurriedMilliseconds = 250.0
  /// After the last event, marks of what changed still fade for this long.
  private static let afterglowMilliseconds = 1000.0

  private let screen: TerminalScreen
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  private var session: DashboardSession
  /// The scenario and the pins as they were last kept, and since when they are others.
  private var kept: (scenario: Scenario, pins: [Pin])
  private var unkeptSince: Double?
  private var exitStatus: Int32?
  private var isDirty = true
  /// The frame on the screen, at which the mouse points.
  private var shown: Frame?
  private var lastFrame = -Double.infinity
  private var lastKeyFrame = -Double.infinity
  /// When the oldest input came that no frame shows yet, and whether a plan for it is on its way.
  private var unshownInput: Double?
  private var awaitsPlan = false
  /// When a plan was last asked for, and whether the last proof came soon after it.
  private var lastRequest = 0.0
  private var isPlannerFast = false
  private var lastTick = 0.0
  private var lastActivity = 0.0
  /// The report that came too soon after the last one of its request.
  private var heldReport: SolverThread.Report?
  private var lastInterim: (generation: Int, time: Double)?

  /// Creates a loop over an open screen.
  init(screen: TerminalScreen, session: DashboardSession) {
    self.screen = screen
    self.session = session
    kept = (session.state.scenario, session.state.pins)
    start = clock.now
  }

  /// Runs until the end of the session; returns the exit status.
  mutating func run() -> Int32 {
    apply(.program(.resize(columns: screen.columns, rows: screen.rows)))
    // The first frame comes before the first plan.
    draw()
    apply(.program(.start))
    while true {
      if let exitStatus {
        // What is being saved decides whether anything is left to be kept.
        let status = finishFiles(exitStatus)
        session.leaveWork()
        return finishFiles(status)
      }
      let events = screen.events(timeoutMilliseconds: timeout())
      if !events.isEmpty { advanceClock() }
      for event in events where exitStatus == nil { receive(event) }
      for answer in session.answers() where exitStatus == nil { apply(answer) }
      takeReport()
      tick()
      if exitStatus == nil, let nextFrame, now >= nextFrame { draw() }
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

  /// The clock's step; nil: nothing on the screen depends on the time.
  private var tickStep: Double? { needsClock ? Self.tickMilliseconds : state.feedStep }

  /// When the next frame is due; nil: there is nothing new to show.
  private var nextFrame: Double? {
    // A terminal that is busy gets the frame that is the latest when it is ready.
    guard isDirty || screen.needsPresent, !screen.isBusy else { return nil }
    guard let unshownInput else { return lastFrame + Self.frameMilliseconds }
    let soonest = lastKeyFrame + Self.keyFrameMilliseconds
    return awaitsPlan ? max(soonest, unshownInput + Self.planMilliseconds) : soonest
  }

  /// How long the loop may sleep; nil: until an event.
  private func timeout() -> Int? {
    var due: [Double] = []
    if let nextFrame { due.append(nextFrame) }
    if let tickStep { due.append(lastTick + tickStep) }
    if session.followsFeed { due.append(now + Self.feedMilliseconds) }
    if let unkeptSince { due.append(unkeptSince + Self.keepMilliseconds) }
    if heldReport != nil, let lastInterim { due.append(lastInterim.time + Self.interimMilliseconds) }
    return due.min().map { max(0, Int(($0 - now).rounded(.up))) }
  }

  private mutating func tick() {
    if let unkeptSince, now >= unkeptSince + Self.keepMilliseconds {
      session.keepWork()
      kept = (state.scenario, state.pins)
      self.unkeptSince = nil
    }
    if let tickStep, now >= lastTick + tickStep { advanceClock() }
  }

  /// Tells the state the time; before an edit too, which may come after a long sleep.
  private mutating func advanceClock() {
    lastTick = now
    apply(.program(.tick(milliseconds: lastTick)))
  }

  // MARK: Events

  private mutating func receive(_ event: TerminalEvent) {
    switch event {
    case .signal(let number):
      exitStatus = 128 + number
    case .wake:
      break
    case .resize(let columns, let rows):
      unshownInput = unshownInput ?? now
      apply(.program(.resize(columns: columns, rows: rows)))
    default:
      lastActivity = now
      unshownInput = unshownInput ?? lastActivity
      for action in action(for: event, in: state, on: shown) { apply(action) }
    }
  }

  private var state: DashboardState { session.state }

  private mutating func apply(_ action: Action) {
    let generation = state.generation
    if case .solving = state.solver, now > lastRequest + 2 * Self.planMilliseconds { isPlannerFast = false }
    for effect in session.apply(action) { perform(effect) }
    if state.generation != generation {
      // A plan held back answers a question that is no longer asked.
      heldReport = nil
      // After a slow proof the next one will hardly be there in time.
      awaitsPlan = isPlannerFast
      lastRequest = now
    }
    // Steady editing must not put the keeping off for ever: the first change starts the clock, not the last one.
    if unkeptSince == nil, state.scenario != kept.scenario || state.pins != kept.pins { unkeptSince = now }
    isDirty = true
  }

  /// Waits a limited time for files being written and takes their results; returns the exit status, which a
  /// signal meanwhile changes.
  private mutating func finishFiles(_ exitStatus: Int32) -> Int32 {
    var exitStatus = exitStatus
    var end = now + (exitStatus == 0 ? Self.fileMilliseconds : Self.hurriedMilliseconds)
    while !session.filesAreIdle, now < end {
      for case .signal(let number) in screen.events(timeoutMilliseconds: 20) {
        exitStatus = 128 + number
        end = min(end, now + Self.hurriedMilliseconds)
      }
    }
    if !session.filesAreIdle { apply(.reports(.saveFailed("the file is still being written"))) }
    for answer in session.answers() { apply(answer) }
    return exitStatus
  }

  /// Why the last save failed; nil: it did not.
  var saveFailure: String? { session.saveFailure }

  private mutating func takeReport() {
    guard let report = session.takeReport() ?? heldReport else { return }
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
    if report.isFinal, report.generation == state.generation {
      awaitsPlan = false
      isPlannerFast = now <= lastRequest + 2 * Self.planMilliseconds
    }
    lastActivity = now
    advanceClock()
    apply(report.action)
  }

  // MARK: Effects

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .quit:
      exitStatus = 0
    case .captureMouse(let isCaptured):
      screen.captureMouse(isCaptured)
    case .suspend:
      screen.suspend()
    case .repaint:
      screen.repaint()
    case .copy(let text):
      copy(text)
    case .copyPlan(let plan, let title):
      copy(PlanMarkdown.encode(plan, title: title))
    case .solve, .stopSolving, .explore, .save, .savePlan, .export, .saveTable, .listFolder, .open, .recover,
      .savePicture:
      break
    }
  }

  private mutating func copy(_ text: String) {
    if !screen.copy(SafeText.shown(text)) {
      apply(.program(.explain("Too long for the clipboard; :save writes it to a file")))
    }
  }

  private mutating func draw() {
    guard !screen.isBusy else { return }
    let frame = Dashboard.draw(state)
    screen.present(frame.grid, theme: state.theme)
    shown = frame
    isDirty = false
    lastFrame = now
    if unshownInput != nil { lastKeyFrame = lastFrame }
    unshownInput = nil
    awaitsPlan = false
  }
}

import Planning

extension DashboardState {
  /// Takes what the planning threads and the feed say; nil: nothing that has effects of its own.
  mutating func update(_ action: PlannerAction) -> [Effect]? {
    switch action {
    case .planArrived(let plan, let generation, let isFinal):
      return receive(plan, generation: generation, isFinal: isFinal)
    case .solveFailed(let reason, let generation):
      if generation == self.generation {
        solver = .failed(reason)
        message = Message(.error, reason)
      }
    case .explored(let question, let answer, let request): learn(answer, to: question, request: request)
    case .feedArrived(let figures): return takeFeed(figures)
    case .feedTrouble(let trouble): noteFeed(trouble)
    }
    return nil
  }

  /// Accepts a plan if it answers the present scenario; the answer to an older one is dropped.
  mutating func receive(_ plan: Plan, generation: Int, isFinal: Bool) -> [Effect] {
    guard generation == self.generation else { return [] }
    guard plan.exists else {
      let unknown = Infeasibility(reason: "No plan was found.", isProven: false)
      solver = .noPlan(plan.infeasibility ?? unknown, plan.solve)
      clampFocus()
      return isFinal ? explore() : []
    }
    if isFinal, let settled = solved.settled, settled.plan != plan {
      solved.flash = Flash(
        plan: settled.plan, scenario: settled.scenario, start: max(now, history.lastEdit + Flash.quiet))
    }
    if isFinal { solved.settled = SettledPlan(plan: plan, scenario: scenario) }
    // A plan pinned while it was being improved goes on being improved.
    for index in pins.indices where pins[index].isOptimum && pins[index].statement.scenario == scenario {
      pins[index].plan = plan
    }
    self.plan = plan
    solved.planScenario = scenario
    solved.planStatement = statement
    solved.planGeneration = generation
    clampFocus()
    guard isFinal else { return [] }
    solver = .settled
    solved.solveCount += 1
    solved.solveTimes.append(plan.solve.milliseconds)
    if solved.solveTimes.count > SolvedState.timeLimit { solved.solveTimes.removeFirst() }
    if scenario == baseline { pinOpening(plan) }
    return explore()
  }

  /// Starts afresh on another scenario; looks (theme, glyphs, size, clock) stay.
  mutating func replaceScenario(_ scenario: Scenario, path: String?) -> [Effect] {
    var next = DashboardState(
      scenario: scenario, scenarioPath: path, notice: "Opened \(path ?? scenario.title)")
    next.display.themes = display.themes
    next.keys = keys
    next.display.capturesMouse = display.capturesMouse
    next.files.knownFiles = files.knownFiles
    next.commandHistory = commandHistory
    next.files.leftovers = files.leftovers
    next.files.recovering = files.recovering
    next.files.workingFolder = files.workingFolder
    next.display.themeIndex = display.themeIndex
    next.display.isTransparent = display.isTransparent
    next.tourStop = tourStop
    next.display.glyphs = display.glyphs
    next.columns = columns
    next.rows = rows
    next.now = now
    // Goes on counting, so that a late answer to the old scenario is not taken for the new one's.
    next.generation = generation
    next.exploration.request = exploration.request
    self = next
    return askForPlan()
  }

  /// The scenario was written: from here on its edits count as unsaved.
  mutating func noteSaved(_ scenario: Scenario, path: String, beside: [String]) {
    files.savedScenario = scenario
    files.isRecovered = false
    files.scenarioPath = path
    let others = beside.isEmpty ? "" : ", and \(beside.joined(separator: ", ")) beside it"
    message = Message(.notice, "Saved \(path)\(others)")
  }

  /// Whether the plan on the screen answers an older scenario.
  var isPlanOutdated: Bool { plan != nil && solved.planGeneration != generation }

  /// Whether the results are to look stale: outdated, and for longer than a fast answer takes.
  var isStale: Bool {
    guard isPlanOutdated else { return false }
    if case .solving(let since) = solver { return now - since >= Self.staleAfter }
    return true
  }

  /// A solve that takes so long, in milliseconds, can be stopped by the key that otherwise closes what is in front.
  static let longSolve = 1000.0

  /// Whether a solve has been under way for so long that somebody may want to stop it.
  var isSolvingLong: Bool {
    if case .solving(let since) = solver { now - since >= Self.longSolve } else { false }
  }

  /// Whether the scenario is left without a plan: there is none, or the planner broke.
  var lacksPlan: Bool {
    switch solver {
    case .noPlan, .failed: true
    case .idle, .solving, .settled: false
    }
  }

  /// The reason why there is no plan; nil while there is one or the planner is at work.
  var infeasibility: Infeasibility? {
    if case .noPlan(let reason, _) = solver { reason } else { nil }
  }
}

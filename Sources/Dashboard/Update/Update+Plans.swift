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
      pinned.plans[index].plan = plan
    }
    self.plan = plan
    solved.planScenario = scenario
    solved.planStatement = statement
    solved.planGeneration = generation
    clampFocus()
    guard isFinal else { return [] }
    solver = .settled
    solved.addSolve(plan.solve.milliseconds)
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
    next.input.commandHistory = input.commandHistory
    next.files.leftovers = files.leftovers + (files.recovered.map { [$0] } ?? [])
    next.files.recovering = files.recovering
    next.files.workingFolder = files.workingFolder
    next.display.themeIndex = display.themeIndex
    next.display.isTransparent = display.isTransparent
    next.input.tourStop = input.tourStop
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
    files.recovered = nil
    files.scenarioPath = path
    let others = beside.isEmpty ? "" : ", and \(beside.joined(separator: ", ")) beside it"
    message = Message(.notice, "Saved \(path)\(others)")
  }

  // MARK: The feed

  /// Takes a feed's figures as one step of the history. A pool that is switched off stays off: what it would offer
  /// changes.
  mutating func takeFeed(_ figures: [PoolFigures]) -> [Effect] {
    feed = .live
    var next = statement
    var changes: [String] = []
    for entry in figures {
      guard let pool = scenario.pools.firstIndex(where: { $0.name == entry.pool }) else { continue }
      if let available = entry.available {
        let isOff = next.switchedOff[pool] != nil
        let before = next.switchedOff[pool] ?? next.scenario.pools[pool].available
        if before != available {
          changes.append("\(entry.pool) \(before) → \(available)")
          if isOff {
            next.switchedOff[pool] = available
          } else {
            next.scenario.pools[pool].available = available
          }
        }
      }
      if let price = entry.price, price != next.scenario.pools[pool].price {
        let before = next.scenario.pools[pool].price
        changes.append(
          "\(entry.pool) \(Numbers.fixed(before, 2)) → \(Numbers.fixed(price, 2)) $/h")
        next.scenario.pools[pool].price = price
        next.scenario.pools[pool].priceSource = .scenario
      }
    }
    guard next != statement else { return [] }
    return adopt(next, Message(.edit, subject: "Feed", changes.joined(separator: ", ")))
  }

  /// Reports that the feed cannot be used, or that it can again.
  mutating func noteFeed(_ trouble: FeedTrouble?) {
    guard let trouble else {
      feed = .live
      message = Message(.notice, "Feed: readable again, unchanged")
      return
    }
    feed = .stale(reason: trouble.reason, confirmed: trouble.age.map { now - 1000 * $0 })
    message = feedMessage
  }

  /// The feed's trouble with the age its figures have now; nil: there is none.
  var feedTrouble: FeedTrouble? {
    guard case .stale(let reason, let confirmed) = feed else { return nil }
    return FeedTrouble(reason: reason, age: confirmed.map { (now - $0) / 1000 })
  }

  /// The message about the feed's trouble. The reason may be long, with a path in it, so it comes last.
  private var feedMessage: Message? {
    feedTrouble.map { Message(.error, "Feed: \($0.kept): \($0.reason)") }
  }

  /// Sets the program's clock, and updates the age of the feed's figures in the message row.
  mutating func setClock(_ milliseconds: Double) {
    let told = feedMessage
    now = max(now, milliseconds)
    if let told, message == told { message = feedMessage }
  }

  /// Milliseconds after which the age of the feed's figures reads differently; nil: none is shown.
  public var feedStep: Double? {
    guard let age = feedTrouble?.age else { return nil }
    return age < Double(FeedTrouble.secondsShown) ? 1000 : 60_000
  }
}

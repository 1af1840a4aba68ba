import Planning

/// The state of the planner, as the top line shows it.
public enum SolverStatus: Sendable, Equatable {
  /// Nothing was asked yet.
  case idle
  /// At work since this time of the program's clock.
  case solving(since: Double)
  /// The plan on the screen answers the scenario.
  case settled
  /// There is no plan for the scenario; what the attempt cost.
  case noPlan(Infeasibility, Plan.SolveStatistics)
  /// The planner broke; its message.
  case failed(String)
}

/// All that an undo gives back: what the operator stated, and nothing of how it is looked at.
public struct EditableScenario: Sendable, Equatable {
  /// The scenario to plan for.
  public var scenario: Scenario
  /// Shares that stay when others of their group move.
  public var locked: Set<Control>
  /// Pools switched off, with the GPUs they offered before.
  public var switchedOff: [Int: Int]

  /// Creates a statement of the scenario with its locks and switched-off pools.
  public init(scenario: Scenario, locked: Set<Control>, switchedOff: [Int: Int]) {
    self.scenario = scenario
    self.locked = locked
    self.switchedOff = switchedOff
  }

  /// Puts a pool that is switched off back to what it offered.
  mutating func switchOn(_ pool: Int) {
    guard let before = switchedOff.removeValue(forKey: pool) else { return }
    scenario.pools[pool].available = before
  }
}

/// Everything the dashboard knows; `update` changes it, `render` shows it.
public struct DashboardState: Sendable, Equatable {
  /// The operator's present statement.
  public internal(set) var statement: EditableScenario
  /// The scenario as opened: sliders show their distance from it, `r` goes back to it.
  public internal(set) var baseline: Scenario
  /// The edits so far.
  public internal(set) var history = EditHistory()
  /// The scenario's file and others.
  public var files: FileState
  /// The last plan, the question that it answers and the state of the planner.
  public internal(set) var solved: SolvedState
  /// The settings of the screen, the keys and the mouse.
  public var display = DisplayState()
  /// The focused rows of tables, their order and their filter.
  public internal(set) var tables = TableState()
  /// The plans kept to compare with.
  public internal(set) var pinned = PinState()
  /// The place that the keys act on.
  public internal(set) var focus = FocusState()
  /// What is being typed, asked or told.
  public internal(set) var input = InputState()
  /// The settings for planning a move from a running fleet.
  var moveTerms = MoveTerms()
  /// The results of background solves.
  var exploration = Exploration()
  /// Whether stock and prices come from a feed, and whether it can be used.
  public internal(set) var feed = FeedState.none
  /// The program's clock in milliseconds.
  public internal(set) var now: Double = 0
  /// Whether the program should end.
  public internal(set) var shouldQuit = false

  /// Opens the dashboard on a scenario; `notice` is the first text of the message row.
  public init(scenario: Scenario, scenarioPath: String?, notice: String?) {
    statement = EditableScenario(scenario: scenario, locked: [], switchedOff: [:])
    baseline = scenario
    files = FileState(savedScenario: scenario, scenarioPath: scenarioPath)
    solved = SolvedState(planScenario: scenario, planStatement: statement)
    input.message = notice.map { Message(.notice, $0) }
  }

  /// The scenario being planned for.
  public var scenario: Scenario { statement.scenario }
  /// The theme in use: the one chosen in the list of commands while it is open, on the terminal's ground if wanted.
  public var theme: Theme {
    let chosen =
      display.themes.indices.contains(display.themeIndex) ? display.themes[display.themeIndex] : .mono
    let theme = previewedTheme ?? chosen
    return display.isTransparent ? theme.transparent : theme
  }
  /// Whether plans are pinned that the operator chose: all but that of the scenario as opened.
  var hasOwnPins: Bool { pins.contains { !$0.isOptimum || $0.statement.scenario != baseline } }
  /// Whether quitting would lose edits.
  public var hasUnsavedEdits: Bool { files.isRecovered || scenario != files.savedScenario }

  /// Whether leaving would lose something.
  public var hasUnsavedWork: Bool { hasUnsavedEdits || hasOwnPins }

  /// The unsaved work to keep for the next session; nil: none.
  public var keptSession: KeptSession? {
    guard hasUnsavedWork else { return nil }
    return KeptSession(
      statement: statement, pins: pins, reference: pinned.referenceLetter, path: files.scenarioPath)
  }
}

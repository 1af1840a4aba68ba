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
  /// The last valid plan.
  public internal(set) var plan: Plan?
  /// The question that the plan answers.
  public internal(set) var solved: SolvedState
  /// The settings of the screen.
  public var display = DisplayState()
  /// The focused rows of tables.
  public internal(set) var tables = TableState()
  /// Plans kept to compare with, by letter; A is the plan of the scenario as opened.
  public internal(set) var pins: [Pin] = []
  /// The pinned plan to which deltas refer.
  public internal(set) var referenceLetter: Character = "A"
  /// Whether the scenario's plan has been pinned; once dropped it stays away.
  var hasPinnedOpening = false
  /// The page that fills the screen.
  public internal(set) var page: Page = .panels
  /// The state of the planner.
  public internal(set) var solver: SolverStatus = .idle
  /// Number of the last scenario handed to the planner; answers to older ones are ignored.
  public internal(set) var generation = 0
  /// The program's clock in milliseconds.
  public internal(set) var now: Double = 0
  /// Width of the screen.
  public internal(set) var columns = 80
  /// Height of the screen.
  public internal(set) var rows = 24
  /// The key bindings.
  public var keys = KeyBindings.standard
  /// Commands run so far, the last one last.
  public internal(set) var commandHistory: [String] = []
  /// The panel the keys act on.
  public internal(set) var panel: Panel = .controls
  /// The results a small screen shows.
  public internal(set) var tab: ResultTab = .plan
  /// The overlay in front of the panels; nil: none.
  public internal(set) var overlay: Overlay?
  /// Whether the screen previews the result of the chosen change.
  var isPreviewing = false
  /// Index of the tour's present stop; nil: no tour is running.
  public internal(set) var tourStop: Int?
  /// The prompt being typed into; nil: none.
  public internal(set) var prompt: Prompt?
  /// The row above the key hints.
  public internal(set) var message: Message?
  /// Text that the rows of the zoomed table must contain; empty: anything.
  var filter = ""
  /// The settings for planning a move from a running fleet.
  var moveTerms = MoveTerms()
  /// The results of background solves.
  var exploration = Exploration()
  /// Whether stock and prices come from a feed, and whether it can be used.
  public internal(set) var feed = FeedState.none
  /// Whether the program should end.
  public internal(set) var shouldQuit = false

  /// Opens the dashboard on a scenario; `notice` is the first text of the message row.
  public init(scenario: Scenario, scenarioPath: String?, notice: String?) {
    statement = EditableScenario(scenario: scenario, locked: [], switchedOff: [:])
    baseline = scenario
    files = FileState(savedScenario: scenario, scenarioPath: scenarioPath)
    solved = SolvedState(planScenario: scenario, planStatement: statement)
    message = notice.map { Message(.notice, $0) }
  }

  /// Results keep their full strength this long after an edit, in milliseconds.
  static let staleAfter = 50.0

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
}

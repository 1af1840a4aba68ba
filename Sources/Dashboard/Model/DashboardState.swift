import Planning

/// What the planner is doing, as the top line tells it.
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

/// The glyphs a terminal can show.
public enum GlyphTier: String, Sendable, CaseIterable {
  case unicode, ascii
}

/// Something in front of the panels.
public enum Overlay: Sendable, Equatable {
  /// The key table.
  case help(HelpView)
  /// The list of commands.
  case palette(PaletteView)
}

/// How the key table is looked at.
public struct HelpView: Sendable, Equatable {
  /// Words that its rows must contain.
  public internal(set) var filter = TextField()
  /// Rows it is scrolled down.
  public internal(set) var scroll = 0
}

/// What is typed and chosen in the list of commands.
public struct PaletteView: Sendable, Equatable {
  /// The command so far.
  public internal(set) var field = TextField()
  /// The row chosen.
  public internal(set) var choice = 0
  /// How many commands back the field was recalled from; nil: it was typed.
  public internal(set) var recalled: Int?
}

/// A line of text being typed, in place of the key hints or of a control's value.
public struct Prompt: Sendable, Equatable {
  /// What the text is for.
  public enum Purpose: Sendable, Equatable {
    case value(Control)
    case save
    /// A yes-or-no question; nothing is typed.
    case overwrite(path: String)
    /// A question about a save beyond whether to overwrite: what it asks, and what was agreed to before.
    case saveAnyway(SaveConsent, given: SaveConsent, path: String)
    /// The same about files that a saved scenario needs beside it.
    case overwriteBeside([String], given: SaveConsent, path: String)
    case overwritePicture(path: String)
    case overwriteExport(ExportLanguage, path: String)
    case quit
    case discard(path: String)
    /// Whether what an earlier session left shall take the place of what is here.
    case recover(Leftover)
    /// The name of a pinned plan.
    case pinName(Character)
    /// Text that the rows of a zoomed table must contain.
    case filter
  }
  /// What the text is for.
  public var purpose: Purpose
  /// The text so far, and its cursor.
  public var field: TextField
  /// The text so far.
  public var text: String { field.text }
  /// Characters before the cursor.
  public var cursor: Int { field.cursor }

  /// Makes a prompt with the cursor behind the text.
  public init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    field = TextField(text)
  }
}

/// What the row above the key hints says.
public struct Message: Sendable, Equatable {
  /// How it is meant.
  public enum Kind: Sendable, Equatable { case notice, edit, error }
  /// How it is meant.
  public var kind: Kind
  /// What was edited; empty for other messages.
  public var subject: String
  /// The sentence, or the old and new value of an edit.
  public var text: String

  /// Makes a message.
  public init(_ kind: Kind, subject: String = "", _ text: String) {
    self.kind = kind
    self.subject = subject
    self.text = text
  }
}

/// All that an undo gives back: what the operator stated, and nothing of how it is looked at.
public struct EditableScenario: Sendable, Equatable {
  /// What is planned for.
  public var scenario: Scenario
  /// Shares that stay when others of their group move.
  public var locked: Set<Control>
  /// Pools switched off, with the GPUs they offered before.
  public var switchedOff: [Int: Int]

  /// Makes a statement.
  public init(scenario: Scenario, locked: Set<Control>, switchedOff: [Int: Int]) {
    self.scenario = scenario
    self.locked = locked
    self.switchedOff = switchedOff
  }
}

/// A step of the history: the statement before (undo) or after (redo) an edit, and what the edit was.
public struct HistoryEntry: Sendable, Equatable {
  /// The statement to go back to.
  public var statement: EditableScenario
  /// What the edit said of itself.
  public var message: Message
  /// The pinned plan that the step dropped; nil: none.
  public var pin: Pin?
}

/// Edits of one control in a row, with the figure before the first of them.
struct EditSeries: Sendable, Equatable {
  /// The control.
  var control: Control
  /// The figure before the first edit.
  var from: Double?
}

/// Everything the dashboard knows; `update` changes it, `render` shows it.
public struct DashboardState: Sendable, Equatable {
  /// What the operator states now.
  public internal(set) var statement: EditableScenario
  /// The scenario as opened: sliders show their distance from it, `r` goes back to it.
  public internal(set) var baseline: Scenario
  /// The scenario as last read or written; differs from `scenario` while edits are unsaved.
  public internal(set) var savedScenario: Scenario
  /// Where the scenario came from; nil for the built-in sample.
  public internal(set) var scenarioPath: String?
  /// The last valid plan.
  public internal(set) var plan: Plan?
  /// The scenario that `plan` answers: its figures are labelled by it until the next plan is there.
  public internal(set) var planScenario: Scenario
  /// All that was stated for `plan`.
  var planStatement: EditableScenario
  /// Plans kept to compare with, by letter; A is the plan of the scenario as opened.
  public internal(set) var pins: [Pin] = []
  /// The pinned plan to which deltas refer.
  public internal(set) var referenceLetter: Character = "A"
  /// Whether the scenario's plan has been pinned; once dropped it stays away.
  var hasPinnedOpening = false
  /// What fills the screen.
  public internal(set) var page: Page = .panels
  /// What the planner is doing.
  public internal(set) var solver: SolverStatus = .idle
  /// Number of the last scenario handed to the planner; answers to older ones are ignored.
  public internal(set) var generation = 0
  /// The program's clock in milliseconds.
  public internal(set) var now: Double = 0
  /// Width of the screen.
  public internal(set) var columns = 80
  /// Height of the screen.
  public internal(set) var rows = 24
  /// Themes to choose from; never empty.
  public var themes: [Theme] = [.mono] { didSet { if themes.isEmpty { themes = [.mono] } } }
  /// Index of the theme in use.
  public var themeIndex = 0
  /// Whether the terminal's own ground shows through every theme.
  public var isTransparent = false
  /// Glyphs the terminal can show.
  public var glyphs: GlyphTier = .unicode
  /// Files that can be opened without typing their path.
  public internal(set) var knownFiles: [KnownFile] = []
  /// What the folder of a path being typed holds, and the folder asked for last.
  var listing: FolderListing?
  var askedFolder: String?
  /// What earlier sessions left unsaved, the latest first.
  public internal(set) var leftovers: [Leftover] = []
  /// The one that is being read.
  var recovering: Leftover?
  /// The folder that relative paths start from.
  public var workingFolder = ""
  /// Whether the scenario is one that was left, and nobody knows what its file says.
  var isRecovered = false
  /// Which key means what.
  public var keys = KeyBindings.standard
  /// Commands run so far, the last one last.
  public internal(set) var commandHistory: [String] = []
  /// The panel the keys act on.
  public internal(set) var panel: Panel = .controls
  /// The row the keys act on, by panel.
  public internal(set) var focusedRow: [Panel: Int] = [:]
  /// The results a small screen shows.
  public internal(set) var tab: ResultTab = .plan
  /// What is in front of the panels.
  public internal(set) var overlay: Overlay?
  /// Whether the screen shows what the chosen change would lead to.
  var isPreviewing = false
  /// Where the tour is; nil: there is none.
  public internal(set) var tourStop: Int?
  /// What is being typed.
  public internal(set) var prompt: Prompt?
  /// The row above the key hints.
  public internal(set) var message: Message?
  /// Steps that `u` takes back, last one last.
  public internal(set) var undoStack: [HistoryEntry] = []
  /// Steps that `Ctrl-R` does again, next one last.
  public internal(set) var redoStack: [HistoryEntry] = []
  /// Upper ends of sliders that were typed beyond their usual range.
  var widened: [Control: Double] = [:]
  /// The run of edits to one control that the message row tells as one.
  var series: EditSeries?
  /// The generation that `plan` answers.
  var planGeneration = 0
  /// When the scenario last changed, on the program's clock.
  var lastEdit: Double = 0
  /// What the last plan changed, to be marked for a moment.
  var flash: Flash?
  /// What the next settled plan is compared with.
  var settled: SettledPlan?
  /// Milliseconds of the last solves to their proof.
  var solveTimes: [Double] = []
  /// Solves to a proof since the program started.
  var solveCount = 0
  /// What the rows of the zoomed table must contain; empty: anything.
  var filter = ""
  /// What zoomed tables are sorted by.
  var tableOrder: [ResultTab: TableOrder] = [:]
  /// The rows as they were sorted last, for the time of a drag.
  var rowOrder: [ResultTab: [String]] = [:]
  /// What a move from a running fleet is planned with.
  var moveTerms = MoveTerms()
  /// What was found out in the background.
  var exploration = Exploration()
  /// Whether stock and prices come from a feed, and whether it can be used.
  public internal(set) var feed = FeedState.none
  /// The slider that the mouse holds.
  var drag: Drag?
  /// Whether the mouse is the program's; else the terminal selects text with it.
  public var capturesMouse = true
  /// Whether the operator agreed to lose what is saved nowhere.
  public internal(set) var hasDiscarded = false
  /// Whether the program should end.
  public internal(set) var shouldQuit = false

  /// Opens the dashboard on a scenario; `notice` is what the message row says first.
  public init(scenario: Scenario, scenarioPath: String?, notice: String?) {
    statement = EditableScenario(scenario: scenario, locked: [], switchedOff: [:])
    baseline = scenario
    savedScenario = scenario
    planScenario = scenario
    planStatement = statement
    self.scenarioPath = scenarioPath
    message = notice.map { Message(.notice, $0) }
  }

  /// Steps kept for undo; older ones are forgotten.
  static let historyLimit = 500
  /// Times of solves kept.
  static let solveTimeLimit = 200
  /// Results keep their full strength this long after an edit, in milliseconds.
  static let staleAfter = 50.0

  /// What is planned for now.
  public var scenario: Scenario { statement.scenario }
  /// The theme in use: the one chosen in the list of commands while it is open, on the terminal's ground if wanted.
  public var theme: Theme {
    let chosen = themes.indices.contains(themeIndex) ? themes[themeIndex] : .mono
    let theme = previewedTheme ?? chosen
    return isTransparent ? theme.transparent : theme
  }
  /// Whether plans are pinned that the operator chose: all but that of the scenario as opened.
  var hasOwnPins: Bool { pins.contains { !$0.isOptimum || $0.statement.scenario != baseline } }
  /// Whether quitting would lose edits.
  public var hasUnsavedEdits: Bool { isRecovered || scenario != savedScenario }
}

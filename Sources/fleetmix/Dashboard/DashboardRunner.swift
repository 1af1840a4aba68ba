import Dashboard
import Dispatch
import Interchange
import Planning
import Terminal

/// Runs the dashboard on the terminal: keys in, plans in, frames out.
struct DashboardRunner {
  /// The scenario to plan at first, with its source.
  let document: ScenarioDocument
  /// The folder that its profile paths are relative to.
  let folder: SourceFolder
  /// Other files that the session reads.
  let inputs: [String]
  /// Themes to choose from, the default first.
  let themes: [Theme]
  /// The theme asked for; nil: the one that suits the terminal.
  let themeName: String?
  /// Whether to use ASCII glyphs only; nil: as the locale says.
  let ascii: Bool?
  /// Colours to show at most; nil: as the terminal and NO_COLOR say.
  let colours: Int?
  /// Relative gap to prove.
  let gap: Double
  /// The settings of the user's config file.
  let config: ConfigFile
  /// A feed to follow.
  let feed: String?

  /// Creates a runner of a session that begins with `document`.
  init(
    document: ScenarioDocument, folder: SourceFolder, inputs: [String], themes: [Theme], themeName: String?,
    ascii: Bool?, colours: Int?, gap: Double, config: ConfigFile, feed: String?
  ) {
    self.document = document
    self.folder = folder
    self.inputs = inputs
    self.themes = themes
    self.themeName = themeName
    self.ascii = ascii
    self.colours = colours
    self.gap = gap
    self.config = config
    self.feed = feed
  }

  /// The exit status of a terminal that cannot show the dashboard (EX_USAGE of sysexits.h).
  private static let unusableTerminal: Int32 = 64

  /// Shows the dashboard until the operator leaves; returns the exit status (128 and the signal's number
  /// after one).
  func run() throws -> Int32 {
    let screen: TerminalScreen
    do {
      screen = try TerminalScreen(colours: colours)
    } catch {
      StandardError.write("fleetmix: \(error)\n")
      return Self.unusableTerminal
    }
    defer { screen.close() }
    let waker = screen.waker
    var state = openedState
    state.display.glyphs = ascii ?? config.ascii ?? !screen.isUTF8 ? .ascii : .unicode
    (state.display.themes, state.display.themeIndex) = themesFor(screen.tier)
    screen.captureMouse(state.display.capturesMouse)
    let session = DashboardSession(
      state: state, gap: gap,
      files: ScenarioFiles(
        document: document, folder: folder, inputs: inputs, stateFolder: UserFolders().state,
        offersTour: path == nil),
      feed: feed, onNews: { waker.wake() })
    defer { session.cancel() }
    var loop = DashboardLoop(screen: screen, session: session)
    let status = loop.run()
    guard let failure = loop.saveFailure, status == 0 else { return status }
    screen.close()
    StandardError.write("fleetmix: the last save failed: \(failure)\n")
    return ExitStatus.cannotWrite
  }

  /// Runs a script instead, without a terminal.
  func run(script path: String) throws {
    let (name, script) = try ScriptRunner.read(path)
    let news = DispatchSemaphore(value: 0)
    var state = openedState
    state.display.glyphs = ascii ?? config.ascii ?? false ? .ascii : .unicode
    (state.display.themes, state.display.themeIndex) = colours == 0 ? ([.mono], 0) : themesFor(.many)
    let session = DashboardSession(
      state: state, gap: gap,
      files: ScenarioFiles(
        document: document, folder: folder, inputs: inputs, stateFolder: nil, offersTour: false),
      feed: feed, onNews: { news.signal() })
    defer { session.cancel() }
    var runner = ScriptRunner(name: name, script: script, session: session, news: news)
    try runner.run()
  }

  private var path: String? { document.path }

  private var openedState: DashboardState {
    let notice = path == nil ? "built-in sample: `fleetmix SCENARIO` opens yours" : nil
    var state = DashboardState(
      scenario: document.scenario, scenarioPath: path, notice: config.notice ?? notice)
    state.files.workingFolder = ScenarioFiles.workingFolder ?? ""
    state.keys = KeyBindings(changes: config.keys)
    state.display.capturesMouse = config.mouse ?? true
    return state
  }

  /// The themes this terminal can show, and the one to begin with.
  private func themesFor(_ tier: ColourTier) -> ([Theme], Int) {
    guard tier > .mono else { return ([.mono], 0) }
    let wanted = themeName ?? config.theme ?? (tier < .many ? "sixteen" : "dark")
    let index = themes.firstIndex { $0.name.lowercased() == wanted.lowercased() }
    return (themes, index ?? 0)
  }
}

import ArgumentParser
import Dashboard
import Interchange
import Planning

/// `fleetmix [SCENARIO]`: the dashboard.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Open the dashboard (also without naming the command).")

  @Argument(help: "Scenario file (YAML); left out: the built-in sample.")
  var scenario: String?

  @Option(help: "Theme by name, or a theme file.")
  var theme: String?

  @Option(help: "Colours to show at most: auto (as the terminal and NO_COLOR say), 256, 16, 8 or never.")
  var color: ColourChoice = .auto

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Option(help: "Config file; left out: fleetmix/config.yaml in $XDG_CONFIG_HOME, none for a script.")
  var config: String?

  @Option(parsing: .unconditional, help: "Relative gap to prove.")
  var gap: Double = 1e-4

  @Option(
    help: ArgumentHelp(
      "Follow a feed of availability and prices (CSV or JSON, as fleetmix watch).", valueName: "file"))
  var watch: String?

  @Option(
    help: ArgumentHelp(
      "Run the lines of a file instead of opening the terminal: keys, commands, expected texts; - reads standard input.",
      valueName: "file"))
  var script: String?

  func validate() throws {
    guard gap >= 0 && gap < 1 else { throw ValidationError("--gap must be at least 0 and below 1") }
  }

  func run() throws {
    try reportingProblems {
      let document: ScenarioDocument
      let folder: SourceFolder
      if let scenario {
        document = try ScenarioDocument.read(path: scenario)
        folder = .containing(scenario)
      } else {
        let sample = try BuiltInSample()
        document = sample.document
        folder = sample.folder
      }
      let themes = try ThemeLoader.load(file: theme)
      let runner = DashboardRunner(
        document: document, folder: folder, inputs: [script, watch, config].compactMap { $0 }, themes: themes,
        themeName: theme.map(ThemeLoader.name), ascii: ascii ? true : nil, colours: color.count, gap: gap,
        config: configFile(themes: themes.map(\.name)), feed: watch)
      if let script { return try runner.run(script: script) }
      let status = try runner.run()
      if status != 0 { throw ExitCode(status) }
    }
  }

  /// A script must do the same for everyone, so it takes only a config that is named.
  private func configFile(themes: [String]) -> ConfigFile {
    if let config { return ConfigFile(path: config, isOptional: false, themes: themes) }
    guard script == nil, let path = UserFolders().config else { return ConfigFile() }
    return ConfigFile(path: path, isOptional: true, themes: themes)
  }
}

/// How many colours the dashboard shows at most.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
  case auto
  case many = "256"
  case sixteen = "16"
  case eight = "8"
  case never

  /// The number; nil: what the terminal has.
  var count: Int? {
    switch self {
    case .auto: nil
    case .many: 256
    case .sixteen: 16
    case .eight: 8
    case .never: 0
    }
  }
}

import ArgumentParser
import Interchange
import Logging
import Planning

/// The scenario argument and the options that change it, shared by the commands that plan.
struct ScenarioOptions: ParsableArguments {
  @Argument(help: "Scenario file (YAML).")
  var scenario: String

  @OptionGroup var edits: EditOptions

  /// Reads the scenario and applies the options.
  func read() throws -> Scenario { try edits.read(scenario) }

  /// The files that the scenario was read from.
  func files(of stated: Scenario) -> [String] { edits.files(of: stated, at: scenario) }
}

/// The same where a command may do without a scenario.
struct OptionalScenario: ParsableArguments {
  @Argument(help: "Scenario file (YAML).")
  var scenario: String?

  @OptionGroup var edits: EditOptions

  /// Reads the scenario and applies the options.
  func read() throws -> Scenario {
    guard let scenario else { throw ValidationError("name a scenario") }
    return try edits.read(scenario)
  }
}

/// The options that change a scenario.
struct EditOptions: ParsableArguments {
  @Option(help: "Plan for this objective: throughput, cost or cost_per_token.")
  var objective: String?

  @Option(parsing: .unconditional, help: "Hard cap on spending, in $/h.")
  var budget: String?

  @Option(
    parsing: .unconditional,
    help: "Requests/s over all models: the target for cost, the floor for cost_per_token.")
  var demand: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Change a value: budget, demand, headroom, slo.tpot_ms, gpus.NAME.available, gpus.NAME.price, models.NAME.share, ...",
      valueName: "path=value"))
  var changes: [String] = []

  /// Whether any change is asked for.
  var areStated: Bool { objective != nil || budget != nil || demand != nil || !changes.isEmpty }

  /// The changes in the order objective, budget, demand, --set.
  private func edits() throws -> [Edit] {
    var edits: [Edit] = []
    if let objective { edits.append(Edit(path: "objective", value: objective)) }
    for (path, value) in [("budget", budget), ("demand", demand)] {
      guard let value else { continue }
      // An option of its own states a value; changes are for --set.
      if value.hasPrefix("-"), value.count > 1 {
        throw EditProblem(path: path, message: "must be \(NumberRange.notNegative.meaning)", badValue: value)
      }
      edits.append(Edit(path: path, value: value))
    }
    return edits + (try changes.map { try Edit(argument: $0) })
  }

  /// Reads the scenario and applies the options; those that change nothing in it are reported.
  func read(_ path: String) throws -> Scenario {
    let edits = try edits()
    let scenario = try readScenario(path, edits: edits)
    var ignored = IgnoredSettings()
    ignored.tell(edits, of: scenario)
    IgnoredSettings.tellRemainders(of: scenario)
    return scenario
  }

  /// Whether the value at a path is changed.
  func changes(_ path: String) throws -> Bool { try edits().contains { $0.path == path } }

  /// The files that the scenario at `path` was read from.
  func files(of scenario: Scenario, at path: String) -> [String] {
    [path] + SourceFolder.containing(path).files(of: scenario)
  }
}

/// Reads a scenario; notes on what was left out or assumed in its files go to standard error.
func readScenario(_ path: String, edits: [Edit] = []) throws -> Scenario {
  let notes = ReadingNotes()
  let scenario = try ScenarioReader.read(path: path, edits: edits, notes: notes)
  StandardError.write(notes)
  return scenario
}

/// How far to solve, shared by the commands that do.
struct SolveOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Relative gap to prove.")
  var gap: Double?

  @Option(
    parsing: .unconditional,
    help:
      "Stop after this many seconds (at most \(PlanningOptions.mostSeconds)) with the best plan and its bound."
  )
  var timeLimit: Double?

  @Flag(help: "Log what is done to standard error.")
  var verbose = false

  func validate() throws {
    if let gap, !(gap >= 0 && gap < 1) { throw ValidationError("--gap must be at least 0 and below 1") }
    if let timeLimit, !(timeLimit > 0 && timeLimit.isFinite) {
      throw ValidationError("--time-limit must be a positive number of seconds")
    }
  }

  /// The planner's options where the time limit is that of each plan.
  var planningEach: PlanningOptions {
    var options = PlanningOptions(gap: gap, timeLimit: timeLimit)
    options.isInterrupted = { Interruption.isRaised }
    return options
  }

  /// The planner's options where the time limit is that of everything from now on.
  func planning() -> PlanningOptions {
    var options = planningEach
    options.timeLimit = nil
    return options.ending(after: timeLimit)
  }

  /// A log to standard error: everything with --verbose, else only what went wrong.
  var log: Logger {
    var logger = Logger(label: "fleetmix") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = verbose ? .debug : .error
    return logger
  }
}

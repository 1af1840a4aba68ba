import ArgumentParser
import Interchange
import Planning

/// `fleetmix replay`: a slider session without a screen.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Plan a scenario, then each move of a file, warm from the last plan.",
    discussion: "A move is one line of JSON such as {\"set\": {\"budget\": 32}}; one line is printed a move.")

  @Argument(help: "Scenario file (YAML).")
  var scenario: String

  @Argument(help: "Moves (JSON lines).")
  var moves: String

  @OptionGroup var options: SolveOptions

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      var stated = try ScenarioReader.read(path: scenario)
      // All moves are read and tried before the first solve, so that a bad line prints no half result.
      let moves = try MovesReader.read(path: moves)
      var steps: [Scenario] = []
      for move in moves {
        try move.apply(to: &stated)
        steps.append(stated)
      }
      let session = PlanningSession()
      _ = session.solve(try ScenarioReader.read(path: scenario), options: options.planning)
      for (index, step) in steps.enumerated() {
        guard let plan = session.solve(step, options: options.planning) else {
          throw ExitCode(ExitStatus.internalError)
        }
        StandardOutput.write(ReplayLine(move: index + 1, plan: plan).json + "\n")
      }
    }
  }
}

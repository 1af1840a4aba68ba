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
      let moves = try MovesReader.read(path: moves, scenario: stated)
      let session = PlanningSession()
      guard session.solve(stated, options: options.planning) != nil else {
        throw ExitCode(ExitStatus.internalError)
      }
      for (index, move) in moves.enumerated() {
        try ScenarioEdit.apply(move.edits, to: &stated)
        guard let plan = session.solve(stated, options: options.planning) else {
          throw ExitCode(ExitStatus.internalError)
        }
        let line = ReplayLine(move: index + 1, edits: move.edits, plan: plan)
        StandardOutput.write(line.json.compact + "\n")
      }
    }
  }
}

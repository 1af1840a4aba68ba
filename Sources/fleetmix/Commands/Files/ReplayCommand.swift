import ArgumentParser
import Interchange
import Planning

/// `fleetmix replay`: a slider session without a screen.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Plan a scenario, then each move of a file, warm from the last plan.",
    discussion: """
      A move is one line of JSON such as {"set": {"budget": 32}}; one line is printed a move. The time limit is that of \
      each move.
      """)

  @Argument(help: "Scenario file (YAML).")
  var scenario: String

  @Argument(help: "Moves (JSON lines).")
  var moves: String

  @OptionGroup var options: SolveOptions

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      var stated = try readScenario(scenario)
      // All moves are read and tried before the first solve, so that a bad line prints no half result.
      let moves = try MovesReader.read(path: moves, scenario: stated)
      let session = PlanningSession()
      try Interruption.stopping {
        func plan() throws -> Plan {
          guard let plan = session.solve(stated, options: options.planningEach) else {
            throw ExitCode(ExitStatus.internalError)
          }
          return plan
        }
        var ignored = IgnoredSettings()
        _ = try plan()
        for (index, move) in moves.enumerated() where !Interruption.isRaised {
          try Edit.apply(move.edits, to: &stated)
          ignored.tell(move.edits, of: stated)
          let line = ReplayLine(move: index + 1, edits: move.edits, plan: try plan())
          StandardOutput.write(line.json.compact + "\n")
          if Interruption.isRaised { Interruption.reportShortfall("\(index + 1) of \(moves.count) moves") }
        }
      }
      try Interruption.endIfRaised()
    }
  }
}

import ArgumentParser
import Interchange
import Optimization
import Planning

/// `fleetmix model`: the MILP for any other solver.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Write the mixed-integer program of a scenario as MPS.",
    discussion: """
      Under objective cost_per_token the program is Dinkelbach's: minimise cost - q z, where q is the least $/h per \
      req/s that fleetmix found; its optimum is 0 if q is right.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: ArgumentHelp("File to write (free MPS).", valueName: "file"))
  var mps: String

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let stated = try scenario.read()
      try OutputFiles.check([mps], inputs: scenario.files(of: stated))
      let fleet = FleetData(stated, isPacked: true)
      let columns = ExplicitModel.columnLimit(fleet)
      guard columns <= Double(ExplicitModel.mostColumns) else {
        StandardError.write(
          "fleetmix: the program would have up to \(Int(min(columns, 1e15))) columns, more than the "
            + "\(ExplicitModel.mostColumns) that are written; fewer pools, workload types or misjudged kinds make it "
            + "smaller\n")
        throw ExitCode(ExitStatus.noPlan)
      }
      var parameter = 0.0
      if stated.objective == .costPerToken {
        guard let plan = PlanningSession().solve(stated) else { throw ExitCode(ExitStatus.internalError) }
        // Without a plan the program is written all the same, so that another solver can confirm it has no solution.
        if plan.infeasibility == nil { parameter = plan.costPerHour / plan.requestsPerSecond }
      }
      try AtomicFile.write(MPSWriter.write(ExplicitModel.program(fleet, parameter: parameter)), to: mps)
    }
  }
}

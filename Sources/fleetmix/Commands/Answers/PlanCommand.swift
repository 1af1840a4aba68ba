import ArgumentParser
import Interchange
import Planning

/// `fleetmix plan`: the best plan of a scenario, without a screen.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print the proven best plan of a scenario.")

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var solve: SolveOptions

  @OptionGroup var format: ReportFormat

  @Option(help: ArgumentHelp("Also save the plan as JSON.", valueName: "file"))
  var save: String?

  func run() throws {
    endOnInterrupt()
    let options = solve.planning()
    try reportingProblems {
      let stated = try scenario.read()
      try OutputFiles.check([save], inputs: scenario.files(of: stated))
      let log = solve.log
      log.debug(
        "planning",
        metadata: [
          "scenario": "\(SafeText.shown(stated.title))", "objective": "\(stated.objective.rawValue)",
        ])
      let answer = Interruption.stopping { () -> Plan? in
        let session = PlanningSession()
        let plan = session.solve(
          stated, options: options,
          onPlan: {
            log.debug("better plan", metadata: ["value": "\($0.objectiveValue)", "gap": "\($0.gap)"])
          })
        return plan.map { MarginalStudy(of: stated, options: options, session: session).valued($0) }
      }
      guard let plan = answer else { throw ExitCode(ExitStatus.internalError) }
      log.debug(
        "done", metadata: ["nodes": "\(plan.solve.nodes)", "pivots": "\(plan.solve.pivots)"])
      if let reason = plan.infeasibility {
        if format.json {
          StandardOutput.write(PlanJSON.text(plan, of: stated, gapAsked: options.gap))
        }
        throw noPlan(reason)
      }
      if let save {
        let text = PlanJSON.text(plan, of: stated, gapAsked: options.gap, carriesScenario: true)
        try AtomicFile.write(text, to: save)
      }
      StandardOutput.write(rendered(plan, of: stated, gapAsked: options.gap))
      try Interruption.endIfRaised()
    }
  }

  private func rendered(_ plan: Plan, of scenario: Scenario, gapAsked: Double) -> String {
    if format.json { return PlanJSON.text(plan, of: scenario, gapAsked: gapAsked) }
    if format.csv { return PlanCSV.encode(plan) }
    if format.markdown { return PlanMarkdown.encode(plan, title: scenario.title, of: scenario) }
    return PlanText.encode(plan, of: scenario)
  }
}

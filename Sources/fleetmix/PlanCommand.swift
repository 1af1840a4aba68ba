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
    try reportingProblems {
      let stated = try scenario.read()
      let log = solve.log
      log.debug(
        "planning",
        metadata: [
          "scenario": "\(SafeText.shown(stated.title))", "objective": "\(stated.objective.rawValue)",
        ])
      guard
        let plan = PlanningSession().solve(
          stated, options: solve.planning,
          onPlan: {
            log.debug("better plan", metadata: ["value": "\($0.objectiveValue)", "gap": "\($0.gap)"])
          })
      else { throw ExitCode(ExitStatus.internalError) }
      log.debug(
        "done", metadata: ["nodes": "\(plan.solve.nodes)", "pivots": "\(plan.solve.pivots)"])
      if let reason = plan.infeasibility {
        if format.json {
          StandardOutput.write(PlanJSON.text(plan, of: stated, gapAsked: solve.planning.gap))
        }
        throw noPlan(reason.reason)
      }
      if let save {
        let text = PlanJSON.text(plan, of: stated, gapAsked: solve.planning.gap, carriesScenario: true)
        try AtomicFile.write(text, to: save)
      }
      StandardOutput.write(rendered(plan, of: stated))
    }
  }

  private func rendered(_ plan: Plan, of scenario: Scenario) -> String {
    if format.json { return PlanJSON.text(plan, of: scenario, gapAsked: solve.planning.gap) }
    if format.csv { return PlanCSV.encode(plan) }
    if format.markdown { return PlanMarkdown.encode(plan, title: scenario.title) }
    return PlanText.encode(plan, title: scenario.title)
  }
}

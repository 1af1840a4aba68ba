import ArgumentParser
import Interchange
import Planning

/// `fleetmix explain`: why there is no plan.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say which limits clash where there is no plan, and the smallest single changes that give one.",
    discussion: "Every change named was solved: applied to the scenario, it gives a plan.")

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var solve: SolveOptions
  @OptionGroup var format: ReportFormat

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let stated = try scenario.read()
      guard let plan = PlanningSession().solve(stated, options: solve.planning) else {
        throw ExitCode(ExitStatus.internalError)
      }
      var conflict: Conflict?
      var relaxations: [Relaxation] = []
      if plan.status == .infeasible {
        conflict = Conflict(of: stated, options: solve.planning)
        let explorer = Explorer(gap: solve.gap)
        let kinds = Relaxation.kinds(for: stated)
        var progress = ProgressLine(total: kinds.count, unit: "changes")
        for kind in kinds {
          if case .relaxation(let found?)? = explorer.answer(ExplorationTask(.relaxation(kind), stated)) {
            relaxations.append(found)
          }
          progress.advance()
        }
        progress.end()
      }
      let report = ExplanationReport(of: stated, plan: plan, conflict: conflict, relaxations: relaxations)
      format.write(report.table, json: report.json, title: stated.title, remarks: report.remarks)
    }
  }
}

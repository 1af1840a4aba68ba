import ArgumentParser
import Interchange
import Planning

/// `fleetmix explain`: why there is no plan.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say which limits clash where there is no plan, and the smallest single changes that give one.",
    discussion: """
      Every change named was solved: applied to the scenario, it gives a plan. What the time limit leaves no time for is \
      left out, and said so.
      """)

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var solve: SolveOptions
  @OptionGroup var format: ReportFormat

  func run() throws {
    endOnInterrupt()
    let options = solve.planning()
    try reportingProblems {
      let stated = try scenario.read()
      let explained = Interruption.stopping { explanation(of: stated, options) }
      guard let explained else { throw ExitCode(ExitStatus.internalError) }
      format.write(
        explained.report.table, json: explained.report.json, title: stated.title,
        remarks: explained.report.remarks)
      if let shortfall = explained.shortfall { Interruption.reportShortfall(shortfall) }
      try Interruption.endIfRaised()
    }
  }

  /// The explanation, and the part of it for which there was no time.
  private func explanation(
    of stated: Scenario, _ options: PlanningOptions
  ) -> (report: ExplanationReport, shortfall: String?)? {
    guard let plan = PlanningSession().solve(stated, options: options) else { return nil }
    var conflict: Conflict?
    var relaxations: [Relaxation] = []
    let kinds = plan.exists ? [] : Relaxation.kinds(for: stated)
    var tried = 0
    if !plan.exists {
      conflict = Conflict(of: stated, options: options)
      let explorer = Explorer(options: options)
      var progress = ProgressLine(total: kinds.count, unit: "changes")
      for kind in kinds where !options.mustEnd {
        if case .relaxation(let found)? = explorer.answer(ExplorationTask(.relaxation(kind), stated)) {
          tried += 1
          if let found { relaxations.append(found) }
        }
        progress.advance()
      }
      progress.end()
    }
    let isComplete = tried == kinds.count && (plan.exists || conflict != nil)
    let report = ExplanationReport(
      of: stated, plan: plan, conflict: conflict, relaxations: relaxations, isComplete: isComplete)
    let clash = conflict == nil ? ", and which limits clash is not known" : ""
    return (report, isComplete ? nil : "\(tried) of \(kinds.count) changes were tried\(clash)")
  }
}

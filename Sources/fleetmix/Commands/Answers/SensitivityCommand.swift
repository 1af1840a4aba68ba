import ArgumentParser
import Interchange
import Planning

/// `fleetmix sensitivity`: what limits a plan.
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract:
      "Rank what one GPU more or fewer and 5 % of budget, prices and shares are worth, by solving each.")

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var solve: SolveOptions
  @OptionGroup var format: ReportFormat

  @Flag(help: "Also find how far each limit and price may move before other GPUs are rented.")
  var ranges = false

  func run() throws {
    endOnInterrupt()
    let options = solve.planning()
    try reportingProblems {
      let stated = try scenario.read()
      let study = SensitivityStudy(of: stated, options: options)
      guard let base = Interruption.stopping({ study.base() }) else {
        throw ExitCode(ExitStatus.internalError)
      }
      if base.status == .infeasible {
        throw noPlan("there is nothing to change; fleetmix explain says what would give one")
      }
      if let reason = base.infeasibility { throw noPlan(reason) }
      let figures = Sensitivity.figures(of: stated)
      let ranged = ranges ? RangeFigure.all(of: stated) : []
      var progress = ProgressLine(total: figures.count + ranged.count, unit: "changes")
      let (effects, stable) = Interruption.stopping {
        let effects = figures.compactMap { figure in
          progress.advance()
          return study.effect(of: figure, on: base)
        }
        let stable = ranged.compactMap { figure in
          progress.advance()
          return study.stableRange(of: figure, on: base).map {
            SensitivityReport.Range(figure: figure, range: $0)
          }
        }
        return (effects, stable)
      }
      progress.end()
      let done = effects.count + stable.count
      let all = figures.count + ranged.count
      let report = SensitivityReport(
        of: stated, base: base, effects: SensitivityStudy.ranked(effects), ranges: stable,
        isComplete: done == all)
      format.write(report.table, json: report.json, title: stated.title, remarks: report.remarks)
      if done < all { Interruption.reportShortfall("\(done) of \(all) changes and ranges are solved") }
      try Interruption.endIfRaised()
    }
  }
}

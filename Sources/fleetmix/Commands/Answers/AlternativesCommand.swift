import ArgumentParser
import Interchange
import Planning

/// `fleetmix alternatives`: the runner-up plans.
struct AlternativesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alternatives",
    abstract: "Print the best plans with different GPUs, so that a person can choose.",
    discussion: "A plan that rents all GPUs of a better one and more is passed over: it gives no more.")

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var solve: SolveOptions
  @OptionGroup var format: ReportFormat

  @Option(parsing: .unconditional, help: "Most plans.")
  var count = Alternatives.usualCount

  @Option(parsing: .unconditional, help: "Most that a plan may be worse than the best, in percent.")
  var within = Alternatives.usualLoss * 100

  func validate() throws {
    if !(1...1000).contains(count) { throw ValidationError("--count must be between 1 and 1000") }
    if !(within >= 0 && within <= 100) { throw ValidationError("--within must be between 0 and 100") }
  }

  func run() throws {
    endOnInterrupt()
    let options = solve.planning()
    try reportingProblems {
      let stated = try scenario.read()
      var progress = ProgressLine(total: count, unit: "plans")
      let found = Interruption.stopping {
        Alternatives(of: stated, options: options).plans(
          count: count, within: within / 100, onPlan: { _ in progress.advance() })
      }
      progress.end()
      guard let found else { throw ExitCode(ExitStatus.internalError) }
      if let reason = found.plans.first?.infeasibility { throw noPlan(reason) }
      let report = AlternativesReport(found.plans, of: stated, isComplete: found.isComplete)
      format.write(report.table, json: report.json, title: stated.title)
      if !found.isComplete {
        Interruption.reportShortfall("\(found.plans.count) plans are found, and others may be as good")
      }
      try Interruption.endIfRaised()
    }
  }
}

import ArgumentParser
import Interchange
import Planning

/// `fleetmix baselines`: the results of simpler ways to plan.
struct BaselinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baselines",
    abstract: "Compare the optimum with simpler plans: one GPU type, uniform, round-robin, Melange, HexGen.",
    discussion: """
      Each is the best of its kind, found by the same engine; where stock limits it, also without that limit. \
      With --paper no scenario is read: the published results of arXiv 2502.00722 stand beside ours.
      """)

  @OptionGroup var solve: SolveOptions
  @OptionGroup var format: ReportFormat
  @OptionGroup var scenario: OptionalScenario

  @Flag(help: "Reproduce the paper's results on its own inputs.")
  var paper = false

  func validate() throws {
    if paper == (scenario.scenario != nil) {
      throw ValidationError("name a scenario, or ask for --paper without one")
    }
  }

  func run() throws {
    endOnInterrupt()
    let options = solve.planning()
    try reportingProblems {
      if paper { return try runPaper(options) }
      let stated = try scenario.read()
      let baselines = Baseline.all(of: stated)
      let (results, isComplete) = try Interruption.stopping {
        try solved(baselines, BaselineStudy(of: stated, options: options), options)
      }
      let report = BaselineReport(results, of: stated, isComplete: isComplete)
      format.write(report.table, json: report.json, title: stated.title)
      if !isComplete { Interruption.reportShortfall("\(results.count) results") }
      try Interruption.endIfRaised()
      if results.allSatisfy({ $0.requestsPerSecond == nil }) {
        throw noPlan(
          Infeasibility(
            reason: results.first?.note ?? "no baseline has a plan",
            isProven: isComplete && results.allSatisfy(\.isProven)))
      }
    }
  }

  /// The results, and whether there was time for all of them.
  private func solved(
    _ baselines: [Baseline], _ study: BaselineStudy, _ options: PlanningOptions
  ) throws -> ([BaselineResult], Bool) {
    var progress = ProgressLine(total: baselines.count, unit: "baselines")
    defer { progress.end() }
    var results: [BaselineResult] = []
    for baseline in baselines {
      for keepsStock in baseline.hasUnlimitedVariant ? [true, false] : [true] {
        if options.mustEnd { return (results, false) }
        guard let result = study.result(of: baseline, keepsStock: keepsStock) else {
          throw ExitCode(ExitStatus.internalError)
        }
        results.append(result)
      }
      progress.advance()
    }
    return (results, !options.mustEnd)
  }

  private func runPaper(_ options: PlanningOptions) throws {
    var progress = ProgressLine(total: PaperStudy.findingCount, unit: "findings")
    let study = PaperStudy(options: options) { name in
      let locator = ResourceLocator()
      guard let sample = locator.file("Samples/\(name).yaml") else {
        let folders = locator.searchPath.joined(separator: ", ")
        throw FileError(
          path: "Samples/\(name).yaml", reason: "no such sample in \(folders), nor inside the program",
          exitCode: ExitStatus.noInput)
      }
      let source = try locator.read(sample)
      return try ScenarioReader.read(
        text: source.text, fileName: source.path, folder: locator.folder(of: sample))
    }
    let findings = try Interruption.stopping { try study.run { progress.advance() } }
    progress.end()
    let report = PaperReport(findings)
    format.write(report.table, json: report.json, title: PaperReport.title, remarks: report.remarks)
    if findings.count < PaperStudy.findingCount {
      Interruption.reportShortfall("\(findings.count) of \(PaperStudy.findingCount) findings")
    }
    try Interruption.endIfRaised()
  }
}

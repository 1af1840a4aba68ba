import ArgumentParser
import Glibc
import Interchange
import Planning

/// `fleetmix frontier`: the best plan at every budget, or demand.
struct FrontierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frontier",
    abstract: "Print what each budget buys (or what each demand costs), every point proven.",
    discussion: """
      Under objective throughput the budget runs, otherwise the demand; under cost the budget does not end the curve, and \
      what it does not pay for is marked. Between neighbours whose set of GPU types \
      differs further points are solved, so that breakpoints are known to a four-hundredth of the range. Rows of the \
      table and of CSV are printed as soon as they are solved.
      """)

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var solve: SolveOptions

  @Option(
    parsing: .unconditional,
    help: "First budget in $/h, or demand in req/s; a fifth of the scenario's own if left out.")
  var from: Double?

  @Option(
    parsing: .unconditional,
    help: "Last budget in $/h, or demand in req/s; twice the scenario's own if left out.")
  var to: Double?

  @Option(parsing: .unconditional, help: "Evenly spaced points, both ends included.")
  var steps = 20

  @Flag(help: "Solve the evenly spaced points only.")
  var even = false

  @OptionGroup var format: ReportFormat

  func validate() throws {
    if !(1...100_000).contains(steps) { throw ValidationError("--steps must be between 1 and 100000") }
    for (name, value) in [("--from", from), ("--to", to)] {
      if let value, !(value > 0 && value.isFinite) {
        throw ValidationError("\(name) must be a positive number")
      }
    }
    if let from, let to, from > to { throw ValidationError("--from must not be above --to") }
  }

  func run() throws {
    endOnInterrupt()
    var options = solve.planning()
    options.diagnoses = false
    try reportingProblems {
      let stated = try scenario.read()
      let own = FrontierWalk.ends(of: stated)
      guard let first = from ?? to.map({ $0 / Double(steps) }) ?? own?.lowerBound,
        let last = to ?? own.map({ max($0.upperBound, first) })
      else { throw ValidationError("the scenario states no limit to start from: give --from and --to") }
      let running = FrontierCurve.axis(of: stated) == .budget ? "budget" : "demand"
      if from != nil, to != nil, try scenario.edits.changes(running) {
        IgnoredSettings.tell(running, "it runs from --from to --to")
      }
      let walk = FrontierWalk(of: stated, from: first, to: max(first, last), count: steps, refines: !even)
      let report = FrontierReport(of: stated)
      let isWhole = format.json || format.markdown
      if format.csv { StandardOutput.write(report.csvHeader) }
      if !isWhole && !format.csv { StandardOutput.write(report.textHeader) }
      var progress = ProgressLine(total: walk.count, unit: "points", isShown: isWhole)
      let walked = Interruption.stopping {
        walk.run(options: options) { point in
          progress.advance()
          if format.csv { StandardOutput.write(report.csv(point)) }
          if !isWhole && !format.csv { StandardOutput.write(report.text(point)) }
        }
      }
      progress.end()
      guard let walked else { throw ExitCode(ExitStatus.internalError) }
      let points = walked.points
      let sentences = report.sentences(points)
      if isWhole {
        format.write(
          report.table(points), json: report.json(points, isComplete: walked.isComplete),
          title: stated.title, remarks: sentences)
      } else if !format.csv, !sentences.isEmpty {
        StandardOutput.write("\n" + sentences.joined(separator: "\n") + "\n")
      }
      if !walked.isComplete {
        Interruption.reportShortfall("the frontier ends after \(points.count) points")
        try Interruption.endIfRaised()
      }
      if points.allSatisfy({ $0.value == nil }) {
        throw noPlan(
          Infeasibility(
            reason: "none of the points has a plan",
            isProven: walked.isComplete && points.allSatisfy { $0.status == .infeasible }))
      }
    }
  }
}

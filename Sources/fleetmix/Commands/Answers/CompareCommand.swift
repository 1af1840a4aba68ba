import ArgumentParser
import Interchange
import Planning

/// `fleetmix compare`: saved plans side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Compare saved plans with the first one: figures, composition, what to start, stop and re-route.")

  @Argument(help: "Plan files (JSON), as saved by plan --save; at least two.")
  var plans: [String]

  @OptionGroup var format: ReportFormat

  func validate() throws {
    if plans.count < 2 { throw ValidationError("name at least two plans") }
  }

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let entries = try plans.map { path in
        ComparisonReport.Entry(name: path, plan: try PlanReader.read(path: path).plan)
      }
      let report = ComparisonReport(entries)
      guard format.csv || format.markdown else {
        return StandardOutput.write(format.json ? report.json.pretty + "\n" : report.text)
      }
      format.write(report.table, json: report.json, title: "Comparison", remarks: report.transitions)
    }
  }
}

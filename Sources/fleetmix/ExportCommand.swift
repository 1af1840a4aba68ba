import ArgumentParser
import Interchange

extension PlanExport.Format: ExpressibleByArgument {}

/// `fleetmix export`: a saved plan as what starts it elsewhere.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print a saved plan for vLLM, Kubernetes or SkyPilot, or as a table.")

  @Argument(help: "Plan file (JSON), as saved by plan --save.")
  var plan: String

  @Option(help: "vllm, kubernetes, skypilot, csv or markdown.")
  var format: PlanExport.Format

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let saved = try PlanReader.read(path: plan)
      if let reason = saved.plan.infeasibility { throw noPlan(reason.reason) }
      StandardOutput.write(PlanExport.text(saved.plan, format: format, title: saved.title))
    }
  }
}

import ArgumentParser
import Interchange

extension PlanExport.Format: ExpressibleByArgument {}

/// `fleetmix export`: a saved plan as what starts it elsewhere.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print a saved plan for vLLM, Kubernetes or SkyPilot, as routing weights, or as a table.",
    discussion: """
      A plan with a replica that the format cannot express is refused with the reason; --partial exports the others, \
      with a comment for each that is left out.
      """)

  @Argument(help: "Plan file (JSON), as saved by plan --save.")
  var plan: String

  @Option(help: "vllm, kubernetes, skypilot, weights, csv or markdown.")
  var format: PlanExport.Format

  @Flag(help: "Leave out what the format cannot express.")
  var partial = false

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let saved = try PlanReader.read(path: plan)
      if let reason = saved.plan.infeasibility { throw noPlan(reason) }
      let refusals = PlanExport.refusals(saved.plan, format: format)
      for refusal in refusals {
        StandardError.write("fleetmix: not exported: \(refusal)\n")
      }
      if !refusals.isEmpty && !partial { throw ExitCode(ExitStatus.badData) }
      StandardOutput.write(PlanExport.text(saved.plan, format: format, title: saved.title))
    }
  }
}

import ArgumentParser
import Interchange

extension PlanExport.Format: ExpressibleByArgument {}

/// `fleetmix export`: a saved plan as what starts it elsewhere.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print a saved plan as what starts it: engines, Kubernetes, Compose, SkyPilot; or as a table.",
    discussion: """
      A plan with a replica that the format cannot express, or with weights that its repository is not known to hold, \
      is refused with the reason (exit status 69); --partial exports the others, with a comment for each that is left \
      out. vllm and sglang are scripts that take the number of a machine; lws has a group of pods for each replica, \
      also over several machines; keda bounds what kubernetes starts, and inferencepool routes to it.
      """)

  @Argument(help: "Plan file (JSON), as saved by plan --save.")
  var plan: String

  @Option(
    help: ArgumentHelp(
      "\(PlanExport.Format.allCases.dropLast().map(\.rawValue).joined(separator: ", ")) or markdown."))
  var format: PlanExport.Format

  @Flag(help: "Leave out what the format cannot express.")
  var partial = false

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let saved = try PlanReader.read(path: plan)
      if let reason = saved.plan.infeasibility { throw noPlan(reason) }
      let scenario = try saved.origin?.scenario?.get()
      let refusals = PlanExport.refusals(saved.plan, format: format, scenario: scenario)
      for refusal in refusals {
        StandardError.write("fleetmix: not exported: \(refusal)\n")
      }
      if !refusals.isEmpty && !partial { throw ExitCode(ExitStatus.noPlan) }
      StandardOutput.write(
        PlanExport.text(saved.plan, format: format, title: saved.title, scenario: scenario))
    }
  }
}

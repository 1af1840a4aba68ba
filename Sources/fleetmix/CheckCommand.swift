import ArgumentParser
import Interchange
import Planning

/// `fleetmix check`: independent re-computation of a saved plan.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Re-compute a saved plan from its scenario, without the engine.")

  @Argument(help: "Plan file (JSON), as saved by plan --save.")
  var plan: String

  @Argument(help: "Scenario file (YAML).")
  var scenario: String

  @OptionGroup var edits: EditOptions

  @Flag(help: "Also tell what the fleet serves when throughput figures move inside their error bands.")
  var robustness = false

  @Option(help: "Samples of --robustness (1 to 100000).")
  var samples: Int = 400

  func validate() throws {
    guard (1...100_000).contains(samples) else { throw ValidationError("--samples must be 1 to 100000") }
  }

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let stated = try edits.read(scenario)
      let claimed = try PlanReader.read(path: plan).plan
      var adapted = stated
      // A plan may be saved under another objective than the file's; its other claims are checked all the same.
      adapted.objective = claimed.objective
      let problems = PlanCheck(scenario: adapted).problems(of: claimed)
      guard problems.isEmpty else {
        for problem in problems { StandardError.write("\(plan): \(problem)\n") }
        throw ExitCode(ExitStatus.badData)
      }
      if claimed.status == .infeasible {
        StandardOutput.write("the plan is empty: \(claimed.infeasibility?.reason ?? "no plan")\n")
        return
      }
      let replicas = claimed.replicas.reduce(0) { $0 + $1.count }
      StandardOutput.write(
        "the plan holds: \(replicas) replicas, stock, budget, routing, time, sums and prices recomputed\n")
      if robustness, let study = RobustnessStudy(plan: claimed, scenario: adapted) {
        StandardOutput.write(RobustnessText.text(study.run(samples: samples)))
      }
    }
  }
}

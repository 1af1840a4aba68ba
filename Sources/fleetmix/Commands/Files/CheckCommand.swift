import ArgumentParser
import Interchange
import Planning

/// `fleetmix check`: independent re-computation of a saved plan.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Re-compute a saved plan from its scenario, without the engine.",
    discussion: """
      Without SCENARIO the plan is checked against the one it carries. With it, and with the options that the plan was \
      made with, it is also checked to be a plan of that scenario. A claim that there is no plan is proven again by \
      the general engine; so is the bound with --prove, and where the plan does not say which scenario it is of.
      """)

  @Argument(help: "Plan file (JSON), as saved by plan --save.")
  var plan: String

  @Argument(help: "Scenario file (YAML); left out: the scenario that the plan carries.")
  var scenario: String?

  @OptionGroup var edits: EditOptions

  @Flag(help: "Also tell what the fleet serves when throughput figures move inside their error bands.")
  var robustness = false

  @Option(parsing: .unconditional, help: "Samples of --robustness (1 to 100000).")
  var samples: Int = 400

  @Flag(help: "Also prove the bound again, with the general engine.")
  var prove = false

  @Option(parsing: .unconditional, help: "Seconds that a proof may take (1 to 3600).")
  var proofSeconds: Int = 20

  func validate() throws {
    guard (1...100_000).contains(samples) else { throw ValidationError("--samples must be 1 to 100000") }
    guard (1...3600).contains(proofSeconds) else {
      throw ValidationError("--proof-seconds must be 1 to 3600")
    }
    if scenario == nil, edits.areStated {
      throw ValidationError("name the scenario that --objective, --budget, --demand and --set change")
    }
  }

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let saved = try PlanReader.read(path: plan)
      let stated = try scenario.map { try edits.read($0) } ?? carriedScenario(saved)
      let problems = PlanFileCheck(scenario: stated).problems(of: saved)
      guard problems.isEmpty else { throw refused(problems) }
      if saved.plan.claimsInfeasibility { return try proveAgain(stated) }
      guard !saved.plan.replicas.isEmpty || saved.plan.infeasibility == nil else {
        let reason = saved.plan.infeasibility?.reason ?? "no plan"
        return StandardOutput.write("the plan is empty and claims nothing: \(reason)\n")
      }
      let proof =
        prove || saved.origin == nil && saved.plan.status == .optimal
        ? BoundCheck(scenario: stated).verdict(of: saved.plan, seconds: Double(proofSeconds)) : nil
      if case .refuted(let better)? = proof {
        throw refused(["bound is \(saved.plan.bound), but there is a better plan: \(better)"])
      }
      StandardOutput.write(verdict(saved, proof))
      if robustness, let study = RobustnessStudy(plan: saved.plan, scenario: stated) {
        StandardOutput.write(RobustnessText.text(study.run(samples: samples)))
      }
    }
  }

  private func carriedScenario(_ saved: SavedPlan) throws -> Scenario {
    guard let carried = saved.origin?.scenario else {
      throw ValidationError("the plan carries no scenario: name it after the plan")
    }
    return try carried.get()
  }

  private func refused(_ problems: [String]) -> ExitCode {
    for problem in problems { StandardError.write("\(plan): \(problem)\n") }
    return ExitCode(ExitStatus.badData)
  }

  /// Says what was recomputed and what was not.
  private func verdict(_ saved: SavedPlan, _ proof: BoundCheck.Verdict?) -> String {
    let replicas = saved.plan.replicas.reduce(0) { $0 + $1.count }
    let origin =
      saved.origin.map { "of this scenario (digest \($0.digest.prefix(12)))" }
      ?? "without a digest: which scenario it was made of is not known"
    let bound =
      switch proof {
      case .proven?: "bound proven again by the general engine\nnot checked: "
      case .unknown?: "not checked: the bound, which the general engine did not prove in \(proofSeconds) s, "
      case .refuted?, nil: "not checked: the bound, "
      }
    return """
      the plan holds: \(replicas) replicas, stock, budget, routing, time, rates, sources, bands, costs and prices recomputed
      status \(saved.plan.status.rawValue), which its gap agrees with; \(origin)
      \(bound)\(PlanFileCheck.unchecked)

      """
  }

  /// Proves anew that there is no plan.
  private func proveAgain(_ stated: Scenario) throws {
    switch InfeasibilityCheck(scenario: stated).verdict(seconds: Double(proofSeconds)) {
    case .noPlan:
      StandardOutput.write(
        "there is no plan: proven again by the general engine on the explicit program\n"
          + "not checked: the sentence that says why\n")
    case .plan(let found): throw refused(["status is infeasible, but the scenario has a plan: \(found)"])
    case .unknown:
      StandardError.write(
        "\(plan): not checked: the general engine neither found a plan nor proved that there is none in "
          + "\(proofSeconds) s\n")
      throw ExitCode(ExitStatus.noPlan)
    }
  }
}

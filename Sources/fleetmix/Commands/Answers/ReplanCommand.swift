import ArgumentParser
import Interchange
import Planning

/// `fleetmix replan`: from a running fleet to the plan that is worth its starts.
struct ReplanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replan",
    abstract: "Plan from a running fleet: what to start and stop, in which order, and what staying comes to.",
    discussion: """
      The running fleet is the scenario's own (current:) or a saved plan given with --running. A started replica is \
      charged --start-cost, which counts against the budget; a pool's stock includes what runs. --lost takes GPUs or \
      machines out of it; which replicas go with them is chosen so that the rest keeps what the plan keeps and serves \
      the most.
      """)

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var solve: SolveOptions
  @OptionGroup var format: ReportFormat

  @Option(help: ArgumentHelp("The running fleet: a plan saved as JSON.", valueName: "plan"))
  var running: String?

  @Option(parsing: .unconditional, help: "$/h equivalent of starting a replica.")
  var startCost: Double?

  @Option(parsing: .unconditional, help: "Most replicas to start.")
  var maxStarts: Int?

  @Option(parsing: .unconditional, help: "Most running replicas to stop.")
  var maxStops: Int?

  @Option(
    help: ArgumentHelp(
      "Lost from the stock: 4xH200, 1xmachine:B200, 1xmachine.8:B200 or a pool; may be repeated.",
      valueName: "loss"))
  var lost: [String] = []

  @Option(help: ArgumentHelp("Also save the plan as JSON.", valueName: "file"))
  var save: String?

  func validate() throws {
    if let startCost, !(startCost >= 0 && startCost.isFinite) {
      throw ValidationError("--start-cost must be a number from 0 on")
    }
    if let maxStarts, maxStarts < 0 { throw ValidationError("--max-starts must be a number from 0 on") }
    if let maxStops, maxStops < 0 { throw ValidationError("--max-stops must be a number from 0 on") }
  }

  func run() throws {
    endOnInterrupt()
    let options = solve.planning()
    try reportingProblems {
      var stated = try scenario.read()
      try OutputFiles.check([save], inputs: scenario.files(of: stated) + [running].compactMap { $0 })
      if let running {
        let plan = try PlanReader.read(path: running).plan
        let replicas = plan.replicas.map {
          RunningReplica(model: $0.model, layout: $0.layout, count: $0.count)
        }
        stated.current = CurrentFleet(
          planPath: running, replicas: replicas, startCost: stated.current?.startCost ?? 0,
          maxStarts: stated.current?.maxStarts, maxStops: stated.current?.maxStops, machines: plan.machines)
      }
      guard stated.current != nil else {
        throw ValidationError("the scenario names no running fleet: give one with --running")
      }
      for loss in lost { try FleetLoss(argument: loss, in: stated).apply(to: &stated) }
      if let startCost { stated.current?.startCost = startCost }
      if let maxStarts { stated.current?.maxStarts = maxStarts }
      if let maxStops { stated.current?.maxStops = maxStops }
      let scenario = stated
      guard let replanning = Interruption.stopping({ Replanning(scenario, options: options) }) else {
        throw ExitCode(ExitStatus.internalError)
      }
      let report = ReplanReport(replanning, of: stated)
      let reason = replanning.plan.infeasibility
      if reason == nil, let save {
        let text = PlanJSON.text(
          replanning.plan, of: stated, gapAsked: options.gap, carriesScenario: true)
        try AtomicFile.write(text, to: save)
      }
      format.write(report.table, json: report.json, title: stated.title, remarks: report.remarks)
      if !replanning.isComplete { Interruption.reportShortfall("the steps end before the plan is reached") }
      if let reason { throw noPlan(reason) }
      try Interruption.endIfRaised()
    }
  }
}

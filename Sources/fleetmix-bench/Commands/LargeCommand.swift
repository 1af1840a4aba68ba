import ArgumentParser
import Planning

/// `fleetmix-bench large`: ten times the paper's size.
struct LargeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "large", abstract: "Watch plan and bound on problems ten times the paper's size.",
    discussion: """
      Four models, twelve GPU types, sixteen workload types, some 3,600 layouts before pruning. Nobody proves these \
      within seconds, so the tables say how good plan and bound are after how long.
      """)

  @OptionGroup var options: RunOptions

  @Option(help: "Number of instances; budgets of 40, 80 and 150 $/h take turns.")
  var count = 6

  @Option(help: "Part of the cold families' spread of throughputs that every other three instances get.")
  var spread = LargeFamilies.usualSpread

  @Option(help: "Wall seconds for each instance.")
  var seconds = 15.0

  @Option(help: "Slider moves after each solve.")
  var moves = 10

  @Option(help: "Wall seconds for each move.")
  var moveSeconds = 1.0

  @Flag(help: "Rent whole machines.")
  var machines = false

  @Flag(help: "Count processor time instead of time on the wall.")
  var cpu = false

  func run() throws {
    var report = Report()
    var families = LargeFamilies(seed: options.seed, spread: spread, rentsMachines: machines)
    let instances = try options.selected((0..<count).map { families.instance($0) }, name: \.name)
    LargeRun(
      seconds: seconds, moves: moves, moveSeconds: moveSeconds, seed: options.seed,
      options: options.planning(), countsCPU: cpu
    ).run(instances, report: &report)
    try options.finish(report)
  }
}

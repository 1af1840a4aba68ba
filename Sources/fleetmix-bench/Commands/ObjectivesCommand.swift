import ArgumentParser

/// `fleetmix-bench objectives`: least cost and least cost per token.
struct ObjectivesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "objectives", abstract: "Solve the cold families for least cost and least cost per token.",
    discussion: """
      The demand is 40 to 90 per cent of the most that can be served. For cost per token HiGHS runs Dinkelbach's \
      iteration, each step from the last plan and to the same gap.
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var peers: PeerOptions

  @Option(help: "Number of problems; each is solved for both objectives.")
  var count = 24

  @Option(help: "Solves of each instance, of which the median counts. (default: 3, up to 15 of short ones)")
  var repetitions: Int?

  func run() throws {
    var report = Report()
    try Self.measure(count: count, repetitions: repetitions, options: options, peers: peers, &report)
    try options.finish(report)
  }

  /// Runs the mode into a report.
  static func measure(
    count: Int, repetitions: Int? = nil, options: RunOptions, peers: PeerOptions, _ report: inout Report
  ) throws {
    let peer = try peers.peer(gap: options.gap)
    var families = ObjectiveFamilies(seed: options.seed)
    let instances = try options.selected(
      (0..<count).flatMap { families.instances($0, gap: options.gap) }, name: \.name)
    try ColdRun(repetitions: repetitions, options: options.planning(), peer: peer, projected: peers.projected)
      .run(instances, mode: "objectives", report: &report)
  }
}

import ArgumentParser
import Interchange
import Planning

/// `fleetmix-bench cold`: proven plans from nothing.
struct ColdCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cold", abstract: "Solve generated problems of the paper's size from nothing.",
    discussion: """
      Families: one or two models, layouts of one GPU type or of two, the paper's numbers or perturbed ones. HiGHS \
      solves the full formulation with replica columns, as `fleetmix model` writes it.
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var peers: PeerOptions

  @Option(help: "Number of instances; families take turns.")
  var count = 48

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
    var families = ColdFamilies(seed: options.seed)
    let instances = try options.selected((0..<count).map { families.instance($0) }, name: \.name)
    try ColdRun(repetitions: repetitions, options: options.planning(), peer: peer, projected: peers.projected)
      .run(instances, mode: "cold", report: &report)
  }
}

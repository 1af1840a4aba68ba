import ArgumentParser
import Interchange
import Planning

/// `fleetmix-bench stress`: plans that withstand losses and misjudged figures.
struct StressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stress", abstract: "Solve scenarios that must survive a loss or misjudged figures.",
    discussion: """
      Each scenario is solved with the loss of any one pool survived, with one misjudged kind of replica, and with \
      both: from nothing, and warm after slider moves. HiGHS gets the explicit model, which writes every event out.
      """)

  @Argument(help: "Scenario files (YAML).")
  var files: [String] = Self.samples

  @OptionGroup var options: RunOptions
  @OptionGroup var peers: PeerOptions

  @Option(help: "Slider moves after each solve.")
  var moves = 10

  @Option(help: "Wall seconds for one solve.")
  var limit = 30.0

  @Option(help: "Part of the rate that must be left after a loss.")
  var remaining = 0.8

  /// The scenarios measured where no file is named.
  private static let samples = [
    "Samples/today/scenario.yaml", "Samples/paper/8b-swiss-stock1-30.yaml",
    "Samples/paper/70b-swiss-stock1-30.yaml", "Samples/paper/both-swiss-stock1-30.yaml",
  ]

  func run() throws {
    var report = Report()
    let peer = try peers.peer(gap: options.gap)
    let demands: [(word: String, resilience: Resilience)] = [
      ("loss", Resilience(survives: .pool, remaining: remaining)), ("misjudged", Resilience(misjudged: 1)),
      ("both", Resilience(survives: .pool, remaining: remaining, misjudged: 1)),
    ]
    let instances = try files.flatMap { path -> [Instance] in
      let base: Scenario
      do {
        base = try ScenarioReader.read(path: path)
      } catch let error as InputError {
        throw ValidationError(error.description)
      }
      return demands.map { demand in
        var scenario = base
        scenario.resilience = demand.resilience
        return Instance(name: "\(Self.name(path)) \(demand.word)", family: demand.word, scenario: scenario)
      }
    }
    try StressRun(
      moves: moves, seed: options.seed, options: options.planning(timeLimit: limit), peer: peer
    ).run(options.selected(instances, name: \.name), report: &report)
    try options.finish(report)
  }

  /// `paper/8b-swiss-stock1-30` of a path.
  private static func name(_ path: String) -> String {
    let name = path.split(separator: "/").suffix(2).joined(separator: "/")
    return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
  }
}

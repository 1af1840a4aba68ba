import ArgumentParser
import Planning

/// `fleetmix-bench slider`: sessions of an operator who moves sliders.
struct SliderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slider", abstract: "Move sliders at random and re-plan warm after each move.",
    discussion: """
      Six sessions: one model with mixed layouts, two models with pure and with mixed ones, each on the paper's numbers \
      and on perturbed ones. Every move is solved cold as well, and some by HiGHS; all must agree.
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var peers: PeerOptions

  @Option(help: "Moves of each session.")
  var moves = 200

  @Option(name: .customLong("peers"), help: "Moves of each session that HiGHS solves too.")
  var peerMoves = 5

  @Flag(help: "Repeat every session and compare plans, nodes and pivots.")
  var determinism = false

  /// The families that the sessions plan; the instances are not those of `cold`.
  static let families = [false, true].flatMap { perturbed in
    [(1, true), (2, false), (2, true)].map {
      ColdFamilies.Family(models: $0.0, mixed: $0.1, perturbed: perturbed)
    }
  }
  /// Indices from here on are no cold instance's.
  static let firstIndex = 1000

  func run() throws {
    var report = Report()
    try Self.measure(
      moves: moves, peerMoves: peerMoves, repeats: determinism, options: options, peers: peers, &report)
    try options.finish(report)
  }

  /// Runs the mode into a report.
  static func measure(
    moves: Int, peerMoves: Int, repeats: Bool, options: RunOptions, peers: PeerOptions,
    _ report: inout Report
  ) throws {
    var cold = ColdFamilies(seed: options.seed)
    let instances = try options.selected(
      families.enumerated().map { cold.make($0.element, index: firstIndex + $0.offset) }, name: \.name)
    try SliderRun(
      moves: moves, peerMoves: peerMoves, repeats: repeats, seed: options.seed,
      options: options.planning(), peer: peers.peer(gap: options.gap)
    ).run(instances, mode: "slider", report: &report)
  }
}

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

  /// The sessions' families, as indices of `ColdFamilies.all`.
  static let families = [
    (1, true, false), (2, false, false), (2, true, false), (1, true, true),
    (2, false, true), (2, true, true),
  ]

  func run() throws {
    var report = Report()
    var families = ColdFamilies(seed: options.seed)
    let instances = Self.families.enumerated().map { index, family in
      families.make(
        ColdFamilies.Family(models: family.0, mixed: family.1, perturbed: family.2), index: index)
    }.filter { options.takes($0.name) }
    try SliderRun(
      moves: moves, peerMoves: peerMoves, repeats: determinism, seed: options.seed,
      options: options.planning(), peer: peers.peer(gap: options.gap)
    ).run(instances, mode: "slider", report: &report)
    try options.finish(report)
  }
}

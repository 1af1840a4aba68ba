import ArgumentParser
import Planning

/// `fleetmix-bench machines`: the cold families and slider sessions with every pool rented in whole machines.
struct MachinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "machines", abstract: "Rent whole machines: cold solves, then slider sessions.",
    discussion: """
      The instances of `cold` and the sessions of `slider`, but that GPUs are rented in machines of the usual size of \
      their type. HiGHS solves the full formulation, in which machines are integer columns. For ten times the size see \
      `large --machines`.
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var peers: PeerOptions

  @Option(help: "Number of instances; families take turns.")
  var count = 24

  @Option(help: "Moves of each session; 0: cold solves only.")
  var moves = 200

  @Option(name: .customLong("peers"), help: "Moves of each session that HiGHS solves too.")
  var peerMoves = 0

  func run() throws {
    var report = Report()
    let peer = try peers.peer(gap: options.gap)
    var families = ColdFamilies(seed: options.seed, rentsMachines: true)
    let instances = try options.selected((0..<count).map { families.instance($0) }, name: \.name)
    try ColdRun(options: options.planning(), peer: peer, projected: peers.projected)
      .run(instances, mode: "machines", report: &report)
    if moves > 0 {
      print("")
      let sessions = try options.selected(
        SliderCommand.families.enumerated().map {
          families.make($0.element, index: SliderCommand.firstIndex + $0.offset)
        }, name: \.name)
      try SliderRun(
        moves: moves, peerMoves: peerMoves, repeats: false, seed: options.seed, options: options.planning(),
        peer: peer
      ).run(sessions, mode: "machines slider", report: &report)
    }
    try options.finish(report)
  }
}

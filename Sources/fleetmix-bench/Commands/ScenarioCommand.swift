import ArgumentParser
import Interchange

/// `fleetmix-bench scenario`: the same figures on scenarios of the operator's own.
struct ScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario", abstract: "Measure given scenarios, cold and under moving sliders.")

  @Argument(help: "Scenario files (YAML).")
  var files: [String]

  @OptionGroup var options: RunOptions
  @OptionGroup var peers: PeerOptions

  @Option(help: "Solves of each instance, of which the median counts. (default: 3, up to 15 of short ones)")
  var repetitions: Int?

  @Option(help: "Moves of each session; 0: cold solves only.")
  var moves = 100

  @Option(name: .customLong("peers"), help: "Moves of each session that HiGHS solves too.")
  var peerMoves = 5

  func run() throws {
    var report = Report()
    let peer = try peers.peer(gap: options.gap)
    let instances = try options.selected(files, name: { $0 }).map { path in
      var name = path.split(separator: "/").suffix(2).joined(separator: "/")
      if name.hasSuffix(".yaml") { name.removeLast(5) }
      do {
        return Instance(name: name, family: "scenarios", scenario: try ScenarioReader.read(path: path))
      } catch let error as InputError {
        throw ValidationError(error.description)
      }
    }
    try ColdRun(repetitions: repetitions, options: options.planning(), peer: peer, projected: peers.projected)
      .run(instances, mode: "cold", report: &report)
    if moves > 0 {
      print("")
      try SliderRun(
        moves: moves, peerMoves: peerMoves, repeats: false, seed: options.seed,
        options: options.planning(), peer: peer
      ).run(instances, mode: "slider", report: &report)
    }
    try options.finish(report)
  }
}

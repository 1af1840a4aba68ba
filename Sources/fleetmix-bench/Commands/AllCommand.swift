import ArgumentParser

/// `fleetmix-bench all`: a few minutes of everything that HiGHS is compared in.
struct AllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all",
    abstract: "Cold solves, slider sessions and the other objectives, each side by side with HiGHS.")

  @OptionGroup var options: RunOptions
  @OptionGroup var peers: PeerOptions

  /// Sizes that keep the whole run to a few minutes.
  private static let sizes = (cold: 48, moves: 200, peerMoves: 3, objectives: 12)

  func run() throws {
    var report = Report()
    print("cold: proven plans from nothing\n")
    try ColdCommand.measure(count: Self.sizes.cold, options: options, peers: peers, &report)
    print("\nslider: 200 random moves a session, ms of processor time from the move\n")
    try SliderCommand.measure(
      moves: Self.sizes.moves, peerMoves: Self.sizes.peerMoves, repeats: false, options: options,
      peers: peers, &report)
    print("\nobjectives: least cost and least cost per token, cold\n")
    try ObjectivesCommand.measure(count: Self.sizes.objectives, options: options, peers: peers, &report)
    try options.finish(report)
  }
}

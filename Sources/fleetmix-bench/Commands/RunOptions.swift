import ArgumentParser
import Foundation
import Interchange
import Planning

/// The options of every mode.
struct RunOptions: ParsableArguments {
  @Option(help: "Seed of the generated instances. Tune with others: the default one is for figures.")
  var seed: UInt64 = 2026

  @Option(help: "Run only instances whose name contains this text.")
  var filter: String?

  @Option(help: "Relative gap to prove.")
  var gap = 1e-4

  @Flag(help: "Also look for a cheaper plan of the same rate, as the dashboard does after the proof.")
  var breakTies = false

  @Option(help: ArgumentHelp("Write every row and the summaries as JSON.", valueName: "file"))
  var json: String?

  /// How far a solve goes.
  func planning(timeLimit: Double? = nil) -> PlanningOptions {
    PlanningOptions(gap: gap, timeLimit: timeLimit, breaksTies: breakTies)
  }

  /// Those of the elements whose name contains the filter; none is an error.
  func selected<Element>(_ elements: [Element], name: (Element) -> String) throws -> [Element] {
    guard let filter else { return elements }
    let selected = elements.filter { name($0).contains(filter) }
    guard !selected.isEmpty else { throw ValidationError("no instance has a name with \(filter)") }
    return selected
  }

  func validate() throws {
    #if DEBUG
      print("This is a debug build: its figures mean nothing. Build with -c release.\n")
    #endif
  }

  /// Prints the machine, writes the report if asked to, and ends with status 1 if an answer was wrong.
  func finish(_ report: Report) throws {
    print(
      "\n\(Machine.processor), \(Machine.cores) cores, load \(Machine.load); "
        + "peak memory \(Shown.number(Machine.peakMemory)) MB")
    if let json {
      try AtomicFile.write(report.json(command: CommandLine.arguments).pretty + "\n", to: json)
    }
    if report.problemCount > 0 { throw ExitCode.failure }
  }
}

/// How HiGHS takes part.
struct PeerOptions: ParsableArguments {
  @Flag(name: .customLong("no-peer"), help: "Do not run HiGHS.")
  var isOff = false

  @Option(
    help: ArgumentHelp("Keep HiGHS's answers here and take them over in later runs.", valueName: "folder"))
  var cache: String?

  @Option(help: "Wall seconds HiGHS may take for one model.")
  var peerLimit = 300.0

  @Flag(help: "HiGHS also solves our own formulation (cold modes, not for cost per token); --json has both.")
  var projected = false

  @Option(help: "Python with highspy.")
  var python = "python3"

  @Option(help: "Script that drives HiGHS.")
  var peerScript = "Tests/Peers/bench_with_highs.py"

  /// The peer, or nil if it is off. Throws if its script is not where it should be.
  func peer(gap: Double) throws -> HighsPeer? {
    if isOff { return nil }
    guard FileManager.default.isReadableFile(atPath: peerScript) else {
      throw ValidationError(
        "no \(peerScript): run from the repository's root, or name --peer-script, or use --no-peer")
    }
    return HighsPeer(python: python, script: peerScript, gap: gap, limit: peerLimit, cache: cache)
  }
}

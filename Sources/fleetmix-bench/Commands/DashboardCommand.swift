import ArgumentParser
import Foundation
import Interchange

/// `fleetmix-bench dashboard`: what a person at the keyboard feels.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard",
    abstract: "Measure the built dashboard on a pseudo-terminal: key to painted frame, rendering, rest.",
    discussion: """
      A slider key of the default sample is held down, then that of a scenario whose proof takes far longer. A press is \
      painted when the last byte of the first frame that shows its value is read. The exit status is 1 if a limit is \
      missed.
      """)

  @Option(help: "The dashboard's program; left out: fleetmix beside this one.")
  var program: String?

  @Option(help: "Milliseconds between two presses: 33 is what keyboards repeat at.")
  var interval = 33.0

  @Option(help: "Presses of each hold.")
  var presses = 200

  @Option(help: "Seconds of rest in which the processor's use is measured.")
  var idle = 20.0

  @Option(help: "Seed of the scenario that is hard to solve.")
  var seed: UInt64 = 2026

  @Option(help: ArgumentHelp("Write the figures as JSON.", valueName: "file"))
  var json: String?

  func validate() throws {
    guard interval > 0, presses > 1, idle > 0 else {
      throw ValidationError("--interval and --idle must be above 0, --presses above 1")
    }
  }

  func run() throws {
    #if DEBUG
      print("This is a debug build: its figures mean nothing. Build with -c release.\n")
    #endif
    let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let path = program ?? beside.appending(path: "fleetmix").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw ValidationError("no program \(path); `swift build -c release` makes it, or name --program")
    }
    let figures = try DashboardRun(
      program: path, interval: interval, presses: presses, idleSeconds: idle, seed: seed
    ).measure()
    print("\n\(Machine.processor), \(Machine.cores) cores, load \(Machine.load)")
    let missed = figures.filter { !$0.isKept }
    if let json {
      var report = Report()
      report.add(
        "dashboard", rows: figures.map(\.json),
        summary: .object([("missed", .integer(missed.count))]), problems: missed.count)
      try AtomicFile.write(report.json(command: CommandLine.arguments).pretty + "\n", to: json)
    }
    if !missed.isEmpty { throw ExitCode.failure }
  }
}

extension DashboardRun.Figure {
  /// The figure as a row of the report.
  fileprivate var json: JSONValue {
    .object([
      ("figure", .text(name.drop { $0 == " " }.description)), ("value", .optional(value)),
      ("unit", .text(unit)), ("limit", .optional(limit)),
    ])
  }
}

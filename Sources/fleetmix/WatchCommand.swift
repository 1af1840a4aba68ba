import ArgumentParser
import Foundation
import Interchange
import Planning

/// `fleetmix watch`: a plan a change of a feed.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Follow a feed of availability and prices, and print a plan a change.",
    discussion: """
      The feed is CSV (gpu,available,price) or JSON ({"H100": {"available": 6, "price": 2.49}}), read again when it \
      changes, also through a symbolic link. One that is half written, malformed or gone leaves the last good \
      figures; standard error says so, with their age.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Argument(help: "Feed (CSV or JSON).")
  var feed: String

  @OptionGroup var solve: SolveOptions

  @Flag(help: "Print a line of JSON a plan.")
  var json = false

  @Option(help: "Seconds between two looks at the feed.")
  var interval = 0.25

  @Option(help: "End after so many plans, the first one included.")
  var plans: Int?

  func validate() throws {
    if !(interval >= 0.01 && interval <= 3600) {
      throw ValidationError("--interval must be between 0.01 and 3600 seconds")
    }
    if let plans, plans < 1 { throw ValidationError("--plans must be at least 1") }
  }

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      var stated = try scenario.read()
      let session = PlanningSession()
      var watch = FeedWatch(path: feed)
      var printed = 0
      func isDone() -> Bool { plans.map { printed >= $0 } ?? false }
      func show(_ edits: [ScenarioEdit]) throws {
        guard let plan = session.solve(stated, options: solve.planning) else {
          throw ExitCode(ExitStatus.internalError)
        }
        let line = WatchLine(number: printed, edits: edits, plan: plan, title: stated.title)
        StandardOutput.write((json ? line.json.compact : line.text) + "\n")
        printed += 1
      }
      let start = ContinuousClock.now
      func now() -> Double { Double((ContinuousClock.now - start).components.seconds) }
      // The scenario's own figures stand until the feed's are known, so a feed that is there is looked at first.
      var isFirst = true
      while !isDone() {
        let news = watch.look(at: now(), scenario: stated)
        switch news {
        case .figures(let entries):
          let edits = FeedReader.edits(entries, of: stated)
          try ScenarioEdit.apply(edits, to: &stated)
          if isFirst || !edits.isEmpty { try show(edits) }
          isFirst = false
        case .trouble(let reason, let age):
          let kept = age.map { "the figures of \(Int($0)) s ago stay" } ?? "the scenario's own figures stay"
          StandardError.write("fleetmix: feed: \(reason); \(kept)\n")
          if isFirst { try show([]) }
          isFirst = false
        case .recovered: StandardError.write("fleetmix: feed: readable again, unchanged\n")
        case nil: break
        }
        if !isDone() { Thread.sleep(forTimeInterval: interval) }
      }
    }
  }
}

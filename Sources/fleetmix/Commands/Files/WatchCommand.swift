import ArgumentParser
import Dashboard
import Dispatch
import Interchange
import Planning

/// `fleetmix watch`: one plan per change of a feed.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Follow a feed of availability and prices, and print a plan a change.",
    discussion: """
      The feed is CSV (gpu,available,price) or JSON ({"H100": {"available": 6, "price": 2.49}}), read again when it \
      changes, also through a symbolic link. One that is half written, malformed, larger than 4 MB, a pipe or gone \
      leaves the last good figures; standard error says so, with their age, and again while it lasts. The time limit is \
      that of each plan.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Argument(help: "Feed (CSV or JSON).")
  var feed: String

  @OptionGroup var solve: SolveOptions

  @Flag(help: "Print a line of JSON a plan.")
  var json = false

  @Option(parsing: .unconditional, help: "Seconds between two looks at the feed.")
  var interval = 0.25

  @Option(parsing: .unconditional, help: "End after so many plans, the first one included.")
  var plans: Int?

  func validate() throws {
    if !(interval >= 0.01 && interval <= 3600) {
      throw ValidationError("--interval must be between 0.01 and 3600 seconds")
    }
    if let plans, plans < 1 { throw ValidationError("--plans must be at least 1") }
  }

  /// The first reminder of a feed that cannot be used, in seconds; each further one comes after twice the time.
  private static let reminder = 10.0

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      var stated = try scenario.read()
      let session = PlanningSession()
      let signal = DispatchSemaphore(value: 0)
      let follower = FeedThread(path: feed, scenario: stated, interval: interval) { signal.signal() }
      var printed = 0
      func isDone() -> Bool { plans.map { printed >= $0 } ?? false }
      func show(_ edits: [Edit]) throws {
        let plan = Interruption.stopping { session.solve(stated, options: solve.planningEach) }
        guard let plan else { throw ExitCode(ExitStatus.internalError) }
        let line = WatchLine(number: printed, edits: edits, plan: plan, title: stated.title)
        StandardOutput.write((json ? line.json.compact : line.text) + "\n")
        printed += 1
        try Interruption.endIfRaised()
      }
      // The scenario's own figures stand until the feed's are known, so a feed that is there is looked at first.
      var isFirst = true
      var reminders = Reminders(first: Self.reminder)
      while true {
        for news in follower.takeNews() where !isDone() {
          switch news {
          case .figures(let entries, let passedOver):
            reminders.end()
            if let passedOver { StandardError.write("fleetmix: feed: \(passedOver)\n") }
            let edits = FeedReader.edits(entries, of: stated)
            try Edit.apply(edits, to: &stated)
            if isFirst || !edits.isEmpty { try show(edits) }
          case .trouble(let reason, let age):
            let trouble = FeedTrouble(reason: reason, age: age)
            Self.tell(trouble)
            reminders.begin(trouble)
            if isFirst { try show([]) }
          case .recovered:
            reminders.end()
            StandardError.write("fleetmix: feed: readable again, unchanged\n")
          }
          isFirst = false
        }
        if isDone() { return }
        if let trouble = reminders.due() { Self.tell(trouble) }
        _ = signal.wait(timeout: .now() + 1)
      }
    }
  }

  private static func tell(_ trouble: FeedTrouble) {
    StandardError.write("fleetmix: feed: \(trouble.reason); \(trouble.kept)\n")
  }
}

/// When to report again that a feed cannot be used: seldom, and less often the longer it lasts.
private struct Reminders {
  private let first: Double
  private var trouble: (text: FeedTrouble, start: ContinuousClock.Instant, next: Double)?

  init(first: Double) { self.first = first }

  mutating func begin(_ text: FeedTrouble) { trouble = (text, .now, first) }

  mutating func end() { trouble = nil }

  /// The trouble as it is now, where it is time to report it again.
  mutating func due() -> FeedTrouble? {
    guard let trouble else { return nil }
    let passed = (ContinuousClock.now - trouble.start) / .seconds(1)
    guard passed >= trouble.next else { return nil }
    self.trouble?.next = 2 * trouble.next
    return FeedTrouble(reason: trouble.text.reason, age: trouble.text.age.map { $0 + passed })
  }
}

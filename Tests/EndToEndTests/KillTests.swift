import Foundation
import Glibc
import Testing

/// Kills at random moments while files are written. FLEETMIX_KILLS says how many per kind of file; a few are enough to
/// notice that the harness works, 150 are a campaign.
@Suite("A killed save leaves the old file or the new", .serialized) struct KillTests {
  fileprivate static let kills =
    ProcessInfo.processInfo.environment["FLEETMIX_KILLS"].flatMap { Int($0) } ?? 3

  private let folder = CommandFolder()

  private var environment: [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": folder.path("home"), "SWIFT_BACKTRACE": "enable=no",
      "LC_ALL": "C.UTF-8",
    ]
  }

  private func prepare() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Samples/worked-example")
    for name in ["scenario.yaml", "profile.csv"] {
      try folder.write(String(contentsOf: root.appending(path: name), encoding: .utf8), to: name)
    }
    let requests = (0..<300).map { "\($0),\(100 + $0 * 7 % 900),\(10 + $0 * 13 % 300)\n" }
    try folder.write("arrived_at,num_prefill_tokens,num_decode_tokens\n" + requests.joined(), to: "trace.csv")
    try folder.write("vary: {budget: {from: 1, to: 60, count: 60}, demand: [1, 2, 3, 4]}\n", to: "grid.yaml")
  }

  private func start(_ arguments: [String]) throws -> pid_t {
    // The shell gives way to the program, so the signal reaches it.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path("."), try TmuxSession.program()]
    return try #require(
      Spawn.start(shell + arguments, environment: environment, output: folder.path("log")))
  }

  /// Runs a command to its end, which must be a good one.
  private func complete(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let status = Spawn.finish(try start(arguments))
    let log = try folder.text("log")
    #expect(status == 0, "\(log)", sourceLocation: sourceLocation)
  }

  /// Runs a command again and again over a file that is there, kills it, and calls `check` after each kill; every
  /// second kill is aimed at the moment when a temporary file shows. How many died of it.
  private func kill(_ arguments: [String], check: () throws -> Void) throws -> Int {
    var random = SeededDelays(seed: 17)
    let clock = ContinuousClock()
    let start = clock.now
    try complete(arguments)
    let usual = Double((clock.now - start) / .microseconds(1))
    var deaths = 0
    for round in 0..<Self.kills {
      let process = try self.start(arguments)
      if round.isMultiple(of: 2) {
        usleep(UInt32(random.next() * usual))
      } else {
        let end = clock.now + .seconds(20)
        while litter().isEmpty, clock.now < end, !hasEnded(process) {}
        usleep(UInt32(random.next() * 3000))
      }
      Glibc.kill(process, SIGKILL)
      if Spawn.finish(process) == 128 + SIGKILL { deaths += 1 }
      try check()
    }
    return deaths
  }

  /// Whether a process is no more but for its exit status.
  private func hasEnded(_ process: pid_t) -> Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0
      && information.si_signo == SIGCHLD
  }

  private func litter() -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path("."))
    return (names ?? []).filter { $0.hasSuffix(".tmp") }
  }

  /// Kills a command that replaces `file`, whose content may only ever be old or new.
  private func replace(
    _ file: String, _ arguments: [String], isNew: (String) -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let old = "the old content\n"
    var renewed = 0
    let deaths = try kill(arguments) {
      let text = try folder.text(file)
      #expect(text == old || isNew(text), "\(text)", sourceLocation: sourceLocation)
      if text != old { renewed += 1 }
      try folder.write(old, to: file)
    }
    #expect(deaths > 0, "no kill came in time", sourceLocation: sourceLocation)
    try complete(arguments)
    #expect(isNew(try folder.text(file)), sourceLocation: sourceLocation)
    #expect(litter() == [], sourceLocation: sourceLocation)
    print(
      "\(file): \(Self.kills) kills, \(deaths) before the end, \(renewed) after the new content was there")
  }

  /// Kills a dashboard whose script writes `file`, which it may have to agree to.
  private func replace(script: String, _ file: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    try folder.write(script, to: "script")
    let arguments = ["scenario.yaml", "--script", "script"]
    try folder.write("something else\n", to: file)
    try complete(arguments)
    let new = try folder.text(file)
    try replace(file, arguments, isNew: { $0 == new }, sourceLocation: sourceLocation)
  }

  @Test("a plan saved by a command") func plan() throws {
    try prepare()
    try replace("plan.json", ["plan", "scenario.yaml", "--save", "plan.json"]) { text in
      // Its times differ from run to run.
      text.hasSuffix("}\n") && (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil
    }
  }

  @Test("a scenario saved by the dashboard") func scenario() throws {
    try prepare()
    try replace(script: ":set budget 7\n:save copy.yaml\nkey y\n", "copy.yaml")
    #expect(try folder.text("copy.yaml").contains("budget: 7"))
  }

  @Test("an export") func export() throws {
    try prepare()
    try replace(script: "wait 60\n:export weights out.json\nkey y\n", "out.json")
  }

  @Test("a picture") func picture() throws {
    try prepare()
    try folder.write("wait 60\n:save-screen out.txt\n", to: "script")
    let arguments = ["scenario.yaml", "--script", "script"]
    try complete(arguments)
    let whole = try folder.text("out.txt").split(separator: "\n", omittingEmptySubsequences: false)
    // The times in it differ from run to run.
    try replace("out.txt", arguments) { text in
      let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
      return rows.count == whole.count && rows.suffix(2) == whole.suffix(2)
    }
  }

  @Test("an import") func imported() throws {
    try prepare()
    let arguments = ["import", "trace", "trace.csv", "-o", "mix.yaml"]
    try complete(arguments)
    let new = try folder.text("mix.yaml")
    try replace("mix.yaml", arguments, isNew: { $0 == new })
  }

  @Test("the log of a sweep goes on to what it would have been") func sweep() throws {
    try prepare()
    let whole = ["sweep", "scenario.yaml", "grid.yaml", "-o", "whole.jsonl"]
    try complete(whole)
    let expected = try folder.text("whole.jsonl")
    let arguments = ["sweep", "scenario.yaml", "grid.yaml", "--resume", "-o", "part.jsonl"]
    var lengths: Set<Int> = []
    let deaths = try kill(arguments) {
      let text = (try? folder.text("part.jsonl")) ?? ""
      #expect(expected.hasPrefix(text))
      lengths.insert(text.count)
      // From the start every few kills, else from where the last one came.
      if text.count == expected.count {
        try FileManager.default.removeItem(atPath: folder.path("part.jsonl"))
      }
    }
    #expect(deaths > 0)
    try complete(arguments)
    #expect(try folder.text("part.jsonl") == expected)
    print("sweep: \(Self.kills) kills, \(deaths) before the end, \(lengths.count) different lengths")
  }
}

@Suite("Killed sessions leave what they kept whole") struct KeptWorkTests {
  /// One takes as long as the edits wait to be kept.
  static let rounds = KillTests.kills < 100 ? 1 : KillTests.kills

  @Test("edits kept by the dashboard", arguments: 0..<rounds) func kept(round: Int) throws {
    let session = try TmuxSession()
    try session.startDashboard()
    let folder = session.home.appending(path: "state/fleetmix/autosave")
    var random = SeededDelays(seed: UInt64(round))
    // Two seconds after the first edit it is kept, also while editing goes on.
    try session.wait("a folder for the edits") { _ in
      try session.press("Right")
      return (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.isEmpty == false
    }
    usleep(UInt32(random.next() * 6000))
    Glibc.kill(try session.childProcess(), SIGKILL)
    try session.wait(for: "status=137")
    let own = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let path = folder.appending(path: own)
    for name in try FileManager.default.contentsOfDirectory(atPath: path.path) where !name.hasPrefix(".") {
      let text = try String(contentsOf: path.appending(path: name), encoding: .utf8)
      switch name {
      case "session.json":
        #expect((try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil, "\(text)")
      case "scenario.yaml": #expect(text.hasSuffix("slo: {ttft_ms: 2000, tpot_ms: 50}\n"), "\(text)")
      default: #expect(["lock", "profile.csv"].contains(name))
      }
    }
    let isKept = FileManager.default.fileExists(atPath: path.appending(path: "scenario.yaml").path)
    try session.command("stty sane; tput rmcup; clear")
    try session.startDashboard()
    if isKept { try session.wait(for: "An earlier session left unsaved edits") }
    try session.press("q")
    try session.expectShell(status: 0)
    // What is left without a scenario has gone.
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.count == (isKept ? 1 : 0))
  }
}

/// Repeatable numbers from 0 to 1 (SplitMix64).
private struct SeededDelays {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
  }
}

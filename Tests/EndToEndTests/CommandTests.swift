import Foundation
import Testing

/// The built program without a screen: what it prints, what it writes, how it exits.
@Suite("The commands as a script uses them", .timeLimit(.minutes(2)))
struct CommandTests {
  private let folder = CommandFolder()
  private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Samples")
  private static let workedExample = samples.appending(path: "worked-example/scenario.yaml").path

  @Test("plan prints the documented JSON, saves it, and check confirms it")
  func planAndCheck() throws {
    let plan = try folder.run("plan", Self.workedExample, "--json", "--gap", "1e-9", "--save", "plan.json")
    #expect(plan.status == 0 && plan.errors.isEmpty)
    let answer = try #require(JSONSerialization.jsonObject(with: Data(plan.output.utf8)) as? [String: Any])
    let keys = [
      "status", "objective", "requests_per_second", "cost_per_hour", "tokens_per_second",
      "cost_per_million_tokens", "bound", "gap", "replicas", "assignments", "gpus", "workloads", "solve",
    ]
    #expect(Set(keys).isSubset(of: answer.keys))
    #expect(answer["status"] as? String == "optimal")
    let rate = try #require(answer["requests_per_second"] as? Double)
    #expect(abs(100 / rate - 28.43137) < 5e-6)
    #expect(try folder.run("check", "plan.json", Self.workedExample).status == 0)

    let saved = try folder.text("plan.json")
    try folder.write(saved.replacing("\"cost_per_hour\": 8", with: "\"cost_per_hour\": 7"), to: "lie.json")
    let lie = try folder.run("check", "lie.json", Self.workedExample)
    #expect(lie.status == 65 && lie.errors.contains("cost_per_hour"))
  }

  @Test("check needs no scenario, knows another one, and proves again that there is no plan")
  func checkClaims() throws {
    #expect(try folder.run("plan", Self.workedExample, "--save", "plan.json").status == 0)
    let alone = try folder.run("check", "plan.json")
    #expect(alone.status == 0 && alone.output.contains("not checked: the bound, the marginal values"))
    let richer = try folder.run("check", "plan.json", Self.workedExample, "--budget", "12")
    #expect(richer.status == 65 && richer.errors.contains("budget 8 -> 12"), "\(richer.errors)")
    #expect(try folder.run("check", "plan.json", "--budget", "12").status == 64)
    let answer = try folder.run("plan", Self.workedExample, "--json")
    try folder.write(answer.output, to: "answer.json")
    #expect(try folder.run("check", "answer.json").status == 64)
    #expect(try folder.run("check", "answer.json", Self.workedExample).status == 0)

    // A file without a digest, as earlier versions wrote: the bound tells that it is of another budget.
    func older(_ text: String) throws -> String {
      let digest = try #require(text.range(of: ",\n  \"scenario_digest\""))
      return String(text[..<digest.lowerBound]) + "\n}\n"
    }
    try folder.write(older(answer.output), to: "older.json")
    let same = try folder.run("check", "older.json", Self.workedExample)
    #expect(same.status == 0 && same.output.contains("bound proven again"), "\(same.errors)")
    let more = try folder.run("check", "older.json", Self.workedExample, "--budget", "12")
    #expect(more.status == 65 && more.errors.contains("there is a better plan"), "\(more.errors)")

    let none = try folder.run("plan", Self.workedExample, "--budget", "1", "--json")
    #expect(none.status == 69)
    try folder.write(none.output, to: "none.json")
    let proven = try folder.run("check", "none.json", Self.workedExample, "--budget", "1")
    #expect(proven.status == 0 && proven.output.contains("proven again"), "\(proven.errors)")
    // The same claim of a scenario that has a plan, as a file without a digest makes it.
    try folder.write(older(none.output), to: "empty.json")
    let empty = try folder.run("check", "empty.json", Self.workedExample)
    #expect(empty.status == 65 && empty.errors.contains("the scenario has a plan"), "\(empty.errors)")
  }

  @Test("the exported model, solved by the engine's own solve command, has the plan's optimum")
  func modelAndSolve() throws {
    for (objective, optimum) in [("throughput", 100 / 28.43137), ("cost", 4.0), ("cost_per_token", 0.0)] {
      let options = ["--objective", objective, "--demand", "2"]
      #expect(try folder.run(["model", Self.workedExample, "--mps", "model.mps"] + options).status == 0)
      let solved = try folder.run("solve", "model.mps", "--json", "--gap", "1e-9")
      let answer = try #require(
        JSONSerialization.jsonObject(with: Data(solved.output.utf8)) as? [String: Any])
      #expect(answer["status"] as? String == "optimal")
      let value = try #require(answer["objective"] as? Double)
      // Dinkelbach's program is zero to the gap of the plan whose ratio it carries.
      #expect(abs(value - optimum) < (objective == "cost_per_token" ? 1e-3 : 1e-5), "\(objective): \(value)")
    }
  }

  @Test("solve tells infeasible from malformed")
  func solveProblems() throws {
    try folder.write(
      "NAME x\nROWS\n N c\n G r\nCOLUMNS\n x c 1 r 1\nRHS\n RHS r 2\nBOUNDS\n UP B x 1\nENDATA\n",
      to: "none.mps")
    let none = try folder.run("solve", "none.mps", "--json")
    #expect(none.status == 69 && none.output.contains("\"infeasible\"") && none.errors.contains("infeasible"))
    try folder.write("NAME x\nROWS\n N c\n Q r\nENDATA\n", to: "bad.mps")
    let bad = try folder.run("solve", "bad.mps")
    #expect(bad.status == 65 && bad.errors.contains("bad.mps:4"))
  }

  @Test("a value that the objective takes no notice of is told, and others are not")
  func ignoredValues() throws {
    func notes(_ arguments: String...) throws -> String {
      let result = try folder.run(arguments)
      #expect(result.status == 0 || result.status == 69, "\(arguments): \(result.errors)")
      return result.errors
    }
    let note = "note: demand changes nothing"
    for command in ["plan", "explain", "sensitivity", "alternatives", "baselines"] {
      #expect(try notes(command, Self.workedExample, "--demand", "2").contains(note), "\(command)")
    }
    #expect(try notes("plan", Self.workedExample, "--set", "demand=2").contains(note))
    #expect(
      try notes("plan", Self.workedExample, "--set", "resilience.remaining=0.5").contains(
        "survives is not set"))
    #expect(try notes("plan", Self.workedExample, "--set", "demand=none").isEmpty)
    #expect(try notes("plan", Self.workedExample, "--demand", "2", "--objective", "cost").isEmpty)
    #expect(
      try notes("plan", Self.workedExample, "--demand", "2", "--set", "objective=cost_per_token").isEmpty)
    #expect(
      try notes("frontier", Self.workedExample, "--budget", "6", "--from", "2", "--to", "8", "--steps", "2")
        .contains("note: budget changes nothing"))
    #expect(try notes("frontier", Self.workedExample, "--budget", "6", "--steps", "2", "--even").isEmpty)
    try folder.write("{\"set\": {\"demand\": 2}}\n{\"set\": {\"demand\": 3}}\n", to: "moves.jsonl")
    #expect(try notes("replay", Self.workedExample, "moves.jsonl").split(separator: "\n").count == 1)
    try folder.write("vary: {demand: [1, 2]}\n", to: "grid.yaml")
    #expect(try notes("sweep", Self.workedExample, "grid.yaml", "-o", "sweep.jsonl").contains(note))
  }

  @Test("a misspelled command is told the nearest one")
  func misspelledCommand() throws {
    for (arguments, nearest, status) in [
      (["paln", Self.workedExample], "plan", 64), (["paln"], "plan", 66),
      (["frontire", "x", "--json"], "frontier", 64),
      (["import", "profil", "x"], "profile", 64),
    ] as [([String], String, Int32)] {
      let result = try folder.run(arguments)
      #expect(result.status == status && result.output.isEmpty)
      #expect(result.errors.contains("did you mean '\(nearest)'?"), "\(result.errors)")
    }
    // A scenario may have any name, and one that is like no command is not there.
    try folder.write("title: x\n", to: "paln")
    #expect(try folder.run("paln", "--script", "none.script").errors.contains("paln:"))
    #expect(try folder.run("xyzzy").errors.contains("xyzzy: error: no such file"))
  }

  @Test("help shows values as they are typed")
  func helpTexts() throws {
    let help = try folder.run("import", "profile", "--help")
    #expect(help.status == 0 && help.output.contains("--inputs") && !help.output.contains("TokenList"))
  }

  @Test("a binary copied elsewhere redoes the paper's results")
  func paperFromACopy() throws {
    // A copy made in this process is open for writing in whatever another test starts meanwhile, and cannot be run.
    let copied = try folder.run([TmuxSession.program(), folder.path("copy")], program: "/bin/cp")
    #expect(copied.status == 0, "\(copied.errors)")
    let result = try folder.run(
      ["baselines", "--paper", "--json", "--time-limit", "20"], program: folder.path("copy"))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("28.43"))
  }

  @Test("replay prints one line a move, each with its own status")
  func replay() throws {
    try folder.write(
      "{\"set\": {\"budget\": 4}}\n{\"set\": {\"budget\": 1}}\n{\"set\": {\"budget\": 8, \"gpus.t1.price\": 4}}\n",
      to: "moves.jsonl")
    let result = try folder.run("replay", Self.workedExample, "moves.jsonl")
    #expect(result.status == 0)
    let lines = try result.output.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines.map { $0["status"] as? String } == ["optimal", "infeasible", "optimal"])
    #expect(lines.map { $0["move"] as? Int } == [1, 2, 3])
    try folder.write("{\"set\": {\"budget\": 4}}\n{\"set\": {\"bugdet\": 1}}\n", to: "bad.jsonl")
    let bad = try folder.run("replay", Self.workedExample, "bad.jsonl")
    #expect(
      bad.status == 65 && bad.output.isEmpty && bad.errors.contains("bad.jsonl:2")
        && bad.errors.contains("budget"))
  }

  @Test("bad input is refused with its place and status, and nothing is written")
  func badInput() throws {
    let good = try String(contentsOfFile: Self.workedExample, encoding: .utf8)
    try folder.write(
      try String(contentsOf: Self.samples.appending(path: "worked-example/profile.csv"), encoding: .utf8),
      to: "profile.csv")
    let cases: [(name: String, text: String, status: Int32, words: [String])] = [
      ("empty", "", 65, ["empty"]),
      ("binary", "\0\u{1}\u{2}", 65, ["binary"]),
      ("types", good.replacing("budget: 8", with: "budget: eight"), 65, ["budget", "eight", ":6:"]),
      ("nan", good.replacing("budget: 8", with: "budget: .nan"), 65, ["budget", ".nan"]),
      ("negative", good.replacing("budget: 8", with: "budget: -8"), 65, ["budget", "-8"]),
      ("duplicate", good + "\nbudget: 9\n", 65, ["budget", "twice"]),
      ("unknown", good.replacing("budget: 8", with: "bugdet: 8"), 65, ["bugdet", "did you mean 'budget'"]),
      (
        "shares", good.replacing("share: 80", with: "share: 0").replacing("share: 20", with: "share: 0"), 65,
        ["share"]
      ),
      ("bomb", "a: &a [x, x]\nb: [*a, *a]\n", 65, ["alias"]),
      ("profile", good.replacing("profile.csv", with: "nowhere.csv"), 66, ["nowhere.csv"]),
      ("budget", good.replacing("budget: 8", with: "budget: 0"), 69, ["0.00 $/h", "2.00 $/h"]),
    ]
    for entry in cases {
      try folder.write(entry.text, to: "\(entry.name).yaml")
      let result = try folder.run("plan", "\(entry.name).yaml", "--json", "--save", "out.json")
      #expect(result.status == entry.status, "\(entry.name): \(result.errors)")
      for word in entry.words { #expect(result.errors.contains(word), "\(entry.name): \(result.errors)") }
      #expect(!folder.exists("out.json"), "\(entry.name)")
    }
    #expect(try folder.run("plan", ".").status == 66)
    #expect(try folder.run("plan", "missing.yaml").status == 66)
    #expect(try folder.run("plan").status == 64)
    #expect(
      try folder.run("plan", Self.workedExample, "--set", "gpus.t9.price=1").errors.contains("gpus.t1.price"))
    #expect(try folder.run("plan", Self.workedExample, "--save", "no/such/folder/plan.json").status == 73)
  }

  @Test("the inventories are there, also for a binary copied elsewhere")
  func inventories() throws {
    let copy = folder.path("elsewhere")
    // A process of its own copies: a file this one writes could not be run while another test starts a program.
    #expect(
      Spawn.run(["cp", try TmuxSession.program(), copy], environment: [:], output: folder.path("cp")) == 0)
    let themes = try folder.run(["themes"], program: copy)
    #expect(themes.status == 0)
    #expect(
      Set(["dark", "light", "mono"]).isSubset(of: Set(themes.output.split(separator: "\n").map(String.init))))
    #expect(try folder.run(["paths"], program: copy).output.contains("Samples/today/scenario.yaml"))
    #expect(try folder.run("actions").output.contains("undo"))
  }

  @Test("the default sample is planned to optimality under every objective")
  func defaultSample() throws {
    let sample = Self.samples.appending(path: "today/scenario.yaml").path
    for objective in ["throughput", "cost", "cost_per_token"] {
      let result = try folder.run("plan", sample, "--objective", objective, "--save", "\(objective).json")
      #expect(result.status == 0 && result.output.contains("optimal"), "\(objective): \(result.errors)")
      let stated = try String(contentsOfFile: sample, encoding: .utf8)
      try folder.write(
        stated.replacing("objective: throughput", with: "objective: \(objective)"), to: "s.yaml")
      try folder.write(
        try String(contentsOf: Self.samples.appending(path: "today/profile.csv"), encoding: .utf8),
        to: "profile.csv")
      let check = try folder.run("check", "\(objective).json", "s.yaml")
      #expect(check.status == 0, "\(objective): \(check.errors)")
    }
  }
}

/// A folder of its own in which the built program runs.
final class CommandFolder {
  /// The output of a run and how it ended.
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  private let url = FileManager.default.temporaryDirectory.appending(path: "fleetmix-\(UUID().uuidString)")

  init() { try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
  func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
  }

  func run(_ arguments: String...) throws -> Result { try run(arguments) }

  func run(_ arguments: [String], program: String? = nil) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: try program ?? TmuxSession.program())
    process.arguments = arguments
    process.currentDirectoryURL = url
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["HOME"] = url.path
    process.environment = environment
    // Files, not pipes: nothing can fill up while the other stream is read.
    let streams = try ["stdout", "stderr"].map { name -> FileHandle in
      try Data().write(to: url.appending(path: name))
      return try FileHandle(forWritingTo: url.appending(path: name))
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = streams[0]
    process.standardError = streams[1]
    try process.run()
    process.waitUntilExit()
    return Result(status: process.terminationStatus, output: try text("stdout"), errors: try text("stderr"))
  }
}

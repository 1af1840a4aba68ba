import Foundation
import Glibc
import Testing

/// Commands that are interrupted, or out of time, on a market of which no proof ends soon.
@Suite("Commands that end early", .serialized, .timeLimit(.minutes(5)))
struct EarlyEndCommandTests {
  private let folder = CommandFolder()

  /// Sixty pools of fourteen GPU types and three models.
  private static let market: String = {
    let types = [
      "RTX-4090", "A10G", "L4", "A40", "RTX-A6000", "L40", "L40S", "A100-40G-SXM", "A100-80G-SXM",
      "A100-80G-PCIe", "H100-PCIe", "H100-SXM", "H200-SXM", "B200-SXM",
    ]
    let pools = (0..<60).map { index in
      "  - {name: P\(index), type: \(types[index % types.count]), available: \(3 + index * 7 % 29), "
        + "price: \(Double(40 + index * 37 % 500) / 100)}"
    }
    let models = ["llama-3.1-70b", "llama-3.1-8b", "qwen3-32b"].enumerated().map { index, name in
      let workloads = (0..<6).map {
        "      - {name: w\($0), input: \(100 + 1300 * $0), output: \(900 - 150 * $0), share: \(1 + $0 * (index + 1))}"
      }
      return "  - name: \(name)\n    precision: fp8\n    share: \(index + 1)\n    workloads:\n"
        + workloads.joined(separator: "\n")
    }
    return (["objective: throughput", "budget: 300", "gpus:"] + pools + ["models:"] + models)
      .joined(separator: "\n") + "\n"
  }()

  private func json(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// Starts a command, sends it a signal once `isReady` says so of its output so far, and waits for its end.
  private func interrupted(
    _ arguments: [String], by number: Int32, once isReady: (_ output: String, _ errors: String) -> Bool
  ) throws -> (status: Int32, output: String, errors: String) {
    try folder.write(Self.market, to: "market.yaml")
    for name in ["out", "err"] { try folder.write("", to: name) }
    let process = Process()
    process.executableURL = URL(filePath: try TmuxSession.program())
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path("."))
    process.standardOutput = FileHandle(forWritingAtPath: folder.path("out"))
    process.standardError = FileHandle(forWritingAtPath: folder.path("err"))
    try process.run()
    let end = ContinuousClock.now + .seconds(60)
    while process.isRunning, ContinuousClock.now < end,
      try !isReady(folder.text("out"), folder.text("err"))
    { usleep(5000) }
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    return (process.terminationStatus, try folder.text("out"), try folder.text("err"))
  }

  @Test("Ctrl-C on plan prints the best plan with its gap", arguments: [SIGINT, SIGTERM])
  func plan(_ signal: Int32) throws {
    let result = try interrupted(
      ["plan", "market.yaml", "--json", "--verbose", "--gap", "1e-9", "--save", "p.json"], by: signal
    ) {
      $1.contains("better plan")
    }
    #expect(result.status == 130)
    let plan = try json(result.output)
    #expect(plan["status"] as? String == "feasible")
    #expect((plan["replicas"] as? [Any])?.isEmpty == false)
    #expect(try folder.run("check", "p.json", "market.yaml").status == 0)
  }

  @Test("Ctrl-C on frontier ends it after the points it has")
  func frontier() throws {
    let result = try interrupted(
      ["frontier", "market.yaml", "--from", "250", "--gap", "0.4", "--steps", "4000"], by: SIGINT
    ) {
      output, _ in output.split(separator: "\n").count > 2
    }
    #expect(result.status == 130)
    #expect(result.errors.contains("interrupted: the frontier ends after"))
    #expect(result.output.split(separator: "\n").count < 3900)
  }

  @Test("A time limit holds for the whole command, and what it left out is said")
  func timeLimits() throws {
    try folder.write(Self.market, to: "market.yaml")
    try folder.write("{\"set\": {\"budget\": 250}}\n", to: "moves.jsonl")
    let commands: [([String], Set<Int32>)] = [
      (["plan"], [0, 69]), (["explain", "--set", "budget=0.9"], [0]),
      (["frontier", "--steps", "50"], [0, 69]),
      (["sensitivity"], [0, 69]), (["alternatives"], [0, 69]), (["baselines"], [0, 69]),
    ]
    for (command, statuses) in commands {
      let clock = ContinuousClock()
      let start = clock.now
      let result = try folder.run(
        [command[0], "market.yaml"] + command.dropFirst() + ["--json", "--time-limit", "0.4"])
      // Without the limit each takes minutes; the machine may be busy with other tests.
      #expect(clock.now - start < .seconds(8), "\(command[0])")
      #expect(statuses.contains(result.status), "\(command[0]): \(result.errors)")
      guard result.status == 0 else { continue }
      let answer = try json(result.output)
      if command[0] == "plan" {
        #expect(answer["status"] as? String == "feasible")
      } else {
        #expect(answer["complete"] as? Bool == false, "\(command[0])")
        #expect(result.errors.contains("the time limit was reached"), "\(command[0])")
      }
    }
    let replayed = try folder.run("replay", "market.yaml", "moves.jsonl", "--time-limit", "0.3")
    #expect(replayed.status == 0)
    #expect(["feasible", "unknown"].contains(try json(replayed.output)["status"] as? String))
  }
}

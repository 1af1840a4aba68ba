import Foundation
import Testing

/// The commands that lead from a plan to a decision, as a script uses them.
@Suite("Decisions from the command line", .timeLimit(.minutes(3)))
struct DecisionCommandTests {
  private let folder = CommandFolder()
  private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Samples")
  private static let example = samples.appending(path: "worked-example/scenario.yaml").path
  private static let today = samples.appending(path: "today/scenario.yaml").path

  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("frontier prints the same points as JSON, CSV, Markdown and text")
  func frontier() throws {
    let range = ["--from", "2", "--to", "8", "--steps", "4"]
    let json = try folder.run(["frontier", Self.example, "--json"] + range)
    #expect(json.status == 0 && json.errors.isEmpty)
    let points = try #require(try object(json.output)["points"] as? [[String: Any]])
    #expect(points.count >= 4)
    let last = try #require(points.last?["requests_per_second"] as? Double)
    #expect(abs(100 / last - 28.43137) < 1e-2)
    let rates = points.compactMap { $0["requests_per_second"] as? Double }
    #expect(rates == rates.sorted())
    let csv = try folder.run(["frontier", Self.example, "--csv"] + range)
    #expect(csv.output.split(separator: "\n").count == points.count + 1)
    let text = try folder.run(["frontier", Self.example, "--even"] + range)
    #expect(text.output.contains("budget $/h"))
    let page = try folder.run(["frontier", Self.example, "--even", "--markdown"] + range)
    #expect(page.output.contains("| budget $/h | req/s | $/h |") && page.output.contains("| 8.00 | 3.52 |"))
    #expect(try folder.run("frontier", Self.example, "--from", "9", "--to", "1").status == 64)
    // 0.5 $/h buy nothing.
    #expect(try folder.run("frontier", Self.example, "--from", "0.1", "--to", "0.5").status == 69)
  }

  @Test("baselines, sensitivity and alternatives report in every format")
  func reports() throws {
    for command in ["baselines", "sensitivity", "alternatives"] {
      let json = try folder.run(command, Self.example, "--json")
      #expect(json.status == 0, "\(command): \(json.errors)")
      #expect(try object(json.output)["title"] as? String == "Worked example")
      let csv = try folder.run(command, Self.example, "--csv").output.split(separator: "\n")
      #expect(csv.count > 1 && csv.allSatisfy { $0.contains(",") })
      #expect(try folder.run(command, Self.example, "--markdown").output.contains("| ---"))
    }
    let baselines = try folder.run("baselines", Self.example).output
    #expect(baselines.contains("only t2") && baselines.contains("round-robin"))
    #expect(try folder.run("baselines").status == 64)
    #expect(try folder.run("baselines", Self.example, "--paper").status == 64)
  }

  @Test("replicas of several models are listed by model")
  func replicasByModel() throws {
    let list = try folder.run("alternatives", Self.today, "--count", "2").output
    #expect(list.contains("llama-3.1-70b: ") && list.contains("; gpt-oss-120b: "), "\(list)")
    let one = try folder.run("alternatives", Self.example, "--count", "1").output
    #expect(one.contains("1 x t1*1") && !one.contains("example:"), "\(one)")
  }

  @Test("a clash is named with the limits that it holds for, one by one")
  func clashes() throws {
    let answer = try folder.run("explain", Self.today, "--objective", "cost", "--demand", "60", "--json")
    let report = try object(answer.output)
    let further = try #require(report["further_conflicts"] as? [[[String: Any]]])
    let all = [try #require(report["conflict"] as? [[String: Any]])] + further
    #expect(all.count == 2 && all[1].map { $0["path"] as? String } == ["budget", "demand"])
    for limit in all.joined() {
      let path = try #require(limit["path"] as? String)
      let free = path == "budget" ? "1000000" : path == "demand" ? "0.001" : "1000"
      let plan = try folder.run(
        "plan", Self.today, "--objective", "cost", "--demand", "60", "--set", "\(path)=\(free)")
      #expect((plan.status == 0) == (limit["alone_gives_plan"] as? Bool), "\(path): \(plan.errors)")
    }
    let text = try folder.run("explain", Self.today, "--objective", "cost", "--demand", "60").output
    #expect(!text.contains("without any one of them"))
  }

  @Test("every change that explain names gives a plan, and one a tenth smaller does not")
  func explain() throws {
    let arguments = ["--objective", "cost", "--demand", "25", "--budget", "60"]
    let answer = try folder.run(["explain", Self.today, "--json"] + arguments)
    #expect(answer.status == 0)
    let report = try object(answer.output)
    #expect(report["status"] as? String == "infeasible")
    #expect((report["conflict"] as? [Any])?.isEmpty == false)
    let relaxations = try #require(report["relaxations"] as? [[String: Any]])
    #expect(!relaxations.isEmpty)
    for relaxation in relaxations {
      let set = try #require(relaxation["set"] as? [String: Double])
      let edits = set.flatMap { ["--set", "\($0.key)=\($0.value)"] }
      #expect(try folder.run(["plan", Self.today] + arguments + edits).status == 0, "\(set)")
      // A pair of changes is a compromise and not the smallest of its kind.
      guard set.count == 1, let (path, to) = set.first, !path.hasSuffix(".share"),
        let from = relaxation["from"] as? Double
      else { continue }
      var smaller = from + (to - from) * 0.9
      if path.hasSuffix(".available") { smaller = smaller.rounded(.down) }
      let less = try folder.run(["plan", Self.today] + arguments + ["--set", "\(path)=\(smaller)"])
      #expect(less.status == 69, "\(path)=\(smaller) is enough, \(to) was named")
    }
    let fine = try folder.run("explain", Self.example)
    #expect(fine.status == 0 && fine.output.contains("has a plan"))
  }

  @Test("compare and replan tell what to start and stop")
  func compareAndReplan() throws {
    #expect(try folder.run("plan", Self.example, "--save", "a.json").status == 0)
    #expect(try folder.run("plan", Self.example, "--budget", "4", "--save", "b.json").status == 0)
    let compared = try folder.run("compare", "a.json", "b.json")
    #expect(compared.status == 0 && compared.output.contains("stop  1 x t1*1"))
    let json = try object(try folder.run("compare", "a.json", "b.json", "--json").output)
    #expect((json["plans"] as? [Any])?.count == 2)
    let table = try folder.run("compare", "a.json", "b.json", "--csv").output.split(separator: "\n")
    #expect(table.first == "figure,unit,a.json,b.json,b.json - a.json")
    #expect(table.contains { $0 == "cost,$/h,8,4,-4" })
    let page = try folder.run("compare", "a.json", "b.json", "--markdown").output
    #expect(page.hasPrefix("# Comparison") && page.contains("| cost | $/h | 8.00 | 4.00 | -4.00 |"))
    #expect(page.contains("stop  1 x t1*1"))
    #expect(try folder.run("compare", "a.json").status == 64)
    #expect(try folder.run("compare", "a.json", "nowhere.json").status == 66)

    let stays = try folder.run("replan", Self.example, "--running", "a.json")
    #expect(stays.status == 0 && stays.output.contains("Nothing changes"))
    let moved = try folder.run(
      "replan", Self.example, "--running", "b.json", "--json", "--save", "c.json")
    let steps = try #require(try object(moved.output)["steps"] as? [[String: Any]])
    #expect(steps.map { $0["action"] as? String } == ["start"] && folder.exists("c.json"))
    #expect(try folder.run("replan", Self.example).status == 64)
  }

  @Test("a sweep that is killed goes on, and shards are the whole")
  func sweep() throws {
    try folder.write(
      "vary:\n  budget: {from: 1, to: 8, count: 20}\n  gpus.t2.available: [0, 2, 4]\n"
        + "  bands.each: {from: -1, to: 1}\n  bands: [stated, low]\nsamples: 100\nseed: 5\n",
      to: "grid.yaml")
    func sweep(_ file: String, _ more: String...) throws -> CommandFolder.Result {
      try folder.run(["sweep", Self.example, "grid.yaml", "-o", file] + more)
    }
    let whole = try sweep("all.jsonl", "--csv", "all.csv", "--json")
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(try object(whole.output)["scenarios"] as? Int == 100)
    let text = try folder.text("all.jsonl")
    let lines = text.split(separator: "\n")
    #expect(lines.count == 100)
    #expect(try folder.text("all.csv").split(separator: "\n").count == 101)
    // Any line is the plan of what it sets.
    let line = try object(String(lines[61]))
    let set = try #require(line["set"] as? [String: Any])
    #expect(set.keys.contains { $0.hasPrefix("bands.example on ") })
    let edits = set.flatMap { ["--set", "\($0.key)=\($0.value)"] }
    let plan = try folder.run(
      ["plan", Self.example, "--json", "--gap", "1e-6", "--save", "line.json"] + edits)
    #expect(try folder.run(["check", "line.json", Self.example] + edits).status == 0)
    #expect(try folder.run("check", "line.json", Self.example).status == 65)
    let planned = try #require(try object(plan.output)["requests_per_second"] as? Double)
    let swept = try #require(line["requests_per_second"] as? Double)
    #expect(abs(planned - swept) <= 5e-3 * planned)
    var merged = ""
    for shard in 1...3 {
      #expect(try sweep("s\(shard).jsonl", "--shard", "\(shard)/3", "--threads", "1").status == 0)
      merged += try folder.text("s\(shard).jsonl")
    }
    #expect(merged == text)
    // As a kill leaves it: some whole lines, and a torn one.
    try folder.write(lines.prefix(37).map { $0 + "\n" }.joined() + "{\"index\": 37, \"sw", to: "torn.jsonl")
    #expect(try sweep("torn.jsonl").status == 73)
    let resumed = try sweep("torn.jsonl", "--resume", "--markdown")
    #expect(resumed.status == 0 && resumed.output.contains("| req/s |"))
    #expect(try folder.text("torn.jsonl") == text)
    // Another sweep's file is left alone.
    let other = try folder.run(
      "sweep", Self.example, "grid.yaml", "-o", "torn.jsonl", "--resume", "--set", "headroom=0.1")
    #expect(other.status == 65)
    #expect(try folder.text("torn.jsonl") == text)
    #expect(try sweep("x.jsonl", "--shard", "4/3").status == 64)
    for job in ["kubernetes", "slurm"] {
      let manifest = try folder.run("sweep", Self.example, "grid.yaml", "--job", job, "--shards", "8")
      #expect(manifest.status == 0 && manifest.output.contains("8"))
    }
  }

  @Test("watch prints a plan a change, and keeps the last good figures")
  func watch() throws {
    try folder.write("gpu,available,price\nt1,1,4\n", to: "feed.csv")
    let first = try folder.run(
      "watch", Self.example, "feed.csv", "--plans", "1", "--interval", "0.02", "--json")
    #expect(first.status == 0)
    let line = try object(first.output)
    #expect((line["set"] as? [String: Double])?["gpus.t1.available"] == 1)
    try folder.write("gpu,available,price\nt1,", to: "feed.csv")
    let torn = try folder.run("watch", Self.example, "feed.csv", "--plans", "1", "--interval", "0.02")
    #expect(
      torn.status == 0 && torn.errors.contains("own figures stay") && torn.output.contains("3.52 req/s"))
  }
}

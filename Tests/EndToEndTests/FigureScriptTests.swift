import Foundation
import Testing

/// The figures on the dashboard's screen are those of `plan --json` for the same scenario, and parts add up.
@Suite("The screen's figures are the plan's", .timeLimit(.minutes(1)))
struct FigureScriptTests {
  private let folder = CommandFolder()
  private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Samples")

  /// A replica row of the plan panel.
  private struct Row {
    var count: Int
    var cents: Int
    var utilization: Int
    var rate: Int
    var percent: [Int?]
  }

  @Test(
    "on solved samples",
    arguments: [
      "today/scenario", "worked-example/scenario", "paper/8b-swiss-stock1-30", "paper/70b-swiss-stock1-30",
      "paper/both-azure-stock2-30", "paper/both-wildgpt-stock1-15",
    ])
  func samples(name: String) throws {
    let sample = Self.samples.appending(path: name + ".yaml").path
    let planned = try folder.run("plan", sample, "--json", "--gap", "1e-4")
    let plan = try #require(JSONSerialization.jsonObject(with: Data(planned.output.utf8)) as? [String: Any])
    try folder.write("size 200x100\nwait\n:save-screen out.txt\n", to: "test.script")
    #expect(try folder.run(sample, "--script", "test.script").status == 0)
    let screen = try folder.text("out.txt").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)

    // The headline, exactly.
    let rate = try #require(plan["requests_per_second"] as? Double)
    let cost = try #require(plan["cost_per_hour"] as? Double)
    let tokens = try #require(plan["cost_per_million_tokens"] as? [String: Double])
    #expect(screen.contains { $0.contains(String(format: "%.2f req/s", rate)) })
    #expect(screen.contains { $0.contains(String(format: "%.2f $/h", cost)) })
    for (word, key) in [("", "total"), ("in ", "input"), ("out ", "output")] {
      let value = try #require(tokens[key])
      let text = String(format: value < 9.9995 ? "%.4f" : "%.3f", value)
      #expect(screen.contains { $0.contains(word + text) }, "\(key) \(text)")
    }

    // Every replica with its routes; shown parts add up to the shown total.
    let start = try #require(screen.firstIndex { $0.contains(" PLAN ") })
    let end = try #require(screen[start...].firstIndex { $0.contains("  total  ") })
    let rows = screen[start..<end].compactMap(Self.row)
    let replicas = try #require(plan["replicas"] as? [[String: Any]])
    #expect(rows.count == replicas.count)
    let total = Self.figures(String(screen[end].dropFirst(38).drop { !$0.isNumber }))
    #expect(
      rows.reduce(0) { $0 + $1.cents } == total.first
        && rows.reduce(0) { $0 + $1.rate } == total.dropFirst().first)
    let routes = try #require(plan["assignments"] as? [[String: Any]])
    for (row, replica) in zip(rows, replicas) {
      #expect(row.count == replica["count"] as? Int)
      #expect(abs(Double(row.cents) - 100 * (replica["cost_per_hour"] as? Double ?? 0)) < 1.001)
      #expect(abs(Double(row.rate) - 100 * (replica["requests_per_second"] as? Double ?? 0)) < 1.001)
      #expect(abs(Double(row.utilization) - 100 * (replica["utilization"] as? Double ?? 0)) < 0.501)
      let own = routes.filter {
        $0["model"] as? String == replica["model"] as? String
          && $0["layout"] as? String == replica["layout"] as? String
      }.compactMap { $0["fraction"] as? Double }.filter { $0 > 0 }
      let shown = row.percent.compactMap { $0 }
      #expect(shown.count == own.count, "\(name): \(row)")
      for (percent, fraction) in zip(shown, own) { #expect(abs(Double(percent) - 100 * fraction) < 1.001) }
    }

    // GPUs in use of those on offer.
    for gpu in try #require(plan["gpus"] as? [[String: Any]]) {
      let use = "\(gpu["used"] as? Int ?? -1)/\(gpu["available"] as? Int ?? -1) "
      #expect(screen.contains { $0.contains(use) }, "\(use)")
    }
  }

  @Test("runners-up, baselines and sensitivities are those of the commands")
  func otherPlans() throws {
    let sample = Self.samples.appending(path: "worked-example/scenario.yaml").path
    try folder.write("size 200x100\nwait\nkey Alt-6\nwait\n:save-screen out.txt\n", to: "test.script")
    #expect(try folder.run(sample, "--script", "test.script").status == 0)
    let screen = try folder.text("out.txt").split(separator: "\n").map(String.init)
    func expect(_ name: String, _ rate: Double?, _ cost: Double?, _ better: Double?) {
      let rate = rate.map { String(format: "%.2f", $0) } ?? "–"
      let cost = cost.map { String(format: "%.2f", $0) } ?? "–"
      let part = better.map { abs($0) < 5e-4 ? "=" : String(format: "%+.1f", $0 * 100) } ?? ""
      let shown = part.replacing("-", with: "−")
      let words = name.split(separator: " ").first.map(String.init) ?? name
      #expect(
        screen.contains {
          $0.contains(words) && $0.contains(" \(rate) ") && $0.contains(" \(cost) ") && $0.contains(shown)
        }, "\(name): \(rate) req/s, \(cost) $/h, \(shown)")
    }
    func objects(_ command: String, _ key: String) throws -> [[String: Any]] {
      let text = try folder.run(command, sample, "--json", "--gap", "1e-4").output
      let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      return try #require(object[key] as? [[String: Any]])
    }
    for entry in try objects("baselines", "baselines") where entry["stock"] as? String == "limited" {
      guard let key = entry["baseline"] as? String, key != "optimum" else { continue }
      let name = key.split(separator: ":").last.map(String.init) ?? key
      let word = name.contains("_") ? String(name.prefix { $0 != "_" }) : name
      expect(
        ["hexgen": "HexGen", "melange": "Melange", "round": "round-robin"][word] ?? word,
        entry["requests_per_second"] as? Double, entry["cost_per_hour"] as? Double,
        entry["against_optimum"] as? Double)
    }
    for entry in try objects("alternatives", "plans").dropFirst() {
      let plan = try #require(entry["plan"] as? [String: Any])
      expect(
        "\(entry["rank"] as? Int ?? 0) ", plan["requests_per_second"] as? Double,
        plan["cost_per_hour"] as? Double, entry["against_best"] as? Double)
    }
    let base = try #require(
      JSONSerialization.jsonObject(with: Data(folder.run("plan", sample, "--json").output.utf8))
        as? [String: Any])
    let value = try #require(base["requests_per_second"] as? Double)
    let changes = try objects("sensitivity", "changes")
    let rows = screen.drop { !$0.contains("SENSITIVITY") }.dropFirst().filter { $0.contains("→") }
    #expect(rows.count == changes.count)
    for entry in changes {
      let gain = entry["gain"] as? Double
      let rate = gain.map { String(format: "%.2f", value + $0) } ?? "–"
      #expect(rows.contains { $0.contains(" \(rate) ") }, "\(entry)")
    }
  }

  /// `2 B200*2   26.76  98%  2.82 m   ·   31   92`, behind the controls.
  private static func row(_ line: String) -> Row? {
    var words = line.dropFirst(38).prefix(86).split(separator: " ").map(String.init)
    // The letter by which machines name the row.
    if let first = words.first, first.count == 1, first.first?.isLetter == true { words.removeFirst() }
    guard words.count > 5, let count = Int(words[0]), let cost = Double(words[2]),
      let utilization = Int(words[3].filter(\.isNumber)),
      let mark = words.firstIndex(where: { ["m", "i", "e"].contains($0) }), let rate = Double(words[mark - 1])
    else { return nil }
    return Row(
      count: count, cents: Int((cost * 100).rounded()), utilization: utilization,
      rate: Int((rate * 100).rounded()), percent: words[(mark + 1)...].map { $0 == "<1" ? 0 : Int($0) })
  }

  /// Figures with a point, in hundredths.
  private static func figures(_ text: String) -> [Int] {
    text.split(separator: " ").prefix(2).compactMap { Double($0).map { Int(($0 * 100).rounded()) } }
  }
}

import Planning
import Serving
import Testing

@testable import Interchange

/// A plan with every part, its figures chosen so that rounding would show.
let samplePlan = Plan(
  status: .feasible, objective: .throughput, requestsPerSecond: 22.41, costPerHour: 29.87,
  tokensPerSecond: .init(input: 1.0 / 3, output: 2e-7),
  costPerMillionTokens: .init(input: 0.1, output: 0.30000000000000004), totalCostPerMillionTokens: 0.25,
  bound: 22.5, gap: 0.004016064257028112,
  replicas: [
    .init(
      model: "llama|3", precision: .fp8, layout: "H100*2+A100*2",
      gpus: [.init(pool: "H100", count: 2), .init(pool: "A100", count: 2)], count: 3, costPerHour: 29.87,
      utilization: 0.975, requestsPerSecond: 22.41, provenance: .measured("p.csv:3: vLLM, \"May\""))
  ],
  assignments: [
    .init(
      model: "llama|3", workload: "w1", layout: "H100*2+A100*2", fraction: 1, requestsPerSecond: 22.41,
      costPerHour: 29.87, prefillShare: 0.4, provenance: .interpolated("3 points"))
  ],
  gpus: [.init(name: "H100", used: 6, available: 8, costPerHour: 17.94, marginalValue: -0.001)],
  workloads: [
    .init(
      model: "llama|3", workload: "w1", requestsPerSecond: 22.41, costPerHour: 29.87,
      costPerMillionTokens: 0.25,
      split: .init(input: 0.1, output: 0.2))
  ],
  budgetMarginalValue: 0.75,
  solve: .init(milliseconds: 12.5, firstPlanMilliseconds: 1.25, nodes: 7, pivots: 123, warm: true))

@Suite("Plan files") struct PlanFileTests {
  @Test("the keys of a plan are those other programs rely on, in order") func keys() throws {
    let root = try JSONParser.parse(SourceFile(path: "p", text: PlanJSON.text(samplePlan)))
    func keys(_ node: DocumentNode?) -> [String] {
      guard case .mapping(let entries)? = node?.content else { return [] }
      return entries.map(\.key)
    }
    func first(_ key: String) -> DocumentNode? {
      guard case .mapping(let entries) = root.content,
        let value = entries.first(where: { $0.key == key })?.value
      else { return nil }
      guard case .sequence(let items) = value.content else { return value }
      return items.first
    }
    #expect(
      keys(root).prefix(13) == [
        "status", "objective", "requests_per_second", "cost_per_hour", "tokens_per_second",
        "cost_per_million_tokens", "bound", "gap", "replicas", "assignments", "gpus", "workloads", "solve",
      ])
    #expect(keys(first("tokens_per_second")) == ["input", "output"])
    #expect(keys(first("cost_per_million_tokens")) == ["input", "output", "total"])
    #expect(
      keys(first("replicas")).prefix(8) == [
        "model", "precision", "layout", "gpus", "count", "cost_per_hour", "utilization", "source",
      ])
    #expect(
      keys(first("assignments")).prefix(5) == [
        "model", "workload", "layout", "fraction", "requests_per_second",
      ])
    #expect(
      keys(first("gpus")) == [
        "name", "used", "available", "cost_per_hour", "marginal_value", "marginal_value_kind",
      ])
    #expect(
      keys(first("workloads")).prefix(4) == [
        "model", "workload", "requests_per_second", "cost_per_million_tokens",
      ])
    #expect(keys(first("solve")) == ["milliseconds", "first_plan_milliseconds", "nodes", "pivots", "warm"])
  }

  @Test("a saved plan reads back equal") func roundTrip() throws {
    var infeasible = samplePlan
    infeasible.status = .infeasible
    infeasible.replicas = []
    infeasible.infeasibility = Infeasibility(
      reason: "12 $/h needed, 3 $/h allowed", isProven: true,
      refusals: [LayoutRefusal(model: "m", layout: "H100*1", reason: "needs 141 GB")])
    var unknown = infeasible
    unknown.status = .unknown
    unknown.infeasibility?.isProven = false
    var valued = samplePlan
    valued.gpus[0].marginalKind = .solved
    valued.budgetMarginalKind = .solved
    valued.omission = "some layouts were not looked at"
    var grouped = samplePlan
    grouped.machines = [
      Plan.Machine(
        pool: "H100", gpus: 8, costPerHour: 5.98,
        holds: [Plan.Block(model: "llama|3", layout: "H100*2+A100*2", replica: 1, gpus: 2)])
    ]
    grouped.machines[0].count = 3
    for plan in [samplePlan, infeasible, unknown, valued, grouped] {
      for title in [nil, "A \"title\"\\ é 🦙"] {
        let text = PlanJSON.text(plan, title: title)
        let saved = try PlanReader.read(SourceFile(path: "p.json", text: text))
        #expect(saved == SavedPlan(title: title, plan: plan))
        #expect(PlanJSON.text(saved.plan, title: saved.title) == text)
        #expect(PlanJSON.value(plan, title: title).compact.contains("\n") == false)
      }
    }
  }

  @Test("figures that are not finite are null and read back as not a number") func notFinite() throws {
    var plan = samplePlan
    plan.bound = .infinity
    plan.gap = .nan
    let text = PlanJSON.text(plan)
    #expect(text.contains("\"bound\": null") && text.contains("\"gap\": null"))
    let read = try PlanReader.read(SourceFile(path: "p.json", text: text)).plan
    #expect(read.bound.isNaN && read.gap.isNaN)
  }

  @Test("a malformed plan is refused with its places") func malformed() {
    let valid = PlanJSON.text(samplePlan)
    let cases = [
      (
        "\"status\": \"feasible\"", "\"status\": \"fine\"",
        "must be one of optimal, feasible, infeasible, unknown"
      ),
      ("\"count\": 3", "\"count\": -3", "key 'count': must be a whole number from 0"),
      ("\"gap\": 0.0040", "\"gapp\": 0.0040", "key 'gap': is missing in the plan"),
      ("\"warm\": true", "\"warm\": 1", "key 'warm': must be true or false, found '1'"),
      (
        "\"source\": \"measured\"", "\"source\": \"guess\"",
        "must be one of measured, interpolated, estimated"
      ),
      ("\"solve\": {", "\"solve\": [{", "error: ',' or ']' should be here"),
      ("\"layout\"", "\"layuot\"", "key 'layout': is missing in a replica"),
      ("\"bound\": 22.5", "\"bound\": 1e999", "key 'bound': must be a finite number"),
      ("\"w1\"", "\"w\\u001b\"", "must not contain the control or invisible character U+001B"),
    ]
    for (old, new, expected) in cases {
      let text = valid.replacing(old, with: new, maxReplacements: 1)
      let found = lines { _ = try PlanReader.read(SourceFile(path: "p.json", text: text)) }
      #expect(found.contains { $0.hasPrefix("p.json:") && $0.contains(expected) }, "\(new): \(found)")
    }
    for text in [
      "[]", "3", "{}", "{\"a\":1", "", "nul", "\"x", "{\"a\" 1}", "[1,]", "\"\\ud800\"", "\"\\q\"", "-",
    ] {
      #expect(!lines { _ = try PlanReader.read(SourceFile(path: "p.json", text: text)) }.isEmpty, "\(text)")
    }
  }

  @Test("mutated plans are read or refused, never fatal") func fuzz() {
    var random = SeededGenerator(seed: 7)
    let valid = Array(PlanJSON.text(samplePlan).utf8)
    let interesting = Array("{}[]\",:\\0123456789.eE-+unltr \n\u{7}é".utf8)
    for _ in 0..<2000 {
      var bytes = valid
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = interesting.randomElement(using: &random) ?? 0
      }
      let text = String(decoding: bytes, as: UTF8.self)
      for line in lines({ _ = try PlanReader.read(SourceFile(path: "p.json", text: text)) }) {
        #expect(line.hasPrefix("p.json:"))
      }
    }
  }

  @Test("JSON text: escapes, numbers, positions") func json() throws {
    let text = #"{"a\u0041\ud83e\udd99\/\n": [1, -2.5e3, true, null, "é"]}"#
    let root = try JSONParser.parse(SourceFile(path: "j", text: text))
    guard case .mapping(let entries) = root.content, case .sequence(let items) = entries[0].value.content
    else {
      Issue.record("wrong shape")
      return
    }
    #expect(entries[0].key == "aA🦙/\n" && items.map(\.shown) == ["1", "-2.5e3", "true", "null", "é"])
    #expect(items.map(\.column) == [30, 33, 41, 47, 53])
    let value = JSONValue.object([
      ("t", .text("\u{1}\u{202E}\"\\\u{E0001}")), ("n", .number(1e300)), ("z", .number(-0.0)),
      ("i", .number(.infinity)),
    ])
    #expect(value.compact == #"{"t": "\u0001\u202e\"\\\udb40\udc01", "n": 1e+300, "z": 0, "i": null}"#)
    for number in ["1.", ".5", "+1", "01", "1_0", "1.e2", "-.5", "0x1", "--1", "1e", "Infinity"] {
      #expect(!lines { _ = try JSONParser.parse(SourceFile(path: "j", text: number)) }.isEmpty, "\(number)")
    }
  }

  @Test("tables: CSV that reads back, Markdown that cannot break out of its cells") func tables() throws {
    let reader = CSVReader(text: PlanCSV.encode(samplePlan), name: "t")
    let header = try #require(try reader.next())
    let row = try #require(try reader.next())
    #expect(header.fields.count == row.fields.count)
    #expect(row.fields.map(\.text).prefix(5) == ["llama|3", "fp8", "H100*2+A100*2", "2 H100 + 2 A100", "3"])
    let markdown = PlanMarkdown.encode(samplePlan, title: "<b>")
    #expect(
      markdown.contains("| llama\\|3 | fp8 | H100\\*2+A100\\*2 | 3 | 22.410 | 29.87 | 97.5 | measured |"))
    #expect(
      markdown.hasPrefix("# \\<b\\>\n") && markdown.contains("| H100 | 6 | 8 | 17.94 | -0.0010 req/s LP |"))
    var none = samplePlan
    none.infeasibility = Infeasibility(reason: "too little", isProven: false)
    #expect(PlanMarkdown.encode(none).hasSuffix("Unknown: too little\n"))
    none.infeasibility?.isProven = true
    #expect(PlanMarkdown.encode(none).hasSuffix("No plan: too little\n"))
    var solved = samplePlan
    solved.gpus[0].marginalKind = .solved
    #expect(PlanMarkdown.encode(solved).contains("-0.0010 req/s |"))
  }

  @Test("replay and solve lines") func reportLines() {
    let line = ReplayLine(move: 2, edits: [Edit(path: "budget", value: "32")], plan: samplePlan)
    #expect(
      line.json.compact
        == #"{"move": 2, "status": "feasible", "requests_per_second": 22.41, "cost_per_hour": 29.87, "bound": 22.5, "#
        + #""gap": 0.004016064257028112, "first_plan_milliseconds": 1.25, "milliseconds": 12.5, "nodes": 7, "#
        + #""pivots": 123, "set": {"budget": 32}}"#)
    let report = SolveReport(
      status: "unbounded", objective: nil, bound: -Double.infinity, gap: nil, milliseconds: 1, nodes: 0,
      pivots: 3, proof: "certified")
    #expect(
      report.json.compact
        == #"{"status": "unbounded", "objective": null, "bound": null, "gap": null, "milliseconds": 1, "nodes": 0, "#
        + #""pivots": 3, "proof": "certified"}"#)
  }
}

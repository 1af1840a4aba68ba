import Planning
import Testing

@testable import Interchange

@Suite("Edits and moves") struct EditTests {
  @Test("every path changes its value") func paths() throws {
    let base = try scenario(validScenario)
    let paths = EditPath.all(in: base).map { $0.text(in: base) }
    let kinds = 2 * 3
    #expect(paths.count == 10 + 2 * 2 + 2 + 3 + kinds)
    for path in paths {
      let words = [
        "objective": "cost", "headroom": "0.25", "resilience.survives": "pool",
        "resilience.remaining": "75 %", "resilience.misjudged": "2",
      ]
      let value = words[path] ?? (path.hasPrefix("bands") ? "low" : "7")
      var changed = base
      try Edit(path: path, value: value).apply(to: &changed)
      #expect(changed != base, "\(path)")
    }
    #expect(throws: EditProblem.self) {
      // No pool of this scenario names its region.
      var changed = base
      try Edit(path: "resilience.survives", value: "region").apply(to: &changed)
    }
    var changed = base
    try Edit.apply(
      [
        Edit(path: "gpus.H100.available", value: "3"),
        Edit(path: "gpus.A100.price", value: "1.5"),
        Edit(path: "models.llama-3-70b.workloads.w2.share", value: "1"),
        Edit(path: "slo.ttft_ms", value: "null"), Edit(path: "demand", value: "none"),
      ], to: &changed)
    #expect(changed.pools.map(\.available) == [3, 6] && changed.pools.map(\.price) == [2.99, 1.5])
    #expect(changed.models[0].workloads.map(\.share) == [33, 1])
    #expect(changed.slo?.ttftMs == nil && changed.slo?.tpotMs == 100 && changed.demand == nil)
  }

  @Test("positions in error bands are named by kind, in any order of types") func bands() throws {
    var changed = try scenario(validScenario)
    func set(_ path: String, _ value: String) throws {
      try Edit(path: path, value: value).apply(to: &changed)
    }
    // As the scenario's file has it.
    try set("bands.all", "-0.5")
    #expect(changed.bands.all == -0.5)
    try set("bands.all", "off")
    #expect(changed.bands.all == nil)
    try set("bands", "-50%")
    try set("bands.llama-3-8b on H100-SXM", "high")
    try set("bands.llama-3-70b on H100-SXM+A100-80G-SXM", "0.25")
    let kinds = ["llama-3-8b on H100-SXM": 1, "llama-3-70b on A100-80G-SXM+H100-SXM": 0.25]
    #expect(changed.bands == BandPositions(all: -0.5, kinds: kinds))
    try set("bands", "none")
    #expect(changed.bands == BandPositions(kinds: kinds))
    for (path, value) in [
      ("bands", "1.01"), ("bands", "slow"), ("bands.llama-3-8b on L40S", "0"), ("bands.llama-3-8b on ", "0"),
      ("bands.llama-3-8b", "0"),
    ] {
      #expect(throws: EditProblem.self, "\(path)=\(value)") { try set(path, value) }
    }
  }

  @Test("units mean what they mean in the dashboard") func units() throws {
    let base = try scenario(validScenario)
    var changed = base
    try Edit.apply(
      [
        Edit(path: "budget", value: "$12/h"), Edit(path: "demand", value: "5 req/s"),
        Edit(path: "slo.ttft_ms", value: "1.5 s"), Edit(path: "slo.tpot_ms", value: "off"),
        Edit(path: "headroom", value: "20%"),
        Edit(path: "gpus.H100.available", value: "3 GPUs"),
        Edit(path: "gpus.A100.price", value: "1.5 $/h"),
      ], to: &changed)
    #expect(changed.budget == 12 && changed.demand == 5 && changed.headroom == 0.2)
    #expect(changed.slo?.ttftMs == 1500 && changed.slo?.tpotMs == nil)
    #expect(changed.pools.map(\.available) == [3, 6] && changed.pools[1].price == 1.5)
    for (path, value) in [("budget", "12 ms"), ("headroom", "200%"), ("gpus.H100.available", "3 GPUx")] {
      #expect(throws: EditProblem.self) { try Edit(path: path, value: value).apply(to: &changed) }
    }
  }

  @Test("a share in per cent moves the others of its group in proportion") func percentages() throws {
    var changed = try scenario(validScenario)
    let before = changed.models[0].workloads.map(\.share)
    let sum = before.reduce(0, +)
    try Edit(path: "models.llama-3-70b.workloads.w2.share", value: "40%").apply(to: &changed)
    let after = changed.models[0].workloads.map(\.share)
    #expect(abs(after[1] - 0.4 * sum) < 1e-9 && abs(after.reduce(0, +) - sum) < 1e-9)
    #expect(throws: EditProblem.self) {
      try Edit(path: "models.llama-3-70b.workloads.w2.share", value: "101%").apply(to: &changed)
    }
  }

  @Test("an edit makes a list price the operator's own") func priceSource() throws {
    var read = try scenario(validScenario(line: 9, ""))
    #expect(read.pools[0].priceSource != .scenario)
    try Edit(path: "gpus.H100.price", value: "2").apply(to: &read)
    #expect(read.pools[0].priceSource == .scenario)
  }

  @Test("names may hold dots and equal signs") func oddNames() throws {
    let text = validScenario.replacing("name: H100", with: "name: H100.a=b")
      .replacing("llama-3-8b", with: "llama-3.1-8b").replacing(
        "{name: w1, input: 824", with: "{name: share.x, input: 824")
    var read = try scenario(text)
    try Edit(argument: "gpus.H100.a=b.available=5").apply(to: &read)
    try Edit(argument: "models.llama-3.1-8b.workloads.share.x.share=4").apply(to: &read)
    #expect(read.pools[0].available == 5 && read.models[1].workloads[0].share == 4)
  }

  @Test("a wrong edit is refused and changes nothing") func refusals() throws {
    let base = try scenario(validScenario)
    let cases = [
      ("bugdet=3", "'bugdet': is no value that can be set; did you mean 'budget'?"),
      ("gpus.H10.available=3", "did you mean 'gpus.H100.available'?"),
      ("gpus.H100.avail=3", "did you mean 'gpus.H100.available'?"),
      ("budget=-300", "'budget': must be 0 or more and at most 1e12, found '-300'"),
      ("budget=nan", "'budget': must be a finite number, found 'nan'"),
      ("budget=", "'budget': must be a number, found ''"),
      ("budget=null", "'budget': 'budget' is missing; the objective throughput needs it"),
      ("headroom=1", "'headroom': must be at least 0 and less than 1, found '1'"),
      ("slo.ttft_ms=0", "'slo.ttft_ms': must be greater than 0"),
      ("gpus.H100.available=1.5", "must be a whole number from 0 to 1000000, found '1.5'"),
      ("gpus.H100.price=-9", "must be 0 or more"),
      ("objective=fast", "must be one of throughput, cost, cost_per_token, found 'fast'"),
      ("models.llama-3-8b.workloads.w1.share=0", "leaves the shares of all workloads of 'llama-3-8b' at 0"),
      ("budget", "'budget': must be written PATH=VALUE"),
      ("a\u{1B}[2J=1", "'a\\u{1B}[2J': is no value that can be set"),
    ]
    for (argument, expected) in cases {
      var changed = base
      let found = lines { try Edit(argument: argument).apply(to: &changed) }
      #expect(found.count == 1 && found[0].contains(expected), "\(found)")
      #expect(changed == base)
    }
    var changed = base
    let both = [Edit(path: "budget", value: "1"), Edit(path: "demand", value: "x")]
    #expect(throws: EditProblem.self) { try Edit.apply(both, to: &changed) }
    #expect(changed == base)
  }

  private func moves(_ text: String) throws -> [Move] {
    try MovesReader.read(SourceFile(path: "m.jsonl", text: text), scenario: scenario(validScenario))
  }

  @Test("moves keep their lines and the order of their keys") func moves() throws {
    let read = try moves(
      """
      {"set": {"budget": 32}}

      {"set": {"gpus.H100.available": 4, "budget": 3.5e1, "objective": "cost", "slo.tpot_ms": null}}
      """ + "\r\n")
    #expect(read.map(\.line) == [1, 3])
    #expect(read[0].edits == [Edit(path: "budget", value: "32")])
    #expect(read[1].edits.map(\.path) == ["gpus.H100.available", "budget", "objective", "slo.tpot_ms"])
    #expect(read[1].edits.map(\.json.compact) == ["4", "35", "\"cost\"", "null"])
  }

  @Test("all wrong moves are told with their places") func wrongMoves() {
    let text = """
      {"set": {"budget": 32}}
      {"set": {"bugdet": 32}}
      {"set": {"budget": -1, "demand": [1]}}
      {"sett": {}}
      {"set": {}}
      {"set": {"budget": 1}} x
      {"set": {"budget": 1, "budget": 2}}
      {"set": {"budget": 01}}
      {"set": {"budget": NaN}}
      [1]
      {"set": {"budget": null}}
      """
    let found = lines { _ = try moves(text) }
    let expected = [
      "m.jsonl:2:10: error: key 'bugdet': is no value that can be set; did you mean 'budget'?",
      "m.jsonl:3:20: error: key 'budget': must be 0 or more and at most 1e12, found '-1'",
      "m.jsonl:3:34: error: key 'demand': must be a number or text, found 'a list'",
      "m.jsonl:4:1: error: key 'set': is missing in a move",
      "m.jsonl:4:2: error: key 'sett': is not a key of a move; did you mean 'set'?",
      "m.jsonl:5:9: error: key 'set': must be a map of paths and values, found 'a map'",
      "m.jsonl:6:24: error: text after the end of the value",
      "m.jsonl:7:23: error: key 'budget': is given twice",
      "m.jsonl:8:20: error: '01' is not a JSON value",
      "m.jsonl:9:20: error: 'NaN' is not a JSON value",
      "m.jsonl:10:1: error: a move must be a map of keys and values, found 'a list'",
      "m.jsonl:11:10: error: key 'budget': 'budget' is missing; the objective throughput needs it",
    ]
    #expect(found == expected)
  }
}

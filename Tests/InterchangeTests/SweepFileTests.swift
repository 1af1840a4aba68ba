import Planning
import Testing

@testable import Interchange

@Suite("Sweeps") struct SweepFileTests {
  private func grid(_ text: String) throws -> SweepGrid {
    try SweepGrid(SourceFile(path: "g.yaml", text: text), scenario: try scenario(validScenario))
  }

  private func problems(_ text: String) -> [String] { lines { _ = try grid(text) } }

  @Test("combinations count the last path fastest") func combinations() throws {
    let grid = try grid(
      "vary:\n  budget: [15, 30]\n  gpus.H100.available: {from: 0, to: 8, count: 3}\n")
    #expect(grid.count == 6 && grid.paths == ["budget", "gpus.H100.available"])
    let values = (0..<6).map { grid.edits($0).map(\.value).joined(separator: "/") }
    #expect(values == ["15/0", "15/4", "15/8", "30/0", "30/4", "30/8"])
    let fifth = try grid.scenario(4, of: try scenario(validScenario))
    #expect(fifth.budget == 30 && fifth.pools[0].available == 4)
  }

  @Test("samples depend on seed and number alone, and stay in range") func samples() throws {
    let text =
      "vary:\n  budget: {from: 10, to: 60}\n  gpus.H100.available: {from: 0, to: 3}\n  objective: [throughput, cost]\n"
    let grid = try grid(text + "samples: 400\nseed: 7\n")
    #expect(grid.count == 400)
    var counts: [String: Int] = [:]
    var sum = 0.0
    for index in 0..<400 {
      let edits = grid.edits(index)
      let budget = try #require(Double(edits[0].value))
      #expect(budget >= 10 && budget <= 60)
      sum += budget
      counts[edits[1].value, default: 0] += 1
      counts[edits[2].value, default: 0] += 1
      #expect(grid.edits(index) == edits)
    }
    #expect(abs(sum / 400 - 35) < 2.5)
    #expect(Set(counts.keys) == ["0", "1", "2", "3", "throughput", "cost"])
    for count in ["0", "1", "2", "3"] { #expect((60...140).contains(counts[count] ?? 0)) }
    let other = try self.grid(text + "samples: 400\nseed: 8\n")
    #expect((0..<20).contains { other.edits($0) != grid.edits($0) })
  }

  @Test("error bands are an axis, of all kinds together or of each") func bands() throws {
    let text =
      validScenario.replacing("source: both", with: "source: measured").replacing(
        "slo: {ttft_ms: 2000, tpot_ms: 100}", with: "profiles: [p.csv]")
    let rows =
      "model,precision,layout,input_tokens,output_tokens,requests_per_second\n"
      + "llama-3-8b,bf16,H100*1,824,253,3\nllama-3-8b,bf16,A100*1+A100*1,824,253,2\n"
    let base = try scenario(text, files: ["p.csv": rows])
    func grid(_ text: String) throws -> SweepGrid {
      try SweepGrid(SourceFile(path: "g.yaml", text: text), scenario: base)
    }
    let together = try grid("vary:\n  bands: [low, stated, 0.5]\n")
    #expect(try (0..<3).map { try together.scenario($0, of: base).bands.all } == [-1, 0, 0.5])
    let each = try grid("vary:\n  budget: [9, 10]\n  bands.each: {from: -1, to: 1, count: 3}\n")
    let kinds = base.uncertainKinds
    #expect(kinds == ["llama-3-8b on H100-SXM", "llama-3-8b on A100-80G-SXM"])
    #expect(each.paths == ["budget"] + kinds.map { "bands.\($0)" } && each.count == 18)
    #expect(try each.scenario(5, of: base).bands.kinds == [kinds[0]: 0, kinds[1]: 1])
    let drawn = try grid("vary: {bands.each: {from: -1, to: 1}}\nsamples: 9\n")
    #expect(try Set((0..<9).map { try drawn.scenario($0, of: base).bands.kinds }).count == 9)
    #expect(lines { _ = try grid("vary: {bands.each: [-2]}\n") }.count == 1)
  }

  @Test("shards are consecutive whole chunks") func shards() throws {
    let grid = try grid("vary:\n  budget: {from: 1, to: 100, count: 100}\n")
    for shards in [1, 2, 3, 7, 20] {
      let ranges = (1...shards).map { grid.range(shard: $0, of: shards) }
      #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == 100)
      for (one, next) in zip(ranges, ranges.dropFirst()) {
        #expect(one.upperBound == next.lowerBound)
        #expect(one.upperBound % SweepSolver.chunk == 0 || one.upperBound == 100)
      }
    }
  }

  @Test("a wrong grid is refused with its place") func refusals() {
    let cases: [(String, String)] = [
      ("vary:\n  bugdet: [1]\n", "g.yaml:2:12: error: key 'bugdet': is no value that can be set"),
      ("vary:\n  budget: [1, x]\n", "2:15"), ("vary:\n  budget: {from: 5, to: 1, count: 2}\n", "from"),
      ("vary:\n  budget: {from: 1, to: 2}\n", "count"), ("vary: {}\n", "at least one path"),
      ("samples: 5\n", "vary"), ("vary:\n  budget: [1]\nsampels: 4\n", "did you mean 'samples'"),
      ("vary:\n  budget: []\n", "at least one value"), ("vary:\n  gpus.H100.available: [1.5]\n", "1.5"),
      (
        "vary:\n  budget: {from: 1, to: 2, count: 9000}\n  demand: {from: 1, to: 2, count: 9000}\n", "samples"
      ),
    ]
    for (text, words) in cases {
      #expect(problems(text).contains { $0.contains(words) }, "\(text): \(problems(text))")
    }
  }

  @Test("a line reads back as it was written") func lineRoundTrip() throws {
    var plan = samplePlan
    let kept = KeptFleet.Outcome(fits: true, requestsPerSecond: 3.25, costPerHour: 8, regret: 0.125)
    for (status, outcome) in [(Plan.Status.optimal, kept), (.infeasible, nil)] {
      plan.status = status
      let line = SweepLine(
        SweepResult(index: 7, plan: plan, kept: outcome),
        edits: [Edit(path: "budget", value: "12.5")],
        sweep: "abc")
      #expect(try SweepLine(line.json.compact, file: "s.jsonl", line: 1) == line)
    }
    #expect(throws: InputError.self) { try SweepLine("{\"index\": -1}", file: "s.jsonl", line: 3) }
    // Edits of a file of somebody else's go into tables as they are.
    let hostile =
      "{\"index\": 1, \"sweep\": \"a\", \"set\": {\"budget\": \"1\\u202e\"}, \"status\": \"optimal\"}"
    let found = lines { _ = try SweepLine(hostile, file: "s.jsonl", line: 3) }
    #expect(
      found.contains { $0.hasPrefix("s.jsonl:3:46: error: key 'budget': must not contain control") },
      "\(found)")
  }

  @Test("the summary has the quantiles") func summary() {
    var summary = SweepSummary(pools: ["H100"])
    for index in 0..<5 {
      var plan = samplePlan
      plan.requestsPerSecond = Double(index + 1)
      summary.add(SweepLine(SweepResult(index: index, plan: plan, kept: nil), edits: [], sweep: "x"))
    }
    let text = summary.json.compact
    #expect(text.contains("\"requests_per_second\": {\"min\": 1, \"p5\": 1.2, \"p25\": 2, \"median\": 3"))
    #expect(text.contains("\"scenarios\": 5, \"plans\": 5") && !text.contains("regret_percent"))
  }

  @Test("the jobs run every shard once and cannot be made to run something else") func jobs() throws {
    let job = SweepJob(
      arguments: ["s.yaml", "a b'; rm x.yaml"], output: "out.jsonl", shards: 12, image: "x\"\nkind: Pod")
    let root = try YAMLParser.parse(SourceFile(path: "job.yaml", text: job.kubernetes))
    guard case .mapping(let entries) = root.content else {
      Issue.record("no map")
      return
    }
    #expect(entries.map(\.key) == ["apiVersion", "kind", "metadata", "spec"])
    #expect(job.kubernetes.contains("completions: 12") && job.kubernetes.contains("completionMode: Indexed"))
    #expect(job.slurm.contains("#SBATCH --array=1-12\n"))
    #expect(
      job.slurm.contains("fleetmix sweep s.yaml 'a b'\\''; rm x.yaml' --shard \"$SLURM_ARRAY_TASK_ID/12\""))
    #expect(job.slurm.contains("-o out\".$SLURM_ARRAY_TASK_ID-of-12.jsonl\""))
  }
}

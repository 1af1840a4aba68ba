import Planning
import Serving
import Testing

@testable import Interchange

/// A plan's statement about the scenario it was made from, and the check of its claims against another one.
@Suite("Origins of plans") struct PlanOriginTests {
  private static let profile =
    "model,precision,layout,input_tokens,output_tokens,requests_per_second,ttft_ms,source\n"
    + "llama-3-8b,bf16,H100*1,824,253,6.5,120,\"vLLM 0.24, May\"\nllama-3-8b,bf16,A100*1,824,253,3.1,,\n"

  private func stated(_ text: String = validScenario) throws -> Scenario {
    try scenario(
      text + "profiles: [folder/p.csv]\n", files: ["folder/p.csv": Self.profile])
  }

  private func saved(_ scenario: Scenario, gap: Double = 1e-4, carries: Bool = true) throws -> SavedPlan {
    let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: gap)))
    let text = PlanJSON.text(plan, of: scenario, gapAsked: gap, carriesScenario: carries)
    return try PlanReader.read(SourceFile(path: "p.json", text: text))
  }

  @Test("SHA-256 has the standard's values") func hash() {
    #expect(SHA256.hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256.hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.hex(String(repeating: "a", count: 1000))
        == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3")
  }

  @Test("a saved plan needs no other file") func carried() throws {
    let scenario = try stated()
    let saved = try saved(scenario)
    let carried = try #require(try saved.origin?.scenario?.get())
    #expect(carried.profile == scenario.profile && carried.models == scenario.models)
    #expect(saved.origin?.digest == ScenarioDigest.digest(of: carried))
    #expect(saved.origin?.digest == ScenarioDigest.digest(of: scenario))
    #expect(PlanFileCheck(scenario: carried).problems(of: saved).isEmpty)
    #expect(PlanFileCheck(scenario: scenario).problems(of: saved).isEmpty)
    // An answer on standard output has the digest alone.
    let answer = try self.saved(scenario, carries: false)
    #expect(answer.origin?.digest == saved.origin?.digest && answer.origin?.scenario == nil)
    #expect(PlanFileCheck(scenario: scenario).problems(of: answer).isEmpty)
  }

  @Test("where a scenario's files stand does not matter, what they say does") func digest() throws {
    let scenario = try stated()
    let digest = ScenarioDigest.digest(of: scenario)
    var moved = scenario
    moved.profilePaths = ["other.csv"]
    for row in moved.profile.indices {
      moved.profile[row].source = "/elsewhere/" + ProfileRow.withoutFolder(moved.profile[row].source)
    }
    for pool in moved.pools.indices { moved.pools[pool].priceSource = .scenario }
    #expect(ScenarioDigest.digest(of: moved) == digest)
    let changes: [(String, (inout Scenario) -> Void)] = [
      ("budget 30 -> 31", { $0.budget = 31 }),
      ("gpus.A100.available 6 -> 7", { $0.pools[1].available = 7 }),
      ("gpus.A100.price 1.75 -> 1.7", { $0.pools[1].price = 1.7 }),
      ("gpus.H100.bandwidth_gb_s 3350 -> 3000", { $0.pools[0].type.bandwidthGBs = 3000 }),
      ("models.llama-3-70b.workloads.w2.output 510 -> 511", { $0.models[0].workloads[1].outputTokens = 511 }),
      ("slo.tpot_ms 100 -> none", { $0.slo?.tpotMs = nil }),
      ("profile rows (2 -> 2)", { $0.profile[0].requestsPerSecond = 6.6 }),
      (
        "the running replicas",
        {
          $0.current = CurrentFleet(
            planPath: "x", replicas: [RunningReplica(model: "llama-3-8b", layout: "H100*1", count: 1)],
            startCost: 0)
        }
      ),
    ]
    for (text, change) in changes {
      var other = scenario
      change(&other)
      #expect(ScenarioDigest.digest(of: other) != digest, "\(text)")
      let texts = ScenarioDifference.texts(from: scenario, to: other)
      #expect(texts.contains(text), "\(texts)")
    }
  }

  @Test("a plan of another budget is not optimal here, and says why") func otherBudget() throws {
    let scenario = try stated()
    var richer = scenario
    richer.budget = 60
    for carries in [true, false] {
      let problems = PlanFileCheck(scenario: richer).problems(of: try saved(scenario, carries: carries))
      #expect(problems.count == 1 && problems[0].hasPrefix("the plan is of another scenario"), "\(problems)")
      #expect(problems[0].contains("budget 30 -> 60") == carries, "\(problems)")
    }
    // Where it does not fit, the limits that it breaks are named too.
    var poorer = scenario
    poorer.budget = 20
    let problems = PlanFileCheck(scenario: poorer).problems(of: try saved(scenario))
    #expect(problems.contains { $0.contains("cost_per_hour") && $0.contains("limit 20") }, "\(problems)")
  }

  @Test("a plan of an earlier version has no digest and is checked all the same") func older() throws {
    let scenario = try stated()
    let plan = try #require(PlanningSession().solve(scenario))
    let text = PlanJSON.text(plan, title: scenario.title)
    let old = try PlanReader.read(SourceFile(path: "p.json", text: text))
    #expect(old.origin == nil && PlanFileCheck(scenario: scenario).problems(of: old).isEmpty)
    var wide = old
    wide.plan.bound = wide.plan.requestsPerSecond * 1.5
    wide.plan.gap = abs(wide.plan.bound - wide.plan.requestsPerSecond) / wide.plan.requestsPerSecond
    let problems = PlanFileCheck(scenario: scenario).problems(of: wide)
    #expect(problems.count == 1 && problems[0].contains("status is optimal"), "\(problems)")
    // The same gap is enough where no more was asked for.
    wide.origin = PlanOrigin(of: scenario, gapAsked: 0.6, carriesScenario: false)
    #expect(PlanFileCheck(scenario: scenario).problems(of: wide).isEmpty)
  }

  @Test("a scenario that cannot be read does not hide the plan") func broken() throws {
    let scenario = try stated()
    let text = PlanJSON.text(
      try #require(PlanningSession().solve(scenario)), of: scenario, gapAsked: 1e-4, carriesScenario: true)
    let broken = try PlanReader.read(
      SourceFile(path: "p.json", text: text.replacing("\\nbudget: 30", with: "\\nbugdet: 30")))
    guard case .failure(let error)? = broken.origin?.scenario else {
      Issue.record("the carried scenario was read")
      return
    }
    #expect(error.problems.contains { $0.file == "p.json, its scenario" && $0.line == 3 }, "\(error)")
    let problems = PlanFileCheck(scenario: scenario).problems(of: broken)
    #expect(problems.count == 1 && problems[0].contains("bugdet"), "\(problems)")
    for (old, new) in [("A100*1", "A101*1"), ("\"input_tokens\": 824, ", "")] {
      let wrong = try PlanReader.read(
        SourceFile(path: "p.json", text: text.replacing(old, with: new, maxReplacements: 100)))
      #expect(!PlanFileCheck(scenario: scenario).problems(of: wrong).isEmpty, "\(new)")
    }
  }
}

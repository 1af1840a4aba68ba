import Serving
import Testing

@Suite("Candidate building")
struct CandidateBuilderTests {
  /// The paper's worked example: three types, one TP pair.
  private func workedExample() -> (models: [ServedModelInput], pools: [ServingPool], rows: [ProfileRow]) {
    let shapes = [RequestShape(input: 512, output: 128), RequestShape(input: 128, output: 512)]
    let model = ModelArchitecture(
      name: "example", parametersB: 7, layers: 32, hidden: 4096, heads: 32, kvHeads: 8, source: "test")
    let pools = ["t1", "t2", "t3"].map { name in
      ServingPool(
        name: name,
        type: GPUType(
          name: name, memoryGB: 48, bandwidthGBs: 1000, tflops: 150, linkGBs: 300, hasNVLink: true,
          gpusPerMachine: 2, confidence: "scenario", source: "test"))
    }
    let rates: [(Int, Int, [Double])] = [
      (0, 1, [1, 1.2]), (1, 1, [0.9, 0.9]), (2, 1, [0.3, 0.5]), (1, 2, [2.4, 1.5]),
    ]
    let rows = rates.flatMap { pool, tp, rates in
      zip(shapes, rates).map { shape, rate in
        ProfileRow(
          model: 0, precision: .bf16, layout: Layout(stages: [Stage(pool: pool, tp: tp)]),
          inputTokens: shape.input, outputTokens: shape.output, requestsPerSecond: rate, source: "appendix C")
      }
    }
    let input = ServedModelInput(name: "example", architecture: model, precision: .bf16, workloads: shapes)
    return ([input], pools, rows)
  }

  @Test("The worked example's measured layouts become its candidates")
  func measured() {
    let (models, pools, rows) = workedExample()
    let result = CandidateBuilder.build(
      models: models, pools: pools, profile: rows, source: .measured, mixed: false, maxGPUs: 2)
    let names = pools.map(\.name)
    #expect(result.candidates.map { $0.layout.text(poolNames: names) } == ["t1*1", "t2*1", "t3*1", "t2*2"])
    let rates = result.candidates.map { $0.throughput.map { $0?.requestsPerSecond } }
    #expect(rates == [[1, 1.2], [0.9, 0.9], [0.3, 0.5], [2.4, 1.5]])
    #expect(result.refusals.isEmpty)
    for candidate in result.candidates {
      #expect(candidate.throughput.allSatisfy { $0?.provenance.kind == "measured" })
      #expect(candidate.throughput.allSatisfy { (0...1).contains($0?.prefillShare ?? -1) })
    }
  }

  @Test("Where the listing is stopped among pairs, every model has what stands on one pool")
  func stopped() throws {
    let models = try ["llama-3-8b", "qwen3-32b"].map {
      try served($0, .fp8, [RequestShape(input: 512, output: 128)])
    }
    let pools = try ["H100", "L40S", "A100"].flatMap { try pool($0) }
    func build(mixed: Bool, shouldStop: @escaping () -> Bool = { false }) -> CandidateBuilder.Built {
      var rules = CandidateBuilder.Rules()
      rules.shouldStop = shouldStop
      return CandidateBuilder.build(
        models: models, pools: pools, profile: [], source: .estimated,
        enumerator: LayoutEnumerator(mixed: mixed, maxGPUs: 8, unevenTP: false), rules: rules)
    }
    var asked = 0
    let plain = build(mixed: false) {
      asked += 1
      return false
    }
    #expect(Set(plain.candidates.map(\.model)) == [0, 1] && plain.omission == nil)
    // One question more than those that the layouts on one pool take.
    var left = asked + 1
    let cut = build(mixed: true) {
      left -= 1
      return left < 0
    }
    #expect(cut.omission?.contains("the time ran out") == true)
    #expect(cut.candidates.map(\.layout) == plain.candidates.map(\.layout))
    #expect(cut.candidates.map(\.model) == plain.candidates.map(\.model))
    #expect(build(mixed: true).candidates.count > plain.candidates.count)
  }

  @Test("A measured row wins over the estimate of its layout and workload only")
  func measuredWins() throws {
    let model = try served(
      "llama-3-8b", .bf16, [RequestShape(input: 512, output: 128), RequestShape(input: 2048, output: 64)])
    let row = ProfileRow(
      model: 0, precision: .bf16, layout: Layout(stages: [Stage(pool: 0, tp: 1)]), inputTokens: 512,
      outputTokens: 128, requestsPerSecond: 1234, source: "bench")
    func kinds(_ source: ThroughputSource) throws -> [String?] {
      let result = CandidateBuilder.build(
        models: [model], pools: try pool("H100"), profile: [row], source: source)
      let candidate = try #require(result.candidates.first { $0.layout.gpuCount == 1 })
      return candidate.throughput.map { $0?.provenance.kind }
    }
    #expect(try kinds(.both) == ["measured", "estimated"])
    #expect(try kinds(.measured) == ["measured", nil])
    #expect(try kinds(.estimated) == ["estimated", "estimated"])
  }

  @Test("A measured point that breaks the limits is not replaced by an estimate")
  func measuredRefusal() throws {
    let model = try served("llama-3-8b", .bf16, [RequestShape(input: 512, output: 128)], slo: SLO(tpotMs: 40))
    let row = ProfileRow(
      model: 0, precision: .bf16, layout: Layout(stages: [Stage(pool: 0, tp: 1)]), inputTokens: 512,
      outputTokens: 128, requestsPerSecond: 5, tpotMs: 60, source: "bench")
    let result = CandidateBuilder.build(
      models: [model], pools: try pool("H100"), profile: [row], source: .both, maxGPUs: 1)
    #expect(result.candidates.isEmpty)
    let refusal = LayoutRefusal(model: "llama-3-8b", layout: "H100*1", reason: "TPOT 60.0 ms, limit 40.0 ms")
    #expect(result.refusals == [refusal])
  }

  @Test("A model too large is refused with what it needs and what there is")
  func memory() throws {
    let model = try served("llama-3-70b", .bf16, [RequestShape(input: 1024, output: 1024)])
    let result = CandidateBuilder.build(
      models: [model], pools: try pool("H100"), profile: [], source: .estimated, maxGPUs: 1)
    #expect(result.candidates.isEmpty)
    // 70.554e9 weights and 2048 tokens of 327,680 bytes: 141.8 GB; 0.95 * 85.5 - 2 GB: 79.2 GB.
    let refusal = LayoutRefusal(model: "llama-3-70b", layout: "H100*1", reason: "needs 141.8 GB, has 79.2 GB")
    #expect(result.refusals == [refusal])
  }

  @Test("The paper's market: layers add up, memory is kept, refusals are few")
  func paperMarket() throws {
    let models = [
      try served("llama-3-8b", .bf16, paperShapes), try served("llama-3-70b", .bf16, paperShapes),
    ]
    let pools = try paperPools()
    let result = CandidateBuilder.build(
      models: models, pools: pools, profile: [], source: .estimated, pruneSums: false)
    #expect(!result.candidates.isEmpty)
    for candidate in result.candidates {
      let layers = candidate.layout.stages.map(\.layers)
      #expect(layers.reduce(0, +) == models[candidate.model].architecture.layers)
      #expect(layers.allSatisfy { $0 > 0 })
      #expect(candidate.throughput.allSatisfy { ($0?.requestsPerSecond ?? 0) > 0 })
    }
    #expect(result.refusals.count <= 2 * (CandidateBuilder.refusalLimit + 1))
    let fewer = CandidateBuilder.build(models: models, pools: pools, profile: [], source: .estimated)
    #expect(fewer.candidates.count < result.candidates.count)
    #expect(fewer.candidates.allSatisfy(result.candidates.contains))
  }

  @Test("All layouts of twelve GPU types, five models and sixteen shapes are estimated at once")
  func speed() throws {
    let types = [
      "RTX-4090", "A10G", "L4", "A40", "RTX-A6000", "L40", "L40S", "A100", "H100-PCIe", "H100", "H200",
      "B200",
    ]
    let shapes = [256, 824, 2455, 8000].flatMap { input in
      [18, 128, 510, 1500].map { RequestShape(input: input, output: $0) }
    }
    let models = try ["llama-3.1-8b", "llama-3.1-70b", "qwen3-32b", "gpt-oss-120b", "deepseek-v3"].map {
      try served($0, .fp8, shapes)
    }
    let pools = try pools(types.map { ($0, $0) })
    var count = 0
    // The best of three: other work on the machine is not ours.
    let times = (0..<3).map { _ in
      ContinuousClock().measure {
        count =
          CandidateBuilder.build(
            models: models, pools: pools, profile: [], source: .estimated, mixed: false, pruneDominated: false
          ).candidates.count
      }
    }
    let time = try #require(times.min())
    #expect(count > 600)
    // Ten milliseconds on a free core; the bound leaves room for a busy machine.
    #expect(time < .milliseconds(200), "\(count) candidates in \(time)")
  }

  /// Four pools of two GPU types, twins among them, and a measured layout on one of each.
  private func twins() throws -> (model: ServedModelInput, pools: [ServingPool], rows: [ProfileRow]) {
    let model = try served("llama-3-70b", .fp8, Array(paperShapes.prefix(3)))
    let pools = try pools([("a", "H100"), ("b", "L40S"), ("c", "H100"), ("d", "L40S"), ("e", "H100")])
    let rows = [[Stage(pool: 4, tp: 4)], [Stage(pool: 3, tp: 2), Stage(pool: 4, tp: 2)]].map { stages in
      ProfileRow(
        model: 0, precision: .fp8, layout: Layout(stages: stages), inputTokens: paperShapes[0].input,
        outputTokens: paperShapes[0].output, requestsPerSecond: 9, source: "bench")
    }
    return (model, pools, rows)
  }

  @Test(
    "Pools that serve alike are looked at once, with what all against all comes to", arguments: [false, true])
  func poolKinds(isMeasured: Bool) throws {
    let (model, pools, rows) = try twins()
    func build(pruned: Bool) -> CandidateBuilder.Built {
      CandidateBuilder.build(
        models: [model], pools: pools, profile: isMeasured ? rows : [], source: .both, unevenTP: true,
        pruneDominated: pruned)
    }
    let all = build(pruned: false)
    #expect(Set(all.candidates.map(\.layout)).count == all.candidates.count)
    #expect(build(pruned: true).candidates == Dominance.withoutSums(Dominance.pruned(all.candidates)))
    // Each twin alone has what the other has.
    func rates(_ pool: Int) -> [[Double?]] {
      all.candidates.filter { $0.layout.stages.allSatisfy { $0.pool == pool } }
        .map { $0.throughput.map { $0?.requestsPerSecond } }
    }
    #expect(rates(0) == rates(2) && rates(0).count > 3)
  }

  @Test("Pools that may not share a replica do not, and what runs stays")
  func rules() throws {
    let (model, pools, _) = try twins()
    func build(_ rules: CandidateBuilder.Rules) -> [Candidate] {
      CandidateBuilder.build(
        models: [model], pools: pools, profile: [], source: .estimated, enumerator: LayoutEnumerator(),
        rules: rules
      ).candidates
    }
    let free = build(CandidateBuilder.Rules(prunesDominated: false))
    var apart = CandidateBuilder.Rules(prunesDominated: false)
    apart.mayShare = { $0 % 2 == $1 % 2 }
    let expected = free.filter { Set($0.layout.stages.map { $0.pool % 2 }).count == 1 }
    #expect(build(apart) == expected && expected.count < free.count)
    let pruned = build(CandidateBuilder.Rules())
    let running = try #require(
      free.first { $0.layout.stages.first?.pool == 2 && !pruned.map(\.layout).contains($0.layout) })
    var keeping = CandidateBuilder.Rules()
    keeping.keeps = { $0.layout == running.layout }
    #expect(build(keeping).count == pruned.count + 1 && build(keeping).contains(running))
  }

  @Test("A listing that must stop says so and holds what it has")
  func stops() throws {
    let (model, pools, _) = try twins()
    var left = 40
    var rules = CandidateBuilder.Rules(prunesDominated: false)
    rules.shouldStop = {
      left -= 1
      return left < 0
    }
    let built = CandidateBuilder.build(
      models: [model, model], pools: pools, profile: [], source: .estimated, enumerator: LayoutEnumerator(),
      rules: rules)
    let all = CandidateBuilder.build(
      models: [model, model], pools: pools, profile: [], source: .estimated, pruneDominated: false)
    #expect(all.omission == nil && built.omission != nil)
    #expect(!built.candidates.isEmpty && built.candidates.count < all.candidates.count / 2)
    #expect(built.candidates.allSatisfy { $0.model == 0 })
  }

  @Test("Too many layouts are cut to those that serve most for their GPUs, and that is said")
  func mostCandidates() throws {
    let (model, pools, _) = try twins()
    let all = CandidateBuilder.build(models: [model], pools: pools, profile: [], source: .estimated)
    let alone = all.candidates.filter { Set($0.layout.stages.map(\.pool)).count == 1 }
    var rules = CandidateBuilder.Rules()
    for most in [all.candidates.count, all.candidates.count - 1, alone.count + 11, 1] {
      rules.mostCandidates = most
      let built = CandidateBuilder.build(
        models: [model], pools: pools, profile: [], source: .estimated, enumerator: LayoutEnumerator(),
        rules: rules)
      #expect(built.candidates.count <= max(most, alone.count))
      #expect(
        built.candidates.allSatisfy(all.candidates.contains) && alone.allSatisfy(built.candidates.contains))
      #expect((built.omission == nil) == (most == all.candidates.count))
      let leftOut = all.candidates.count - built.candidates.count
      #expect(built.omission?.hasPrefix("\(leftOut) replica layouts") ?? (leftOut == 0))
    }
  }
}

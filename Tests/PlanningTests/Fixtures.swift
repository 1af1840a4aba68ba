import Serving

@testable import Planning

/// Scenarios made in code: profiles only, so that every figure is known by hand.
enum Fixture {
  static let architecture = ModelArchitecture(
    name: "tiny", parametersB: 1, layers: 8, hidden: 512, heads: 8, kvHeads: 8, source: "made for tests")

  static func gpu(_ name: String) -> GPUType {
    GPUType(
      name: name, memoryGB: 80, bandwidthGBs: 1000, tflops: 100, linkGBs: 100, hasNVLink: true,
      confidence: "scenario", source: "made for tests")
  }

  static func row(
    model: Int = 0, pool: Int, tp: Int, input: Int, output: Int, rate: Double
  ) -> ProfileRow {
    ProfileRow(
      model: model, precision: .bf16, layout: Layout(stages: [Stage(pool: pool, tp: tp)]), inputTokens: input,
      outputTokens: output, requestsPerSecond: rate, source: "made for tests")
  }

  /// The worked example of arXiv 2502.00722, appendix C.
  static func workedExample(objective: Objective = .throughput, demand: Double? = nil) -> Scenario {
    let rates: [(pool: Int, tp: Int, first: Double, second: Double)] = [
      (0, 1, 1.0, 1.2), (1, 1, 0.9, 0.9), (2, 1, 0.3, 0.5), (1, 2, 2.4, 1.5),
    ]
    return Scenario(
      title: "worked example", objective: objective, budget: 8, demand: demand,
      pools: [("t1", 4.0), ("t2", 2.0), ("t3", 2.0)].map { name, price in
        Pool(name: name, type: gpu(name), available: 2, price: price)
      },
      models: [
        ServedModel(
          name: "tiny", architecture: architecture, share: 1, precision: .bf16,
          workloads: [
            Workload(name: "w1", inputTokens: 1000, outputTokens: 100, share: 80),
            Workload(name: "w2", inputTokens: 100, outputTokens: 500, share: 20),
          ])
      ],
      replicas: ReplicaOptions(source: .measured),
      profile: rates.flatMap { entry in
        [
          row(pool: entry.pool, tp: entry.tp, input: 1000, output: 100, rate: entry.first),
          row(pool: entry.pool, tp: entry.tp, input: 100, output: 500, rate: entry.second),
        ]
      })
  }

  /// A small random scenario whose plans can be enumerated.
  static func random(_ random: inout SplitMix, objective: Objective, models: Int) -> Scenario {
    let poolCount = 2
    let shapes = [(1000, 100), (100, 500)]
    var profile: [ProfileRow] = []
    for model in 0..<models {
      for pool in 0..<poolCount {
        for tp in [1, 2] {
          for shape in shapes {
            profile.append(
              row(
                model: model, pool: pool, tp: tp, input: shape.0, output: shape.1,
                rate: Double(tp) * random.uniform(0.3, 2)))
          }
        }
      }
    }
    let budget = random.uniform(4, 14).rounded() + 0.5
    return Scenario(
      title: "random", objective: objective, budget: budget,
      demand: objective == .throughput ? nil : random.uniform(0.2, 2.5),
      pools: (0..<poolCount).map { pool in
        Pool(
          name: "p\(pool)", type: gpu("p\(pool)"), available: 1 + random.below(4),
          price: (random.uniform(1, 4) * 100).rounded() / 100)
      },
      models: (0..<models).map { model in
        ServedModel(
          name: "m\(model)", architecture: architecture, share: 1 + random.uniform(0, 3), precision: .bf16,
          workloads: shapes.enumerated().map { index, shape in
            Workload(
              name: "w\(index)", inputTokens: shape.0, outputTokens: shape.1, share: random.uniform(0.2, 1))
          })
      },
      replicas: ReplicaOptions(source: .measured), profile: profile)
  }
}

extension Fixture {
  /// One or two replicas of each of two configurations of a scenario.
  static func running(of scenario: Scenario, _ random: inout SplitMix) -> [RunningReplica] {
    let candidates = FleetData.buildCandidates(scenario, pruned: false).candidates
    let names = scenario.pools.map(\.name)
    return (0..<2).map { _ in
      let candidate = candidates[random.below(candidates.count)]
      return RunningReplica(
        model: scenario.models[candidate.model].name, layout: candidate.layout.text(poolNames: names),
        count: 1 + random.below(2))
    }
  }
}

/// A small seeded generator (Steele, Lea, Flood: SplitMix64), so that every run sees the same cases.
struct SplitMix {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(next() >> 11) / Double(1 << 53)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}

/// All fleets of a small scenario, valued one by one.
struct Enumeration {
  let fleet: FleetData

  /// The value of a plan that `best` compares.
  func value(of plan: Plan) -> Double {
    let charge = fleet.startCharge(of: plan.counts(in: fleet))
    switch fleet.scenario.objective {
    case .throughput: return plan.requestsPerSecond
    case .cost: return plan.costPerHour + charge
    case .costPerToken: return (plan.costPerHour + charge) / plan.requestsPerSecond
    }
  }

  private func hasLeastReplicas(_ counts: [Int]) -> Bool {
    fleet.scenario.models.enumerated().allSatisfy { index, model in
      let own = fleet.candidates.indices.filter { fleet.candidates[$0].model == index }
      return own.reduce(0) { $0 + counts[$1] } >= model.leastReplicas
    }
  }

  /// The best value of the scenario's objective, starts charged, by trying every fleet; nil if none serves it.
  func best() -> Double? {
    var best: Double?
    visit(0, [Int](repeating: 0, count: fleet.candidates.count), spent: 0) { counts, cost in
      let rate = FleetEvaluator(fleet: fleet).value(of: counts).rate
      let charged = cost + fleet.startCharge(of: counts)
      guard rate > 1e-9, charged <= (fleet.scenario.budget ?? .infinity) + 1e-9 else { return }
      guard hasLeastReplicas(counts) else { return }
      if let most = fleet.scenario.current?.maxStarts, fleet.starts(of: counts) > most { return }
      if let most = fleet.scenario.current?.maxStops, fleet.stops(of: counts) > most { return }
      let demand = fleet.scenario.demand ?? 0
      let value: Double
      switch fleet.scenario.objective {
      case .throughput: value = rate
      case .cost:
        guard rate >= demand - 1e-9 else { return }
        value = charged
      case .costPerToken:
        guard rate >= demand - 1e-9 else { return }
        value = charged / rate
      }
      let isBetter = best.map { fleet.scenario.objective == .throughput ? value > $0 : value < $0 } ?? true
      if isBetter { best = value }
    }
    return best
  }

  private func visit(_ index: Int, _ counts: [Int], spent: Double, _ body: ([Int], Double) -> Void) {
    guard index < counts.count else { return body(counts, spent) }
    let pools = fleet.scenario.pools
    for count in 0...fleet.capacity[index] {
      var next = counts
      next[index] = count
      let cost = spent + Double(count) * fleet.cost[index]
      guard cost <= (fleet.scenario.budget ?? .infinity) + 1e-9 else { break }
      let fits = pools.indices.allSatisfy { pool in
        next.indices.reduce(0) { $0 + next[$1] * fleet.use[$1 * pools.count + pool] } <= pools[pool].available
      }
      guard fits else { break }
      visit(index + 1, next, spent: cost, body)
    }
  }
}

import Serving
import Testing

@testable import Planning

@Suite("Plans on machines")
struct PlacedPlanTests {
  /// One pool at 1 $/h per GPU, a replica of each TP with its rate.
  private func scenario(
    _ replicas: [(tp: Int, rate: Double)], available: Int, machine: Int, budget: Double = 100
  ) -> Scenario {
    Scenario(
      title: "machines", objective: .throughput, budget: budget, demand: nil,
      pools: [
        Pool(name: "t", type: Fixture.gpu("t"), available: available, price: 1, gpusPerMachine: machine)
      ],
      models: [
        ServedModel(
          name: "tiny", architecture: Fixture.architecture, share: 1, precision: .bf16,
          workloads: [Workload(name: "w", inputTokens: 100, outputTokens: 100, share: 1)])
      ],
      replicas: ReplicaOptions(source: .measured, maxGPUs: 16),
      profile: replicas.map { Fixture.row(pool: 0, tp: $0.tp, input: 100, output: 100, rate: $0.rate) })
  }

  @Test("no plan has more blocks than its machines hold")
  func byHand() throws {
    let cases: [(Scenario, Double)] = [
      (scenario([(4, 4), (2, 1)], available: 12, machine: 6), 10),
      (scenario([(4, 4)], available: 12, machine: 6), 8),
      (scenario([(4, 4), (2, 1)], available: 10, machine: 10), 9),
      (scenario([(2, 1)], available: 9, machine: 3), 3),
      (scenario([(3, 1)], available: 16, machine: 8), 4),
      (scenario([(3, 1)], available: 12, machine: 8), 3),
      // 5 + 3 fill a machine of 8; 5 + 5 do not.
      (scenario([(5, 5), (3, 2.5)], available: 16, machine: 8), 15),
      (scenario([(4, 4), (1, 0.9)], available: 12, machine: 6), 11.6),
    ]
    for (scenario, rate) in cases {
      let plan = try #require(PlanningSession().solve(scenario))
      #expect(plan.status == .optimal)
      #expect(abs(plan.requestsPerSecond - rate) < 1e-6, "\(plan.requestsPerSecond) for \(rate)")
      #expect(PlanCheck(scenario: scenario).problems(of: plan) == [])
      let verdict = BoundCheck(scenario: scenario).verdict(of: plan, seconds: 20)
      #expect(verdict == .proven)
    }
  }

  @Test("the best plan is the best of all fleets that brute force places", arguments: 0..<40)
  func enumeration(_ line: Int) throws {
    for round in 0..<PlanCampaignTests.factor { try compareWithAll(40 * round + line) }
  }

  private func compareWithAll(_ seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let machine = [3, 5, 6, 7, 8, 10][random.below(6)]
    let sizes = Array(Set((0..<3).map { _ in 1 + random.below(min(machine, 7)) })).sorted()
    let stated = scenario(
      sizes.map { ($0, (Double($0) * random.uniform(0.7, 1.4) * 100).rounded() / 100) },
      available: machine + 1 + random.below(machine), machine: machine, budget: Double(4 + random.below(17)))
    let session = PlanningSession()
    for objective in [Objective.throughput, .cost, .costPerToken] {
      var scenario = stated
      scenario.objective = objective
      if objective != .throughput { scenario.demand = 2 }
      let plan = try #require(session.solve(scenario, options: PlanningOptions(gap: 1e-6)))
      let fleet = FleetData(scenario, isPacked: true)
      let best = best(fleet)
      guard let best else {
        #expect(plan.status == .infeasible)
        continue
      }
      #expect(plan.status == .optimal)
      #expect(
        abs(plan.objectiveValue - best) <= 2e-6 * best, "\(objective): \(plan.objectiveValue) for \(best)")
      #expect(PlanCheck(scenario: scenario).problems(of: plan) == [])
      #expect(BoundCheck(scenario: scenario).verdict(of: plan, seconds: 20) == .proven, "\(objective)")
    }
  }

  /// The objective's value of the best fleet; nil where there is none.
  private func best(_ fleet: FleetData) -> Double? {
    let scenario = fleet.scenario
    let room = scenario.pools[0].machines.flatMap { repeatElement($0.gpus, count: $0.count) }
    var best: Double?
    func visit(_ counts: [Int], _ index: Int, _ left: Int) {
      guard index < counts.count else {
        let cost = fleet.cost(of: counts)
        guard cost <= scenario.budget ?? .infinity else { return }
        let rate = FleetEvaluator(fleet: fleet).value(of: counts).rate
        guard rate > 0, rate >= (scenario.objective == .throughput ? 0 : scenario.demand ?? 0) else { return }
        let tokens = fleet.tokensPerRequest
        let value =
          switch scenario.objective {
          case .throughput: rate
          case .cost: cost
          case .costPerToken: cost / (3600 * rate * (tokens.input + tokens.output)) * 1e6
          }
        let isBetter = best.map { scenario.objective == .throughput ? value > $0 : value < $0 } ?? true
        guard isBetter, PlacementTruth.fits(fleet.blocks(of: counts)[0].list, on: room) else { return }
        best = value
        return
      }
      for count in 0...(left / fleet.use[index]) {
        var next = counts
        next[index] = count
        visit(next, index + 1, left - count * fleet.use[index])
      }
    }
    visit([Int](repeating: 0, count: fleet.candidates.count), 0, scenario.pools[0].available)
    return best
  }

  @Test("a plan whose blocks find no room is refused by pool and blocks")
  func refusals() throws {
    let roomy = scenario([(4, 4)], available: 12, machine: 12)
    let crowded = scenario([(4, 4)], available: 12, machine: 6)
    var plan = try #require(PlanningSession().solve(roomy))
    #expect(plan.replicas.first?.count == 3)
    plan.machines = []
    let problems = PlanCheck(scenario: crowded).problems(of: plan).map(\.description)
    #expect(problems.contains { $0.contains("t: no room") && $0.contains("4 GPUs (3 times)") }, "\(problems)")
  }

  @Test("a pipeline stands in one machine, or apart at a slower rate")
  func pipelines() throws {
    let pool = Pool(
      name: "L40S", type: try #require(GPUCatalogue.type(named: "L40S")), available: 12, price: 1,
      gpusPerMachine: 6)
    let scenario = Scenario(
      title: "pipelines", objective: .throughput, budget: 100, demand: nil, pools: [pool],
      models: [
        ServedModel(
          name: "llama-3.1-70b", architecture: try #require(ModelCatalogue.model(named: "llama-3.1-70b")),
          share: 1,
          precision: .fp8, workloads: [Workload(name: "chat", inputTokens: 1000, outputTokens: 500, share: 1)]
        )
      ],
      replicas: ReplicaOptions(mixed: false, maxGPUs: 4))
    let plan = try #require(PlanningSession().solve(scenario))
    #expect(PlanCheck(scenario: scenario).problems(of: plan) == [])
    let fleet = FleetData(scenario, isPacked: true)
    for (candidate, layout) in zip(fleet.candidates, fleet.layouts) where layout.hasSuffix(Layout.acrossMark)
    {
      let local = String(layout.dropLast(Layout.acrossMark.count))
      // A stage of more GPUs may beat the pipeline in one machine, and not the one that stands apart.
      guard let place = fleet.layouts.firstIndex(of: local) else { continue }
      let (own, other) = (candidate.throughput[0], fleet.candidates[place].throughput[0])
      #expect(try #require(own).requestsPerSecond < (try #require(other)).requestsPerSecond)
      #expect(!candidate.needsOneMachine && fleet.candidates[place].needsOneMachine)
    }
    #expect(fleet.layouts.contains { $0.hasSuffix(Layout.acrossMark) })
  }
}

extension BlockCounts {
  /// One entry a block, the largest first.
  fileprivate var list: [Int] { sizes.reversed().flatMap { repeatElement($0, count: count(of: $0)) } }
}

import Serving
import Testing

@testable import Planning

@Suite struct WorthTests {
  private func gain(_ step: LimitStep, _ scenario: Scenario) -> Double? {
    let explorer = Explorer(gap: 1e-9)
    guard case .plan(let base)? = explorer.answer(ExplorationTask(.worth(step), scenario)),
      case .plan(let moved)? = explorer.answer(ExplorationTask(.worth(step), step.applied(to: scenario)))
    else { return nil }
    return base.gain(of: moved)
  }

  @Test func stepsAreWorthWhatASolveGains() {
    // 5 $/h buy two large and one small: 7 req/s. A third large costs 2 more.
    var scenario = Toy.scenario
    scenario.budget = 5
    #expect(gain(.budget, scenario) == 1)
    #expect(gain(.gpu(pool: 0), scenario) == 0)
    #expect(gain(.gpu(pool: 1), scenario) == 0)
    scenario.budget = 6
    // Three large instead of two of each: 9 for 8.
    #expect(gain(.gpu(pool: 1), scenario) == 1)
    #expect(gain(.budget, scenario) == 0)
    scenario.objective = .cost
    scenario.demand = 4
    // 4 req/s: a large and a small, 3 $/h; 3 req/s: a large, 2 $/h.
    #expect(gain(.demand, scenario) == 1)
    #expect(LimitStep.steps(of: scenario) == [.demand, .gpu(pool: 0), .gpu(pool: 1)])
  }

  @Test func anUnusedPoolHasAnEntryPrice() {
    // 2 $/h buy one large (3 req/s). Small ones help from 0.66 $/h: three would be needed, but there are two; with
    // both and no large: 2 req/s. So only where large and small fit: never at 2 $/h but for a large and free ones.
    var scenario = Toy.scenario
    scenario.budget = 2.5
    let answer = Explorer(gap: 1e-9).answer(ExplorationTask(.entryPrice(pool: 0), scenario))
    #expect(answer == .price(0.5))
  }
}

@Suite struct RelaxationTests {
  private func change(_ kind: Relaxation.Kind, _ scenario: Scenario) -> Relaxation? {
    guard
      case .relaxation(let found)? = Explorer(gap: 1e-9).answer(ExplorationTask(.relaxation(kind), scenario))
    else { return nil }
    if let found { #expect(PlanCheck(scenario: found.scenario).problems(of: found.plan).isEmpty) }
    return found
  }

  /// 4 req/s for 2 $/h: a large and a small cost 3.
  private var blocked: Scenario {
    var scenario = Toy.scenario
    scenario.objective = .cost
    scenario.demand = 4
    scenario.budget = 2
    return scenario
  }

  @Test func theSmallestChangesAreFound() {
    #expect(change(.budget, blocked)?.to == 3)
    #expect(change(.demand, blocked)?.to == 3)
    // Two large at 1 $/h, or one with a small.
    #expect(change(.price(pool: 1), blocked)?.to == 1)
    // A small one for nothing would do, but not for a cent.
    #expect(change(.price(pool: 0), blocked) == nil)
    #expect(change(.available(pool: 0), blocked) == nil)
    #expect(change(.available(pool: 1), blocked) == nil)
    let pair = change(.budgetAndDemand, blocked)
    #expect(pair?.to == 2.5 && pair?.demand == 3 && pair?.isPair == true)
    #expect(change(.budget, blocked)?.relativeSize == 0.5)
  }

  @Test func stockIsSearchedToTheLastGPU() {
    // 10 req/s: two of each reach 8; a third large makes 9 + 1 small; money is no matter.
    var scenario = blocked
    scenario.budget = 100
    scenario.demand = 10
    #expect(change(.available(pool: 1), scenario)?.to == 3)
    #expect(change(.available(pool: 0), scenario)?.to == 4)
    #expect(change(.budget, scenario) == nil)
    #expect(change(.demand, scenario)?.to == 8)
  }

  @Test func headroomIsGivenUpByThePercent() {
    // 7.5 req/s of 8: at most 6.25 % idle.
    var scenario = blocked
    scenario.budget = 100
    scenario.demand = 7.5
    scenario.headroom = 0.2
    #expect(change(.headroom, scenario)?.to == 0.06)
    #expect(Relaxation.kinds(for: scenario).contains(.headroom))
  }

  @Test func aCancelledSearchFindsNothing() {
    let task = ExplorationTask(.relaxation(.price(pool: 1)), blocked)
    #expect(Explorer().answer(task, isCancelled: { true }) == nil)
  }
}

/// One model, one workload type, two pools whose single GPUs serve 1 and 3 req/s for 1 and 2 $/h.
enum Toy {
  static var scenario: Scenario {
    Scenario(
      title: "toy", objective: .throughput, budget: 6, demand: nil,
      pools: [
        Pool(name: "small", type: Fixture.gpu("small"), available: 2, price: 1),
        Pool(name: "large", type: Fixture.gpu("large"), available: 2, price: 2),
      ],
      models: [
        ServedModel(
          name: "tiny", architecture: Fixture.architecture, share: 1, precision: .bf16,
          workloads: [Workload(name: "w", inputTokens: 100, outputTokens: 10, share: 1)])
      ], replicas: ReplicaOptions(source: .measured),
      profile: [
        Fixture.row(pool: 0, tp: 1, input: 100, output: 10, rate: 1),
        Fixture.row(pool: 1, tp: 1, input: 100, output: 10, rate: 3),
      ])
  }
}

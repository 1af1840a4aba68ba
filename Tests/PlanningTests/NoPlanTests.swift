import Serving
import Testing

@testable import Planning

@Suite struct NoPlanTests {
  private func reason(_ scenario: Scenario) throws -> Infeasibility {
    let plan = try #require(PlanningSession().solve(scenario))
    #expect(plan.status == .infeasible && plan.replicas.isEmpty)
    return try #require(plan.infeasibility)
  }

  @Test func noBudget() throws {
    var scenario = Fixture.workedExample()
    scenario.budget = 0
    let answer = try reason(scenario)
    #expect(answer.isProven)
    #expect(answer.reason.contains("0.00 $/h") && answer.reason.contains("2.00 $/h"))
  }

  @Test func noStock() throws {
    var scenario = Fixture.workedExample()
    for pool in scenario.pools.indices { scenario.pools[pool].available = 0 }
    #expect(try reason(scenario).reason.contains("stock"))
  }

  @Test func demandBeyondTheBudgetNamesBothFigures() throws {
    let scenario = Fixture.workedExample(objective: .cost, demand: 4)
    let answer = try reason(scenario)
    #expect(answer.isProven)
    // 4 req/s: the cheapest fleet beyond the cap, and what the cap buys (100 / 28.43137).
    #expect(answer.reason.contains("4.00 req/s needs") && answer.reason.contains("at most 3.52 req/s"))
  }

  @Test func demandBeyondTheStock() throws {
    var scenario = Fixture.workedExample(objective: .cost, demand: 400)
    scenario.budget = nil
    #expect(try reason(scenario).reason.contains("cannot be served with the GPUs on offer"))
  }

  @Test func aModelThatFitsNowhereIsNamedWithTheMemoryItNeeds() throws {
    var scenario = Fixture.workedExample()
    scenario.models[0].architecture.parametersB = 4000
    scenario.replicas.source = .estimated
    let answer = try reason(scenario)
    #expect(answer.isProven && answer.reason.contains("tiny / w1"))
    #expect(answer.refusals.contains { $0.reason.contains("needs") && $0.reason.contains("GB") })
  }

  /// The layout that comes nearest is named with what it takes, of the workload type that needs the most; the change
  /// offered is just that, however far the limit is from it.
  @Test(arguments: [
    (
      SLO(ttftMs: 10), Relaxation.Kind.ttft, "within a TTFT of 10.0 ms; the nearest, B200*8, takes 262.7 ms",
      263.0
    ),
    (SLO(ttftMs: 100), .ttft, "within a TTFT of 100.0 ms; the nearest, B200*8, takes 262.7 ms", 263),
    (SLO(tpotMs: 1), .tpot, "within a TPOT of 1.0 ms; the nearest, H200*8, takes 7.2 ms", 8),
  ])
  func theNearestMissIsNamed(slo: SLO, kind: Relaxation.Kind, text: String, least: Double) throws {
    var scenario = try PaperDirectionTests.sample("today/scenario")
    scenario.slo = slo
    let answer = try reason(scenario)
    #expect(answer.isProven && answer.reason.contains("llama-3.1-70b / summarize"))
    #expect(answer.reason.hasSuffix(text), "\(answer.reason)")
    guard
      case .relaxation(let change?) = Explorer(options: PlanningOptions()).answer(
        ExplorationTask(.relaxation(kind), scenario))
    else {
      Issue.record("no change is offered")
      return
    }
    #expect(change.to == least && change.plan.exists)
  }

  /// With both limits out of reach neither alone can be eased, and the figure is what one of them takes by itself.
  @Test func twoLimitsOutOfReach() throws {
    var scenario = try PaperDirectionTests.sample("today/scenario")
    scenario.slo = SLO(ttftMs: 10, tpotMs: 1)
    let answer = try reason(scenario)
    #expect(answer.reason.hasSuffix("within a TPOT of 1.0 ms; the nearest, H200*8, takes 7.2 ms"))
  }

  @Test func budgetForOneModelOfTwo() throws {
    var random = SplitMix(seed: 3)
    var scenario = Fixture.random(&random, objective: .throughput, models: 2)
    for pool in scenario.pools.indices {
      scenario.pools[pool].price = 3
      scenario.pools[pool].available = 4
    }
    scenario.budget = 5
    let answer = try reason(scenario)
    #expect(answer.isProven)
    #expect(answer.reason.contains("every model") && answer.reason.contains("6.00 $/h"))
  }
}

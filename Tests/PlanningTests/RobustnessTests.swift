import Serving
import Testing

@testable import Planning

/// Plans whose throughput figures move inside their bands.
@Suite struct RobustnessTests {
  /// One pool, one model, one workload type, estimated figures that may be 0.8 to 1.3 of what is stated.
  private func study(_ scenario: Scenario) throws -> (plan: Plan, robustness: Robustness) {
    let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: 1e-6)))
    let study = try #require(RobustnessStudy(plan: plan, scenario: scenario))
    return (plan, study.run(samples: 400))
  }

  /// A measured figure moves by 5 %: one kind of replica serves 0.95 of the plan at worst, about 1 in the median.
  @Test func oneLayoutMovesAsItsBand() throws {
    var scenario = Fixture.workedExample()
    scenario.pools = [scenario.pools[0]]
    scenario.profile = scenario.profile.filter { $0.layout.stages[0].pool == 0 }
    let (plan, found) = try study(scenario)
    #expect(plan.replicas.count == 1)
    #expect(abs(found.planned - plan.requestsPerSecond) < 1e-9 * found.planned)
    #expect(abs(found.worst / found.planned - 0.95) < 1e-9)
    #expect(abs(found.worstKeepingRoutes / found.planned - 0.95) < 1e-6)
    #expect(abs(found.median / found.planned - 1) < 0.01)
    #expect(found.fifthPercentile > found.worst && found.fifthPercentile < found.median)
    #expect(found.servesDemand == nil)
  }

  /// Routing for the true speeds is never worse than keeping the planned routes, and runs repeat.
  @Test func routesAdapt() throws {
    let scenario = Fixture.workedExample()
    let (plan, found) = try study(scenario)
    #expect(plan.replicas.count > 1)
    #expect(found.median >= found.medianKeepingRoutes && found.worst >= found.worstKeepingRoutes * (1 - 1e-9))
    #expect(abs(found.worst / found.planned - 0.95) < 1e-6, "all at their low end: the same mix at 0.95")
    #expect(try study(scenario).robustness == found)
  }

  /// A fleet with room to spare serves its demand in every sample, one without in about half of them.
  @Test func demandIsServedOrNot() throws {
    var scenario = Fixture.workedExample(objective: .cost, demand: 3.4)
    let tight = try study(scenario).robustness
    scenario.demand = 3.0
    let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: 1e-6)))
    let loose = try #require(RobustnessStudy(plan: plan, scenario: scenario)).run()
    #expect(try #require(tight.servesDemand) < 1)
    #expect(loose.worst < 3.0 || loose.servesDemand == 1)
  }

  /// A plan of replicas that the scenario does not have cannot be studied.
  @Test func foreignReplicasAreRefused() throws {
    let scenario = Fixture.workedExample()
    var plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: 1e-6)))
    plan.replicas[0].layout = "t9*1"
    #expect(RobustnessStudy(plan: plan, scenario: scenario) == nil)
  }
}

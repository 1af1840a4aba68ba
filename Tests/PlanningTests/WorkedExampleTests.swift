import Testing

@testable import Planning

@Suite struct WorkedExampleTests {
  /// The paper's hand-made plan takes 28.67 s for its 100 requests; the optimum is 28.43137 s.
  @Test func optimumBeatsTheBalancedPlan() throws {
    let plan = try #require(
      PlanningSession().solve(Fixture.workedExample(), options: PlanningOptions(gap: 1e-9)))
    #expect(plan.status == .optimal)
    #expect(abs(100 / plan.requestsPerSecond - 28.43137) < 5e-6)
    #expect(plan.costPerHour == 8)
    #expect(plan.replicas.map { "\($0.count) \($0.layout)" }.sorted() == ["1 t1*1", "1 t2*2"])
    let first = try #require(plan.assignments.first { $0.workload == "w1" && $0.layout == "t1*1" })
    #expect(abs(first.fraction - 0.147) < 5e-4)
    let second = try #require(plan.assignments.first { $0.workload == "w2" })
    #expect(second.layout == "t1*1" && second.fraction == 1)
    #expect(PlanCheck(scenario: Fixture.workedExample()).problems(of: plan).isEmpty)
  }

  /// The other fleets that the budget buys, by hand: T = (sum of work) balanced over the replicas.
  @Test func runnersUpTakeLonger() throws {
    let fleet = FleetData(Fixture.workedExample())
    let names = fleet.scenario.pools.map(\.name)
    func seconds(_ wanted: [String: Int]) throws -> Double {
      let counts = fleet.candidates.map { wanted[$0.layout.text(poolNames: names)] ?? 0 }
      #expect(counts.reduce(0, +) == wanted.values.reduce(0, +))
      return 100 / FleetEvaluator(fleet: fleet).value(of: counts).rate
    }
    #expect(abs(try seconds(["t1*1": 1, "t2*2": 1]) - 28.43137) < 5e-6)
    #expect(abs(try seconds(["t2*2": 1, "t3*1": 2]) - 30.667) < 5e-4)
    #expect(abs(try seconds(["t1*1": 1, "t2*1": 2]) - 34.524) < 5e-4)
    #expect(abs(try seconds(["t1*1": 2]) - 48.333) < 5e-4)
  }

  @Test func leastCostForTheOptimalRateIsTheBudget() throws {
    let rate = 100 / 28.4314
    let plan = try #require(PlanningSession().solve(Fixture.workedExample(objective: .cost, demand: rate)))
    #expect(plan.status == .optimal && plan.costPerHour == 8)
    #expect(abs(plan.requestsPerSecond - rate) < 1e-12)
    let cheaper = try #require(PlanningSession().solve(Fixture.workedExample(objective: .cost, demand: 2)))
    #expect(cheaper.costPerHour == 4)
    #expect(cheaper.replicas.map(\.layout) == ["t2*2"])
  }

  @Test func costPerTokenTakesTheBestRatioNotTheBiggestFleet() throws {
    // The TP pair alone serves 100 requests in 80/2.4 + 20/1.5 = 46.667 s for 4 $/h: 1.8667 $/h per req/s, less
    // than any other fleet (the optimum for speed costs 2.2745).
    let plan = try #require(
      PlanningSession().solve(Fixture.workedExample(objective: .costPerToken, demand: 0.5)))
    #expect(plan.status == .optimal)
    #expect(plan.replicas.map(\.layout) == ["t2*2"])
    #expect(abs(plan.requestsPerSecond - 15.0 / 7) < 1e-9)
    #expect(plan.gap <= 1e-4)
  }
}

import Testing

@testable import Planning

/// The check must find each kind of lie; each case changes one claim of a right plan.
@Suite struct PlanCheckTests {
  @Test func everyKindOfLieIsFound() throws {
    let scenario = Fixture.workedExample()
    let plan = try #require(PlanningSession().solve(scenario))
    let check = PlanCheck(scenario: scenario)
    #expect(check.problems(of: plan).isEmpty)
    let lies: [(String, (inout Plan) -> Void)] = [
      ("rate", { $0.requestsPerSecond *= 1.01 }),
      ("cost", { $0.costPerHour -= 0.5 }),
      ("count", { $0.replicas[0].count += 1 }),
      ("layout", { $0.replicas[0].layout = "t3*2" }),
      ("replica cost", { $0.replicas[0].costPerHour += 1 }),
      ("utilization", { $0.replicas[0].utilization = 0.5 }),
      ("fraction", { $0.assignments[0].fraction += 0.1 }),
      ("negative fraction", { $0.assignments[0].fraction *= -1 }),
      ("assignment rate", { $0.assignments[0].requestsPerSecond *= 2 }),
      ("assignment layout", { $0.assignments[0].layout = "t2*1" }),
      ("gpu use", { $0.gpus[0].used += 1 }),
      ("tokens", { $0.tokensPerSecond.output += 1 }),
      ("token price", { $0.totalCostPerMillionTokens *= 0.9 }),
      ("split price", { $0.costPerMillionTokens.input *= 0.9 }),
      ("workload cost", { $0.workloads[0].costPerHour *= 0.9 }),
      ("bound", { $0.bound = $0.requestsPerSecond * 0.9 }),
      ("gap", { $0.gap = 0.5 }),
      ("objective", { $0.objective = .cost }),
      ("twice", { $0.replicas.append($0.replicas[0]) }),
      ("not a number", { $0.costPerHour = .nan }),
    ]
    for (name, lie) in lies {
      var altered = plan
      lie(&altered)
      #expect(!check.problems(of: altered).isEmpty, "\(name)")
    }
  }

  @Test func limitsOfTheScenarioAreKept() throws {
    let plan = try #require(PlanningSession().solve(Fixture.workedExample()))
    var tight = Fixture.workedExample()
    tight.budget = 7.99
    #expect(!PlanCheck(scenario: tight).problems(of: plan).isEmpty)
    tight = Fixture.workedExample()
    tight.pools[1].available = 1
    #expect(!PlanCheck(scenario: tight).problems(of: plan).isEmpty)
    tight = Fixture.workedExample()
    tight.headroom = 0.1
    #expect(!PlanCheck(scenario: tight).problems(of: plan).isEmpty)
  }

  /// Dearer per replica than it earns: idle copies charge the traffic of their model, so the sums still meet.
  @Test func costsOfWorkloadsSumToTheBill() throws {
    var random = SplitMix(seed: 99)
    for _ in 0..<50 {
      let scenario = Fixture.random(&random, objective: .throughput, models: 2)
      let plan = try #require(PlanningSession().solve(scenario))
      guard plan.status != .infeasible else { continue }
      let sum = plan.workloads.reduce(0) { $0 + $1.costPerHour }
      #expect(abs(sum - plan.costPerHour) < 1e-9 * plan.costPerHour)
      #expect(plan.costPerHour <= (scenario.budget ?? 0) + 1e-9)
    }
  }
}

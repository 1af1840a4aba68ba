import Testing

@testable import Planning

/// A claim that there is no plan is proven again, or refused with a plan.
@Suite struct InfeasibilityCheckTests {
  private func verdict(_ change: (inout Scenario) -> Void) -> InfeasibilityCheck.Verdict {
    var scenario = Fixture.workedExample(objective: .cost, demand: 2)
    change(&scenario)
    return InfeasibilityCheck(scenario: scenario).verdict(seconds: 20)
  }

  @Test func limitsThatAllowNoPlan() {
    #expect(verdict { $0.demand = 100 } == .noPlan)
    #expect(verdict { $0.budget = 1 } == .noPlan)
    #expect(verdict { for pool in $0.pools.indices { $0.pools[pool].available = 0 } } == .noPlan)
    #expect(
      verdict {
        $0.objective = .throughput
        $0.demand = nil
        $0.budget = 1.99
      } == .noPlan)
    #expect(verdict { $0.resilience = Resilience(survives: .pool, remaining: 1) } != .unknown)
  }

  @Test func aPlanIsNamed() {
    guard case .plan(let text) = verdict({ _ in }) else {
      Issue.record("no plan was found")
      return
    }
    #expect(text.contains(" x tiny on ") && text.hasSuffix(" $/h"), "\(text)")
    #expect(
      verdict {
        $0.objective = .throughput; $0.demand = nil
      } != .noPlan)
  }

  /// The planner and the general engine agree on what is possible.
  @Test func randomScenarios() throws {
    var random = SplitMix(seed: 5)
    var answers: [Bool: Int] = [:]
    for index in 0..<60 {
      var scenario = Fixture.random(&random, objective: index % 2 == 0 ? .cost : .costPerToken, models: 2)
      scenario.demand = random.uniform(0.3, 4)
      let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(diagnoses: false)))
      let verdict = InfeasibilityCheck(scenario: scenario).verdict(seconds: 20)
      let isPossible = plan.status != .infeasible
      answers[isPossible, default: 0] += 1
      #expect(isPossible == (verdict != .noPlan) && verdict != .unknown, "case \(index): \(verdict)")
    }
    #expect((answers[true] ?? 0) > 10 && (answers[false] ?? 0) > 10, "\(answers)")
  }

  /// Bounds hold under the general engine, and better plans than a false bound are named.
  @Test func boundsAreProvenAgain() throws {
    for (objective, demand) in [(Objective.throughput, nil), (.cost, 2.0), (.costPerToken, 1.0)] {
      let scenario = Fixture.workedExample(objective: objective, demand: demand)
      let check = BoundCheck(scenario: scenario)
      var plan = try #require(PlanningSession().solve(scenario))
      #expect(check.verdict(of: plan, seconds: 20) == .proven, "\(objective)")
      plan.bound *= objective == .throughput ? 0.9 : 1.1
      guard case .refuted(let text) = check.verdict(of: plan, seconds: 20) else {
        Issue.record("\(objective): nothing better was found")
        continue
      }
      #expect(text.contains(" x tiny on "))
    }
  }

  @Test func whatWasNotLookedAtMayBeBetter() throws {
    let scenario = Fixture.workedExample()
    let check = PlanCheck(scenario: scenario)
    var plan = try #require(PlanningSession().solve(scenario))
    #expect(check.problems(of: plan, gapAsked: 1e-4).isEmpty)
    plan.omission = "some layouts were left out"
    #expect(!check.problems(of: plan, gapAsked: 1e-4).isEmpty)
    plan.status = .feasible
    #expect(check.problems(of: plan, gapAsked: 1e-4).isEmpty)
    plan.omission = nil
    #expect(!check.problems(of: plan, gapAsked: 1e-4).isEmpty)
  }

  /// Without demand nothing is rented; a figure in such a plan is wrong.
  @Test func noDemandIsTheEmptyPlan() throws {
    let scenario = Fixture.workedExample(objective: .cost, demand: 0)
    let check = PlanCheck(scenario: scenario)
    let plan = try #require(PlanningSession().solve(scenario))
    #expect(plan.exists && plan.replicas.isEmpty)
    #expect(
      check.problems(of: plan, gapAsked: 1e-4).isEmpty, "\(check.problems(of: plan, gapAsked: 1e-4))")
    let lies: [(inout Plan) -> Void] = [
      { $0.costPerHour = 1 }, { $0.requestsPerSecond = 1 }, { $0.bound = 3 }, { $0.gap = 0.1 },
      { $0.status = .feasible }, { $0.totalCostPerMillionTokens = 1 },
    ]
    for (index, lie) in lies.enumerated() {
      var altered = plan
      lie(&altered)
      #expect(!check.problems(of: altered, gapAsked: 1e-4).isEmpty, "\(index)")
    }
  }

  @Test func anEmptyPlanMustBeEmpty() throws {
    let scenario = Fixture.workedExample(objective: .cost, demand: 100)
    let check = PlanCheck(scenario: scenario)
    let plan = try #require(PlanningSession().solve(scenario))
    #expect(plan.claimsInfeasibility && check.problems(of: plan, gapAsked: nil).isEmpty)
    let lies: [(inout Plan) -> Void] = [
      { $0.costPerHour = 1 }, { $0.requestsPerSecond = 1 }, { $0.bound = 3 }, { $0.gap = 0.1 },
      { $0.infeasibility = nil }, { $0.solve.nodes = -1 },
      { $0.gpus = [Plan.GPUUse(name: "t1", used: 0, available: 2, costPerHour: 0, marginalValue: 0)] },
      {
        $0.infeasibility?.refusals = [.init(model: "tiny", layout: "t1*1", reason: "needs 900 GB")]
      },
    ]
    for (index, lie) in lies.enumerated() {
      var altered = plan
      lie(&altered)
      #expect(!check.problems(of: altered, gapAsked: nil).isEmpty, "\(index)")
    }
  }
}

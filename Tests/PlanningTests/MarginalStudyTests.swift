import Testing

@testable import Planning

/// The worth of one more unit of a limit, against solves from scratch.
@Suite struct MarginalStudyTests {
  @Test("Solved values are the differences of two proven plans", arguments: Objective.allCases)
  func solved(_ objective: Objective) throws {
    var scenario = Toy.scenario
    scenario.objective = objective
    scenario.demand = objective == .throughput ? nil : 3
    let options = PlanningOptions(gap: 1e-9)
    let session = PlanningSession()
    let plan = try #require(session.solve(scenario, options: options))
    #expect(plan.gpus.allSatisfy { $0.marginalKind == .lp } && plan.budgetMarginalKind == .lp)
    let valued = MarginalStudy(of: scenario, options: options, session: session).valued(plan)
    #expect(valued.gpus.allSatisfy { $0.marginalKind == .solved } && valued.budgetMarginalKind == .solved)
    for (pool, use) in valued.gpus.enumerated() {
      let moved = try #require(
        PlanningSession().solve(LimitStep.gpu(pool: pool).applied(to: scenario), options: options))
      #expect(abs(use.marginalValue - (plan.gain(of: moved) ?? .nan)) < 1e-6)
    }
    if objective != .cost {
      let moved = try #require(
        PlanningSession().solve(LimitStep.budget.applied(to: scenario), options: options))
      #expect(abs(valued.budgetMarginalValue - (plan.gain(of: moved) ?? .nan)) < 1e-6)
    }
    #expect(valued.replicas == plan.replicas && valued.bound == plan.bound)
  }

  @Test("Without time the prices stay, marked")
  func noTime() throws {
    let session = PlanningSession()
    let plan = try #require(session.solve(Toy.scenario))
    let late = PlanningOptions().ending(after: 0)
    #expect(MarginalStudy(of: Toy.scenario, options: late, session: session).valued(plan) == plan)
  }
}

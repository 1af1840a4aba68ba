import Optimization
import Testing

@testable import Planning

@Suite struct ExactnessTests {
  /// 240 small scenarios of all objectives against the enumeration of every fleet.
  @Test func plansEqualEnumeration() throws {
    var random = SplitMix(seed: 7)
    var infeasible = 0
    for index in 0..<240 {
      let objective = Objective.allCases[index % 3]
      let scenario = Fixture.random(&random, objective: objective, models: 1 + index / 3 % 2)
      let fleet = FleetData(scenario)
      let truth = Enumeration(fleet: fleet).best()
      let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: 1e-9)))
      guard let truth else {
        infeasible += 1
        #expect(plan.status == .infeasible, "case \(index)")
        #expect(plan.infeasibility?.isProven == true, "case \(index)")
        continue
      }
      #expect(plan.status == .optimal, "case \(index): \(plan.infeasibility?.reason ?? "")")
      let value = objective == .costPerToken ? plan.costPerHour / plan.requestsPerSecond : plan.objectiveValue
      #expect(abs(value - truth) <= 1e-6 * truth, "case \(index): \(value), enumeration \(truth)")
      #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty, "case \(index)")
    }
    #expect(infeasible > 0 && infeasible < 200)
  }

  /// The explicit model, with replica columns, has the projected model's optimum.
  @Test func explicitModelHasTheSameOptimum() throws {
    var random = SplitMix(seed: 11)
    for index in 0..<60 {
      let objective: Objective = index % 2 == 0 ? .throughput : .cost
      let scenario = Fixture.random(&random, objective: objective, models: 1 + index % 2)
      let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: 1e-9)))
      let fleet = FleetData(scenario)
      guard Preflight.reason(fleet) == nil else { continue }
      var options = MIPOptions()
      options.relativeGap = 1e-9
      let result = MIPSession(ExplicitModel.program(fleet)).solve(options)
      if plan.status == .infeasible {
        #expect(result.status == .infeasible || (result.objective ?? 1) < 1e-9, "case \(index)")
      } else {
        let value = try #require(result.objective, "case \(index)")
        #expect(abs(value - plan.objectiveValue) <= 1e-6 * abs(value), "case \(index)")
      }
    }
  }

  /// A session that is edited agrees with a cold solve after every edit.
  @Test func warmEqualsCold() throws {
    var random = SplitMix(seed: 23)
    for walk in 0..<6 {
      var scenario = Fixture.random(&random, objective: Objective.allCases[walk % 3], models: 1 + walk % 2)
      let session = PlanningSession()
      let options = PlanningOptions(gap: 1e-9)
      for move in 0..<40 {
        switch random.below(6) {
        case 0: scenario.budget = random.uniform(3, 15)
        case 1: scenario.pools[random.below(2)].available = random.below(6)
        case 2: scenario.pools[random.below(2)].price = random.uniform(0.5, 4)
        case 3: scenario.models[0].workloads[random.below(2)].share = random.uniform(0, 1) + 0.01
        case 4: if scenario.demand != nil { scenario.demand = random.uniform(0.1, 3) }
        default: scenario.headroom = random.below(2) == 0 ? 0 : 0.2
        }
        let warm = try #require(session.solve(scenario, options: options))
        let cold = try #require(PlanningSession().solve(scenario, options: options))
        #expect(warm.status == cold.status, "walk \(walk) move \(move)")
        #expect(
          abs(warm.objectiveValue - cold.objectiveValue) <= 1e-6 * max(1e-9, cold.objectiveValue),
          "walk \(walk) move \(move): \(warm.objectiveValue) \(cold.objectiveValue)")
      }
    }
  }

  @Test func sameInputSamePlan() throws {
    var random = SplitMix(seed: 5)
    for _ in 0..<10 {
      let scenario = Fixture.random(&random, objective: .throughput, models: 2)
      var one = try #require(PlanningSession().solve(scenario))
      var two = try #require(PlanningSession().solve(scenario))
      #expect(one.solve.pivots == two.solve.pivots && one.solve.nodes == two.solve.nodes)
      one.solve = Plan.SolveStatistics()
      two.solve = Plan.SolveStatistics()
      #expect(one == two)
    }
  }

  /// A cancelled solve hands back nothing, and the session still works.
  @Test func cancellation() throws {
    let session = PlanningSession()
    #expect(session.solve(Fixture.workedExample(), isCancelled: { true }) == nil)
    #expect(try #require(session.solve(Fixture.workedExample())).status == .optimal)
  }
}

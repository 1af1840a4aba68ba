import Optimization
import Serving
import Testing

@testable import Planning

@Suite("Least replicas of a model") struct LeastReplicasTests {
  @Test("One GPU would do, three are kept")
  func worked() throws {
    // t2 serves 0.9 of either type for 2 $/h; nothing on offer is cheaper, and it has two GPUs. A third replica is a t3.
    var scenario = Fixture.workedExample(objective: .cost, demand: 0.5)
    let one = try #require(PlanningSession().solve(scenario))
    #expect(one.costPerHour == 2 && one.replicas.reduce(0) { $0 + $1.count } == 1)
    scenario.models[0].leastReplicas = 3
    let three = try #require(PlanningSession().solve(scenario))
    #expect(three.status == .optimal && three.costPerHour == 6)
    #expect(three.replicas.reduce(0) { $0 + $1.count } == 3)
    #expect(PlanCheck(scenario: scenario).problems(of: three).isEmpty)
    // The plan without is none with it.
    #expect(
      PlanCheck(scenario: scenario).problems(of: one).contains {
        $0.description == "tiny: 1 replicas, the scenario asks for at least 3"
      })
    // Four cost 8 $/h, the budget; there are six GPUs, but not the money for a fifth.
    scenario.models[0].leastReplicas = 5
    let five = try #require(PlanningSession().solve(scenario))
    #expect(five.status == .infeasible && five.infeasibility?.isProven == true)
    #expect(five.infeasibility?.reason.contains("with 5 replicas of tiny") == true)
  }

  @Test("More replicas than the GPUs hold are told as that, not as a rate")
  func beyondTheStock() throws {
    var scenario = Fixture.workedExample(objective: .cost, demand: 0.5)
    scenario.budget = nil
    scenario.models[0].leastReplicas = 7
    let reason = try #require(PlanningSession().solve(scenario)?.infeasibility?.reason)
    #expect(
      reason == "0.50 req/s cannot be served: no plan fits the GPUs on offer with 7 replicas of tiny")
  }

  @Test("Plans of every objective equal the enumeration, and the explicit program's optimum")
  func enumeration() throws {
    var random = SplitMix(seed: 91)
    var infeasible = 0
    var binding = 0
    for index in 0..<90 {
      let objective = Objective.allCases[index % 3]
      var scenario = Fixture.random(&random, objective: objective, models: 1 + index / 3 % 2)
      let free = try #require(Enumeration(fleet: FleetData(scenario)).best() ?? .some(.infinity))
      for model in scenario.models.indices { scenario.models[model].leastReplicas = random.below(4) }
      let fleet = FleetData(scenario)
      let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: 1e-9)))
      guard let truth = Enumeration(fleet: fleet).best() else {
        infeasible += 1
        #expect(plan.status == .infeasible && plan.infeasibility?.isProven == true, "case \(index)")
        continue
      }
      if abs(truth - free) > 1e-9 { binding += 1 }
      let value = objective == .costPerToken ? plan.costPerHour / plan.requestsPerSecond : plan.objectiveValue
      #expect(
        plan.status == .optimal && abs(value - truth) <= 1e-6 * truth, "case \(index): \(value), \(truth)")
      #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty, "case \(index)")
      guard objective != .costPerToken else { continue }
      var options = MIPOptions()
      options.relativeGap = 1e-9
      let result = MIPSession(ExplicitModel.program(fleet)).solve(options)
      let explicit = try #require(result.objective, "case \(index)")
      #expect(abs(explicit - plan.objectiveValue) <= 1e-6 * abs(explicit), "case \(index)")
    }
    #expect(infeasible > 0 && binding > 5)
  }

  @Test("A session whose least numbers move agrees with a cold solve")
  func warm() throws {
    var random = SplitMix(seed: 17)
    var scenario = Fixture.random(&random, objective: .cost, models: 2)
    scenario.budget = nil
    let session = PlanningSession()
    let options = PlanningOptions(gap: 1e-9)
    for least in [0, 2, 1, 3, 0, 1] {
      scenario.models[0].leastReplicas = least
      let warm = try #require(session.solve(scenario, options: options))
      let cold = try #require(PlanningSession().solve(scenario, options: options))
      #expect(warm.status == cold.status && abs(warm.costPerHour - cold.costPerHour) < 1e-9, "\(least)")
    }
  }
}

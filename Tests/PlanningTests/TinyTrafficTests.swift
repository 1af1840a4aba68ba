import Serving
import Testing

@testable import Planning

/// Workload types and demands next to nothing, and nothing at all.
@Suite struct TinyTrafficTests {
  /// One pool serves both workload types, the other one only the first, for a third of the price per request.
  private func scenario(rare share: Double) -> Scenario {
    var scenario = Toy.scenario
    scenario.models[0].workloads = [
      Workload(name: "chat", inputTokens: 512, outputTokens: 128, share: 1 - share),
      Workload(name: "rare", inputTokens: 4096, outputTokens: 512, share: share),
    ]
    let model = scenario.models[0].precision
    func row(_ pool: Int, _ input: Int, _ output: Int, _ rate: Double) -> ProfileRow {
      ProfileRow(
        model: 0, precision: model, layout: Layout(stages: [Stage(pool: pool, tp: 1)]), inputTokens: input,
        outputTokens: output, requestsPerSecond: rate, source: "test")
    }
    scenario.pools = Array(scenario.pools.prefix(2))
    scenario.pools[0].price = 1
    scenario.pools[1].price = 3
    for pool in scenario.pools.indices { scenario.pools[pool].available = 5 }
    scenario.profile = [row(0, 512, 128, 10), row(1, 512, 128, 10), row(1, 4096, 512, 2)]
    scenario.replicas.source = .measured
    scenario.replicas.maxGPUs = 1
    scenario.budget = 7
    scenario.demand = nil
    scenario.objective = .throughput
    return scenario
  }

  @Test("A share down to the resolution is served by a whole replica", arguments: [1e-3, 1e-5, 1e-7, 1.5e-8])
  func tinyShares(_ share: Double) throws {
    let scenario = scenario(rare: share)
    // One dear replica must serve the rare type, four cheap ones are paid with the rest.
    for (objective, demand) in [(Objective.throughput, nil), (.cost, 45.0), (.costPerToken, 45.0)] {
      var asked = scenario
      asked.objective = objective
      asked.demand = demand
      let plan = try #require(PlanningSession().solve(asked, options: PlanningOptions(gap: 1e-6)))
      #expect(plan.status == .optimal && PlanCheck(scenario: asked).problems(of: plan).isEmpty)
      #expect(plan.gpus.map(\.used) == [4, 1])
      // The dear replica has time for chat beside the rare type: 50 req/s less what that takes.
      let rate = 50 / (1 - share + share * 5)
      if objective != .cost { #expect(abs(plan.requestsPerSecond - rate) <= 1e-5 * rate) }
      #expect(plan.assignments.contains { $0.workload == "rare" && abs($0.fraction - 1) < 1e-9 })
    }
  }

  @Test(
    "A share below the resolution has no plan and no proof",
    arguments: [Double.leastNonzeroMagnitude, 1e-300, 1e-12, 9e-9])
  func belowResolution(_ share: Double) throws {
    var scenario = scenario(rare: 0.5)
    scenario.models[0].workloads[1].share = share
    scenario.models[0].workloads[0].share = 1
    let tiny = try #require(scenario.tinyShares.first)
    #expect(tiny.workload == 1 && tiny.isOwn)
    let plan = try #require(PlanningSession().solve(scenario))
    #expect(plan.status == .unknown && plan.infeasibility?.reason.contains("rare") == true)
    scenario.models[0].workloads[1].share = tiny.least * 1.01
    #expect(scenario.tinyShares.isEmpty)
    scenario.models[0].workloads[1].share = 0
    #expect(scenario.tinyShares.isEmpty && PlanningSession().solve(scenario)?.status == .optimal)
  }

  @Test("A demand of 0 is met by nothing, for nothing")
  func noDemand() throws {
    var scenario = scenario(rare: 0.1)
    scenario.objective = .cost
    scenario.demand = 0
    let session = PlanningSession()
    let plan = try #require(session.solve(scenario))
    #expect(plan.status == .optimal && plan.replicas.isEmpty && plan.costPerHour == 0 && plan.gap == 0)
    #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty)
    scenario.demand = 5
    #expect(session.solve(scenario)?.costPerHour == 3)
    // Running replicas that may not stop cannot be wished away.
    scenario.demand = 0
    scenario.current = CurrentFleet(
      planPath: "",
      replicas: [
        RunningReplica(model: scenario.models[0].name, layout: "\(scenario.pools[0].name)*1", count: 2)
      ],
      startCost: 0, maxStops: 1)
    #expect(session.solve(scenario)?.status == .unknown)
    scenario.current?.maxStops = nil
    let stopped = try #require(Replanning(scenario, options: PlanningOptions()))
    #expect(stopped.plan.status == .optimal && stopped.steps.map(\.isStart) == [false] && stopped.isComplete)
  }
}

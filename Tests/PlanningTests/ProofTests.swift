import Optimization
import Serving
import Testing

@testable import Planning

/// The claims of plans are those of their figures.
@Suite struct ProofTests {
  /// Two pools of two GPUs each, one replica per GPU.
  private func pair(price: Double, budget: Double) -> Scenario {
    var scenario = Fixture.workedExample()
    scenario.pools = ["A", "B"].map { name in
      Pool(name: name, type: Fixture.gpu("t"), available: 2, price: price)
    }
    scenario.budget = budget
    scenario.models[0].workloads = [Workload(name: "w", inputTokens: 100, outputTokens: 10, share: 1)]
    scenario.profile = (0..<2).map { Fixture.row(pool: $0, tp: 1, input: 100, output: 10, rate: 43.2) }
    return scenario
  }

  /// Three replicas cost 4e-7 more than there is: the relaxation takes them for admitted, the exact test does not.
  @Test func aPointRefusedByTheBudgetClosesNothing() throws {
    var scenario = pair(price: 3.3333333, budget: 9.9999995)
    scenario.resilience = Resilience(survives: .pool, remaining: 0.2)
    let plan = try #require(PlanningSession().solve(scenario))
    #expect(plan.status == .optimal && plan.gap <= 1e-4)
    #expect(abs(plan.requestsPerSecond - 86.4) < 1e-6)
    // A hair more pays for the third.
    scenario.budget = 9.9999999
    let more = try #require(PlanningSession().solve(scenario))
    #expect(more.status == .optimal && abs(more.requestsPerSecond - 129.6) < 1e-6)
  }

  /// Sums of prices that are not exact in binary do not lose a replica.
  @Test(arguments: [true, false]) func aBudgetOfExactlyTheCostIsEnough(_ survives: Bool) throws {
    var scenario = pair(price: 0.1, budget: 0.1 + 0.1 + 0.1)
    if survives { scenario.resilience = Resilience(survives: .pool, remaining: 0.2) }
    scenario.budget = 0.3
    let plan = try #require(PlanningSession().solve(scenario))
    #expect(plan.status == .optimal && abs(plan.requestsPerSecond - 129.6) < 1e-6)
  }

  /// As many replicas as the stock has room for, with and without a loss to survive.
  @Test(arguments: [true, false]) func millionsOfReplicasAreCounted(_ survives: Bool) throws {
    var scenario = pair(price: 0, budget: 10)
    for pool in scenario.pools.indices { scenario.pools[pool].available = 20_000_001 }
    if survives { scenario.resilience = Resilience(survives: .pool, remaining: 0.5) }
    let plan = try #require(PlanningSession().solve(scenario))
    #expect(plan.status == .optimal && plan.replicas.map(\.count) == [20_000_001, 20_000_001])
    #expect(abs(plan.requestsPerSecond / 43.2 - 40_000_002) < 1)
  }

  /// Charges for starts, no part of the value shown, do not water its gap down.
  @Test func aGapIsOfTheValueShown() throws {
    var random = SplitMix(seed: 31)
    for index in 0..<12 {
      var scenario = Fixture.random(
        &random, objective: index % 2 == 0 ? .cost : .costPerToken, models: 1 + index / 2 % 2)
      scenario.budget = nil
      scenario.current = CurrentFleet(planPath: "", replicas: [], startCost: 500)
      if scenario.objective == .costPerToken { scenario.budget = 1e6 }
      let options = PlanningOptions(gap: 1e-3)
      let plan = try #require(PlanningSession().solve(scenario, options: options))
      guard plan.status != .infeasible else { continue }
      #expect(plan.status == .optimal && plan.gap <= 1e-3 + 1e-7, "case \(index): gap \(plan.gap)")
    }
  }
}

/// Pools that differ in name and stock alone.
@Suite struct TwinPoolTests {
  /// Many small pools are as good as one large one, and planned in as many nodes.
  @Test func twentyPoolsOfEightAreOneOfAHundredAndSixty() throws {
    let one = TwinPoolTests.estimated(stocks: [160])
    let twenty = TwinPoolTests.estimated(stocks: [Int](repeating: 8, count: 20))
    let whole = try #require(PlanningSession().solve(one))
    let plan = try #require(PlanningSession().solve(twenty))
    #expect(plan.status == .optimal && plan.solve.nodes == whole.solve.nodes)
    #expect(abs(plan.requestsPerSecond - whole.requestsPerSecond) <= 1e-6 * whole.requestsPerSecond)
    #expect(PlanCheck(scenario: twenty).problems(of: plan).isEmpty)
    #expect(plan.gpus.count == 20 && plan.gpus.allSatisfy { $0.used <= 8 })
  }

  /// Stocks into which the merged plan does not fit are planned as stated; a plan is the same with and without merging.
  @Test func mergingChangesNoAnswer() throws {
    var random = SplitMix(seed: 97)
    for index in 0..<12 {
      var scenario = Self.estimated(stocks: (0..<3).map { _ in 1 + random.below(7) })
      scenario.objective = Objective.allCases[index % 3]
      scenario.budget = 10 + random.uniform(0, 30)
      scenario.demand = scenario.objective == .throughput ? nil : random.uniform(1, 8)
      let options = PlanningOptions(gap: 1e-6)
      var streamed: [Plan] = []
      let plan = try #require(
        PlanningSession().solve(scenario, options: options, onPlan: { streamed.append($0) }))
      let stated = PlanningSession()
      stated.mergesTwins = false
      let other = try #require(stated.solve(scenario, options: options))
      #expect(plan.status == other.status, "case \(index)")
      #expect(
        abs(plan.objectiveValue - other.objectiveValue) <= 3e-6 * abs(other.objectiveValue), "case \(index)")
      for plan in [plan] + streamed {
        #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty, "case \(index)")
      }
    }
  }

  /// A remembered plan is spread over the pools by the layouts that it was made of, whatever was solved since.
  @Test func aRememberedPlanIsSpreadAsAtFirst() throws {
    let scenario = Self.estimated(stocks: [8, 8])
    var strict = scenario
    strict.models.removeLast()
    let session = PlanningSession()
    let first = try #require(session.solve(scenario))
    _ = session.solve(strict)
    let again = try #require(session.solve(scenario))
    #expect(session.mergesTwins)
    #expect(again.replicas == first.replicas && again.assignments == first.assignments)
    #expect(again.requestsPerSecond == first.requestsPerSecond && again.gap == first.gap)
  }

  private static func estimated(stocks: [Int]) -> Scenario {
    var scenario = Fixture.workedExample()
    scenario.budget = 100
    scenario.pools = stocks.enumerated().map { index, stock in
      Pool(name: "p\(index)", type: Fixture.gpu("t"), available: stock, price: 2.9, gpusPerMachine: 8)
    }
    scenario.models[0].workloads.append(Workload(name: "w3", inputTokens: 400, outputTokens: 60, share: 30))
    var large = scenario.models[0]
    large.name = "large"
    large.architecture = ModelArchitecture(
      name: "large", parametersB: 60, layers: 64, hidden: 8192, heads: 64, kvHeads: 8,
      source: "made for tests")
    scenario.models.append(large)
    scenario.replicas = ReplicaOptions(source: .estimated, mixed: false, maxGPUs: 8)
    scenario.profile = []
    return scenario
  }
}

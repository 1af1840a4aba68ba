import Optimization
import Serving
import Testing

@testable import Planning

/// Plans that survive a loss or misjudged figures: by hand, against the program written out, and by their own check.
@Suite struct ResilienceTests {
  private static let options = PlanningOptions(gap: 1e-9)

  /// Small ones serve 1 req/s for 1 $/h, large ones 3 for 2.
  private func toy(_ objective: Objective, _ resilience: Resilience) -> Scenario {
    var scenario = Toy.scenario
    scenario.objective = objective
    scenario.demand = objective == .throughput ? nil : 3
    scenario.pools[0].available = 4
    scenario.resilience = resilience
    return scenario
  }

  @Test func anyPoolMayBeLost() throws {
    // Without the large ones three small ones are needed, without the small ones a large one.
    let scenario = toy(.cost, Resilience(survives: .pool))
    let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
    #expect(plan.costPerHour == 5 && plan.status == .optimal && plan.requestsPerSecond == 3)
    #expect(plan.stresses.map(\.lost) == ["small", "large"])
    #expect(plan.stresses.allSatisfy { abs($0.requestsPerSecond - 3) < 1e-6 && $0.needed == 3 })
    // Half of the rate after a loss: two small ones, a large one.
    let half = toy(.cost, Resilience(survives: .pool, remaining: 0.5))
    let cheaper = try #require(PlanningSession().solve(half, options: Self.options))
    #expect(cheaper.costPerHour == 4 && cheaper.stresses.map(\.needed) == [1.5, 1.5])
    // 6 $/h: a large one and three small ones are left with 3 req/s either way; the sixth dollar buys nothing.
    let most = toy(.throughput, Resilience(survives: .pool))
    let fast = try #require(PlanningSession().solve(most, options: Self.options))
    #expect(abs(fast.requestsPerSecond - 3) < 1e-6 && fast.costPerHour == 5)
    for (scenario, plan) in [(scenario, plan), (half, cheaper), (most, fast)] {
      #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty)
    }
  }

  @Test func aPlanThatWouldNotSurviveFailsItsCheck() throws {
    let bold = toy(.cost, Resilience())
    let plan = try #require(PlanningSession().solve(bold, options: Self.options))
    #expect(plan.costPerHour == 2 && plan.stresses.isEmpty)
    #expect(!PlanCheck(scenario: toy(.cost, Resilience(survives: .pool))).problems(of: plan).isEmpty)
  }

  @Test func regionsAreLostTogether() throws {
    var scenario = toy(.cost, Resilience(survives: .region))
    scenario.pools.append(Pool(name: "spare", type: Fixture.gpu("spare"), available: 3, price: 5))
    scenario.profile.append(Fixture.row(pool: 2, tp: 1, input: 100, output: 10, rate: 3))
    for (index, region) in ["east", "east", "west"].enumerated() {
      scenario.pools[index].offer.region = region
    }
    scenario.budget = 20
    let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
    // One large one in the east, one spare one in the west.
    #expect(plan.costPerHour == 7 && plan.stresses.map(\.lost) == ["east", "west"])
    scenario.pools[2].available = 0
    let none = try #require(PlanningSession().solve(scenario, options: Self.options))
    #expect(none.infeasibility?.reason.contains("east is lost") == true)
  }

  @Test func misjudgedKindsAreSlow() throws {
    var scenario = toy(.throughput, Resilience(misjudged: 1))
    scenario.pools[0].available = 2
    let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
    let low = try #require(FleetData(scenario).candidates.map(\.lowFactor).min())
    #expect(low < 1)
    // Two of each: the large ones being slow costs most.
    #expect(abs(plan.requestsPerSecond - (2 + 6 * low)) < 1e-6)
    #expect(plan.stresses.map(\.misjudged) == [["tiny on large"]])
    scenario.resilience.misjudged = 2
    let both = try #require(PlanningSession().solve(scenario, options: Self.options))
    #expect(abs(both.requestsPerSecond - 8 * low) < 1e-6)
    #expect(PlanCheck(scenario: scenario).problems(of: both).isEmpty)
  }

  /// Random small scenarios of all objectives against the mixed-integer program with every event written out.
  @Test func plansEqualTheProgramWrittenOut() throws {
    var random = SplitMix(seed: 505)
    var compared = 0
    for index in 0..<60 {
      let objective = Objective.allCases[index % 3]
      var scenario = Fixture.random(&random, objective: objective, models: 1 + index / 3 % 2)
      scenario.demand = scenario.demand.map { $0 / 2 }
      scenario.resilience = Resilience(
        survives: index % 4 == 3 ? nil : .pool, remaining: [1, 0.6][index / 2 % 2], misjudged: index / 5 % 3)
      let session = PlanningSession()
      let plan = try #require(session.solve(scenario, options: Self.options))
      let problems = PlanCheck(scenario: scenario).problems(of: plan)
      #expect(problems.isEmpty, "case \(index): \(problems)")
      let fleet = FleetData(scenario)
      guard Preflight.reason(fleet) == nil else {
        #expect(plan.status == .infeasible)
        continue
      }
      var options = MIPOptions()
      options.relativeGap = 1e-9
      let ratio = plan.status == .infeasible ? 0 : plan.costPerHour / plan.requestsPerSecond
      let result = MIPSession(ExplicitModel.program(fleet, parameter: ratio)).solve(options)
      guard plan.status != .infeasible else {
        #expect(result.status == .infeasible || (result.objective ?? 1) < 1e-7, "case \(index)")
        continue
      }
      let value = try #require(result.objective, "case \(index)")
      let own = objective == .costPerToken ? 0 : plan.objectiveValue
      #expect(abs(value - own) <= 2e-6 * max(1, plan.costPerHour), "case \(index): \(value), plan \(own)")
      compared += 1
    }
    #expect(compared > 25)
  }

  /// A warm session answers as a new one when the demands on resilience change.
  @Test func warmEqualsCold() throws {
    var random = SplitMix(seed: 606)
    let session = PlanningSession()
    var scenario = Fixture.random(&random, objective: .throughput, models: 2)
    for step in 0..<12 {
      scenario.budget = 6 + random.uniform(0, 8)
      scenario.resilience = Resilience(
        survives: step % 3 == 0 ? nil : .pool, remaining: random.uniform(0.3, 1), misjudged: step % 2)
      let warm = try #require(session.solve(scenario, options: Self.options))
      let cold = try #require(PlanningSession().solve(scenario, options: Self.options))
      #expect(warm.status == cold.status, "step \(step)")
      #expect(abs(warm.requestsPerSecond - cold.requestsPerSecond) <= 1e-6, "step \(step)")
    }
  }

  /// Models are tried apart and losses that spare them once; the truth is every set of kinds of all models together, routed
  /// for each loss.
  @Test func trialsEqualTheEnumerationOfAllSets() throws {
    var random = SplitMix(seed: 909)
    var compared = 0
    for index in 0..<40 {
      var scenario = Fixture.random(&random, objective: .throughput, models: 1 + index % 2)
      scenario.resilience = Resilience(
        survives: index % 3 == 0 ? nil : .pool, remaining: 0.5, misjudged: index / 2 % 4)
      let fleet = FleetData(scenario)
      var counts = [Int](repeating: 0, count: fleet.candidates.count)
      for candidate in counts.indices { counts[candidate] = Int(random.uniform(0, 3)) }
      let trials = StressTest(fleet: fleet, counts: counts).trials()
      let kinds = ReplicaKinds(scenario, fleet.candidates)
      for trial in trials {
        let lost = Set(scenario.jointLosses.first { $0.name == trial.lost }?.pools ?? [])
        let left = counts.indices.map { candidate in
          lost.contains { fleet.use[candidate * fleet.poolCount + $0] > 0 } ? 0 : counts[candidate]
        }
        let present = Set(left.indices.filter { left[$0] > 0 }.map { kinds.ofCandidate[$0] }).sorted()
        let rates = StressTest.subsets(of: present, size: scenario.resilience.misjudged).map { slow in
          let factors = left.indices.map {
            slow.contains(kinds.ofCandidate[$0]) ? fleet.lowFactor(of: $0) : 1
          }
          let names = slow.map { kinds.names[$0] }
          return (names: names, rate: FleetEvaluator(fleet: fleet).value(of: left, factors: factors).rate)
        }
        let least = try #require(rates.map(\.rate).min())
        #expect(abs(trial.rate - least) <= 1e-9 * max(1, least), "case \(index)")
        let named = rates.first { $0.names == trial.misjudged }
        #expect(named.map { $0.rate <= least + 1e-9 } == true, "case \(index): \(trial.misjudged)")
        compared += 1
      }
      // Nothing that was not tried counts as withstood.
      let cut = StressTest(fleet: fleet, counts: counts, interruption: { true }).trials()
      #expect(cut.allSatisfy { $0.rate == 0 })
    }
    #expect(compared > 60)
  }

  /// The resilience asked for can be the limit that leaves no plan, and the smallest change that gives one is
  /// found.
  @Test func tooMuchResilienceIsNamed() throws {
    var scenario = toy(.cost, Resilience(survives: .pool))
    scenario.pools[0].available = 2
    let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
    #expect(plan.status == .infeasible)
    #expect(plan.infeasibility?.reason.contains("any one pool") == true)
    let conflict = try #require(Conflict(of: scenario, options: Self.options))
    #expect(conflict.clashes.contains { $0.contains(.resilience) })
    let search = RelaxationSearch(
      scenario: scenario, solve: { PlanningSession().solve($0, options: Self.options) },
      hasPlan: { PlanningSession().hasPlan($0, options: Self.options) })
    // Two small ones serve 2 of 3 req/s: 66 %.
    let change = try #require(search.smallest(.remaining))
    #expect(abs(change.to - 0.66) < 1e-9)
  }

  /// Stops are limited as starts are, against the enumeration of every fleet.
  @Test func stopsAreLimited() throws {
    var random = SplitMix(seed: 88)
    for index in 0..<40 {
      let objective = Objective.allCases[index % 3]
      var scenario = Fixture.random(&random, objective: objective, models: 1 + index / 3 % 2)
      scenario.current = CurrentFleet(
        planPath: "", replicas: Fixture.running(of: scenario, &random), startCost: [0, 0.5][index % 2],
        maxStops: index / 2 % 3)
      let fleet = FleetData(scenario)
      let truth = Enumeration(fleet: fleet).best()
      let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
      guard let truth else {
        #expect(plan.status == .infeasible, "case \(index)")
        continue
      }
      #expect(plan.status == .optimal, "case \(index)")
      let value = Enumeration(fleet: fleet).value(of: plan)
      #expect(abs(value - truth) <= 2e-6 * truth, "case \(index): \(value), enumeration \(truth)")
      #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty, "case \(index)")
    }
  }
}

import Optimization
import Testing

@testable import Planning

@Suite struct ReplanningTests {
  private static let options = PlanningOptions(gap: 1e-9)

  /// The toy at least cost for 4 req/s: one of each, 3 $/h. Two large ones run, for 4 $/h.
  private func running(
    _ counts: [(layout: String, count: Int)] = [("large*1", 2)], startCost: Double = 0, maxStarts: Int? = nil
  ) -> Scenario {
    var scenario = Toy.scenario
    scenario.objective = .cost
    scenario.demand = 4
    scenario.current = CurrentFleet(
      planPath: "",
      replicas: counts.map { RunningReplica(model: "tiny", layout: $0.layout, count: $0.count) },
      startCost: startCost, maxStarts: maxStarts)
    return scenario
  }

  @Test func aStartIsWorthItsChargeOrNot() throws {
    for (charge, cost) in [(0.0, 3.0), (0.5, 3), (1.5, 4)] {
      let replanning = try #require(Replanning(running(startCost: charge), options: Self.options))
      #expect(replanning.plan.costPerHour == cost, "\(charge)")
      #expect(replanning.startCharge == (cost == 3 ? charge : 0))
      #expect(replanning.plan.status == .optimal && replanning.plan.gap <= 2e-9)
      #expect(replanning.stay.costPerHour == 4 && replanning.stay.requestsPerSecond == 6)
      #expect(replanning.stay.isEnough)
    }
    let capped = try #require(Replanning(running(maxStarts: 0), options: Self.options))
    #expect(capped.plan.costPerHour == 4 && capped.steps.isEmpty)
  }

  @Test func startsComeBeforeStops() throws {
    let steps = try #require(Replanning(running(), options: Self.options)).steps
    #expect(steps.map(\.isStart) == [true, false])
    #expect(steps.map(\.layout) == ["small*1", "large*1"])
    #expect(steps.map(\.requestsPerSecond) == [7, 4])
    #expect(steps.map(\.costPerHour) == [5, 3])
    #expect(!steps.contains { $0.dips || $0.exceedsBudget })
  }

  @Test func lostReplicasAreNamed() throws {
    var scenario = running([("large*1", 2), ("small*1", 1), ("huge*8", 1)])
    scenario.objective = .throughput
    scenario.demand = nil
    scenario.pools[1].available = 1
    let replanning = try #require(Replanning(scenario, options: Self.options))
    #expect(Set(replanning.stay.losses.map(\.layout)) == ["huge*8", "large*1"])
    #expect(replanning.stay.requestsPerSecond == 4)
    #expect(replanning.plan.requestsPerSecond == 5)
  }

  /// A session that has solved other scenarios since remembers the plan, and the running fleet with it.
  @Test func aRememberedPlanIsReachedFromTheFleetThatRuns() throws {
    let session = PlanningSession()
    let first = try #require(Replanning(running(), options: Self.options, session: session))
    _ = session.solve(Toy.scenario, options: Self.options)
    let again = try #require(Replanning(running(), options: Self.options, session: session))
    #expect(again.stay == first.stay && again.stay.requestsPerSecond == 6)
    #expect(again.steps == first.steps && again.transition == first.transition)
    var lessStock = running()
    lessStock.pools[1].available = 1
    _ = Replanning(lessStock, options: Self.options, session: session)
    #expect(try #require(Replanning(running(), options: Self.options, session: session)).stay == first.stay)
  }

  @Test func withoutARunningFleetThereIsNothingToReplan() {
    #expect(Replanning(Toy.scenario, options: Self.options) == nil)
  }

  /// Small scenarios of all objectives with a running fleet, against the enumeration of every fleet.
  @Test func chargedPlansEqualEnumeration() throws {
    var random = SplitMix(seed: 77)
    for index in 0..<90 {
      let objective = Objective.allCases[index % 3]
      var scenario = Fixture.random(&random, objective: objective, models: 1 + index / 3 % 2)
      scenario.current = current(of: scenario, &random)
      let fleet = FleetData(scenario)
      let truth = Enumeration(fleet: fleet).best()
      let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
      guard let truth else {
        #expect(plan.status == .infeasible, "case \(index)")
        continue
      }
      #expect(plan.status == .optimal, "case \(index): \(plan.infeasibility?.reason ?? "")")
      let value = Enumeration(fleet: fleet).value(of: plan)
      #expect(abs(value - truth) <= 1e-6 * truth, "case \(index): \(value), enumeration \(truth)")
      #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty, "case \(index)")
    }
  }

  /// The model that other solvers get, with its start columns, has the plan's optimum.
  @Test func explicitModelChargesStarts() throws {
    var random = SplitMix(seed: 31)
    var compared = 0
    for index in 0..<30 {
      let objective: Objective = index % 2 == 0 ? .throughput : .cost
      var scenario = Fixture.random(&random, objective: objective, models: 1 + index % 2)
      scenario.current = current(of: scenario, &random)
      let fleet = FleetData(scenario)
      guard Preflight.reason(fleet) == nil else { continue }
      let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
      var options = MIPOptions()
      options.relativeGap = 1e-9
      let result = MIPSession(ExplicitModel.program(fleet)).solve(options)
      if plan.status == .infeasible {
        #expect(result.status == .infeasible || (result.objective ?? 1) < 1e-9, "case \(index)")
        continue
      }
      let charge = objective == .cost ? fleet.startCharge(of: plan.counts(in: fleet)) : 0
      let value = try #require(result.objective, "case \(index)")
      #expect(abs(value - plan.objectiveValue - charge) <= 1e-6 * abs(value), "case \(index)")
      compared += 1
    }
    #expect(compared > 10)
  }

  private func current(of scenario: Scenario, _ random: inout SplitMix) -> CurrentFleet {
    let replicas = Fixture.running(of: scenario, &random)
    return CurrentFleet(
      planPath: "", replicas: replicas, startCost: random.below(3) == 0 ? 0 : random.uniform(0, 2),
      maxStarts: random.below(3) == 0 ? random.below(3) : nil)
  }

  /// A running fleet that is the plan stays: nothing changes, again and again, also where another plan is as
  /// good.
  @Test func aPlanThatRunsStays() throws {
    var random = SplitMix(seed: 13)
    for index in 0..<20 {
      var scenario = Fixture.random(&random, objective: Objective.allCases[index % 3], models: 1 + index % 2)
      for _ in 0..<3 {
        let plan = try #require(PlanningSession().solve(scenario))
        guard plan.status != .infeasible else { break }
        if let last = scenario.current {
          #expect(plan.replicas.map(\.layout) == last.replicas.map(\.layout), "case \(index)")
          #expect(plan.replicas.map(\.count) == last.replicas.map(\.count), "case \(index)")
        }
        scenario.current = CurrentFleet(
          planPath: "",
          replicas: plan.replicas.map { RunningReplica(model: $0.model, layout: $0.layout, count: $0.count) },
          startCost: 0)
      }
    }
  }

  /// Steps between random fleets end at the target, never exceed the stock, and dip only where nothing else is left.
  @Test func stepsLeadFromAnyFleetToAnyOther() throws {
    var random = SplitMix(seed: 5)
    for _ in 0..<30 {
      let scenario = Fixture.random(&random, objective: .throughput, models: 1)
      let fleet = FleetData(scenario)
      func fleetInStock() -> [Int] {
        var counts = [Int](repeating: 0, count: fleet.candidates.count)
        for _ in 0..<6 {
          let candidate = random.below(counts.count)
          counts[candidate] += 1
          let fits = (0..<fleet.poolCount).allSatisfy {
            fleet.used(of: counts, pool: $0) <= scenario.pools[$0].available
          }
          if !fits { counts[candidate] -= 1 }
        }
        return counts
      }
      let (old, new) = (fleetInStock(), fleetInStock())
      let evaluator = FleetEvaluator(fleet: fleet)
      let floor = min(evaluator.value(of: old).rate, evaluator.value(of: new).rate)
      let names = scenario.pools.map(\.name)
      var counts = old
      for step in TransitionPath(fleet: fleet, floor: floor, shouldStop: { false }).steps(from: old, to: new)
        .steps
      {
        let candidate = try #require(
          fleet.candidates.firstIndex { $0.layout.text(poolNames: names) == step.layout })
        counts[candidate] += step.isStart ? step.count : -step.count
        #expect(abs(evaluator.value(of: counts).rate - step.requestsPerSecond) < 1e-9)
        #expect(step.dips || step.requestsPerSecond >= floor * (1 - 1e-5))
        for pool in names.indices {
          #expect(fleet.used(of: counts, pool: pool) <= scenario.pools[pool].available)
        }
      }
      #expect(counts == new)
    }
  }
}

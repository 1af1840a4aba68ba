import Serving
import Testing

@testable import Planning

/// One replica of `small` serves 1 req/s for 1 $/h, one of `large` 3 req/s for 2 $/h; two of each are in stock.
@Suite struct DecisionTests {
  private static let options = PlanningOptions(gap: 1e-9)

  // MARK: Frontier

  @Test func theWalkFindsBreakpointsClosely() throws {
    let walk = FrontierWalk(of: Toy.scenario, from: 1, to: 6, count: 6)
    var streamed: [Double] = []
    let points = try #require(walk.run(options: Self.options) { streamed.append($0.limit) }).points
    #expect(streamed == points.map(\.limit) && streamed == streamed.sorted())
    for (limit, value) in [(1.0, 1.0), (2, 3), (3, 4), (4, 6), (5, 7), (6, 8)] {
      #expect(points.first { $0.limit == limit }?.value == value)
    }
    // Large ones enter at 2 $/h, small ones join at 3 and leave at 4.
    let changes = FrontierCurve.Breakpoint.all(in: points)
    #expect(changes.map { ($0.to * 100).rounded() / 100 } == [2, 3, 4, 5])
    for change in changes { #expect(change.to - change.from <= 5.0 / 400 + 1e-9) }
    #expect(changes.first?.joining == ["large"] && changes.first?.leaving == ["small"])
  }

  @Test func anEvenWalkSolvesItsLimitsOnly() throws {
    let walk = FrontierWalk(of: Toy.scenario, from: 1, to: 6, count: 6, refines: false)
    #expect(try #require(walk.run(options: Self.options) { _ in }).points.map(\.limit) == [1, 2, 3, 4, 5, 6])
    #expect(walk.run(options: Self.options, isCancelled: { true }) { _ in } == nil)
  }

  // MARK: Alternatives

  @Test func alternativesAreRanked() throws {
    let plans = try #require(
      Alternatives(of: Toy.scenario, options: Self.options).plans(count: 10, within: 0.5)
    ).plans
    #expect(plans.map(\.requestsPerSecond) == [8, 7, 6, 5, 4])
    #expect(plans.map(\.composition) == [[2, 2], [1, 2], [0, 2], [2, 1], [1, 1]])
    let near = try #require(
      Alternatives(of: Toy.scenario, options: Self.options).plans(count: 10, within: 0.2)
    ).plans
    #expect(near.count == 2)
  }

  /// Against all compositions of small scenarios: none that is missing is better than one that is listed, unless it
  /// contains a listed one.
  @Test func noBetterCompositionIsMissed() throws {
    var random = SplitMix(seed: 3)
    for index in 0..<12 {
      let objective: Objective = index % 2 == 0 ? .throughput : .cost
      let scenario = Fixture.random(&random, objective: objective, models: 1)
      let plans = try #require(
        Alternatives(of: scenario, options: Self.options).plans(count: 4, within: 1)
      ).plans
      guard let worst = plans.last, worst.status != .infeasible else { continue }
      #expect(Set(plans.map(\.composition)).count == plans.count)
      for first in 0...scenario.pools[0].available {
        for second in 0...scenario.pools[1].available {
          let composition = [first, second]
          let isCovered = plans.contains { zip($0.composition, composition).allSatisfy { $0 <= $1 } }
          if isCovered { continue }
          var limited = scenario
          for pool in composition.indices { limited.pools[pool].available = composition[pool] }
          let plan = try #require(PlanningSession().solve(limited, options: Self.options))
          guard plan.status != .infeasible, plans.count == 4 else { continue }
          #expect((worst.gain(of: plan) ?? 0) <= 1e-6 * worst.objectiveValue, "case \(index): \(composition)")
        }
      }
    }
  }

  // MARK: Conflict

  @Test func theConflictIsIrreducible() throws {
    var scenario = Toy.scenario
    scenario.objective = .cost
    scenario.demand = 8
    scenario.budget = 5
    #expect(Conflict(of: scenario, options: Self.options)?.clashes == [[.budget, .demand]])
    // 8 req/s are all there is: money does not help.
    scenario.demand = 9
    scenario.budget = 100
    let conflict = try #require(Conflict(of: scenario, options: Self.options))
    #expect(conflict.clashes == [[.demand, .available(pool: 0), .available(pool: 1)]])
    scenario.demand = 4
    #expect(Conflict(of: scenario, options: Self.options) == nil)
  }

  /// With a limit lifted the best plan can be out of reach, but whether there is one is not: both models with all GPUs
  /// that money can buy are proven to 1e-4 after minutes.
  @Test func aConflictAsksForNoBestPlan() throws {
    var scenario = try PaperDirectionTests.sample("paper/both-swiss-stock1-30")
    scenario.objective = .cost
    scenario.demand = 80
    scenario.slo = SLO(tpotMs: 30)
    let conflict = try #require(Conflict(of: scenario, options: PlanningOptions()))
    #expect(conflict.clashes.first == [.demand, .tpot, .available(pool: 4), .available(pool: 5)])
    let session = PlanningSession()
    #expect(session.hasPlan(scenario, options: PlanningOptions()) == false)
    scenario.demand = 20
    #expect(session.hasPlan(scenario, options: PlanningOptions()) == true)
    #expect(session.hasPlan(scenario, options: PlanningOptions(), isCancelled: { true }) == nil)
  }

  /// Neither more money nor more of one stock is enough by itself: no single set of limits says so.
  @Test func everyClashIsNamed() throws {
    var scenario = Toy.scenario
    scenario.objective = .cost
    scenario.demand = 9
    scenario.budget = 5
    let conflict = try #require(Conflict(of: scenario, options: Self.options))
    #expect(
      conflict.clashes == [
        [.demand, .available(pool: 0), .available(pool: 1)], [.budget, .demand],
      ])
    #expect(conflict.decisive == [.demand] && !conflict.isAnyOneEnough)
    // However large the demand, a stock that is lifted is enough for it.
    scenario.budget = nil
    scenario.demand = 20_000
    let large = try #require(Conflict(of: scenario, options: Self.options))
    #expect(large.clashes == [[.demand, .available(pool: 0), .available(pool: 1)]] && large.isAnyOneEnough)
  }

  @Test func whatAConflictSaysIsTrueOfTheScenario() throws {
    var random = SplitMix(seed: 19)
    var single = 0
    var several = 0
    var open = 0
    for index in 0..<60 {
      var scenario = Fixture.random(&random, objective: .cost, models: 1 + index % 2)
      scenario.demand = random.uniform(3, 9)
      if index % 3 == 0 { scenario.headroom = random.uniform(0.1, 0.6) }
      if index % 5 == 0 { scenario.resilience = Resilience(survives: .pool) }
      func hasPlan(without limits: [Limit]) throws -> Bool {
        let free = limits.reduce(scenario) { $1.lifted(from: $0) }
        let answer: Bool? = PlanningSession().hasPlan(free, options: PlanningOptions())
        return try #require(answer as Bool?)
      }
      guard let conflict = Conflict(of: scenario, options: Self.options) else {
        // What must be withstood by next to no traffic on any number of GPUs can stay open.
        if try !hasPlan(without: []) { open += 1 }
        continue
      }
      let all = Limit.all(of: scenario)
      for limit in all {
        #expect(try hasPlan(without: [limit]) == conflict.decisive.contains(limit), "case \(index): \(limit)")
      }
      for clash in conflict.clashes {
        // What is not in the set is no part of the reason, and each limit in it is.
        let others = all.filter { !clash.contains($0) }
        #expect(try !hasPlan(without: others), "case \(index): \(clash)")
        for limit in clash {
          #expect(try hasPlan(without: others + [limit]), "case \(index): \(clash), \(limit)")
        }
      }
      if conflict.isAnyOneEnough {
        single += 1
      } else if !conflict.clashes.isEmpty {
        several += 1
        #expect(try hasPlan(without: Array(Set(conflict.clashes.joined()).subtracting([.demand]))))
      }
    }
    #expect(single > 5 && several > 5 && open < 3)
  }

  // MARK: Sensitivity

  @Test func changesAreWorthWhatASolveGains() throws {
    let study = SensitivityStudy(of: Toy.scenario, options: Self.options)
    let base = try #require(study.base())
    func gain(_ figure: Sensitivity.Figure) -> Double? { study.effect(of: figure, on: base)?.gain }
    #expect(gain(.available(pool: 1, by: 1)) == 1)
    #expect(gain(.available(pool: 1, by: -1)) == -3)
    #expect(gain(.available(pool: 0, by: -1)) == -1)
    #expect(gain(.budget(part: -0.05)) == -1)
    // 10 % dearer large ones: one small one less.
    #expect(gain(.price(pool: 1, part: 0.1)) == -1)
    let effects = Sensitivity.figures(of: Toy.scenario).compactMap { study.effect(of: $0, on: base) }
    let sizes = SensitivityStudy.ranked(effects).map { abs($0.gain ?? .infinity) }
    #expect(sizes == sizes.sorted(by: >) && sizes.count == effects.count)
  }

  @Test func rangesEndWhereTheCompositionChanges() throws {
    let study = SensitivityStudy(of: Toy.scenario, options: Self.options)
    let base = try #require(study.base())
    let budget = try #require(study.stableRange(of: .budget, on: base))
    #expect(budget.lowerBound >= 6 - 1e-9 && budget.lowerBound < 6.02 && budget.upperBound == 12)
    // A third large one is rented instead of the small ones; fewer than two are missed.
    #expect(study.stableRange(of: .available(pool: 1), on: base) == 2...2)
    let price = try #require(study.stableRange(of: .price(pool: 1), on: base))
    #expect(price.upperBound <= 2 + 1e-9 && price.upperBound > 1.98)
  }

  @Test func sharesKeepTheirSum() {
    var random = SplitMix(seed: 2)
    let scenario = Fixture.random(&random, objective: .throughput, models: 2)
    let changed = Sensitivity.Figure.modelShare(0, part: 0.05).applied(to: scenario)
    let (before, after) = (scenario.models.map(\.share), changed.models.map(\.share))
    #expect(abs(before.reduce(0, +) - after.reduce(0, +)) < 1e-12)
    #expect(abs(after[0] - before[0] * 1.05) < 1e-12)
  }

  /// A share of 96 % cannot grow by 5 % of itself: what would be solved is another change than the one named.
  @Test func noStepLeavesNothingToTheOtherShares() {
    var random = SplitMix(seed: 2)
    var scenario = Fixture.random(&random, objective: .throughput, models: 2)
    scenario.models[0].share = 1
    scenario.models[1].share = 80
    let figures = Sensitivity.figures(of: scenario)
    #expect(!figures.contains(.modelShare(1, part: Sensitivity.part)))
    #expect(figures.contains(.modelShare(1, part: -Sensitivity.part)))
    #expect(figures.contains(.modelShare(0, part: Sensitivity.part)))
    for figure in figures {
      let changed = figure.applied(to: scenario)
      #expect(changed.models.allSatisfy { $0.share > 0 && $0.workloads.allSatisfy { $0.share > 0 } })
    }
  }

  // MARK: Sweep

  @Test func chunksKnowNothingOfEachOther() throws {
    let scenarios = (0..<40).map { index -> Scenario in
      var scenario = Toy.scenario
      scenario.budget = 1 + Double(index % 11) * 0.6
      scenario.pools[1].available = index % 4
      return scenario
    }
    let solver = SweepSolver(base: Toy.scenario, options: Self.options)
    let whole = try #require(solver.solve(scenarios, first: 0))
    for (index, result) in whole.enumerated() {
      #expect(result.index == index)
      let alone = try #require(PlanningSession().solve(scenarios[index], options: Self.options))
      #expect(result.plan.status == alone.status)
      #expect(abs(result.plan.objectiveValue - alone.objectiveValue) < 1e-9)
    }
  }

  @Test func aKeptFleetHasItsRegret() throws {
    let plan = try #require(PlanningSession().solve(Toy.scenario, options: Self.options))
    let kept = try #require(KeptFleet(plan, of: Toy.scenario))
    func outcome(_ change: (inout Scenario) -> Void) throws -> KeptFleet.Outcome {
      var scenario = Toy.scenario
      change(&scenario)
      let best = try #require(PlanningSession().solve(scenario, options: Self.options))
      return kept.outcome(in: scenario, best: best)
    }
    #expect(try outcome { _ in }.regret == 0)
    // Four large ones for 8 $/h serve 12 where the kept fleet serves 8.
    let rich = try outcome {
      $0.budget = 8
      $0.pools[1].available = 4
    }
    #expect(rich.fits && abs((rich.regret ?? 0) - 1.0 / 3) < 1e-9)
    let short = try outcome { $0.pools[1].available = 1 }
    #expect(!short.fits && short.regret == nil && short.requestsPerSecond == 8)
    #expect(try !outcome { $0.pools[0].price = 1.5 }.fits)
  }
}

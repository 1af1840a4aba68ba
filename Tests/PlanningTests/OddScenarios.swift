import Optimization
import Serving

@testable import Planning

/// Random small scenarios with what fleets rarely have: odd prices and stocks, twin pools, shares near nothing, budgets
/// at the last digit of what a plan costs, limits on starts and stops, losses to withstand.
struct OddScenarios {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  private mutating func one<Value>(of values: [Value]) -> Value { values[random.below(values.count)] }

  private mutating func happens(_ times: Int, in all: Int) -> Bool { random.below(all) < times }

  mutating func next() -> Scenario {
    var scenario = Fixture.random(
      &random, objective: one(of: Objective.allCases), models: 1 + random.below(2))
    if happens(1, in: 3) { addPool(&scenario) }
    for pool in scenario.pools.indices {
      if happens(1, in: 4) { scenario.pools[pool].price = one(of: [0, 1e-6, 0.1, 0.2, 1e6]) }
      if happens(1, in: 6) { scenario.pools[pool].available = one(of: [0, 1, 1_000_000]) }
      if happens(1, in: 3) { scenario.pools[pool].offer.region = one(of: ["east", "west"]) }
    }
    for model in scenario.models.indices where happens(1, in: 4) {
      if scenario.models.count > 1, happens(1, in: 2) {
        scenario.models[model].share = one(of: [0, 1e-6, 1e-3, 1e3])
      }
      scenario.models[model].workloads[random.below(2)].share = one(of: [0, 1e-7, 1e-4, 1e-2])
    }
    keepAccepted(&scenario)
    if happens(1, in: 5) { scenario.headroom = one(of: [0.3, 0.9, 0.999]) }
    if happens(1, in: 2) {
      scenario.resilience = Resilience(
        survives: one(of: [nil, .pool, .region]), remaining: one(of: [1, 0.6, 0.2]),
        misjudged: one(of: [0, 0, 1, 2]))
      scenario.demand = scenario.demand.map { $0 / 2 }
    }
    if happens(1, in: 4), !scenario.hasSeveralSites {
      scenario.current = CurrentFleet(
        planPath: "", replicas: Fixture.running(of: scenario, &random),
        startCost: one(of: [0, 0.5, 1e-6]), maxStarts: one(of: [nil, nil, 0, 2]),
        maxStops: one(of: [nil, nil, 0, 1]))
    }
    if scenario.objective == .cost, happens(1, in: 3) { scenario.budget = nil }
    if happens(1, in: 3) { setBudgetAtEdge(&scenario) }
    return scenario
  }

  /// A few edits as sliders and commands make them.
  mutating func edit(_ scenario: inout Scenario) {
    switch random.below(7) {
    case 0: scenario.budget = scenario.budget.map { $0 * one(of: [0.5, 0.9, 1.1, 2]) }
    case 1: scenario.pools[random.below(scenario.pools.count)].available = random.below(5)
    case 2: scenario.pools[random.below(scenario.pools.count)].price *= one(of: [0.5, 0.9, 1.1, 3])
    case 3: scenario.demand = scenario.demand.map { $0 * one(of: [0.5, 0.9, 1.1, 2]) }
    case 4: scenario.resilience.remaining = one(of: [1, 0.7, 0.3])
    case 5: scenario.models[random.below(scenario.models.count)].share = one(of: [0.1, 1, 5])
    default: setBudgetAtEdge(&scenario)
    }
    keepAccepted(&scenario)
  }

  /// Shares that files may have: some model is asked for, and no part of all requests is below the least planned for.
  private func keepAccepted(_ scenario: inout Scenario) {
    if scenario.models.allSatisfy({ $0.share == 0 }) { scenario.models[0].share = 1 }
    let all = scenario.models.reduce(0) { $0 + $1.share }
    for model in scenario.models.indices {
      let own = scenario.models[model].workloads.reduce(0) { $0 + $1.share }
      for workload in scenario.models[model].workloads.indices {
        let part =
          scenario.models[model].share / all * scenario.models[model].workloads[workload].share / own
        if part > 0 && part < 2e-8 { scenario.models[model].workloads[workload].share = 0 }
      }
    }
  }

  /// A twin of a pool, or one more of its own.
  private mutating func addPool(_ scenario: inout Scenario) {
    let new = scenario.pools.count
    var pool = scenario.pools[0]
    pool.name = "p\(new)"
    if happens(1, in: 2) { pool.available = random.below(4) }
    scenario.pools.append(pool)
    let factor = happens(1, in: 2) ? 1 : random.uniform(0.5, 1.5)
    for var row in scenario.profile where row.layout.stages.allSatisfy({ $0.pool == 0 }) {
      row.layout = Layout(stages: row.layout.stages.map { Stage(pool: new, tp: $0.tp) })
      row.requestsPerSecond *= factor
      scenario.profile.append(row)
    }
  }

  /// A budget that some counts cost to the last digit, summed up one by one, or slightly less or more.
  private mutating func setBudgetAtEdge(_ scenario: inout Scenario) {
    guard scenario.budget != nil else { return }
    var sum = 0.0
    for pool in scenario.pools {
      for _ in 0..<random.below(min(4, pool.available + 1)) { sum += pool.price }
    }
    guard sum > 0, sum < 1e4 else { return }
    scenario.budget = sum * one(of: [1, 1, 1 - 1e-7, 1 + 1e-7])
  }
}

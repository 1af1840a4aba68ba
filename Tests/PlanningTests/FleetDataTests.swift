import Serving
import Testing

@testable import Planning

@Suite struct FleetDataTests {
  /// The toy's two replicas, by hand: 1 and 3 req/s, 1 and 2 $/h, two of each in stock, 6 $/h to spend.
  @Test func numbersByHand() {
    var scenario = Toy.scenario
    let fleet = FleetData(scenario)
    #expect(fleet.layouts == ["small*1", "large*1"])
    #expect(fleet.use == [1, 0, 0, 1])
    #expect(fleet.rate == [1, 3])
    #expect(fleet.cost == [1, 2])
    #expect(fleet.capacity == [2, 2])
    scenario.budget = 3
    scenario.headroom = 0.5
    scenario.pools[1].available = 9
    let edited = FleetData(scenario, candidatesOf: fleet)
    #expect(edited.rate == [0.5, 1.5])
    #expect(edited.capacity == [2, 1])
  }

  /// Whatever an edit changes, numbers made with the last fleet at hand are those made from the candidates alone.
  @Test func editsKeepNothingStale() {
    var random = SplitMix(seed: 31)
    for models in 1...2 {
      var scenario = Fixture.random(&random, objective: .throughput, models: models)
      var fleet = FleetData(scenario)
      for move in 0..<200 {
        let pool = random.below(2)
        switch random.below(8) {
        case 0: scenario.budget = random.below(4) == 0 ? nil : random.uniform(3, 15)
        case 1: scenario.pools[pool].available = random.below(6)
        case 2: scenario.pools[pool].price = random.uniform(0, 4)
        case 3: scenario.models[0].workloads[pool].share = random.below(3) == 0 ? 0 : random.uniform(0.1, 1)
        case 4: scenario.headroom = random.below(2) == 0 ? 0 : 0.2
        case 5: scenario.pools[pool].offer.interruptionsPerHour = random.below(2) == 0 ? 0 : 0.5
        case 6: scenario.pools[pool].offer.recoveryMinutes = random.uniform(1, 30)
        default: scenario.bands.all = random.below(2) == 0 ? nil : random.uniform(-1, 1)
        }
        let anew = FleetData(scenario, candidates: fleet.candidates, refusals: [])
        fleet = FleetData(scenario, candidatesOf: fleet)
        #expect(fleet.traffic == anew.traffic && fleet.rate == anew.rate, "move \(move)")
        #expect(fleet.cost == anew.cost && fleet.capacity == anew.capacity, "move \(move)")
      }
    }
  }

  /// A plan that was handed out before its proof ends up as one put together after it.
  @Test func proofLeavesRoutesAsTheyAre() throws {
    var random = SplitMix(seed: 37)
    var handedOut = 0
    for index in 0..<60 {
      let objective = Objective.allCases[index % 3]
      let scenario = Fixture.random(&random, objective: objective, models: 1 + index / 3 % 2)
      var published: [Plan] = []
      let plan = try #require(PlanningSession().solve(scenario, onPlan: { published.append($0) }))
      guard plan.status != .infeasible else { continue }
      let fleet = FleetData(scenario)
      let counts = plan.counts(in: fleet)
      if published.last.map({ $0.counts(in: fleet) == counts && $0.status == .feasible }) ?? false {
        handedOut += 1
      }
      let proof = PlanAssembly.Proof(
        gap: PlanningOptions().gap, bound: plan.bound, poolValues: plan.gpus.map(\.marginalValue),
        budgetValue: plan.budgetMarginalValue)
      let anew = PlanAssembly(fleet: fleet).plan(counts: counts, proof: proof, statistics: plan.solve)
      #expect(anew == plan, "case \(index)")
    }
    #expect(handedOut > 20)
  }
}

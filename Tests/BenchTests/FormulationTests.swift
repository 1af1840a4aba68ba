import Optimization
import Planning
import Serving
import Testing

@testable import fleetmix_bench

@Suite struct FormulationTests {
  /// Replicas of 2 req/s at 2 $/h each: 5 $/h buy two, 4 req/s; a demand of 3 req/s takes two as well, 4 $/h.
  @Test func bothFormulationsAreRightByHand() {
    for (objective, expected) in [(Objective.throughput, 4.0), (.cost, 4.0)] {
      let fleet = Self.fleet(objective)
      for program in [ExplicitModel.program(fleet), ProjectedFormulation.program(fleet)] {
        let result = MIPSession(program).solve(MIPOptions())
        #expect(result.status == .optimal)
        #expect(abs((result.objective ?? 0) - expected) < 1e-7)
      }
    }
  }

  private static func fleet(_ objective: Objective) -> FleetData {
    var scenario = Scenario(
      title: "by hand", objective: objective, budget: 5, demand: objective == .cost ? 3 : nil,
      pools: [Catalogue.pool("H100-SXM", available: 8, price: 2)],
      models: [Catalogue.model("llama-3-8b", share: 1, shapes: [(100, 10), (200, 20)], shares: [1, 1])])
    scenario.replicas.mixed = false
    let rate = Throughput(requestsPerSecond: 2, prefillShare: 0.5, provenance: .estimated("by hand"))
    let candidate = Candidate(
      model: 0, precision: .bf16, layout: Layout(stages: [Stage(pool: 0, tp: 1)]), throughput: [rate, rate])
    return FleetData(scenario, candidates: [candidate], refusals: [])
  }
}

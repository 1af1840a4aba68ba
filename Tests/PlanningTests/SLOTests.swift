import Serving
import Testing

@testable import Planning

/// Limits on TTFT and TPOT, over all models and of one.
@Suite struct SLOTests {
  private func scenario(_ random: inout SplitMix) throws -> Scenario {
    func pool(_ name: String, _ available: Int, _ price: Double) throws -> Pool {
      Pool(
        name: name, type: try #require(GPUCatalogue.type(named: name)), available: available, price: price)
    }
    let names = ["llama-3.1-8b", "llama-3.1-70b"]
    let models = try names.map { name in
      ServedModel(
        name: name, architecture: try #require(ModelCatalogue.model(named: name)),
        share: random.uniform(1, 4), precision: .fp8,
        workloads: [
          Workload(
            name: "a", inputTokens: Int(random.uniform(100, 4000)),
            outputTokens: Int(random.uniform(20, 600)), share: 1),
          Workload(name: "b", inputTokens: 800, outputTokens: 250, share: 1),
        ])
    }
    return Scenario(
      title: "limits", objective: .throughput, budget: random.uniform(15, 40),
      demand: nil, pools: [try pool("H100", 8, 2.99), try pool("L40S", 8, 0.99)], models: models,
      replicas: ReplicaOptions(mixed: false))
  }

  private func rate(_ scenario: Scenario) throws -> Double {
    let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: 1e-6)))
    return plan.status == .infeasible ? 0 : plan.requestsPerSecond
  }

  /// Tightening any limit, global or of one model, never gives a plan that serves more.
  @Test func tighteningNeverImproves() throws {
    var random = SplitMix(seed: 21)
    for _ in 0..<3 {
      var stated = try scenario(&random)
      var last = try rate(stated)
      #expect(last > 0)
      for step in 1...4 {
        let ttft = 4000 / Double(step * step)
        if step % 2 == 0 {
          stated.models[1].slo = SLO(ttftMs: ttft, tpotMs: 120 / Double(step))
        } else {
          stated.slo = SLO(ttftMs: ttft, tpotMs: 160 / Double(step))
        }
        let next = try rate(stated)
        #expect(next <= last * (1 + 1e-5), "step \(step): \(next) after \(last)")
        last = next
      }
    }
  }

  /// The effect of a limit: every replica keeps it, and a hopeless one leaves no plan.
  @Test func limitsAreKept() throws {
    var random = SplitMix(seed: 4)
    var stated = try scenario(&random)
    stated.slo = SLO(ttftMs: 1500, tpotMs: 40)
    let fleet = FleetData(stated)
    for candidate in fleet.candidates {
      for figure in candidate.throughput.compactMap({ $0 }) {
        #expect((figure.ttftMs ?? 0) <= 1500 && (figure.tpotMs ?? 0) <= 40)
      }
    }
    stated.slo = SLO(tpotMs: 0.5)
    #expect(try rate(stated) == 0)
  }
}

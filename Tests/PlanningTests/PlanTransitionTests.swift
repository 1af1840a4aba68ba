import Planning
import Serving
import Testing

@Suite struct PlanTransitionTests {
  private struct Share {
    var workload: String
    var layout: String
    var fraction: Double
  }

  /// A plan of one model: replicas as (layout, count, $/h of all), 10 req/s a workload type.
  private func plan(_ replicas: [(String, Int, Double)], _ shares: [Share]) -> Plan {
    var names: [String] = []
    for share in shares where !names.contains(share.workload) { names.append(share.workload) }
    return Plan(
      status: .optimal, objective: .throughput, requestsPerSecond: 10 * Double(names.count),
      costPerHour: replicas.reduce(0) { $0 + $1.2 }, tokensPerSecond: Plan.TokenPair(input: 1, output: 1),
      costPerMillionTokens: Plan.TokenPair(input: 1, output: 1), totalCostPerMillionTokens: 1, bound: 1,
      gap: 0,
      replicas: replicas.map {
        Plan.Replica(
          model: "m", precision: .bf16, layout: $0.0, gpus: [], count: $0.1, costPerHour: $0.2,
          utilization: 1,
          requestsPerSecond: 1, provenance: .measured("a"))
      },
      assignments: shares.map {
        Plan.Assignment(
          model: "m", workload: $0.workload, layout: $0.layout, fraction: $0.fraction,
          requestsPerSecond: 10 * $0.fraction, costPerHour: 1, prefillShare: 0.5, provenance: .measured("a"))
      }, gpus: [],
      workloads: names.map {
        Plan.WorkloadResult(
          model: "m", workload: $0, requestsPerSecond: 10, costPerHour: 1, costPerMillionTokens: 1,
          split: Plan.TokenPair(input: 1, output: 1))
      }, budgetMarginalValue: 0, solve: Plan.SolveStatistics())
  }

  @Test func replicasStartStopAndStay() {
    let old = plan([("H100*1", 3, 9), ("A40*1", 2, 1)], [])
    let new = plan([("H100*1", 1, 3), ("A40*1", 5, 2.5), ("L40*2", 1, 1.6)], [])
    let way = PlanTransition(from: old, to: new)
    #expect(
      way.starts.map { "\($0.count) \($0.layout) \($0.costPerHour)" } == ["3 A40*1 1.5", "1 L40*2 1.6"])
    #expect(way.stops.map { "\($0.count) \($0.layout) \($0.costPerHour)" } == ["2 H100*1 6.0"])
    #expect(
      way.keeps.map { "\($0.count) \($0.layout) \($0.costPerHour)" } == ["1 H100*1 3.0", "2 A40*1 1.0"])
  }

  @Test func requestsMoveFromLosersToWinners() {
    // w1: X 0.7 -> 0.2, Y 0.3 -> 0.4, Z 0 -> 0.4: X gives 0.4 to Z, then 0.1 to Y. w2 moves whole; w3 stays.
    let old = plan(
      [],
      [
        Share(workload: "w1", layout: "X", fraction: 0.7), Share(workload: "w1", layout: "Y", fraction: 0.3),
        Share(workload: "w2", layout: "X", fraction: 1), Share(workload: "w3", layout: "Y", fraction: 1),
      ])
    let new = plan(
      [],
      [
        Share(workload: "w1", layout: "X", fraction: 0.2), Share(workload: "w1", layout: "Y", fraction: 0.4),
        Share(workload: "w1", layout: "Z", fraction: 0.4), Share(workload: "w2", layout: "Z", fraction: 1),
        Share(workload: "w3", layout: "Y", fraction: 1),
      ])
    let flows = PlanTransition(from: old, to: new).flows.map {
      "\($0.workload) \($0.from ?? "-") \($0.to ?? "-") \(($0.fraction * 100).rounded()) \($0.requestsPerSecond.rounded())"
    }
    #expect(flows == ["w2 X Z 100.0 10.0", "w1 X Z 40.0 4.0", "w1 X Y 10.0 1.0"])
  }

  @Test func newAndEndingTrafficIsNamed() {
    let old = plan([], [Share(workload: "w1", layout: "X", fraction: 1)])
    let new = plan(
      [],
      [
        Share(workload: "w2", layout: "X", fraction: 0.25),
        Share(workload: "w2", layout: "Y", fraction: 0.75),
      ])
    let flows = PlanTransition(from: old, to: new).flows.map {
      "\($0.workload) \($0.from ?? "-") \($0.to ?? "-") \($0.requestsPerSecond)"
    }
    #expect(flows == ["w1 X - 10.0", "w2 - Y 7.5", "w2 - X 2.5"])
  }

  @Test func samePlanNeedsNothing() {
    let plan = plan([("H100*1", 2, 6)], [Share(workload: "w1", layout: "H100*1", fraction: 1)])
    let way = PlanTransition(from: plan, to: plan)
    #expect(way.starts.isEmpty && way.stops.isEmpty && way.flows.isEmpty)
    #expect(way.keeps.map(\.count) == [2])
  }
}

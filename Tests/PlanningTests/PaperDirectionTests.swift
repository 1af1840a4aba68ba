import Interchange
import Serving
import Testing

@testable import Planning

/// The paper's findings (arXiv 2502.00722, section 5) as directions that the planner must show by itself.
///
/// The throughput behind them is our own estimate, so sizes differ: what is asserted is that each freedom is worth
/// something, and which is worth most.
@Suite struct PaperDirectionTests {
  private static let folder =
    #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Samples/paper/"

  /// A sample by its path below the samples' folder, without suffix.
  static func sample(_ name: String) throws -> Scenario {
    try ScenarioReader.read(path: folder + "../" + name + ".yaml")
  }

  private func scenario(_ name: String) throws -> Scenario {
    try ScenarioReader.read(path: Self.folder + name)
  }

  private func rate(_ fleet: FleetData) throws -> Double {
    let plan = PlanningSession().solveWithoutDiagnosis(
      fleet, options: PlanningOptions(gap: 1e-3), isCancelled: { false })
    let answer = try #require(plan)
    return answer.status == .infeasible ? 0 : answer.requestsPerSecond
  }

  /// The mix of GPUs rented changes with the budget: some pool's part of the bill moves by more than a tenth.
  @Test func compositionShiftsWithBudget() throws {
    var bills: [[Double]] = []
    for budget in [15, 30, 60] {
      let plan = try #require(
        PlanningSession().solve(
          try scenario("both-swiss-stock1-\(budget).yaml"), options: PlanningOptions(gap: 1e-3)))
      bills.append(plan.gpus.map { $0.costPerHour / plan.costPerHour })
      #expect(plan.gpus.filter { $0.used > 0 }.count >= 2, "a mix, not one type, at \(budget) $/h")
    }
    let largestShift = zip(bills[0], bills[2]).map { abs($0 - $1) }.max() ?? 0
    #expect(largestShift > 0.1)
  }

  /// Takes one freedom away at a time: every one costs throughput.
  @Test func everyFreedomIsWorthSomething() throws {
    let stated = try scenario("70b-swiss-stock1-30.yaml")
    let built = FleetData.buildCandidates(stated, pruned: false)
    let fleet = FleetData(stated, candidates: built.candidates, refusals: [])
    let plan = try #require(PlanningSession().solve(stated, options: PlanningOptions(gap: 1e-4)))
    let best = plan.requestsPerSecond

    // Uniform composition: as many of each type as the budget pays for.
    var uniform = stated
    let oneOfEach = stated.pools.reduce(0) { $0 + $1.price }
    let each = Int((stated.budget ?? 0) / oneOfEach)
    for pool in uniform.pools.indices { uniform.pools[pool].available = each }
    let composition = try rate(FleetData(uniform, candidates: built.candidates, refusals: []))

    // Uniform deployment: all replicas with one TP and PP, the best such pair.
    var deployment = 0.0
    let shapes = Set(
      built.candidates.map { [$0.layout.stages[0].tp, $0.layout.stages.count] }.filter { $0[0] * $0[1] <= 8 })
    for shape in shapes {
      let same = built.candidates.filter { candidate in
        candidate.layout.stages.count == shape[1]
          && candidate.layout.stages.allSatisfy {
            $0.tp == shape[0] && $0.pool == candidate.layout.stages[0].pool
          }
      }
      guard !same.isEmpty else { continue }
      deployment = max(deployment, try rate(FleetData(stated, candidates: same, refusals: [])))
    }

    // Assignment blind to the workload: each replica gets the whole mix, by round robin (as much as every other
    // replica) or in proportion to what it can serve.
    let counts = fleet.candidates.indices.map { index -> Int in
      let text = fleet.candidates[index].layout.text(poolNames: stated.pools.map(\.name))
      return plan.replicas.first { $0.layout == text }?.count ?? 0
    }
    let replicas = Double(counts.reduce(0, +))
    var roundRobin = Double.infinity
    var proportional = 0.0
    for candidate in counts.indices where counts[candidate] > 0 {
      var time = 0.0
      for (entry, traffic) in fleet.traffic.enumerated() {
        let speed = fleet.rate[candidate * fleet.traffic.count + entry]
        time += speed > 0 ? traffic.share / speed : .infinity
      }
      roundRobin = min(roundRobin, replicas / time)
      proportional += Double(counts[candidate]) / time
    }

    let losses = [composition, deployment, roundRobin, proportional].map { 1 - $0 / best }
    for (name, loss) in zip(["composition", "deployment", "round robin", "proportional"], losses) {
      #expect(loss > 0.01 && loss < 1, "\(name): \(loss)")
    }
  }
}

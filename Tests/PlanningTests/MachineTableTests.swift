import Serving
import Testing

@testable import Planning

/// The machines of a plan as rows, by hand: two pools, of which one rents machines of 4 whole.
@Suite("The table of machines") struct MachineTableTests {
  private static var scenario: Scenario {
    var scenario = Fixture.workedExample()
    scenario.pools[0].name = "own"
    scenario.pools[1] = Pool(
      name: "big", type: scenario.pools[1].type, available: 12, price: 2, gpusPerMachine: 4,
      rental: .byMachine)
    return scenario
  }

  private static func block(_ layout: String, _ replica: Int, _ gpus: Int) -> Plan.Block {
    Plan.Block(model: "m", layout: layout, replica: replica, gpus: gpus)
  }

  /// 1 GPU alone at 3 $/h; two machines of 4 at 8 $/h with 2 + 1 + one idle each, and one that is full.
  private static var plan: Plan {
    let none = Plan.TokenPair(input: 0, output: 0)
    var plan = Plan(
      status: .optimal, objective: .throughput, requestsPerSecond: 6, costPerHour: 27, tokensPerSecond: none,
      costPerMillionTokens: none, totalCostPerMillionTokens: 0, bound: 6, gap: 0, replicas: [],
      assignments: [], gpus: [], workloads: [], budgetMarginalValue: 0, solve: Plan.SolveStatistics())
    plan.replicas = [("big*2", 2, 4), ("big*1", 2, 2), ("own*1", 1, 1), ("big*4", 1, 4)].map { entry in
      Plan.Replica(
        model: "m", precision: .bf16, layout: entry.0, gpus: [], count: entry.1, costPerHour: 1,
        utilization: 1,
        requestsPerSecond: 1, provenance: .measured("test"))
    }
    plan.gpus = [("own", 1, 8, 3.0), ("big", 10, 12, 24.0)].map {
      Plan.GPUUse(name: $0.0, used: $0.1, available: $0.2, costPerHour: $0.3, marginalValue: 0)
    }
    plan.machines = [
      Plan.Machine(pool: "own", gpus: 8, costPerHour: 3, holds: [block("own*1", 1, 1)]),
      Plan.Machine(
        pool: "big", gpus: 4, costPerHour: 8, holds: [block("big*2", 1, 2), block("big*1", 1, 1)]),
      Plan.Machine(
        pool: "big", gpus: 4, costPerHour: 8, holds: [block("big*2", 2, 2), block("big*1", 2, 1)]),
      Plan.Machine(pool: "big", gpus: 4, costPerHour: 8, holds: [block("big*4", 1, 4)]),
    ]
    return plan
  }

  @Test("a row a machine: letters by configuration, capital for several GPUs, idle and unrented GPUs apart")
  func singleRows() {
    let (rows, total) = Self.plan.machineRows(in: Self.scenario, isGrouped: false)
    #expect(rows.map(\.name) == ["own #1", "big ×4 #1", "big ×4 #2", "big ×4 #3"])
    #expect(rows.map(\.letters) == ["c·······", "AAb□", "AAb□", "DDDD"])
    #expect(rows.map(\.contents) == ["1 m, 7 not rented", "2 m, 1 m, 1 free", "2 m, 1 m, 1 free", "4 m"])
    #expect(rows.map(\.idle) == [0, 1, 1, 0] && rows.map(\.idleCost) == [0, 2, 2, 0])
    #expect(total.idle == 2 && total.idleCost == 4 && total.cost == .figure(27, shown: 2700))
  }

  @Test("machines next to each other that hold the same share a row, and their sums are the plan's")
  func groupedRows() {
    let (rows, _) = Self.plan.machineRows(in: Self.scenario, isGrouped: true)
    #expect(rows.map(\.name) == ["own #1", "2 of big ×4", "big ×4 #3"])
    #expect(rows.map(\.count) == [1, 2, 1] && rows.map(\.costPerHour) == [3, 16, 8])
    #expect(rows.map(\.idle) == [0, 2, 0])
  }

  @Test("what is paid for: machines whole, other GPUs one by one")
  func totals() {
    let totals = Self.plan.rentedTotals(in: Self.scenario)
    // 1 + 12 GPUs are paid for, 2 of them idle at 2 $/h each.
    #expect(totals == RentedTotals(machines: 3, gpus: 13, idle: 2, idleCost: 4))
    #expect(totals.text == "3 machines, 13 GPUs, 2 idle")
    let big = Self.plan.poolRows(in: Self.scenario).rows[1]
    #expect(big.rented?.machines == 3 && big.rented?.idle == 2)
    #expect(Self.plan.poolRows(in: Self.scenario).rows[0].rented == nil)
  }

  @Test("letters leave out O, and those beyond the alphabet share a mark")
  func letters() {
    let all = (0..<25).map { MachineRow.letter($0, isSingle: false) }
    #expect(Set(all).count == 25 && !all.contains("O") && all.first == "A" && all.last == "Z")
    #expect(MachineRow.letter(25, isSingle: false) == "+" && MachineRow.letter(3, isSingle: true) == "d")
  }
}

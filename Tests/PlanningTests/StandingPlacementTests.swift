import Testing

@testable import Planning

/// Which replicas stand where they stood.
@Suite("Standing placements") struct StandingPlacementTests {
  /// One model on one pool of machines of four GPUs, replicas of one and of two GPUs.
  private func scenario(machines: Int, rental: Rental) -> Scenario {
    var scenario = Toy.scenario
    scenario.budget = 1000
    scenario.pools = [
      Pool(
        name: "t", type: Fixture.gpu("t"), available: 4 * machines, price: 1, gpusPerMachine: 4,
        rental: rental)
    ]
    scenario.profile = [1, 2].map { Fixture.row(pool: 0, tp: $0, input: 100, output: 10, rate: Double($0)) }
    return scenario
  }

  private func machine(_ holds: [(tp: Int, number: Int)]) -> Plan.Machine {
    Plan.Machine(
      pool: "t", gpus: 4, costPerHour: 4,
      holds: holds.map { Plan.Block(model: "tiny", layout: "t*\($0.tp)", replica: $0.number, gpus: $0.tp) })
  }

  /// The plan of so many replicas of one and of two GPUs.
  private func plan(_ fleet: FleetData, ones: Int, twos: Int) throws -> Plan {
    let counts = fleet.layouts.map { $0 == "t*1" ? ones : $0 == "t*2" ? twos : 0 }
    return try #require(
      PlanAssembly(fleet: fleet).plan(
        counts: counts,
        proof: PlanAssembly.Proof(gap: nil, bound: .infinity, poolValues: [], budgetValue: 0),
        statistics: Plan.SolveStatistics()))
  }

  private func result(
    _ standing: [Plan.Machine], ones: Int, twos: Int, rental: Rental = .byMachine
  ) throws -> (result: StandingPlacement.Result, plan: Plan) {
    var scenario = scenario(machines: 3, rental: rental)
    scenario.current = CurrentFleet(
      planPath: "",
      replicas: ["t*1", "t*2"].map { RunningReplica(model: "tiny", layout: $0, count: 1) }, startCost: 0)
    let fleet = FleetData(scenario)
    var plan = try plan(fleet, ones: ones, twos: twos)
    let result = try #require(StandingPlacement(fleet: fleet, plan: plan, standing: standing).result())
    plan.machines = result.machines
    #expect(PlanCheck(scenario: scenario).problems(of: plan).filter { "\($0)".contains("machine") } == [])
    return (result, plan)
  }

  @Test("what stays is not moved where it need not be") func inPlace() throws {
    // 2 + 1 and 2, as they stand, though one machine would hold four of the five GPUs.
    let standing = [machine([(2, 1), (1, 1)]), machine([(2, 2)])]
    let same = try result(standing, ones: 1, twos: 2).result
    #expect(same.moved == [0, 0] && same.places == [0, 1] && same.machines.map(\.free) == [1, 2])
    // One of each more: 1 + 2 GPUs beside them, and nothing moves.
    let more = try result(standing, ones: 2, twos: 3).result
    #expect(more.moved == [0, 0] && more.machines.map(\.free) == [0, 0])
    // A third machine is new.
    let third = try result(standing, ones: 2, twos: 5).result
    #expect(third.moved == [0, 0] && third.places == [0, 1, nil])
  }

  @Test("what a smaller bill has no room for moves, and no more") func moves() throws {
    // Three replicas of one GPU, each on a machine; three GPUs are paid as one machine.
    let spread = [machine([(1, 1)]), machine([(1, 2)]), machine([(1, 3)])]
    let together = try result(spread, ones: 3, twos: 0)
    #expect(together.result.moved == [2] && together.result.places.count == 1)
    #expect(together.result.places[0] != nil)
    // Rented by the GPU they stay where they are.
    let apart = try result(spread, ones: 3, twos: 0, rental: .byGPU)
    #expect(apart.result.moved == [0] && apart.result.places == [0, 1, 2])
    // Two of three stop: the one that stays stays.
    #expect(try result(spread, ones: 1, twos: 0).result.moved == [0])
    // Two machines of one free GPU each leave no room for one of two GPUs: one of one GPU moves.
    let full = [machine([(1, 1), (1, 2), (1, 3)]), machine([(1, 4), (1, 5), (1, 6)])]
    #expect(try result(full, ones: 6, twos: 1).result.moved.reduce(0, +) == 1)
  }
}

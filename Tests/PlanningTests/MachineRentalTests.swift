import Serving
import Testing

@testable import Planning

@Suite("Whole machines")
struct MachineRentalTests {
  /// One model with one workload type, replicas of each TP with its rate on each pool.
  private func scenario(
    _ objective: Objective, budget: Double?, demand: Double?, _ pools: [Pool],
    _ replicas: [(pool: Int, tp: Int, rate: Double)]
  ) -> Scenario {
    Scenario(
      title: "machines", objective: objective, budget: budget, demand: demand, pools: pools,
      models: [
        ServedModel(
          name: "tiny", architecture: Fixture.architecture, share: 1, precision: .bf16,
          workloads: [Workload(name: "w", inputTokens: 100, outputTokens: 100, share: 1)])
      ],
      replicas: ReplicaOptions(source: .measured),
      profile: replicas.map {
        Fixture.row(pool: $0.pool, tp: $0.tp, input: 100, output: 100, rate: $0.rate)
      })
  }

  private func whole(_ gpus: Int, count: Int, price: Double) -> Pool {
    Pool(
      name: "t", type: Fixture.gpu("t"), available: gpus * count, price: price / Double(gpus),
      gpusPerMachine: gpus, rental: .byMachine)
  }

  private func solved(_ scenario: Scenario) throws -> Plan {
    let plan = try #require(PlanningSession().solve(scenario, options: PlanningOptions(gap: 1e-6)))
    #expect(PlanCheck(scenario: scenario).problems(of: plan) == [])
    return plan
  }

  @Test("least cost and most requests by hand")
  func byHand() throws {
    let eights = whole(8, count: 3, price: 8)
    let mixed = Pool(
      name: "t", type: Fixture.gpu("t"),
      sizes: [
        MachineSize(gpus: 1, available: 4, price: 1), MachineSize(gpus: 8, available: 2, price: 6),
      ])
    let costs: [(Pool, [(pool: Int, tp: Int, rate: Double)], Double, Double)] = [
      (eights, [(0, 1, 1)], 3, 8), (eights, [(0, 1, 1)], 9, 16), (eights, [(0, 3, 1)], 4, 16),
      (eights, [(0, 3, 1)], 5, 24), (mixed, [(0, 2, 1)], 2, 6), (mixed, [(0, 1, 1)], 4, 4),
      (mixed, [(0, 1, 1)], 5, 6), (mixed, [(0, 1, 1)], 10, 8),
      (whole(3, count: 3, price: 3), [(0, 2, 1)], 3, 9),
    ]
    for (pool, replicas, demand, cost) in costs {
      let plan = try solved(scenario(.cost, budget: nil, demand: demand, [pool], replicas))
      #expect(plan.status == .optimal)
      #expect(abs(plan.costPerHour - cost) < 1e-9, "demand \(demand): \(plan.costPerHour) for \(cost)")
      #expect(plan.costPerHour == plan.machines.reduce(0) { $0 + $1.costPerHour })
    }
    let rates: [(Pool, [(pool: Int, tp: Int, rate: Double)], Double, Double)] = [
      (eights, [(0, 1, 1)], 15, 8), (eights, [(0, 3, 1)], 24, 6),
      (whole(6, count: 2, price: 6), [(0, 4, 4), (0, 2, 1)], 12, 10),
      (whole(6, count: 2, price: 6), [(0, 4, 4)], 12, 8),
    ]
    for (pool, replicas, budget, rate) in rates {
      let plan = try solved(scenario(.throughput, budget: budget, demand: nil, [pool], replicas))
      #expect(abs(plan.requestsPerSecond - rate) < 1e-6, "budget \(budget): \(plan.requestsPerSecond)")
    }
  }

  @Test("one more machine of each size is solved, and explains what is missing")
  func stepsOfSizes() throws {
    let pool = Pool(
      name: "t", type: Fixture.gpu("t"),
      sizes: [MachineSize(gpus: 1, available: 1, price: 1), MachineSize(gpus: 8, available: 1, price: 6)])
    let stated = scenario(.throughput, budget: 12, demand: nil, [pool], [(0, 1, 1)])
    let study = SensitivityStudy(of: stated, options: PlanningOptions(gap: 1e-6))
    let base = try #require(study.base())
    #expect(abs(base.requestsPerSecond - 9) < 1e-6)
    func gain(_ figure: Sensitivity.Figure) throws -> Double {
      #expect(Sensitivity.figures(of: stated).contains(figure))
      return try #require(study.effect(of: figure, on: base)?.gain)
    }
    // 8 + 8 for 12 $/h instead of 8 + 1; 8 + 1 + 1; 1 alone; 8 alone.
    for (gpus, count, expected) in [(8, 1, 7.0), (1, 1, 1), (8, -1, -8), (1, -1, -1)] {
      let found = try gain(.machines(pool: 0, gpus: gpus, by: count))
      #expect(abs(found - expected) < 1e-5, "\(count) of \(gpus): \(found)")
    }
    #expect(Sensitivity.figures(of: stated).contains(.machinePrice(pool: 0, gpus: 8, part: 0.05)))
    #expect(
      LimitStep.steps(of: stated).suffix(2) == [.machine(pool: 0, gpus: 1), .machine(pool: 0, gpus: 8)])
    let more = LimitStep.machine(pool: 0, gpus: 8).applied(to: stated)
    #expect(more.pools[0].sizes.map(\.available) == [1, 2])

    let missing = scenario(.cost, budget: 12, demand: 12, [pool], [(0, 1, 1)])
    let explorer = Explorer(gap: 1e-6)
    for (gpus, needed) in [(1, 4.0), (8, 2.0)] {
      let kind = Relaxation.Kind.machines(pool: 0, gpus: gpus)
      #expect(Relaxation.kinds(for: missing).contains(kind))
      guard case .relaxation(let change?) = explorer.answer(ExplorationTask(.relaxation(kind), missing))
      else {
        Issue.record("no change of \(kind)")
        continue
      }
      #expect(change.from == 1 && change.to == needed)
    }
    // The price is not what is missing.
    guard
      case .relaxation(nil) = explorer.answer(
        ExplorationTask(.relaxation(.machinePrice(pool: 0, gpus: 8)), missing))
    else {
      Issue.record("a lower price gives no more machines")
      return
    }
  }

  @Test("machines too many to list one by one are listed together, and checked so")
  func groupedMachines() throws {
    let pool = whole(8, count: 11_000, price: 8)
    let stated = scenario(.cost, budget: nil, demand: 87_997, [pool], [(0, 1, 1)])
    var plan = try solved(stated)
    // 10,999 full machines and one with five GPUs in use.
    #expect(plan.machines.map(\.count) == [10_999, 1] && plan.machines.map(\.free) == [0, 3])
    #expect(plan.machines.map { $0.holds.map(\.replica) } == [Array(1...8), Array(87_993...87_997)])
    let totals = plan.rentedTotals(in: stated)
    #expect(totals == RentedTotals(machines: 11_000, gpus: 88_000, idle: 3, idleCost: 3))
    plan.machines[0].count -= 1
    #expect(!PlanCheck(scenario: stated).problems(of: plan).isEmpty)
  }

  @Test("a rest of the stock below a machine is not rented, and a machine too dear is the reason")
  func remainders() throws {
    var pool = whole(8, count: 1, price: 8)
    pool.available = 12
    let most = try solved(scenario(.throughput, budget: 100, demand: nil, [pool], [(0, 1, 1)]))
    #expect(abs(most.requestsPerSecond - 8) < 1e-6 && most.gpus[0].available == 12)
    let none = try #require(
      PlanningSession().solve(scenario(.throughput, budget: 7, demand: nil, [pool], [(0, 1, 1)])))
    #expect(none.status == .infeasible)
    #expect(none.infeasibility?.reason.contains("costs 8.00 $/h in whole machines") == true)
    #expect(
      InfeasibilityCheck(scenario: scenario(.throughput, budget: 7, demand: nil, [pool], [(0, 1, 1)]))
        .verdict(seconds: 10) == .noPlan)
  }

  /// Thirty lines of seeds, nine programs a seed; `FLEETMIX_CAMPAIGN=8` tries 2,160.
  @Test("plans equal the best of all fleets on all machines, and edits keep it so", arguments: 0..<30)
  func enumeration(_ line: Int) throws {
    for round in 0..<PlanCampaignTests.factor { try compareWithAll(30 * round + line) }
  }

  private func compareWithAll(_ seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &+ 100)
    let pools = (0..<1 + random.below(2)).map { index in
      let largest = [3, 4, 6, 8][random.below(4)]
      var gpus: Set<Int> = [largest]
      if random.below(2) == 0 { gpus.insert(1 + random.below(largest)) }
      return Pool(
        name: "t\(index)", type: Fixture.gpu("t\(index)"),
        sizes: gpus.sorted().map {
          MachineSize(
            gpus: $0, available: 1 + random.below(2),
            price: (Double($0) * random.uniform(0.8, 1.3) * 100).rounded() / 100)
        })
    }
    let replicas = pools.indices.flatMap { pool in
      (0..<2).map { _ in
        let tp = 1 + random.below(min(4, pools[pool].gpusPerMachine))
        return (pool: pool, tp: tp, rate: (Double(tp) * random.uniform(0.7, 1.4) * 100).rounded() / 100)
      }
    }
    let session = PlanningSession()
    var stated = scenario(.throughput, budget: 6, demand: nil, pools, replicas)
    for _ in 0..<3 {
      stated.budget = (random.uniform(3, 20) * 10).rounded() / 10
      for objective in [Objective.throughput, .cost, .costPerToken] {
        var scenario = stated
        scenario.objective = objective
        scenario.demand = objective == .throughput ? nil : (random.uniform(0.5, 4) * 10).rounded() / 10
        let plan = try #require(session.solve(scenario, options: PlanningOptions(gap: 1e-6)))
        guard let best = best(FleetData(scenario, isPacked: true)) else {
          #expect(plan.status == .infeasible, "\(objective)")
          continue
        }
        #expect(plan.status == .optimal, "\(objective)")
        #expect(
          abs(plan.objectiveValue - best) <= 2e-6 * best, "\(objective): \(plan.objectiveValue) for \(best)")
        #expect(PlanCheck(scenario: scenario).problems(of: plan) == [])
        let program = ExplicitModel.program(
          FleetData(scenario, isPacked: true),
          parameter: plan.costPerHour / plan.requestsPerSecond)
        #expect(program.columnNames.contains { $0.first == "m" })
      }
      let path = try #require(EditPath("gpus.t0.machines.\(pools[0].gpusPerMachine).available", in: stated))
      path.set(.figure(Double(random.below(4))), in: &stated)
    }
  }

  /// The objective's value of the best fleet with its cheapest machines; nil where there is none.
  private func best(_ fleet: FleetData) -> Double? {
    let scenario = fleet.scenario
    var best: Double?
    func visit(_ counts: [Int], _ index: Int) {
      guard index < counts.count else {
        let rate = FleetEvaluator(fleet: fleet).value(of: counts).rate
        guard rate > 0, rate >= (scenario.demand ?? 0) * (1 - 1e-12) else { return }
        let bills = zip(fleet.blocks(of: counts), scenario.pools).map { cheapest($0, $1.sizes) }
        let cost = bills.reduce(0, +)
        guard cost <= (scenario.budget ?? .infinity) * (1 + 1e-12) else { return }
        let tokens = fleet.tokensPerRequest
        let value =
          switch scenario.objective {
          case .throughput: rate
          case .cost: cost
          case .costPerToken: cost / (3600 * rate * (tokens.input + tokens.output)) * 1e6
          }
        if best.map({ scenario.objective == .throughput ? value > $0 : value < $0 }) ?? true { best = value }
        return
      }
      for count in 0...fleet.capacity[index] {
        var next = counts
        next[index] = count
        let isInStock = scenario.pools.indices.allSatisfy {
          fleet.used(of: next, pool: $0) <= scenario.pools[$0].rentable
        }
        guard isInStock else { break }
        visit(next, index + 1)
      }
    }
    visit([Int](repeating: 0, count: fleet.candidates.count), 0)
    return best
  }

  /// The least price of machines that brute force places blocks on; infinite without any.
  private func cheapest(_ blocks: BlockCounts, _ sizes: [MachineSize]) -> Double {
    var best = Double.infinity
    func visit(_ machines: [MachineGroup], _ cost: Double) {
      guard machines.count < sizes.count else {
        if cost < best, PlacementTruth.fits(blocks, on: machines) { best = cost }
        return
      }
      let size = sizes[machines.count]
      for count in 0...size.available {
        visit(machines + [MachineGroup(gpus: size.gpus, count: count)], cost + Double(count) * size.price)
      }
    }
    visit([], 0)
    return best
  }

  @Test("one more of a pool is one more machine, and the bill is shared by the GPUs in use")
  func shares() throws {
    let stated = scenario(.throughput, budget: 100, demand: nil, [whole(8, count: 2, price: 8)], [(0, 3, 1)])
    let session = PlanningSession()
    let plan = try #require(session.solve(stated))
    let valued = MarginalStudy(of: stated, options: PlanningOptions(), session: session).valued(plan)
    #expect(abs(valued.gpus[0].marginalValue - 2) < 1e-6 && valued.gpus[0].marginalKind == .solved)
    #expect(abs(plan.costPerHour - 16) < 1e-9 && plan.gpus[0].used == 12)
    #expect(abs(plan.replicas[0].costPerHour - 16) < 1e-9)
    var cheaper = plan
    cheaper.machines[0].costPerHour = 6
    #expect(
      PlanCheck(scenario: stated).problems(of: cheaper).contains { $0.description.contains("machine 1 of t") }
    )
    cheaper.machines = []
    #expect(
      PlanCheck(scenario: stated).problems(of: cheaper).contains { $0.description.contains("are missing") })
  }

  @Test("the price of the linear relaxation is that of a machine")
  func prices() throws {
    // Half of the requests are of each of two kinds, and each kind has replicas of its own: a request/s a GPU.
    var stated = scenario(
      .throughput, budget: 100, demand: nil, [whole(8, count: 2, price: 8)], [(0, 1, 1)])
    stated.models[0].workloads.append(Workload(name: "v", inputTokens: 900, outputTokens: 100, share: 1))
    stated.profile.append(Fixture.row(pool: 0, tp: 2, input: 900, output: 100, rate: 2))
    let plan = try solved(stated)
    #expect(abs(plan.requestsPerSecond - 16) < 1e-6)
    #expect(abs(plan.gpus[0].marginalValue - 8) < 1e-6 && plan.gpus[0].marginalKind == .lp)
    // Where the budget buys less than there is, no machine more is worth anything.
    stated.budget = 12
    let poor = try solved(stated)
    #expect(poor.gpus[0].marginalValue == 0 && abs(poor.budgetMarginalValue - 1) < 1e-6)
  }

  @Test("a stock below or above the sizes stated takes machines away or adds some, a price moves all")
  func scaledSizes() {
    var pool = Pool(
      name: "t", type: Fixture.gpu("t"),
      sizes: [MachineSize(gpus: 1, available: 4, price: 1), MachineSize(gpus: 8, available: 2, price: 6)])
    #expect(pool.available == 20 && pool.price == 0.75 && pool.gpusPerMachine == 8)
    pool.available = 17
    #expect(pool.sizes.map(\.available) == [1, 2])
    pool.available = 0
    #expect(pool.sizes.map(\.available) == [0, 0])
    pool.available = 28
    #expect(pool.sizes.map(\.available) == [12, 3])
    pool.price = 1.5
    #expect(pool.sizes.map(\.price) == [2, 12])
    #expect(pool.settled.sizes == pool.sizes && pool.settled.available == 36)
  }
}

import Testing

@testable import Planning

/// What stays, starts and stops is one consistent set, and the best that a loss leaves.
@Suite("Sets of replanning") struct ReplanningSetTests {
  private static let options = PlanningOptions(gap: 1e-9)

  private typealias Fleet = [String: Int]

  private func counts(_ changes: [PlanTransition.ReplicaChange]) -> Fleet {
    Dictionary(changes.map { ("\($0.model) \($0.layout)", $0.count) }, uniquingKeysWith: +)
  }

  private func sum(_ one: Fleet, _ other: Fleet) -> Fleet { one.merging(other, uniquingKeysWith: +) }

  /// Keep and stop are what runs, keep and start are the plan, and nothing both starts and stops.
  private func expectConsistent(_ replanning: Replanning, _ scenario: Scenario, _ label: String) {
    let (starts, stops) = (counts(replanning.transition.starts), counts(replanning.transition.stops))
    let keeps = counts(replanning.transition.keeps)
    let running = Dictionary(
      (scenario.current?.replicas ?? []).filter { $0.count > 0 }.map {
        ("\($0.model) \($0.layout)", $0.count)
      },
      uniquingKeysWith: +)
    #expect(sum(keeps, stops) == running, "\(label)")
    #expect(Set(starts.keys).isDisjoint(with: stops.keys), "\(label)")
    let lost = Dictionary(
      replanning.stay.losses.map { ("\($0.model) \($0.layout)", $0.count) }, uniquingKeysWith: +)
    #expect(lost.allSatisfy { stops[$0.key, default: 0] >= $0.value }, "\(label): \(lost), \(stops)")
    guard replanning.plan.exists else {
      #expect(starts.isEmpty && stops == lost, "\(label)")
      return
    }
    let planned = Dictionary(
      replanning.plan.replicas.map { ("\($0.model) \($0.layout)", $0.count) }, uniquingKeysWith: +)
    #expect(sum(keeps, starts) == planned, "\(label)")
    // The steps start what starts, and stop what stops but for what is lost.
    let stepped = { (isStart: Bool) in
      Dictionary(
        replanning.steps.filter { $0.isStart == isStart }.map { ("\($0.model) \($0.layout)", $0.count) },
        uniquingKeysWith: +)
    }
    #expect(stepped(true) == starts, "\(label)")
    #expect(sum(stepped(false), lost) == stops, "\(label)")
  }

  /// Two replicas of 3 req/s and one of 1 run on two pools; one GPU of the two of the larger is lost. What is left of each
  /// stays, and a second small one starts.
  @Test("a loss leaves what the plan keeps")
  func lossByHand() throws {
    var scenario = Toy.scenario
    scenario.budget = 100
    scenario.current = CurrentFleet(
      planPath: "",
      replicas: [
        RunningReplica(model: "tiny", layout: "large*1", count: 2),
        RunningReplica(model: "tiny", layout: "small*1", count: 1),
      ], startCost: 0)
    try FleetLoss(argument: "1xlarge", in: scenario).apply(to: &scenario)
    #expect(scenario.pools[1].available == Toy.scenario.pools[1].available - 1)
    let replanning = try #require(Replanning(scenario, options: Self.options))
    #expect(replanning.stay.losses.map(\.layout) == ["large*1"] && replanning.stay.losses[0].count == 1)
    #expect(counts(replanning.transition.keeps)["tiny large*1"] == 1)
    #expect(counts(replanning.transition.stops) == ["tiny large*1": 1])
    #expect(counts(replanning.transition.starts) == ["tiny small*1": 1])
    expectConsistent(replanning, scenario, "by hand")
  }

  /// A running fleet that serves nothing, as one of its models has no replica, is kept all the same.
  @Test("replicas of a fleet that serves nothing as a whole are kept")
  func uselessFleetIsKept() throws {
    var random = SplitMix(seed: 3)
    var kept = 0
    for _ in 0..<20 {
      var scenario = Fixture.random(&random, objective: .throughput, models: 2)
      let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
      guard plan.exists else { continue }
      scenario.current = CurrentFleet(
        planPath: "",
        replicas: plan.replicas.filter { $0.model == "m0" }.map {
          RunningReplica(model: $0.model, layout: $0.layout, count: $0.count)
        }, startCost: 0)
      let replanning = try #require(Replanning(scenario, options: Self.options))
      expectConsistent(replanning, scenario, "one model of two")
      #expect(replanning.stay.requestsPerSecond == 0)
      #expect(!replanning.transition.keeps.isEmpty)
      kept += replanning.transition.keeps.count
    }
    #expect(kept > 20)
  }

  /// The best that a loss leaves, by trying every part of the running fleet that holds what the plan keeps; $/h added up
  /// from the layouts' names.
  private func expectBest(_ replanning: Replanning, _ scenario: Scenario, _ label: String) {
    let fleet = FleetData(scenario)
    let target = replanning.plan.counts(in: fleet)
    var going = fleet.running
    for loss in replanning.stay.losses {
      let place = fleet.candidates.indices.first {
        fleet.layouts[$0] == loss.layout
          && scenario.models[fleet.candidates[$0].model].name == loss.model
      }
      if let place { going[place] -= loss.count }
    }
    var best = 0.0
    func fits(_ counts: [Int]) -> Bool {
      scenario.pools.indices.allSatisfy { pool in
        let blocks = counts.indices.flatMap { candidate in
          (0..<counts[candidate]).flatMap { _ in
            fleet.candidates[candidate].blocks.filter { $0.pool == pool }.map(\.gpus)
          }
        }
        let machines = scenario.pools[pool].machines.flatMap { [Int](repeating: $0.gpus, count: $0.count) }
        return PlacementTruth.fits(blocks.sorted(by: >), on: machines)
      }
    }
    func visit(_ index: Int, _ counts: [Int]) {
      guard index < counts.count else {
        if fits(counts) { best = max(best, FleetEvaluator(fleet: fleet).value(of: counts).rate) }
        return
      }
      for count in min(target[index], fleet.running[index])...fleet.running[index] {
        var next = counts
        next[index] = count
        visit(index + 1, next)
      }
    }
    visit(0, fleet.running)
    #expect(fits(going), "\(label)")
    #expect(abs(replanning.stay.requestsPerSecond - best) <= 1e-6 * max(1, best), "\(label): \(best)")
    // Nothing is lost that there is room for.
    for index in going.indices where going[index] < fleet.running[index] {
      var more = going
      more[index] += 1
      #expect(!fits(more), "\(label)")
    }
    guard !scenario.rentsMachines else { return }
    let cost = going.indices.reduce(0.0) { sum, index in
      let stages = fleet.layouts[index].split(separator: "+").map { $0.split(separator: "*") }
      let price = stages.reduce(0.0) { cost, stage in
        cost + (Double(stage[1]) ?? .nan) * (scenario.pools.first { $0.name == stage[0] }?.price ?? .nan)
      }
      return sum + price * Double(going[index])
    }
    #expect(abs(replanning.stay.costPerHour - cost) <= 1e-9 * max(1, cost), "\(label)")
  }

  @Test("random losses against every part of the running fleet", arguments: [false, true])
  func randomLosses(byMachine: Bool) throws {
    var random = SplitMix(seed: byMachine ? 71 : 17)
    var (lost, kept) = (0, 0)
    for index in 0..<60 {
      var scenario = Fixture.random(&random, objective: Objective.allCases[index % 3], models: 1 + index % 2)
      scenario.budget = 60
      for pool in scenario.pools.indices {
        scenario.pools[pool].available = byMachine ? 3 * (1 + random.below(3)) : 2 + random.below(6)
        if byMachine {
          scenario.pools[pool].gpusPerMachine = 3
          scenario.pools[pool].rental = .byMachine
        }
      }
      let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
      guard plan.exists else { continue }
      scenario.current = CurrentFleet(
        planPath: "",
        replicas: plan.replicas.map { RunningReplica(model: $0.model, layout: $0.layout, count: $0.count) }
          + Fixture.running(of: scenario, &random).filter { _ in random.below(3) == 0 },
        startCost: [0, 0.3][index / 2 % 2], machines: plan.machines)
      if index % 4 == 3 {
        // Nothing changes: what is planned for runs.
        scenario.current?.replicas = plan.replicas.map {
          RunningReplica(model: $0.model, layout: $0.layout, count: $0.count)
        }
        let same = try #require(Replanning(scenario, options: Self.options))
        expectConsistent(same, scenario, "unchanged \(index)")
        #expect(same.transition.starts.isEmpty && same.transition.stops.isEmpty, "unchanged \(index)")
        #expect(same.moves == [] && !same.machinePlaces.contains(nil), "unchanged \(index)")
        continue
      }
      let losing = random.below(2)
      let step = scenario.pools[losing].stockStep
      scenario.pools[losing].available = max(
        0, scenario.pools[losing].available - step * (1 + random.below(2)))
      let replanning = try #require(Replanning(scenario, options: Self.options))
      expectConsistent(replanning, scenario, "case \(index)")
      expectBest(replanning, scenario, "case \(index)")
      if replanning.plan.exists {
        #expect(PlanCheck(scenario: scenario).problems(of: replanning.plan).isEmpty, "case \(index)")
      }
      lost += replanning.stay.losses.reduce(0) { $0 + $1.count }
      kept += replanning.transition.keeps.reduce(0) { $0 + $1.count }
    }
    #expect(lost > 10 && kept > 20)
  }

  @Test("losses are read, and refused with the nearest name")
  func losses() throws {
    var scenario = Toy.scenario
    scenario.pools[0] = Pool(
      name: "small", type: Fixture.gpu("small"), available: 17, price: 1, gpusPerMachine: 8)
    scenario.pools[1] = Pool(
      name: "large", type: Fixture.gpu("large"),
      sizes: [
        MachineSize(gpus: 1, available: 4, price: 2), MachineSize(gpus: 8, available: 2, price: 15),
      ])
    func left(_ losses: String...) throws -> [Int] {
      var scenario = scenario
      for loss in losses { try FleetLoss(argument: loss, in: scenario).apply(to: &scenario) }
      return scenario.pools.map(\.available)
    }
    #expect(try left("4xsmall") == [13, 20])
    #expect(try left("4xsmall", "1xmachine:small") == [5, 20])
    #expect(try left("1xmachine.8:large", "3xmachine.1:large") == [17, 9])
    #expect(try left("small") == [0, 20] && left("large") == [17, 0])
    let refused: [(text: String, message: String)] = [
      ("4xsmal", "names no GPU pool; did you mean '4xsmall'?"),
      ("1xmachine:smll", "names no GPU pool; did you mean '1xmachine:small'?"),
      ("smal", "must be written 4xPOOL, 1xmachine:POOL or POOL; did you mean 'small'?"),
      ("0xsmall", "must lose a whole number of GPUs or machines from 1 on"),
      ("18xsmall", "small has 17 GPUs; did you mean '17xsmall'?"),
      ("3xmachine:small", "small has 2 machines of 8 GPUs; did you mean '2xmachine:small'?"),
      ("5xmachine.1:large", "large has 4 machines of 1 GPU; did you mean '4xmachine.1:large'?"),
      ("1xmachine:large", "large has machines of 1 and 8 GPUs; did you mean '1xmachine.8:large'?"),
      ("2xlarge", "large is rented in machines of 1 and 8 GPUs: state machines, not GPUs"),
      ("1xmachine.x:large", "must be written 1xmachine:POOL"),
    ]
    for (text, message) in refused {
      let problem = #expect(throws: EditProblem.self) { _ = try left(text) }
      #expect(problem?.reason.hasPrefix(message) == true, "\(text): \(problem?.reason ?? "")")
    }
    #expect(throws: EditProblem.self) { _ = try left("10xsmall", "10xsmall") }
    // What can be lost no more is not suggested.
    let none = #expect(throws: EditProblem.self) { _ = try left("17xsmall", "1xsmall") }
    #expect(none?.reason == "small has 0 GPUs")
  }
}

import Serving

/// Says which replica's blocks stand on which machine.
struct MachineAssignment {
  private let fleet: FleetData

  init(_ fleet: FleetData) {
    self.fleet = fleet
  }

  /// The machines of a fleet, pool by pool; nil where some block finds no room. Where they are too many to list one by
  /// one, those that hold the same are one entry. `replicas` are the counts in the order of the plan.
  func machines(counts: [Int], replicas: [(candidate: Int, count: Int)]) -> [Plan.Machine]? {
    let placement = fleet.placement(of: counts)
    guard placement.allSatisfy({ $0 != nil }) else { return nil }
    let total = placement.reduce(0) { $0 + ($1 ?? []).reduce(0) { $0 + $1.count } }
    let isGrouped = total > PlanningTolerance.mostListedMachines
    var machines: [Plan.Machine] = []
    for (pool, filled) in placement.enumerated() {
      let stated = fleet.scenario.pools[pool]
      var waiting = blocks(on: pool, replicas)
      let sizes = stated.sizes
      for kind in filled ?? [] {
        let needs = kind.blocks.sizes.reversed().map { (size: $0, count: kind.blocks.count(of: $0)) }
        let whole = sizes.first { $0.gpus == kind.gpus }?.price
        var left = kind.count
        while left > 0 {
          let alike = isGrouped ? min(left, waiting.alike(needs)) : 1
          let holds = waiting.take(needs, times: alike)
          let used = holds.reduce(0) { $0 + $1.gpus }
          var machine = Plan.Machine(
            pool: stated.name, gpus: kind.gpus, costPerHour: whole ?? Double(used) * stated.price,
            holds: holds)
          machine.count = alike
          machines.append(machine)
          left -= alike
        }
      }
    }
    return machines
  }

  /// The machines of a plan made for less of the same; none where the plan lists none.
  func machines(of plan: Plan) -> [Plan.Machine] {
    guard !plan.machines.isEmpty else { return [] }
    let counts = plan.counts(in: fleet)
    let replicas = plan.replicas.compactMap { replica in
      fleet.candidates.indices.first {
        counts[$0] > 0 && fleet.layouts[$0] == replica.layout
          && fleet.scenario.models[fleet.table.model[$0]].name == replica.model
      }.map { (candidate: $0, count: replica.count) }
    }
    return machines(counts: counts, replicas: replicas) ?? []
  }

  /// The blocks on a pool that wait for a machine, by size.
  private struct Waiting {
    /// Blocks of one size of a configuration, so many of each replica.
    struct Run {
      var block: Plan.Block
      var perReplica: Int
      var count: Int
      var taken = 0
    }

    private var ofSize: [Int: (runs: [Run], next: Int)] = [:]

    mutating func add(_ run: Run) { ofSize[run.block.gpus, default: ([], 0)].runs.append(run) }

    /// The number of machines, at least 1, that can be filled from the configurations next in line alone.
    func alike(_ needs: [(size: Int, count: Int)]) -> Int {
      needs.reduce(Int.max) { most, need in
        guard let waiting = ofSize[need.size], waiting.next < waiting.runs.count else { return 1 }
        let run = waiting.runs[waiting.next]
        return min(most, max(1, (run.count - run.taken) / max(1, need.count)))
      }
    }

    /// Takes the blocks of some machines that are filled alike; those of the first.
    mutating func take(_ needs: [(size: Int, count: Int)], times: Int) -> [Plan.Block] {
      var holds: [Plan.Block] = []
      for need in needs {
        for _ in 0..<need.count { holds.append(take(size: need.size)) }
        if times > 1 { skip((times - 1) * need.count, size: need.size) }
      }
      return holds
    }

    /// The next block of a size.
    private mutating func take(size: Int) -> Plan.Block {
      guard let waiting = ofSize[size], waiting.next < waiting.runs.count else {
        preconditionFailure("a placement has the blocks that it was made for")
      }
      let run = waiting.runs[waiting.next]
      var block = run.block
      block.replica = run.taken / run.perReplica + 1
      skip(1, size: size)
      return block
    }

    /// Passes over blocks of the configuration next in line.
    private mutating func skip(_ count: Int, size: Int) {
      guard var waiting = ofSize[size], waiting.next < waiting.runs.count else { return }
      waiting.runs[waiting.next].taken += count
      if waiting.runs[waiting.next].taken >= waiting.runs[waiting.next].count { waiting.next += 1 }
      ofSize[size] = waiting
    }
  }

  private func blocks(on pool: Int, _ replicas: [(candidate: Int, count: Int)]) -> Waiting {
    var waiting = Waiting()
    for (candidate, count) in replicas where count > 0 {
      let name = fleet.scenario.models[fleet.table.model[candidate]].name
      let own = fleet.candidates[candidate].blocks.filter { $0.pool == pool }
      for (gpus, alike) in Dictionary(grouping: own, by: \.gpus).sorted(by: { $0.key > $1.key }) {
        waiting.add(
          Waiting.Run(
            block: Plan.Block(model: name, layout: fleet.layouts[candidate], replica: 1, gpus: gpus),
            perReplica: alike.count, count: alike.count * count))
      }
    }
    return waiting
  }
}

import Serving

/// Says which replica's blocks stand on which machine.
struct MachineAssignment {
  private let fleet: FleetData

  init(_ fleet: FleetData) {
    self.fleet = fleet
  }

  /// The machines of a fleet, pool by pool; nil where some block finds no room, empty where the machines are too many to
  /// list. `replicas` are the counts in the order of the plan.
  func machines(counts: [Int], replicas: [(candidate: Int, count: Int)]) -> [Plan.Machine]? {
    let placement = fleet.placement(of: counts)
    guard placement.allSatisfy({ $0 != nil }) else { return nil }
    let total = placement.reduce(0) { $0 + ($1 ?? []).reduce(0) { $0 + $1.count } }
    // Machines that are paid whole are always named, as the bill is theirs.
    guard total <= PlanningTolerance.mostListedMachines || fleet.scenario.rentsMachines else { return [] }
    var machines: [Plan.Machine] = []
    for (pool, filled) in placement.enumerated() {
      let stated = fleet.scenario.pools[pool]
      var waiting = blocks(on: pool, replicas)
      let sizes = stated.sizes
      for kind in filled ?? [] {
        for _ in 0..<kind.count {
          var holds: [Plan.Block] = []
          for size in kind.blocks.sizes.reversed() {
            for _ in 0..<kind.blocks.count(of: size) { holds.append(waiting.take(size: size)) }
          }
          let used = holds.reduce(0) { $0 + $1.gpus }
          let whole = sizes.first { $0.gpus == kind.gpus }?.price
          machines.append(
            Plan.Machine(
              pool: stated.name, gpus: kind.gpus, costPerHour: whole ?? Double(used) * stated.price,
              holds: holds))
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
    private var ofSize: [Int: (blocks: [Plan.Block], next: Int)] = [:]

    mutating func add(_ block: Plan.Block) { ofSize[block.gpus, default: ([], 0)].blocks.append(block) }

    /// The next block of a size.
    mutating func take(size: Int) -> Plan.Block {
      let next = ofSize[size]?.next ?? 0
      ofSize[size]?.next += 1
      guard let blocks = ofSize[size]?.blocks, next < blocks.count else {
        preconditionFailure("a placement has the blocks that it was made for")
      }
      return blocks[next]
    }
  }

  private func blocks(on pool: Int, _ replicas: [(candidate: Int, count: Int)]) -> Waiting {
    var waiting = Waiting()
    for (candidate, count) in replicas {
      let name = fleet.scenario.models[fleet.table.model[candidate]].name
      let own = fleet.candidates[candidate].blocks.filter { $0.pool == pool }
      guard !own.isEmpty else { continue }
      for copy in stride(from: 1, through: count, by: 1) {
        for block in own {
          waiting.add(
            Plan.Block(model: name, layout: fleet.layouts[candidate], replica: copy, gpus: block.gpus))
        }
      }
    }
    return waiting
  }
}

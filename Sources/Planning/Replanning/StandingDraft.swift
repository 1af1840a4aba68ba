import Serving

/// The machines of a standing placement as they are filled: what stays keeps its number where the plan has as many.
struct StandingDraft {
  private typealias Kind = StandingPlacement.Kind

  let names: [String]
  let staying: [StandingPlacement.Copy]
  private var numbers: [Int] = []
  private var waiting: [Kind: [Plan.Block]] = [:]
  private var machines: [(pool: Int, machine: Plan.Machine, place: Int?)] = []
  private var replicas: [Plan.Replica] = []

  init(names: [String], staying: [StandingPlacement.Copy]) {
    self.names = names
    self.staying = staying
  }

  /// Numbers the copies that stay: as they were, where the plan has as many.
  mutating func number(_ replicas: [Plan.Replica]) {
    self.replicas = replicas
    var used = [Set<Int>](repeating: [], count: replicas.count)
    numbers = staying.map { copy in
      let isFree =
        copy.number <= replicas[copy.replica].count && used[copy.replica].insert(copy.number).inserted
      return isFree ? copy.number : 0
    }
    for index in numbers.indices where numbers[index] == 0 {
      let place = staying[index].replica
      let free = (1...replicas[place].count).first { !used[place].contains($0) } ?? 1
      used[place].insert(free)
      numbers[index] = free
    }
  }

  /// Lists the blocks of all other copies.
  mutating func queue(_ replicas: [Plan.Replica], _ blocks: [[(pool: Int, gpus: Int)]]) {
    for (place, replica) in replicas.enumerated() {
      let used = Set(staying.indices.filter { staying[$0].replica == place }.map { numbers[$0] })
      for number in stride(from: 1, through: replica.count, by: 1) where !used.contains(number) {
        for block in blocks[place] {
          waiting[Kind(pool: block.pool, gpus: block.gpus), default: []].append(
            Plan.Block(model: replica.model, layout: replica.layout, replica: number, gpus: block.gpus))
        }
      }
    }
  }

  /// Adds a machine with what stays on it and what comes.
  mutating func add(_ pool: Int, _ gpus: Int, _ blocks: [(gpus: Int, count: Int)], standingOn place: Int?) {
    var holds: [Plan.Block] = []
    if let place {
      for (copy, number) in zip(staying, numbers) {
        let replica = replicas[copy.replica]
        holds += copy.blocks.filter { $0.machine == place }.map {
          Plan.Block(model: replica.model, layout: replica.layout, replica: number, gpus: $0.gpus)
        }
      }
    }
    for (size, count) in blocks.sorted(by: { $0.gpus > $1.gpus }) where count > 0 {
      let kind = Kind(pool: pool, gpus: size)
      let blocks = waiting[kind] ?? []
      holds += blocks.prefix(count)
      waiting[kind] = Array(blocks.dropFirst(count))
    }
    guard !holds.isEmpty else { return }
    machines.append(
      (pool, Plan.Machine(pool: names[pool], gpus: gpus, costPerHour: 0, holds: holds), place))
  }

  /// The machines in the order of the pools; nil where a block has none.
  func result(_ pools: [Pool], kept: [Int]) -> StandingPlacement.Result? {
    guard waiting.values.allSatisfy(\.isEmpty) else { return nil }
    let order = pools.indices.flatMap { pool in machines.filter { $0.pool == pool } }
    let priced = order.map { entry in
      var machine = entry.machine
      let whole = pools[entry.pool].sizes.first { $0.gpus == machine.gpus }?.price
      machine.costPerHour = whole ?? Double(machine.gpus - machine.free) * pools[entry.pool].price
      return machine
    }
    let moved = kept.enumerated().map { place, count in
      count - staying.filter { $0.replica == place }.count
    }
    return StandingPlacement.Result(machines: priced, places: order.map(\.place), moved: moved)
  }
}

import Optimization
import Serving

/// Stands a plan's replicas on machines that run already, with as few as possible of those that stay moved to others.
///
/// An exact program: which copies stay where they stand (s), which size a running machine has in the plan (a), how many
/// other blocks of each size come onto it (n) or onto machines that are new (f):
///
///     max sum_r s_r    sum_{r of a layout} s_r <= replicas of the layout
///     sum_r blocks[r,m] s_r + sum_t t n[m,t] <= sum_g g a[m,g]    sum_g a[m,g] <= 1    sum_m a[m,g] <= machines[g]
///     blocks of size t that stay, come onto running machines and onto new ones: all of the plan's
///
/// with the levels of `LevelRows` for new machines; that their blocks find room is seen by placing them.
struct StandingPlacement {
  /// Machines of a plan, and what of the running fleet does not stand where it stood.
  struct Result {
    /// The machines, pool by pool.
    var machines: [Plan.Machine]
    /// The place in the running fleet's list of each machine; nil: it is new.
    var places: [Int?]
    /// Copies of each replica of the plan that it keeps and that do not stand where they stood.
    var moved: [Int]
  }

  /// Machines and sizes of blocks up to which the program is solved: beyond it takes seconds.
  private static let mostColumns = 3000
  private static let mostNodes = 2000

  let fleet: FleetData
  /// The plan, with the machines that its bill is for.
  let plan: Plan
  /// The machines of the running fleet.
  let standing: [Plan.Machine]

  /// Machines of one size in a pool that the plan has.
  private struct Slots {
    var pool: Int
    var gpus: Int
    var count: Int
  }

  /// A copy that runs and that the plan may keep where it stands.
  struct Copy {
    /// Place of its configuration among the plan's replicas.
    var replica: Int
    /// Its number in the running fleet.
    var number: Int
    /// Running machine and size of each of its blocks.
    var blocks: [(machine: Int, gpus: Int)]
  }

  /// Blocks of one size in a pool.
  struct Kind: Hashable {
    var pool: Int
    var gpus: Int
  }

  /// The placement; nil where the program is too large, or finds none.
  func result() -> Result? {
    let candidates = candidates
    guard candidates.count == plan.replicas.count else { return nil }
    let (slots, copies) = (slots, copies(candidates))
    let machines = Set(copies.flatMap { $0.blocks.map(\.machine) }).sorted()
    var all: [Kind: Int] = [:]
    for (replica, candidate) in zip(plan.replicas, candidates) {
      for block in fleet.candidates[candidate].blocks {
        all[Kind(pool: block.pool, gpus: block.gpus), default: 0] += replica.count
      }
    }
    let kinds = all.keys.sorted { ($0.pool, $0.gpus) < ($1.pool, $1.gpus) }
    guard copies.count + machines.count * (kinds.count + slots.count) <= Self.mostColumns else { return nil }
    var program = LinearProgram(name: "standing", sense: .maximize)
    let stays = copies.map { _ in program.addColumn(upper: 1, cost: 1, isInteger: true) }
    for (place, replica) in plan.replicas.enumerated() {
      let own = copies.indices.filter { copies[$0].replica == place }.map { Int32(stays[$0]) }
      guard own.count > replica.count else { continue }
      program.addRow(
        lower: -.infinity, upper: Double(replica.count), columns: own, values: own.map { _ in 1 })
    }
    var taken = [[Int32]](repeating: [], count: slots.count)
    var sizes: [Int: [(slot: Int, column: Int)]] = [:]
    var coming: [Int: [(kind: Kind, column: Int)]] = [:]
    for machine in machines {
      guard let pool = pool(of: machine) else { continue }
      let choices = slots.indices.filter { slots[$0].pool == pool }.map { slot in
        (slot: slot, column: program.addColumn(upper: 1, isInteger: true))
      }
      for choice in choices { taken[choice.slot].append(Int32(choice.column)) }
      let incoming = kinds.filter { $0.pool == pool }.map { kind in
        (kind: kind, column: program.addColumn(upper: Double(all[kind] ?? 0), isInteger: true))
      }
      sizes[machine] = choices
      coming[machine] = incoming
      let staying = copies.indices.compactMap { index -> (column: Int32, gpus: Int)? in
        let gpus = copies[index].blocks.reduce(0) { $0 + ($1.machine == machine ? $1.gpus : 0) }
        return gpus > 0 ? (Int32(stays[index]), gpus) : nil
      }
      program.addRow(
        lower: -.infinity, upper: 0,
        columns: staying.map(\.column) + incoming.map { Int32($0.column) } + choices.map { Int32($0.column) },
        values: staying.map { Double($0.gpus) } + incoming.map { Double($0.kind.gpus) }
          + choices.map { -Double(slots[$0.slot].gpus) })
      program.addRow(
        lower: -.infinity, upper: 1, columns: choices.map { Int32($0.column) }, values: choices.map { _ in 1 }
      )
    }
    for (slot, columns) in taken.enumerated() where columns.count > slots[slot].count {
      program.addRow(
        lower: -.infinity, upper: Double(slots[slot].count), columns: columns,
        values: columns.map { _ in 1 })
    }
    let fresh = kinds.map { program.addColumn(upper: Double(all[$0] ?? 0), isInteger: true) }
    for (place, kind) in kinds.enumerated() {
      let own = copies.indices.compactMap { index -> (column: Int32, count: Int)? in
        let count = copies[index].blocks.filter {
          $0.gpus == kind.gpus && pool(of: $0.machine) == kind.pool
        }.count
        return count > 0 ? (Int32(stays[index]), count) : nil
      }
      let others =
        machines.flatMap { (coming[$0] ?? []).filter { $0.kind == kind }.map { Int32($0.column) } }
        + [Int32(fresh[place])]
      let total = Double(all[kind] ?? 0)
      program.addRow(
        lower: total, upper: total, columns: own.map(\.column) + others,
        values: own.map { Double($0.count) } + others.map { _ in 1 })
    }
    for pool in Set(kinds.map(\.pool)).sorted() {
      let own = kinds.indices.filter { kinds[$0].pool == pool }
      for level in Set(own.map { kinds[$0].gpus } + [1]).sorted() {
        let new = own.filter { kinds[$0].gpus >= level }
        let used = slots.indices.filter { slots[$0].pool == pool }.flatMap { slot in
          taken[slot].map { (column: $0, units: slots[slot].gpus / level) }
        }
        let units = slots.reduce(0) { $0 + ($1.pool == pool ? $1.gpus / level * $1.count : 0) }
        program.addRow(
          lower: -.infinity, upper: Double(units), columns: new.map { Int32(fresh[$0]) } + used.map(\.column),
          values: new.map { Double(kinds[$0].gpus / level) } + used.map { Double($0.units) })
      }
    }
    var options = MIPOptions()
    options.absoluteGap = 0.5
    options.nodeLimit = Self.mostNodes
    guard let point = MIPSession(program).solve(options).point else { return nil }
    func count(_ column: Int) -> Int { Int(point[column].rounded()) }
    var draft = StandingDraft(
      names: fleet.scenario.pools.map(\.name),
      staying: copies.indices.filter { count(stays[$0]) > 0 }.map { copies[$0] })
    draft.number(plan.replicas)
    draft.queue(plan.replicas, candidates.map { fleet.candidates[$0].blocks.map { ($0.pool, $0.gpus) } })
    var left = slots
    for machine in machines {
      guard let choice = sizes[machine]?.first(where: { count($0.column) > 0 }) else { continue }
      left[choice.slot].count -= 1
      let blocks = (coming[machine] ?? []).map { (gpus: $0.kind.gpus, count: count($0.column)) }
      draft.add(slots[choice.slot].pool, slots[choice.slot].gpus, blocks, standingOn: machine)
    }
    for pool in fleet.scenario.pools.indices {
      var blocks = BlockCounts()
      for (place, kind) in kinds.enumerated() where kind.pool == pool {
        blocks.add(size: kind.gpus, count(fresh[place]))
      }
      guard !blocks.isEmpty else { continue }
      let groups = left.filter { $0.pool == pool }.map { MachineGroup(gpus: $0.gpus, count: $0.count) }
      guard let filled = BlockPacker.placement(of: blocks, on: groups) else { return nil }
      for group in filled {
        let held = group.blocks.sizes.map { (gpus: $0, count: group.blocks.count(of: $0)) }
        for _ in 0..<group.count { draft.add(pool, group.gpus, held, standingOn: nil) }
      }
    }
    let kept = plan.replicas.enumerated().map { place, replica in
      min(replica.count, copies.filter { $0.replica == place }.count)
    }
    return draft.result(fleet.scenario.pools, kept: kept)
  }

  private func pool(of machine: Int) -> Int? {
    fleet.scenario.pools.firstIndex { $0.name == standing[machine].pool }
  }

  /// The candidate of each of the plan's replicas; fewer where one has none.
  private var candidates: [Int] {
    plan.replicas.compactMap { replica in
      fleet.candidates.indices.first {
        fleet.layouts[$0] == replica.layout
          && fleet.scenario.models[fleet.candidates[$0].model].name == replica.model
      }
    }
  }

  /// The machines that the plan may stand on: those that it pays, where they are rented whole, else all there are.
  private var slots: [Slots] {
    fleet.scenario.pools.enumerated().flatMap { index, pool in
      guard pool.rentsMachines else {
        return pool.machines.map { Slots(pool: index, gpus: $0.gpus, count: $0.count) }
      }
      let paid = Dictionary(grouping: plan.machines.filter { $0.pool == pool.name }, by: \.gpus)
      return paid.sorted { $0.key > $1.key }.map { Slots(pool: index, gpus: $0.key, count: $0.value.count) }
    }
  }

  /// The running copies that the plan may keep, each with all its blocks.
  private func copies(_ candidates: [Int]) -> [Copy] {
    struct Key: Hashable {
      var model: String
      var layout: String
      var number: Int
    }
    var blocks: [Key: [(machine: Int, gpus: Int)]] = [:]
    for (index, machine) in standing.enumerated() {
      for block in machine.holds {
        blocks[Key(model: block.model, layout: block.layout, number: block.replica), default: []].append(
          (index, block.gpus))
      }
    }
    return plan.replicas.enumerated().flatMap { place, replica in
      let needed = fleet.candidates[candidates[place]].blocks.map { Kind(pool: $0.pool, gpus: $0.gpus) }
      let own = blocks.filter { $0.key.model == replica.model && $0.key.layout == replica.layout }
      return own.sorted { $0.key.number < $1.key.number }.compactMap { key, blocks -> Copy? in
        let present = blocks.compactMap { block in
          pool(of: block.machine).map { Kind(pool: $0, gpus: block.gpus) }
        }
        func sorted(_ kinds: [Kind]) -> [Kind] { kinds.sorted { ($0.pool, $0.gpus) < ($1.pool, $1.gpus) } }
        guard sorted(present) == sorted(needed) else { return nil }
        return Copy(replica: place, number: key.number, blocks: blocks)
      }
    }
  }
}

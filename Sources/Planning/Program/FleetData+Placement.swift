import Serving

/// How replicas stand on machines.
extension FleetData {
  /// The packing rows of a scenario's pools: levels that the count of GPUs does not imply, and those found.
  static func packingRows(_ scenario: Scenario, _ table: CandidateTable) -> [PoolPackingRow] {
    guard table.isPacked else { return [] }
    var sizes = [Set<Int>](repeating: [], count: scenario.pools.count)
    for candidate in table.blocks {
      for (pool, blocks) in candidate { sizes[pool].formUnion(blocks.sizes) }
    }
    let levels = scenario.pools.indices.flatMap { pool in
      LevelRows.rows(sizes: sizes[pool], machines: scenario.pools[pool].machineSizes).map {
        PoolPackingRow(pool: pool, row: $0)
      }
    }
    return levels + table.foundRows.filter { !levels.contains($0) }
  }

  /// Weight of one replica in a packing row.
  func weight(of candidate: Int, in row: PoolPackingRow) -> Int {
    table.blocks[candidate].reduce(0) { $0 + ($1.pool == row.pool ? row.row.weight(of: $1.blocks) : 0) }
  }

  /// Blocks of a fleet on each pool.
  func blocks(of counts: [Int]) -> [BlockCounts] {
    var all = [BlockCounts](repeating: BlockCounts(), count: poolCount)
    for candidate in counts.indices where counts[candidate] > 0 {
      for (pool, blocks) in table.blocks[candidate] {
        for size in blocks.sizes { all[pool].add(size: size, blocks.ofSize[size] * counts[candidate]) }
      }
    }
    return all
  }

  /// The machines of each pool that a fleet stands on, with what each holds; nil for a pool without room. Where machines
  /// are rented whole they are the cheapest that have room.
  func placement(of counts: [Int]) -> [[BlockPacker.Filled]?] {
    zip(blocks(of: counts), scenario.pools).map { blocks, pool in
      pool.rented(for: blocks).flatMap { BlockPacker.placement(of: blocks, on: $0) }
    }
  }

  /// $/h of each pool for a fleet, whole machines where they are rented; infinite where a pool has no room.
  func bills(of counts: [Int]) -> [Double] {
    zip(blocks(of: counts), scenario.pools).map { blocks, pool in pool.bill(for: blocks) }
  }

  /// $/h of a fleet's use of a GPU of each pool: the price, or an equal part of the pool's bill.
  func unitPrices(of counts: [Int]) -> [Double] {
    guard scenario.rentsMachines else { return scenario.pools.map(\.price) }
    return zip(blocks(of: counts), scenario.pools).map { blocks, pool in
      pool.rentsMachines && !blocks.isEmpty ? pool.bill(for: blocks) / Double(blocks.gpus) : pool.price
    }
  }

  /// $/h of one replica at prices of the pools' GPUs.
  func cost(of candidate: Int, at prices: [Double]) -> Double {
    var cost = 0.0
    for pool in 0..<poolCount where use[candidate * poolCount + pool] > 0 {
      cost += Double(use[candidate * poolCount + pool]) * prices[pool]
    }
    return cost
  }

  /// $/h of one replica with nothing else rented; infinite where it finds no room.
  func costAlone(of candidate: Int) -> Double {
    guard scenario.rentsMachines else { return cost[candidate] }
    return table.blocks[candidate].reduce(0) { $0 + scenario.pools[$1.pool].bill(for: $1.blocks) }
  }

  /// The pools on whose machines a fleet finds no room.
  func unplacedPools(_ counts: [Int]) -> [Int] {
    placement(of: counts).enumerated().filter { $0.element == nil }.map(\.offset)
  }

  /// Whether a fleet finds room on the machines of every pool.
  func places(_ counts: [Int]) -> Bool { unplacedPools(counts).isEmpty }

  /// The machines that a program with the packing rows, and no others, stands a pool's blocks on.
  private func believed(_ blocks: BlockCounts, pool: Int) -> [MachineGroup] {
    let stated = scenario.pools[pool]
    guard stated.rentsMachines else { return stated.machines }
    let rows = packingRows.filter { $0.pool == pool }.map(\.row)
    guard let counts = LeastRental.machines(for: blocks, of: stated.sizes, by: rows) else {
      return stated.machines
    }
    return zip(stated.sizes, counts).map { MachineGroup(gpus: $0.gpus, count: $1) }
  }

  /// The pools on which a fleet finds no room, or needs dearer machines than a program with the packing rows believes,
  /// with the machines believed.
  func crowdedPools(_ counts: [Int]) -> [(pool: Int, blocks: BlockCounts, machines: [MachineGroup])] {
    blocks(of: counts).enumerated().compactMap { pool, blocks in
      let stated = scenario.pools[pool]
      guard !blocks.isEmpty else { return nil }
      let machines = believed(blocks, pool: pool)
      if stated.rentsMachines {
        let prices = Dictionary(stated.sizes.map { ($0.gpus, $0.price) }) { first, _ in first }
        let cost = machines.reduce(0) { $0 + Double($1.count) * (prices[$1.gpus] ?? 0) }
        if stated.bill(for: blocks) <= cost * (1 + PlanningTolerance.roundOff) { return nil }
      } else if BlockPacker.placement(of: blocks, on: machines) != nil {
        return nil
      }
      return (pool, blocks, machines)
    }
  }

  /// The same numbers with machines told apart.
  func packed() -> FleetData {
    FleetData(scenario, table.packed(poolNames: scenario.pools.map(\.name)))
  }

  /// The same with rows that a crowded fleet breaks; nil where it breaks none that is not there.
  func packed(against counts: [Int]) -> FleetData? {
    let broken = crowdedPools(counts).compactMap { crowded -> PoolPackingRow? in
      let sizes = Set(table.blocks.joined().filter { $0.pool == crowded.pool }.flatMap(\.blocks.sizes))
      let separation = RowSeparation(
        sizes: sizes, machineSizes: scenario.pools[crowded.pool].machineSizes)
      return separation.row(brokenBy: crowded.blocks, on: crowded.machines).map {
        PoolPackingRow(pool: crowded.pool, row: $0)
      }
    }
    let new = broken.filter { !packingRows.contains($0) }
    guard !new.isEmpty else { return nil }
    return FleetData(scenario, table.packed(poolNames: scenario.pools.map(\.name), adding: new))
  }
}

extension Pool {
  /// The machines that can be rented: whole ones, and a smaller one of what is left of the stock.
  var machines: [MachineGroup] {
    guard !rentsMachines else { return sizes.map { MachineGroup(gpus: $0.gpus, count: $0.available) } }
    let rest = available % gpusPerMachine
    return [MachineGroup(gpus: gpusPerMachine, count: available / gpusPerMachine)]
      + (rest > 0 ? [MachineGroup(gpus: rest, count: 1)] : [])
  }

  /// Sizes of its machines, but for a last smaller one.
  var machineSizes: Set<Int> { rentsMachines ? Set(sizes.map(\.gpus)) : [gpusPerMachine] }

  /// The machines that blocks are placed on: all there are, or the cheapest with room where they are rented whole; nil
  /// where they have no room.
  func rented(for blocks: BlockCounts) -> [MachineGroup]? {
    guard rentsMachines else { return machines }
    let sizes = sizes
    return LeastRental.machines(for: blocks, of: sizes).map { counts in
      zip(sizes, counts).map { MachineGroup(gpus: $0.gpus, count: $1) }
    }
  }

  /// $/h for blocks; infinite where machines are rented whole and have no room.
  func bill(for blocks: BlockCounts) -> Double {
    guard rentsMachines else { return Double(blocks.gpus) * price }
    let sizes = sizes
    guard let counts = LeastRental.machines(for: blocks, of: sizes) else { return .infinity }
    return zip(sizes, counts).reduce(0) { $0 + Double($1.1) * $1.0.price }
  }
}

extension Scenario {
  /// Whether stages alone may find no room although there are GPUs enough: then machines are told apart from the start.
  /// Pipelines in one machine seldom do; those that do are seen once a plan is there.
  var tellsMachinesApart: Bool {
    let measured = Dictionary(grouping: profile.flatMap(\.layout.stages), by: \.pool)
    return pools.enumerated().contains { index, pool in
      let usual = replicas.source == .measured ? [] : LayoutEnumerator.degrees
      let sizes = Set(usual + (measured[index] ?? []).map(\.tp)).filter {
        $0 <= min(pool.gpusPerMachine, replicas.maxGPUs)
      }
      return !LevelRows.rows(sizes: sizes, machines: pool.machineSizes).isEmpty
    }
  }
}

import Serving

/// How replicas stand on machines.
extension FleetData {
  /// The packing rows of a scenario's pools: levels that the count of GPUs does not imply, and those found.
  static func packingRows(_ scenario: Scenario, _ table: CandidateTable) -> [PoolRow] {
    guard table.isPacked else { return [] }
    var sizes = [Set<Int>](repeating: [], count: scenario.pools.count)
    for candidate in table.blocks {
      for (pool, blocks) in candidate { sizes[pool].formUnion(blocks.sizes) }
    }
    let levels = scenario.pools.indices.flatMap { pool in
      LevelRows.rows(sizes: sizes[pool], machines: scenario.pools[pool].machineSizes).map {
        PoolRow(pool: pool, row: $0)
      }
    }
    return levels + table.foundRows.filter { !levels.contains($0) }
  }

  /// Weight of one replica in a packing row.
  func weight(of candidate: Int, in row: PoolRow) -> Int {
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

  /// The machines of each pool that a fleet stands on, with what each holds; nil for a pool without room.
  func placement(of counts: [Int]) -> [[BlockPacker.Filled]?] {
    zip(blocks(of: counts), scenario.pools).map { BlockPacker.placement(of: $0, on: $1.machines) }
  }

  /// The pools on whose machines a fleet finds no room.
  func crowdedPools(_ counts: [Int]) -> [Int] {
    placement(of: counts).enumerated().filter { $0.element == nil }.map(\.offset)
  }

  /// Whether a fleet finds room on the machines of every pool.
  func places(_ counts: [Int]) -> Bool { crowdedPools(counts).isEmpty }

  /// The same numbers with machines told apart.
  func packed() -> FleetData {
    FleetData(scenario, table.packed(poolNames: scenario.pools.map(\.name)))
  }

  /// The same with rows that a fleet without room breaks; nil where it breaks none that is not there.
  func packed(against counts: [Int]) -> FleetData? {
    let blocks = blocks(of: counts)
    let broken = crowdedPools(counts).compactMap { pool -> PoolRow? in
      let sizes = Set(table.blocks.joined().filter { $0.pool == pool }.flatMap(\.blocks.sizes))
      let separation = RowSeparation(sizes: sizes, machineSizes: scenario.pools[pool].machineSizes)
      return separation.row(brokenBy: blocks[pool], on: scenario.pools[pool].machines).map {
        PoolRow(pool: pool, row: $0)
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
    let rest = available % gpusPerMachine
    return [MachineGroup(gpus: gpusPerMachine, count: available / gpusPerMachine)]
      + (rest > 0 ? [MachineGroup(gpus: rest, count: 1)] : [])
  }

  /// Sizes of its machines, but for a last smaller one.
  var machineSizes: Set<Int> { [gpusPerMachine] }
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

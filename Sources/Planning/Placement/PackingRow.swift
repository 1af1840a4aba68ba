/// A condition that blocks of GPUs must meet to find room on machines: the weights of the blocks are at most the
/// machines' capacities, where a machine's capacity is the largest weight of any blocks that fit it.
///
///     Σ weight[t] n[t]  <=  Σ capacity(g) M[g]        t: size of a block, g: size of a machine
///
/// Valid for whatever weights, as every machine holds blocks of at most its capacity; the weights decide how sharp it is.
struct PackingRow: Hashable, Sendable {
  /// Weight of a block of each size; the index is the size in GPUs. Sizes beyond have none.
  let weight: [Int]

  /// Weight of a block.
  func weight(ofBlock gpus: Int) -> Int { weight.indices.contains(gpus) ? weight[gpus] : 0 }

  /// The largest weight of blocks that a machine of each size up to `gpus` holds. O(gpus x sizes).
  func capacities(upTo gpus: Int) -> [Int] {
    var most = [0]
    for size in stride(from: 1, through: gpus, by: 1) {
      var best = most[size - 1]
      for block in weight.indices.dropFirst() where block <= size && weight[block] > 0 {
        best = max(best, most[size - block] + weight[block])
      }
      most.append(best)
    }
    return most
  }

  /// The capacity of some machines together.
  func capacity(of machines: [MachineGroup]) -> Int {
    let most = capacities(upTo: machines.reduce(0) { max($0, $1.gpus) })
    return machines.reduce(0) { $0 + most[$1.gpus] * $1.count }
  }

  /// The weight of blocks.
  func weight(of blocks: BlockCounts) -> Int {
    blocks.ofSize.enumerated().reduce(0) { $0 + weight(ofBlock: $1.offset) * $1.element }
  }
}

/// A packing row of one pool.
struct PoolPackingRow: Hashable, Sendable {
  /// Index of the pool in the scenario.
  var pool: Int
  /// The condition on its blocks and machines.
  var row: PackingRow
}

/// The rows that whole machines add to a count of GPUs.
enum LevelRows {
  /// The row of a level for blocks of some sizes: what of each block and machine comes in whole units of `level` GPUs.
  ///
  /// Where each size divides the next larger one, all levels together are not only necessary for blocks to find room but
  /// sufficient, on machines of any sizes: a block that finds none, the largest placed first, leaves every machine with
  /// less than one unit of its size, so that one more of it breaks the row.
  static func row(level: Int, sizes: Set<Int>) -> PackingRow {
    PackingRow(weight: (0...(sizes.max() ?? 0)).map { sizes.contains($0) ? $0 / level : 0 })
  }

  /// The rows that the count of GPUs does not imply, for machines of which all but one have the sizes of `machines`.
  ///
  /// A level that divides every machine adds nothing where blocks from it on are its multiples: their GPUs are at most all
  /// GPUs, and in whole units of the level that is the row, a last smaller machine rounded down.
  static func rows(sizes: Set<Int>, machines: Set<Int>) -> [PackingRow] {
    sizes.filter { level in
      level > 1
        && !(machines.allSatisfy { $0 % level == 0 }
          && sizes.allSatisfy { $0 < level || $0 % level == 0 })
    }.sorted().map { row(level: $0, sizes: sizes) }
  }
}

@testable import Planning

/// Placements by brute force: each block on each machine that has room.
enum PlacementTruth {
  static func fits(_ blocks: [Int], on machines: [Int]) -> Bool {
    guard let block = blocks.first else { return true }
    var tried: Set<Int> = []
    for index in machines.indices where machines[index] >= block && tried.insert(machines[index]).inserted {
      var rest = machines
      rest[index] -= block
      if fits(Array(blocks.dropFirst()), on: rest) { return true }
    }
    return false
  }

  static func fits(_ blocks: BlockCounts, on machines: [MachineGroup]) -> Bool {
    fits(
      blocks.sizes.reversed().flatMap { repeatElement($0, count: blocks.count(of: $0)) },
      on: machines.flatMap { repeatElement($0.gpus, count: $0.count) })
  }

  /// Every set of blocks of some sizes whose GPUs the machines have.
  static func all(sizes: [Int], gpus: Int) -> [BlockCounts] {
    var all = [BlockCounts()]
    for size in sizes {
      all = all.flatMap { blocks in
        (0...(gpus - blocks.gpus) / size).map { count in
          var more = blocks
          more.add(size: size, count)
          return more
        }
      }
    }
    return all
  }
}

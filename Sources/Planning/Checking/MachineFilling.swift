/// Whether blocks of GPUs find room on machines, by way of what is left after each machine.
///
/// Shares nothing with the placement that plans are made by. Machine by machine it keeps every set of blocks that may be
/// left, but for those that hold another one; blocks that divide one another need no such sets, as whole units tell.
enum MachineFilling {
  /// Most sets of blocks left that are looked at.
  private static let mostSets = 200_000

  /// Whether there is room; a question too large to be answered counts as none.
  ///
  /// - Parameters:
  ///   - blocks: number of blocks by size.
  ///   - machines: sizes with their numbers.
  static func holds(_ blocks: [Int: Int], _ machines: [(gpus: Int, count: Int)]) -> Bool {
    let sizes = blocks.filter { $0.value > 0 }.keys.sorted(by: >)
    guard zip(sizes, sizes.dropFirst()).contains(where: { $0 % $1 != 0 }) else {
      return sizes.allSatisfy { unit in
        let asked = sizes.reduce(0) { $0 + ($1 >= unit ? $1 / unit * (blocks[$1] ?? 0) : 0) }
        return asked <= machines.reduce(0) { $0 + $1.gpus / unit * $1.count }
      }
    }
    var left: Set<[Int]> = [sizes.map { blocks[$0] ?? 0 }]
    for machine in machines.filter({ $0.gpus > 0 }).sorted(by: { $0.gpus < $1.gpus }) {
      // One machine a block is as many as are ever filled.
      for _ in 0..<min(machine.count, blocks.values.reduce(0, +)) {
        var next: Set<[Int]> = []
        for counts in left {
          fill(machine.gpus, counts, sizes, from: 0, &next)
          if next.count > mostSets { return false }
        }
        left = next
        if left.contains(where: { $0.allSatisfy { $0 == 0 } }) { return true }
      }
    }
    return false
  }

  /// Adds what is left after each way of filling a machine to which no block can be added.
  private static func fill(
    _ room: Int, _ counts: [Int], _ sizes: [Int], from index: Int, _ found: inout Set<[Int]>
  ) {
    guard index < sizes.count else {
      if !zip(sizes, counts).contains(where: { $1 > 0 && $0 <= room }) { found.insert(counts) }
      return
    }
    var counts = counts
    for taken in 0...min(counts[index], room / sizes[index]) {
      if taken > 0 { counts[index] -= 1 }
      fill(room - taken * sizes[index], counts, sizes, from: index + 1, &found)
    }
  }
}

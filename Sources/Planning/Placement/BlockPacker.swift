/// Places blocks of GPUs onto machines: the largest block first, and where that finds no room by a search over all ways to
/// fill each machine.
///
/// The largest first always finds room where each size divides the next larger one (see `LevelRows`). The search is
/// exact up to a number of steps that no fleet with machines of eight comes near.
struct BlockPacker {
  /// Machines that hold the same blocks.
  struct Filled: Equatable {
    /// GPUs of each machine.
    var gpus: Int
    /// Blocks that each holds.
    var blocks: BlockCounts
    /// How many machines there are of the kind.
    var count: Int
  }

  /// Most machine fillings that a search looks at.
  private static let mostSteps = 20_000

  /// The machines that hold anything, in the order they are filled; nil where the blocks find no room.
  static func placement(of blocks: BlockCounts, on machines: [MachineGroup]) -> [Filled]? {
    let room = machines.reduce(0) { $0 + $1.gpus * $1.count }
    guard blocks.gpus <= room else { return nil }
    let order = machines.filter { $0.count > 0 && $0.gpus > 0 }.sorted { $0.gpus > $1.gpus }
    if let filled = largestFirst(blocks, order) { return filled }
    var search = Search(machines: order)
    return search.filled(blocks, from: 0, below: nil) ? merged(search.chosen.reversed()) : nil
  }

  /// Fills one machine after the other with the largest blocks that still fit.
  private static func largestFirst(_ blocks: BlockCounts, _ machines: [MachineGroup]) -> [Filled]? {
    var left = blocks
    var filled: [Filled] = []
    for group in machines {
      var machines = group.count
      while machines > 0, !left.isEmpty {
        var room = group.gpus
        var held = BlockCounts()
        // As many machines at once as have the same filling.
        var alike = machines
        for size in left.sizes.reversed() where size <= room {
          let count = min(left.ofSize[size], room / size)
          held.add(size: size, count)
          room -= size * count
          alike = min(alike, left.ofSize[size] / count)
        }
        if held.isEmpty { break }
        for size in held.sizes { left.add(size: size, -held.ofSize[size] * alike) }
        filled.append(Filled(gpus: group.gpus, blocks: held, count: alike))
        machines -= alike
      }
    }
    return left.isEmpty ? filled : nil
  }

  /// Neighbours that hold the same as one entry.
  private static func merged(_ filled: some Sequence<Filled>) -> [Filled] {
    var merged: [Filled] = []
    for entry in filled {
      if let last = merged.last, last.gpus == entry.gpus, last.blocks == entry.blocks {
        merged[merged.count - 1].count += entry.count
      } else {
        merged.append(entry)
      }
    }
    return merged
  }

  /// Depth-first over machines; those of one size are filled in falling order of what they hold.
  private struct Search {
    /// One entry a size, the largest first.
    private let machines: [MachineGroup]
    /// GPUs of the machines after each one.
    private let places: [Int]
    private let roomAfter: [Int]
    private var failed: Set<State> = []
    private var steps = 0
    /// The fillings found, last machine first.
    var chosen: [Filled] = []

    private struct State: Hashable {
      var place: Int
      var left: BlockCounts
      var below: [Int]?
    }

    init(machines: [MachineGroup]) {
      self.machines = machines
      // More machines of a size than a search can look at are never asked about: the largest first fills those.
      places = machines.flatMap { [Int](repeating: $0.gpus, count: min($0.count, BlockPacker.mostSteps)) }
      var rooms: [Int] = []
      var room = 0
      for gpus in places.reversed() {
        rooms.append(room)
        room += gpus
      }
      roomAfter = rooms.reversed()
    }

    /// Whether the blocks left find room on the machines from a place on.
    mutating func filled(_ left: BlockCounts, from place: Int, below: [Int]?) -> Bool {
      if left.isEmpty { return true }
      guard place < places.count else { return false }
      let state = State(place: place, left: left, below: below)
      if failed.contains(state) { return false }
      let gpus = places[place]
      let isLastOfSize = place + 1 >= places.count || places[place + 1] != gpus
      for filling in fillings(of: gpus, left) {
        steps += 1
        if steps > BlockPacker.mostSteps { return false }
        if let below, below.lexicographicallyPrecedes(filling.ofSizeDescending(below.count)) { continue }
        var rest = left
        for size in filling.sizes { rest.add(size: size, -filling.ofSize[size]) }
        guard rest.gpus <= roomAfter[place] else { continue }
        let next = isLastOfSize ? nil : filling.ofSizeDescending(left.ofSize.count)
        if filled(rest, from: place + 1, below: next) {
          chosen.append(Filled(gpus: gpus, blocks: filling, count: 1))
          return true
        }
      }
      failed.insert(state)
      return false
    }

    /// The ways to fill a machine to which no block left can be added, those with the largest blocks first.
    private func fillings(of gpus: Int, _ left: BlockCounts) -> [BlockCounts] {
      var found: [BlockCounts] = []
      let sizes = Array(left.sizes.reversed())
      func fill(_ held: BlockCounts, _ room: Int, _ index: Int) {
        guard index < sizes.count else {
          let isFull = sizes.allSatisfy {
            $0 > room || left.ofSize[$0] == held.count(of: $0)
          }
          if isFull { found.append(held) }
          return
        }
        let size = sizes[index]
        for count in stride(from: min(left.ofSize[size], room / size), through: 0, by: -1) {
          var more = held
          if count > 0 { more.add(size: size, count) }
          fill(more, room - size * count, index + 1)
        }
      }
      fill(BlockCounts(), gpus, 0)
      return found
    }
  }
}

extension BlockCounts {
  /// Counts from the largest of `count` sizes down, by which fillings are ordered.
  fileprivate func ofSizeDescending(_ count: Int) -> [Int] {
    (0..<max(count, ofSize.count)).reversed().map { ofSize.indices.contains($0) ? ofSize[$0] : 0 }
  }
}

import Serving
import Testing

@testable import Planning

@Suite("Blocks on machines")
struct PlacementTests {
  private static func group(_ gpus: Int, _ count: Int) -> MachineGroup {
    MachineGroup(gpus: gpus, count: count)
  }

  private static let sets: [(sizes: [Int], machines: [MachineGroup])] = [
    ([1, 2, 4, 8], [group(8, 2)]), ([1, 2, 4, 8], [group(8, 1), group(4, 1), group(1, 2)]),
    ([2, 4], [group(6, 3)]), ([1, 2, 4], [group(10, 1), group(3, 2)]), ([1, 3, 6], [group(7, 2)]),
    ([2, 3], [group(8, 2)]), ([3, 5, 6, 7], [group(8, 3)]), ([2, 3, 5], [group(8, 1), group(5, 2)]),
    ([3, 4], [group(10, 2)]), ([2, 5, 7], [group(10, 2), group(8, 1)]),
  ]

  @Test("a placement is found exactly where there is one, and holds every block", arguments: sets)
  func placements(_ set: (sizes: [Int], machines: [MachineGroup])) {
    let gpus = set.machines.reduce(0) { $0 + $1.gpus * $1.count }
    for blocks in PlacementTruth.all(sizes: set.sizes, gpus: gpus) {
      let fits = PlacementTruth.fits(blocks, on: set.machines)
      let placed = BlockPacker.placement(of: blocks, on: set.machines)
      #expect((placed != nil) == fits, "\(blocks.text)")
      let counts = Dictionary(uniqueKeysWithValues: blocks.sizes.map { ($0, blocks.count(of: $0)) })
      #expect(
        MachineFilling.holds(counts, set.machines.map { ($0.gpus, $0.count) }) == fits, "\(blocks.text)")
      var held = BlockCounts()
      for kind in placed ?? [] {
        #expect(kind.blocks.gpus <= kind.gpus)
        for size in kind.blocks.sizes { held.add(size: size, kind.blocks.count(of: size) * kind.count) }
      }
      for group in set.machines {
        let used = (placed ?? []).filter { $0.gpus == group.gpus }.reduce(0) { $0 + $1.count }
        #expect(used <= group.count)
      }
      if fits { #expect(blocks.sizes.allSatisfy { held.count(of: $0) == blocks.count(of: $0) }) }
    }
  }

  @Test("where sizes divide one another the levels say exactly what fits", arguments: sets.prefix(5))
  func levels(_ set: (sizes: [Int], machines: [MachineGroup])) {
    let gpus = set.machines.reduce(0) { $0 + $1.gpus * $1.count }
    let sizes = Set(set.sizes)
    let rows = LevelRows.rows(sizes: sizes, machines: Set(set.machines.map(\.gpus)))
    for blocks in PlacementTruth.all(sizes: set.sizes, gpus: gpus) {
      let holds = rows.allSatisfy { $0.weight(of: blocks) <= $0.capacity(of: set.machines) }
      #expect(holds == PlacementTruth.fits(blocks, on: set.machines), "\(blocks.text)")
    }
  }

  @Test("a level that divides every machine needs no row, a last smaller machine or not")
  func impliedLevels() {
    #expect(LevelRows.rows(sizes: [1, 2, 4, 8], machines: [8]).isEmpty)
    #expect(LevelRows.rows(sizes: [1, 2, 4], machines: [4, 8]).isEmpty)
    #expect(LevelRows.rows(sizes: [1, 2, 4], machines: [6]) == [LevelRows.row(level: 4, sizes: [1, 2, 4])])
    #expect(LevelRows.rows(sizes: [1, 2, 8], machines: [1, 8]).count == 2)
    for rest in 0..<8 {
      let machines = [Self.group(8, 1), Self.group(rest, 1)]
      for blocks in PlacementTruth.all(sizes: [2, 4, 8], gpus: 8 + rest) {
        #expect(PlacementTruth.fits(blocks, on: machines), "\(blocks.text) beside \(rest)")
      }
    }
  }

  @Test("blocks without room break a row that all with room keep", arguments: sets)
  func separation(_ set: (sizes: [Int], machines: [MachineGroup])) throws {
    let gpus = set.machines.reduce(0) { $0 + $1.gpus * $1.count }
    let all = PlacementTruth.all(sizes: set.sizes, gpus: gpus)
    let good = all.filter { PlacementTruth.fits($0, on: set.machines) }
    let separation = RowSeparation(sizes: Set(set.sizes), machineSizes: Set(set.machines.map(\.gpus)))
    var found: Set<PackingRow> = []
    for blocks in all {
      let isGood = PlacementTruth.fits(blocks, on: set.machines)
      guard let row = separation.row(brokenBy: blocks, on: set.machines) else {
        // Machines of several sizes may hold in parts what they do not hold whole.
        #expect(isGood || set.machines.count > 1, "\(blocks.text): no row")
        continue
      }
      #expect(!isGood, "\(blocks.text)")
      guard found.insert(row).inserted else { continue }
      let most = row.capacity(of: set.machines)
      for other in good { #expect(row.weight(of: other) <= most, "\(row.weight) against \(other.text)") }
    }
  }

  @Test("five blocks of three GPUs need three machines of eight")
  func oddBlocks() throws {
    let blocks = BlockCounts([3, 3, 3, 3, 3])
    #expect(BlockPacker.placement(of: blocks, on: [Self.group(8, 2)]) == nil)
    let row = try #require(
      RowSeparation(sizes: [3, 5], machineSizes: [8]).row(brokenBy: blocks, on: [Self.group(8, 2)]))
    #expect(
      row.weight(ofBlock: 3) == 1 && row.weight(ofBlock: 5) == 1 && row.capacity(of: [Self.group(8, 2)]) == 4)
  }
}

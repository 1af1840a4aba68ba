import Optimization

/// Finds a packing row that blocks without room on some machines break.
///
/// Where machines filled in parts hold the blocks no row does; else the prices of the linear program over all fillings
/// of a machine are the weights of one (a dual feasible function: Fekete and Schepers, Mathematical Programming 91, 2001).
/// For machines of one size below 16 GPUs no other case is known (Ripatti and Kartak 2020, doi
/// 10.33048/daio.2020.27.665): rows found so are all that is needed there.
struct RowSeparation {
  /// Sizes of blocks that the row weighs beside those that break it.
  let sizes: Set<Int>
  /// Sizes of machines that it holds on.
  let machineSizes: Set<Int>

  /// Largest common denominator that the weights are looked for with.
  private static let mostUnits = 5040
  /// Differences of weights below this are round-off.
  private static let roundOff = 1e-7
  /// Most fillings that become rows of the linear program.
  private static let mostFillings = 2000

  /// A row that the blocks break on the machines; nil where there is none.
  func row(brokenBy blocks: BlockCounts, on machines: [MachineGroup]) -> PackingRow? {
    let present = machines.filter { $0.count > 0 }
    guard !present.isEmpty, let weights = weights(blocks, present) else { return nil }
    for units in 1...Self.mostUnits {
      let scaled = weights.map { $0 * Double(units) }
      guard scaled.allSatisfy({ abs($0 - $0.rounded()) < Self.roundOff * Double(units) }) else { continue }
      let row = lifted(PackingRow(weight: scaled.map { Int($0.rounded()) }), besides: blocks)
      if row.weight(of: blocks) > row.capacity(of: present) { return row }
    }
    return nil
  }

  /// Prices of blocks, by size, under which the blocks are worth more than the machines can hold.
  private func weights(_ blocks: BlockCounts, _ machines: [MachineGroup]) -> [Double]? {
    let sizes = blocks.sizes
    var fillings = machines.indices.flatMap { place in
      sizes.compactMap { size in
        machines[place].gpus >= size
          ? (place: place, blocks: BlockCounts(repeatElement(size, count: machines[place].gpus / size))) : nil
      }
    }
    let total = Double(machines.reduce(0) { $0 + $1.count })
    while fillings.count < Self.mostFillings {
      var program = LinearProgram(sense: .maximize)
      let worth = sizes.map { program.addColumn(upper: total, cost: Double(blocks.ofSize[$0])) }
      let rooms = machines.map { _ in program.addColumn() }
      program.addRow(
        lower: total, upper: total, columns: rooms.map { Int32($0) },
        values: machines.map { Double($0.count) }
      )
      for filling in fillings {
        let held = sizes.indices.filter { filling.blocks.count(of: sizes[$0]) > 0 }
        program.addRow(
          lower: -.infinity, upper: 0, columns: held.map { Int32(worth[$0]) } + [Int32(rooms[filling.place])],
          values: held.map { Double(filling.blocks.count(of: sizes[$0])) } + [-1])
      }
      let solver = SimplexSolver(program)
      guard solver.solve() == .optimal else { return nil }
      let values = solver.columnValues()
      var weight = [Double](repeating: 0, count: (sizes.last ?? 0) + 1)
      for (index, size) in sizes.enumerated() { weight[size] = max(0, values[worth[index]]) }
      let broken = machines.indices.compactMap { place -> (place: Int, blocks: BlockCounts)? in
        let best = Self.best(weight, sizes: sizes, gpus: machines[place].gpus)
        return best.worth > values[rooms[place]] + Self.roundOff ? (place, best.blocks) : nil
      }
      if broken.isEmpty {
        let worth = sizes.reduce(0) { $0 + weight[$1] * Double(blocks.ofSize[$1]) }
        return worth > total * (1 + Self.roundOff) ? weight : nil
      }
      fillings += broken
    }
    return nil
  }

  /// The blocks of most worth that a machine holds.
  private static func best(_ weight: [Double], sizes: [Int], gpus: Int) -> (
    worth: Double, blocks: BlockCounts
  ) {
    var worth = [0.0]
    var last = [0]
    for room in stride(from: 1, through: gpus, by: 1) {
      var (most, block) = (worth[room - 1], 0)
      for size in sizes where size <= room && worth[room - size] + weight[size] > most {
        (most, block) = (worth[room - size] + weight[size], size)
      }
      worth.append(most)
      last.append(block)
    }
    var blocks = BlockCounts()
    var room = gpus
    while room > 0 {
      if last[room] > 0 { blocks.add(size: last[room], 1) }
      room -= max(1, last[room])
    }
    return (worth[gpus], blocks)
  }

  /// The row with as much weight for blocks of other sizes as leaves the machines' capacities what they are.
  private func lifted(_ row: PackingRow, besides blocks: BlockCounts) -> PackingRow {
    var row = row
    let largest = machineSizes.max() ?? 0
    let full = row.capacities(upTo: largest)
    for size in sizes.sorted() where blocks.count(of: size) == 0 {
      let held = row.capacities(upTo: largest)
      let most = machineSizes.flatMap { gpus in
        stride(from: 1, through: gpus / size, by: 1).map { (full[gpus] - held[gpus - $0 * size]) / $0 }
      }.min()
      guard let most, most > 0 else { continue }
      var weight = row.weight + [Int](repeating: 0, count: max(0, size + 1 - row.weight.count))
      weight[size] = most
      row = PackingRow(weight: weight)
    }
    return row
  }
}

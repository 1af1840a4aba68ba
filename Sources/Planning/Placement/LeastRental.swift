/// The machines of least price on which blocks of GPUs find room.
///
/// Depth first over the sizes, those of the least price for a GPU first and as many of each as are of use at once; what
/// the GPUs still missing cost at least ends a branch. The levels of the blocks say how many machines of the last size it
/// takes at least; where blocks do not divide one another, a placement says whether that is enough. Exact; of equals the
/// first found stays. With packing rows in place of levels it finds what a program that has only those rows rents.
struct LeastRental {
  private let blocks: BlockCounts
  private let sizes: [MachineSize]
  /// Places of the sizes in the order of the search.
  private let order: [Int]
  /// Whole units of each level that the blocks take, and that a machine of each size has; the first level is one GPU.
  private let needs: [Int]
  private let units: [[Int]]
  /// Least price of a GPU among the sizes from each place of the order on.
  private let leastPrice: [Double]
  /// Whether needs that are met are room enough.
  private let divides: Bool
  private var bought: [Int]
  private var best: (cost: Double, bought: [Int])?

  /// Machines of each size; nil where all together have no room.
  static func machines(for blocks: BlockCounts, of sizes: [MachineSize]) -> [Int]? {
    let present = blocks.sizes
    let levels = [1] + present.filter { $0 > 1 }
    var search = LeastRental(
      blocks, sizes,
      needs: levels.map { level in present.reduce(0) { $0 + $1 / level * blocks.count(of: $1) } },
      units: sizes.map { size in levels.map { size.gpus / $0 } },
      divides: zip(present, present.dropFirst()).allSatisfy { $1 % $0 == 0 })
    search.visit(0, cost: 0, search.needs)
    return search.best?.bought
  }

  /// Machines of each size that meet packing rows and have GPUs enough, whether or not the blocks find room.
  static func machines(for blocks: BlockCounts, of sizes: [MachineSize], by rows: [PackingRow]) -> [Int]? {
    var search = LeastRental(
      blocks, sizes, needs: [blocks.gpus] + rows.map { $0.weight(of: blocks) },
      units: sizes.map { size in
        [size.gpus] + rows.map { $0.capacity(of: [MachineGroup(gpus: size.gpus, count: 1)]) }
      }, divides: true)
    search.visit(0, cost: 0, search.needs)
    return search.best?.bought
  }

  private init(
    _ blocks: BlockCounts, _ sizes: [MachineSize], needs: [Int], units: [[Int]], divides: Bool
  ) {
    self.blocks = blocks
    self.needs = needs
    self.units = units
    self.divides = divides
    self.sizes = sizes
    func each(_ index: Int) -> Double { sizes[index].price / Double(sizes[index].gpus) }
    let order = sizes.indices.sorted { one, other in
      let (first, second) = (each(one), each(other))
      return first != second ? first < second : sizes[one].gpus > sizes[other].gpus
    }
    self.order = order
    leastPrice = order.indices.map { place in order[place...].map(each).min() ?? 0 }
    bought = [Int](repeating: 0, count: sizes.count)
  }

  private mutating func visit(_ place: Int, cost: Double, _ left: [Int]) {
    if !left.contains(where: { $0 > 0 }), isEnough() { return take(cost) }
    guard place < order.count else { return }
    if let best, cost + Double(max(0, left[0])) * leastPrice[place] >= best.cost { return }
    let index = order[place]
    let size = sizes[index]
    let needed = zip(left, units[index]).reduce(0) { most, level in
      level.0 <= 0 ? most : level.1 > 0 ? max(most, (level.0 + level.1 - 1) / level.1) : Int.max
    }
    let isLast = place + 1 == order.count
    if isLast {
      guard needed <= size.available else { return }
      for count in needed...size.available {
        bought[index] = count
        defer { bought[index] = 0 }
        let total = cost + Double(count) * size.price
        if let best, total >= best.cost { return }
        if isEnough() { return take(total) }
      }
      return
    }
    for count in stride(from: min(size.available, divides ? needed : Int.max), through: 0, by: -1) {
      bought[index] = count
      visit(
        place + 1, cost: cost + Double(count) * size.price, zip(left, units[index]).map { $0 - count * $1 })
    }
    bought[index] = 0
  }

  private mutating func take(_ cost: Double) {
    if best.map({ cost < $0.cost }) ?? true { best = (cost, bought) }
  }

  private func isEnough() -> Bool {
    divides || BlockPacker.placement(of: blocks, on: machines) != nil
  }

  private var machines: [MachineGroup] {
    zip(sizes, bought).map { MachineGroup(gpus: $0.gpus, count: $1) }
  }
}

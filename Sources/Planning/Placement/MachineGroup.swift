/// Machines of one size.
struct MachineGroup: Hashable, Sendable {
  /// GPUs of each.
  var gpus: Int
  /// How many there are.
  var count: Int
}

/// Blocks of GPUs that must each stand in one machine, counted by their size.
struct BlockCounts: Hashable, Sendable {
  /// Blocks of each size; the index is the size in GPUs.
  private(set) var ofSize: [Int] = []

  /// Counts no block.
  init() {}

  /// Counts some blocks one by one.
  init(_ sizes: some Sequence<Int>) {
    for size in sizes { add(size: size, 1) }
  }

  /// Adds blocks of a size; a negative number takes some away.
  mutating func add(size: Int, _ count: Int) {
    if size >= ofSize.count { ofSize += [Int](repeating: 0, count: size + 1 - ofSize.count) }
    ofSize[size] += count
  }

  /// Blocks of a size.
  func count(of size: Int) -> Int { ofSize.indices.contains(size) ? ofSize[size] : 0 }

  /// Sizes of which there are blocks, in ascending order.
  var sizes: [Int] { ofSize.indices.filter { ofSize[$0] > 0 } }

  /// GPUs of all blocks.
  var gpus: Int { ofSize.indices.reduce(0) { $0 + $1 * ofSize[$1] } }

  /// Whether there is no block.
  var isEmpty: Bool { !ofSize.contains { $0 > 0 } }

  /// `2 of 4, 1 of 3`: for sentences.
  var text: String {
    sizes.reversed().map { "\(ofSize[$0]) of \($0)" }.joined(separator: ", ")
  }
}

/// An open node of the general search, as plain data.
struct SearchNode: Comparable {
  /// Bounds of columns that differ from the root's, the branching not yet among them.
  var changes: [BoundChange]
  /// The branching that makes the node.
  var branch: BoundChange?
  /// Column, direction, distance and parent's bound, to learn the price of the branching.
  var origin: OpenNode.Branch?
  var bound: Double
  /// Expected objective of the best point below.
  var estimate: Double
  var basis: SimplexBasis
  var depth: Int
  /// Order of creation, so that ties are broken the same way each time.
  var serial = 0

  /// Memory that the node takes while it waits, its basis counted in full although siblings share it.
  var byteCount: Int {
    MemoryLayout<SearchNode>.stride + changes.count * MemoryLayout<BoundChange>.stride + basis.columns.count
      + basis.rows.count + 3 * Self.arrayHeader
  }

  /// Memory that an array takes besides its elements.
  private static let arrayHeader = 32

  static func < (left: SearchNode, right: SearchNode) -> Bool {
    if left.bound != right.bound { return left.bound < right.bound }
    return left.estimate != right.estimate ? left.estimate < right.estimate : left.serial > right.serial
  }
  static func == (left: SearchNode, right: SearchNode) -> Bool { left.serial == right.serial }
}

/// Bounds of the integer entities at a node: resources, families and splits in full, groups where they differ.
struct CoverBounds {
  /// Units of resources, counts of families, units of splits.
  var lower: [Int32]
  var upper: [Int32]
  /// Groups that must be opened at least so often.
  var groupLower: [Int32: Int32] = [:]
  /// Most often a group may be opened; 0: closed.
  var groupUpper: [Int32]
}

/// An open node as plain data.
struct CoverNode: Comparable {
  var bounds: CoverBounds
  /// Valid bound on the scaled objective of everything below.
  var bound: Double
  /// Basis of the parent.
  var basis: CoverBasis
  /// The parent's whole state, while there is room to keep it.
  var saved: CoverSimplex.Saved?
  var depth: Int
  var branch: OpenNode.Branch?
  /// Order of creation, so that ties are broken the same way each time.
  var serial = 0

  static func < (left: CoverNode, right: CoverNode) -> Bool {
    left.bound != right.bound ? left.bound < right.bound : left.serial > right.serial
  }
  static func == (left: CoverNode, right: CoverNode) -> Bool {
    left.bound == right.bound && left.serial == right.serial
  }
}

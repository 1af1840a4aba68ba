/// An open node as plain data.
struct CoverNode: Comparable {
  var bounds: CoverBoundsStep
  /// Valid bound on the scaled objective of everything below.
  var bound: Double
  /// Basis of the parent.
  var basis: CoverBasis
  /// The parent's whole state, while there is room to keep it.
  var saved: CoverSimplex.Saved?
  /// What made the node; nil at a root.
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

/// An open node as plain data.
struct CoverNode: Comparable {
  var bounds: CoverBoundsStep
  /// Valid bound on the scaled objective of everything below.
  var bound: Double
  /// What the parent left to start from.
  var start: Start
  /// What made the node; nil at a root.
  var branch: OpenNode.Branch?
  /// Order of creation, so that ties are broken the same way each time.
  var serial = 0

  /// Where a node starts.
  enum Start {
    case basis(CoverBasis)
    /// The whole state, while there is room to keep it.
    case saved(CoverSimplex.Saved)

    /// Memory that a whole state takes.
    var byteCount: Int { if case .saved(let saved) = self { saved.byteCount } else { 0 } }
  }

  static func < (left: CoverNode, right: CoverNode) -> Bool {
    left.bound != right.bound ? left.bound < right.bound : left.serial > right.serial
  }
  static func == (left: CoverNode, right: CoverNode) -> Bool {
    left.bound == right.bound && left.serial == right.serial
  }
}

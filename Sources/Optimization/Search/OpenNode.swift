/// An open node as plain data.
struct OpenNode: Comparable {
  /// The branch that made a node, kept to update the pseudocosts.
  struct Branch {
    var entity: Int
    var isUp: Bool
    /// Distance of the parent's value to the new bound.
    var distance: Double
    var parentBound: Double
  }

  /// All bounds that differ from the global ones, fixings included.
  var changes: [BoundChange]
  /// Valid bound on everything below.
  var bound: Double
  /// Basis of the parent.
  var basis: StoredBasis
  var depth: Int
  var branch: Branch?
  /// Order of creation, so that ties are broken the same way each time.
  var serial = 0

  static func < (left: OpenNode, right: OpenNode) -> Bool {
    left.bound != right.bound ? left.bound < right.bound : left.serial > right.serial
  }
  static func == (left: OpenNode, right: OpenNode) -> Bool {
    left.bound == right.bound && left.serial == right.serial
  }
}

/// An open node as plain data.
struct CoverNode: Comparable {
  /// Bounds of the node above.
  var above: CoverBoundsStep
  /// The branch's change of the bounds; nil at a root.
  var change: CoverBoundsStep.Change?
  /// Valid bound on the scaled objective of everything below.
  var bound: Double
  /// The basis or state to start from, as the parent left it.
  var start: Start
  /// The branch that made the node; nil at a root.
  var branch: OpenNode.Branch?
  /// Order of creation, so that ties are broken the same way each time.
  var serial = 0

  /// Bounds of the node.
  var bounds: CoverBoundsStep { change.map { CoverBoundsStep(above, $0) } ?? above }

  /// Memory that the node takes while it waits.
  var byteCount: Int { MemoryLayout<CoverNode>.stride + above.byteCount + start.byteCount }

  /// The starting point of a node.
  enum Start {
    case basis(CoverBasis)
    /// The whole state, while there is room to keep it.
    case saved(CoverSimplex.Saved)

    /// Memory that a whole state takes.
    var savedByteCount: Int { if case .saved(let saved) = self { saved.byteCount } else { 0 } }

    fileprivate var byteCount: Int {
      switch self {
      case .basis(let basis): basis.byteCount
      case .saved(let saved): saved.byteCount
      }
    }
  }

  static func < (left: CoverNode, right: CoverNode) -> Bool {
    left.bound != right.bound ? left.bound < right.bound : left.serial > right.serial
  }
  static func == (left: CoverNode, right: CoverNode) -> Bool {
    left.bound == right.bound && left.serial == right.serial
  }
}

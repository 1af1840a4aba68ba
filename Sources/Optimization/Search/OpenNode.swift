/// What trees of any kind keep of a node that waits.
enum OpenNode {
  /// The branch that made a node, kept to update the pseudocosts.
  struct Branch {
    var entity: Int
    var isUp: Bool
    /// Distance of the parent's value to the new bound.
    var distance: Double
    var parentBound: Double
  }
}

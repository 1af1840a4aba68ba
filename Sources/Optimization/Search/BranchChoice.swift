/// A fractional entity.
struct BranchCandidate {
  var entity: Int
  var value: Double
  var weight: Double
  var score = 0.0
}

/// The entity to branch on, with what strong branching proved for its children.
struct BranchChoice {
  var entity: Int
  var value: Double
  var downBound = -Double.infinity
  var upBound = -Double.infinity
  var prefersUp = true
}

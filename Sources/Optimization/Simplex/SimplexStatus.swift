/// How a simplex solve ended.
public enum SimplexStatus: Sendable {
  /// Primal and dual feasible, verified on the unscaled program.
  case optimal
  /// No point satisfies the rows and bounds; a checked Farkas proof is at hand.
  case infeasible
  /// Feasible, and a checked ray improves the objective without end.
  case unbounded
  /// The dual objective proved that the optimum is no better than the limit.
  case objectiveLimit
  /// The pivot limit was reached first.
  case pivotLimit
  /// The caller asked to stop.
  case cancelled
  /// Numerical trouble that no safeguard resolved; nothing is claimed.
  case unknown
}

/// The place of one variable relative to a basis.
public enum BasisStatus: UInt8, Sendable {
  /// In the basis.
  case basic
  /// Nonbasic at its lower bound.
  case atLower
  /// Nonbasic at its upper bound.
  case atUpper
  /// Nonbasic without a finite bound, at zero.
  case free
}

/// A basis as plain data: one status byte per column and per row.
public struct SimplexBasis: Sendable, Equatable {
  /// Statuses of the columns.
  public var columns: [BasisStatus]
  /// Statuses of the rows (of their logicals).
  public var rows: [BasisStatus]

  /// Creates a basis from its statuses.
  public init(columns: [BasisStatus], rows: [BasisStatus]) {
    self.columns = columns
    self.rows = rows
  }
}

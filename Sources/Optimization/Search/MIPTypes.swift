/// Settings of one branch-and-bound run.
public struct MIPOptions: Sendable {
  /// Relative gap |bound - objective| / |objective| at which a point counts as optimal.
  public var relativeGap = 1e-4
  /// Absolute gap at which a point counts as optimal.
  public var absoluteGap = 1e-9
  /// Only points strictly better than this value, in the program's own sense, are wanted.
  ///
  /// Without such a point the run ends with `MIPStatus.noneBetter` once that is proven.
  public var cutoff: Double?
  /// Points to try first, as column values; repaired where they do not fit.
  public var starts: [[Double]] = []
  /// Most nodes of the main tree.
  public var nodeLimit: Int?
  /// Most simplex pivots of the whole run, heuristics included; a limit that does not depend on the clock.
  public var pivotLimit: Int?
  /// Most seconds of the whole run.
  public var timeLimitSeconds: Double?
  /// Most bytes of nodes that wait; beyond it the tree is searched deep first, which proves the same and holds what is
  /// left from growing.
  public var openNodeBytes = 1 << 30
  /// Whether the primal heuristics run: rounding, diving and sub-searches.
  public var usesHeuristics = true

  /// Creates the standard settings.
  public init() {}
}

/// The status of a branch-and-bound run: how much it has proven.
public enum MIPStatus: Sendable, Equatable {
  /// The point is optimal within the wanted gap.
  case optimal
  /// No point satisfies the program.
  case infeasible
  /// There is a point, and the objective improves along a ray without end.
  case unbounded
  /// A point was found, a limit came before the proof.
  case feasible
  /// No point is strictly better than the cutoff that was asked for.
  case noneBetter
  /// A limit came before any point or proof, or what the search believed could not be proven.
  case unknown
  /// The caller cancelled; a point may be there.
  case cancelled
}

/// The proof behind a claim of optimality, infeasibility or unboundedness.
public enum MIPProof: Sendable, Equatable {
  /// A proof over the program as it was given, accepted by code other than what found it.
  case certified
  /// The search alone, with its reductions and cuts: no proof of its own came about within the work allowed for one.
  case searched
}

/// A better point found during a run.
public struct MIPProgress: Sendable {
  /// Column values of the new incumbent.
  public var point: [Double]
  /// Its objective, in the program's own sense.
  public var objective: Double
  /// Bound proven so far.
  public var bound: Double
  /// Relative gap between the two.
  public var gap: Double
  /// Nodes so far.
  public var nodes: Int
  /// Pivots so far.
  public var pivots: Int

  /// Creates a report of a better point found.
  public init(point: [Double], objective: Double, bound: Double, gap: Double, nodes: Int, pivots: Int) {
    self.point = point
    self.objective = objective
    self.bound = bound
    self.gap = gap
    self.nodes = nodes
    self.pivots = pivots
  }
}

/// The answer of a branch-and-bound run.
public struct MIPResult: Sendable {
  /// The strength of the proof.
  public var status: MIPStatus
  /// The proof behind the status; nil where nothing is proven.
  public var proof: MIPProof?
  /// Column values of the best point, checked apart from the simplex method.
  public var point: [Double]?
  /// Objective of the best point, computed from it.
  public var objective: Double?
  /// Proven bound on the objective, in the program's own sense.
  public var bound: Double
  /// |bound - objective| / |objective|; infinite without a point.
  public var gap: Double
  /// Nodes of the tree.
  public var nodes = 0
  /// Simplex pivots, heuristics included.
  public var pivots = 0
  /// Row duals of a linear program, one per row; empty where something is integer: there the root relaxation is that
  /// of a presolved program.
  public var rootRowDuals: [Double] = []
  /// Bound of the root relaxation.
  public var rootBound: Double
  /// Farkas multipliers over the program's rows if the root relaxation is infeasible.
  public var farkasProof: [Double]?
  /// A ray along which the relaxation is unbounded.
  public var unboundedRay: [Double]?
  /// A point of a program whose objective is unbounded.
  var witness: [Double]?
  /// Seconds until the first point was there; nil without a point.
  public var firstPointSeconds: Double?
}

/// Relative gap between a bound and an objective.
func relativeGap(bound: Double, objective: Double) -> Double {
  let difference = abs(bound - objective)
  if difference == 0 { return 0 }
  guard difference.isFinite else { return .infinity }
  return difference / max(abs(objective), 1e-10)
}

import Optimization

/// The claim of a solver about a program.
struct Claim {
  var status: MIPStatus
  /// Objective of the best point; nil without one.
  var objective: Double?
  /// Bound on the objective, in the program's own sense.
  var bound: Double
  var isMaximized: Bool
}

/// How a claim compares with what is known.
enum Verdict: String, CaseIterable {
  /// It proves what is known.
  case right
  /// It proves nothing, and nothing it says is false.
  case open
  /// A status, a point or a bound contradicts what is known.
  case wrong
  /// The program could not be read.
  case unreadable

  /// Relative difference at which the optimum of a linear program counts as the known one.
  private static let linearTolerance = 1e-7
  /// Difference of a point that is better than the optimum, relative and at least absolute: published optima are
  /// rounded, and points may use the tolerances of feasibility.
  private static let surplusTolerance = 1e-6

  /// Judges a claim; `gap` is the relative gap it had to prove, nil for linear programs.
  init(of claim: Claim, against truth: KnownProgram.Truth, gap: Double?) {
    let isOptimal = claim.status == .optimal
    switch truth {
    case .nothing: self = isOptimal ? .right : .open
    case .infeasible:
      if claim.status == .infeasible {
        self = .right
      } else {
        self = claim.objective == nil && claim.status == .unknown ? .open : .wrong
      }
    case .optimum(let optimum):
      let allowed = max(Self.surplusTolerance, abs(optimum) * Self.surplusTolerance)
      let slack = max(Self.surplusTolerance, abs(optimum) * (gap ?? Self.linearTolerance))
      let surplus = claim.objective.map { claim.isMaximized ? $0 - optimum : optimum - $0 }
      let excess = claim.isMaximized ? optimum - claim.bound : claim.bound - optimum
      let isFalse =
        claim.status == .infeasible || claim.status == .unbounded
        // A point better than the optimum is none; a proof must have found the optimum.
        || (surplus ?? 0) > allowed || (isOptimal && (surplus.map { abs($0) > slack } ?? true))
        // A bound past the optimum is a false claim, proven or not.
        || (excess.isFinite && excess > slack)
      self = isFalse ? .wrong : isOptimal ? .right : .open
    }
  }
}

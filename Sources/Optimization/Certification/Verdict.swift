// The one place that decides what an answer may claim. A search hands over what it believes; the claim leaves only as
// strong as what was checked against the program as it was given.

/// Turns the belief of a search into a status.
struct Verdict {
  /// The program as it was given.
  private let program: LinearProgram
  private let options: MIPOptions
  private let sign: Double
  private let isCancelled: () -> Bool
  /// Searches again without reductions, from a point that the first search had ruled out.
  private let searchAgain: (_ start: [Double]) -> MIPResult

  /// Work that a proof may take, in pivots and cases: at least, and as a multiple of the search's own pivots.
  private static let emptinessWork = (least: 20_000, factor: 4.0)
  private static let boundWork = (least: 2_000, factor: 0.5)
  /// Better points after which no further proof is tried.
  private static let mostRefinements = 20

  init(
    _ program: LinearProgram, options: MIPOptions, isCancelled: @escaping () -> Bool,
    searchAgain: @escaping (_ start: [Double]) -> MIPResult
  ) {
    self.program = program
    self.options = options
    self.isCancelled = isCancelled
    self.searchAgain = searchAgain
    sign = program.sense == .minimize ? 1 : -1
  }

  /// The answer that may leave the engine.
  func settled(_ believed: MIPResult) -> MIPResult {
    var result = believed
    result.proof = nil
    if result.point != nil {
      if gapIsClosed(result) {
        result.status = .optimal
      } else if result.status == .optimal {
        result.status = .feasible
      }
    }
    switch result.status {
    case .infeasible: result = settledInfeasible(result)
    case .optimal: result = settledOptimal(result, mayRestart: true)
    case .unbounded: result = settledUnbounded(result)
    case .noneBetter: result.proof = .searched
    case .feasible, .unknown: result = settledOpen(result)
    case .cancelled: break
    }
    return consistent(result)
  }

  // MARK: Open

  /// Tries to prove an answer that the search left open; returns it as it is where a limit was met.
  private func settledOpen(_ believed: MIPResult) -> MIPResult {
    let hasMetLimit =
      isCancelled() || options.cutoff != nil || believed.nodes >= options.nodeLimit ?? .max
      || believed.pivots >= options.pivotLimit ?? .max
    if hasMetLimit { return believed }
    var result = believed
    if result.point != nil { return settledOptimal(believed, mayRestart: true) }
    result.bound = sign * .infinity
    result.farkasProof = nil
    result = settledInfeasible(result)
    if result.status != .unknown || result.proof != nil { return result }
    return believed
  }

  // MARK: Infeasible

  private func settledInfeasible(_ believed: MIPResult) -> MIPResult {
    var result = believed
    if let proof = believed.farkasProof {
      var checker = ProofChecker(program)
      if checker.closeEmpty(proof) {
        result.proof = .certified
        return result
      }
    }
    if isCancelled() { return unknown(believed) }
    let search = certificate(.emptiness, Self.emptinessWork, believed)
    switch search.run() {
    case .proven:
      result.status = .infeasible
      result.proof = .certified
    case .refuted:
      guard let (point, _) = search.refutation else { return unknown(believed) }
      let again = searchedAgain(from: point)
      return again.status == .unbounded
        ? settledUnbounded(again) : settledOptimal(again, mayRestart: false)
    case .interrupted, .stuck: return unknown(believed)
    }
    return result
  }

  private func unknown(_ believed: MIPResult) -> MIPResult {
    var result = believed
    result.status = .unknown
    result.farkasProof = nil
    result.bound = -sign * .infinity
    result.gap = .infinity
    return result
  }

  /// Searches again without reductions from a point that should not be there; the result is not settled yet.
  private func searchedAgain(from point: [Double]) -> MIPResult {
    var result = searchAgain(point)
    if result.status == .unbounded { return result }
    // The point itself is beyond doubt.
    let objective = program.objective(at: point)
    if result.objective.map({ sign * $0 > sign * objective }) ?? true {
      result.point = point
      result.objective = objective
    }
    result.bound = sign * min(sign * result.bound, sign * (result.objective ?? objective))
    result.gap = relativeGap(bound: result.bound, objective: result.objective ?? objective)
    result.status = gapIsClosed(result) ? .optimal : .feasible
    return result
  }

  // MARK: Optimal

  /// Proves an optimum, or goes on from what is better. A claim of the search that cannot be proven within the work
  /// allowed stands as the search's own; without such a claim the answer stays open.
  private func settledOptimal(_ believed: MIPResult, mayRestart: Bool) -> MIPResult {
    var result = believed
    result.proof = believed.status == .optimal ? .searched : nil
    if isProvenByRoot(result) {
      result.status = .optimal
      result.proof = .certified
      return result
    }
    // Without integers another solution would prove no more.
    let isPureAndProvenLoosely = !program.hasIntegers && isProvenLoosely(result)
    if result.status == .optimal && isPureAndProvenLoosely { return result }
    var mayRestart = mayRestart
    for _ in 0..<Self.mostRefinements {
      if isCancelled() { break }
      let isClaimed = result.status == .optimal
      let claimed = isClaimed ? sign * result.bound : .infinity
      let search = certificate(.bound(target(result, claimed: claimed)), Self.boundWork, result)
      switch search.run() {
      case .proven: return proven(result, by: search)
      case .interrupted: return isClaimed && !program.hasIntegers ? withoutProof(result) : result
      case .stuck:
        if let ray = checkedRay(search.ray) { return unbounded(along: ray, result) }
        return isClaimed ? withoutProof(result) : result
      case .refuted:
        guard let (point, value) = search.refutation, let objective = result.objective else { return result }
        if value < sign * objective - allowedGap(objective) && mayRestart {
          mayRestart = false
          result = searchedAgain(from: point)
          if result.status == .unbounded { return settledUnbounded(result) }
        } else {
          adopt(point, value, into: &result)
        }
        result.proof = result.status == .optimal ? .searched : nil
      }
    }
    return result
  }

  /// Takes a point that refutes what was believed: at best its bound, at worst its optimality.
  private func adopt(_ point: [Double], _ value: Double, into result: inout MIPResult) {
    let former = result.objective ?? sign * .infinity
    if value < sign * former {
      result.point = point
      result.objective = sign * value
    }
    if value < sign * former - allowedGap(former) {
      result.status = .feasible
      result.bound = -sign * .infinity
    }
    result.bound = sign * min(sign * result.bound, value)
    result.gap = relativeGap(bound: result.bound, objective: result.objective ?? former)
  }

  /// The value, to be minimised, below which a proof of optimality must show that there is nothing.
  ///
  /// As near as the claimed bound, but for rounding, so that the bound shown is the one that is proven.
  private func target(_ result: MIPResult, claimed: Double) -> Double {
    guard let objective = result.objective else { return claimed }
    let best = sign * objective
    let claim = min(claimed, best)
    return max(best - allowedGap(objective), claim - Tolerances.objectiveRounding * max(1, abs(claim)))
  }

  private func proven(_ believed: MIPResult, by search: CertificateSearch) -> MIPResult {
    var result = believed
    guard let objective = result.objective else { return result }
    result.status = .optimal
    result.proof = .certified
    let claimed = min(sign * result.bound, sign * objective)
    let rounding = Tolerances.objectiveRounding * max(1, abs(claimed))
    if believed.status != .optimal || !(search.provenBound >= claimed - rounding) {
      result.bound = sign * min(search.provenBound, sign * objective)
      result.gap = relativeGap(bound: result.bound, objective: objective)
    }
    return result
  }

  /// Whether the root's own duals prove the bound of a program without integers.
  private func isProvenByRoot(_ result: MIPResult) -> Bool {
    guard !program.hasIntegers, result.rootRowDuals.count == program.rowCount else { return false }
    var checker = ProofChecker(program)
    return checker.closeBounded(
      result.rootRowDuals, atLeast: target(result, claimed: sign * result.bound))
  }

  /// The same within the tolerance of the simplex method.
  private func isProvenLoosely(_ result: MIPResult) -> Bool {
    guard result.rootRowDuals.count == program.rowCount else { return false }
    let bound = Certificates.rigorousBound(
      rowDuals: result.rootRowDuals, in: program, zero: Tolerances.farkasZero, reach: ImpliedReach(program))
    return sign * bound >= target(result, claimed: sign * result.bound)
  }

  private func withoutProof(_ believed: MIPResult) -> MIPResult {
    var result = believed
    result.status = .feasible
    result.proof = nil
    let bound = Certificates.rigorousBound(
      rowDuals: result.rootRowDuals, in: program, reach: ImpliedReach(program))
    result.bound = bound.isNaN ? -sign * .infinity : bound
    if let objective = result.objective {
      result.gap = relativeGap(bound: result.bound, objective: objective)
    }
    return result
  }

  // MARK: Unbounded

  private func settledUnbounded(_ believed: MIPResult) -> MIPResult {
    var result = believed
    let ray = checkedRay(believed.unboundedRay) ?? rayWithoutScaling()
    result.unboundedRay = ray
    let witness = [believed.witness, believed.point].lazy.compactMap { $0 }
      .compactMap { PointCheck.checked($0, in: program)?.point }.first
    result.witness = witness
    if ray != nil && witness != nil {
      result.proof = .certified
      return result
    }
    var point = witness
    if point == nil {
      let search = certificate(.emptiness, Self.emptinessWork, believed)
      switch search.run() {
      case .proven:
        result.status = .infeasible
        result.proof = .certified
        result.unboundedRay = nil
        result.bound = sign * .infinity
        return result
      case .refuted: point = search.refutation?.point
      case .interrupted, .stuck: return unknown(result)
      }
    }
    guard let point else { return unknown(result) }
    result.witness = point
    if ray != nil {
      result.proof = .certified
      return result
    }
    result = unknown(result)
    result.status = .feasible
    result.point = point
    result.objective = program.objective(at: point)
    return result
  }

  private func checkedRay(_ ray: [Double]?) -> [Double]? {
    ray.flatMap { Certificates.provesUnboundedness($0, in: program) ? $0 : nil }
  }

  /// A ray from a solution whose rounding errors are others.
  private func rayWithoutScaling() -> [Double]? {
    let solver = SimplexSolver(program, isScaled: false)
    return solver.solve(isCancelled: isCancelled) == .unbounded ? checkedRay(solver.unboundedRay) : nil
  }

  private func unbounded(along ray: [Double], _ believed: MIPResult) -> MIPResult {
    var result = unknown(believed)
    result.status = .unbounded
    result.proof = .certified
    result.unboundedRay = ray
    result.point = nil
    result.objective = nil
    return result
  }

  // MARK: Shared

  private func certificate(
    _ goal: CertificateGoal, _ rule: (least: Int, factor: Double), _ believed: MIPResult
  ) -> CertificateSearch {
    // One relaxation must be solved whatever the goal.
    let factor = program.hasIntegers ? rule.factor : Self.emptinessWork.factor
    var work = rule.least + Int(min(factor * Double(believed.pivots), 1e12))
    if let limit = options.pivotLimit { work = min(work, max(0, limit - believed.pivots)) }
    return CertificateSearch(program, goal: goal, workLimit: work, isCancelled: isCancelled)
  }

  /// Gap that the caller allows, in units of the objective.
  private func allowedGap(_ objective: Double) -> Double {
    max(options.absoluteGap, options.relativeGap * abs(objective))
  }

  private func gapIsClosed(_ result: MIPResult) -> Bool {
    guard let objective = result.objective, result.bound.isFinite else { return false }
    let rounding = Tolerances.objectiveRounding * max(1, abs(objective))
    return sign * (objective - result.bound) <= allowedGap(objective) + rounding
  }

  /// The last look: a point satisfies the program, a bound is on its side of it, and `optimal` is within the gap. What
  /// rests on a point that only the tolerance admits is not certified.
  private func consistent(_ settled: MIPResult) -> MIPResult {
    var result = settled
    if let point = result.point, PointCheck.checked(point, in: program) == nil {
      assertionFailure("a point left the search that does not satisfy the program")
      result.point = nil
      result.objective = nil
      result = unknown(result)
      result.proof = nil
    }
    if let objective = result.objective, sign * result.bound > sign * objective {
      result.bound = objective
      result.gap = 0
    }
    if result.proof == .certified, result.status == .optimal || result.status == .unbounded,
      let point = result.point ?? result.witness, !PointCheck.holds(point, in: program)
    {
      result.proof = .searched
    }
    if result.status == .optimal && !gapIsClosed(result) {
      assertionFailure("optimal was claimed with an open gap")
      result.status = .feasible
      result.proof = nil
    }
    return result
  }
}

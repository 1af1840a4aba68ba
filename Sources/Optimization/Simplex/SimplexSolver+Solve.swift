// The driver: chooses the algorithm by what the present basis still satisfies, takes shifts back, and lets no
// claim out before it is checked.
//
//     values ok   reduced costs ok   next
//     yes         yes                take shifts back, then check and finish
//     yes         no                 primal simplex
//     no          yes                dual simplex
//     no          no                 flip or shift to make the reduced costs right, then dual simplex; the
//                                    primal simplex follows when the shifts are taken back

extension SimplexSolver {
  /// Solves from the present basis.
  ///
  /// - Parameters:
  ///   - objectiveLimit: stop with `.objectiveLimit` once the optimum is proved to be no better than this.
  ///   - pivotLimit: stop with `.pivotLimit` after this many pivots.
  ///   - isCancelled: asked before every pivot.
  public func solve(
    objectiveLimit: Double? = nil, pivotLimit: Int? = nil, isCancelled: (() -> Bool)? = nil
  ) -> SimplexStatus {
    farkasProof = nil
    weakFarkasProof = nil
    unboundedRay = nil
    dualBound = -sense * .infinity
    limits = SolveLimits()
    limits.isCancelled = isCancelled
    if let objectiveLimit { limits.objective = sense * (objectiveLimit - objectiveConstant) }
    if let pivotLimit { limits.pivots = pivotCount + pivotLimit }
    limits.nextObjectiveCheck = pivotCount
    defer { limits.isCancelled = nil }
    if crossedCount > 0 {
      farkasProof = crossedProof()
      dualBound = sense * .infinity
      return .infeasible
    }
    perturbationIsAllowed = true
    markowitzThreshold = Tolerances.markowitz.relative
    updateFactor()
    let status = runPhases()
    restoreCostsAndBounds()
    if !valuesAreValid { computeValues() }
    if !reducedIsValid { computeReducedCosts() }
    switch status {
    case .infeasible: dualBound = sense * .infinity
    case .unbounded: dualBound = -sense * .infinity
    default: dualBound = sense * exactDualBound() + objectiveConstant
    }
    return status
  }

  /// A row's unit vector, or zeros if a column's own bounds cross.
  private func crossedProof() -> [Double] {
    var proof = [Double](repeating: 0, count: rowCount)
    if let row = (0..<rowCount).first(where: { boundsCross(trueLower.base[~$0], trueUpper.base[~$0]) }) {
      proof[row] = 1
    }
    return proof
  }

  private func runPhases() -> SimplexStatus {
    var failures = 0
    for round in 0..<Self.roundLimit {
      if !valuesAreValid { computeValues() }
      if !reducedIsValid { computeReducedCosts() }
      // Late rounds settle for what an optimum has to satisfy, so that two algorithms cannot pass rounding errors
      // back and forth.
      let isLate = round >= Self.roundLimit / 2
      let tolerance = isLate ? Tolerances.finalFeasibility : Tolerances.primalFeasibility
      let valuesFit = basicsAreWithinBounds(tolerance)
      let reducedFit = reducedCostsAreRight(tolerance)
      let end: PhaseEnd
      if valuesFit && reducedFit {
        if costsAreShifted || boundsAreShifted {
          restoreCostsAndBounds()
          continue
        }
        if solutionIsConfirmed(within: tolerance) { return .optimal }
        // New data may only need a few more pivots.
        if !basicsAreWithinBounds(tolerance) || !reducedCostsAreRight(tolerance) { continue }
        end = .stuck
      } else if valuesFit && !dualStartIsCheap() {
        end = runPrimal()
      } else {
        if !reducedFit { repairReducedCosts() }
        end = runDual()
      }
      switch end {
      case .finished: continue
      case .infeasible: return .infeasible
      case .unbounded: return .unbounded
      case .objectiveLimit: return .objectiveLimit
      case .pivotLimit: return .pivotLimit
      case .cancelled: return .cancelled
      case .stuck:
        failures += 1
        restoreCostsAndBounds()
        guard recover(failures) else { return .unknown }
      }
    }
    return .unknown
  }

  /// Changes of algorithm after which the solve gives up.
  private static let roundLimit = 40

  /// The ladder of remedies: a fresh factor, then the slack basis with strict pivoting, then none.
  private func recover(_ failures: Int) -> Bool {
    switch failures {
    case 1:
      refactor()
      valuesAreValid = false
      reducedIsValid = false
      return true
    case 2:
      markowitzThreshold = Tolerances.markowitz.strict
      loadSlackBasis()
      refactor()
      return true
    default:
      return false
    }
  }

  func basicsAreWithinBounds(_ tolerance: Double) -> Bool {
    let (basics, values, lows, highs) = (head.base, value.base, lower.base, upper.base)
    for position in 0..<rowCount {
      let variable = basics[position]
      if values[variable] < lows[variable] - tolerance { return false }
      if values[variable] > highs[variable] + tolerance { return false }
    }
    return true
  }

  func reducedCostsAreRight(_ tolerance: Double) -> Bool {
    let (places, reducedCosts, lows, highs) = (place.base, reduced.base, lower.base, upper.base)
    for variable in -Int32(rowCount)..<Int32(columnCount) {
      let distance = reducedCosts[variable]
      if abs(distance) <= tolerance || places[variable] == Place.basic { continue }
      if distance > 0 ? places[variable] == Place.atLower : places[variable] == Place.atUpper { continue }
      if lows[variable] != highs[variable] { return false }
    }
    return true
  }

  /// Whether every wrong reduced cost belongs to a boxed variable, at the basis of all logicals.
  ///
  /// Then moving those variables to their other bounds starts the dual simplex without a phase 1, which takes a third
  /// of the primal's pivots on planning programs. Away from the slack basis, after an edit of a cost, the primal
  /// simplex is close to the optimum and better.
  private func dualStartIsCheap() -> Bool {
    for position in 0..<rowCount where head.base[position] >= 0 { return false }
    let (places, reducedCosts, lows, highs) = (place.base, reduced.base, lower.base, upper.base)
    for variable in 0..<Int32(columnCount) where places[variable] != Place.basic {
      if abs(reducedCosts[variable]) <= Tolerances.dualFeasibility { continue }
      if !(reducedCosts[variable] > 0 ? lows[variable] : highs[variable]).isFinite { return false }
    }
    return rowCount > 0
  }

  /// Takes back every shift and perturbation of costs and bounds.
  func restoreCostsAndBounds() {
    if costsAreShifted {
      for variable in -Int32(rowCount)..<Int32(columnCount) { cost.base[variable] = trueCost.base[variable] }
      costsAreShifted = false
      costsAreRelaxed = false
      reducedIsValid = false
    }
    if boundsAreShifted {
      for variable in -Int32(rowCount)..<Int32(columnCount) {
        lower.base[variable] = trueLower.base[variable]
        upper.base[variable] = trueUpper.base[variable]
        if place.base[variable] != Place.basic { settleNonbasic(variable, preferring: place.base[variable]) }
      }
      boundsAreShifted = false
      valuesAreValid = false
    }
  }
}

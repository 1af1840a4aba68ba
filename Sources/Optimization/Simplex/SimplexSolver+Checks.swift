// Checks that every claim passes before it leaves the solver: an optimum in unscaled terms, a bound from true
// costs, a Farkas proof and a ray in compensated arithmetic.

extension SimplexSolver {
  /// Whether the present basis is optimal by data computed anew: rows balance, values are within their unscaled
  /// bounds, and reduced costs of the true costs have the right sign.
  ///
  /// Nonbasic variables are on their bounds by construction, so only basic ones can violate theirs. Says no after
  /// bringing the data up to date, so that the simplex can go on from them.
  func solutionIsConfirmed(within tolerance: Double) -> Bool {
    if largestResidual() > Tolerances.residual && factor.updateCount > 0 {
      rebuild()
      if largestResidual() > Tolerances.finalFeasibility { return false }
      if !basicsAreWithinBounds(tolerance) || !reducedCostsAreRight(tolerance) { return false }
    } else if !reducedIsFresh {
      computeReducedCosts()
      if !reducedCostsAreRight(tolerance) { return false }
    }
    let (values, lows, highs, basics) = (value.base, trueLower.base, trueUpper.base, head.base)
    for position in 0..<rowCount {
      let variable = basics[position]
      let scale = variable >= 0 ? columnScale.base[variable] : 1 / rowScale.base[~variable]
      let x = values[variable]
      if x < lows[variable] && (lows[variable] - x) * scale > slack(lows[variable] * scale) { return false }
      if x > highs[variable] && (x - highs[variable]) * scale > slack(highs[variable] * scale) {
        return false
      }
    }
    return true
  }

  private func slack(_ bound: Double) -> Double { finalTolerance * max(1, abs(bound)) }

  /// Largest `|A x - s|` of a row relative to `1 +` its largest term. O(entries of nonzero columns).
  private func largestResidual() -> Double {
    let size = rowCount
    scratch.reset(to: size, filling: 0)
    solvedRow.reset(to: size, filling: 1)
    let (residual, largest, values) = (scratch.base, solvedRow.base, value.base)
    let view = columns.view
    for column in 0..<Int32(columnCount) where values[column] != 0 {
      for entry in view.range(column) {
        let term = view.values[entry] * values[column]
        residual[view.indices[entry]] += term
        largest[view.indices[entry]] = max(largest[view.indices[entry]], abs(term))
      }
    }
    var worst = 0.0
    for row in 0..<Int32(size) { worst = max(worst, abs(residual[row] - values[~row]) / largest[row]) }
    return worst
  }

  /// A lower bound on the internal objective, constant left out, from the duals of the true costs.
  ///
  /// Needs working costs equal to the true ones. A reduced cost within the dual tolerance counts as zero where its
  /// bound is infinite.
  func exactDualBound() -> Double {
    if !reducedIsFresh { computeReducedCosts() }
    var bound = CompensatedSum()
    let (reducedCosts, lows, highs) = (reduced.base, trueLower.base, trueUpper.base)
    for variable in -Int32(rowCount)..<Int32(columnCount) {
      let distance = reducedCosts[variable]
      let side = distance > 0 ? lows[variable] : highs[variable]
      if side == 0 || distance == 0 { continue }
      if side.isFinite {
        bound.add(distance, times: side)
      } else if abs(distance) > Tolerances.dualFeasibility {
        return -.infinity
      }
    }
    return bound.value
  }

  /// Checks that the row of the inverse proves infeasibility, and keeps the proof.
  ///
  /// With `y` the row, `y'(A x - s) = 0` for every point; the proof holds if the left side, over all bounds, stays
  /// below zero.
  func proveInfeasible(direction: Double) -> Bool {
    let (rho, lows, highs) = (rowOfInverse.base, trueLower.base, trueUpper.base)
    let view = columns.view
    var most = CompensatedSum()
    for row in 0..<Int32(rowCount) where rho[row] != 0 {
      let weight = direction * rho[row]
      let limit = weight > 0 ? lows[~row] : highs[~row]
      if !limit.isFinite {
        guard abs(weight) <= Tolerances.farkasZero else { return false }
        rho[row] = 0
        continue
      }
      most.add(-weight, times: limit)
    }
    for column in 0..<Int32(columnCount) {
      var weight = CompensatedSum()
      for entry in view.range(column) where rho[view.indices[entry]] != 0 {
        weight.add(direction * rho[view.indices[entry]], times: view.values[entry])
      }
      if weight.magnitude == 0 { continue }
      let limit = weight.value > 0 ? highs[column] : lows[column]
      if !limit.isFinite {
        guard abs(weight.value) <= Tolerances.farkasZero * weight.magnitude else { return false }
        continue
      }
      most.add(weight.value, times: limit)
    }
    guard most.value < 0 else { return false }
    let proof = (0..<rowCount).map { direction * rho[$0] * rowScale.base[$0] }
    guard most.value < -Tolerances.farkasGap * most.magnitude else {
      weakFarkasProof = proof
      return false
    }
    farkasProof = proof
    return true
  }

  /// Checks that moving the entering variable improves without end, and keeps the ray.
  func proveUnbounded(entering: Int32, direction: Double) -> Bool {
    let (alpha, basics) = (solvedColumn.base, head.base)
    var ray = [Double](repeating: 0, count: columnCount)
    if entering >= 0 { ray[Int(entering)] = direction }
    for position in 0..<rowCount where basics[position] >= 0 {
      ray[Int(basics[position])] = -direction * alpha[position]
    }
    let size = ray.reduce(0) { max($0, abs($1)) }
    guard size > 0 else { return false }
    func stays(_ change: Double, _ scale: Double, _ variable: Int32) -> Bool {
      let tolerance = Tolerances.primalFeasibility * scale
      return (change >= -tolerance || trueLower.base[variable] == -.infinity)
        && (change <= tolerance || trueUpper.base[variable] == .infinity)
    }
    var gain = CompensatedSum()
    for column in 0..<columnCount where ray[column] != 0 {
      guard stays(ray[column], size, Int32(column)) else { return false }
      // A move past a bound by no more than rounding is none.
      if !stays(ray[column], 0, Int32(column)) { ray[column] = 0 }
      gain.add(-trueCost.base[column], times: ray[column])
    }
    let view = rows.view
    for row in 0..<Int32(rowCount) {
      var change = CompensatedSum()
      for entry in view.range(row) { change.add(view.values[entry], times: ray[Int(view.indices[entry])]) }
      guard stays(change.value, max(size, change.magnitude), ~row) else { return false }
    }
    guard gain.value > Tolerances.dualFeasibility * gain.magnitude else { return false }
    unboundedRay = (0..<columnCount).map { ray[$0] * columnScale.base[$0] }
    return true
  }
}

// Rows of the basis inverse, the priced row, and the exchange of one basic variable.

extension SimplexSolver {
  /// `rowOfInverse = e_r' B^-1`; returns its squared norm, the exact steepest edge weight of the row.
  func solveRow(position: Int32) -> Double {
    rowOfInverse.reset(to: rowCount, filling: 0)
    let rho = rowOfInverse.base
    rho[position] = 1
    factor.solveTransposed(rho)
    var norm = 0.0
    for row in 0..<rowCount {
      if abs(rho[row]) < Tolerances.drop { rho[row] = 0 } else { norm += rho[row] * rho[row] }
    }
    return norm
  }

  /// Prices the row of the inverse: `pricedRow[j] = rho . a_j` of the nonbasic variables, listed in
  /// `pricedIndices` where not zero. Works row by row, so that zeros of `rho` cost nothing.
  func priceRow() {
    let (rho, alpha, places) = (rowOfInverse.base, pricedRow.base, place.base)
    let view = rows.view
    let n = columnCount
    pricedIndices.removeAll()
    pricedIndices.reserve(n + rowCount)
    var work = 0
    for row in 0..<Int32(rowCount) where rho[row] != 0 { work += Int(view.lengths[row]) }
    if work * 4 > n {
      for row in 0..<Int32(rowCount) where rho[row] != 0 {
        let factor = rho[row]
        for entry in view.range(row) { alpha[view.indices[entry]] += factor * view.values[entry] }
      }
      for column in 0..<Int32(n) where alpha[column] != 0 { keepPriced(column, alpha, places) }
    } else {
      // List what is met first, then sift the list.
      for row in 0..<Int32(rowCount) where rho[row] != 0 {
        let factor = rho[row]
        for entry in view.range(row) {
          let column = view.indices[entry]
          if alpha[column] == 0 { pricedIndices.append(column) }
          let sum = alpha[column] + factor * view.values[entry]
          // Keeps a met entry from looking untouched.
          alpha[column] = sum == 0 ? Double.leastNormalMagnitude : sum
        }
      }
      let listed = pricedIndices.count
      let indices = pricedIndices.base
      pricedIndices.removeAll()
      for index in 0..<listed { keepPriced(indices[index], alpha, places) }
    }
    for row in 0..<Int32(rowCount) where rho[row] != 0 && places[~row] != Place.basic {
      alpha[~row] = -rho[row]
      pricedIndices.append(~row)
    }
  }

  @inline(__always)
  private func keepPriced(
    _ variable: Int32, _ alpha: UnsafeMutablePointer<Double>, _ places: UnsafeMutablePointer<UInt8>
  ) {
    if places[variable] == Place.basic || abs(alpha[variable]) < Tolerances.drop {
      alpha[variable] = 0
    } else {
      pricedIndices.append(variable)
    }
  }

  /// Zeroes the priced row.
  func clearPricedRow() {
    let (alpha, indices) = (pricedRow.base, pricedIndices.base)
    for index in 0..<pricedIndices.count { alpha[indices[index]] = 0 }
    pricedIndices.removeAll()
  }

  /// Exchanges the basic variable at `position` for `entering`, whose solved column, row of the inverse and
  /// priced row are at hand. The leaving variable goes to the bound `target` names.
  ///
  /// Updates values, reduced costs, steepest edge weights (in the form of Koberstein, 8.2.2.1) and factor.
  func exchange(
    position: Int32, entering: Int32, primalStep: Double, dualStep: Double, target: UInt8, rowNorm: Double
  ) {
    let size = rowCount
    let leaving = head.base[position]
    let (alpha, basics, values, weights) = (solvedColumn.base, head.base, value.base, dualWeight.base)
    if dualStep != 0 {
      let (row, indices, reducedCosts) = (pricedRow.base, pricedIndices.base, reduced.base)
      for index in 0..<pricedIndices.count {
        let variable = indices[index]
        reducedCosts[variable] -= dualStep * row[variable]
      }
    }
    reduced.base[leaving] = -dualStep
    reduced.base[entering] = 0
    clearPricedRow()

    scratch.reset(to: size, filling: 0)
    let tau = scratch.base
    let rho = rowOfInverse.base
    for row in 0..<size { tau[row] = rho[row] }
    factor.solve(tau)
    let pivot = alpha[position]
    for row in 0..<Int32(size) where alpha[row] != 0 && row != position {
      let variable = basics[row]
      values[variable] -= primalStep * alpha[row]
      let ratio = alpha[row] / pivot
      weights[variable] = max(
        weights[variable] + ratio * (ratio * rowNorm - 2 * tau[row]), Tolerances.edgeWeightFloor)
    }
    values[entering] += primalStep
    weights[entering] = max(rowNorm / (pivot * pivot), Tolerances.edgeWeightFloor)
    place.base[entering] = Place.basic
    place.base[leaving] = target
    values[leaving] = target == Place.atUpper ? upper.base[leaving] : lower.base[leaving]
    basics[position] = entering
    factor.replaceColumn(at: position, alpha: alpha, rowCount: size)
    reducedIsFresh = false
    pivotCount += 1
  }

  /// Whether a limit asks to stop before the next pivot.
  func stopRequest() -> PhaseEnd? {
    if pivotCount >= limits.pivots { return .pivotLimit }
    if let isCancelled = limits.isCancelled, isCancelled() { return .cancelled }
    return nil
  }
}

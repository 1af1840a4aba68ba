// The basis: factorising it, and computing values and reduced costs from it.

extension SimplexSolver {
  /// Factorises the present basis, repairing it with logicals where it is singular.
  ///
  /// Positions are renumbered so that the variable at position r pivots on row r.
  func refactor() {
    let size = rowCount
    if !candidatesArePending {
      candidates.removeAll()
      for row in 0..<size { candidates.append(head.base[row]) }
    }
    candidatesArePending = false
    editedBasics.removeAll()
    let repaired = factor.factor(
      columns: columns.view, candidates: candidates.base, count: candidates.count, rowCount: size,
      head: head.base, threshold: markowitzThreshold)
    refactorCount += 1
    factorIsValid = true
    if repaired > 0 || candidates.count != size { adoptRepairedBasis() }
  }

  /// Updates the places for a basis from which candidates were dropped or to which logicals were added.
  private func adoptRepairedBasis() {
    for index in 0..<candidates.count { place.base[candidates.base[index]] = Place.free }
    for row in 0..<rowCount {
      let variable = head.base[row]
      if place.base[variable] != Place.free || !isCandidate(variable) { dualWeight.base[variable] = 1 }
      place.base[variable] = Place.basic
    }
    for index in 0..<candidates.count {
      let variable = candidates.base[index]
      guard place.base[variable] != Place.basic else { continue }
      let (low, high) = (lower.base[variable], upper.base[variable])
      let nearUpper = abs(value.base[variable] - high) < abs(value.base[variable] - low)
      settleNonbasic(variable, preferring: nearUpper ? Place.atUpper : Place.atLower)
    }
    valuesAreValid = false
    reducedIsValid = false
  }

  private func isCandidate(_ variable: Int32) -> Bool {
    for index in 0..<candidates.count where candidates.base[index] == variable { return true }
    return false
  }

  /// Brings the factor up to date with edited basic columns; factorises if that is shorter or safer.
  func updateFactor() {
    if factorIsValid && editedBasics.count > 0 {
      if editedBasics.count > 8 || factor.updateCount + editedBasics.count > Tolerances.updateLimit {
        factorIsValid = false
      } else {
        for index in 0..<editedBasics.count where factorIsValid { replaceEdited(editedBasics.base[index]) }
      }
    }
    editedBasics.removeAll()
    guard !factorIsValid else { return }
    refactor()
    valuesAreValid = false
    reducedIsValid = false
  }

  /// Replaces an edited basic column by itself.
  private func replaceEdited(_ variable: Int32) {
    var position: Int32 = -1
    for row in 0..<Int32(rowCount) where head.base[row] == variable { position = row }
    guard position >= 0 else { return }
    solveColumn(variable)
    let alpha = solvedColumn.base
    var largest = 0.0
    for row in 0..<rowCount { largest = max(largest, abs(alpha[row])) }
    if abs(alpha[position]) < Tolerances.replacementPivot * largest || largest == 0 {
      factorIsValid = false
    } else {
      factor.replaceColumn(at: position, alpha: alpha, rowCount: rowCount)
    }
  }

  /// `solvedColumn = B^-1 a` of a variable's column.
  func solveColumn(_ variable: Int32) {
    solvedColumn.reset(to: rowCount, filling: 0)
    addColumn(variable, times: 1, to: solvedColumn.base)
    factor.solve(solvedColumn.base)
    let alpha = solvedColumn.base
    for row in 0..<rowCount where abs(alpha[row]) < Tolerances.drop { alpha[row] = 0 }
  }

  /// Adds a multiple of a variable's column to a dense vector over the rows.
  @inline(__always)
  func addColumn(_ variable: Int32, times factor: Double, to vector: UnsafeMutablePointer<Double>) {
    if variable < 0 {
      vector[~variable] -= factor
      return
    }
    let view = columns.view
    for entry in view.range(variable) { vector[view.indices[entry]] += factor * view.values[entry] }
  }

  /// Computes the values of the basic variables from those of the nonbasic ones.
  func computeValues() {
    let size = rowCount
    scratch.reset(to: size, filling: 0)
    let (right, values, places) = (scratch.base, value.base, place.base)
    let view = columns.view
    for column in 0..<Int32(columnCount) where values[column] != 0 && places[column] != Place.basic {
      let factor = -values[column]
      for entry in view.range(column) { right[view.indices[entry]] += factor * view.values[entry] }
    }
    for row in 0..<Int32(size) where places[~row] != Place.basic { right[row] += values[~row] }
    factor.solve(right)
    let basics = head.base
    for position in 0..<size { values[basics[position]] = right[position] }
    valuesAreValid = true
  }

  /// Computes the reduced costs of the working costs. The duals are those of the logicals.
  func computeReducedCosts() {
    let size = rowCount
    solvedRow.reset(to: size, filling: 0)
    let (duals, basics, costs, reducedCosts) = (solvedRow.base, head.base, cost.base, reduced.base)
    var isZero = true
    for position in 0..<size {
      duals[position] = costs[basics[position]]
      if duals[position] != 0 { isZero = false }
    }
    if !isZero { factor.solveTransposed(duals) }
    for column in 0..<columnCount { reducedCosts[column] = costs[column] }
    let view = rows.view
    for row in 0..<Int32(size) {
      let dual = duals[row]
      reducedCosts[~row] = costs[~row] + dual
      if dual == 0 { continue }
      for entry in view.range(row) { reducedCosts[view.indices[entry]] -= dual * view.values[entry] }
    }
    for position in 0..<size { reducedCosts[basics[position]] = 0 }
    reducedIsValid = true
    reducedIsFresh = true
  }

  /// Factorises and recomputes everything that follows from the basis.
  func rebuild() {
    refactor()
    computeValues()
    computeReducedCosts()
  }

  /// Starts again from the basis of all logicals.
  func loadSlackBasis() {
    for column in 0..<Int32(columnCount) {
      settleNonbasic(column, preferring: place.base[column] == Place.atUpper ? Place.atUpper : Place.atLower)
    }
    candidates.removeAll()
    for row in 0..<Int32(rowCount) {
      place.base[~row] = Place.basic
      dualWeight.base[~row] = 1
      candidates.append(~row)
    }
    candidatesArePending = true
    invalidateBasis()
  }
}

// The dual simplex iterations of the covering relaxation.

/// How a solve of the covering relaxation ended.
enum CoverStatus {
  case optimal
  /// No point: certified by a Farkas row.
  case infeasible
  /// The certified bound reached the cutoff.
  case cutoff
  case pivotLimit
  /// Numerical trouble; only the certified bound counts.
  case failed
}

extension CoverSimplex {
  /// Repairs violated rows from a dual feasible basis until none is left, or a limit; an interruption is one.
  ///
  /// `cutoff` is a value of the scaled objective. Call `refreshValues` before.
  func runDual(cutoff: Double, pivotLimit: Int) -> CoverStatus {
    var objective = objectiveValue()
    var left = pivotLimit
    var nextCheck = 0
    var retried = false
    while true {
      if objective >= cutoff && nextCheck <= 0 {
        if certifiedBound() >= cutoff { return .cutoff }
        nextCheck = 8
      }
      nextCheck -= 1
      if updates >= CoveringTolerance.updateLimit {
        guard renew() else { return .failed }
        objective = objectiveValue()
      }
      guard let position = chooseLeaving() else { return .optimal }
      if left <= 0 || pivotCount % CoverRule.pivotsToPoll == 0 && isInterrupted() { return .pivotLimit }
      left -= 1
      let isAbove = value.base[position] > basicUpper.base[position]
      let direction = isAbove ? -1.0 : 1.0
      let source = inverse + position * leading
      let rho = pivotRow.base
      for row in 0..<rowCount { rho[row] = direction * source[row] }
      guard let entering = chooseEntering(rho) else {
        if farkasProves(rho) { return .infeasible }
        guard updates > 0, !retried else { return .failed }
        retried = true
        guard renew() else { return .failed }
        objective = objectiveValue()
        continue
      }
      solveColumn(entering.variable)
      let pivot = pivotColumn.base[position]
      let priced = isAtUpper(entering.variable) ? -direction * entering.entry : direction * entering.entry
      if abs(pivot - priced) > CoveringTolerance.pivotDisagreement * (1 + abs(pivot)) || pivot * priced <= 0 {
        guard updates > 0 else { return .failed }
        guard renew() else { return .failed }
        objective = objectiveValue()
        continue
      }
      exchange(
        position, entering: entering.variable, pivot: pivot, dualStep: entering.reducedCost / -entering.entry,
        rho: rho)
      pivotCount += 1
      objective = objectiveValue()
    }
  }

  /// A new inverse of the same basis, with values.
  private func renew() -> Bool {
    guard invert() else { return false }
    refreshValues()
    return true
  }

  func isAtUpper(_ variable: Int32) -> Bool {
    if variable < 0 { return rowIsAtUpper.base[Int(~variable)] }
    return variable == Self.levelVariable && levelIsAtUpper
  }

  /// The position of largest violation relative to its steepest edge weight.
  private func chooseLeaving() -> Int? {
    let (values, lows, highs, weights) = (value.base, basicLower.base, basicUpper.base, weight.base)
    var best = -1
    var bestMerit = 0.0
    for position in 0..<rowCount {
      let (low, high) = (lows[position], highs[position])
      let below = low - values[position]
      let above = values[position] - high
      let violation = below > above ? below : above
      if violation <= CoveringTolerance.primal { continue }
      let bound = below > above ? low : high
      if violation <= CoveringTolerance.primal * abs(bound) { continue }
      let squared = violation * violation
      if squared > bestMerit * weights[position] {
        bestMerit = squared / weights[position]
        best = position
      }
    }
    return best >= 0 ? best : nil
  }

  /// Writes the inverse times a variable's column to `pivotColumn`.
  private func solveColumn(_ variable: Int32) {
    gatherColumn(variable)
    let (rows, entries, target) = (columnRows.base, columnValues.base, pivotColumn.base)
    let count = columnRows.count
    for position in 0..<rowCount {
      let source = inverse + position * leading
      var sum = 0.0
      for index in 0..<count { sum += source[Int(rows[index])] * entries[index] }
      target[position] = sum
    }
  }

  /// Swaps a basic and a nonbasic variable: values, multipliers, inverse and weights. O(rows²).
  private func exchange(
    _ position: Int, entering: Int32, pivot: Double, dualStep: Double, rho: UnsafePointer<Double>
  ) {
    let leaving = head.base[position]
    let atUpper = value.base[position] > basicUpper.base[position]
    let bound = atUpper ? basicUpper.base[position] : basicLower.base[position]
    let step = (value.base[position] - bound) / pivot
    let (values, alpha) = (value.base, pivotColumn.base)
    let limits = bounds(of: entering)
    let start = isAtUpper(entering) ? limits.upper : limits.lower
    let duals = multipliers.base
    for row in 0..<rowCount { duals[row] -= dualStep * rho[row] }
    updateInverse(position, alpha: alpha)
    for place in 0..<rowCount { values[place] -= step * alpha[place] }
    values[position] = start + step
    if leaving < 0 {
      rowIsNonbasic.base[Int(~leaving)] = true
      rowIsAtUpper.base[Int(~leaving)] = atUpper
    } else if leaving == Self.levelVariable {
      levelIsBasic = false
      levelIsAtUpper = atUpper
    }
    if entering < 0 {
      rowIsNonbasic.base[Int(~entering)] = false
    } else if entering == Self.levelVariable {
      levelIsBasic = true
    }
    setHead(position, to: entering)
    basicLower.base[position] = limits.lower
    basicUpper.base[position] = limits.upper
    updates += 1
  }

  /// Rank-one update of the inverse, with the new squared norms of its rows.
  private func updateInverse(_ position: Int, alpha: UnsafePointer<Double>) {
    let vectors = (rowCount + 3) / 4
    let stride = leading / 4
    let matrix = UnsafeMutableRawPointer(inverse).assumingMemoryBound(to: Lane4.self)
    let own = matrix + position * stride
    let factor = 1 / alpha[position]
    var norm = Lane4.zero
    for index in 0..<vectors {
      own[index] *= factor
      norm += own[index] * own[index]
    }
    weight.base[position] = norm.sum()
    for place in 0..<rowCount where place != position {
      let multiple = alpha[place]
      if multiple == 0 { continue }
      let target = matrix + place * stride
      norm = .zero
      for index in 0..<vectors {
        let next = target[index] - multiple * own[index]
        target[index] = next
        norm += next * next
      }
      weight.base[place] = norm.sum()
    }
  }
}

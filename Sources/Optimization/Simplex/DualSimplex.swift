// The dual simplex, phase 2: keeps reduced costs right and repairs one violated row per pivot.
//
// Sources: Koberstein, "The Dual Simplex Method, Techniques for a fast and stable implementation" (2005);
// HiGHS `HEkkDual` for the order of the checks.

extension SimplexSolver {
  /// Runs until no row is violated, or a limit or an obstacle. Needs reduced costs of the right sign.
  func runDual() -> PhaseEnd {
    var degenerate = 0
    var objective = workingObjective()
    clearTaboos()
    let lastPivot = pivotCount + pivotAllowance
    while true {
      if let stop = stopRequest() { return stop }
      if pivotCount > lastPivot { return .stuck }
      if factor.updateCount >= Tolerances.updateLimit { objective = rebuildForDual() }
      guard let position = chooseLeaving() else {
        if tabooCount == 0 { return .finished }
        if factor.updateCount == 0 { return .stuck }
        objective = rebuildForDual()
        clearTaboos()
        continue
      }
      let leaving = head.base[position]
      let norm = solveRow(position: position)
      if dualWeight.base[leaving] < Tolerances.edgeWeightAcceptance * norm {
        dualWeight.base[leaving] = norm
        continue
      }
      dualWeight.base[leaving] = max(norm, Tolerances.edgeWeightFloor)
      priceRow()
      let isAbove = value.base[leaving] > upper.base[leaving]
      let direction = isAbove ? 1.0 : -1.0
      let bound = isAbove ? upper.base[leaving] : lower.base[leaving]
      guard let entering = chooseEntering(direction: direction, violation: abs(value.base[leaving] - bound))
      else {
        clearPricedRow()
        if factor.updateCount > 0 {
          objective = rebuildForDual()
        } else if proveInfeasible(direction: direction) {
          return .infeasible
        } else {
          setTaboo(position)
        }
        continue
      }
      solveColumn(entering)
      let pivot = solvedColumn.base[position]
      if !pivotIsTrusted(pivot, priced: pricedRow.base[entering]) {
        clearPricedRow()
        if factor.updateCount > 0 { objective = rebuildForDual() } else { setTaboo(position) }
        continue
      }
      objective += applyFlips()
      let dualStep = dualStepShiftingCost(entering: entering, pivot: pricedRow.base[entering])
      let primalStep = (value.base[leaving] - bound) / pivot
      objective += primalStep * reduced.base[entering]
      exchange(
        position: position, entering: entering, primalStep: primalStep, dualStep: dualStep,
        target: isAbove ? Place.atUpper : Place.atLower, rowNorm: norm)
      shiftPassedCosts()
      degenerate = dualStep == 0 ? degenerate + 1 : 0
      if degenerate > max(Tolerances.stall, rowCount / 10) && perturbationIsAllowed {
        perturbCosts()
        perturbationIsAllowed = false
        objective = workingObjective()
        degenerate = 0
      }
      if objective > limits.objective && pivotCount >= limits.nextObjectiveCheck && !costsAreRelaxed {
        restoreCostsAndBounds()
        if exactDualBound() >= limits.objective { return .objectiveLimit }
        limits.nextObjectiveCheck = pivotCount + 10
        repairReducedCosts()
        objective = workingObjective()
      }
    }
  }

  /// The row of largest violation relative to its steepest edge weight.
  private func chooseLeaving() -> Int32? {
    let (basics, values, lows, highs) = (head.base, value.base, lower.base, upper.base)
    let weights = dualWeight.base
    var best: Int32 = -1
    var bestMerit = 0.0
    for position in 0..<Int32(rowCount) {
      let variable = basics[position]
      let violation = max(lows[variable] - values[variable], values[variable] - highs[variable])
      if violation <= Tolerances.primalFeasibility { continue }
      if tabooCount > 0 && isTaboo.base[position] { continue }
      let squared = violation * violation
      if squared > bestMerit * weights[variable] {
        bestMerit = squared / weights[variable]
        best = position
      }
    }
    return best >= 0 ? best : nil
  }

  /// Whether the pivot agrees between row and column and is large enough for the age of the factor.
  func pivotIsTrusted(_ pivot: Double, priced: Double) -> Bool {
    let size = min(abs(pivot), abs(priced))
    guard size > 0, pivot * priced > 0 else { return false }
    if abs(pivot - priced) > Tolerances.pivotDisagreement * max(1, abs(pivot)) + 0.01 * size { return false }
    if factor.updateCount > 0 {
      return abs(pivot - priced) <= Tolerances.pivotDisagreement * max(1, abs(pivot))
        && size > Tolerances.pivot.aged
    }
    return true
  }

  /// The dual step; a reduced cost that is zero or already of the wrong sign becomes zero by a shift of the cost.
  private func dualStepShiftingCost(entering: Int32, pivot: Double) -> Double {
    let distance = reduced.base[entering]
    let isWrong: Bool
    switch place.base[entering] {
    case Place.atLower: isWrong = distance < 0
    case Place.atUpper: isWrong = distance > 0
    default: isWrong = true
    }
    guard isWrong else { return distance / pivot }
    if distance != 0 {
      cost.base[entering] -= distance
      reduced.base[entering] = 0
      costsAreShifted = true
    }
    return 0
  }

  /// Zeroes by a shift the reduced costs that the step took past zero within the Harris tolerance.
  ///
  /// Left alone they let the dual objective fall, by much where bounds are large, and the simplex cycle.
  private func shiftPassedCosts() {
    for index in 0..<passed.count {
      let variable = passed.base[index].variable
      let distance = reduced.base[variable]
      let side = place.base[variable]
      let isWrong =
        side == Place.atLower ? distance < 0 : side == Place.atUpper ? distance > 0 : distance != 0
      guard isWrong && side != Place.basic else { continue }
      cost.base[variable] -= distance
      reduced.base[variable] = 0
      costsAreShifted = true
    }
  }

  /// Moves the variables in `flips` to their other bounds; returns the change of the working objective.
  private func applyFlips() -> Double {
    guard flips.count > 0 else { return 0 }
    var change = 0.0
    scratch.reset(to: rowCount, filling: 0)
    for index in 0..<flips.count { change += flip(flips.base[index].variable, into: scratch.base) }
    factor.solve(scratch.base)
    let (basics, values, move) = (head.base, value.base, scratch.base)
    for position in 0..<rowCount { values[basics[position]] += move[position] }
    return change
  }

  private func flip(_ variable: Int32, into right: UnsafeMutablePointer<Double>) -> Double {
    let isUp = place.base[variable] == Place.atLower
    let target = isUp ? upper.base[variable] : lower.base[variable]
    let move = target - value.base[variable]
    place.base[variable] = isUp ? Place.atUpper : Place.atLower
    value.base[variable] = target
    addColumn(variable, times: -move, to: right)
    return move * reduced.base[variable]
  }

  /// Repairs the working reduced costs: boxed variables change sides, the costs of others are shifted.
  func repairReducedCosts() {
    repair(0..<Int32(columnCount))
    repair(-Int32(rowCount)..<0)
    if !valuesAreValid { computeValues() }
  }

  private func repair(_ variables: Range<Int32>) {
    let (places, reducedCosts, lows, highs) = (place.base, reduced.base, lower.base, upper.base)
    for variable in variables where places[variable] != Place.basic {
      let distance = reducedCosts[variable]
      guard abs(distance) > Tolerances.dualFeasibility, lows[variable] != highs[variable] else { continue }
      if distance > 0 && places[variable] == Place.atLower { continue }
      if distance < 0 && places[variable] == Place.atUpper { continue }
      let side = distance > 0 ? lows[variable] : highs[variable]
      if side.isFinite {
        places[variable] = distance > 0 ? Place.atLower : Place.atUpper
        value.base[variable] = side
        valuesAreValid = false
      } else {
        cost.base[variable] -= distance
        reducedCosts[variable] = 0
        costsAreShifted = true
        costsAreRelaxed = true
      }
    }
  }

  /// Factorises between dual pivots; returns the working objective.
  private func rebuildForDual() -> Double {
    rebuild()
    repairReducedCosts()
    return workingObjective()
  }

  /// Objective of the working costs, which is their dual objective too; computed only if there is a limit.
  private func workingObjective() -> Double {
    guard limits.objective < .infinity else { return -.infinity }
    var sum = 0.0
    let (costs, values) = (cost.base, value.base)
    for variable in -Int32(rowCount)..<Int32(columnCount) { sum += costs[variable] * values[variable] }
    return sum
  }

  /// Moves costs at random away from their bounds' side, so that ties of the ratio test break.
  private func perturbCosts() {
    let (places, reducedCosts, costs) = (place.base, reduced.base, cost.base)
    for variable in -Int32(rowCount)..<Int32(columnCount) {
      guard places[variable] == Place.atLower || places[variable] == Place.atUpper else { continue }
      guard lower.base[variable] != upper.base[variable] else { continue }
      let size = (1 + random.unit()) * Tolerances.perturbation * (1 + abs(costs[variable]))
      let shift = places[variable] == Place.atLower ? size : -size
      costs[variable] += shift
      reducedCosts[variable] += shift
    }
    costsAreShifted = true
  }

  func setTaboo(_ position: Int32) {
    isTaboo.base[position] = true
    tabooCount += 1
  }

  func clearTaboos() {
    isTaboo.reset(to: rowCount, filling: false)
    tabooCount = 0
  }
}

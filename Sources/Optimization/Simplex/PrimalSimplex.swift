// The primal simplex, phase 2: keeps values within their bounds and removes one wrong reduced cost a pivot. Needed
// after cost edits, after shifts are taken back, and for starts that are primal but not dual feasible.
//
// Devex pricing (Harris, 1973) and a two-pass ratio test with tolerances; bounds of degenerate rows are
// shifted instead of stepping backwards (Gill et al., 1989), and the dual simplex cleans up behind it.

extension SimplexSolver {
  /// Runs until no reduced cost improves, or a limit or an obstacle. Needs values within their bounds.
  func runPrimal() -> PhaseEnd {
    var degenerate = 0
    for variable in -Int32(rowCount)..<Int32(columnCount) { primalWeight.base[variable] = 1 }
    // A column without a trustworthy pivot is passed over once; several in a row are a case for the driver.
    var banned = Int32.max
    var bans = 0
    let lastPivot = pivotCount + pivotAllowance
    while true {
      if let stop = stopRequest() { return stop }
      if bans > Self.banLimit || pivotCount > lastPivot { return .stuck }
      if factor.updateCount >= Tolerances.updateLimit { rebuild() }
      guard let entering = choosePrimalEntering(except: banned) else {
        return banned == Int32.max ? .finished : .stuck
      }
      solveColumn(entering)
      let direction = reduced.base[entering] < 0 ? 1.0 : -1.0
      let range = upper.base[entering] - lower.base[entering]
      guard let (position, step, target) = choosePrimalLeaving(direction: direction, range: range) else {
        if range < .infinity {
          moveToOtherBound(entering, by: direction * range)
          continue
        }
        if factor.updateCount > 0 {
          rebuild()
          continue
        }
        if proveUnbounded(entering: entering, direction: direction) { return .unbounded }
        banned = entering
        bans += 1
        continue
      }
      let norm = solveRow(position: position)
      priceRow()
      let pivot = solvedColumn.base[position]
      if !pivotIsTrusted(pivot, priced: pricedRow.base[entering]) {
        clearPricedRow()
        if factor.updateCount > 0 {
          rebuild()
        } else {
          banned = entering
          bans += 1
        }
        continue
      }
      updatePrimalWeights(position: position, entering: entering)
      exchange(
        position: position, entering: entering, primalStep: direction * step,
        dualStep: reduced.base[entering] / pricedRow.base[entering], target: target, rowNorm: norm)
      banned = Int32.max
      bans = 0
      degenerate = step <= 0 ? degenerate + 1 : 0
      if degenerate > max(Tolerances.stall, rowCount / 10) && perturbationIsAllowed {
        perturbBounds()
        perturbationIsAllowed = false
        degenerate = 0
      }
    }
  }

  private static let banLimit = 10

  /// Pivots of one run after which it must be cycling.
  var pivotAllowance: Int { 10_000 + 50 * (rowCount + columnCount) }

  /// The variable of the largest wrong reduced cost relative to its Devex weight.
  private func choosePrimalEntering(except banned: Int32) -> Int32? {
    let (places, reducedCosts, weights) = (place.base, reduced.base, primalWeight.base)
    let (lows, highs) = (lower.base, upper.base)
    var best = Int32.max
    var bestMerit = 0.0
    for variable in -Int32(rowCount)..<Int32(columnCount) {
      let distance = reducedCosts[variable]
      if abs(distance) <= Tolerances.dualFeasibility { continue }
      switch places[variable] {
      case Place.basic: continue
      case Place.atLower: if distance > 0 { continue }
      case Place.atUpper: if distance < 0 { continue }
      default: break
      }
      if lows[variable] == highs[variable] || variable == banned { continue }
      let squared = distance * distance
      if squared > bestMerit * weights[variable] {
        bestMerit = squared / weights[variable]
        best = variable
      }
    }
    return best == Int32.max ? nil : best
  }

  /// The first basic variable to meet a bound, the one with the largest pivot among ties; nil if the entering variable
  /// meets its own other bound first or nothing blocks.
  private func choosePrimalLeaving(
    direction: Double, range: Double
  ) -> (position: Int32, step: Double, target: UInt8)? {
    let (alpha, basics, values, lows, highs) = (
      solvedColumn.base, head.base, value.base, lower.base, upper.base
    )
    let updates = factor.updateCount
    let smallest =
      updates < 10 ? Tolerances.pivot.fresh : updates < 20 ? Tolerances.pivot.aged : Tolerances.pivot.old
    let allowance = Tolerances.harrisShare * Tolerances.primalFeasibility
    var limit = range
    for position in 0..<rowCount {
      let change = direction * alpha[position]
      if abs(change) <= smallest { continue }
      let variable = basics[position]
      let room = change > 0 ? values[variable] - lows[variable] : highs[variable] - values[variable]
      if room == .infinity { continue }
      limit = min(limit, (max(room, 0) + allowance) / abs(change))
    }
    var best: Int32 = -1
    var bestSize = 0.0
    var bestRatio = 0.0
    for position in 0..<Int32(rowCount) {
      let change = direction * alpha[position]
      let size = abs(change)
      if size <= smallest || size <= bestSize { continue }
      let variable = basics[position]
      let room = change > 0 ? values[variable] - lows[variable] : highs[variable] - values[variable]
      if room == .infinity { continue }
      let ratio = room / size
      if ratio <= limit { (best, bestSize, bestRatio) = (position, size, ratio) }
    }
    guard best >= 0, bestRatio <= range else { return nil }
    let isFalling = direction * alpha[best] > 0
    if bestRatio < 0 {
      // The variable is outside by less than the tolerance: its bound moves to it, and it leaves without a step.
      let variable = basics[best]
      if isFalling { lows[variable] = values[variable] } else { highs[variable] = values[variable] }
      boundsAreShifted = true
      bestRatio = 0
    }
    return (best, bestRatio, isFalling ? Place.atLower : Place.atUpper)
  }

  private func moveToOtherBound(_ variable: Int32, by move: Double) {
    let (alpha, basics, values) = (solvedColumn.base, head.base, value.base)
    for position in 0..<rowCount where alpha[position] != 0 {
      values[basics[position]] -= move * alpha[position]
    }
    let isUp = move > 0
    place.base[variable] = isUp ? Place.atUpper : Place.atLower
    values[variable] = isUp ? upper.base[variable] : lower.base[variable]
  }

  /// Devex reference weights after the exchange at hand.
  private func updatePrimalWeights(position: Int32, entering: Int32) {
    let (weights, alpha, indices) = (primalWeight.base, pricedRow.base, pricedIndices.base)
    let pivot = alpha[entering]
    let reference = weights[entering]
    for index in 0..<pricedIndices.count {
      let variable = indices[index]
      let ratio = alpha[variable] / pivot
      weights[variable] = max(weights[variable], ratio * ratio * reference)
    }
    weights[head.base[position]] = max(reference / (pivot * pivot), 1)
  }

  /// Relaxes the bounds of basic variables at random, so that ties of the ratio test break.
  private func perturbBounds() {
    for position in 0..<rowCount {
      let variable = head.base[position]
      let (low, high) = (lower.base[variable], upper.base[variable])
      if low.isFinite {
        lower.base[variable] = low - (1 + random.unit()) * Tolerances.perturbation * (1 + abs(low))
      }
      if high.isFinite {
        upper.base[variable] = high + (1 + random.unit()) * Tolerances.perturbation * (1 + abs(high))
      }
    }
    boundsAreShifted = true
  }
}

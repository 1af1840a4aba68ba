// Choice of the entering variable of the dual simplex: Harris' test with tolerances (1973) on breakpoints taken in
// order from a heap, with bound flipping (Maros, 2003), in the one-pass form of GLOP's
// `DualChooseEnteringColumn`.

/// A nonbasic variable and the dual step at which its reduced cost reaches zero.
struct Breakpoint: BitwiseCopyable {
  var ratio: Double
  /// Size of the pivot element.
  var size: Double
  var variable: Int32
}

/// A binary heap of breakpoints, least ratio first.
struct BreakpointHeap: ~Copyable {
  private var items = Buffer<Breakpoint>()

  var first: Breakpoint? { items.count > 0 ? items.base[0] : nil }

  mutating func removeAll() { items.removeAll() }
  mutating func append(_ item: Breakpoint) { items.append(item) }

  /// Restores the heap order after appending.
  mutating func order(dropping limit: Double) {
    var kept = 0
    for index in 0..<items.count where items.base[index].ratio <= limit {
      items.base[kept] = items.base[index]
      kept += 1
    }
    items.removeLast(keeping: kept)
    var parent = kept / 2
    while parent > 0 {
      parent -= 1
      siftDown(parent)
    }
  }

  mutating func removeFirst() {
    let last = items.count - 1
    items.base[0] = items.base[last]
    items.removeLast(keeping: last)
    siftDown(0)
  }

  private mutating func siftDown(_ start: Int) {
    let (base, count) = (items.base, items.count)
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < count else { return }
      if child + 1 < count && base[child + 1].ratio < base[child].ratio { child += 1 }
      guard base[child].ratio < base[parent].ratio else { return }
      (base[parent], base[child]) = (base[child], base[parent])
      parent = child
    }
  }
}

extension SimplexSolver {
  /// Chooses the entering variable for a row that violates a bound by `violation`; nil if none can repair it.
  ///
  /// `direction` is +1 if the leaving variable is above its upper bound, -1 if below its lower. The variables to flip
  /// are left in `flips`, those that the step passes within the tolerance in `passed`.
  func chooseEntering(direction: Double, violation: Double) -> Int32? {
    collectBreakpoints(direction: direction)
    flips.removeAll()
    passed.removeAll()
    var slope = violation
    var harris = Double.infinity
    var best: Breakpoint?
    while let item = breakpoints.first, item.ratio <= harris {
      breakpoints.removeFirst()
      let range = upper.base[item.variable] - lower.base[item.variable]
      if best == nil && range < .infinity && slope - range * item.size > Tolerances.flippingSlope {
        slope -= range * item.size
        flips.append(item)
        continue
      }
      passed.append(item)
      if let chosen = best, item.size < chosen.size { continue }
      let allowance = Tolerances.harrisShare * Tolerances.dualFeasibility
      harris = min(harris, item.ratio + allowance / item.size)
      best = item
    }
    guard var chosen = best else { return nil }
    if chosen.size < Tolerances.comfortablePivot {
      // A sturdier pivot among the flips is worth a shorter step.
      var index = flips.count
      while index > 0 {
        index -= 1
        guard flips.base[index].size >= Tolerances.comfortablePivot else { continue }
        chosen = flips.base[index]
        flips.removeLast(keeping: index)
        break
      }
    }
    return chosen.variable
  }

  /// Fills the heap with the breakpoints that the Harris bound of the unboxed ones leaves.
  private func collectBreakpoints(direction: Double) {
    let updates = factor.updateCount
    let smallest =
      updates < 10 ? Tolerances.pivot.fresh : updates < 20 ? Tolerances.pivot.aged : Tolerances.pivot.old
    let allowance = Tolerances.harrisShare * Tolerances.dualFeasibility
    let (indices, alpha, places) = (pricedIndices.base, pricedRow.base, place.base)
    let (lows, highs, reducedCosts) = (lower.base, upper.base, reduced.base)
    var limit = Double.infinity
    breakpoints.removeAll()
    for index in 0..<pricedIndices.count {
      let variable = indices[index]
      var size = direction * alpha[variable]
      let side = places[variable]
      if side == Place.atUpper { size = -size } else if side == Place.free { size = abs(size) }
      if size <= smallest { continue }
      let distance =
        side == Place.atLower
        ? reducedCosts[variable] : side == Place.atUpper ? -reducedCosts[variable] : 0
      let range = highs[variable] - lows[variable]
      if range == 0 { continue }
      let ratio = max(distance, 0) / size
      if ratio > limit { continue }
      breakpoints.append(Breakpoint(ratio: ratio, size: size, variable: variable))
      if range == .infinity { limit = min(limit, ratio + allowance / size) }
    }
    breakpoints.order(dropping: limit)
  }
}

extension CoverSimplex {
  /// The whole state of a basis, inverse included, to return to after a probe.
  final class Saved {
    fileprivate var head: [Int32]
    fileprivate var value: [Double]
    fileprivate var weight: [Double]
    fileprivate var cost: [Double]
    fileprivate var multipliers: [Double]
    fileprivate var isNonbasic: [Bool]
    fileprivate var isAtUpper: [Bool]
    fileprivate var inverse: [Double]
    fileprivate var updates: Int
    fileprivate var levelIsBasic: Bool
    fileprivate var levelIsAtUpper: Bool

    fileprivate init(_ simplex: CoverSimplex) {
      let rows = simplex.rowCount
      head = Array(UnsafeBufferPointer(start: simplex.head.base, count: rows))
      value = Array(UnsafeBufferPointer(start: simplex.value.base, count: rows))
      weight = Array(UnsafeBufferPointer(start: simplex.weight.base, count: rows))
      cost = Array(UnsafeBufferPointer(start: simplex.basicCost.base, count: rows))
      multipliers = Array(UnsafeBufferPointer(start: simplex.multipliers.base, count: rows))
      isNonbasic = Array(UnsafeBufferPointer(start: simplex.rowIsNonbasic.base, count: rows))
      isAtUpper = Array(UnsafeBufferPointer(start: simplex.rowIsAtUpper.base, count: rows))
      inverse = Array(UnsafeBufferPointer(start: simplex.inverse, count: rows * simplex.leading))
      updates = simplex.updates
      levelIsBasic = simplex.levelIsBasic
      levelIsAtUpper = simplex.levelIsAtUpper
    }
  }

  /// A copy of the present state. O(rows²).
  func saved() -> Saved { Saved(self) }

  /// Returns to a state with the same rows; bounds stay as they are.
  func restore(_ saved: Saved) {
    let rows = rowCount
    head.base.update(from: saved.head, count: rows)
    value.base.update(from: saved.value, count: rows)
    weight.base.update(from: saved.weight, count: rows)
    basicCost.base.update(from: saved.cost, count: rows)
    multipliers.base.update(from: saved.multipliers, count: rows)
    rowIsNonbasic.base.update(from: saved.isNonbasic, count: rows)
    rowIsAtUpper.base.update(from: saved.isAtUpper, count: rows)
    inverse.update(from: saved.inverse, count: rows * leading)
    updates = saved.updates
    levelIsBasic = saved.levelIsBasic
    levelIsAtUpper = saved.levelIsAtUpper
  }
}

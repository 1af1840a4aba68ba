extension CoverSimplex {
  /// The whole state of a basis, inverse included, to return to after a probe.
  final class Saved {
    fileprivate var entities: [Int32]
    fileprivate let leading: Int
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

    /// Memory that the copy takes, roughly.
    var byteCount: Int { inverse.count * 8 + head.count * 48 }

    fileprivate init(_ simplex: CoverSimplex) {
      let rows = simplex.rowCount
      leading = simplex.leading
      entities = (simplex.baseRowCount..<rows).map { simplex.rowEntity.base[$0] }
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

  /// Makes the appended rows those of a saved state.
  func restoreRows(_ saved: Saved) {
    clearBasis()
    for entity in saved.entities { appendEmptyRow(entity: entity) }
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
    if saved.leading == leading {
      inverse.update(from: saved.inverse, count: rows * leading)
    } else {
      saved.inverse.withUnsafeBufferPointer { old in
        guard let base = old.baseAddress else { return }
        for row in 0..<rows {
          (inverse + row * leading).update(from: base + row * saved.leading, count: rows)
        }
      }
    }
    updates = saved.updates
    levelIsBasic = saved.levelIsBasic
    levelIsAtUpper = saved.levelIsAtUpper
  }
}

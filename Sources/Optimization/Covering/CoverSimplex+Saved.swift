extension CoverSimplex {
  /// The whole state of a basis, inverse included, to return to after a probe or when a node that waited is taken up.
  final class Saved {
    private let rowCount: Int
    private let baseRowCount: Int
    /// Entries kept of each row of the inverse: whole vectors, as few as hold the row.
    private let width: Int
    /// Values, weights, costs and multipliers, one a row each, then the inverse.
    private let numbers: UnsafeMutablePointer<Double>
    /// Basic variables, then the entities of the rows.
    private let labels: UnsafeMutablePointer<Int32>
    /// Whether the logical of a row is nonbasic, then whether it is at its upper bound.
    private let flags: UnsafeMutablePointer<Bool>
    private let updates: Int
    private let levelIsBasic: Bool
    private let levelIsAtUpper: Bool

    /// Memory that the copy takes.
    var byteCount: Int { rowCount * ((4 + width) * 8 + 10) }

    fileprivate init(_ simplex: CoverSimplex) {
      let rows = simplex.rowCount
      rowCount = rows
      baseRowCount = simplex.baseRowCount
      width = (rows + 3) & ~3
      numbers = .allocate(capacity: rows * (4 + width))
      labels = .allocate(capacity: 2 * rows)
      flags = .allocate(capacity: 2 * rows)
      numbers.update(from: simplex.value.base, count: rows)
      (numbers + rows).update(from: simplex.weight.base, count: rows)
      (numbers + 2 * rows).update(from: simplex.basicCost.base, count: rows)
      (numbers + 3 * rows).update(from: simplex.multipliers.base, count: rows)
      var line = numbers + 4 * rows
      for row in 0..<rows {
        line.update(from: simplex.inverse + row * simplex.leading, count: width)
        line += width
      }
      labels.update(from: simplex.head.base, count: rows)
      (labels + rows).update(from: simplex.rowEntity.base, count: rows)
      flags.update(from: simplex.rowIsNonbasic.base, count: rows)
      (flags + rows).update(from: simplex.rowIsAtUpper.base, count: rows)
      updates = simplex.updates
      levelIsBasic = simplex.levelIsBasic
      levelIsAtUpper = simplex.levelIsAtUpper
    }

    deinit {
      numbers.deallocate()
      labels.deallocate()
      flags.deallocate()
    }

    /// Entities of the appended rows.
    fileprivate var appended: UnsafeBufferPointer<Int32> {
      UnsafeBufferPointer(start: labels + rowCount + baseRowCount, count: rowCount - baseRowCount)
    }

    fileprivate func write(into simplex: CoverSimplex) {
      let rows = rowCount
      simplex.value.base.update(from: numbers, count: rows)
      simplex.weight.base.update(from: numbers + rows, count: rows)
      simplex.basicCost.base.update(from: numbers + 2 * rows, count: rows)
      simplex.multipliers.base.update(from: numbers + 3 * rows, count: rows)
      var line = numbers + 4 * rows
      for row in 0..<rows {
        (simplex.inverse + row * simplex.leading).update(from: line, count: width)
        line += width
      }
      simplex.head.base.update(from: labels, count: rows)
      simplex.rowIsNonbasic.base.update(from: flags, count: rows)
      simplex.rowIsAtUpper.base.update(from: flags + rows, count: rows)
      simplex.updates = updates
      simplex.levelIsBasic = levelIsBasic
      simplex.levelIsAtUpper = levelIsAtUpper
    }
  }

  /// Makes the appended rows those of a saved state.
  func restoreRows(_ saved: Saved) {
    clearBasis()
    for entity in saved.appended { appendEmptyRow(entity: entity) }
  }

  /// A copy of the present state. O(rows²).
  func saved() -> Saved { Saved(self) }

  /// Returns to a state with the same rows; bounds stay as they are.
  func restore(_ saved: Saved) { saved.write(into: self) }
}

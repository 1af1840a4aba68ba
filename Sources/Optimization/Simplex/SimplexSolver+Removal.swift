// Removal of columns between solves; see the table in SimplexSolver+Edits.

extension SimplexSolver {
  /// Removes columns; later columns shift down.
  ///
  /// Basis, factor and weights stay if all of them are nonbasic; otherwise the basis is completed with logicals at the
  /// next solve. O(columns + entries).
  public func removeColumns(_ removed: [Int]) {
    guard !removed.isEmpty else { return }
    let oldCount = columnCount
    var newIndex = [Int32](repeating: 0, count: oldCount)
    for column in removed { newIndex[column] = -1 }
    var losesBasic = false
    var kept: Int32 = 0
    for column in 0..<Int32(oldCount) {
      if newIndex[Int(column)] < 0 {
        if place.base[column] == Place.basic {
          losesBasic = true
        } else if value.base[column] != 0 {
          valuesAreValid = false
        }
        // Takes it out of the count of crossed bounds.
        storeBounds(column, lower: -.infinity, upper: .infinity)
      } else {
        newIndex[Int(column)] = kept
        moveColumn(from: column, to: kept)
        kept += 1
      }
    }
    columns.removeLines { newIndex[$0] < 0 }
    newIndex.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { rows.renumber(base) } }
    columnScale.removeLast(keeping: Int(kept))
    renumberBasis(newIndex, losesBasic: losesBasic)
  }

  private func moveColumn(from old: Int32, to new: Int32) {
    guard old != new else { return }
    columnScale.base[new] = columnScale.base[old]
    for buffer in [
      trueLower.base, trueUpper.base, trueCost.base, lower.base, upper.base, cost.base, value.base,
      reduced.base,
      dualWeight.base, primalWeight.base,
    ] {
      buffer[new] = buffer[old]
    }
    place.base[new] = place.base[old]
  }

  /// Gives the basis the new names of its columns, or makes a new one if it has lost some.
  private func renumberBasis(_ newIndex: [Int32], losesBasic: Bool) {
    var edited = Buffer<Int32>()
    for index in 0..<editedBasics.count {
      let column = newIndex[Int(editedBasics.base[index])]
      if column >= 0 { edited.append(column) }
    }
    editedBasics = edited
    if losesBasic || candidatesArePending {
      candidates.removeAll()
      for row in 0..<Int32(rowCount) where place.base[~row] == Place.basic { candidates.append(~row) }
      for column in 0..<Int32(columnCount) where place.base[column] == Place.basic {
        candidates.append(column)
      }
      candidatesArePending = true
      invalidateBasis()
    } else {
      for position in 0..<rowCount where head.base[position] >= 0 {
        head.base[position] = newIndex[Int(head.base[position])]
      }
    }
  }
}

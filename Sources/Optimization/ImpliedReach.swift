// The farthest values of columns without a bound, by the rows and the other bounds. A proof needs it where its
// multipliers leave a small weight on such a column: the weight times this distance is what the proof may be wrong by.

/// Bounds that hold at every point of a program, for columns that it leaves without.
struct ImpliedReach {
  /// Lower bounds; the stated ones where there are any.
  private(set) var lower: [Double]
  /// Upper bounds likewise.
  private(set) var upper: [Double]

  /// Rounds over the rows: each lets bounds follow from those of the last.
  private static let rounds = 4
  /// Room outwards, relative to the terms summed: far more than their rounding and the violation a point may have.
  private static let room = 1e-6

  /// Looks at every row a few times. O(entries).
  init(_ program: LinearProgram) {
    lower = program.columnLower
    upper = program.columnUpper
    guard lower.contains(-.infinity) || upper.contains(.infinity) else { return }
    for _ in 0..<Self.rounds {
      var hasChanged = false
      for row in 0..<program.rowCount { hasChanged = extend(by: row, of: program) || hasChanged }
      if !hasChanged { return }
    }
  }

  /// Bounds that one row gives to columns without; true if there were any.
  private mutating func extend(by row: Int, of program: LinearProgram) -> Bool {
    let (columns, values) = program.entries(ofRow: row)
    var activity = ActivityRange()
    for (column, value) in zip(columns, values) where value != 0 {
      activity.add(value, lower: lower[Int(column)], upper: upper[Int(column)])
    }
    guard activity.leastInfinite <= 1 || activity.mostInfinite <= 1 else { return false }
    let (low, high) = (program.rowLower[row], program.rowUpper[row])
    var hasChanged = false
    for (entry, value) in zip(columns, values) where value != 0 {
      let column = Int(entry)
      let (formerLower, formerUpper) = (lower[column], upper[column])
      if formerLower.isFinite && formerUpper.isFinite { continue }
      var ends: [(bound: Double, isUpper: Bool)] = []
      let rest = activity.leastWithout(value, lower: formerLower, upper: formerUpper)
      if high.isFinite && rest.isFinite {
        let room = Self.room * (activity.magnitude + max(1, abs(high)))
        ends.append(((high - rest + room) / value, value > 0))
      }
      let most = activity.mostWithout(value, lower: formerLower, upper: formerUpper)
      if low.isFinite && most.isFinite {
        let room = Self.room * (activity.magnitude + max(1, abs(low)))
        ends.append(((low - most - room) / value, value < 0))
      }
      for end in ends where end.bound.isFinite {
        // Only what was infinite is set, so that the sums above stay those of former bounds.
        if end.isUpper && formerUpper == .infinity {
          upper[column] = min(upper[column], end.bound)
          hasChanged = true
        } else if !end.isUpper && formerLower == -.infinity {
          lower[column] = max(lower[column], end.bound)
          hasChanged = true
        }
      }
    }
    return hasChanged
  }
}

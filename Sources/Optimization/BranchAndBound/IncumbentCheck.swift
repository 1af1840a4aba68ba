/// Violation of a row or bound that a point may have, relative to the size of the bound beyond 1.
private let feasibilityTolerance = 1e-7

extension BranchAndBound {
  /// Tries the present relaxation's point as incumbent; true if the node needs no further search.
  ///
  /// A point whose integer activities are integral only within the tolerance is solved again with them fixed at the
  /// integers, so that what is reported is exactly integral.
  func acceptRelaxation() -> Bool {
    if let (point, value) = checked(relaxation.values) {
      take(point, value)
      return true
    }
    var changes: [BoundChange] = []
    for column in relaxation.integerColumns {
      let value = relaxation.values[Int(column)].rounded()
      changes.append(BoundChange(entity: column, lower: value, upper: value))
    }
    for row in relaxation.integerRows {
      let entity = relaxation.columnCount + Int(row)
      let value = relaxation.activities[Int(row)]
      guard abs(value - value.rounded()) > 0 || relaxation.isWorking(row: Int(row)) else { continue }
      changes.append(BoundChange(entity: Int32(entity), lower: value.rounded(), upper: value.rounded()))
    }
    let former = changes.map {
      BoundChange(
        entity: $0.entity, lower: relaxation.lower[Int($0.entity)], upper: relaxation.upper[Int($0.entity)])
    }
    let basis = relaxation.storedBasis()
    for change in changes {
      relaxation.setBounds(Int(change.entity), lower: change.lower, upper: change.upper)
    }
    relaxation.appendTightenedRows()
    let (values, activities) = (relaxation.values, relaxation.activities)
    var isAccepted = false
    if solveRelaxation(limit: nil) == .optimal, let (point, value) = checked(relaxation.values) {
      take(point, value)
      isAccepted = true
    }
    for change in former {
      relaxation.setBounds(Int(change.entity), lower: change.lower, upper: change.upper)
    }
    if !isAccepted {
      relaxation.restore(basis)
      relaxation.restorePoint(values: values, activities: activities)
    }
    return isAccepted
  }

  private func take(_ point: [Double], _ value: Double) {
    if value < incumbentValue && value < wantedBelow { adopt(point, value: value) }
  }

  /// The point with integer columns rounded and its value, if it satisfies the whole program.
  func checked(_ values: [Double]) -> (point: [Double], value: Double)? {
    guard values.count == program.columnCount else { return nil }
    var point = values
    for column in 0..<program.columnCount {
      var value = point[column]
      guard value.isFinite else { return nil }
      if program.columnIsInteger[column] {
        guard abs(value - value.rounded()) <= Integrality.tolerance else { return nil }
        value = value.rounded()
      }
      let (low, high) = (program.columnLower[column], program.columnUpper[column])
      guard value >= low - feasibilityTolerance * max(1, abs(low)),
        value <= high + feasibilityTolerance * max(1, abs(high))
      else { return nil }
      // A value outside by a rounding error goes to the bound.
      point[column] = min(max(value, low), high)
      if program.columnIsInteger[column], point[column] != value { return nil }
    }
    for row in 0..<program.rowCount {
      let activity = program.activity(ofRow: row, at: point)
      let (low, high) = (program.rowLower[row], program.rowUpper[row])
      guard activity >= low - feasibilityTolerance * max(1, abs(low)),
        activity <= high + feasibilityTolerance * max(1, abs(high))
      else { return nil }
      if program.rowIsInteger[row],
        abs(activity - activity.rounded()) > Integrality.exact * max(1, abs(activity))
      {
        return nil
      }
    }
    return (point, relaxation.sign * program.objective(at: point))
  }
}

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
    PointCheck.checked(values, in: program).map { ($0.point, relaxation.sign * $0.objective) }
  }
}

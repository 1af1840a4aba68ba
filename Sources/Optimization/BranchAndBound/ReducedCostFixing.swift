/// The root relaxation's optimum and duals, kept for further fixing whenever the incumbent improves.
struct RootFixing {
  var objective: Double
  /// Reduced costs of the columns, to be minimised.
  var reducedCosts: [Double]
  /// Duals of the rows, to be minimised.
  var rowDuals: [Double]
  /// Values of the columns and activities of the integer rows.
  var values: [Double]
  var activities: [Double]
}

/// A reduced cost below this is taken for zero.
private let negligibleCost = 1e-9
/// Share of a step by which a bound is rounded outwards against errors of the duals.
private let stepTolerance = 1e-6

extension BranchAndBound {
  /// Stores what the root's fixings need.
  func rememberRoot() { rootFixing = snapshot() }

  private func snapshot() -> RootFixing {
    let sign = relaxation.sign
    let duals = relaxation.solver.rowDuals()
    var rowDuals = [Double](repeating: 0, count: program.rowCount)
    for (working, row) in relaxation.workingRows.enumerated() { rowDuals[Int(row)] = sign * duals[working] }
    return RootFixing(
      objective: relaxation.objective, reducedCosts: relaxation.solver.reducedCosts().map { sign * $0 },
      rowDuals: rowDuals, values: relaxation.values, activities: relaxation.activities)
  }

  /// Tightened bounds of the whole search that the root's duals prove under the present cutoff.
  func fixAtRoot() {
    guard let rootFixing, cutoff.isFinite else { return }
    relaxation.apply([])
    let changes = fixings(from: rootFixing)
    guard !changes.isEmpty else { return }
    prunedBound = min(prunedBound, cutoff)
    for change in changes {
      relaxation.setGlobalBounds(Int(change.entity), lower: change.lower, upper: change.upper)
      relaxation.setBounds(Int(change.entity), lower: change.lower, upper: change.upper)
    }
  }

  /// Tightened bounds at the present node.
  func reducedCostFixings() -> [BoundChange] { fixings(from: snapshot()) }

  private func fixings(from state: RootFixing) -> [BoundChange] {
    let slack = cutoff - state.objective
    guard slack >= 0, slack.isFinite else { return [] }
    var changes: [BoundChange] = []
    for column in relaxation.integerColumns {
      let index = Int(column)
      appendFixing(
        entity: index, value: state.values[index], cost: state.reducedCosts[index], slack: slack, to: &changes
      )
    }
    for row in relaxation.integerRows {
      let index = Int(row)
      if relaxation.isZeroRow[index] { continue }
      if relaxation.isPacking[index] && state.activities[index] <= Integrality.exact {
        appendPackingFixing(row: index, costs: state.reducedCosts, slack: slack, to: &changes)
      } else if state.rowDuals[index] != 0 {
        appendFixing(
          entity: relaxation.columnCount + index, value: state.activities[index],
          cost: state.rowDuals[index], slack: slack, to: &changes)
      }
    }
    return changes
  }

  /// An entity nonbasic at a bound can leave it only as far as the slack to the cutoff pays for.
  private func appendFixing(
    entity: Int, value: Double, cost: Double, slack: Double, to changes: inout [BoundChange]
  ) {
    let (low, high) = (relaxation.lower[entity], relaxation.upper[entity])
    guard abs(cost) > negligibleCost, low < high else { return }
    let steps = (slack / abs(cost) + stepTolerance).rounded(.down)
    if cost > 0, abs(value - low) <= Integrality.exact, low + steps < high {
      changes.append(BoundChange(entity: Int32(entity), lower: low, upper: low + steps))
    } else if cost < 0, abs(value - high) <= Integrality.exact, high - steps > low {
      changes.append(BoundChange(entity: Int32(entity), lower: high - steps, upper: high))
    }
  }

  /// A row of positive coefficients at activity 1 or more costs at least its cheapest column.
  private func appendPackingFixing(
    row: Int, costs: [Double], slack: Double, to changes: inout [BoundChange]
  ) {
    let entity = relaxation.columnCount + row
    guard relaxation.lower[entity] <= 0, relaxation.upper[entity] >= 1 else { return }
    let least = slack * (1 + stepTolerance) + negligibleCost
    for entry in Int(program.rowStarts[row])..<Int(program.rowStarts[row + 1]) {
      let column = Int(program.entryColumns[entry])
      if relaxation.upper[column] <= 0 { continue }
      if costs[column] <= least * program.entryValues[entry] { return }
    }
    changes.append(BoundChange(entity: Int32(entity), lower: relaxation.lower[entity], upper: 0))
  }
}

/// The linear relaxation of a model and the cuts added to it, with the bounds of the present node.
final class MixedRelaxation {
  let model: MixedModel
  let solver: SimplexSolver
  /// Cuts in the relaxation: row `model.rowCount + i` of the solver is cut i.
  private(set) var cuts: [Cut] = []
  /// Column values of the last optimal relaxation.
  private(set) var values: [Double] = []
  private var pushedLower: [Double]
  private var pushedUpper: [Double]

  init(_ model: MixedModel) {
    self.model = model
    solver = SimplexSolver(model.relaxation)
    // Points are checked against the program itself before they count.
    solver.finalTolerance = Tolerances.nodeFeasibility
    pushedLower = model.lower
    pushedUpper = model.upper
  }

  var objective: Double { solver.objective }

  /// Gives the solver the bounds of the integer columns that have changed.
  ///
  /// Bounds of continuous columns follow from rows that are there; stating them again would only make ties.
  func push(_ domain: Domain) {
    domain.takeChanged { column, lower, upper in
      let index = Int(column)
      guard model.isInteger[index] else { return }
      setBounds(index, lower: lower, upper: upper)
    }
  }

  func setBounds(_ column: Int, lower: Double, upper: Double) {
    guard pushedLower[column] != lower || pushedUpper[column] != upper else { return }
    pushedLower[column] = lower
    pushedUpper[column] = upper
    solver.setColumnBounds(column, lower: lower, upper: upper)
  }

  /// Solves the relaxation of the present bounds.
  func solve(limit: Double, pivotLimit: Int?, isCancelled: @escaping () -> Bool) -> SimplexStatus {
    let status = solver.solve(
      objectiveLimit: limit < .infinity ? limit : nil, pivotLimit: pivotLimit, isCancelled: isCancelled)
    if status == .optimal { values = solver.columnValues() }
    return status
  }

  func append(_ cut: Cut) {
    solver.appendRow(columns: cut.columns, values: cut.values, lower: -.infinity, upper: cut.side)
    cuts.append(cut)
  }

  /// Counts the rounds in which each cut did not bind, and removes those that have not for long.
  func removeIdleCuts(olderThan age: Int) {
    guard !cuts.isEmpty else { return }
    let statuses = solver.basis().rows
    var removed: [Int] = []
    var kept: [Cut] = []
    for index in cuts.indices {
      var cut = cuts[index]
      cut.age = statuses[model.rowCount + index] == .basic ? cut.age + 1 : 0
      if cut.age > age { removed.append(model.rowCount + index) } else { kept.append(cut) }
    }
    guard !removed.isEmpty else {
      cuts = kept
      return
    }
    solver.removeRows(removed)
    cuts = kept
  }

  /// Entries and sides of a row of the relaxation, cuts included.
  func row(_ index: Int) -> (
    columns: ArraySlice<Int32>, values: ArraySlice<Double>, lower: Double, upper: Double
  ) {
    if index < model.rowCount {
      let range = model.range(index)
      return (model.rowColumn[range], model.rowValue[range], model.rowLower[index], model.rowUpper[index])
    }
    let cut = cuts[index - model.rowCount]
    return (cut.columns[...], cut.values[...], -.infinity, cut.side)
  }

  var rowCount: Int { model.rowCount + cuts.count }
}

// Reading the solution, in the program's own units and sense.

extension SimplexSolver {
  /// The objective at the present point, in the program's own sense, constant included.
  public var objective: Double {
    var sum = CompensatedSum()
    let (costs, values) = (trueCost.base, value.base)
    for column in 0..<columnCount where values[column] != 0 { sum.add(costs[column], times: values[column]) }
    return sense * sum.value + objectiveConstant
  }

  /// Values of the columns.
  public func columnValues() -> [Double] {
    let (values, scales) = (value.base, columnScale.base)
    return (0..<columnCount).map { values[$0] * scales[$0] }
  }

  /// Activities of the rows.
  public func rowActivities() -> [Double] {
    let (values, scales) = (value.base, rowScale.base)
    return (0..<rowCount).map { values[~$0] / scales[$0] }
  }

  /// Duals of the rows, in the program's own sense.
  public func rowDuals() -> [Double] {
    // The reduced cost of a logical is the dual of its row: its column is -e_i and its cost zero.
    let (duals, scales) = (reduced.base, rowScale.base)
    return (0..<rowCount).map { sense * duals[~$0] * scales[$0] }
  }

  /// Reduced costs of the columns in the program's own sense: `d_j = c_j - A_j'y`.
  public func reducedCosts() -> [Double] {
    let (duals, scales) = (reduced.base, columnScale.base)
    return (0..<columnCount).map { sense * duals[$0] / scales[$0] }
  }

  /// The present basis.
  public func basis() -> SimplexBasis {
    let places = place.base
    return SimplexBasis(
      columns: (0..<columnCount).map { BasisStatus(rawValue: places[$0]) ?? .atLower },
      rows: (0..<rowCount).map { BasisStatus(rawValue: places[~$0]) ?? .basic })
  }

  /// Loads a stored basis; factorises at the next solve, and only if the basis differs.
  ///
  /// A set of basic variables that is singular, too small or too large is completed with logicals.
  public func load(_ basis: SimplexBasis) {
    precondition(
      basis.columns.count == columnCount && basis.rows.count == rowCount,
      "a basis needs one status a variable")
    var setDiffers = false
    for column in 0..<columnCount {
      setDiffers = loadStatus(basis.columns[column], of: Int32(column)) || setDiffers
    }
    for row in 0..<rowCount { setDiffers = loadStatus(basis.rows[row], of: ~Int32(row)) || setDiffers }
    guard setDiffers else { return }
    candidates.removeAll()
    for row in 0..<Int32(rowCount) where place.base[~row] == Place.basic { candidates.append(~row) }
    for column in 0..<Int32(columnCount) where place.base[column] == Place.basic { candidates.append(column) }
    candidatesArePending = true
    invalidateBasis()
  }

  /// Sets one status and tells whether the variable entered or left the basis.
  private func loadStatus(_ status: BasisStatus, of variable: Int32) -> Bool {
    let (old, new) = (place.base[variable], status.rawValue)
    guard new != Place.basic else {
      place.base[variable] = Place.basic
      if old != Place.basic { dualWeight.base[variable] = 1 }
      return old != Place.basic
    }
    let oldValue = value.base[variable]
    settleNonbasic(variable, preferring: new)
    if value.base[variable] != oldValue || old == Place.basic { valuesAreValid = false }
    return old == Place.basic
  }

  func invalidateBasis() {
    factorIsValid = false
    valuesAreValid = false
    reducedIsValid = false
    reducedIsFresh = false
  }
}

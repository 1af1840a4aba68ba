// Edits of the program between solves. Each keeps what it leaves valid:
//
//     edit                         factor   values            reduced costs
//     bounds                       kept     stale if moved    kept
//     cost                         kept     kept              updated, or stale if basic
//     coefficient, nonbasic        kept     stale if nonzero  updated
//     coefficient, basic           column   stale             stale
//     append row                   border   kept              kept
//     append column                kept     stale if nonzero  computed
//     remove rows                  anew     stale             stale
//     remove columns, nonbasic     kept     stale if nonzero  kept
//     remove columns, basic        anew     stale             stale

extension SimplexSolver {
  /// Changes the bounds of a row.
  public func setRowBounds(_ row: Int, lower: Double, upper: Double) {
    let scale = rowScale.base[row]
    changeBounds(~Int32(row), lower: lower * scale, upper: upper * scale)
  }

  /// Changes the bounds of a column.
  public func setColumnBounds(_ column: Int, lower: Double, upper: Double) {
    let scale = columnScale.base[column]
    changeBounds(Int32(column), lower: lower / scale, upper: upper / scale)
  }

  private func changeBounds(_ variable: Int32, lower: Double, upper: Double) {
    storeBounds(variable, lower: lower, upper: upper)
    guard place.base[variable] != Place.basic else { return }
    let old = value.base[variable]
    var preferred = place.base[variable]
    if preferred == Place.free { preferred = reduced.base[variable] < 0 ? Place.atUpper : Place.atLower }
    settleNonbasic(variable, preferring: preferred)
    if value.base[variable] != old { valuesAreValid = false }
  }

  /// Changes an objective coefficient.
  public func setCost(_ column: Int, to newCost: Double) {
    let variable = Int32(column)
    let scaled = sense * newCost * columnScale.base[column]
    let change = scaled - trueCost.base[variable]
    guard change != 0 else { return }
    trueCost.base[variable] = scaled
    cost.base[variable] = scaled
    if place.base[variable] == Place.basic {
      reducedIsValid = false
    } else {
      reduced.base[variable] += change
    }
    reducedIsFresh = false
  }

  /// Changes a coefficient of the matrix.
  ///
  /// A basic column is replaced in the factor at the next solve.
  public func setCoefficient(row: Int, column: Int, to newValue: Double) {
    let variable = Int32(column)
    let scaled = newValue * rowScale.base[row] * columnScale.base[column]
    var change = scaled
    if let inColumn = columns.position(line: column, index: Int32(row)),
      let inRow = rows.position(line: row, index: variable)
    {
      change -= columns.view.values[inColumn]
      guard change != 0 else { return }
      columns.setValue(at: inColumn, to: scaled)
      rows.setValue(at: inRow, to: scaled)
    } else {
      guard scaled != 0 else { return }
      columns.insert(line: column, index: Int32(row), value: scaled)
      rows.insert(line: row, index: variable, value: scaled)
    }
    reducedIsFresh = false
    if place.base[variable] == Place.basic {
      var isListed = false
      for index in 0..<editedBasics.count where editedBasics.base[index] == variable { isListed = true }
      if !isListed { editedBasics.append(variable) }
      valuesAreValid = false
      reducedIsValid = false
    } else {
      if value.base[variable] != 0 { valuesAreValid = false }
      // Stale duals are harmless here: with `reducedIsValid` false everything is computed anew.
      reduced.base[variable] -= change * reduced.base[~Int32(row)]
    }
  }

  /// Appends a row and returns its index; its logical becomes basic.
  @discardableResult
  public func appendRow(columns entries: [Int32], values: [Double], lower: Double, upper: Double) -> Int {
    let row = rowCount
    let logical = ~Int32(row)
    reserve(columns: columnCount, rows: row + 1)
    var span = (smallest: Double.infinity, largest: 0.0)
    for (column, coefficient) in zip(entries, values) where coefficient != 0 {
      let size = abs(coefficient) * columnScale.base[column]
      span = (min(span.smallest, size), max(span.largest, size))
    }
    let scale = Scaling.factor(smallest: span.smallest, largest: span.largest)
    rowScale.append(scale)
    rows.appendLine(capacity: entries.count + 1)
    var activity = 0.0
    for (column, coefficient) in zip(entries, values) where coefficient != 0 {
      let scaled = coefficient * scale * columnScale.base[column]
      rows.insert(line: row, index: column, value: scaled)
      columns.insert(line: Int(column), index: Int32(row), value: scaled)
      activity += scaled * value.base[column]
    }
    clearVariable(logical)
    storeBounds(logical, lower: lower * scale, upper: upper * scale)
    place.base[logical] = Place.basic
    value.base[logical] = activity
    head.append(logical)
    if candidatesArePending {
      candidates.append(logical)
    } else if factorIsValid {
      border(row: Int32(row))
    }
    return row
  }

  /// Borders the factor with a row whose logical is basic.
  private func border(row: Int32) {
    if factor.updateCount >= Tolerances.updateLimit {
      factorIsValid = false
      return
    }
    let view = rows.view
    for entry in view.range(row) where place.base[view.indices[entry]] == Place.basic {
      for position in 0..<row where head.base[position] == view.indices[entry] {
        factor.appendToBorder(position: position, value: view.values[entry])
      }
    }
    factor.endBorder(row: row)
  }

  /// Appends a column and returns its index; it starts nonbasic.
  @discardableResult
  public func appendColumn(
    rows entries: [Int32], values: [Double], lower: Double, upper: Double, cost newCost: Double
  ) -> Int {
    let column = columnCount
    let variable = Int32(column)
    reserve(columns: column + 1, rows: rowCount)
    var span = (smallest: Double.infinity, largest: 0.0)
    for (row, coefficient) in zip(entries, values) where coefficient != 0 {
      let size = abs(coefficient) * rowScale.base[row]
      span = (min(span.smallest, size), max(span.largest, size))
    }
    let scale = Scaling.factor(smallest: span.smallest, largest: span.largest)
    columnScale.append(scale)
    columns.appendLine(capacity: entries.count + 1)
    clearVariable(variable)
    trueCost.base[variable] = sense * newCost * scale
    cost.base[variable] = trueCost.base[variable]
    var reducedCost = cost.base[variable]
    for (row, coefficient) in zip(entries, values) where coefficient != 0 {
      let scaled = coefficient * scale * rowScale.base[row]
      columns.insert(line: column, index: row, value: scaled)
      rows.insert(line: Int(row), index: variable, value: scaled)
      reducedCost -= scaled * reduced.base[~row]
    }
    reduced.base[variable] = reducedCost
    storeBounds(variable, lower: lower / scale, upper: upper / scale)
    settleNonbasic(variable, preferring: reducedCost < 0 ? Place.atUpper : Place.atLower)
    if value.base[variable] != 0 { valuesAreValid = false }
    return column
  }

  /// Removes rows; later rows shift down.
  ///
  /// The basis stays one if the logicals of the rows are basic; otherwise it is repaired at the next solve.
  public func removeRows(_ removed: [Int]) {
    guard !removed.isEmpty else { return }
    let oldCount = rowCount
    var newIndex = [Int32](repeating: 0, count: oldCount)
    for row in removed { newIndex[row] = -1 }
    var kept: Int32 = 0
    for row in 0..<oldCount where newIndex[row] == 0 {
      newIndex[row] = kept
      kept += 1
    }
    candidates.removeAll()
    for row in 0..<oldCount {
      let logical = ~Int32(row)
      if newIndex[row] < 0 {
        storeBounds(logical, lower: -.infinity, upper: .infinity)
        continue
      }
      moveLogical(from: Int32(row), to: newIndex[row])
      if place.base[~newIndex[row]] == Place.basic { candidates.append(~newIndex[row]) }
    }
    for row in Int(kept)..<oldCount { clearVariable(~Int32(row)) }
    for column in 0..<Int32(columnCount) where place.base[column] == Place.basic { candidates.append(column) }
    newIndex.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { columns.renumber(base) } }
    rows.removeLines { newIndex[$0] < 0 }
    head.removeLast(keeping: Int(kept))
    rowScale.removeLast(keeping: Int(kept))
    candidatesArePending = true
    invalidateBasis()
  }

  private func moveLogical(from old: Int32, to new: Int32) {
    guard old != new else { return }
    rowScale.base[new] = rowScale.base[old]
    let (from, to) = (~old, ~new)
    for buffer in [
      trueLower.base, trueUpper.base, lower.base, upper.base, value.base, reduced.base, dualWeight.base,
    ] {
      buffer[to] = buffer[from]
    }
    place.base[to] = place.base[from]
  }

  /// Resets a slot that a new variable takes.
  private func clearVariable(_ variable: Int32) {
    for buffer in [trueLower.base, trueUpper.base, lower.base, upper.base, value.base, reduced.base] {
      buffer[variable] = 0
    }
    trueCost.base[variable] = 0
    cost.base[variable] = 0
    pricedRow.base[variable] = 0
    dualWeight.base[variable] = 1
    primalWeight.base[variable] = 1
    place.base[variable] = Place.free
  }

  private func reserve(columns: Int, rows: Int) {
    trueLower.reserve(columns: columns, rows: rows)
    trueUpper.reserve(columns: columns, rows: rows)
    trueCost.reserve(columns: columns, rows: rows)
    lower.reserve(columns: columns, rows: rows)
    upper.reserve(columns: columns, rows: rows)
    cost.reserve(columns: columns, rows: rows)
    place.reserve(columns: columns, rows: rows)
    value.reserve(columns: columns, rows: rows)
    reduced.reserve(columns: columns, rows: rows)
    dualWeight.reserve(columns: columns, rows: rows)
    primalWeight.reserve(columns: columns, rows: rows)
    pricedRow.reserve(columns: columns, rows: rows)
  }
}

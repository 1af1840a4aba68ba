/// The linear relaxation that a search works on: the bounds of the present node, and the rows that matter there.
///
/// Columns and rows are *entities*: column j is entity j, row i is entity columnCount + i. An integer row with positive
/// coefficients on columns from 0 upwards whose upper bound is 0 is represented by its columns fixed at 0, so
/// that forbidding a configuration costs no row.
final class Relaxation {
  /// Violation from which a lazy row enters the relaxation.
  private static let lazyTolerance = 1e-9

  private(set) var program: LinearProgram
  private(set) var solver: SimplexSolver
  let columnCount: Int
  /// 1 to minimise, -1 to maximise; `sign * objective` is always minimised.
  let sign: Double

  /// Bounds of the entities that hold in the whole search.
  private(set) var globalLower: [Double] = []
  private(set) var globalUpper: [Double] = []
  /// Bounds of the entities at the present node.
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  /// Entities whose bounds differ from the global ones (or did).
  private var touched: [Int32] = []
  private var isTouched: [Bool] = []

  /// Program row of each working row, and the reverse (-1 outside).
  private(set) var workingRows: [Int32] = []
  private var workingIndex: [Int32]
  private(set) var peakRows = 0

  /// Integer rows whose upper bound 0 fixes all their columns at 0.
  private(set) var isPacking: [Bool] = []
  private(set) var isZeroRow: [Bool]
  private var zeroRowsOfColumn: [Int32]
  private var solverColumnLower: [Double]
  private var solverColumnUpper: [Double]

  /// Entries of the watched (integer or lazy) rows by column.
  private var watchedStarts: [Int32] = []
  private var watchedRows: [Int32] = []
  private var watchedValues: [Double] = []
  private var watchedIsStale = true

  /// Column values of the last optimal relaxation.
  private(set) var values: [Double] = []
  /// Activities of the watched rows there; 0 for the others.
  private(set) var activities: [Double]
  private var activeRows: [Int32] = []
  let integerColumns: [Int32]
  let integerRows: [Int32]
  private let lazyRows: [Int32]

  init(_ program: LinearProgram) {
    self.program = program
    columnCount = program.columnCount
    sign = program.sense == .minimize ? 1 : -1
    solver = SimplexSolver(program)
    workingIndex = [Int32](repeating: -1, count: program.rowCount)
    for row in 0..<program.rowCount where !program.rowIsLazy[row] {
      workingIndex[row] = Int32(workingRows.count)
      workingRows.append(Int32(row))
    }
    isZeroRow = [Bool](repeating: false, count: program.rowCount)
    zeroRowsOfColumn = [Int32](repeating: 0, count: program.columnCount)
    solverColumnLower = program.columnLower
    solverColumnUpper = program.columnUpper
    activities = [Double](repeating: 0, count: program.rowCount)
    integerColumns = program.columnIsInteger.indices.filter { program.columnIsInteger[$0] }.map { Int32($0) }
    integerRows = program.rowIsInteger.indices.filter { program.rowIsInteger[$0] }.map { Int32($0) }
    lazyRows = program.rowIsLazy.indices.filter { program.rowIsLazy[$0] }.map { Int32($0) }
    isTouched = [Bool](repeating: false, count: program.columnCount + program.rowCount)
    peakRows = workingRows.count
  }

  // MARK: Edits between searches

  func setCost(_ column: Int, to value: Double) { solver.setCost(column, to: value) }

  func setCoefficient(row: Int, column: Int, to value: Double) {
    watchedIsStale = true
    let working = workingIndex[row]
    if working >= 0 { solver.setCoefficient(row: Int(working), column: column, to: value) }
  }

  /// Takes over the bounds of an edited program and returns to a stored basis, if there is one.
  func reset(to program: LinearProgram, basis: StoredBasis?) {
    self.program = program
    if watchedIsStale { indexWatchedRows() }
    globalLower = program.columnLower + program.rowLower
    globalUpper = program.columnUpper + program.rowUpper
    for column in integerColumns { roundBounds(Int(column)) }
    for row in integerRows { roundBounds(columnCount + Int(row)) }
    findPackingRows()
    lower = globalLower
    upper = globalUpper
    for entity in touched { isTouched[Int(entity)] = false }
    touched.removeAll(keepingCapacity: true)
    for row in 0..<program.rowCount { pushRow(row) }
    for column in 0..<columnCount { pushColumn(column) }
    if let basis { restore(basis) }
  }

  private func roundBounds(_ entity: Int) {
    let tolerance = Integrality.tolerance
    if globalLower[entity].isFinite { globalLower[entity] = (globalLower[entity] - tolerance).rounded(.up) }
    if globalUpper[entity].isFinite { globalUpper[entity] = (globalUpper[entity] + tolerance).rounded(.down) }
  }

  private func findPackingRows() {
    isPacking = [Bool](repeating: false, count: program.rowCount)
    for row in integerRows {
      let (columns, values) = program.entries(ofRow: Int(row))
      isPacking[Int(row)] =
        values.allSatisfy { $0 > 0 } && columns.allSatisfy { program.columnLower[Int($0)] == 0 }
    }
  }

  private func indexWatchedRows() {
    watchedIsStale = false
    var counts = [Int32](repeating: 0, count: columnCount + 1)
    let watched = program.rowIsLazy.indices.filter { program.rowIsLazy[$0] || program.rowIsInteger[$0] }
    for row in watched { for column in program.entries(ofRow: row).columns { counts[Int(column) + 1] += 1 } }
    for column in 0..<columnCount { counts[column + 1] += counts[column] }
    watchedStarts = counts
    let total = Int(counts[columnCount])
    watchedRows = [Int32](repeating: 0, count: total)
    watchedValues = [Double](repeating: 0, count: total)
    var next = counts
    for row in watched {
      let (columns, values) = program.entries(ofRow: row)
      for (column, value) in zip(columns, values) {
        let place = Int(next[Int(column)])
        watchedRows[place] = Int32(row)
        watchedValues[place] = value
        next[Int(column)] += 1
      }
    }
  }

  // MARK: Bounds of the node

  /// Sets the bounds of an entity at the present node.
  func setBounds(_ entity: Int, lower newLower: Double, upper newUpper: Double) {
    guard lower[entity] != newLower || upper[entity] != newUpper else { return }
    lower[entity] = newLower
    upper[entity] = newUpper
    if !isTouched[entity] {
      isTouched[entity] = true
      touched.append(Int32(entity))
    }
    if entity < columnCount { pushColumn(entity) } else { pushRow(entity - columnCount) }
  }

  /// Tightens bounds for the whole search; only allowed at the root.
  func setGlobalBounds(_ entity: Int, lower newLower: Double, upper newUpper: Double) {
    globalLower[entity] = newLower
    globalUpper[entity] = newUpper
  }

  /// Sets the bounds of the present node: the global ones with these changes.
  func apply(_ changes: [BoundChange]) {
    // The wanted bounds are set first and pushed after, so that nothing is undone and done again.
    let former = touched
    touched.removeAll(keepingCapacity: true)
    for entity in former {
      isTouched[Int(entity)] = false
      lower[Int(entity)] = globalLower[Int(entity)]
      upper[Int(entity)] = globalUpper[Int(entity)]
    }
    for change in changes {
      let entity = Int(change.entity)
      lower[entity] = max(lower[entity], change.lower)
      upper[entity] = min(upper[entity], change.upper)
      if !isTouched[entity] {
        isTouched[entity] = true
        touched.append(change.entity)
      }
    }
    for entity in former { push(Int(entity)) }
    for entity in touched { push(Int(entity)) }
  }

  private func push(_ entity: Int) {
    if entity < columnCount { pushColumn(entity) } else { pushRow(entity - columnCount) }
  }

  private func pushColumn(_ column: Int) {
    var (low, high) = (lower[column], upper[column])
    if zeroRowsOfColumn[column] > 0 { (low, high) = (min(low, 0), min(high, 0)) }
    if solverColumnLower[column] != low || solverColumnUpper[column] != high {
      solverColumnLower[column] = low
      solverColumnUpper[column] = high
      solver.setColumnBounds(column, lower: low, upper: high)
    }
  }

  private func pushRow(_ row: Int) {
    let entity = columnCount + row
    let isZero = isPacking[row] && upper[entity] <= 0 && upper[entity] > -1 && lower[entity] <= 0
    if isZero != isZeroRow[row] {
      isZeroRow[row] = isZero
      for column in program.entries(ofRow: row).columns {
        zeroRowsOfColumn[Int(column)] += isZero ? 1 : -1
        pushColumn(Int(column))
      }
    }
    let working = workingIndex[row]
    if working >= 0 { solver.setRowBounds(Int(working), lower: lower[entity], upper: upper[entity]) }
  }

  /// Whether the present node leaves a column no value but 0.
  func isFixedAtZero(column: Int) -> Bool {
    zeroRowsOfColumn[column] > 0 || (lower[column] == 0 && upper[column] == 0)
  }

  // MARK: Working rows

  func isWorking(row: Int) -> Bool { workingIndex[row] >= 0 }
  func workingIndex(ofRow row: Int) -> Int? { workingIndex[row] >= 0 ? Int(workingIndex[row]) : nil }

  /// Adds a row to the relaxation; its logical enters the basis.
  func append(row: Int) {
    guard workingIndex[row] < 0 else { return }
    let (columns, values) = program.entries(ofRow: row)
    let entity = columnCount + row
    solver.appendRow(
      columns: Array(columns), values: Array(values), lower: lower[entity], upper: upper[entity])
    workingIndex[row] = Int32(workingRows.count)
    workingRows.append(Int32(row))
    peakRows = max(peakRows, workingRows.count)
  }

  /// Lazy rows with bounds of this node that are not there yet.
  func appendTightenedRows() {
    for entity in touched where Int(entity) >= columnCount {
      let row = Int(entity) - columnCount
      if workingIndex[row] < 0 && !isZeroRow[row] && isTightened(row) { append(row: row) }
    }
  }

  private func isTightened(_ row: Int) -> Bool {
    let entity = columnCount + row
    return lower[entity] > globalLower[entity] || upper[entity] < globalUpper[entity]
  }

  func appendAllLazyRows() -> Bool {
    let missing = lazyRows.filter { workingIndex[Int($0)] < 0 }
    for row in missing { append(row: Int(row)) }
    return !missing.isEmpty
  }

  /// The present basis without the lazy rows that do not bind.
  func storedBasis() -> StoredBasis {
    let basis = solver.basis()
    var stored = StoredBasis(columns: basis.columns, rows: [], rowStatuses: [])
    stored.rows.reserveCapacity(workingRows.count)
    stored.rowStatuses.reserveCapacity(workingRows.count)
    for (index, row) in workingRows.enumerated() {
      let isSlack = basis.rows[index] == .basic
      if program.rowIsLazy[Int(row)] && isSlack && (isZeroRow[Int(row)] || !isTightened(Int(row))) {
        continue
      }
      stored.rows.append(row)
      stored.rowStatuses.append(basis.rows[index])
    }
    return stored
  }

  /// Returns to a stored basis and to the rows it was made for.
  func restore(_ stored: StoredBasis) {
    var wanted = [BasisStatus?](repeating: nil, count: program.rowCount)
    for (row, status) in zip(stored.rows, stored.rowStatuses) { wanted[Int(row)] = status }
    var removed: [Int] = []
    var kept: [Int32] = []
    for (index, row) in workingRows.enumerated() {
      if wanted[Int(row)] == nil && program.rowIsLazy[Int(row)] {
        removed.append(index)
        workingIndex[Int(row)] = -1
      } else {
        workingIndex[Int(row)] = Int32(kept.count)
        kept.append(row)
      }
    }
    workingRows = kept
    if !removed.isEmpty { solver.removeRows(removed) }
    for row in stored.rows { append(row: Int(row)) }
    let statuses = workingRows.map { wanted[Int($0)] ?? .basic }
    solver.load(SimplexBasis(columns: stored.columns, rows: statuses))
  }

  // MARK: Solving

  /// Solves the relaxation of the present node; lazy rows enter until none is violated.
  func solve(limit: Double?, pivotLimit: Int?, isCancelled: @escaping () -> Bool) -> SimplexStatus {
    let start = solver.pivotCount
    let ownLimit = limit.map { sign * $0 }
    while true {
      let left = pivotLimit.map { max(0, $0 - (solver.pivotCount - start)) }
      let status = solver.solve(objectiveLimit: ownLimit, pivotLimit: left, isCancelled: isCancelled)
      if status == .unbounded && appendAllLazyRows() { continue }
      guard status == .optimal else { return status }
      values = solver.columnValues()
      measureActivities()
      if !appendViolatedRows() { return .optimal }
    }
  }

  /// Probes the relaxation without looking at lazy rows; only its bound is of use.
  func probe(limit: Double?, pivotLimit: Int, isCancelled: @escaping () -> Bool) -> SimplexStatus {
    solver.solve(objectiveLimit: limit.map { sign * $0 }, pivotLimit: pivotLimit, isCancelled: isCancelled)
  }

  /// Objective of the last optimal relaxation, to be minimised.
  var objective: Double { sign * solver.objective }
  /// Valid bound after any solve, to be minimised.
  var bound: Double { sign * solver.dualBound }

  /// Puts a point back that a solve in between has replaced.
  func restorePoint(values: [Double], activities: [Double]) {
    self.values = values
    self.activities = activities
    activeRows = activities.indices.filter { activities[$0] != 0 }.map { Int32($0) }
  }

  private func measureActivities() {
    for row in activeRows { activities[Int(row)] = 0 }
    activeRows.removeAll(keepingCapacity: true)
    for column in 0..<columnCount {
      let value = values[column]
      guard value != 0 else { continue }
      for entry in Int(watchedStarts[column])..<Int(watchedStarts[column + 1]) {
        let row = watchedRows[entry]
        activities[Int(row)] += watchedValues[entry] * value
        activeRows.append(row)
      }
    }
  }

  private func appendViolatedRows() -> Bool {
    var hasNew = false
    for row in lazyRows where workingIndex[Int(row)] < 0 {
      let entity = columnCount + Int(row)
      let activity = activities[Int(row)]
      let tolerance = Self.lazyTolerance * max(1, abs(activity))
      if activity > upper[entity] + tolerance || activity < lower[entity] - tolerance {
        append(row: Int(row))
        hasNew = true
      }
    }
    return hasNew
  }
}

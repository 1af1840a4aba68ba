/// A program without the columns that are fixed at 0, and how its entities map to the full one's.
///
/// After the root's fixings most configurations of a large catalogue are gone; every pivot, pricing loop and scan
/// then costs only what is left.
struct CompactProgram {
  /// Share of the columns that may remain for the copy to pay.
  private static let worthwhileShare = 0.75

  var program: LinearProgram
  /// Full column of each compact column.
  var columns: [Int32]
  /// Full row of each compact row.
  var rows: [Int32]
  private let fullColumnCount: Int

  /// The part of a relaxation that is not fixed; nil if that is most of it.
  init?(of relaxation: Relaxation) {
    let full = relaxation.program
    fullColumnCount = full.columnCount
    var compactColumn = [Int32](repeating: -1, count: full.columnCount)
    var columns: [Int32] = []
    for column in 0..<full.columnCount where !relaxation.isFixedAtZero(column: column) {
      compactColumn[column] = Int32(columns.count)
      columns.append(Int32(column))
    }
    guard Double(columns.count) < Self.worthwhileShare * Double(full.columnCount) else { return nil }
    var program = LinearProgram(name: full.name, sense: full.sense)
    program.objectiveConstant = full.objectiveConstant
    for column in columns {
      let index = Int(column)
      program.addColumn(
        lower: relaxation.lower[index], upper: relaxation.upper[index], cost: full.cost[index],
        isInteger: full.columnIsInteger[index])
    }
    var rows: [Int32] = []
    for row in 0..<full.rowCount where !(relaxation.isZeroRow[row] && full.rowIsLazy[row]) {
      let entity = full.columnCount + row
      var rowColumns: [Int32] = []
      var rowValues: [Double] = []
      let (entryColumns, values) = full.entries(ofRow: row)
      for (column, value) in zip(entryColumns, values) where compactColumn[Int(column)] >= 0 {
        rowColumns.append(compactColumn[Int(column)])
        rowValues.append(value)
      }
      rows.append(Int32(row))
      program.addRow(
        lower: relaxation.lower[entity], upper: relaxation.upper[entity], columns: rowColumns,
        values: rowValues,
        isInteger: full.rowIsInteger[row], isLazy: full.rowIsLazy[row],
        branchingWeight: full.rowBranchingWeight[row])
    }
    self.program = program
    self.columns = columns
    self.rows = rows
  }

  /// Full entity of each compact entity.
  var entities: [Int] { columns.map { Int($0) } + rows.map { fullColumnCount + Int($0) } }

  /// The full point of a compact one.
  func expanded(_ point: [Double]) -> [Double] {
    var full = [Double](repeating: 0, count: fullColumnCount)
    for (compact, column) in columns.enumerated() { full[Int(column)] = point[compact] }
    return full
  }

  /// A basis of the full relaxation as one of the compact program; what is missing is for the solver to complete.
  func basis(from full: StoredBasis) -> StoredBasis {
    var compactRow: [Int32: Int32] = [:]
    for (compact, row) in rows.enumerated() { compactRow[row] = Int32(compact) }
    var basis = StoredBasis(columns: columns.map { full.columns[Int($0)] }, rows: [], rowStatuses: [])
    for (row, status) in zip(full.rows, full.rowStatuses) {
      guard let compact = compactRow[row] else { continue }
      basis.rows.append(compact)
      basis.rowStatuses.append(status)
    }
    return basis
  }
}

extension BranchAndBound {
  /// Searches below a node, on a compact copy of the program if much of it is fixed there.
  func exploreCompactly(from root: OpenNode, nodeLimit: Int?, isMain: Bool) -> Double {
    relaxation.apply(root.changes)
    guard let compact = CompactProgram(of: relaxation) else {
      return explore(from: root, nodeLimit: nodeLimit, isMain: isMain)
    }
    var inner = options
    inner.starts = []
    inner.usesHeuristics = false
    inner.timeLimitSeconds = nil
    inner.pivotLimit = options.pivotLimit.map { max(0, $0 - pivots) }
    let copy = Relaxation(compact.program)
    copy.reset(to: compact.program, basis: compact.basis(from: root.basis))
    let search = BranchAndBound(
      compact.program, relaxation: copy, pseudocosts: pseudocosts.restricted(to: compact.entities),
      options: inner, isCancelled: { [unowned self] in mustStop() },
      onImprovement: { [unowned self] progress in
        let bound = relaxation.sign * progress.bound
        if isMain { provenBound = max(provenBound, min(bound, prunedBound, unresolvedBound)) }
        if let (point, value) = checked(compact.expanded(progress.point)), value < incumbentValue {
          adopt(point, value: value)
        }
      })
    search.incumbentValue = incumbentValue
    search.provenBound = isMain ? provenBound : root.bound
    search.subtreeGap = subtreeGap
    let node = OpenNode(
      changes: [], bound: root.bound, basis: copy.storedBasis(), depth: root.depth)
    let left = search.explore(from: node, nodeLimit: nodeLimit, isMain: isMain)
    nodes += search.nodes
    pivotsOfCopies += search.pivots
    peakRows = max(peakRows, search.relaxation.peakRows)
    pseudocosts.absorb(search.pseudocosts, entities: compact.entities)
    if isMain {
      prunedBound = min(prunedBound, search.prunedBound)
      unresolvedBound = min(unresolvedBound, search.unresolvedBound)
    }
    return left
  }
}

/// Numbers of the heuristics around the root.
private enum HeuristicRule {
  /// Deepest dive.
  static let diveDepth = 60
  /// Most wrong turns of a dive.
  static let backtracks = 3
  /// Gap at which the restricted sub-tree stops.
  static let kernelStopGap = 1e-3
}

extension BranchAndBound {
  /// Looks for a good incumbent before the tree: given starts, dives, then the restricted sub-tree.
  func improveAtRoot(_ root: OpenNode) {
    for start in options.starts where !mustStop() { tryStart(start, root: root) }
    guard options.usesHeuristics else { return }
    if relativeGap(bound: root.bound, objective: incumbentValue) > options.relativeGap {
      dive(from: root, changes: [])
    }
    guard !mustStop() else { return }
    fixAtRoot()
    if gapAfterRoot(root) > options.kernelGap { searchKernel(root) }
  }

  private func gapAfterRoot(_ root: OpenNode) -> Double {
    relativeGap(bound: root.bound, objective: incumbentValue)
  }

  /// Takes a given point if it fits; otherwise keeps its integer part as far as possible and solves for the rest.
  private func tryStart(_ start: [Double], root: OpenNode) {
    guard start.count == program.columnCount, start.allSatisfy({ $0.isFinite }) else { return }
    if let (point, value) = checked(start), value < incumbentValue, value < wantedBelow {
      adopt(point, value: value)
    }
    var exact: [BoundChange] = []
    var relaxed: [BoundChange] = []
    for column in relaxation.integerColumns {
      let value = min(
        max(start[Int(column)].rounded(), relaxation.globalLower[Int(column)]),
        relaxation.globalUpper[Int(column)])
      exact.append(BoundChange(entity: column, lower: value, upper: value))
    }
    for row in relaxation.integerRows {
      let entity = relaxation.columnCount + Int(row)
      let value = program.activity(ofRow: Int(row), at: start).rounded()
      let isLazy = program.rowIsLazy[Int(row)]
      // Aggregates follow from the lazy rows and the integer columns, where there are any.
      guard isLazy || (!hasLazyIntegerRows && relaxation.integerColumns.isEmpty) else { continue }
      exact.append(BoundChange(entity: Int32(entity), lower: value, upper: value))
      if relaxation.isPacking[Int(row)] {
        relaxed.append(
          BoundChange(
            entity: Int32(entity), lower: relaxation.globalLower[entity],
            upper: min(value, relaxation.globalUpper[entity])))
      }
    }
    relaxation.apply(exact)
    relaxation.restore(root.basis)
    relaxation.appendTightenedRows()
    if solveRelaxation(limit: finiteCutoff) == .optimal, branchingCandidates().isEmpty, acceptRelaxation() {
      return
    }
    if incumbent == nil && !relaxed.isEmpty && !mustStop() { dive(from: root, changes: relaxed) }
  }

  private var hasLazyIntegerRows: Bool {
    relaxation.integerRows.contains { program.rowIsLazy[Int($0)] }
  }

  /// Follows the relaxation downwards, rounding the entity nearest to an integer each time.
  func dive(from root: OpenNode, changes: [BoundChange]) {
    var path = root.changes + changes
    relaxation.apply(path)
    relaxation.restore(root.basis)
    relaxation.appendTightenedRows()
    var backtracks = 0
    var last: (change: BoundChange, other: BoundChange)?
    for _ in 0..<HeuristicRule.diveDepth {
      let status = solveRelaxation(limit: finiteCutoff)
      if status == .optimal {
        let candidates = diveCandidates()
        guard let target = candidates.min(by: { diveKey($0) < diveKey($1) }) else {
          _ = acceptRelaxation()
          return
        }
        let entity = target.entity
        let (low, high) = (relaxation.lower[entity], relaxation.upper[entity])
        let floor = target.value.rounded(.down)
        let down = BoundChange(entity: Int32(entity), lower: low, upper: floor)
        let up = BoundChange(entity: Int32(entity), lower: floor + 1, upper: high)
        let goesUp = target.value - floor > 0.5
        last = goesUp ? (up, down) : (down, up)
        path.append(goesUp ? up : down)
      } else {
        guard status == .infeasible || status == .objectiveLimit, let turn = last,
          backtracks < HeuristicRule.backtracks
        else { return }
        backtracks += 1
        path.removeLast()
        path.append(turn.other)
        last = nil
      }
      relaxation.apply(path)
      relaxation.appendTightenedRows()
      if mustStop() { return }
    }
  }

  private func diveKey(_ candidate: BranchCandidate) -> Double {
    let fraction = candidate.value - candidate.value.rounded(.down)
    // A lone unit rounded down to nothing loses more than a count rounded down by a part.
    return min(1 - fraction, candidate.value < 1 ? fraction + 0.5 : fraction)
  }

  /// Rows of single decisions before aggregates of them.
  private func diveCandidates() -> [BranchCandidate] {
    let all = branchingCandidates()
    let single = all.filter {
      $0.entity < relaxation.columnCount || program.rowIsLazy[$0.entity - relaxation.columnCount]
    }
    return single.isEmpty ? all : single
  }

  /// Exact search among the most promising decisions only.
  private func searchKernel(_ root: OpenNode) {
    guard let changes = kernelRestriction() else { return }
    subtreeGap = max(options.relativeGap, HeuristicRule.kernelStopGap)
    defer { subtreeGap = nil }
    var restricted = root
    restricted.changes += changes
    _ = exploreCompactly(from: restricted, nodeLimit: options.kernelNodeLimit, isMain: false)
  }

  /// Bounds that forbid all lazy rows and integer columns but the support and those of least reduced cost.
  private func kernelRestriction() -> [BoundChange]? {
    guard let rootFixing else { return nil }
    var priced: [(price: Double, change: BoundChange)] = []
    for row in relaxation.integerRows {
      let index = Int(row)
      guard program.rowIsLazy[index], relaxation.isPacking[index], !relaxation.isZeroRow[index] else {
        continue
      }
      let entity = relaxation.columnCount + index
      guard rootFixing.activities[index] <= Integrality.exact, relaxation.lower[entity] <= 0 else { continue }
      if let incumbent, program.activity(ofRow: index, at: incumbent) > 0.5 { continue }
      let (columns, values) = program.entries(ofRow: index)
      var price = Double.infinity
      for (column, value) in zip(columns, values) where relaxation.upper[Int(column)] > 0 {
        price = min(price, rootFixing.reducedCosts[Int(column)] / value)
      }
      priced.append((price, BoundChange(entity: Int32(entity), lower: relaxation.lower[entity], upper: 0)))
    }
    for column in relaxation.integerColumns {
      let index = Int(column)
      let value = rootFixing.values[index]
      guard abs(value - value.rounded()) <= Integrality.exact,
        relaxation.lower[index] < relaxation.upper[index],
        abs(rootFixing.reducedCosts[index]) > 0
      else { continue }
      if let incumbent, abs(incumbent[index] - value) > 0.5 { continue }
      priced.append(
        (
          abs(rootFixing.reducedCosts[index]),
          BoundChange(entity: column, lower: value.rounded(), upper: value.rounded())
        ))
    }
    guard priced.count > options.kernelSize else { return nil }
    priced.sort { $0.price != $1.price ? $0.price < $1.price : $0.change.entity < $1.change.entity }
    return priced.dropFirst(options.kernelSize).map { $0.change }
  }
}

// One level of the general search: presolve, root, then either a smaller level after a restart or the tree.

/// The proof that a level has of its model.
struct LevelOutcome {
  /// No point is better than this; infinite if the model is infeasible without use of any cutoff.
  var bound: Double
  /// Whether nothing below the cutoff was left out.
  var isComplete: Bool
}

enum MixedLevel {
  /// Share of the integer columns that the root must fix for the presolve to start again.
  private static let restartShare = 0.2
  private static let restarts = 3
  /// Share of the columns that the largest independent part may have for the parts to be solved apart.
  private static let largestPartShare = 0.5

  /// Solves a model; `offer` takes points of it and tells whether it accepted one.
  static func solve(
    _ model: MixedModel, context: SearchContext, restartsSoFar: Int = 0, hints: [[Double]] = [],
    rootBound: (Double) -> Void = { _ in }, progress: @escaping (Double) -> Void = { _ in },
    offer: @escaping ([Double]) -> Bool
  ) -> LevelOutcome {
    var presolve = Presolve(model, isCancelled: { context.isCancelled() })
    guard let (reduced, record) = context.usesPresolve ? presolve.run() : presolve.rounded() else {
      return LevelOutcome(bound: .infinity, isComplete: true)
    }
    if context.mustStop() { return LevelOutcome(bound: -.infinity, isComplete: false) }
    let offerFull: ([Double]) -> Bool = { offer(record.expanded($0)) }
    if reduced.columnCount == 0 {
      let fits = zip(reduced.rowLower, reduced.rowUpper).allSatisfy { $0 <= 1e-9 && $1 >= -1e-9 }
      guard fits else { return LevelOutcome(bound: .infinity, isComplete: true) }
      if reduced.constant < context.cutoff(step: 0) && !offerFull([]) {
        return LevelOutcome(bound: reduced.constant, isComplete: false)
      }
      return LevelOutcome(bound: reduced.constant, isComplete: true)
    }
    if let outcome = solveParts(of: reduced, context: context, progress: progress, offer: offerFull) {
      return outcome
    }
    let search = MixedSearch(reduced, context: context, progress: progress, offer: offerFull)
    search.hints = hints.map { hint in record.columns.map { hint[Int($0)] } }
    let atRoot = search.solveRoot()
    rootBound(search.rootObjective)
    if let atRoot { return atRoot }
    if restartsSoFar < restarts && search.fixedShare > restartShare {
      var smaller = reduced
      for column in 0..<reduced.columnCount where reduced.isInteger[column] {
        smaller.lower[column] = search.domain.lower.base[column]
        smaller.upper[column] = search.domain.upper.base[column]
      }
      let before = search.lowerBound
      var outcome = solve(
        smaller, context: context, restartsSoFar: restartsSoFar + 1, progress: progress, offer: offerFull)
      // What the restart left out was proven to be no better than the cutoff of then.
      outcome.bound = min(max(outcome.bound, before), search.prunedBound)
      return outcome
    }
    return search.exploreTree()
  }

  /// Solves a model that falls into parts, one after the other; nil if one part is most of it.
  private static func solveParts(
    of model: MixedModel, context: SearchContext, progress: (Double) -> Void, offer: ([Double]) -> Bool
  ) -> LevelOutcome? {
    let parts = Components(model)
    let largest = parts.columns.reduce(0) { max($0, $1.count) }
    guard Double(largest) <= largestPartShare * Double(model.columnCount) else { return nil }
    let rows = parts.rows(of: model)
    var point: [Double]? = [Double](repeating: 0, count: model.columnCount)
    var bound = model.constant
    var isComplete = true
    for part in parts.columns.indices {
      let inner = SearchContext(
        relativeGap: 0, absoluteGap: context.absoluteGap, nodeLimit: context.nodeLimit,
        pivotLimit: context.pivotLimit, usesHeuristics: context.usesHeuristics,
        mostOpenBytes: context.mostOpenBytes, parent: context, stopRequest: { context.isCancelled() })
      var best: [Double]?
      let outcome = solve(parts.model(part, of: model, rows: rows[part]), context: inner) { found in
        best = found
        let value = parts.model(part, of: model, rows: []).objective(at: found)
        inner.best = min(inner.best, value)
        return true
      }
      context.nodes += inner.nodes
      if outcome.isComplete && best == nil { return LevelOutcome(bound: .infinity, isComplete: true) }
      bound += outcome.bound
      isComplete = isComplete && outcome.isComplete
      if let best {
        for (column, value) in zip(parts.columns[part], best) { point?[Int(column)] = value }
      } else {
        point = nil
      }
    }
    progress(bound)
    guard let point else { return LevelOutcome(bound: bound, isComplete: false) }
    if model.objective(at: point) < context.cutoff(step: 0) && !offer(point) { isComplete = false }
    return LevelOutcome(bound: bound, isComplete: isComplete || bound >= context.cutoff(step: 0))
  }
}

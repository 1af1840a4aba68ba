// The root of the general search: relaxation, cuts, heuristics, fixing.

/// Numbers of the root.
private enum RootRule {
  /// Most rounds of the cut loop.
  static let rounds = 60
  /// Rounds with little progress after which the loop ends.
  static let patience = 6
  /// Progress of the bound that counts, as a share of the bound's rise since the first relaxation.
  static let progress = 5e-3
  /// Pivots of the loop, as a multiple of those of the first relaxation, and at least.
  static let pivots = (factor: 60, least: 20_000)
}

extension MixedSearch {
  /// Solves the root; returns the outcome if nothing is left to search.
  func solveRoot() -> LevelOutcome? {
    refreshCutoff()
    domain.enqueueAll()
    guard domain.propagate() else { return closed() }
    domain.commit()
    let firstPivots = relaxation.solver.pivotCount
    switch solveProvenRelaxation() {
    case .optimal: break
    case .infeasible: return closed()
    case .objectiveLimit:
      prune(relaxation.provenBound(in: domain))
      return closed()
    default: return LevelOutcome(bound: -.infinity, isComplete: false)
    }
    rememberRoot()
    if integerColumns.isEmpty || fractionalColumns().isEmpty, acceptRelaxation() {
      prune(rootBound)
      return LevelOutcome(bound: rootBound, isComplete: true)
    }
    for hint in hints { tryHint(hint) }
    roundRelaxation()
    let spent = relaxation.solver.pivotCount - firstPivots
    if let outcome = cutLoop(budget: max(RootRule.pivots.least, RootRule.pivots.factor * spent)) {
      return outcome
    }
    if context.mustStop() { return LevelOutcome(bound: raised(lowerBound), isComplete: false) }
    if context.usesHeuristics {
      rootHeuristics()
      if !fixByRootReducedCosts() { return closed() }
      domain.commit()
    }
    return nil
  }

  /// Nothing below the cutoff is left.
  func closed() -> LevelOutcome { LevelOutcome(bound: prunedBoundOrCutoff, isComplete: true) }

  private var prunedBoundOrCutoff: Double {
    // The propagation of the cutoff may have emptied the root.
    cutoff.isFinite ? min(prunedBound, raised(cutoff)) : prunedBound
  }

  func rememberRoot() {
    rootObjective = relaxation.objective
    rootBound = relaxation.safeBound(in: domain)
    rootValues = relaxation.values
    rootReducedCosts = relaxation.solver.reducedCosts()
    lowerBound = max(lowerBound, rootBound)
    progress(raised(lowerBound))
  }

  private func cutLoop(budget: Int) -> LevelOutcome? {
    let separator = CutSeparator(relaxation, domain: domain, mustStop: { [context] in context.isCancelled() })
    let start = relaxation.solver.pivotCount
    let first = rootObjective
    var stalled = 0
    let perRound = max(50, min(2000, 2 * integerColumns.count))
    for _ in 0..<RootRule.rounds where !context.mustStop() {
      if stalled >= RootRule.patience || relaxation.solver.pivotCount - start > budget { break }
      let cuts = separator.separate(limit: perRound)
      if cuts.isEmpty { break }
      for cut in cuts { relaxation.append(cut) }
      let former = rootObjective
      switch solveProvenRelaxation() {
      case .optimal: break
      case .infeasible: return closed()
      case .objectiveLimit:
        prune(relaxation.provenBound(in: domain))
        return closed()
      default: return LevelOutcome(bound: raised(lowerBound), isComplete: false)
      }
      relaxation.removeIdleCuts(olderThan: CutRule.age)
      rememberRoot()
      if fractionalColumns().isEmpty, acceptRelaxation() {
        prune(rootBound)
        return LevelOutcome(bound: min(rootBound, prunedBound), isComplete: true)
      }
      roundRelaxation()
      if !fixByRootReducedCosts() { return closed() }
      domain.commit()
      let rise = rootObjective - former
      stalled =
        rise > RootRule.progress * max(abs(rootObjective - first), 1e-6 * max(1, abs(first)))
        ? 0 : stalled + 1
    }
    if context.mustStop() { return nil }
    // Only what binds goes into the tree; columns fixed by propagation may need another solve.
    relaxation.removeIdleCuts(olderThan: 0)
    switch solveProvenRelaxation() {
    case .optimal: rememberRoot()
    case .infeasible: return closed()
    case .objectiveLimit:
      prune(relaxation.provenBound(in: domain))
      return closed()
    default: return LevelOutcome(bound: raised(lowerBound), isComplete: false)
    }
    return nil
  }
}

/// A fractional entity.
struct CoverCandidate {
  var entity: Int
  var value: Double
  var score = 0.0
}

/// The outcome of looking for a branch.
enum CoverDecision {
  case branch(BranchChoice)
  /// One side was proven empty: solve the node again with these bounds; `removed` is the empty side's bound.
  case tighten(entity: Int, lower: Double, upper: Double, removed: Double)
  /// Both sides were proven empty.
  case empty(removed: Double)
  case interrupted
}

extension CoverRelaxation {
  /// Entities whose value in the last solution is not integral.
  ///
  /// Splits repeat the resources where there is one family and nothing is bought. After an unfinished solve values may lie far outside
  /// their bounds; to branch there would cut nothing off.
  func fractionalEntities(beyond tolerance: Double) -> [CoverCandidate] {
    var found: [CoverCandidate] = []
    func look(_ entity: Int) {
      let value = activity[entity]
      if abs(value - value.rounded()) > tolerance && value > lower(ofEntity: entity)
        && value < upper(ofEntity: entity)
      {
        found.append(CoverCandidate(entity: entity, value: value))
      }
    }
    let hasSplits = program.familyCount > 1 || simplex.lotCount > 0
    let aggregates = hasSplits ? simplex.firstGroup : simplex.firstSplit
    for entity in 0..<aggregates { look(entity) }
    for group in support { look(simplex.firstGroup + Int(group)) }
    return found
  }

  /// Something to branch on where the solution shows nothing: the least integral entity, else a wide one.
  func fallbackCandidates() -> [CoverCandidate] {
    let close = fractionalEntities(beyond: CoveringTolerance.primal)
    if let first = close.max(by: { abs($0.value - $0.value.rounded()) < abs($1.value - $1.value.rounded()) })
    {
      return [first]
    }
    // Counts settle what is bought for them.
    for entity in (simplex.lotCount > 0 ? simplex.firstGroup : 0)..<simplex.entityCount {
      let (low, high) = (lower(ofEntity: entity), upper(ofEntity: entity))
      if low < high {
        return [CoverCandidate(entity: entity, value: ((low + high) / 2).rounded(.down) + 0.5)]
      }
    }
    return []
  }
}

extension TreeWorker {
  private func score(_ down: Double, _ up: Double) -> Double {
    max(down, CoverRule.minimalLoss) * max(up, CoverRule.minimalLoss)
  }

  /// Chooses by pseudocosts; entities seen too seldom are probed first.
  func chooseBranch(_ found: [CoverCandidate], bound: Double) -> CoverDecision {
    var candidates = found
    if relaxation.simplex.lotCount > 0 {
      let first = found.filter { comesFirst($0.entity) }
      if !first.isEmpty { candidates = first }
    }
    for index in candidates.indices {
      let candidate = candidates[index]
      let fraction = candidate.value - candidate.value.rounded(.down)
      candidates[index].score = score(
        pseudocosts.loss(candidate.entity, up: false, distance: fraction),
        pseudocosts.loss(candidate.entity, up: true, distance: 1 - fraction))
    }
    candidates.sort { $0.score != $1.score ? $0.score > $1.score : $0.entity < $1.entity }
    guard let top = candidates.first else { return .empty(removed: .infinity) }
    var best = choice(top)
    var bestScore = -Double.infinity
    if let reliable = candidates.first(where: { isReliable($0.entity) }) {
      best = choice(reliable)
      bestScore = reliable.score
    }
    let unknown = candidates.filter { !isReliable($0.entity) }.prefix(CoverRule.probes)
    if unknown.isEmpty || candidates.count == 1 { return .branch(best) }
    return probe(Array(unknown), best: best, bestScore: bestScore, bound: bound)
  }

  /// Whether an entity is branched on before all others: a lot of several units. Below, what is paid for is known, and the
  /// rest is nearly a program without lots. A lot of one unit is whole wherever uses are.
  func comesFirst(_ entity: Int) -> Bool {
    let simplex = relaxation.simplex
    guard entity >= simplex.firstLot, entity < simplex.firstGroup else { return false }
    return simplex.lots.entries(entity - simplex.firstLot).contains { simplex.lots.units.base[$0] > 1 }
  }

  /// Whether both directions were seen often enough in this run; what is left of earlier ones alone does not count.
  private func isReliable(_ entity: Int) -> Bool {
    pseudocosts.count(entity) >= CoverRule.reliability(nodes: nodes)
  }

  private func choice(_ candidate: CoverCandidate) -> BranchChoice {
    var choice = BranchChoice(entity: candidate.entity, value: candidate.value)
    let fraction = candidate.value - candidate.value.rounded(.down)
    choice.prefersUp =
      pseudocosts.loss(candidate.entity, up: true, distance: 1 - fraction)
      <= pseudocosts.loss(candidate.entity, up: false, distance: fraction)
    return choice
  }

  private func probe(
    _ candidates: [CoverCandidate], best firstBest: BranchChoice, bestScore firstScore: Double, bound: Double
  ) -> CoverDecision {
    var best = firstBest
    var bestScore = firstScore
    var misses = 0
    for candidate in candidates { relaxation.addRow(entity: candidate.entity) }
    relaxation.simplex.refreshValues()
    let saved = relaxation.simplex.saved()
    defer { relaxation.simplex.restore(saved) }
    for candidate in candidates {
      if stops { return .interrupted }
      let entity = candidate.entity
      let (low, high) = (relaxation.lower(ofEntity: entity), relaxation.upper(ofEntity: entity))
      let floor = candidate.value.rounded(.down)
      let down = probe(entity, lower: low, upper: floor, from: saved, bound: bound)
      let up = probe(entity, lower: floor + 1, upper: high, from: saved, bound: bound)
      if down >= goal.cutoff && up >= goal.cutoff { return .empty(removed: min(down, up)) }
      if down >= goal.cutoff { return .tighten(entity: entity, lower: floor + 1, upper: high, removed: down) }
      if up >= goal.cutoff { return .tighten(entity: entity, lower: low, upper: floor, removed: up) }
      let fraction = candidate.value - floor
      observe(entity, up: false, distance: fraction, loss: down - bound)
      observe(entity, up: true, distance: 1 - fraction, loss: up - bound)
      let value = score(down - bound, up - bound)
      if value > bestScore {
        bestScore = value
        best = choice(candidate)
        (best.downBound, best.upBound) = (down, up)
        misses = 0
      } else {
        misses += 1
        if misses >= CoverRule.probePatience { break }
      }
    }
    return .branch(best)
  }

  /// The bound of one side, found with few pivots.
  private func probe(
    _ entity: Int, lower: Double, upper: Double, from saved: CoverSimplex.Saved, bound: Double
  ) -> Double {
    guard lower <= upper else { return .infinity }
    let (low, high) = (relaxation.lower(ofEntity: entity), relaxation.upper(ofEntity: entity))
    relaxation.simplex.restore(saved)
    relaxation.setBounds(entity: entity, lower: lower, upper: upper)
    defer { relaxation.setBounds(entity: entity, lower: low, upper: high) }
    return max(bound, relaxation.probe(cutoff: goal.cutoff, pivotLimit: CoverRule.probePivots).bound)
  }
}

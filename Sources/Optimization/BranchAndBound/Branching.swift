/// A fractional entity.
struct BranchCandidate {
  var entity: Int
  var value: Double
  var weight: Double
  var score = 0.0
}

/// The entity to branch on, with what strong branching proved for its children.
struct BranchChoice {
  var entity: Int
  var value: Double
  var downBound = -Double.infinity
  var upBound = -Double.infinity
  var prefersUp = true
}

/// The outcome of looking for a branch.
enum BranchDecision {
  case branch(BranchChoice)
  /// One side was proven empty: solve the node again with the other; `bound` is the removed side's.
  case tighten([BoundChange], bound: Double)
  /// Both sides were proven empty; `bound` is infinite if without use of the cutoff.
  case empty(bound: Double)
  case interrupted
}

/// Numbers of reliability branching (Achterberg, Koch, Martin 2005), with few and short probes.
private enum ReliabilityRule {
  /// Most candidates probed at a node.
  static let candidates = 8
  /// Most pivots of a probe.
  static let pivots = 15
  /// Probes without a better score after which probing ends.
  static let patience = 4
  /// Least loss that counts in the product score.
  static let minimalLoss = 1e-6
}

extension BranchAndBound {
  /// Integer entities that are fractional in the relaxation.
  func branchingCandidates() -> [BranchCandidate] {
    fractionalEntities(beyond: Integrality.tolerance)
  }

  /// The entity furthest from an integer although within the tolerance.
  func leastIntegral() -> [BranchCandidate] {
    let all = fractionalEntities(beyond: Integrality.exact)
    return all.max { distance($0.value) < distance($1.value) }.map { [$0] } ?? []
  }

  private func distance(_ value: Double) -> Double { abs(value - value.rounded()) }

  private func fractionalEntities(beyond tolerance: Double) -> [BranchCandidate] {
    var found: [BranchCandidate] = []
    for column in relaxation.integerColumns {
      let value = relaxation.values[Int(column)]
      if distance(value) > tolerance {
        found.append(BranchCandidate(entity: Int(column), value: value, weight: 1))
      }
    }
    for row in relaxation.integerRows {
      let value = relaxation.activities[Int(row)]
      if distance(value) > tolerance {
        found.append(
          BranchCandidate(
            entity: relaxation.columnCount + Int(row), value: value,
            weight: program.rowBranchingWeight[Int(row)]))
      }
    }
    return found
  }

  private func score(_ down: Double, _ up: Double, weight: Double) -> Double {
    weight * max(down, ReliabilityRule.minimalLoss) * max(up, ReliabilityRule.minimalLoss)
  }

  /// Chooses by pseudocosts; entities never branched on are probed first.
  func chooseBranch(_ found: [BranchCandidate], bound: Double) -> BranchDecision {
    var candidates = found
    for index in candidates.indices {
      let candidate = candidates[index]
      let fraction = candidate.value - candidate.value.rounded(.down)
      candidates[index].score = score(
        pseudocosts.loss(candidate.entity, up: false, distance: fraction),
        pseudocosts.loss(candidate.entity, up: true, distance: 1 - fraction), weight: candidate.weight)
    }
    candidates.sort { $0.score != $1.score ? $0.score > $1.score : $0.entity < $1.entity }
    guard let top = candidates.first else { return .empty(bound: .infinity) }
    var best = choice(top)
    var bestScore = -Double.infinity
    if let reliable = candidates.first(where: { pseudocosts.isReliable($0.entity) }) {
      best = choice(reliable)
      bestScore = reliable.score
    }
    let unknown = candidates.filter { !pseudocosts.isReliable($0.entity) }.prefix(ReliabilityRule.candidates)
    if unknown.isEmpty || candidates.count == 1 { return .branch(best) }
    return probe(Array(unknown), best: best, bestScore: bestScore, bound: bound)
  }

  private func choice(_ candidate: BranchCandidate) -> BranchChoice {
    var choice = BranchChoice(entity: candidate.entity, value: candidate.value)
    let fraction = candidate.value - candidate.value.rounded(.down)
    choice.prefersUp =
      pseudocosts.loss(candidate.entity, up: true, distance: 1 - fraction)
      <= pseudocosts.loss(candidate.entity, up: false, distance: fraction)
    return choice
  }

  private func probe(
    _ candidates: [BranchCandidate], best firstBest: BranchChoice, bestScore firstScore: Double, bound: Double
  ) -> BranchDecision {
    var best = firstBest
    var bestScore = firstScore
    var misses = 0
    for candidate in candidates where candidate.entity >= relaxation.columnCount {
      relaxation.append(row: candidate.entity - relaxation.columnCount)
    }
    let basis = relaxation.solver.basis()
    defer { relaxation.solver.load(basis) }
    for candidate in candidates {
      if mustStop() { return .interrupted }
      let entity = candidate.entity
      let (low, high) = (relaxation.lower[entity], relaxation.upper[entity])
      let floor = candidate.value.rounded(.down)
      let downChange = BoundChange(entity: Int32(entity), lower: low, upper: floor)
      let upChange = BoundChange(entity: Int32(entity), lower: floor + 1, upper: high)
      let down = probe(downChange, basis: basis, bound: bound)
      let up = probe(upChange, basis: basis, bound: bound)
      if down.isEmpty && up.isEmpty { return .empty(bound: min(down.removedBound, up.removedBound)) }
      if down.isEmpty { return .tighten([upChange], bound: down.removedBound) }
      if up.isEmpty { return .tighten([downChange], bound: up.removedBound) }
      let fraction = candidate.value - floor
      pseudocosts.record(entity, up: false, distance: fraction, loss: down.bound - bound)
      pseudocosts.record(entity, up: true, distance: 1 - fraction, loss: up.bound - bound)
      let value = score(down.bound - bound, up.bound - bound, weight: candidate.weight)
      if value > bestScore {
        bestScore = value
        best = choice(candidate)
        (best.downBound, best.upBound) = (down.bound, up.bound)
        misses = 0
      } else {
        misses += 1
        if misses >= ReliabilityRule.patience { break }
      }
    }
    return .branch(best)
  }

  private struct Probe {
    var bound: Double
    var isEmpty = false
    /// Bound of an empty side; infinite if it is infeasible without any cutoff.
    var removedBound = Double.infinity
  }

  private func probe(_ change: BoundChange, basis: SimplexBasis, bound: Double) -> Probe {
    let entity = Int(change.entity)
    let (low, high) = (relaxation.lower[entity], relaxation.upper[entity])
    relaxation.solver.load(basis)
    relaxation.setBounds(entity, lower: change.lower, upper: change.upper)
    defer { relaxation.setBounds(entity, lower: low, upper: high) }
    let status = relaxation.probe(limit: finiteCutoff, pivotLimit: ReliabilityRule.pivots) { [unowned self] in
      mustStop()
    }
    switch status {
    case .infeasible: return Probe(bound: .infinity, isEmpty: true)
    case .objectiveLimit:
      let reached = max(bound, relaxation.bound)
      return Probe(bound: reached, isEmpty: true, removedBound: reached)
    case .optimal, .pivotLimit:
      let reached = relaxation.bound
      let proven = reached.isFinite ? max(bound, reached) : bound
      if proven >= cutoff { return Probe(bound: proven, isEmpty: true, removedBound: proven) }
      return Probe(bound: proven)
    default: return Probe(bound: bound)
    }
  }
}

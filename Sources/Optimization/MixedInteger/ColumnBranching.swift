// Reliability branching (Achterberg, Koch & Martin, 2005): pseudocosts, made reliable by probing both sides of a
// candidate with a few dual pivots.

/// The column to branch on, with what probing proved for its children.
struct ColumnChoice {
  var column: Int32
  var value: Double
  var downBound = -Double.infinity
  var upBound = -Double.infinity
  var prefersUp = false
  /// Expected loss of the objective below the node.
  var estimate = 0.0
}

/// The outcome of looking for a branching.
enum ColumnDecision {
  case branch(ColumnChoice)
  /// A side was proven empty and the bounds tightened: solve the node again.
  case tightened
  /// Both sides are empty.
  case empty
  case interrupted
}

/// Numbers of reliability branching.
private enum ProbeRule {
  /// Observations a side needs to be trusted.
  static let reliable = 8.0
  /// Most candidates probed at a node, at the root and deeper.
  static let candidates = (root: 60, deep: 40)
  /// Most pivots of one probe.
  static let pivots = (root: 150, deep: 100)
  /// Probes without a better score after which probing ends.
  static let patience = 8
  /// Pivots of probes: at least, and as a share of all.
  static let budget = (least: 20_000, share: 0.5)
  /// Least loss that counts in the product score.
  static let minimalLoss = 1e-6
}

extension MixedSearch {
  private func score(_ down: Double, _ up: Double) -> Double {
    max(down, ProbeRule.minimalLoss) * max(up, ProbeRule.minimalLoss)
  }

  /// Chooses among fractional columns; `objective` is that of the relaxation.
  func chooseColumn(_ fractional: [Int32], objective: Double) -> ColumnDecision {
    var ranked: [(score: Double, column: Int32)] = []
    ranked.reserveCapacity(fractional.count)
    var estimate = 0.0
    for column in fractional {
      let value = relaxation.values[Int(column)]
      let fraction = value - value.rounded(.down)
      let down = pseudocosts.loss(Int(column), up: false, distance: fraction)
      let up = pseudocosts.loss(Int(column), up: true, distance: 1 - fraction)
      estimate += min(down, up)
      ranked.append((score(down, up), column))
    }
    ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.column < $1.column }
    let isRoot = domain.mark == 0
    let mayProbe =
      Double(pivotsInProbes) < Double(ProbeRule.budget.least) + ProbeRule.budget.share
      * Double(context.pivots)
    let threshold = mayProbe ? ProbeRule.reliable : 1
    var best: ColumnChoice?
    var bestScore = -1.0
    var unreliable: [Int32] = []
    for (score, column) in ranked {
      if pseudocosts.count(Int(column)) >= threshold {
        if best == nil { (best, bestScore) = (choice(column), score) }
      } else {
        unreliable.append(column)
      }
    }
    let limit = isRoot ? ProbeRule.candidates.root : ProbeRule.candidates.deep
    if !mayProbe { unreliable = Array(unreliable.prefix(best == nil ? 2 : 1)) }
    var decision = ColumnDecision.empty
    if unreliable.isEmpty || fractional.count == 1 {
      decision = .branch(best ?? choice(ranked[0].column))
    } else {
      decision = probe(
        Array(unreliable.prefix(limit)), best: best, bestScore: bestScore, objective: objective,
        isRoot: isRoot)
    }
    if case .branch(var chosen) = decision {
      chosen.estimate = estimate
      return .branch(chosen)
    }
    return decision
  }

  private func choice(_ column: Int32) -> ColumnChoice {
    let value = relaxation.values[Int(column)]
    var choice = ColumnChoice(column: column, value: value)
    choice.prefersUp = prefersUp(column, value)
    return choice
  }

  /// The side to search first: away from the root's value, or where the incumbent is.
  private func prefersUp(_ column: Int32, _ value: Double) -> Bool {
    let index = Int(column)
    if let incumbent { return incumbent[index] > value }
    let fraction = value - value.rounded(.down)
    let up = pseudocosts.loss(index, up: true, distance: 1 - fraction)
    let down = pseudocosts.loss(index, up: false, distance: fraction)
    if abs(value - rootValues[index]) > 0.4 { return value > rootValues[index] }
    return up != down ? up < down : fraction > 0.5
  }

  private func probe(
    _ candidates: [Int32], best firstBest: ColumnChoice?, bestScore firstScore: Double, objective: Double,
    isRoot: Bool
  ) -> ColumnDecision {
    var best = firstBest
    var bestScore = firstScore
    var misses = 0
    let basis = relaxation.solver.basis()
    let values = relaxation.values
    defer { relaxation.solver.load(basis) }
    var isTightened = false
    for column in candidates {
      if context.isCancelled() { return .interrupted }
      let index = Int(column)
      let value = values[index]
      let (low, high) = (domain.lower.base[column], domain.upper.base[column])
      let floor = value.rounded(.down)
      guard floor >= low, floor + 1 <= high else { continue }
      let down = probe(column, low, floor, basis, objective, isRoot: isRoot)
      let up = probe(column, floor + 1, high, basis, objective, isRoot: isRoot)
      relaxation.setBounds(index, lower: low, upper: high)
      if down.isEmpty || up.isEmpty {
        if cutoff.isFinite { prune(cutoff) }
        if down.isEmpty && up.isEmpty { return .empty }
        if down.isEmpty {
          domain.raiseLower(column, to: floor + 1)
        } else {
          domain.lowerUpper(column, to: floor)
        }
        guard domain.propagate() else { return .empty }
        isTightened = true
        if !isRoot { return .tightened }
        continue
      }
      let fraction = value - floor
      if down.isFinished || down.bound > objective {
        pseudocosts.record(index, up: false, distance: fraction, loss: down.bound - objective)
      }
      if up.isFinished || up.bound > objective {
        pseudocosts.record(index, up: true, distance: 1 - fraction, loss: up.bound - objective)
      }
      let value2 = score(down.bound - objective, up.bound - objective)
      if value2 > bestScore {
        bestScore = value2
        var chosen = ColumnChoice(column: column, value: value)
        chosen.prefersUp = prefersUp(column, value)
        (chosen.downBound, chosen.upBound) = (down.bound, up.bound)
        best = chosen
        misses = 0
      } else {
        misses += 1
        if misses >= ProbeRule.patience { break }
      }
    }
    if isTightened { return .tightened }
    guard let best else { return .branch(choice(candidates[0])) }
    return .branch(best)
  }

  private func probe(
    _ column: Int32, _ low: Double, _ high: Double, _ basis: SimplexBasis, _ objective: Double, isRoot: Bool
  ) -> (bound: Double, isEmpty: Bool, isFinished: Bool) {
    let solver = relaxation.solver
    solver.load(basis)
    relaxation.setBounds(Int(column), lower: low, upper: high)
    let before = solver.pivotCount
    let limit = cutoff
    let status = solver.solve(
      objectiveLimit: limit < .infinity ? limit : nil,
      pivotLimit: isRoot ? ProbeRule.pivots.root : ProbeRule.pivots.deep,
      isCancelled: { [context] in context.isCancelled() })
    context.count(pivots: solver.pivotCount - before)
    pivotsInProbes += solver.pivotCount - before
    switch status {
    case .infeasible: return (.infinity, true, true)
    case .optimal, .pivotLimit, .objectiveLimit:
      let side = BoundChange(entity: column, lower: low, upper: high)
      let proven = relaxation.provenBound(in: domain, except: side)
      let bound = proven.isFinite ? max(objective, proven) : objective
      return (bound, bound >= limit, status == .optimal)
    default: return (objective, false, false)
    }
  }
}

// Primal heuristics of the general search: rounding, dives (Berthold, 2006), and sub-searches near the relaxation
// and the incumbent (RENS, Berthold, 2014; RINS, Danna, Rothberg & Le Pape, 2005).

/// How a dive chooses what to round.
enum DiveKind: CaseIterable {
  /// The fraction nearest to an integer.
  case fractional
  /// A column that few rows keep from moving one way.
  case coefficient
  /// The column nearest to the incumbent's value.
  case guided
  /// The rounding that changes least by the pseudocosts.
  case pseudocost
  /// The most rows served for the loss.
  case vectorLength
}

/// Numbers of the heuristics.
private enum DiveRule {
  /// Pivots of dives and sub-searches: at least, and as a share of all.
  static let budget = (least: 20_000, share: 0.25)
  static let subsearchBudget = (least: 20_000, share: 0.3)
  /// Wrong turns of a dive.
  static let backtracks = 8
  /// Nodes of a sub-search.
  static let subsearchNodes = 400
  /// Sub-searches around the incumbent at the root, as long as each finds a better one.
  static let rootRuns = 4
  /// Least share of the integer columns that a sub-search must have fixed.
  static let subsearchShare = 0.4
}

extension MixedSearch {
  /// Rounds each fractional column to the side that no row minds.
  func roundRelaxation() {
    var point = relaxation.values
    for column in integerColumns {
      let index = Int(column)
      let value = point[index]
      if abs(value - value.rounded()) <= Integrality.tolerance {
        point[index] = value.rounded()
      } else if downLocks[index] == 0 {
        point[index] = value.rounded(.down)
      } else if upLocks[index] == 0 {
        point[index] = value.rounded(.up)
      } else {
        return
      }
    }
    _ = submit(point)
  }

  func rootHeuristics() {
    let basis = relaxation.solver.basis()
    defer { relaxation.solver.load(basis) }
    for kind in DiveKind.allCases where !context.mustStop() {
      if kind == .guided && incumbent == nil { continue }
      if gapIsClosed() { return }
      dive(kind)
      relaxation.solver.load(basis)
    }
    if context.mustStop() || gapIsClosed() || context.depth >= 2 { return }
    searchNeighbourhood(of: rootValues, usesIncumbent: false)
    for _ in 0..<DiveRule.rootRuns {
      let former = context.best
      if incumbent == nil || context.mustStop() || gapIsClosed() { return }
      searchNeighbourhood(of: rootValues, usesIncumbent: true)
      if context.best >= former { return }
    }
  }

  private func gapIsClosed() -> Bool { lowerBound >= cutoff }

  /// Dives, and now and then a sub-search, from the present node. The caller enters its next node anew.
  func treeHeuristics() {
    let former = context.best
    let values = relaxation.values
    let dives =
      Double(pivotsInDives) < Double(DiveRule.budget.least) + DiveRule.budget.share * Double(context.pivots)
    if dives {
      let kinds = DiveKind.allCases
      var kind = kinds[heuristicRuns % kinds.count]
      if kind == .guided && incumbent == nil { kind = .fractional }
      heuristicRuns += 1
      dive(kind)
    }
    let searches =
      Double(pivotsInSubsearches) < Double(DiveRule.subsearchBudget.least)
      + DiveRule.subsearchBudget.share * Double(context.pivots)
    if context.depth < 2 && searches && heuristicRuns % 3 == 0 && !context.mustStop() {
      domain.undo(to: 0)
      if heuristicRuns % 2 == 0, let former = formerIncumbent, let incumbent {
        search(agreeing: former, incumbent)
      } else {
        searchNeighbourhood(of: values, usesIncumbent: incumbent != nil)
      }
    }
    diveInterval = context.best < former ? 20 : min(diveInterval * 4 / 3 + 1, 1000)
  }

  /// Follows the relaxation downwards, rounding one column at a time, propagating, and turning back a few times.
  func dive(_ kind: DiveKind) {
    let start = domain.mark
    defer {
      domain.undo(to: start)
      relaxation.push(domain)
    }
    let before = context.pivots
    defer { pivotsInDives += context.pivots - before }
    let budget = 5000 + 10 * model.rowCount
    var backtracks = 0
    // Where columns have no bounds a dive can go on without a pivot.
    var steps = 0
    // The relaxation's values may be those of another point by now.
    guard solveRelaxation() == .optimal else { return }
    while !context.mustStop() {
      steps += 1
      if context.pivots - before + steps > budget { return }
      let fractional = fractionalColumns()
      if fractional.isEmpty {
        _ = acceptRelaxation()
        return
      }
      roundRelaxation()
      guard let (column, goesUp) = diveChoice(kind, fractional) else { return }
      let value = relaxation.values[Int(column)]
      let floor = value.rounded(.down)
      let mark = domain.mark
      if goesUp { domain.raiseLower(column, to: floor + 1) } else { domain.lowerUpper(column, to: floor) }
      refreshCutoff()
      var isAlive = domain.propagate()
      if isAlive {
        let status = solveRelaxation()
        isAlive = status == .optimal
        if !isAlive && status != .infeasible && status != .objectiveLimit { return }
      }
      if !isAlive {
        backtracks += 1
        if backtracks > DiveRule.backtracks { return }
        domain.undo(to: mark)
        if goesUp { domain.lowerUpper(column, to: floor) } else { domain.raiseLower(column, to: floor + 1) }
        guard domain.propagate(), solveRelaxation() == .optimal else { return }
      }
    }
  }

  private func diveChoice(_ kind: DiveKind, _ fractional: [Int32]) -> (column: Int32, goesUp: Bool)? {
    var best: (score: Double, column: Int32, goesUp: Bool)?
    for column in fractional {
      let index = Int(column)
      let value = relaxation.values[index]
      let fraction = value - value.rounded(.down)
      var goesUp = fraction > 0.5
      var score = 0.0
      switch kind {
      case .fractional: score = min(fraction, 1 - fraction)
      case .coefficient:
        if upLocks[index] != downLocks[index] { goesUp = upLocks[index] < downLocks[index] }
        score = Double(min(upLocks[index], downLocks[index])) + (goesUp ? 1 - fraction : fraction)
      case .guided:
        guard let incumbent else { return nil }
        goesUp = incumbent[index] > value
        score = abs(incumbent[index] - value)
      case .pseudocost:
        let up = pseudocosts.loss(index, up: true, distance: 1 - fraction)
        let down = pseudocosts.loss(index, up: false, distance: fraction)
        if abs(value - rootValues[index]) > 0.4 {
          goesUp = value > rootValues[index]
        } else if fraction < 0.3 || fraction > 0.7 {
          goesUp = fraction > 0.5
        } else {
          goesUp = up < down
        }
        // Little lost this way, much the other.
        score = goesUp ? -(1 + down) / (1 + up) : -(1 + up) / (1 + down)
      case .vectorLength:
        let cost = relaxation.model.cost[index]
        goesUp = cost >= 0
        let loss = goesUp ? (1 - fraction) * cost : -fraction * cost
        score = (loss + 1e-9) / Double(upLocks[index] + downLocks[index] + 1)
      }
      if score < best?.score ?? .infinity { best = (score, column, goesUp) }
    }
    return best.map { ($0.column, $0.goesUp) }
  }

  /// Searches the part of the model where the relaxation (and the incumbent, if asked) leave columns free.
  func searchNeighbourhood(of values: [Double], usesIncumbent: Bool) {
    guard values.count == model.columnCount else { return }
    var restricted = model
    var fixed = 0
    for column in integerColumns {
      let index = Int(column)
      let (low, high) = (domain.lower.base[column], domain.upper.base[column])
      restricted.lower[index] = low
      restricted.upper[index] = high
      let value = values[index]
      if usesIncumbent, let incumbent {
        if abs(incumbent[index] - value) < 1e-6 && incumbent[index] >= low && incumbent[index] <= high {
          restricted.lower[index] = incumbent[index]
          restricted.upper[index] = incumbent[index]
        }
      } else if abs(value - value.rounded()) < 1e-6, value.rounded() >= low, value.rounded() <= high {
        restricted.lower[index] = value.rounded()
        restricted.upper[index] = value.rounded()
      } else if value > low && value < high {
        restricted.lower[index] = max(low, value.rounded(.down))
        restricted.upper[index] = min(high, value.rounded(.up))
      }
      if restricted.lower[index] == restricted.upper[index] { fixed += 1 }
    }
    guard Double(fixed) >= DiveRule.subsearchShare * Double(integerColumns.count) else { return }
    search(restricted)
  }

  /// Searches where two points agree (crossover; Rothberg, 2007).
  private func search(agreeing first: [Double], _ second: [Double]) {
    var restricted = model
    var fixed = 0
    for column in integerColumns {
      let index = Int(column)
      let (low, high) = (domain.lower.base[column], domain.upper.base[column])
      let agrees = first[index] == second[index] && second[index] >= low && second[index] <= high
      restricted.lower[index] = agrees ? second[index] : low
      restricted.upper[index] = agrees ? second[index] : high
      if restricted.lower[index] == restricted.upper[index] { fixed += 1 }
    }
    guard Double(fixed) >= DiveRule.subsearchShare * Double(integerColumns.count) else { return }
    search(restricted)
  }

  /// Runs a limited search on a restriction of the model.
  func search(_ restricted: MixedModel) {
    let pivots = max(2000, min(DiveRule.subsearchBudget.least * 2, context.pivots / 4 + 5000))
    let inner = SearchContext(
      relativeGap: max(context.relativeGap, 1e-3), absoluteGap: context.absoluteGap,
      nodeLimit: DiveRule.subsearchNodes, pivotLimit: pivots, usesHeuristics: true,
      mostOpenBytes: context.mostOpenBytes, parent: context,
      stopRequest: { [context] in context.isCancelled() })
    inner.wantedBelow = cutoff
    let before = context.pivots
    _ = MixedLevel.solve(
      restricted, context: inner, restartsSoFar: 2,
      offer: { [unowned self] point in
        guard submit(point) else { return false }
        inner.best = min(inner.best, context.best)
        return true
      })
    pivotsInSubsearches += context.pivots - before
  }

  /// Takes a hint if it fits; otherwise keeps its integer part and solves for the rest.
  func tryHint(_ hint: [Double]) {
    guard hint.count == model.columnCount, !context.mustStop() else { return }
    let start = domain.mark
    defer {
      domain.undo(to: start)
      relaxation.push(domain)
      _ = solveRelaxation(limit: .infinity)
    }
    for column in integerColumns {
      let value = min(
        max(hint[Int(column)].rounded(), domain.lower.base[column]), domain.upper.base[column])
      domain.raiseLower(column, to: value)
      domain.lowerUpper(column, to: value)
      guard domain.propagate() else { return }
    }
    if solveRelaxation() == .optimal && fractionalColumns().isEmpty { _ = acceptRelaxation() }
  }
}

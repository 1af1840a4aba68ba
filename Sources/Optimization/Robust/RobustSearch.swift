import HeapModule

/// Branch and cut over counts: one tree, in which a cut found anywhere holds everywhere.
///
/// The relaxation knows the level by cuts only (`StressCut`). At the root cuts are found until the point satisfies them
/// all; below, the pool is looked through and the oracle asked once per node. A point of whole counts is
/// valued exactly: either it keeps what it promises and the node is done, or a cut takes it away (branch and
/// Benders' cut; logic-based "lazy" cuts). Branching is on sums first: use of a resource, groups of a family,
/// then single groups.
final class RobustSearch {
  let program: CoveringProgram
  let oracle: StressOracle
  private(set) var pool: StressCutPool
  let relaxation: RobustRelaxation
  var goal: CoverGoal
  var pseudocosts: Pseudocosts

  let options: CoverOptions
  private let onProgress: (CoverProgress) -> Void
  private let isCancelledByCaller: () -> Bool
  private let clock = ContinuousClock()
  private let deadline: ContinuousClock.Instant?
  private var wasCancelled = false
  private var hitLimit = false
  var nodes = 0
  var provenBound: Double
  var prunedBound = Double.infinity
  var unresolvedBound = Double.infinity
  /// Bound on everything that is not open any more.
  var closedBound: Double { min(prunedBound, unresolvedBound) }
  var open = Heap<OpenRobustNode>()
  var serial = 0
  /// Reduced costs of the root's entities, and its bound: what fixing goes by.
  private var rootPrices: [Double] = []
  private var rootBound = -Double.infinity
  /// Relaxations that the simplex lost its way in.
  var lostRelaxations = 0

  init(
    _ program: CoveringProgram, oracle: StressOracle, pool: StressCutPool, options: CoverOptions,
    isCancelled: @escaping () -> Bool, onProgress: @escaping (CoverProgress) -> Void
  ) {
    self.program = program
    self.oracle = oracle
    self.pool = pool
    self.options = options
    self.onProgress = onProgress
    isCancelledByCaller = isCancelled
    deadline = options.deadline(clock)
    relaxation = RobustRelaxation(program)
    let unit = relaxation.units.objective
    goal = CoverGoal(options, unit: unit)
    pseudocosts = Pseudocosts(entityCount: relaxation.entityCount)
    provenBound = options.knownBound.map { $0 / unit } ?? -.infinity
  }

  // MARK: Limits

  func mustStop() -> Bool {
    if wasCancelled || hitLimit { return true }
    if isCancelledByCaller() {
      wasCancelled = true
    } else if let limit = options.pivotLimit, relaxation.solver.pivotCount >= limit {
      hitLimit = true
    } else if let deadline {
      hitLimit = clock.now >= deadline
    }
    return wasCancelled || hitLimit
  }

  // MARK: Values

  /// Counts with the level they guarantee; nil if they are not admitted or not strictly better than `cutoff`.
  static func cover(
    of counts: [Int32], _ program: CoveringProgram, _ oracle: StressOracle, cutoff: Double,
    onCut: (StressCut) -> Void
  ) -> Cover? {
    let rental = program.lots.isEmpty ? nil : CoverRental(program)
    guard program.admits(counts, rental) else { return nil }
    let cost = program.cost(of: counts)
    let count = counts.reduce(0) { $0 + Int($1) }
    let paid = program.costWeight * cost + program.countCharge * Double(count)
    var needed = program.levelLower * (1 - CoveringTolerance.level)
    if program.levelWeight > 0 {
      needed = max(needed, (paid - cutoff) / program.levelWeight)
    } else if paid >= cutoff {
      return nil
    }
    let level = min(program.levelUpper, oracle.level(of: counts, needed: needed) { onCut($0.cut) })
    guard level >= needed else { return nil }
    let objective = program.objective(cost: cost, count: count, level: level)
    guard objective < cutoff else { return nil }
    return Cover(
      counts: counts, level: level, cost: cost, objective: objective,
      lots: rental?.lots(for: program.used(by: counts)) ?? [])
  }

  /// Values counts exactly, keeps the cuts this brings, and takes the counts if they are better.
  @discardableResult
  func offer(_ counts: [Int32]) -> Bool {
    let cover = Self.cover(of: counts, program, oracle, cutoff: goal.improvementBelow) { cut in
      _ = pool.add(cut, program, oracle.stress)
    }
    guard goal.take(cover) else { return false }
    report()
    return true
  }

  /// The cover of some counts, better than the incumbent or not; nil if they are not admitted.
  func value(_ counts: [Int32]) -> Cover? {
    Self.cover(of: counts, program, oracle, cutoff: .infinity) { _ in }
  }

  func report() {
    onProgress(
      CoverProgress(
        cover: goal.incumbent, bound: goal.unscaled(provenBound), nodes: nodes,
        pivots: relaxation.solver.pivotCount + oracle.pivots))
  }

  // MARK: Run

  /// Solves to the gap asked for, or to a limit.
  func run() -> CoverResult {
    var result = CoverResult(status: .unknown, bound: -.infinity, gap: .infinity, rootBound: -.infinity)
    let before = oracle.pivots
    oracle.mustStop = { [unowned self] in mustStop() }
    defer { oracle.mustStop = { false } }
    for counts in options.starts + options.trials { offer(counts) }
    if isLarge, goal.incumbent == nil { findFirst() }
    for place in pool.lines.indices where !mustStop() {
      relaxation.add(place, gains: pool.lines[place].gains)
    }
    let start = relaxation.basis()
    switch solveRoot() {
    case .closed: break
    case .lost:
      // The tree does without the root: its nodes have tighter bounds and other relaxations.
      push([], bound: provenBound, basis: start, depth: 0)
      searchTree()
    case .solved:
      result.rootBound = rootBound * goal.unit
      result.resourceValues = relaxation.resourceValues()
      result.budgetValue = relaxation.budgetValue()
      result.lotValues = relaxation.lotValues()
      report()
      if provenBound >= goal.cutoff {
        prunedBound = provenBound
      } else {
        improve(from: relaxation.point().counts)
        fix()
        push([], bound: rootBound, basis: relaxation.basis(), depth: 0)
        searchTree()
      }
    }
    conclude(&result, oraclePivots: oracle.pivots - before)
    return result
  }

  /// The outcome of the root.
  private enum Root {
    case solved
    /// Nothing is left to search, or the run must end.
    case closed
    /// The simplex lost its way.
    case lost
  }

  /// Cuts until the root's point keeps them all.
  private func solveRoot() -> Root {
    for round in 0..<RobustRule.rootRounds {
      switch relaxation.solver.solve(isCancelled: { [unowned self] in mustStop() }) {
      case .optimal: break
      case .infeasible:
        provenBound = .infinity
        prunedBound = .infinity
        return .closed
      default:
        if !mustStop() { return .lost }
        unresolvedBound = provenBound
        return .closed
      }
      rootBound = relaxation.solver.dualBound
      let (point, level) = relaxation.point()
      let isNew = separate(point, level: level, asksOracle: true, isExact: false)
      if !isNew || mustStop() { break }
      if round % RobustRule.roundingRounds == RobustRule.roundingRounds - 1 { improve(from: point) }
    }
    provenBound = max(provenBound, rootBound)
    let reduced = relaxation.solver.reducedCosts()
    let duals = relaxation.solver.rowDuals()
    rootPrices =
      Array(duals[0..<relaxation.rowEntities]) + reduced[0..<program.groupCount + program.lots.count]
    return .solved
  }

  /// Rounds a point and values the result, again and again while that brings cuts but no better choice.
  func improve(from point: [Double]) {
    let scale = program.costWeight + relaxation.budgetValue()
    let prices = relaxation.resourceValues().map { scale > 0 ? $0 / scale : $0 }
    let level = relaxation.point().level
    guard program.lots.isEmpty else {
      let rule = CoverPurchaseRule(program, worth: relaxation.resourceValues())
      for purchase in rule.purchases(near: point, most: RobustRule.purchases) where !mustStop() {
        improve(from: point, within: rule.program(buying: purchase), prices: prices, level: level)
      }
      if let incumbent = goal.incumbent {
        for purchase in [incumbent.lots] + rule.neighbours(of: incumbent, most: RobustRule.purchases) {
          if mustStop() { return }
          let counts = incumbent.counts.map { Double($0) }
          improve(from: counts, within: rule.program(buying: purchase), prices: prices, level: level)
        }
      }
      return
    }
    improve(from: point, within: program, prices: prices, level: level)
  }

  /// The same within a program that has no lots: this one, or what is left of it once they are bought.
  private func improve(
    from point: [Double], within program: CoveringProgram, prices: [Double], level: Double
  ) {
    for _ in 0..<RobustRule.roundingTurns {
      let known = pool.lines.count
      let heuristics = RobustHeuristics(
        program,
        lines: pool.lines.indices.filter {
          relaxation.cutRow[$0] != nil || $0 >= known - RobustRule.roundingCuts
        }.map { pool.lines[$0] }, target: max(level, program.levelLower), prices: prices,
        mustStop: { [unowned self] in mustStop() })
      var isBetter = false
      for counts in heuristics.rounded(point) where offer(counts) { isBetter = true }
      if mustStop() { return }
      if let incumbent = goal.incumbent, offer(heuristics.improved(incumbent.counts)) { isBetter = true }
      if pool.lines.count == known && !isBetter || mustStop() { return }
    }
  }

  /// Tightens entities whose root price the gap does not pay for (Dantzig, Fulkerson & Johnson, 1954).
  func fix() {
    guard goal.cutoff.isFinite, !rootPrices.isEmpty else { return }
    let room = goal.cutoff - rootBound
    guard room > 0 else { return }
    let margin = room * (1 + CoveringTolerance.fixingSafety) + CoveringTolerance.dual
    for entity in 0..<relaxation.entityCount {
      let price = rootPrices[entity]
      let (lower, upper) = (relaxation.rootLower[entity], relaxation.rootUpper[entity])
      guard abs(price) > RobustRule.leastPrice, upper > lower else { continue }
      let steps = (margin / abs(price)).rounded(.down)
      guard steps < upper - lower else { continue }
      // The price's sign tells which bound the root's certificate counts on.
      if price > 0 {
        relaxation.tightenRoot(entity, lower: lower, upper: lower + steps)
      } else {
        relaxation.tightenRoot(entity, lower: upper - steps, upper: upper)
      }
      prunedBound = min(prunedBound, goal.cutoff)
    }
  }

  private func conclude(_ result: inout CoverResult, oraclePivots: Int) {
    result.nodes = nodes
    result.pivots = relaxation.solver.pivotCount + oraclePivots
    result.peakRows = relaxation.solver.rowCount
    let bound = max(provenBound, min(closedBound, open.min?.bound ?? .infinity))
    goal.conclude(&result, bound: bound, wasCancelled: wasCancelled)
  }

  // MARK: Cuts

  /// Adds cuts that a point violates: of the pool, else the oracle's; whether any was added. `isExact` for a point of
  /// whole counts.
  func separate(_ point: [Double], level: Double, asksOracle: Bool, isExact: Bool) -> Bool {
    let tolerance = isExact ? RobustRule.wholeViolation : RobustRule.violation
    let needed = level - tolerance * max(relaxation.units.level, abs(level))
    var violated: [(place: Int, level: Double)] = []
    let support = point.indices.filter { point[$0] != 0 }
    for place in pool.lines.indices where relaxation.cutRow[place] == nil {
      let own = pool.level(place, at: point, support: support)
      if own < needed { violated.append((place, own)) }
    }
    if violated.isEmpty, asksOracle {
      for event in 0..<oracle.stress.eventCount {
        for family in 0..<program.familyCount {
          // Not known to hold is as good as violated.
          if mustStop() { return true }
          let found = oracle.worst(
            family: family, event: event, at: point, isExact: isExact, needed: isExact ? needed : 0)
          guard found.level < needed else { continue }
          let place = pool.add(found.cut, program, oracle.stress)
          // What the rounding of amounts makes of a cut that has a row is no violation.
          if relaxation.cutRow[place] == nil { violated.append((place, found.level)) }
        }
      }
    }
    violated.sort { $0.level != $1.level ? $0.level < $1.level : $0.place < $1.place }
    for entry in violated.prefix(RobustRule.cutsARound) where !mustStop() {
      pool.touch(entry.place)
      relaxation.add(entry.place, gains: pool.lines[entry.place].gains)
    }
    return !violated.isEmpty
  }
}

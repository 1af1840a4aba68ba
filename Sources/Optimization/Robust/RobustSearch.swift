import HeapModule

/// Branch and cut over counts: one tree, in which a cut found anywhere holds everywhere.
///
/// The relaxation knows the level by cuts only (`StressCut`). At the root cuts are found until the point satisfies them
/// all; below, the pool is looked through and the oracle asked once a node. A point of whole counts is valued exactly:
/// either it keeps what it promises and the node is done, or a cut takes it away (branch and Benders' cut; logic-based
/// "lazy" cuts). Branching is on sums first: use of a resource, groups of a family, then single groups.
final class RobustSearch {
  let program: CoveringProgram
  let oracle: StressOracle
  private(set) var pool: StressCutPool
  let relaxation: RobustRelaxation
  var goal: CoverGoal
  var pseudocosts: Pseudocosts

  private let options: CoverOptions
  private let onProgress: (CoverProgress) -> Void
  private let isCancelledByCaller: () -> Bool
  private let clock = ContinuousClock()
  private let deadline: ContinuousClock.Instant?
  private var wasCancelled = false
  private var hitLimit = false
  private var nodes = 0
  private var provenBound: Double
  private var prunedBound = Double.infinity
  private var unresolvedBound = Double.infinity
  private var open = Heap<OpenRobustNode>()
  private var serial = 0
  private var callsSinceClock = 0
  /// Reduced costs of the root's entities, and its bound: what fixing goes by.
  private var rootPrices: [Double] = []
  private var rootBound = -Double.infinity

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
    deadline = options.timeLimitSeconds.map { [clock] in clock.now + .seconds($0) }
    relaxation = RobustRelaxation(program)
    goal = CoverGoal(options, unit: 1)
    pseudocosts = Pseudocosts(entityCount: relaxation.entityCount)
    provenBound = options.knownBound ?? -.infinity
  }

  // MARK: Limits

  func mustStop() -> Bool {
    if wasCancelled || hitLimit { return true }
    if isCancelledByCaller() {
      wasCancelled = true
    } else if let limit = options.pivotLimit, relaxation.solver.pivotCount >= limit {
      hitLimit = true
    } else if let deadline {
      callsSinceClock += 1
      if callsSinceClock >= RobustRule.clockInterval {
        callsSinceClock = 0
        hitLimit = clock.now >= deadline
      }
    }
    return wasCancelled || hitLimit
  }

  // MARK: Values

  /// Counts with the level they guarantee; nil if they are not admitted or not strictly better than `cutoff`.
  static func cover(
    of counts: [Int32], _ program: CoveringProgram, _ oracle: StressOracle, cutoff: Double,
    onCut: (StressCut) -> Void
  ) -> Cover? {
    guard program.admits(counts) else { return nil }
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
    return Cover(counts: counts, level: level, cost: cost, objective: objective)
  }

  /// Values counts exactly, keeps the cuts this brings, and takes the counts if they are better.
  @discardableResult
  private func offer(_ counts: [Int32]) -> Bool {
    let cover = Self.cover(of: counts, program, oracle, cutoff: goal.improvementBelow) { cut in
      _ = pool.add(cut, program, oracle.stress)
    }
    guard goal.take(cover) else { return false }
    report()
    return true
  }

  private func report() {
    onProgress(
      CoverProgress(
        cover: goal.incumbent, bound: min(provenBound, goal.value), nodes: nodes,
        pivots: relaxation.solver.pivotCount + oracle.pivots))
  }

  // MARK: Run

  /// Solves to the gap asked for, or to a limit.
  func run() -> CoverResult {
    var result = CoverResult(status: .unknown, bound: -.infinity, gap: .infinity, rootBound: -.infinity)
    let before = oracle.pivots
    for counts in options.starts + options.trials { offer(counts) }
    // Without any cut the level is unbounded but for its own limit: each item alone is the first word on it.
    for place in pool.lines.indices { relaxation.add(place, gains: pool.lines[place].gains) }
    if solveRoot() {
      result.rootBound = rootBound
      readValues(into: &result)
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

  /// Cuts until the root's point keeps them all; false if that settles everything.
  private func solveRoot() -> Bool {
    for round in 0..<RobustRule.rootRounds {
      switch relaxation.solver.solve(isCancelled: { [unowned self] in mustStop() }) {
      case .optimal: break
      case .infeasible:
        provenBound = .infinity
        prunedBound = .infinity
        return false
      default:
        unresolvedBound = provenBound
        return false
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
    rootPrices = Array(duals[0..<relaxation.rowEntities]) + reduced[0..<program.groupCount]
    return true
  }

  private func readValues(into result: inout CoverResult) {
    let duals = relaxation.solver.rowDuals()
    result.resourceValues = (0..<program.resourceCount).map { max(0, -duals[$0]) }
    result.budgetValue = relaxation.budgetRow.map { max(0, -duals[$0]) } ?? 0
  }

  /// Rounds a point, values what comes of it, and again as long as that brings cuts but no better choice.
  private func improve(from point: [Double]) {
    let duals = relaxation.solver.rowDuals()
    let budgetPrice = relaxation.budgetRow.map { max(0, -duals[$0]) } ?? 0
    let scale = program.costWeight + budgetPrice
    let prices = (0..<program.resourceCount).map {
      scale > 0 ? max(0, -duals[$0]) / scale : max(0, -duals[$0])
    }
    let level = relaxation.point().level
    for _ in 0..<RobustRule.roundingTurns {
      let known = pool.lines.count
      let heuristics = RobustHeuristics(
        program,
        lines: pool.lines.indices.filter {
          relaxation.cutRow[$0] != nil || $0 >= known - RobustRule.roundingCuts
        }.map { pool.lines[$0] }, target: max(level, program.levelLower), prices: prices)
      var isBetter = false
      for counts in heuristics.rounded(point) where offer(counts) { isBetter = true }
      if let incumbent = goal.incumbent, offer(heuristics.improved(incumbent.counts)) { isBetter = true }
      if pool.lines.count == known && !isBetter || mustStop() { return }
    }
  }

  /// Tightens entities whose root price the gap does not pay for (Dantzig, Fulkerson & Johnson, 1954).
  private func fix() {
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
    result.cover = goal.incumbent
    let known = options.knownBound ?? -.infinity
    let openBound = min(unresolvedBound, open.min?.bound ?? .infinity)
    let isOpen = max(openBound, known) < goal.cutoff
    var bound = min(max(known, min(prunedBound, openBound)), goal.value)
    bound = max(bound, min(provenBound, goal.value))
    result.bound = bound
    if let incumbent = goal.incumbent {
      result.gap = relativeGap(bound: bound, objective: incumbent.objective)
      result.status = isOpen ? .feasible : .optimal
    } else if !isOpen {
      result.status = prunedBound < .infinity || options.cutoff != nil ? .noneBetter : .infeasible
    }
    if wasCancelled && isOpen { result.status = .cancelled }
  }

  // MARK: Cuts

  /// Adds cuts that a point violates: of the pool, else the oracle's; whether any was added.
  private func separate(_ point: [Double], level: Double, asksOracle: Bool, isExact: Bool) -> Bool {
    let needed = level - RobustRule.violation * max(1, abs(level))
    var violated: [(place: Int, level: Double)] = []
    let support = point.indices.filter { point[$0] != 0 }
    for place in pool.lines.indices where relaxation.cutRow[place] == nil {
      let own = pool.level(place, at: point, support: support)
      if own < needed { violated.append((place, own)) }
    }
    if violated.isEmpty, asksOracle {
      for event in 0..<oracle.stress.eventCount {
        for family in 0..<program.familyCount {
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
    for entry in violated.prefix(RobustRule.cutsARound) {
      pool.touch(entry.place)
      relaxation.add(entry.place, gains: pool.lines[entry.place].gains)
    }
    return !violated.isEmpty
  }

  // MARK: Tree

  private func push(
    _ changes: [BoundChange], bound: Double, basis: RobustBasis, depth: Int, branch: OpenNode.Branch? = nil
  ) {
    serial += 1
    open.insert(
      OpenRobustNode(
        changes: changes, bound: bound, basis: basis, depth: depth, branch: branch, serial: serial))
  }

  private func searchTree() {
    while let next = open.popMin() {
      provenBound = max(provenBound, min(next.bound, goal.value))
      if next.bound >= goal.cutoff {
        // The least of all open bounds: the rest goes with it.
        prunedBound = min(prunedBound, next.bound)
        open = Heap()
        return
      }
      var present: OpenRobustNode? = next
      // Plunges: the better child is looked at at once, so that choices come early.
      while let node = present {
        if mustStop() || (options.nodeLimit.map { nodes >= $0 } ?? false) {
          open.insert(node)
          return
        }
        if node.bound >= goal.cutoff {
          prunedBound = min(prunedBound, node.bound)
          break
        }
        nodes += 1
        if nodes % RobustRule.reportInterval == 0 { report() }
        present = process(node)
      }
    }
  }

  /// Solves a node; returns the child to go on with, the other one is open.
  private func process(_ node: OpenRobustNode) -> OpenRobustNode? {
    relaxation.setBounds(node.changes)
    if relaxation.cutCount > RobustRule.cutRows { relaxation.dropSlackCuts() }
    relaxation.load(node.basis, pool)
    var bound = node.bound
    var isSeen = false
    for round in 0..<RobustRule.nodeRounds {
      let status = relaxation.solver.solve(
        objectiveLimit: goal.cutoff.isFinite ? goal.cutoff : nil,
        isCancelled: { [unowned self] in mustStop() })
      switch status {
      case .optimal: break
      case .infeasible: return nil
      case .objectiveLimit:
        prunedBound = min(prunedBound, max(bound, min(goal.cutoff, relaxation.solver.dualBound)))
        return nil
      default:
        unresolvedBound = min(unresolvedBound, bound)
        return nil
      }
      bound = max(bound, relaxation.solver.dualBound)
      if !isSeen, let branch = node.branch {
        isSeen = true
        pseudocosts.record(
          branch.entity, up: branch.isUp, distance: branch.distance, loss: bound - branch.parentBound)
      }
      if bound >= goal.cutoff {
        prunedBound = min(prunedBound, bound)
        return nil
      }
      let (point, level) = relaxation.point()
      let isWhole = point.allSatisfy { abs($0 - $0.rounded()) <= Integrality.tolerance }
      if isWhole {
        let counts = point.map { Int32($0.rounded()) }
        if offer(counts) { fix() }
        let whole = counts.map { Double($0) }
        if separate(whole, level: level, asksOracle: true, isExact: true) { continue }
        // What the point promises is what it keeps, to the tolerance of cuts.
        prunedBound = min(prunedBound, bound)
        return nil
      }
      let asks =
        round == 0 && (node.depth <= RobustRule.oracleDepth || nodes % RobustRule.oracleInterval == 0)
      if separate(point, level: level, asksOracle: asks, isExact: false) { continue }
      break
    }
    let (point, _) = relaxation.point()
    if nodes % RobustRule.roundingInterval == 0 || nodes <= RobustRule.earlyNodes && nodes % 4 == 0 {
      let had = goal.value
      improve(from: point)
      if goal.value < had { fix() }
    }
    return branch(node, at: point, bound: bound)
  }

  private func branch(_ node: OpenRobustNode, at point: [Double], bound: Double) -> OpenRobustNode? {
    let basis = relaxation.basis()
    guard let choice = choose(at: point, bound: bound, node: node, basis: basis) else {
      // Whole to the tolerance but refused by the cuts' rounding, or stopped.
      unresolvedBound = min(unresolvedBound, bound)
      return nil
    }
    let value = choice.value
    let entity = Int32(choice.entity)
    let (lower, upper) = bounds(of: choice.entity, in: node)
    let down =
      node.changes.filter { $0.entity != entity } + [
        BoundChange(entity: entity, lower: lower, upper: value.rounded(.down))
      ]
    let up =
      node.changes.filter { $0.entity != entity } + [
        BoundChange(entity: entity, lower: value.rounded(.up), upper: upper)
      ]
    func child(_ changes: [BoundChange], isUp: Bool, bound known: Double) -> OpenRobustNode {
      serial += 1
      return OpenRobustNode(
        changes: changes, bound: max(bound, known), basis: basis, depth: node.depth + 1,
        branch: OpenNode.Branch(
          entity: choice.entity, isUp: isUp,
          distance: isUp ? value.rounded(.up) - value : value - value.rounded(.down), parentBound: bound),
        serial: serial)
    }
    let low = child(down, isUp: false, bound: choice.downBound)
    let high = child(up, isUp: true, bound: choice.upBound)
    let (first, second) = choice.prefersUp ? (high, low) : (low, high)
    open.insert(second)
    return first
  }

  /// Bounds of an entity at a node.
  private func bounds(of entity: Int, in node: OpenRobustNode) -> (Double, Double) {
    if let change = node.changes.last(where: { $0.entity == Int32(entity) }) {
      return (change.lower, change.upper)
    }
    return (relaxation.rootLower[entity], relaxation.rootUpper[entity])
  }

  /// Reliability branching with one observation a side (Achterberg, Koch & Martin, 2005); sums before groups.
  private func choose(
    at point: [Double], bound: Double, node: OpenRobustNode, basis: RobustBasis
  ) -> BranchChoice? {
    let activities = relaxation.activities(point)
    var candidates: [BranchCandidate] = []
    for (entity, value) in activities.enumerated() where abs(value - value.rounded()) > Integrality.tolerance
    {
      let (lower, upper) = bounds(of: entity, in: node)
      guard value > lower, value < upper else { continue }
      candidates.append(
        BranchCandidate(
          entity: entity, value: value, weight: entity < relaxation.rowEntities ? RobustRule.sumWeight : 1))
    }
    guard !candidates.isEmpty else { return nil }
    for index in candidates.indices { candidates[index].score = score(candidates[index]) }
    candidates.sort { $0.score != $1.score ? $0.score > $1.score : $0.entity < $1.entity }
    var best: (choice: BranchChoice, score: Double)?
    var probes = 0
    for candidate in candidates.prefix(RobustRule.candidates) {
      var choice = BranchChoice(entity: candidate.entity, value: candidate.value)
      var score = candidate.score
      if !pseudocosts.isReliable(candidate.entity), probes < RobustRule.probes, !mustStop() {
        probes += 1
        choice.downBound = probe(candidate, isUp: false, bound: bound, node: node, basis: basis)
        choice.upBound = probe(candidate, isUp: true, bound: bound, node: node, basis: basis)
        score =
          candidate.weight * max(choice.downBound - bound, RobustRule.leastLoss)
          * max(choice.upBound - bound, RobustRule.leastLoss)
      }
      if best.map({ score > $0.score }) ?? true { best = (choice, score) }
    }
    guard var choice = best?.choice else { return nil }
    let fraction = choice.value - choice.value.rounded(.down)
    let downLoss = pseudocosts.loss(choice.entity, up: false, distance: fraction)
    let upLoss = pseudocosts.loss(choice.entity, up: true, distance: 1 - fraction)
    choice.prefersUp = upLoss <= downLoss
    return choice
  }

  private func score(_ candidate: BranchCandidate) -> Double {
    let fraction = candidate.value - candidate.value.rounded(.down)
    let down = pseudocosts.loss(candidate.entity, up: false, distance: fraction)
    let up = pseudocosts.loss(candidate.entity, up: true, distance: 1 - fraction)
    return candidate.weight * max(down, RobustRule.leastLoss) * max(up, RobustRule.leastLoss)
  }

  /// A child's bound after a few pivots; the node's bounds and basis are as before afterwards.
  private func probe(
    _ candidate: BranchCandidate, isUp: Bool, bound: Double, node: OpenRobustNode, basis: RobustBasis
  ) -> Double {
    let (lower, upper) = bounds(of: candidate.entity, in: node)
    let value = candidate.value
    relaxation.setBounds(
      node.changes + [
        BoundChange(
          entity: Int32(candidate.entity), lower: isUp ? value.rounded(.up) : lower,
          upper: isUp ? upper : value.rounded(.down))
      ])
    let status = relaxation.solver.solve(
      objectiveLimit: goal.cutoff.isFinite ? goal.cutoff : nil, pivotLimit: RobustRule.probePivots)
    var found = max(bound, relaxation.solver.dualBound)
    if status == .infeasible { found = .infinity }
    if status == .unknown { found = bound }
    if found.isFinite {
      pseudocosts.record(
        candidate.entity, up: isUp,
        distance: isUp ? value.rounded(.up) - value : value - value.rounded(.down),
        loss: found - bound)
    }
    relaxation.setBounds(node.changes)
    relaxation.load(basis, pool)
    return found
  }
}

/// An open node of the tree under stress.
private struct OpenRobustNode: Comparable {
  /// Bounds that differ from the root's, one entry an entity.
  var changes: [BoundChange]
  /// Valid bound on everything below.
  var bound: Double
  /// Basis of the parent.
  var basis: RobustBasis
  var depth: Int
  /// What the branch was, to learn its price.
  var branch: OpenNode.Branch?
  /// Order of creation, so that ties are broken the same way each time.
  var serial: Int

  static func < (left: OpenRobustNode, right: OpenRobustNode) -> Bool {
    left.bound != right.bound ? left.bound < right.bound : left.serial > right.serial
  }
  static func == (left: OpenRobustNode, right: OpenRobustNode) -> Bool { left.serial == right.serial }
}

/// Numbers that steer the search under stress; none of them affects what is proven.
enum RobustRule {
  /// Relative excess over a cut that counts as a violation.
  static let violation = 1e-6
  /// Rounds of cuts at the root and at a node, and cuts taken in at once.
  static let rootRounds = 200
  static let nodeRounds = 60
  static let cutsARound = 16
  /// Rows of cuts from which slack ones go before a node.
  static let cutRows = 60
  /// Rounds at the root from one rounding to the next, and turns of a rounding.
  static let roundingRounds = 8
  static let roundingTurns = 4
  /// Newest cuts that a rounding looks at beside those of the relaxation.
  static let roundingCuts = 40
  /// Depth to which the oracle is asked at each node, and nodes from one question to the next below it.
  static let oracleDepth = 4
  static let oracleInterval = 4
  /// Nodes from one rounding to the next, and how many count as early.
  static let roundingInterval = 100
  static let earlyNodes = 20
  /// Nodes from one report of the bound to the next.
  static let reportInterval = 100
  /// Questions about a stop from one look at the clock to the next.
  static let clockInterval = 64
  /// Candidates compared at a node, how many of them are probed, and pivots of a probe.
  static let candidates = 12
  static let probes = 8
  static let probePivots = 20
  /// How much rather a sum is branched on than a single group.
  static let sumWeight = 4.0
  /// Least loss that counts in the product score.
  static let leastLoss = 1e-6
  /// Reduced costs below this fix nothing.
  static let leastPrice = 1e-9
}

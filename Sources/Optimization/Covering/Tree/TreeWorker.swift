import HeapModule

/// One searcher of the tree: a relaxation of its own, the open nodes that it looks after, and what it has learnt.
///
/// Takes the open node of least bound, then plunges into children while there are any. Several workers share a tree
/// by taking turns at a barrier (`CoverSearch`); between two barriers each depends on nothing but itself, so that the
/// search repeats exactly whatever the machine's speed.
final class TreeWorker {
  /// How often solutions of nodes are rounded and improved.
  enum Polish {
    /// Now and then: there is a choice from an earlier run, as good as rounding finds.
    case rarely
    /// Often at first: a good choice found late has let many nodes grow in vain.
    case early
  }

  /// A child that is searched from the basis at hand.
  private struct Dive {
    var entity: Int
    var lower: Double
    var upper: Double
    var bound: Double
    var branch: OpenNode.Branch
  }

  let relaxation: CoverRelaxation
  let evaluator: CoverEvaluator
  let heuristics: CoverHeuristics
  var pseudocosts: Pseudocosts
  var goal: CoverGoal
  /// Bounds of the tree's root; all nodes lie within.
  let root: CoverBounds
  /// Bound of the whole tree that was known before.
  let knownBound: Double
  /// How eagerly solutions of nodes are rounded and improved.
  let polish: Polish
  /// Least bound among what the cutoff removed.
  var prunedBound = Double.infinity
  /// Nodes so far.
  private(set) var nodes = 0
  private var nextRounding: Int
  /// Purchases of solutions that were rounded.
  private var roundedPurchases: Set<[Int]> = []
  /// Pseudocosts seen since the last barrier.
  private(set) var observations: [Pseudocosts.Observation] = []
  private var open = Heap<CoverNode>()
  private var dive: Dive?
  /// Bounds of the node above the dive, or of the node at hand before it is tightened.
  private var step = CoverBoundsStep()
  private var stepBounds: CoverBounds
  /// Least bound among nodes that a stop left half done.
  private var abandonedBound = Double.infinity
  /// Memory of the nodes that wait, and of whole states among it; what there is room for.
  private var openBytes = 0
  private var savedBytes = 0
  private let openLimit: Int
  private let savedLimit: Int
  private var serial = 0
  private let mustStop: () -> Bool
  private let onBetter: (TreeWorker) -> Void

  init(
    _ relaxation: CoverRelaxation, evaluator: CoverEvaluator, heuristics: CoverHeuristics,
    pseudocosts: Pseudocosts, goal: CoverGoal, root: CoverBounds, knownBound: Double, polish: Polish,
    openLimit: Int, savedLimit: Int, mustStop: @escaping () -> Bool,
    onBetter: @escaping (TreeWorker) -> Void
  ) {
    self.relaxation = relaxation
    self.evaluator = evaluator
    self.heuristics = heuristics
    self.pseudocosts = pseudocosts
    self.goal = goal
    self.root = root
    stepBounds = root
    self.knownBound = knownBound
    self.polish = polish
    nextRounding = polish == .early ? CoverRule.earlyRounding : CoverRule.roundingInterval
    self.openLimit = openLimit
    self.savedLimit = savedLimit
    self.mustStop = mustStop
    self.onBetter = onBetter
  }

  var program: CoveringProgram { relaxation.program }

  /// Whether the run must end.
  var stops: Bool { mustStop() }

  // MARK: Open nodes

  /// Whether nothing is left.
  var isDone: Bool { open.isEmpty && dive == nil && abandonedBound == .infinity }

  /// Number of nodes that wait.
  var openCount: Int { open.count }

  /// Least bound of what is left; infinite when nothing is.
  var leastBound: Double {
    min(open.min?.bound ?? .infinity, dive?.bound ?? .infinity, abandonedBound)
  }

  /// Least bound of the nodes that wait.
  var leastWaiting: Double { open.min?.bound ?? .infinity }

  /// Adds a node that waits.
  func insert(_ node: CoverNode) {
    openBytes += node.byteCount
    savedBytes += node.start.savedByteCount
    open.insert(node)
  }

  /// Gives away up to so many nodes: every second one, those of least bound first.
  func give(atMost count: Int) -> [CoverNode] {
    var kept: [CoverNode] = []
    var given: [CoverNode] = []
    while given.count < count, let first = open.popMin() {
      kept.append(first)
      guard let second = open.popMin() else { break }
      forget(second)
      given.append(second)
    }
    for node in kept { open.insert(node) }
    return given
  }

  private func forget(_ node: CoverNode) {
    openBytes -= node.byteCount
    savedBytes -= node.start.savedByteCount
  }

  /// Takes the node of least bound, as the proof needs it; or where memory is short that of greatest bound, under which
  /// the fewest more will come to wait.
  private func takeWaiting() -> CoverNode? {
    guard let node = openBytes > openLimit ? open.popMax() : open.popMin() else { return nil }
    forget(node)
    return node
  }

  // MARK: Search

  /// Drops the waiting nodes that a better choice has closed since: they would wait until the end, and fill memory.
  private func dropClosed() {
    while let worst = open.max, isPruned(worst.bound) {
      forget(worst)
      open.removeMax()
    }
  }

  /// Searches up to so many nodes.
  func advance(_ limit: Int) {
    dropClosed()
    let end = nodes + limit
    while nodes < end, abandonedBound == .infinity {
      if let step = dive {
        dive = nil
        if isPruned(step.bound) { continue }
        if stops {
          abandonedBound = step.bound
          return
        }
        nodes += 1
        if enter(step) { process(bound: step.bound, learns: step.branch) }
      } else if let node = takeWaiting() {
        if isPruned(node.bound) { continue }
        if stops {
          abandonedBound = node.bound
          return
        }
        nodes += 1
        if enter(node) { process(bound: node.bound, learns: node.branch) }
      } else {
        return
      }
    }
  }

  private func isPruned(_ bound: Double) -> Bool {
    let known = max(bound, knownBound)
    guard known >= goal.cutoff else { return false }
    prunedBound = min(prunedBound, known)
    return true
  }

  /// Whether anything is left of the node.
  private func enter(_ node: CoverNode) -> Bool {
    step = node.bounds
    step.write(into: &stepBounds, root: root)
    relaxation.setBounds(stepBounds)
    guard propagate() else { return false }
    switch node.start {
    case .saved(let saved): relaxation.restore(saved)
    case .basis(let basis): relaxation.load(basis)
    }
    addRow(of: node.branch)
    return true
  }

  private func enter(_ step: Dive) -> Bool {
    relaxation.setBounds(entity: step.entity, lower: step.lower, upper: step.upper)
    guard propagate() else { return false }
    relaxation.dropSlackRows(keeping: step.entity)
    addRow(of: step.branch)
    return true
  }

  private func addRow(of branch: OpenNode.Branch?) {
    if let branch, relaxation.upper(ofEntity: branch.entity) > 0 { relaxation.addRow(entity: branch.entity) }
  }

  /// Solves the node at hand and branches, until it is closed or has children.
  private func process(bound opened: Double, learns branch: OpenNode.Branch?) {
    var bound = opened
    var learns = branch
    while true {
      let status = relaxation.solve(cutoff: goal.cutoff, pivotLimit: CoverRule.nodePivots)
      bound = max(bound, relaxation.bound)
      if let branch = learns {
        if status == .optimal || status == .cutoff {
          observe(
            branch.entity, up: branch.isUp, distance: branch.distance, loss: bound - branch.parentBound)
        }
        learns = nil
      }
      if bound >= goal.cutoff {
        if relaxation.bound >= goal.cutoff { relaxation.learn(from: status) }
        if bound < .infinity { prunedBound = min(prunedBound, bound) }
        return
      }
      if stops {
        abandonedBound = opened
        return
      }
      var candidates = relaxation.fractionalEntities(beyond: CoveringTolerance.integrality)
      if candidates.isEmpty {
        if status == .optimal, acceptIntegral(bound: bound) { return }
        candidates = relaxation.fallbackCandidates()
        if candidates.isEmpty {
          settle(bound: bound)
          return
        }
      }
      if roundingIsDue() { roundSolution() }
      if relaxation.simplex.lotCount > 0 { roundPurchase(candidates) }
      fix()
      guard propagate() else { return }
      if status == .optimal, relaxation.isCutOff() { continue }
      switch chooseBranch(candidates, bound: bound) {
      case .branch(let choice):
        makeChildren(choice, bound: bound)
        return
      case .tighten(let entity, let lower, let upper, let removed):
        if removed < .infinity { prunedBound = min(prunedBound, removed) }
        relaxation.setBounds(entity: entity, lower: lower, upper: upper)
        if !propagate() { return }
      case .empty(let removed):
        if removed < .infinity { prunedBound = min(prunedBound, removed) }
        return
      case .interrupted:
        abandonedBound = opened
        return
      }
    }
  }

  /// Drops from the present node what the cutoff rules out, and remembers that nothing is known of it but the cutoff.
  func fix() {
    if relaxation.fix(cutoff: goal.cutoff) { prunedBound = min(prunedBound, goal.cutoff) }
  }

  /// Tightens the present node by what it commits and what other nodes have proven; whether anything is left of it.
  private func propagate() -> Bool {
    let costLimit = goal.costLimit(program)
    let isPossible = relaxation.propagate(cutoff: goal.cutoff, costLimit: costLimit)
    // Of what the cutoff rules out, nothing is known but the cutoff.
    if costLimit < program.budget || relaxation.changes.dependOnCutoff {
      prunedBound = min(prunedBound, goal.cutoff)
    }
    return isPossible
  }

  /// Branches the node at hand: the better child is next, the other waits.
  private func makeChildren(_ choice: BranchChoice, bound: Double) {
    let start: CoverNode.Start =
      savedBytes < savedLimit ? .saved(relaxation.simplex.saved()) : .basis(CoverBasis(relaxation.simplex))
    let floor = choice.value.rounded(.down)
    let (low, high) = (
      relaxation.lower(ofEntity: choice.entity), relaxation.upper(ofEntity: choice.entity)
    )
    func child(isUp: Bool) -> Dive {
      Dive(
        entity: choice.entity, lower: isUp ? floor + 1 : low, upper: isUp ? high : floor,
        bound: max(bound, isUp ? choice.upBound : choice.downBound),
        branch: OpenNode.Branch(
          entity: choice.entity, isUp: isUp,
          distance: isUp ? floor + 1 - choice.value : choice.value - floor, parentBound: bound))
    }
    let second = child(isUp: !choice.prefersUp)
    step = CoverBoundsStep(step, from: stepBounds, to: relaxation.bounds)
    stepBounds.become(relaxation.bounds)
    serial += 1
    insert(
      CoverNode(
        above: step,
        change: CoverBoundsStep.Change(
          entity: Int32(second.entity), lower: Int32(second.lower), upper: Int32(second.upper)),
        bound: second.bound, start: start, branch: second.branch, serial: serial))
    dive = child(isUp: choice.prefersUp)
  }

  // MARK: Choices

  private func adopt(_ cover: Cover?) {
    if goal.take(cover) { onBetter(self) }
  }

  /// Takes an integral solution; whether the node is done with it.
  private func acceptIntegral(bound: Double) -> Bool {
    var counts = [Int32](repeating: 0, count: program.groupCount)
    for group in relaxation.support {
      counts[Int(group)] = Int32(relaxation.activity[relaxation.simplex.firstGroup + Int(group)].rounded())
    }
    guard let cover = evaluator.evaluate(counts, cutoff: .infinity) else { return false }
    let isBetter = goal.take(cover)
    if isBetter {
      onBetter(self)
      improve(cover)
    }
    if bound >= goal.cutoff {
      prunedBound = min(prunedBound, bound)
      return true
    }
    return false
  }

  /// Closes a node that has one choice left: its worth is known exactly, whatever the relaxation makes of it.
  private func settle(bound: Double) {
    guard let cover = evaluator.evaluate(relaxation.bounds.groupUpper, cutoff: .infinity) else { return }
    adopt(cover)
    prunedBound = min(prunedBound, max(bound, goal.cutoff))
  }

  /// Whether the present node is to be rounded; the intervals double up to the one that stays.
  private func roundingIsDue() -> Bool {
    guard nodes >= nextRounding else { return false }
    nextRounding = nodes + min(nodes, CoverRule.roundingInterval)
    return true
  }

  /// Rounds the present solution with the groups of least price, and improves what comes out unless it is far off.
  private func roundSolution() {
    guard let incumbent = goal.incumbent else {
      adopt(
        heuristics.rounded(relaxation.counts, candidates: candidates(), cutoff: goal.improvementBelow))
      return
    }
    let slack = CoverRule.roundingSlack * abs(incumbent.objective)
    let candidates = candidates()
    guard
      let rounded = heuristics.rounded(
        relaxation.counts, candidates: candidates, cutoff: incumbent.objective + slack)
    else { return }
    adopt(rounded)
    adopt(heuristics.improved(rounded, candidates: candidates, workLimit: CoverRule.treeExchange))
  }

  /// Looks for counts within what the present solution buys, if that is whole and new: below, little else is decided than
  /// who uses it.
  private func roundPurchase(_ fractional: [CoverCandidate]) {
    guard !fractional.contains(where: { comesFirst($0.entity) }) else { return }
    let purchase = relaxation.purchase
    guard roundedPurchases.insert(purchase).inserted else { return }
    guard
      let rounded = heuristics.rounded(
        relaxation.counts, buying: purchase, candidates: candidates(), cutoff: goal.improvementBelow)
    else { return }
    adopt(rounded)
    improve(rounded)
  }

  private func improve(_ cover: Cover) {
    adopt(heuristics.improved(cover, candidates: candidates(), workLimit: CoverRule.treeExchange))
  }

  private func candidates() -> [Int32] {
    Array(relaxation.groupsByPrice().prefix(CoverRule.exchangeGroups * program.familyCount))
  }

  // MARK: Learning

  /// Learns what a branch cost, and remembers it for the other workers.
  func observe(_ entity: Int, up: Bool, distance: Double, loss: Double) {
    let seen = Pseudocosts.Observation(entity: entity, isUp: up, distance: distance, loss: loss)
    pseudocosts.record(seen)
    observations.append(seen)
  }

  /// Ends a turn: hands over what was observed in it.
  func takeObservations() -> [Pseudocosts.Observation] {
    defer { observations.removeAll(keepingCapacity: true) }
    return observations
  }
}

import Dispatch
import Synchronization

/// The main tree: one worker, then two that take turns of equal length side by side.
///
/// At the end of each turn they meet: the better choice, what branches cost and the open nodes are shared out, always in
/// the same order. What they do does not depend on how fast either is, nor on whether they really run at once.
extension CoverSearch {
  /// Searches everything below a root of a bound; its bounds are those of the relaxation.
  func searchBelow(_ bound: Double, _ basis: CoverBasis) {
    let root = relaxation.bounds
    var workers = [worker(on: relaxation, within: root, polish: polish)]
    workers[0].insert(
      CoverNode(above: CoverBoundsStep(), bound: bound, start: .basis(basis)))
    let first = nodes
    var reported = nodes
    while true {
      let left = workers.reduce(Double.infinity) { min($0, $1.leastBound) }
      if left < .infinity { provenBound = max(provenBound, min(left, prunedBound, unresolvedBound)) }
      if workers.allSatisfy(\.isDone) { return }
      let limit = options.nodeLimit.map { max(0, $0 - (nodes - first)) } ?? .max
      if limit == 0 || mustStop() {
        unresolvedBound = min(unresolvedBound, left)
        return
      }
      if nodes - reported >= CoverRule.reportInterval {
        reported = nodes
        report()
      }
      if pricingIsDue(atRoot: false) {
        let isProof = decomposePrices(root)
        prunedBound = min(prunedBound, cutoff)
        if isProof { return }
        for worker in workers { worker.relaxation.simplex.priceRows = priceRows }
      }
      if workers.count < CoverRule.workers, let start = options.secondWorkerAfter,
        nodes - first >= start
      {
        workers.append(follower(of: workers[0]))
      }
      if workers.count > 1 { share(workers[0], workers[1]) }
      takeTurn(workers, nodes: min(CoverRule.turn, max(1, limit / workers.count)))
    }
  }

  /// A worker that starts from what the search knows.
  func worker(
    on relaxation: CoverRelaxation, within root: CoverBounds, polish: TreeWorker.Polish
  ) -> TreeWorker {
    TreeWorker(
      relaxation, evaluator: evaluator, heuristics: heuristics, pseudocosts: pseudocosts, goal: goal,
      root: root, knownBound: knownBound, polish: polish,
      openLimit: options.openNodeBytes / CoverRule.workers,
      savedLimit: CoverRule.mostSavedBytes / CoverRule.workers,
      mustStop: { [unowned self] in mustStop() },
      onBetter: { [unowned self] worker in adopt(worker.goal.incumbent) })
  }

  /// A second worker of the same tree; what it shares with the first it shares at the end of turns only.
  private func follower(of lead: TreeWorker) -> TreeWorker {
    let ownEvaluator = CoverEvaluator(program)
    let ownHeuristics = CoverHeuristics(ownEvaluator)
    ownHeuristics.setWorth(ofResources: heuristics.resourceWorth, budget: heuristics.budgetWorth)
    ownHeuristics.mustStop = { [stopFlag] in stopFlag.isRaised }
    let own = CoverRelaxation(like: relaxation, bounds: lead.root, units: units)
    own.simplex.isInterrupted = { [stopFlag] in stopFlag.isRaised }
    return TreeWorker(
      own, evaluator: ownEvaluator,
      heuristics: ownHeuristics, pseudocosts: lead.pseudocosts, goal: goal, root: lead.root,
      knownBound: knownBound, polish: polish, openLimit: options.openNodeBytes / CoverRule.workers,
      savedLimit: CoverRule.mostSavedBytes / CoverRule.workers,
      mustStop: { [stopFlag] in stopFlag.isRaised }, onBetter: { _ in })
  }

  /// Lets all workers search so many nodes, and brings together what they found.
  private func takeTurn(_ workers: [TreeWorker], nodes limit: Int) {
    let nodesBefore = workers.map(\.nodes)
    let pivotsBefore = workers.map(\.relaxation.simplex.pivotCount)
    for worker in workers { worker.goal = goal }
    isInTurn = workers.count > 1
    let group = DispatchGroup()
    for worker in workers.dropFirst() {
      nonisolated(unsafe) let follower = worker
      DispatchQueue.global(qos: .userInitiated).async(group: group) { follower.advance(limit) }
    }
    workers[0].advance(limit)
    // Who is done first goes on asking whether the run must end: the flag is all that the others look at.
    while group.wait(timeout: .now() + CoverRule.waitPoll) == .timedOut { _ = mustStop() }
    isInTurn = false
    let seen = workers.map { $0.takeObservations() }
    for (index, worker) in workers.enumerated() {
      adopt(worker.goal.incumbent)
      prunedBound = min(prunedBound, worker.prunedBound)
      nodes += worker.nodes - nodesBefore[index]
      // The first worker's pivots are counted with the search's own relaxation.
      if index > 0 { countElsewhere(worker.relaxation.simplex, pivotsBefore[index]) }
      for other in seen.indices where other != index {
        for observation in seen[other] { worker.pseudocosts.record(observation) }
      }
    }
    pseudocosts = workers[0].pseudocosts
  }

  /// Evens out what two workers have left: all that one without work can use, else one node towards the worse.
  private func share(_ one: TreeWorker, _ other: TreeWorker) {
    if one.leastWaiting == other.leastWaiting { return }
    let (rich, poor) = one.leastWaiting < other.leastWaiting ? (one, other) : (other, one)
    let count = poor.isDone ? min(CoverRule.gift, (rich.openCount + 1) / 2) : 1
    for node in rich.give(atMost: count) { poor.insert(node) }
  }
}

/// A flag that one thread raises for others to see.
final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  var isRaised: Bool { flag.load(ordering: .relaxed) }

  func raise() { flag.store(true, ordering: .relaxed) }
}

import Dispatch
import Synchronization

/// The main tree: one explorer, then two that take turns of equal length side by side.
///
/// At the end of each turn they meet: the better choice, what branches cost and the open nodes are shared out, always in
/// the same order. What they do does not depend on how fast either is, nor on whether they really run at once.
extension CoverSearch {
  /// Searches everything below a root of a bound; its bounds are those of the relaxation.
  func searchBelow(_ bound: Double, _ basis: CoverBasis) {
    let root = relaxation.bounds
    var explorers = [explorer(on: relaxation, within: root, polish: polish)]
    explorers[0].insert(
      CoverNode(above: CoverBoundsStep(), bound: bound, start: .basis(basis)))
    let first = nodes
    var reported = nodes
    while true {
      let left = explorers.reduce(Double.infinity) { min($0, $1.leastBound) }
      if left < .infinity { provenBound = max(provenBound, min(left, prunedBound, unresolvedBound)) }
      if explorers.allSatisfy(\.isDone) { return }
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
        for explorer in explorers { explorer.relaxation.simplex.priceRows = priceRows }
      }
      if explorers.count < CoverRule.explorers, let start = options.secondExplorerAfter,
        nodes - first >= start
      {
        explorers.append(follower(of: explorers[0]))
      }
      if explorers.count > 1 { share(explorers[0], explorers[1]) }
      takeTurn(explorers, nodes: min(CoverRule.turn, max(1, limit / explorers.count)))
    }
  }

  /// An explorer that starts from what the search knows.
  func explorer(
    on relaxation: CoverRelaxation, within root: CoverBounds, polish: CoverExplorer.Polish
  ) -> CoverExplorer {
    CoverExplorer(
      relaxation, evaluator: evaluator, heuristics: heuristics, pseudocosts: pseudocosts, goal: goal,
      root: root, knownBound: knownBound, polish: polish,
      openLimit: options.openNodeBytes / CoverRule.explorers,
      savedLimit: CoverRule.mostSavedBytes / CoverRule.explorers,
      mustStop: { [unowned self] in mustStop() },
      onBetter: { [unowned self] explorer in adopt(explorer.goal.incumbent) })
  }

  /// A second explorer of the same tree; what it shares with the first it shares at the end of turns only.
  private func follower(of lead: CoverExplorer) -> CoverExplorer {
    let ownEvaluator = CoverEvaluator(program)
    let ownHeuristics = CoverHeuristics(ownEvaluator)
    ownHeuristics.setWorth(ofResources: heuristics.resourceWorth, budget: heuristics.budgetWorth)
    ownHeuristics.mustStop = { [stopFlag] in stopFlag.isRaised }
    let own = CoverRelaxation(like: relaxation, bounds: lead.root, units: units)
    own.simplex.isInterrupted = { [stopFlag] in stopFlag.isRaised }
    return CoverExplorer(
      own, evaluator: ownEvaluator,
      heuristics: ownHeuristics, pseudocosts: lead.pseudocosts, goal: goal, root: lead.root,
      knownBound: knownBound, polish: polish, openLimit: options.openNodeBytes / CoverRule.explorers,
      savedLimit: CoverRule.mostSavedBytes / CoverRule.explorers,
      mustStop: { [stopFlag] in stopFlag.isRaised }, onBetter: { _ in })
  }

  /// Lets all explorers search so many nodes, and brings together what they found.
  private func takeTurn(_ explorers: [CoverExplorer], nodes limit: Int) {
    let nodesBefore = explorers.map(\.nodes)
    let pivotsBefore = explorers.map(\.relaxation.simplex.pivotCount)
    for explorer in explorers { explorer.goal = goal }
    isInTurn = explorers.count > 1
    let group = DispatchGroup()
    for explorer in explorers.dropFirst() {
      nonisolated(unsafe) let follower = explorer
      DispatchQueue.global(qos: .userInitiated).async(group: group) { follower.advance(limit) }
    }
    explorers[0].advance(limit)
    // Who is done first goes on asking whether the run must end: the flag is all that the others look at.
    while group.wait(timeout: .now() + CoverRule.waitPoll) == .timedOut { _ = mustStop() }
    isInTurn = false
    let seen = explorers.map { $0.takeObservations() }
    for (index, explorer) in explorers.enumerated() {
      adopt(explorer.goal.incumbent)
      prunedBound = min(prunedBound, explorer.prunedBound)
      nodes += explorer.nodes - nodesBefore[index]
      // The first explorer's pivots are counted with the search's own relaxation.
      if index > 0 { countElsewhere(explorer.relaxation.simplex, pivotsBefore[index]) }
      for other in seen.indices where other != index {
        for observation in seen[other] { explorer.pseudocosts.record(observation) }
      }
    }
    pseudocosts = explorers[0].pseudocosts
  }

  /// Evens out what two explorers have left: all that one without work can use, else one node towards the worse.
  private func share(_ one: CoverExplorer, _ other: CoverExplorer) {
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

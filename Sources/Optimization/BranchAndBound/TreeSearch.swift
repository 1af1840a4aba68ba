import HeapModule

/// The outcome of a node.
private enum NodeOutcome {
  /// Nothing is left below.
  case closed
  /// Two children remain; the first is to be searched first.
  case branched(first: OpenNode, second: OpenNode)
  /// A limit came; the node is still open.
  case interrupted
}

extension BranchAndBound {
  /// Searches below a node: plunges into children while there are any, then goes on from the best bound.
  ///
  /// Returns the least bound of what is left open; infinite when nothing is.
  func explore(from root: OpenNode, nodeLimit: Int?, isMain: Bool) -> Double {
    var open = Heap<OpenNode>()
    var next: OpenNode? = root
    var isChild = false
    var count = 0
    var serial = 0
    while true {
      if next == nil {
        next = open.popMin()
        isChild = false
      }
      guard let node = next else { return .infinity }
      next = nil
      if node.bound >= cutoff {
        if isMain { prunedBound = min(prunedBound, node.bound) }
        // The heap is ordered by bound, so after a popped node nothing better is left.
        continue
      }
      if isMain {
        let best = open.min.map { min($0.bound, node.bound) } ?? node.bound
        provenBound = max(provenBound, min(best, prunedBound, unresolvedBound))
      }
      if mustStop() || nodeLimit.map({ count >= $0 }) ?? false {
        return open.min.map { min($0.bound, node.bound) } ?? node.bound
      }
      count += 1
      nodes += 1
      switch process(node, isChild: isChild, isMain: isMain) {
      case .closed: break
      case .interrupted: return open.min.map { min($0.bound, node.bound) } ?? node.bound
      case .branched(var first, var second):
        serial += 2
        first.serial = serial
        second.serial = serial - 1
        open.insert(second)
        next = first
        isChild = true
      }
    }
  }

  /// Moves the relaxation to a node: its bounds and, unless it is a child of the last one, its basis.
  func enter(_ node: OpenNode, isChild: Bool) {
    relaxation.apply(node.changes)
    if !isChild { relaxation.restore(node.basis) }
    relaxation.appendTightenedRows()
  }

  private func process(_ opened: OpenNode, isChild: Bool, isMain: Bool) -> NodeOutcome {
    var node = opened
    enter(node, isChild: isChild)
    var isFirst = true
    while true {
      switch solveRelaxation(limit: finiteCutoff) {
      case .optimal: break
      case .infeasible: return .closed
      case .objectiveLimit:
        prune(max(node.bound, relaxation.bound), isMain: isMain)
        return .closed
      case .pivotLimit, .cancelled: return mustStop() ? .interrupted : leaveUnresolved(node, isMain: isMain)
      case .unbounded, .unknown: return leaveUnresolved(node, isMain: isMain)
      }
      let objective = relaxation.objective
      node.bound = max(node.bound, objective)
      if isFirst, let branch = node.branch {
        pseudocosts.record(
          branch.entity, up: branch.isUp, distance: branch.distance, loss: objective - branch.parentBound)
      }
      isFirst = false
      if node.bound >= cutoff {
        prune(node.bound, isMain: isMain)
        return .closed
      }
      var candidates = branchingCandidates()
      if candidates.isEmpty {
        if acceptRelaxation() {
          prune(node.bound, isMain: isMain)
          return .closed
        }
        // Integral only within the tolerance: branch on what is furthest from an integer.
        candidates = leastIntegral()
        if candidates.isEmpty { return leaveUnresolved(node, isMain: isMain) }
      }
      if cutoff.isFinite {
        let fixings = reducedCostFixings()
        if !fixings.isEmpty {
          if isMain { prunedBound = min(prunedBound, cutoff) }
          tighten(&node, fixings)
        }
      }
      switch chooseBranch(candidates, bound: node.bound) {
      case .branch(let choice): return children(of: node, choice)
      case .tighten(let changes, let bound):
        if bound < .infinity && isMain { prunedBound = min(prunedBound, bound) }
        tighten(&node, changes)
      case .empty(let bound):
        if bound < .infinity { prune(bound, isMain: isMain) }
        return .closed
      case .interrupted: return .interrupted
      }
    }
  }

  private func tighten(_ node: inout OpenNode, _ changes: [BoundChange]) {
    node.changes.append(contentsOf: changes)
    for change in changes {
      let entity = Int(change.entity)
      relaxation.setBounds(
        entity, lower: max(change.lower, relaxation.lower[entity]),
        upper: min(change.upper, relaxation.upper[entity]))
    }
    relaxation.appendTightenedRows()
  }

  private func prune(_ bound: Double, isMain: Bool) {
    if isMain { prunedBound = min(prunedBound, bound) }
  }

  /// Nothing is concluded from a relaxation that was not finished; the node stays open in the proof.
  private func leaveUnresolved(_ node: OpenNode, isMain: Bool) -> NodeOutcome {
    if isMain { unresolvedBound = min(unresolvedBound, node.bound) }
    return .closed
  }

  private func children(of node: OpenNode, _ choice: BranchChoice) -> NodeOutcome {
    let entity = choice.entity
    let floor = choice.value.rounded(.down)
    let basis = relaxation.storedBasis()
    let (low, high) = (relaxation.lower[entity], relaxation.upper[entity])
    var down = OpenNode(
      changes: node.changes, bound: max(node.bound, choice.downBound), basis: basis, depth: node.depth + 1,
      branch: .init(entity: entity, isUp: false, distance: choice.value - floor, parentBound: node.bound))
    var up = down
    up.bound = max(node.bound, choice.upBound)
    up.branch = .init(
      entity: entity, isUp: true, distance: floor + 1 - choice.value, parentBound: node.bound)
    down.changes.append(BoundChange(entity: Int32(entity), lower: low, upper: floor))
    up.changes.append(BoundChange(entity: Int32(entity), lower: floor + 1, upper: high))
    return choice.prefersUp ? .branched(first: up, second: down) : .branched(first: down, second: up)
  }
}

import HeapModule

/// What happened to a node.
private enum NodeOutcome {
  /// Nothing is left below.
  case closed
  /// Two children remain; the first is to be searched first, from the present basis.
  case branched(first: CoverNode, second: CoverNode)
  /// A limit came; the node is still open.
  case interrupted
}

extension CoverSearch {
  /// Searches below a node: plunges into children while there are any, then goes on from the best bound.
  ///
  /// Returns the least bound of what is left open; infinite when nothing is.
  func explore(from root: CoverNode, nodeLimit: Int?, isMain: Bool) -> Double {
    var open = Heap<CoverNode>()
    savedBytes = 0
    var next: CoverNode? = root
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
      let known = max(node.bound, knownBound)
      if known >= cutoff {
        if isMain { prunedBound = min(prunedBound, known) }
        savedBytes -= node.saved?.byteCount ?? 0
        continue
      }
      let best = open.min.map { min($0.bound, node.bound) } ?? node.bound
      if isMain { provenBound = max(provenBound, min(best, prunedBound, unresolvedBound)) }
      if mustStop() || nodeLimit.map({ count >= $0 }) ?? false { return best }
      if isMain && nodes % CoverRule.reportInterval == 0 { report() }
      count += 1
      nodes += 1
      if isMain && pricingIsDue(atRoot: false) {
        let isProof = decomposePrices(root.bounds)
        prunedBound = min(prunedBound, cutoff)
        if isProof { return .infinity }
      }
      switch process(node, isChild: isChild, isMain: isMain) {
      case .closed: break
      case .interrupted: return best
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

  private func enter(_ node: CoverNode, isChild: Bool) {
    relaxation.setBounds(node.bounds)
    if let branch = node.branch, branch.entity < relaxation.simplex.firstGroup, !branch.isUp {
      relaxation.closeWhatDoesNotFit()
    }
    if isChild {
      relaxation.dropSlackRows(keeping: node.branch?.entity)
    } else if let saved = node.saved {
      relaxation.restore(saved)
      savedBytes -= saved.byteCount
    } else {
      relaxation.load(node.basis)
    }
    if let entity = node.branch?.entity, relaxation.upper(ofEntity: entity) > 0 {
      relaxation.addRow(entity: entity)
    }
  }

  private func process(_ opened: CoverNode, isChild: Bool, isMain: Bool) -> NodeOutcome {
    enter(opened, isChild: isChild)
    var bound = opened.bound
    var learns = opened.branch
    while true {
      let status = relaxation.solve(cutoff: cutoff, pivotLimit: CoverRule.nodePivots)
      bound = max(bound, relaxation.bound)
      if let branch = learns {
        if status == .optimal || status == .cutoff {
          pseudocosts.record(
            branch.entity, up: branch.isUp, distance: branch.distance, loss: bound - branch.parentBound)
        }
        learns = nil
      }
      if bound >= cutoff {
        if isMain && bound < .infinity { prunedBound = min(prunedBound, bound) }
        return .closed
      }
      if mustStop() { return .interrupted }
      var candidates = relaxation.fractionalEntities(beyond: CoveringTolerance.integrality)
      if candidates.isEmpty {
        if status == .optimal, acceptIntegral(bound: bound, isMain: isMain) { return .closed }
        candidates = relaxation.fallbackCandidates()
        if candidates.isEmpty {
          settle(bound: bound, isMain: isMain)
          return .closed
        }
      }
      if isMain && nodes % CoverRule.roundingInterval == 0 { roundSolution() }
      fix(isMain: isMain)
      switch chooseBranch(candidates, bound: bound) {
      case .branch(let choice):
        return children(of: choice, bound: bound, depth: opened.depth)
      case .tighten(let entity, let lower, let upper, let removed):
        if isMain && removed < .infinity { prunedBound = min(prunedBound, removed) }
        relaxation.setBounds(entity: entity, lower: lower, upper: upper)
        if entity < relaxation.simplex.firstGroup { relaxation.closeWhatDoesNotFit() }
      case .empty(let removed):
        if isMain && removed < .infinity { prunedBound = min(prunedBound, removed) }
        return .closed
      case .interrupted:
        return .interrupted
      }
    }
  }

  /// Drops from the present node what the cutoff rules out, and remembers that nothing is known of it but the cutoff.
  func fix(isMain: Bool) {
    if relaxation.fix(cutoff: cutoff) && isMain { prunedBound = min(prunedBound, cutoff) }
  }

  /// Takes an integral solution; whether the node is done with it.
  private func acceptIntegral(bound: Double, isMain: Bool) -> Bool {
    var counts = [Int32](repeating: 0, count: program.groupCount)
    for group in relaxation.support {
      counts[Int(group)] = Int32(relaxation.activity[relaxation.simplex.firstGroup + Int(group)].rounded())
    }
    guard let cover = evaluator.evaluate(counts, cutoff: .infinity) else { return false }
    adopt(cover)
    if bound >= cutoff {
      if isMain { prunedBound = min(prunedBound, bound) }
      return true
    }
    return false
  }

  /// Closes a node that has one choice left: its worth is known exactly, whatever the relaxation makes of it.
  private func settle(bound: Double, isMain: Bool) {
    guard let cover = evaluator.evaluate(relaxation.bounds.groupUpper, cutoff: .infinity) else { return }
    adopt(cover)
    if isMain { prunedBound = min(prunedBound, max(bound, cutoff)) }
  }

  private func children(of choice: BranchChoice, bound: Double, depth: Int) -> NodeOutcome {
    let basis = relaxation.simplex.basis()
    var saved: CoverSimplex.Saved?
    if savedBytes < CoverRule.mostSavedBytes {
      let state = relaxation.simplex.saved()
      savedBytes += state.byteCount
      saved = state
    }
    let floor = choice.value.rounded(.down)
    let (low, high) = (
      relaxation.lower(ofEntity: choice.entity), relaxation.upper(ofEntity: choice.entity)
    )
    func child(isUp: Bool) -> CoverNode {
      var bounds = relaxation.bounds
      bounds.set(
        choice.entity, lower: isUp ? floor + 1 : low, upper: isUp ? high : floor,
        firstGroup: relaxation.simplex.firstGroup)
      return CoverNode(
        bounds: bounds, bound: max(bound, isUp ? choice.upBound : choice.downBound), basis: basis,
        depth: depth + 1,
        branch: OpenNode.Branch(
          entity: choice.entity, isUp: isUp,
          distance: isUp ? floor + 1 - choice.value : choice.value - floor, parentBound: bound))
    }
    let first = child(isUp: choice.prefersUp)
    var second = child(isUp: !choice.prefersUp)
    second.saved = saved
    return .branched(first: first, second: second)
  }
}

extension CoverBounds {
  /// Sets the bounds of an entity.
  mutating func set(_ entity: Int, lower newLower: Double, upper newUpper: Double, firstGroup: Int) {
    if entity < firstGroup {
      lower[entity] = Int32(newLower)
      upper[entity] = Int32(newUpper)
    } else {
      groupLower[Int32(entity - firstGroup)] = newLower > 0 ? Int32(newLower) : nil
      groupUpper[entity - firstGroup] = Int32(newUpper)
    }
  }
}

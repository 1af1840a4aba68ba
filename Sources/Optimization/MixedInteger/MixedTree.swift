import HeapModule

/// The outcome of a node.
private enum NodeResult {
  case closed
  case branched(SearchNode, SearchNode)
  case interrupted
}

/// Numbers of the tree.
private enum TreeRule {
  /// Share of the gap by which a child may be worse than the best open node while plunging.
  static let plungeQuotient = 0.25
  /// Depth that a plunge reaches whatever the bound.
  static let plungeLeast = 5
}

/// The nodes that wait.
private struct OpenNodes {
  private var heap = Heap<SearchNode>()
  /// Memory that they take.
  private(set) var byteCount = 0

  /// Least bound of them; infinite when there are none.
  var leastBound: Double { heap.min?.bound ?? .infinity }

  mutating func insert(_ node: SearchNode) {
    byteCount += node.byteCount
    heap.insert(node)
  }

  /// Takes the node of least bound, as the proof needs it; or to spare memory that of greatest bound, under which the
  /// fewest more will come to wait.
  mutating func take(spareMemory: Bool) -> SearchNode? {
    let node = spareMemory ? heap.popMax() : heap.popMin()
    byteCount -= node?.byteCount ?? 0
    return node
  }
}

extension MixedSearch {
  /// Searches the tree below the root.
  func exploreTree() -> LevelOutcome {
    domain.commit()
    var open = OpenNodes()
    let root = SearchNode(
      changes: [], bound: lowerBound, estimate: lowerBound, basis: relaxation.solver.basis(), depth: 0,
      serial: nextSerial())
    var next: SearchNode? = root
    var isChild = false
    var plunged = 0
    var sinceDive = 0
    while true {
      if next == nil {
        next = open.take(spareMemory: open.byteCount > context.mostOpenBytes)
        isChild = false
        plunged = 0
      }
      guard let node = next else { return outcome(open: .infinity) }
      next = nil
      if node.bound >= cutoff {
        prune(node.bound)
        continue
      }
      let best = min(open.leastBound, node.bound)
      if best > lowerBound {
        lowerBound = best
        progress(min(raised(best), prunedBound, unresolvedBound))
      }
      if context.mustStop() { return outcome(open: raised(best)) }
      context.nodes += 1
      switch process(node, isChild: isChild) {
      case .closed: break
      case .interrupted: return outcome(open: raised(best))
      case .branched(let first, let second):
        open.insert(second)
        let gap = cutoff - best
        let isPromising =
          gap == .infinity || open.byteCount > context.mostOpenBytes
          || first.bound - best <= TreeRule.plungeQuotient * gap
          || plunged < TreeRule.plungeLeast
        if isPromising {
          next = first
          isChild = true
          plunged += 1
        } else {
          open.insert(first)
        }
        sinceDive += 1
        if sinceDive >= diveInterval && context.usesHeuristics {
          sinceDive = 0
          treeHeuristics()
          isChild = false
        }
      }
    }
  }

  /// Sets the bounds to those of a node; false if propagation empties it.
  private func enter(_ node: SearchNode, isChild: Bool) -> Bool {
    if !isChild {
      domain.undo(to: 0)
      guard fixByRootReducedCosts() else { return false }
      domain.commit()
      for change in node.changes { domain.restore(change) }
    }
    if let branch = node.branch {
      domain.raiseLower(branch.entity, to: branch.lower)
      domain.lowerUpper(branch.entity, to: branch.upper)
    }
    refreshCutoff()
    guard domain.propagate() else { return false }
    if !isChild {
      relaxation.push(domain)
      relaxation.solver.load(node.basis)
    }
    return true
  }

  private func process(_ opened: SearchNode, isChild: Bool) -> NodeResult {
    var node = opened
    if !enter(node, isChild: isChild) {
      if cutoff.isFinite { prune(cutoff) }
      return .closed
    }
    var isFirst = true
    while true {
      switch solveProvenRelaxation() {
      case .optimal: break
      case .infeasible:
        if cutoff.isFinite { prune(cutoff) }
        return .closed
      case .objectiveLimit:
        prune(max(node.bound, relaxation.provenBound(in: domain)))
        return .closed
      default:
        if context.mustStop() { return .interrupted }
        return splitUnsolved(node)
      }
      let objective = relaxation.objective
      if isFirst, let origin = node.origin {
        pseudocosts.record(
          origin.entity, up: origin.isUp, distance: origin.distance, loss: objective - origin.parentBound)
      }
      isFirst = false
      let proven = relaxation.safeBound(in: domain)
      node.bound = max(node.bound, proven)
      if node.bound >= cutoff {
        prune(node.bound)
        return .closed
      }
      let fractional = fractionalColumns().filter(canBeSplit)
      if fractional.isEmpty {
        if acceptRelaxation() {
          prune(node.bound)
          return .closed
        }
        return splitUnsolved(node)
      }
      if cutoff.isFinite {
        let mark = domain.mark
        tighten(
          by: relaxation.solver.reducedCosts(), values: relaxation.values,
          slack: cutoff - proven)
        if domain.mark > mark {
          prune(cutoff)
          guard domain.propagate() else { return .closed }
          if pointIsOutside() { continue }
        }
      }
      roundRelaxation()
      if node.bound >= cutoff {
        prune(node.bound)
        return .closed
      }
      switch chooseColumn(fractional, objective: objective) {
      case .branch(let choice): return children(of: node, choice)
      case .tightened: continue
      case .empty: return .closed
      case .interrupted: return .interrupted
      }
    }
  }

  /// Whether a fractional column has integers of the node's domain on both sides: one that the simplex's tolerance lets
  /// past a bound has not, and its children would be the node again.
  private func canBeSplit(_ column: Int32) -> Bool {
    let floor = relaxation.values[Int(column)].rounded(.down)
    return floor >= domain.lower.base[column] && floor + 1 <= domain.upper.base[column]
  }

  /// Whether tightened bounds have cut the relaxation's point off.
  private func pointIsOutside() -> Bool {
    for column in integerColumns {
      let value = relaxation.values[Int(column)]
      if value < domain.lower.base[column] - 1e-7 || value > domain.upper.base[column] + 1e-7 { return true }
    }
    return false
  }

  private func children(of node: SearchNode, _ choice: ColumnChoice) -> NodeResult {
    let floor = choice.value.rounded(.down)
    let changes = domain.changes()
    let (low, high) = (domain.lower.base[choice.column], domain.upper.base[choice.column])
    let basis = relaxation.solver.basis()
    let entity = Int(choice.column)
    let fraction = choice.value - floor
    let downLoss = pseudocosts.loss(entity, up: false, distance: fraction)
    let upLoss = pseudocosts.loss(entity, up: true, distance: 1 - fraction)
    let rest = max(0, choice.estimate - min(downLoss, upLoss))
    var down = SearchNode(
      changes: changes, branch: BoundChange(entity: choice.column, lower: low, upper: floor),
      origin: .init(entity: entity, isUp: false, distance: fraction, parentBound: relaxation.objective),
      bound: max(node.bound, choice.downBound), estimate: node.bound + rest + downLoss, basis: basis,
      depth: node.depth + 1)
    var up = down
    up.branch = BoundChange(entity: choice.column, lower: floor + 1, upper: high)
    up.origin = .init(entity: entity, isUp: true, distance: 1 - fraction, parentBound: relaxation.objective)
    up.bound = max(node.bound, choice.upBound)
    up.estimate = node.bound + rest + upLoss
    if choice.prefersUp {
      down.serial = nextSerial()
      up.serial = nextSerial()
      return .branched(up, down)
    }
    up.serial = nextSerial()
    down.serial = nextSerial()
    return .branched(down, up)
  }

  /// Splits a node whose relaxation was not solved or whose point only the exact check refuses; gives the node up
  /// when nothing is left to split.
  private func splitUnsolved(_ node: SearchNode) -> NodeResult {
    guard let column = integerColumns.first(where: { !domain.isFixed(Int($0)) }) else {
      unresolvedBound = min(unresolvedBound, node.bound)
      return .closed
    }
    let (low, high) = (domain.lower.base[column], domain.upper.base[column])
    let known = relaxation.values.isEmpty ? 0 : relaxation.values[Int(column)].rounded()
    let value = min(max(known, low), high)
    return children(of: node, ColumnChoice(column: column, value: value < high ? value + 0.5 : value - 0.5))
  }
}

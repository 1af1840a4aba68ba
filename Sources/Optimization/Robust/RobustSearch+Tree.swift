import HeapModule

/// The tree: the better child first, the least bound of the open ones next.
extension RobustSearch {
  func push(
    _ changes: [BoundChange], bound: Double, basis: RobustBasis, depth: Int, branch: OpenNode.Branch? = nil
  ) {
    serial += 1
    open.insert(
      OpenRobustNode(
        changes: changes, bound: bound, basis: basis, depth: depth, branch: branch, serial: serial))
  }

  func searchTree() {
    while let next = open.popMin() {
      provenBound = max(provenBound, min(next.bound, closedBound, goal.value))
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
  func process(_ node: OpenRobustNode) -> OpenRobustNode? {
    relaxation.setBounds(node.changes)
    if relaxation.cutCount > RobustRule.cutRows { relaxation.dropSlackCuts() }
    relaxation.load(node.basis, pool)
    var bound = node.bound
    var isSeen = false
    for round in 0..<RobustRule.nodeRounds {
      switch solve() {
      case .optimal, .objectiveLimit: break
      case .infeasible: return nil
      default:
        lostRelaxations += 1
        if !mustStop(), lostRelaxations <= RobustRule.lostRelaxations { return halve(node, bound: bound) }
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
      if point.allSatisfy({ abs($0 - $0.rounded()) <= Integrality.tolerance }) {
        let counts = point.map { Int32($0.rounded()) }
        if offer(counts) {
          fix()
          relaxation.setBounds(node.changes)
        }
        if bound >= goal.cutoff {
          prunedBound = min(prunedBound, bound)
          return nil
        }
        if program.admits(counts),
          separate(counts.map { Double($0) }, level: level, asksOracle: true, isExact: true)
        {
          continue
        }
        // Refused by a limit, or kept to the last digit but for the gap asked: neither closes the node.
        break
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
      if goal.value < had {
        fix()
        relaxation.setBounds(node.changes)
      }
    }
    return branch(node, at: point, bound: bound)
  }

  /// Solves the relaxation of the node at hand; `.objectiveLimit` only with a bound that reaches the cutoff.
  private func solve() -> SimplexStatus {
    let limit = goal.cutoff.isFinite ? goal.cutoff : nil
    let status = relaxation.solver.solve(
      objectiveLimit: limit, isCancelled: { [unowned self] in mustStop() })
    guard status == .objectiveLimit, relaxation.solver.dualBound < goal.cutoff else { return status }
    return relaxation.solver.solve(isCancelled: { [unowned self] in mustStop() })
  }

  /// Closes a node whose counts are all fixed: what they are worth is known exactly, whatever the relaxation makes of
  /// them.
  func settle(_ counts: [Int32], bound: Double) {
    guard let cover = value(counts) else { return }
    prunedBound = min(prunedBound, max(bound, cover.objective / goal.unit))
  }
}

/// An open node of the tree under stress.
struct OpenRobustNode: Comparable {
  /// Bounds that differ from the root's, one entry per entity.
  var changes: [BoundChange]
  /// Valid bound on everything below.
  var bound: Double
  /// Basis of the parent.
  var basis: RobustBasis
  var depth: Int
  /// The branch that made the node, kept to update the pseudocosts.
  var branch: OpenNode.Branch?
  /// Order of creation, so that ties are broken the same way each time.
  var serial: Int

  static func < (left: OpenRobustNode, right: OpenRobustNode) -> Bool {
    left.bound != right.bound ? left.bound < right.bound : left.serial > right.serial
  }
  static func == (left: OpenRobustNode, right: OpenRobustNode) -> Bool { left.serial == right.serial }
}

/// Which sum or group to branch on.
extension RobustSearch {
  /// Branches on a node's point; returns the child to go on with, the other one is open.
  func branch(_ node: OpenRobustNode, at point: [Double], bound: Double) -> OpenRobustNode? {
    let basis = relaxation.basis()
    guard let choice = choose(at: point, bound: bound, node: node, basis: basis) else {
      settle((0..<program.groupCount).map { Int32(bounds(ofGroup: $0, in: node).0) }, bound: bound)
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
  func bounds(of entity: Int, in node: OpenRobustNode) -> (Double, Double) {
    if let change = node.changes.last(where: { $0.entity == Int32(entity) }) {
      return (change.lower, change.upper)
    }
    return (relaxation.rootLower[entity], relaxation.rootUpper[entity])
  }

  private func bounds(ofGroup group: Int, in node: OpenRobustNode) -> (Double, Double) {
    bounds(of: relaxation.rowEntities + group, in: node)
  }

  /// Where to split a group whose count is whole already, or has no other value left: at a point that is refused though
  /// all its counts are whole, on the least whole one first. Nil once all groups are fixed.
  private func fallback(at point: [Double], node: OpenRobustNode) -> BranchChoice? {
    let free = point.indices.filter {
      let (lower, upper) = bounds(ofGroup: $0, in: node)
      return lower < upper
    }
    func distance(_ group: Int) -> Double { abs(point[group] - point[group].rounded()) }
    guard let group = free.max(by: { distance($0) < distance($1) }) else { return nil }
    let (lower, upper) = bounds(ofGroup: group, in: node)
    let value = point[group]
    if distance(group) > CoveringTolerance.primal, value > lower, value < upper {
      return BranchChoice(entity: relaxation.rowEntities + group, value: value, prefersUp: false)
    }
    // Between the count and the one below or above it.
    let count = min(max(value.rounded(), lower), upper)
    return BranchChoice(
      entity: relaxation.rowEntities + group, value: count > lower ? count - 0.5 : count + 0.5,
      prefersUp: false)
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
    guard !candidates.isEmpty else { return fallback(at: point, node: node) }
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

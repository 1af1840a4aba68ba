/// The choice of a sum or group to branch on.
extension RobustSearch {
  /// Branches on a node's point; returns the child to go on with, the other one is open.
  func branch(_ node: OpenRobustNode, at point: [Double], bound: Double) -> OpenRobustNode? {
    let basis = relaxation.basis()
    let choice = choose(at: point, bound: bound, node: node, basis: basis)
    return branch(node, on: choice, bound: bound, basis: basis)
  }

  /// Branches on a node whose relaxation said nothing: between the bounds of a group.
  func halve(_ node: OpenRobustNode, bound: Double) -> OpenRobustNode? {
    let middle = (0..<program.groupCount).map { group in
      let (lower, upper) = bounds(ofGroup: group, in: node)
      return ((lower + upper) / 2).rounded(.down)
    }
    return branch(node, on: fallback(at: middle, node: node), bound: bound, basis: node.basis)
  }

  private func branch(
    _ node: OpenRobustNode, on choice: BranchChoice?, bound: Double, basis: RobustBasis
  ) -> OpenRobustNode? {
    guard let choice else {
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

  /// Where to split at a point that is refused though its counts are whole to the tolerance: on what is least whole,
  /// sums first, else between the count of a group that has others left. Nil once all groups are fixed.
  private func fallback(at point: [Double], node: OpenRobustNode) -> BranchChoice? {
    var best: (choice: BranchChoice, distance: Double)?
    for (entity, value) in relaxation.activities(point).enumerated() {
      let (lower, upper) = bounds(of: entity, in: node)
      let weight = entity < relaxation.rowEntities ? RobustRule.sumWeight : 1
      let distance = abs(value - value.rounded()) * weight
      guard distance > CoveringTolerance.primal * max(1, abs(value)) * weight, value > lower, value < upper,
        distance > best?.distance ?? 0
      else { continue }
      best = (BranchChoice(entity: entity, value: value, prefersUp: false), distance)
    }
    if let best { return best.choice }
    for group in point.indices {
      let (lower, upper) = bounds(ofGroup: group, in: node)
      guard lower < upper else { continue }
      // Between the count and the one below or above it.
      let count = min(max(point[group].rounded(), lower), upper)
      return BranchChoice(
        entity: relaxation.rowEntities + group, value: count > lower ? count - 0.5 : count + 0.5,
        prefersUp: false)
    }
    return nil
  }

  /// Reliability branching with one observation a side (Achterberg, Koch & Martin, 2005); sums before groups.
  private func choose(
    at point: [Double], bound: Double, node: OpenRobustNode, basis: RobustBasis
  ) -> BranchChoice? {
    let activities = relaxation.activities(point, lots: relaxation.lots())
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
    // What is bought comes first, as without stress.
    if candidates.contains(where: { $0.entity >= relaxation.firstLot }) {
      candidates.removeAll { $0.entity < relaxation.firstLot }
    }
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

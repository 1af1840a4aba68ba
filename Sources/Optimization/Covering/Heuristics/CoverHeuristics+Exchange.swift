/// Search by exchange: take out up to two copies, put in up to two, keep what is better.
extension CoverHeuristics {
  /// Improves a cover by exchanges with the candidates (empty: chosen by gain for the charge), up to a limit of work:
  /// one unit a pair looked at, `CoverWork.levelProgram` a linear program.
  func improved(_ cover: Cover, candidates: [Int32], workLimit: Int) -> Cover {
    if let purchases { return purchases.improved(cover, candidates: candidates, workLimit: workLimit) }
    setCharge(isUsable(.worth) ? .worth : isUsable(.cost) ? .cost : .parts)
    point.load(cover.counts, use: evaluator.use)
    var best = cover
    var work = workLimit
    best = exchanged(best, candidates, &work)
    if program.levelWeight == 0 {
      if let lower = lowered(cutoff: best.objective, &work) { best = lower }
    } else if work > 0 {
      best = raised(best, &work)
    }
    while work > 0, !mustStop(), let better = inserted(best, candidates, &work) {
      best = exchanged(better, candidates, &work)
    }
    return best
  }

  private func exchanged(_ cover: Cover, _ candidates: [Int32], _ work: inout Int) -> Cover {
    let exchange = CoverExchange(evaluator, point, mustStop: mustStop)
    var best = cover
    point.load(best.counts, use: evaluator.use)
    while work > 0, !evaluator.isInterrupted {
      let chosen = candidates.isEmpty ? ownCandidates() : candidates
      guard let better = exchange.firstImprovement(on: best, candidates: chosen, work: &work) else { break }
      best = better
      // What the exchange left of the budget may be of use, and what it made superfluous may go.
      if program.levelWeight > 0 { fill(candidates: candidates) }
      trim()
      if let filled = evaluator.evaluate(point, cutoff: best.objective) { best = filled }
      point.load(best.counts, use: evaluator.use)
    }
    return best
  }

  /// Puts one candidate in, takes out whatever that displaces, and fills up: one for many. The first better cover.
  private func inserted(_ cover: Cover, _ candidates: [Int32], _ work: inout Int) -> Cover? {
    point.load(cover.counts, use: evaluator.use)
    for group in candidates.isEmpty ? ownCandidates() : candidates {
      if work <= 0 || mustStop() { return nil }
      let before = evaluator.pivots
      point.load(cover.counts, use: evaluator.use)
      point.add(group, 1, use: evaluator.use)
      fit(protecting: group)
      if fillLeastCounts() {
        fill(candidates: candidates)
        trim()
        if let found = evaluator.evaluate(point, cutoff: cover.objective) { return found }
      }
      work -= CoverWork.pivot * (evaluator.pivots - before)
    }
    return nil
  }

  /// Groups with the least charge for what they are worth, the members among them.
  private func ownCandidates() -> [Int32] {
    var chosen: [Int32] = []
    let each = max(CoverWork.fewestCandidates, CoverWork.candidates / evaluator.pools.count)
    for family in evaluator.pools.indices {
      let slot = startingWorth(family).slot
      var groups = slot < 0 ? [] : ranked(family, slot: slot, most: each)
      for group in point.members[family] where !groups.contains(group) { groups.append(group) }
      chosen += groups
    }
    return chosen
  }

  /// The groups of a family that fit, those with the largest gain for their charge first.
  func ranked(_ family: Int, slot: Int, most: Int) -> [Int32] {
    let pool = evaluator.pools[family]
    var scored: [(score: Double, group: Int32)] = []
    for group in pool.groups where isOpen(group) {
      let gain = pool.gains[Int(evaluator.place[group]) * pool.slots + slot]
      scored.append((gain / charge[Int(group)], group))
    }
    scored.sort { ($0.score, $1.group) > ($1.score, $0.group) }
    return scored.prefix(most).map(\.group)
  }
}

extension CoverWork {
  /// Work that one pivot of a level program counts for.
  static let pivot = 800
  /// Weight of losses that hold nothing back.
  static let slackWeight = 0.05
  /// Candidates of the exchange where the caller names none, and fewest of one family.
  static let candidates = 80
  static let fewestCandidates = 24
  /// Work that one level program counts for, in pairs looked at.
  static let levelProgram = 4000
  /// Work of one look at all cuts.
  static let cutCheck = 20
}

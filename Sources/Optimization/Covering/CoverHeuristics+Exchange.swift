/// Search by exchange: take out up to two copies, put in up to two, keep what is better.
extension CoverHeuristics {
  /// Improves a cover by exchanges with the candidates (empty: chosen by gain for the charge), up to a limit of work:
  /// one unit a pair looked at, `CoverWork.levelProgram` a linear program.
  func improved(_ cover: Cover, candidates: [Int32], workLimit: Int) -> Cover {
    setCharge(isUsable(.worth) ? .worth : isUsable(.cost) ? .cost : .parts)
    point.load(cover.counts, use: evaluator.use)
    var best = cover
    var work = workLimit
    while work > 0 {
      best = exchanged(best, candidates, &work)
      guard let better = inserted(best, candidates, &work) else { break }
      best = better
    }
    return best
  }

  private func exchanged(_ cover: Cover, _ candidates: [Int32], _ work: inout Int) -> Cover {
    let exchange = CoverExchange(evaluator, point)
    var best = cover
    point.load(best.counts, use: evaluator.use)
    while work > 0 {
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
      if work <= 0 { return nil }
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

  /// Groups that some cut near the level values most for their charge, the members among them.
  private func ownCandidates() -> [Int32] {
    var chosen: [Int32] = []
    let each = max(CoverWork.fewestCandidates, CoverWork.candidates / evaluator.pools.count)
    for (family, pool) in evaluator.pools.enumerated() {
      let slot = level(ofFamily: family).slot
      let left = pool.groups.filter { program.capacity(ofGroup: Int($0)) > 0 }
      let scores = left.map { group in
        pool.gains[Int(evaluator.place[group]) * pool.slots + slot] / charge[Int(group)]
      }
      let order = left.indices.sorted { (scores[$0], left[$1]) > (scores[$1], left[$0]) }
      var family = order.prefix(each).map { left[$0] }
      for group in point.members[family.isEmpty ? 0 : Int(program.groupFamily[Int(family[0])])]
      where !family.contains(group) {
        family.append(group)
      }
      chosen += family
    }
    return chosen
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

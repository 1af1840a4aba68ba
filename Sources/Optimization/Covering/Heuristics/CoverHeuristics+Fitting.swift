/// Fit, fill and trim: the greedy steps.
extension CoverHeuristics {
  /// Takes copies away until resources and budget are kept: first what costs least level for what it frees. One copy
  /// of the protected group (-1: none) stays.
  func fit(protecting protected: Int32 = -1) {
    let program = program
    while true {
      let excess = point.cost(price: program.price) - program.budget * (1 + CoveringTolerance.budget / 2)
      var short = -1
      for resource in 0..<program.resourceCount
      where point.used[resource] > Int64(program.available[resource]) {
        short = resource
        break
      }
      if short < 0 && !(excess > 0) { return }
      guard let victim = leastWorthy(freeing: short, protecting: protected) else { return }
      let use = evaluator.use + Int(victim) * program.resourceCount
      var copies: Int32 = 1
      if short >= 0 {
        let over = point.used[short] - Int64(program.available[short])
        copies = Int32(clamping: (over + Int64(use[short]) - 1) / Int64(use[short]))
      } else if evaluator.unitCost[Int(victim)] > 0 {
        let over = (excess / evaluator.unitCost[Int(victim)]).rounded(.up)
        copies = over < Double(Int32.max) ? Int32(max(1, over)) : Int32.max
      }
      // Large excesses go in parts, so that one group does not pay for all.
      let most = max(1, (point.counts[victim] - (victim == protected ? 1 : 0)) / Int32(CoverWork.partOfStep))
      point.add(victim, -min(copies, most), use: evaluator.use)
    }
  }

  /// The member that frees a resource (-1: the budget) at the least loss of level by the cuts.
  private func leastWorthy(freeing short: Int, protecting protected: Int32) -> Int32? {
    var best: Int32?
    var bestScore = Double.infinity
    var bounds = evaluator.pools.indices.map { evaluator.bound($0, of: point) }
    let level = bounds.min() ?? 0
    for family in evaluator.pools.indices {
      let pool = evaluator.pools[family]
      bounds[family] = evaluator.bound(family, of: point)
      let sums = evaluator.sums
      for group in point.members[family] where group != protected || point.counts[group] > 1 {
        let freed =
          short < 0
          ? evaluator.unitCost[Int(group)]
          : Double(evaluator.use[Int(group) * point.resourceCount + short])
        guard freed > 0 else { continue }
        let line = pool.gains + Int(evaluator.place[group]) * pool.slots
        var left = pool.count > 0 ? Double.infinity : 0
        for slot in 0..<pool.count { left = min(left, sums[slot] - line[slot]) }
        // What holds nothing back still counts for a little, by what the family would lose.
        let loss = max(0, level - left) + CoverWork.slackWeight * (bounds[family] - left)
        let score = loss / freed
        if score < bestScore || (score == bestScore && best.map { dearer(group, than: $0) } ?? true) {
          bestScore = score
          best = group
        }
      }
    }
    return best
  }

  private func dearer(_ one: Int32, than other: Int32) -> Bool {
    evaluator.unitCost[Int(one)] > evaluator.unitCost[Int(other)]
  }

  /// Opens the cheapest groups that fit until every family has as many as it must; false if some has not.
  func fillLeastCounts() -> Bool {
    for (family, pool) in evaluator.pools.enumerated() {
      while point.familyTotals[family] < Int(program.leastCount[family]) {
        let worth = startingWorth(family).slot
        guard let choice = bestAddition(pool.groups, worth: worth, family: family) else { return false }
        point.add(choice.group, 1, use: evaluator.use)
      }
    }
    return true
  }

  /// Adds to the family that holds the level back until nothing fits or the level asked for is there.
  func fill(candidates: [Int32]) {
    let program = program
    let target = program.levelWeight > 0 ? program.levelUpper : program.levelLower
    var levels = evaluator.pools.indices.map { level(ofFamily: $0) }
    var closed = [Bool](repeating: false, count: levels.count)
    var idleSteps = 0
    for _ in 0..<CoverWork.fillSteps where !mustStop() {
      var family = 0
      for other in levels.indices where levels[other].level < levels[family].level { family = other }
      let before = levels[family]
      guard before.level < target, !closed[family], idleSteps <= 2 * program.width else { return }
      let pool = evaluator.pools[family]
      let groups = candidates.isEmpty ? pool.groups : candidates
      guard
        let choice = bestAddition(groups, slot: before.slot, family: family, missing: target - before.bound)
      else {
        guard !candidates.isEmpty,
          let other = bestAddition(
            pool.groups, slot: before.slot, family: family, missing: target - before.bound)
        else {
          closed[family] = true
          continue
        }
        point.add(other.group, other.copies, use: evaluator.use)
        levels[family] = level(ofFamily: family)
        continue
      }
      point.add(choice.group, choice.copies, use: evaluator.use)
      levels[family] = level(ofFamily: family)
      idleSteps =
        levels[family].level > before.level * (1 + CoveringTolerance.improvement) ? 0 : idleSteps + 1
    }
  }

  func level(ofFamily family: Int) -> CoverEvaluator.FamilyLevel {
    evaluator.level(family, members: point.members[family], counts: point.counts, needed: 0)
  }

  /// The cut of what the cheapest group charges for each item, and what a level is charged in all: the optimum of the
  /// family's relaxation at these charges. Place -1 if some item has no server.
  func startingWorth(_ family: Int) -> (slot: Int, charged: Double) {
    let pool = evaluator.pools[family]
    let program = program
    let items = program.items(ofFamily: family)
    var worth = [Double](repeating: .infinity, count: program.width)
    for group in pool.groups where isOpen(group) {
      let rates = evaluator.rate + Int(group) * program.width
      for position in 0..<items.count where rates[position] > 0 {
        worth[position] = min(worth[position], charge[Int(group)] / rates[position])
      }
    }
    var sum = 0.0
    for position in 0..<items.count { sum += worth[position] * program.share[items.lowerBound + position] }
    guard sum > 0, sum.isFinite else { return (-1, 0) }
    for position in 0..<program.width { worth[position] = position < items.count ? worth[position] / sum : 0 }
    let slot = worth.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { pool.add($0, rate: evaluator.rate) } ?? -1
    }
    return (slot, sum)
  }

  /// Whether at least one of a group fits on its own.
  func isOpen(_ group: Int32) -> Bool {
    let use = evaluator.use + Int(group) * point.resourceCount
    for resource in 0..<point.resourceCount where use[resource] > program.available[resource] { return false }
    return evaluator.unitCost[Int(group)] <= program.budget * (1 + CoveringTolerance.budget / 2)
  }

  private func bestAddition(_ groups: [Int32], worth slot: Int, family: Int) -> (group: Int32, copies: Int32)?
  {
    slot < 0 ? nil : bestAddition(groups, slot: slot, family: family, missing: .infinity)
  }

  /// The group that fits with the largest gain in a cut for its charge, and how many copies to add at once.
  private func bestAddition(
    _ groups: [Int32], slot: Int, family: Int, missing: Double
  ) -> (group: Int32, copies: Int32)? {
    let pool = evaluator.pools[family]
    let left = budgetLeft()
    var best: Int32 = -1
    var bestScore = 0.0
    for group in groups where program.groupFamily[Int(group)] == Int32(family) {
      let gain = min(missing, pool.gains[Int(evaluator.place[group]) * pool.slots + slot])
      let score = gain / charge[Int(group)]
      guard score > bestScore, hasRoom(group, budgetLeft: left) else { continue }
      bestScore = score
      best = group
    }
    guard best >= 0 else { return nil }
    let room = room(best, budgetLeft: left)
    var copies = max(1, room / Int32(CoverWork.partOfStep))
    let gain = pool.gains[Int(evaluator.place[best]) * pool.slots + slot]
    if missing.isFinite && gain > 0 {
      let wanted = (missing / gain).rounded(.up)
      if wanted < Double(copies) { copies = Int32(max(1, wanted)) }
    }
    return (best, copies)
  }

  /// Gives back copies that cost more than the level they hold is worth, dearest first.
  func trim() {
    let program = program
    guard program.costWeight > 0 || program.countCharge > 0 else { return }
    var members = point.members.flatMap { $0 }
    members.sort { (evaluator.unitCost[Int($0)], $0) > (evaluator.unitCost[Int($1)], $1) }
    guard var best = evaluator.evaluate(point, cutoff: .infinity) else { return }
    for group in members where !mustStop() {
      while point.counts[group] > 0 {
        guard let better = trimmed(group, below: best.objective) else { break }
        best = better
      }
    }
  }

  /// Takes away as many copies of a group as the cuts allow; nil, and nothing changed, if none can go.
  private func trimmed(_ group: Int32, below cutoff: Double) -> Cover? {
    let family = Int(program.groupFamily[Int(group)])
    var copies = min(
      point.counts[group], Int32(clamping: point.familyTotals[family] - Int(program.leastCount[family])))
    while copies > 0 {
      point.add(group, -copies, use: evaluator.use)
      if let cover = evaluator.evaluate(point, cutoff: cutoff) { return cover }
      point.add(group, copies, use: evaluator.use)
      copies /= 2
    }
    return nil
  }
}

/// One search through the neighbours of a point: up to two copies out, up to two candidates in.
///
/// Neighbours are judged by the cuts first: after the removal, the family that is held back most and its tightest cut
/// say how much gain is missing, so candidates sorted by that gain leave few pairs to look at. What no cut turns down
/// is valued exactly, and the cut that this leaves behind turns down the next ones.
final class CoverExchange {
  private let evaluator: CoverEvaluator
  private let mustStop: () -> Bool
  private let point: CoverPoint
  private let slots = CoverWork.cuts
  /// Sums of the cuts at the point, and after the removal at hand; `slots` per family.
  private let sums: UnsafeMutablePointer<Double>
  private let reduced: UnsafeMutablePointer<Double>
  /// Least cut of each family after the removal.
  private var bounds: [Double]

  // Candidates that fit on their own after the removal.
  private var fitting: [Entry] = []
  private var candidates: [Entry] = []

  /// A candidate with the numbers that the inner loops need.
  private struct Entry {
    var group: Int32
    var family: Int32
    var cost: Double
    /// Gain in the cut at hand.
    var gain: Double
    /// Gains in all cuts of its family.
    var gains: UnsafeMutablePointer<Double>
  }

  init(_ evaluator: CoverEvaluator, _ point: CoverPoint, mustStop: @escaping () -> Bool) {
    self.evaluator = evaluator
    self.mustStop = mustStop
    self.point = point
    sums = .allocate(capacity: evaluator.pools.count * CoverWork.cuts)
    reduced = .allocate(capacity: evaluator.pools.count * CoverWork.cuts)
    bounds = [Double](repeating: 0, count: evaluator.pools.count)
  }

  deinit {
    sums.deallocate()
    reduced.deallocate()
  }

  /// The first better neighbour; the point is moved to it. Nil, and the point as it was, if there is none.
  func firstImprovement(on cover: Cover, candidates groups: [Int32], work: inout Int) -> Cover? {
    candidates = groups.map { group in
      let family = evaluator.program.groupFamily[Int(group)]
      let pool = evaluator.pools[Int(family)]
      return Entry(
        group: group, family: family, cost: evaluator.unitCost[Int(group)], gain: 0,
        gains: pool.gains + Int(evaluator.place[group]) * slots)
    }
    sumUp()
    let members = point.members.flatMap { $0 }
    // A hair below the objective, so that round-off is not taken for progress.
    let cutoff = cover.objective - CoveringTolerance.improvement * abs(cover.objective)
    if let found = search(removing: [], cutoff, &work) { return found }
    for one in members {
      if work <= 0 || mustStop() { return nil }
      if let found = search(removing: [one], cutoff, &work) { return found }
    }
    for (index, one) in members.enumerated() {
      for other in members[index...] where other != one || point.counts[one] > 1 {
        if work <= 0 || mustStop() { return nil }
        if let found = search(removing: [one, other], cutoff, &work) { return found }
      }
    }
    return nil
  }

  private func sumUp() {
    for (family, pool) in evaluator.pools.enumerated() {
      let target = sums + family * slots
      target.update(repeating: 0, count: slots)
      for group in point.members[family] {
        let line = pool.gains + Int(evaluator.place[group]) * slots
        let times = Double(point.counts[group])
        for slot in 0..<pool.vectors * 4 { target[slot] += times * line[slot] }
      }
    }
  }

  private func search(removing removed: [Int32], _ cutoff: Double, _ work: inout Int) -> Cover? {
    let program = evaluator.program
    for group in removed { point.add(group, -1, use: evaluator.use) }
    defer { if !isMoved { for group in removed { point.add(group, 1, use: evaluator.use) } } }
    isMoved = false
    for (family, pool) in evaluator.pools.enumerated() {
      let target = reduced + family * slots
      target.update(from: sums + family * slots, count: slots)
      for group in removed where Int(program.groupFamily[Int(group)]) == family {
        let line = pool.gains + Int(evaluator.place[group]) * slots
        for slot in 0..<pool.vectors * 4 { target[slot] -= line[slot] }
      }
    }
    let spent = point.cost(price: program.price)
    let limit =
      program.budget.isFinite ? program.budget * (1 + CoveringTolerance.budget / 2) - spent : .infinity
    var pass = Pass(spent: spent, left: limit, count: point.total, cutoff: cutoff)
    while true {
      // The family held back most, and its tightest cut.
      var family = 0
      for other in evaluator.pools.indices {
        bounds[other] = evaluator.pools[other].least(reduced + other * slots).bound
        if bounds[other] < bounds[family] { family = other }
      }
      pass.family = family
      pass.slot = evaluator.pools[family].least(reduced + family * slots).slot
      guard let trial = nextTrial(&pass, &work) else { return nil }
      for group in trial { point.add(group, 1, use: evaluator.use) }
      work -= CoverWork.levelProgram
      if let cover = evaluator.evaluate(point, cutoff: cutoff) {
        isMoved = true
        return cover
      }
      for group in trial { point.add(group, -1, use: evaluator.use) }
      // The refusal left a cut; it may have taken the place of another.
      for group in removed { point.add(group, 1, use: evaluator.use) }
      sumUp()
      for group in removed { point.add(group, -1, use: evaluator.use) }
      for (family, pool) in evaluator.pools.enumerated() {
        let target = reduced + family * slots
        target.update(from: sums + family * slots, count: slots)
        for group in removed where Int(program.groupFamily[Int(group)]) == family {
          let line = pool.gains + Int(evaluator.place[group]) * slots
          for slot in 0..<pool.vectors * 4 { target[slot] -= line[slot] }
        }
      }
      if work <= 0 { return nil }
    }
  }

  private var isMoved = false

  /// The state after one removal, and how far the search through its additions is.
  private struct Pass {
    var spent: Double
    var left: Double
    var count: Int
    var cutoff: Double
    /// Family held back most and its tightest cut.
    var family = 0
    var slot = 0
  }

  /// The next addition that no cut turns down.
  private func nextTrial(_ pass: inout Pass, _ work: inout Int) -> [Int32]? {
    let evaluator = evaluator
    let needed = evaluator.neededLevel(cost: pass.spent, count: pass.count, cutoff: pass.cutoff)
    guard needed <= evaluator.program.levelUpper else { return nil }
    let deficit = needed - reduced[pass.family * slots + pass.slot]
    // Nothing to add: under a level asked for, fewer copies may do.
    if deficit <= 0, evaluator.program.levelWeight == 0, passes(nil, nil, pass, &work) { return [] }
    fitting.removeAll(keepingCapacity: true)
    var most = 0.0
    for var entry in candidates where entry.cost <= pass.left && fits(entry.group) {
      entry.gain = Int(entry.family) == pass.family ? entry.gains[pass.slot] : 0
      most = max(most, entry.gain)
      fitting.append(entry)
    }
    work -= candidates.count
    guard 2 * most >= deficit else { return nil }
    fitting.sort { ($0.gain, $1.group) > ($1.gain, $0.group) }
    for entry in fitting {
      if entry.gain < deficit { break }
      if passes(entry, nil, pass, &work) { return [entry.group] }
    }
    for (index, one) in fitting.enumerated() {
      if one.gain + most < deficit { break }
      for other in fitting[index...] {
        work -= 1
        if one.gain + other.gain < deficit { break }
        if one.cost + other.cost > pass.left { continue }
        if passes(one, other, pass, &work) { return [one.group, other.group] }
      }
      if work <= 0 { return nil }
    }
    return nil
  }

  private func fits(_ group: Int32) -> Bool {
    let use = evaluator.use + Int(group) * point.resourceCount
    for resource in 0..<point.resourceCount
    where Int64(use[resource]) + point.used[resource] > Int64(evaluator.program.available[resource]) {
      return false
    }
    return true
  }

  private func fits(_ one: Int32, _ other: Int32) -> Bool {
    let first = evaluator.use + Int(one) * point.resourceCount
    let second = evaluator.use + Int(other) * point.resourceCount
    for resource in 0..<point.resourceCount
    where Int64(first[resource]) + Int64(second[resource]) + point.used[resource]
      > Int64(evaluator.program.available[resource])
    {
      return false
    }
    return true
  }

  /// Whether an addition of up to two keeps the resources and passes all cuts.
  private func passes(_ one: Entry?, _ other: Entry?, _ pass: Pass, _ work: inout Int) -> Bool {
    work -= CoverWork.cutCheck
    let program = evaluator.program
    let added = (one == nil ? 0 : 1) + (other == nil ? 0 : 1)
    let cost = pass.spent + (one?.cost ?? 0) + (other?.cost ?? 0)
    let needed = evaluator.neededLevel(cost: cost, count: pass.count + added, cutoff: pass.cutoff)
    guard needed <= program.levelUpper else { return false }
    if let one, let other, !fits(one.group, other.group) { return false }
    for family in evaluator.pools.indices {
      let line = reduced + family * slots
      let first = one.flatMap { Int($0.family) == family ? $0.gains : nil }
      let second = other.flatMap { Int($0.family) == family ? $0.gains : nil }
      let count = evaluator.pools[family].count
      switch (first, second) {
      case (nil, nil): if bounds[family] < needed { return false }
      case (let gains?, nil), (nil, let gains?):
        for slot in 0..<count where line[slot] + gains[slot] < needed { return false }
      case (let first?, let second?):
        for slot in 0..<count where line[slot] + first[slot] + second[slot] < needed { return false }
      }
      let total = point.familyTotals[family] + (first == nil ? 0 : 1) + (second == nil ? 0 : 1)
      if total < Int(program.leastCount[family]) { return false }
    }
    return true
  }
}

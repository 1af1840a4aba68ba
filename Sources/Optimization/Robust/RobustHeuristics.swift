/// Whole counts from the relaxation's: rounding down, greedy filling and exchanges, all valued by the cuts known.
///
/// The cuts of the pool bound the level of every choice, and near the relaxation's optimum they are close to it; a
/// choice that looks good by them is valued exactly by the caller. Filling is Wolsey's greedy rule for covering
/// (Combinatorica 2, 1982): the group that brings most cuts nearest to the target for what it takes.
struct RobustHeuristics {
  private let program: CoveringProgram
  private let stride: Int
  /// Gains cut by cut.
  private let gains: [[Double]]
  private let unitCost: [Double]
  /// Cost of one of each group, plus the worth of the resources that it takes.
  private let charge: [Double]
  private let target: Double
  private let mustStop: () -> Bool

  /// Most steps of a filling, passes of exchanges, and thresholds that fractions are rounded up from.
  private static let steps = 200
  private static let passes = 6
  private static let thresholds = [1.0, 0.5, 0.75]
  /// A step of filling adds this part of the copies that still fit, at least one, so that large fleets fill in few steps.
  private static let partOfStep: Int32 = 16

  /// Takes the cuts as they are now; `prices`: what a unit of each resource is worth beside its price.
  init(
    _ program: CoveringProgram, lines: [StressCutPool.Line], target: Double, prices: [Double],
    mustStop: @escaping () -> Bool
  ) {
    self.program = program
    self.mustStop = mustStop
    stride = program.resourceCount
    gains = lines.map(\.gains)
    self.target = target
    let costs = (0..<program.groupCount).map { program.cost(ofGroup: $0) }
    unitCost = costs
    charge = costs.enumerated().map { group, cost in
      var sum = cost
      for resource in 0..<program.resourceCount {
        sum += prices[resource] * Double(program.use[group * program.resourceCount + resource])
      }
      return max(sum, CoverWork.leastCharge)
    }
  }

  /// Counts on their way, with what they use and what the cuts leave.
  private struct Draft {
    var counts: [Int32]
    var left: [Int]
    var money: Double
    var levels: [Double]
  }

  private func draft(_ counts: [Int32]) -> Draft {
    var draft = Draft(
      counts: [Int32](repeating: 0, count: counts.count), left: program.available.map { Int($0) },
      money: program.budget * (1 + CoveringTolerance.budget),
      levels: [Double](repeating: 0, count: gains.count))
    for group in counts.indices where counts[group] > 0 {
      add(group, min(counts[group], room(group, draft)), &draft)
    }
    return draft
  }

  /// Copies of a group that still fit.
  private func room(_ group: Int, _ draft: Draft) -> Int32 {
    guard fits(group, draft) else { return 0 }
    var most = Int(program.capacity(ofGroup: group))
    for resource in 0..<stride where program.use[group * stride + resource] > 0 {
      most = min(most, draft.left[resource] / Int(program.use[group * stride + resource]))
    }
    if unitCost[group] > 0, draft.money.isFinite {
      most = min(most, Int((draft.money / unitCost[group]).rounded(.down)))
    }
    return Int32(clamping: max(0, most))
  }

  /// Copies after which a cut that a group helps may first meet the target; at least one.
  private func missing(_ group: Int, _ draft: Draft) -> Int32 {
    var least = Double(Int32.max)
    for cut in gains.indices where draft.levels[cut] < target && gains[cut][group] > 0 {
      least = min(least, (target - draft.levels[cut]) / gains[cut][group])
    }
    return Int32(max(1, least.rounded(.down)))
  }

  private func fits(_ group: Int, _ draft: Draft) -> Bool {
    guard unitCost[group] <= draft.money else { return false }
    for resource in 0..<stride where Int(program.use[group * stride + resource]) > draft.left[resource] {
      return false
    }
    return true
  }

  private func add(_ group: Int, _ times: Int32, _ draft: inout Draft) {
    draft.counts[group] += times
    draft.money -= Double(times) * unitCost[group]
    for resource in 0..<stride {
      draft.left[resource] -= Int(times) * Int(program.use[group * stride + resource])
    }
    for cut in gains.indices { draft.levels[cut] += Double(times) * gains[cut][group] }
  }

  private func least(_ draft: Draft) -> Double { draft.levels.min() ?? 0 }

  /// Adds groups until nothing fits or the target is met.
  private func fill(_ draft: inout Draft) {
    for _ in 0..<Self.steps where !mustStop() {
      var best = -1
      var bestWorth = 0.0
      for group in draft.counts.indices where fits(group, draft) {
        var progress = 0.0
        for cut in gains.indices where draft.levels[cut] < target {
          progress += min(gains[cut][group], target - draft.levels[cut])
        }
        let worth = progress / charge[group]
        if worth > bestWorth {
          bestWorth = worth
          best = group
        }
      }
      if best < 0 { return }
      let step = max(1, room(best, draft) / Self.partOfStep)
      add(best, min(step, missing(best, draft)), &draft)
    }
  }

  /// Takes away what the least level asked for does not need, the dearest first.
  private func trim(_ draft: inout Draft) {
    guard program.costWeight > 0 || program.countCharge > 0 else { return }
    let kept = min(least(draft), max(program.levelLower, program.levelWeight > 0 ? target : 0))
    let order = draft.counts.indices.filter { draft.counts[$0] > 0 }.sorted {
      unitCost[$0] != unitCost[$1] ? unitCost[$0] > unitCost[$1] : $0 < $1
    }
    for group in order {
      var spare = Double(draft.counts[group])
      for cut in gains.indices where gains[cut][group] > 0 {
        spare = min(spare, (draft.levels[cut] - kept) / gains[cut][group])
      }
      // The last ones one by one, as round-off decides about them.
      if spare >= 2 { add(group, 1 - Int32(spare), &draft) }
      while draft.counts[group] > 0 {
        add(group, -1, &draft)
        if least(draft) >= kept { continue }
        add(group, 1, &draft)
        break
      }
    }
  }

  private func value(_ draft: Draft) -> Double {
    let level = min(least(draft), program.levelUpper)
    guard level >= program.levelLower * (1 - CoveringTolerance.level) else {
      // Out of reach: the nearer the better, but worse than anything that is there.
      return 1e30 * (1 + program.levelLower - level)
    }
    let count = draft.counts.reduce(0) { $0 + Int($1) }
    let cost = draft.counts.indices.reduce(0.0) { $0 + Double(draft.counts[$1]) * unitCost[$1] }
    return program.objective(cost: cost, count: count, level: level)
  }

  /// Takes one of each group out in turn, fills again, and keeps what is better.
  private func exchange(_ draft: inout Draft) {
    var present = value(draft)
    for _ in 0..<Self.passes {
      var improved = false
      for group in draft.counts.indices where draft.counts[group] > 0 {
        if mustStop() { return }
        var other = draft
        add(group, -1, &other)
        fill(&other)
        trim(&other)
        let new = value(other)
        guard new < present - CoveringTolerance.improvement * abs(present) else { continue }
        (draft, present, improved) = (other, new, true)
      }
      if !improved { return }
    }
  }

  /// Whole counts near fractional ones, the best by the cuts first.
  func rounded(_ point: [Double]) -> [[Int32]] {
    var found: [(counts: [Int32], value: Double)] = []
    for threshold in Self.thresholds {
      var draft = draft(point.map { Int32(($0 + 1 - threshold + Integrality.tolerance).rounded(.down)) })
      fill(&draft)
      trim(&draft)
      exchange(&draft)
      if !found.contains(where: { $0.counts == draft.counts }) { found.append((draft.counts, value(draft))) }
    }
    return found.sorted { $0.value < $1.value }.map(\.counts)
  }

  /// Counts as they are where they fit, with what brings the cuts to the target.
  func filled(_ counts: [Int32]) -> [Int32] {
    var draft = draft(counts)
    fill(&draft)
    return draft.counts
  }

  /// Counts as they are where they fit, improved by exchanges.
  func improved(_ counts: [Int32]) -> [Int32] {
    var draft = draft(counts)
    fill(&draft)
    trim(&draft)
    exchange(&draft)
    return draft.counts
  }
}

/// A checked choice of counts.
public struct Cover: Sendable, Equatable {
  /// Count of each group.
  public var counts: [Int32]
  /// Level that a routing checked in plain arithmetic reaches.
  public var level: Double
  /// How many of each lot are bought, the least that they can cost for these counts; empty where the program has none.
  public var lots: [Int]
  /// Cost of the counts, with the lots.
  public var cost: Double
  /// The program's objective, to be minimised.
  public var objective: Double

  /// Creates a cover from its parts, without checks.
  public init(counts: [Int32], level: Double, cost: Double, objective: Double, lots: [Int] = []) {
    self.counts = counts
    self.level = level
    self.lots = lots
    self.cost = cost
    self.objective = objective
  }
}

/// Values fixed counts: the level of a cover is the least over its families, each a small linear program.
///
/// Every program solved leaves a cut on the level (see `CoverBoundPool`), and counts whose cuts lie below what is
/// asked for are turned down without a linear program. Lives on one thread.
final class CoverEvaluator {
  /// The program whose counts are valued.
  private(set) var program: CoveringProgram
  /// Cuts of each family.
  let pools: [CoverBoundPool]
  /// Place of each group among those of its family.
  let place: UnsafeMutablePointer<Int32>
  /// Cost of one of each group.
  let unitCost: UnsafeMutablePointer<Double>
  let use: UnsafeMutablePointer<Int32>
  let rate: UnsafeMutablePointer<Double>
  let share: UnsafeMutablePointer<Double>
  /// Whether to stop, asked before the level programs of a large program and within them; nil: never. From
  /// then on levels are not known: 0, under no bound.
  var interruption: (() -> Bool)? {
    didSet { for solver in solvers { solver.interruption = interruption } }
  }
  /// Whether levels are not to be found any more. Where they take no time they always are, so that even a run without
  /// any time has a choice to offer.
  var isInterrupted: Bool { isLarge && interruption?() ?? false }
  private let isLarge: Bool
  /// Whether levels of many items are taken by proportion: for choices that are to be found at once.
  var isQuick = false {
    didSet { for solver in solvers { solver.isQuick = isQuick } }
  }
  /// Level programs solved so far.
  private(set) var levelPrograms = 0
  private let solvers: [CoverLevelSolver]
  private let point: CoverPoint
  /// Sums of a family's cuts, as `bound` leaves them.
  let sums: UnsafeMutablePointer<Double>
  private let unitWorth: UnsafeMutablePointer<Double>
  /// What the lots of the program cost; nil without lots.
  private(set) var rental: CoverRental?

  /// Pivots of all level programs so far.
  var pivots: Int { solvers.reduce(0) { $0 + $1.pivots } }

  /// Takes over a program.
  init(_ program: CoveringProgram) {
    self.program = program
    let groupCount = program.groupCount
    isLarge = groupCount * program.width >= CoverWork.polledFigures
    place = .allocate(capacity: max(1, groupCount))
    unitCost = .allocate(capacity: max(1, groupCount))
    use = .allocate(capacity: max(1, program.use.count))
    rate = .allocate(capacity: max(1, program.rate.count))
    share = .allocate(capacity: max(1, program.share.count))
    sums = .allocate(capacity: CoverWork.cuts)
    unitWorth = .allocate(capacity: max(1, program.width))
    var groups = [[Int32]](repeating: [], count: program.familyCount)
    for group in 0..<groupCount {
      let family = Int(program.groupFamily[group])
      place[group] = Int32(groups[family].count)
      groups[family].append(Int32(group))
    }
    pools = groups.enumerated().map { family, groups in
      CoverBoundPool(groups: groups, itemCount: program.items(ofFamily: family).count, width: program.width)
    }
    solvers = (0..<program.familyCount).map { family in
      CoverLevelSolver(
        itemCount: program.items(ofFamily: family).count, width: program.width, groupCount: groupCount)
    }
    point = CoverPoint(program)
    use.update(from: program.use, count: program.use.count)
    takeNumbers()
  }

  deinit {
    place.deallocate()
    unitCost.deallocate()
    use.deallocate()
    rate.deallocate()
    share.deallocate()
    sums.deallocate()
    unitWorth.deallocate()
  }

  private func takeNumbers() {
    rate.update(from: program.rate, count: program.rate.count)
    share.update(from: program.share, count: program.share.count)
    for group in 0..<program.groupCount { unitCost[group] = program.cost(ofGroup: group) }
    rental = program.lots.isEmpty ? nil : CoverRental(program)
  }

  /// Takes over new numbers of the same groups; cuts are kept as far as they hold.
  func update(_ new: CoveringProgram) {
    let sameRates = new.rate == program.rate
    let sameShares = new.share == program.share
    program = new
    takeNumbers()
    guard !sameRates || !sameShares else { return }
    for (family, pool) in pools.enumerated() {
      solvers[family].invalidate()
      if sameShares {
        pool.recompute(rate: rate)
      } else {
        pool.renormalise(share: share + Int(program.itemStarts[family]), rate: rate)
      }
    }
  }

  // MARK: Levels

  /// The level of one family, as far as it is known.
  struct FamilyLevel {
    /// The level reached; 0 where the bound settled it.
    var level: Double
    /// No routing reaches more.
    var bound: Double
    /// Place of the cut that proves the bound, in the family's pool.
    var slot: Int
  }

  /// The level of one family's members; stops at a bound of `needed` or less.
  func level(
    _ family: Int, members: [Int32], counts: UnsafePointer<Int32>, needed: Double
  ) -> FamilyLevel {
    let pool = pools[family]
    let share = share + Int(program.itemStarts[family])
    // An item that no member serves: the level is 0, and the item alone says so.
    for item in 0..<program.items(ofFamily: family).count {
      var isServed = false
      for group in members where rate[Int(group) * program.width + item] > 0 {
        isServed = true
        break
      }
      if !isServed {
        unitWorth.update(repeating: 0, count: program.width)
        unitWorth[item] = 1 / share[item]
        return FamilyLevel(level: 0, bound: 0, slot: pool.add(unitWorth, rate: rate))
      }
    }
    let solver = solvers[family]
    if isInterrupted, !solver.isSparse { return unknownLevel(family) }
    levelPrograms += 1
    let outcome = members.withUnsafeBufferPointer { groups -> CoverLevelSolver.Outcome in
      guard let base = groups.baseAddress else { return .init(level: 0, bound: 0, isStopped: false) }
      return solver.solve(
        groups: base, groupCount: groups.count, counts: counts, rate: rate, share: share, stopAt: needed)
    }
    if solver.wasInterrupted { return unknownLevel(family) }
    let slot = pool.add(solver.worth, rate: rate)
    return FamilyLevel(level: outcome.level, bound: outcome.bound, slot: slot)
  }

  /// A level that was not looked for, with a cut that holds all the same, as it does for any worths.
  private func unknownLevel(_ family: Int) -> FamilyLevel {
    let share = share + Int(program.itemStarts[family])
    let items = program.items(ofFamily: family).count
    var sum = 0.0
    for item in 0..<items { sum += share[item] }
    for item in 0..<program.width { unitWorth[item] = item < items ? 1 / sum : 0 }
    return FamilyLevel(level: 0, bound: .infinity, slot: pools[family].add(unitWorth, rate: rate))
  }

  /// The least level with which counts of this cost are better than `cutoff`; infinite if none is.
  func neededLevel(cost: Double, count: Int, cutoff: Double) -> Double {
    let paid = program.costWeight * cost + program.countCharge * Double(count)
    let least = program.levelLower * (1 - CoveringTolerance.level)
    guard program.levelWeight > 0 else { return paid < cutoff ? least : .infinity }
    return max(least, (paid - cutoff) / program.levelWeight)
  }

  /// The best level of fixed counts, or nil if they are not admitted or not strictly better than `cutoff`.
  func evaluate(_ counts: [Int32], cutoff: Double) -> Cover? {
    guard program.admits(counts, rental) else { return nil }
    point.load(counts, use: use)
    return evaluate(point, cutoff: cutoff)
  }

  /// The same for counts known to be admitted.
  func evaluate(_ point: CoverPoint, cutoff: Double) -> Cover? {
    var cost = point.cost(price: program.price)
    if let rental {
      cost += rental.cost(of: point.used)
      guard cost <= program.budget * (1 + CoveringTolerance.budget), cost < .infinity else { return nil }
    }
    let needed = neededLevel(cost: cost, count: point.total, cutoff: cutoff)
    guard needed <= program.levelUpper else { return nil }
    for family in pools.indices where bound(family, of: point) < needed { return nil }
    var level = program.levelUpper
    for family in pools.indices {
      let found = self.level(
        family, members: point.members[family], counts: point.counts,
        needed: needed * (1 - CoveringTolerance.level))
      guard found.level > 0 || found.bound < .infinity else { return nil }
      level = min(level, found.level)
      if level < needed { return nil }
    }
    let objective = program.objective(cost: cost, count: point.total, level: level)
    guard objective < cutoff else { return nil }
    return Cover(
      counts: point.array(), level: level, cost: cost, objective: objective,
      lots: rental?.lots(for: point.used) ?? [])
  }

  /// Least cut of one family at a point; infinite without cuts. O(members cuts).
  func bound(_ family: Int, of point: CoverPoint) -> Double {
    let pool = pools[family]
    guard pool.count > 0 else { return .infinity }
    sums.update(repeating: 0, count: pool.vectors * 4)
    for group in point.members[family] {
      let line = pool.gains + Int(place[group]) * pool.slots
      let times = Double(point.counts[group])
      for slot in 0..<pool.vectors * 4 { sums[slot] += times * line[slot] }
    }
    let least = pool.least(sums)
    pool.touch(least.slot)
    return least.bound
  }
}

/// The least level of a choice under stress, and a cut that proves it and holds for all choices.
///
/// A low class multiplies the rates of its groups by one factor, which is the same as having so much less of them: each
/// event is the level program of `CoverLevelSolver` with other amounts. Amounts may be fractional. Of low classes the
/// worst is sought among all sets of the most that may be low (more of them are never better); exactly by enumeration,
/// or, for cuts alone, by turns: worths of the items for the present set, then the set that these worths suffer from
/// most. Lives on one thread.
final class StressOracle {
  /// One family's level in the worst of what one event leaves possible.
  struct Finding {
    /// The level of the whole program that this allows: what is reached over the part asked for.
    var level: Double
    /// The cut of the worths found.
    var cut: StressCut
  }

  private(set) var program: CoveringProgram
  let stress: StressSet
  /// Simplex pivots so far.
  var pivots: Int { solvers.reduce(0) { $0 + $1.pivots } }

  /// Whether the run must end: sets of low classes can be many. What is not known of counts by then is taken for nothing.
  var mustStop: () -> Bool = { false }

  private let solvers: [CoverLevelSolver]
  private let members: [[Int32]]
  /// Amounts in `scale`ths, as the level programs take them.
  private var amounts: [Int32]

  /// Largest amount in parts, and parts of one copy, that amounts are rounded down to: the finer the parts, the less of
  /// what low classes leave is lost.
  private static let parts = 1_073_741_824.0
  /// Amounts below this are none.
  private static let least = 1e-7
  /// Turns of the search for a bad set of classes.
  private static let turns = 5

  init(_ program: CoveringProgram, _ stress: StressSet) {
    self.program = program
    self.stress = stress
    var members = [[Int32]](repeating: [], count: program.familyCount)
    for group in 0..<program.groupCount { members[Int(program.groupFamily[group])].append(Int32(group)) }
    self.members = members
    solvers = (0..<program.familyCount).map { family in
      CoverLevelSolver(
        itemCount: program.items(ofFamily: family).count, width: program.width,
        groupCount: program.groupCount)
    }
    amounts = [Int32](repeating: 0, count: program.groupCount)
  }

  /// Takes over new numbers of the same groups.
  func update(_ new: CoveringProgram) {
    if new.rate != program.rate || new.share != program.share {
      for solver in solvers { solver.invalidate() }
    }
    program = new
  }

  /// The worst of one family and event at the given amounts of groups.
  ///
  /// - Parameters:
  ///   - isExact: enumerate all sets of low classes; otherwise the level may be more than the worst.
  ///   - needed: a level below this settles the matter; the enumeration may end there.
  func worst(family: Int, event: Int, at point: [Double], isExact: Bool, needed: Double = 0) -> Finding {
    let live = members[family].filter {
      point[Int($0)] > Self.least && !stress.isLost(Int($0), inEvent: event)
    }
    var classes: [Int32] = []
    if stress.mostLow > 0 {
      for group in live where stress.lowFactor[Int(group)] < 1 {
        let own = stress.errorClass[Int(group)]
        if !classes.contains(own) { classes.append(own) }
      }
      classes.sort()
    }
    if classes.count <= stress.mostLow { return level(family, event, live, low: classes, at: point) }
    if isExact { return enumerate(family, event, live, classes, at: point, needed: needed) }
    return byTurns(family, event, live, classes, at: point)
  }

  /// Every set of the most classes that may be low.
  private func enumerate(
    _ family: Int, _ event: Int, _ live: [Int32], _ classes: [Int32], at point: [Double], needed: Double
  ) -> Finding {
    var chosen = Array(0..<stress.mostLow)
    var worst = level(family, event, live, low: chosen.map { classes[$0] }, at: point)
    while worst.level >= needed {
      if mustStop() { return Finding(level: 0, cut: worst.cut) }
      // The next set in lexicographic order.
      var place = chosen.count - 1
      while place >= 0, chosen[place] == classes.count - chosen.count + place { place -= 1 }
      if place < 0 { break }
      chosen[place] += 1
      for later in chosen.indices where later > place { chosen[later] = chosen[later - 1] + 1 }
      let found = level(family, event, live, low: chosen.map { classes[$0] }, at: point)
      if found.level < worst.level { worst = found }
    }
    return worst
  }

  private func byTurns(
    _ family: Int, _ event: Int, _ live: [Int32], _ classes: [Int32], at point: [Double]
  ) -> Finding {
    var worst = level(family, event, live, low: [], at: point)
    for _ in 0..<Self.turns {
      let damages = classes.map { own in
        live.reduce(0.0) { sum, group in
          guard stress.errorClass[Int(group)] == own else { return sum }
          let gain = worst.cut.gain(of: Int(group), in: program)
          return sum + point[Int(group)] * gain * (1 - stress.lowFactor[Int(group)])
        }
      }
      let order = classes.indices.sorted { damages[$0] != damages[$1] ? damages[$0] > damages[$1] : $0 < $1 }
      let low = order.prefix(stress.mostLow).map { classes[$0] }.sorted()
      if low == worst.cut.low { break }
      let found = level(family, event, live, low: low, at: point)
      if found.level >= worst.level { break }
      worst = found
    }
    return worst
  }

  /// One level program.
  private func level(
    _ family: Int, _ event: Int, _ live: [Int32], low: [Int32], at point: [Double]
  ) -> Finding {
    let items = program.items(ofFamily: family)
    let part = stress.part(ofEvent: event)
    var cut = StressCut(family: Int32(family), event: Int32(event), low: low, worth: [])
    // An item that nobody serves: the level is 0, and the item alone says so.
    for (position, item) in items.enumerated() {
      if live.contains(where: { program.rate[Int($0) * program.width + position] > 0 }) { continue }
      cut.worth = [Double](repeating: 0, count: items.count)
      cut.worth[position] = 1 / program.share[item]
      return Finding(level: 0, cut: cut)
    }
    let weights = live.map { group -> Double in
      let isLow = stress.mostLow > 0 && low.contains(stress.errorClass[Int(group)])
      return point[Int(group)] * (isLow ? stress.lowFactor[Int(group)] : 1)
    }
    var scale = Self.parts
    let largest = weights.max() ?? 0
    while largest * scale > Self.parts { scale /= 2 }
    for (group, weight) in zip(live, weights) { amounts[Int(group)] = max(1, Int32(weight * scale)) }
    let solver = solvers[family]
    solver.countScale = 1 / scale
    let outcome = live.withUnsafeBufferPointer { groups in
      amounts.withUnsafeBufferPointer { counts in
        program.rate.withUnsafeBufferPointer { rates in
          program.share.withUnsafeBufferPointer { shares -> CoverLevelSolver.Outcome in
            guard let groups = groups.baseAddress, let counts = counts.baseAddress,
              let rates = rates.baseAddress, let shares = shares.baseAddress
            else { return .init(level: 0, bound: 0, isStopped: false) }
            return solver.solve(
              groups: groups, groupCount: live.count, counts: counts, rate: rates,
              share: shares + items.lowerBound, stopAt: 0)
          }
        }
      }
    }
    cut.worth = (0..<items.count).map { solver.worth[$0] }
    if !outcome.bound.isFinite {
      // The solver lost its way and has no worths; equal ones are valid, if weak.
      let sum = items.reduce(0) { $0 + program.share[$1] }
      cut.worth = items.map { _ in 1 / sum }
    }
    return Finding(level: outcome.level / part, cut: cut)
  }

  /// The level that counts reach in every event; 0 if some item is without a server in one of them.
  ///
  /// - Parameter needed: a level below this settles the matter; what is returned may then be any such level.
  /// - Parameter onCut: called with the finding of each family and event.
  func level(of counts: [Int32], needed: Double, onCut: (Finding) -> Void = { _ in }) -> Double {
    let point = counts.map { Double($0) }
    var level = Double.infinity
    for event in 0..<stress.eventCount {
      for family in members.indices {
        let found = worst(family: family, event: event, at: point, isExact: true, needed: needed)
        onCut(found)
        level = min(level, found.level)
        if level < needed { return level }
      }
    }
    return level
  }
}

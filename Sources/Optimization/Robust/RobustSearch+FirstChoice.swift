/// A first choice for large programs, whose root takes long: groups are added until no event is left short.
extension RobustSearch {
  /// Whether events are so many that a choice is looked for before the root is solved.
  var isLarge: Bool { program.groupCount * oracle.stress.eventCount >= RobustRule.largeProgram }

  /// Looks for a choice from nothing: any level that is asked for at least, then higher ones while they are rewarded.
  func findFirst() {
    // Lots are whole and cost more than their parts: the smaller the budget for parts, the surer the whole fits.
    for part in program.lots.isEmpty ? [1] : RobustRule.partsOfBudget where goal.incumbent == nil {
      var program = program
      if !program.lots.isEmpty {
        program.price = program.unitPrices { self.program.lots[$0].available > 0 }.prices
        program.available = (0..<program.resourceCount).map { program.stock(of: $0) }
        program.lots = []
        program.budget *= part
      }
      var counts = [Int32](repeating: 0, count: program.groupCount)
      var target = max(program.levelLower, relaxation.units.level * RobustRule.firstLevel)
      while !mustStop(), let grown = grown(counts, to: target, within: program), grown != counts {
        offer(grown)
        counts = grown
        guard program.levelWeight > 0, let level = value(counts)?.level, level < program.levelUpper else {
          break
        }
        target = min(program.levelUpper, max(level, target) * RobustRule.levelStep)
      }
    }
  }

  /// Counts with as much added as every event needs for a level; nil where that does not fit, or is not known in time.
  private func grown(_ start: [Int32], to target: Double, within program: CoveringProgram) -> [Int32]? {
    var counts = start
    let needed = target * (1 - RobustRule.violation)
    for _ in 0..<RobustRule.growingTurns where !mustStop() {
      var short: [(cut: StressCut, level: Double)] = []
      // The quick look first; whole sets of low classes only once it finds nothing.
      for isExact in [false, true] where short.isEmpty {
        short = shortfalls(of: counts, below: needed, isExact: isExact)
      }
      if short.isEmpty { return mustStop() ? nil : counts }
      short.sort { $0.level < $1.level }
      let lines = short.prefix(RobustRule.cutsARound).map { entry in
        StressCutPool.Line(cut: entry.cut, gains: entry.cut.gains(in: program, oracle.stress), lastUse: 0)
      }
      let heuristics = RobustHeuristics(
        program, lines: lines, target: target,
        prices: [Double](repeating: 0, count: program.resourceCount),
        mustStop: { [unowned self] in mustStop() })
      let more = heuristics.filled(counts)
      if more == counts { return nil }
      counts = more
    }
    return nil
  }

  /// The families and events in which counts stay below a level.
  private func shortfalls(
    of counts: [Int32], below needed: Double, isExact: Bool
  ) -> [(cut: StressCut, level: Double)] {
    let point = counts.map { Double($0) }
    var short: [(cut: StressCut, level: Double)] = []
    for event in 0..<oracle.stress.eventCount where !mustStop() {
      for family in 0..<program.familyCount {
        let found = oracle.worst(
          family: family, event: event, at: point, isExact: isExact, needed: isExact ? needed : 0)
        if found.level < needed { short.append((found.cut, found.level)) }
      }
    }
    return short
  }
}

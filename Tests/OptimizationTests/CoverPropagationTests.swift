import Testing

@testable import Optimization

@Suite struct CoverPropagationTests {
  /// 8 $/h at 4, 2 and 2 $/h a unit: one t1 leaves room for one of each of the others, two leave room for nothing.
  @Test func budgetLeftBesideRaisedGroups() {
    let program = CoverPrograms.workedExample()
    var bounds = CoverBounds(program)
    bounds.setLower(ofGroup: 0, to: 1)
    let propagation = CoverPropagation(program)
    #expect(propagation.tighten(&bounds))
    #expect(bounds.groupUpper == [2, 2, 2, 1])
    bounds.setLower(ofGroup: 1, to: 1)
    #expect(propagation.tighten(&bounds))
    #expect(bounds.groupUpper == [1, 2, 1, 0], "2 $/h left")
    #expect(Array(bounds.upper[0..<3]) == [1, 2, 1])
    #expect(propagation.groups == [0, 2, 3])
    bounds.setLower(ofGroup: 0, to: 2)
    #expect(!propagation.tighten(&bounds), "10 $/h of 8")
  }

  /// What must cost less than a choice at hand has less to spend than the budget.
  @Test func costLimitBelowTheBudget() {
    let program = CoverPrograms.workedExample()
    var bounds = CoverBounds(program)
    bounds.setLower(ofGroup: 0, to: 1)
    #expect(CoverPropagation(program).tighten(&bounds, costLimit: 7))
    #expect(bounds.groupUpper == [1, 1, 1, 0])
    #expect(!CoverPropagation(program).tighten(&bounds, costLimit: 3.5))
  }

  /// Units that a branch asks for are paid for already: a group that takes them costs nothing beyond them.
  @Test func unitsAskedForArePaidFor() {
    let program = CoverPrograms.workedExample()
    var bounds = CoverBounds(program)
    bounds.lower[0] = 1
    bounds.lower[1] = 2
    #expect(CoverPropagation(program).tighten(&bounds))
    #expect(bounds.groupUpper == [1, 2, 0, 1])
  }

  /// Groups of 4 and 6 units add up to even numbers; with only the 4 left beside one 6, to 6, 10, 14.
  @Test func usesAreRoundedToWholeSteps() {
    var program = CoveringProgram(
      itemsOfFamily: [1], groupFamily: [0, 0], use: [4, 6], resourceCount: 1)
    program.available = [15]
    program.levelUpper = 1
    var bounds = CoverBounds(program)
    let propagation = CoverPropagation(program)
    bounds.lower[0] = 3
    #expect(propagation.tighten(&bounds))
    #expect(bounds.lower[0] == 4 && bounds.upper[0] == 14)
    bounds.setLower(ofGroup: 1, to: 1)
    bounds.groupUpper[1] = 1
    bounds.lower[0] = 7
    #expect(propagation.tighten(&bounds))
    #expect(bounds.lower[0] == 10 && bounds.upper[0] == 14)
    bounds.lower[0] = 11
    bounds.upper[0] = 13
    #expect(!propagation.tighten(&bounds))
  }

  /// Whatever counts the bounds admit, the tightened ones do.
  @Test func nothingIsLost() {
    var emptied = 0
    var tightened = 0
    for seed in Campaign.seeds(1_000, kind: 11) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(.tiny, &random)
      let before = Self.bounds(program, &random)
      var after = before
      let isPossible = CoverPropagation(program).tighten(&after)
      if !isPossible { emptied += 1 } else if after.groupUpper != before.groupUpper { tightened += 1 }
      Self.forEach(within: before) { counts in
        guard program.admits(counts), Self.holds(counts, program, before) else { return }
        #expect(isPossible && Self.holds(counts, program, after), "\(counts) of \(program)")
      }
    }
    #expect(emptied > 50 && tightened > 50)
  }

  private static func bounds(_ program: CoveringProgram, _ random: inout SeededGenerator) -> CoverBounds {
    var bounds = CoverBounds(program)
    for group in 0..<program.groupCount {
      bounds.groupUpper[group] = min(4, bounds.groupUpper[group])
      let lower = Int32.random(in: -3...1, using: &random)
      if lower > 0, lower <= bounds.groupUpper[group] { bounds.setLower(ofGroup: group, to: lower) }
    }
    for entity in bounds.lower.indices where Int.random(in: 0..<3, using: &random) == 0 {
      bounds.lower[entity] = max(bounds.lower[entity], .random(in: 0...2, using: &random))
      bounds.upper[entity] = min(bounds.upper[entity], .random(in: 1...5, using: &random))
    }
    return bounds
  }

  private static func forEach(within bounds: CoverBounds, _ body: ([Int32]) -> Void) {
    var counts = bounds.groupLower
    while true {
      body(counts)
      guard let next = counts.indices.first(where: { counts[$0] < bounds.groupUpper[$0] }) else { return }
      counts[next] += 1
      for group in 0..<next { counts[group] = bounds.groupLower[group] }
    }
  }

  private static func holds(_ counts: [Int32], _ program: CoveringProgram, _ bounds: CoverBounds) -> Bool {
    let (resources, families) = (program.resourceCount, program.familyCount)
    var sums = [Int32](repeating: 0, count: bounds.lower.count)
    for group in counts.indices {
      if counts[group] < bounds.groupLower[group] || counts[group] > bounds.groupUpper[group] { return false }
      let family = Int(program.groupFamily[group])
      sums[resources + family] += counts[group]
      for resource in 0..<resources {
        let units = counts[group] * program.use[group * resources + resource]
        sums[resource] += units
        sums[resources + families + family * resources + resource] += units
      }
    }
    return sums.indices.allSatisfy { sums[$0] >= bounds.lower[$0] && sums[$0] <= bounds.upper[$0] }
  }
}

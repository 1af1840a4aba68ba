import Testing

@testable import Optimization

@Suite struct CoverPropagationTests {
  /// 8 $/h at 4, 2 and 2 $/h a unit: one t1 leaves room for one of each of the others, two leave room for nothing.
  @Test func budgetLeftBesideRaisedGroups() {
    let program = CoverPrograms.workedExample()
    var bounds = CoverBounds(program)
    bounds.setLower(ofGroup: 0, to: 1)
    let propagation = CoverPropagation(program)
    var changes = CoverChanges()
    #expect(propagation.tighten(&bounds, &changes))
    #expect(bounds.groupUpper == [2, 2, 2, 1])
    bounds.setLower(ofGroup: 1, to: 1)
    changes.removeAll()
    #expect(propagation.tighten(&bounds, &changes))
    #expect(bounds.groupUpper == [1, 2, 1, 0], "2 $/h left")
    #expect(Array(bounds.upper[0..<3]) == [1, 2, 1])
    #expect(changes.groups == [0, 2, 3])
    bounds.setLower(ofGroup: 0, to: 2)
    #expect(!propagation.tighten(&bounds, &changes), "10 $/h of 8")
  }

  /// A choice that must cost less than one at hand has less to spend than the budget.
  @Test func costLimitBelowTheBudget() {
    let program = CoverPrograms.workedExample()
    var bounds = CoverBounds(program)
    bounds.setLower(ofGroup: 0, to: 1)
    #expect(Self.tighten(&bounds, of: program, costLimit: 7))
    #expect(bounds.groupUpper == [1, 1, 1, 0])
    #expect(!Self.tighten(&bounds, of: program, costLimit: 3.5))
  }

  /// Units that a branch asks for are paid for already: a group that takes them costs nothing beyond them.
  @Test func unitsAskedForArePaidFor() {
    let program = CoverPrograms.workedExample()
    var bounds = CoverBounds(program)
    bounds.lower[0] = 1
    bounds.lower[1] = 2
    #expect(Self.tighten(&bounds, of: program))
    #expect(bounds.groupUpper == [1, 2, 0, 1])
  }

  /// Groups of 4 and 6 units add up to even numbers; with only the 4 left beside one 6, to 6, 10, 14.
  @Test func usesAreRoundedToWholeSteps() {
    var program = CoveringProgram(
      itemsOfFamily: [1], groupFamily: [0, 0], use: [4, 6], resourceCount: 1)
    program.available = [15]
    program.levelUpper = 1
    var bounds = CoverBounds(program)
    bounds.lower[0] = 3
    #expect(Self.tighten(&bounds, of: program))
    #expect(bounds.lower[0] == 4 && bounds.upper[0] == 14)
    bounds.setLower(ofGroup: 1, to: 1)
    bounds.groupUpper[1] = 1
    bounds.lower[0] = 7
    #expect(Self.tighten(&bounds, of: program))
    #expect(bounds.lower[0] == 10 && bounds.upper[0] == 14)
    bounds.lower[0] = 11
    bounds.upper[0] = 13
    #expect(!Self.tighten(&bounds, of: program))
  }

  /// Whatever counts the bounds admit, the tightened ones do.
  @Test func nothingIsLost() {
    var emptied = 0
    var tightened = 0
    for seed in Campaign.seeds(1_000, kind: 19) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(.tiny, &random)
      let before = CoverNodeTruth.bounds(program, &random)
      var after = before
      let isPossible = Self.tighten(&after, of: program)
      if !isPossible { emptied += 1 } else if after.groupUpper != before.groupUpper { tightened += 1 }
      CoverNodeTruth.forEach(within: before) { counts in
        guard program.admits(counts), CoverNodeTruth.holds(counts, program, before) else { return }
        #expect(isPossible && CoverNodeTruth.holds(counts, program, after), "\(counts) of \(program)")
      }
    }
    #expect(emptied > 50 && tightened > 50)
  }

  /// A node is solved again only while its bounds still shrink, which ends: a row holds its bound as well as the simplex
  /// can, and what it is off by is no reason to solve once more.
  @Test func solvingANodeAgainEnds() {
    var (nodes, repeated) = (0, 0)
    for seed in Campaign.seeds(400, kind: 20) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program([.wide, .huge, .medium][Int(seed % 3)], &random)
      let units = CoverUnits(program, bounds: CoverBounds(program))
      let relaxation = CoverRelaxation(program, bounds: CoverBounds(program), units: units)
      for _ in 0..<10 {
        relaxation.setBounds(CoverNodeTruth.bounds(program, &random))
        relaxation.load(nil)
        guard relaxation.solve(cutoff: .infinity, pivotLimit: 5_000) == .optimal else { continue }
        let costLimit = program.cost(of: CoveringRandom.admitted(program, &random))
        var rounds = 0
        while relaxation.propagate(cutoff: .infinity, costLimit: costLimit), relaxation.isCutOff() {
          rounds += 1
          guard rounds <= 20, relaxation.solve(cutoff: .infinity, pivotLimit: 5_000) == .optimal else {
            break
          }
        }
        nodes += 1
        if rounds > 0 { repeated += 1 }
        #expect(rounds <= 20, "seed \(seed)")
      }
    }
    Campaign.report("nodes: \(nodes), solved again: \(repeated)")
    #expect(nodes > 300 && repeated > 80)
  }

  private static func tighten(
    _ bounds: inout CoverBounds, of program: CoveringProgram, costLimit: Double = .infinity
  ) -> Bool {
    var changes = CoverChanges()
    return CoverPropagation(program).tighten(&bounds, costLimit: costLimit, &changes)
  }
}

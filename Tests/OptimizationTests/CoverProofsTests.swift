import Testing

@testable import Optimization

@Suite struct CoverProofsTests {
  /// A program with a cutoff: every choice below it that a node admits must survive the proofs of other
  /// nodes.
  private struct Case {
    var program: CoveringProgram
    var units: CoverUnits
    /// Scaled, as the relaxation takes it.
    var cutoff: Double
    /// Counts strictly better than the cutoff.
    var better: [[Int32]] = []

    /// Values all counts; nil if there are none.
    init?(_ program: CoveringProgram, _ random: inout SeededGenerator) {
      self.program = program
      var bounds = CoverBounds(program)
      units = CoverUnits(program, bounds: bounds)
      for group in bounds.groupUpper.indices { bounds.groupUpper[group] = min(4, bounds.groupUpper[group]) }
      let session = CoverSession(program)
      var covers: [Cover] = []
      CoverNodeTruth.forEach(within: bounds) { counts in
        if let cover = session.cover(of: counts) { covers.append(cover) }
      }
      guard let limit = covers.randomElement(using: &random)?.objective else { return nil }
      cutoff = limit / units.objective
      better = covers.filter { $0.objective < limit - 1e-9 * abs(limit) }.map(\.counts)
    }
  }

  /// The counts of a relaxation's proofs at random nodes, and of their effects.
  private struct Tally {
    var learnt = 0
    var closed = 0
    var tightened = 0
    var kept = 0

    /// Solves random nodes and keeps what closes them.
    mutating func learn(_ task: Case, _ relaxation: CoverRelaxation, _ random: inout SeededGenerator) {
      for _ in 0..<12 {
        relaxation.setBounds(CoverNodeTruth.bounds(task.program, &random))
        relaxation.load(nil)
        let status = relaxation.solve(cutoff: task.cutoff, pivotLimit: 1_000)
        if relaxation.bound >= task.cutoff {
          relaxation.learn(from: status)
          learnt += 1
        }
      }
    }

    /// Tries the proofs on random nodes: whatever is better than the cutoff must still be there.
    mutating func check(
      _ task: Case, _ relaxation: CoverRelaxation, _ name: String, _ random: inout SeededGenerator
    ) {
      let program = task.program
      for _ in 0..<8 {
        let node = CoverNodeTruth.bounds(program, &random)
        let fresh = CoverRelaxation(program, bounds: node, units: task.units)
        let wasPossible = fresh.propagate(cutoff: task.cutoff, costLimit: .infinity)
        relaxation.setBounds(node)
        let isPossible = relaxation.propagate(cutoff: task.cutoff, costLimit: .infinity)
        if wasPossible && !isPossible { closed += 1 }
        if isPossible && relaxation.changes.count > fresh.changes.count { tightened += 1 }
        for counts in task.better where CoverNodeTruth.holds(counts, program, node) {
          kept += 1
          #expect(
            isPossible && CoverNodeTruth.holds(counts, program, relaxation.bounds),
            "\(name): \(counts) of \(program)")
        }
      }
    }
  }

  /// Every choice better than the cutoff at a node is still there after the proofs of other nodes.
  @Test func nothingBetterIsLost() {
    var tally = Tally()
    for seed in Campaign.seeds(1_000, kind: 14) {
      var random = SeededGenerator(seed: seed)
      guard let task = Case(CoveringRandom.program(.tiny, &random), &random) else { continue }
      let relaxation = CoverRelaxation(task.program, bounds: CoverBounds(task.program), units: task.units)
      tally.learn(task, relaxation, &random)
      tally.check(task, relaxation, "seed \(seed)", &random)
    }
    Campaign.report("proofs: \(tally)")
    #expect(tally.learnt > 500 && tally.closed > 100 && tally.tightened > 100 && tally.kept > 1_000)
  }

  /// The same when the nodes that were closed are those of a program of other numbers.
  @Test func nothingBetterIsLostAfterEdits() {
    var tally = Tally()
    for seed in Campaign.seeds(1_500, kind: 18) {
      var random = SeededGenerator(seed: seed)
      let before = CoveringRandom.program(.tiny, &random)
      var after = before
      for _ in 0..<Int.random(in: 1...3, using: &random) { CoveringRandom.edit(&after, .tiny, &random) }
      guard let first = Case(before, &random), let task = Case(after, &random) else { continue }
      let earlier = CoverRelaxation(before, bounds: CoverBounds(before), units: first.units)
      tally.learn(first, earlier, &random)
      let relaxation = CoverRelaxation(after, bounds: CoverBounds(after), units: task.units)
      relaxation.take(earlier.closingMultipliers)
      tally.check(task, relaxation, "seed \(seed)", &random)
    }
    Campaign.report("proofs of earlier runs: \(tally)")
    #expect(tally.learnt > 500 && tally.closed > 50 && tally.tightened > 50 && tally.kept > 1_000)
  }
}

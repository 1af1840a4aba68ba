import Testing

@testable import Optimization

@Suite struct CoverProofsTests {
  /// A worth of choices below which all that a node admits must survive what other nodes have proven.
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

  /// Whatever is better than the cutoff at a node is still there after the proofs of other nodes.
  @Test func nothingBetterIsLost() {
    var (learnt, closed, tightened, kept) = (0, 0, 0, 0)
    for seed in Campaign.seeds(1_000, kind: 14) {
      var random = SeededGenerator(seed: seed)
      guard let task = Case(CoveringRandom.program(.tiny, &random), &random) else { continue }
      let (program, cutoff) = (task.program, task.cutoff)
      let relaxation = CoverRelaxation(program, bounds: CoverBounds(program), units: task.units)
      for _ in 0..<12 {
        relaxation.setBounds(CoverNodeTruth.bounds(program, &random))
        relaxation.load(nil)
        let status = relaxation.solve(cutoff: cutoff, pivotLimit: 1_000)
        if relaxation.bound >= cutoff {
          relaxation.learn(from: status)
          learnt += 1
        }
      }
      for _ in 0..<8 {
        let node = CoverNodeTruth.bounds(program, &random)
        let fresh = CoverRelaxation(program, bounds: node, units: task.units)
        let wasPossible = fresh.propagate(cutoff: cutoff, costLimit: .infinity)
        relaxation.setBounds(node)
        let isPossible = relaxation.propagate(cutoff: cutoff, costLimit: .infinity)
        if wasPossible && !isPossible { closed += 1 }
        if isPossible && relaxation.changes.count > fresh.changes.count { tightened += 1 }
        for counts in task.better where CoverNodeTruth.holds(counts, program, node) {
          kept += 1
          #expect(
            isPossible && CoverNodeTruth.holds(counts, program, relaxation.bounds),
            "seed \(seed): \(counts) of \(program)")
        }
      }
    }
    Campaign.report("proofs: \(learnt) learnt, \(closed) nodes closed, \(tightened) tightened, \(kept) kept")
    #expect(learnt > 500 && closed > 100 && tightened > 100 && kept > 1_000)
  }
}

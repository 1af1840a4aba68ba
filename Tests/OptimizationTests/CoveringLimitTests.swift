import Testing

@testable import Optimization

/// Runs that are cut short say only what they know, and leave the session in order.
@Suite struct CoveringLimitTests {
  @Test func interruptedRunsAreSound() {
    var (runs, cut) = (0, 0)
    for seed in Campaign.seeds(30, kind: 21) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(seed % 3 == 0 ? .wide : .small, &random)
      let full = CoverSession(program).solve(Self.options())
      let session = CoverSession(program)
      for _ in 0..<4 {
        var options = Self.options()
        var polls = Int.max
        switch Int.random(in: 0..<3, using: &random) {
        case 0: options.nodeLimit = Int.random(in: 0...max(1, full.nodes), using: &random)
        case 1: options.pivotLimit = Int.random(in: 0...max(1, full.pivots), using: &random)
        default: polls = Int.random(in: 0...max(1, 2 * full.nodes), using: &random)
        }
        let limit = polls
        var verdict = CoveringVerdict(program, options)
        let result = verdict.solve(session) {
          polls -= 1
          return polls < 0
        }
        if let cover = full.cover { verdict.compare(result, known: cover.counts) }
        if limit == .max && result.status == .cancelled { Issue.record("cancelled by nobody: seed \(seed)") }
        if result.status != .optimal && result.status != .infeasible { cut += 1 }
        runs += 1
        #expect(verdict.problems.isEmpty, "seed \(seed): \(verdict.problems)")
      }
      var verdict = CoveringVerdict(program, Self.options())
      let result = verdict.solve(session)
      if let cover = full.cover { verdict.compare(result, known: cover.counts) }
      if !Campaign.isOpen(result, "seed \(seed), afterwards"), !Campaign.isOpen(full, "seed \(seed)") {
        #expect(result.status == full.status, "seed \(seed)")
      }
      #expect(verdict.problems.isEmpty, "seed \(seed), afterwards: \(verdict.problems)")
    }
    #expect(10 * cut > runs, "cut short: \(cut) of \(runs)")
    Campaign.report("interruptions: \(runs) runs, \(cut) cut short")
  }

  /// A run that is cancelled ends between two pivots, not with its root or with a node: cancelled at one question or at
  /// the next, it has made nearly as many.
  @Test func cancellationComesBetweenPivots() {
    var (cancelled, most) = (0, 0)
    for seed in Campaign.seeds(10, kind: 24) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(.medium, &random)
      var before = 0
      for question in 0..<150 {
        var left = question
        let result = CoverSession(program).solve(Self.options()) {
          left -= 1
          return left < 0
        }
        guard result.status == .cancelled else { break }
        cancelled += 1
        most = max(most, result.pivots - before)
        before = result.pivots
      }
    }
    #expect(cancelled > 100 && most <= CoverRule.pivotsToPoll, "\(cancelled) runs, \(most) pivots")
  }

  /// Two groups are asked for and three units are there: one of two units that serves, one of one unit that does not.
  @Test func idleGroupsCount() throws {
    var program = CoveringProgram(itemsOfFamily: [1], groupFamily: [0, 0], use: [2, 1], resourceCount: 1)
    program.setRate(group: 0, item: 0, to: 1)
    program.price = [1]
    program.available = [3]
    program.leastCount = [2]
    program.levelUpper = 10
    let result = CoverSession(program).solve()
    #expect(result.status == .optimal)
    #expect(result.cover?.counts == [1, 1])
    #expect(result.cover?.level == 1)
  }

  /// Nothing is better than the optimum itself: a cutoff there is a proof, not an open end.
  @Test func cutoffAtTheOptimum() throws {
    let program = CoverPrograms.workedExample()
    var options = CoverOptions()
    let best = try #require(CoverSession(program).solve(options).cover)
    options.cutoff = best.objective
    let result = CoverSession(program).solve(options)
    #expect(result.status == .noneBetter && result.cover == nil)
  }

  /// A bound never says more than what was searched: what a gap rules out may still be a little better.
  @Test func boundsKeepToTheGap() {
    // Here groups closed for the cutoff held something a little better, and nothing else was left open.
    let known: [UInt64] = [2_916_008_770, 4_751_014_275, 4_969_014_929]
    for seed in known + Campaign.seeds(40, kind: 22) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(.small, &random)
      var options = Self.options()
      guard let best = CoverSession(program).solve(options).cover else { continue }
      options.relativeGap = 0.1
      var verdict = CoveringVerdict(program, options)
      verdict.compare(verdict.solve(CoverSession(program)), known: best.counts)
      #expect(verdict.problems.isEmpty, "seed \(seed): \(verdict.problems)")
    }
  }

  private static func options() -> CoverOptions {
    var options = CoverOptions()
    options.relativeGap = 1e-7
    options.nodeLimit = 20_000
    return options
  }
}

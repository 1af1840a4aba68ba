import Testing

@testable import Optimization

@Suite struct CoverEvaluatorTests {
  /// One t1 and the pair: 2.4 T + (T - 20 / 1.2) = 80, so T = 1450 / 51 s for 100 requests; and the runners-up.
  @Test func workedExample() throws {
    let evaluator = CoverEvaluator(CoverPrograms.workedExample())
    let best = try #require(evaluator.evaluate([1, 0, 0, 1], cutoff: .infinity))
    #expect(abs(best.level - 5100 / 1450) < 1e-12)
    #expect(best.cost == 8 && best.objective == -best.level)
    for (counts, seconds) in [([0, 0, 2, 1], 30.667), ([1, 2, 0, 0], 34.524), ([2, 0, 0, 0], 48.333)] {
      let cover = try #require(evaluator.evaluate(counts.map { Int32($0) }, cutoff: .infinity))
      #expect(abs(100 / cover.level - seconds) < 5e-4)
    }
  }

  @Test func refusesWhatIsNotAdmittedOrNotBetter() {
    var program = CoverPrograms.workedExample()
    let evaluator = CoverEvaluator(program)
    #expect(evaluator.evaluate([2, 1, 0, 0], cutoff: .infinity) == nil, "10 $/h of 8")
    #expect(evaluator.evaluate([0, 1, 0, 1], cutoff: .infinity) == nil, "three of two t2")
    #expect(evaluator.evaluate([0, 0, 0, 0], cutoff: .infinity)?.level == 0)
    let level = 5100.0 / 1450
    #expect(evaluator.evaluate([1, 0, 0, 1], cutoff: -level + 1e-6) != nil)
    #expect(evaluator.evaluate([1, 0, 0, 1], cutoff: -level) == nil)
    program.levelLower = 3.6
    program.levelUpper = 4
    evaluator.update(program)
    #expect(evaluator.evaluate([1, 0, 0, 1], cutoff: .infinity) == nil, "below the least level")
    program.levelLower = 0
    program.leastCount = [3]
    evaluator.update(program)
    #expect(evaluator.evaluate([1, 0, 0, 1], cutoff: .infinity) == nil, "fewer groups than asked for")
  }

  /// Under a level asked for, the cost alone counts.
  @Test func fixedLevel() throws {
    var program = CoverPrograms.workedExample()
    program.levelWeight = 0
    program.costWeight = 1
    program.levelLower = 2
    program.levelUpper = 2
    let evaluator = CoverEvaluator(program)
    let pair = try #require(evaluator.evaluate([0, 0, 0, 1], cutoff: .infinity))
    #expect(pair.level == 2 && pair.objective == 4)
    #expect(evaluator.evaluate([1, 0, 0, 1], cutoff: 8) == nil)
  }

  /// Levels, in sequences that keep the basis warm, against the general simplex; cuts never lie below a level.
  @Test func levelsEqualTheGeneralSimplex() throws {
    for seed in UInt64(1)...40 {
      var random = SeededGenerator(seed: seed)
      var program = CoverPrograms.random(seed: seed, families: 1 + Int(seed % 3), items: 2 + Int(seed % 7))
      program.available = program.available.map { _ in 1000 }
      program.budget = .infinity
      let evaluator = CoverEvaluator(program)
      var counts = CoverPrograms.counts(program, &random)
      var seen: [(counts: [Int32], level: Double)] = []
      for step in 0..<30 {
        if step % 10 == 9 {
          counts = CoverPrograms.counts(program, &random)
        } else {
          let group = Int.random(in: 0..<program.groupCount, using: &random)
          counts[group] = max(0, counts[group] + Int32.random(in: -2...3, using: &random))
        }
        for family in 0..<program.familyCount
        where !counts.indices.contains(where: {
          counts[$0] > 0 && program.groupFamily[$0] == Int32(family)
        }) {
          counts[Int(evaluator.pools[family].groups[0])] = 1
        }
        let truth = try #require(CoverPrograms.level(program, counts))
        let cover = try #require(evaluator.evaluate(counts, cutoff: .infinity), "seed \(seed) step \(step)")
        #expect(abs(cover.level - truth) <= 1e-8 * truth, "seed \(seed) step \(step)")
        seen.append((counts, truth))
      }
      let point = CoverPoint(program)
      for (counts, level) in seen {
        point.load(counts, use: evaluator.use)
        let bound = evaluator.pools.indices.map { evaluator.bound($0, of: point) }.min() ?? 0
        #expect(bound >= level * (1 - 1e-9), "seed \(seed)")
      }
    }
  }

  /// Cuts follow changes of shares and rates and stay bounds.
  @Test func cutsSurviveNewNumbers() throws {
    for seed in UInt64(1)...20 {
      var random = SeededGenerator(seed: seed &+ 100)
      var program = CoverPrograms.random(seed: seed)
      program.available = program.available.map { _ in 1000 }
      program.budget = .infinity
      let evaluator = CoverEvaluator(program)
      for _ in 0..<20 { _ = evaluator.evaluate(CoverPrograms.counts(program, &random), cutoff: .infinity) }
      let before = evaluator.pools.map(\.count)
      program.share = program.share.map { $0 * Double.random(in: 0.3...3, using: &random) }
      if seed % 2 == 0 { program.rate = program.rate.map { $0 * Double.random(in: 0.5...2, using: &random) } }
      evaluator.update(program)
      #expect(evaluator.pools.map(\.count) == before)
      let point = CoverPoint(program)
      for _ in 0..<20 {
        let counts = CoverPrograms.counts(program, &random)
        let level = try #require(CoverPrograms.level(program, counts))
        point.load(counts, use: evaluator.use)
        let bound = evaluator.pools.indices.map { evaluator.bound($0, of: point) }.min() ?? 0
        #expect(bound >= level * (1 - 1e-9), "seed \(seed)")
      }
    }
  }
}

import Testing

@testable import Optimization

@Suite struct CoverHeuristicsTests {
  private static let work = 300_000

  /// From nothing to the optimum of the worked example.
  @Test func workedExampleFromNothing() throws {
    let program = CoverPrograms.workedExample()
    let heuristics = CoverHeuristics(CoverEvaluator(program))
    let first = try #require(heuristics.repaired([0, 0, 0, 0], cutoff: .infinity))
    let best = heuristics.improved(first, candidates: [], workLimit: Self.work)
    #expect(best.counts == [1, 0, 0, 1])
    #expect(heuristics.repaired([0, 0, 0, 0], cutoff: first.objective) == nil, "not better than itself")
  }

  /// The pair alone reaches 100 requests in 80 / 2.4 + 20 / 1.5 = 46.667 s, a rate of 2.143, for 4 $/h.
  @Test func leastCostForALevel() throws {
    var program = CoverPrograms.workedExample()
    program.levelWeight = 0
    program.costWeight = 1
    program.levelLower = 2
    program.levelUpper = 2
    let heuristics = CoverHeuristics(CoverEvaluator(program))
    for start: [Int32] in [[0, 0, 0, 0], [1, 0, 0, 1], [2, 0, 0, 0], [1, 2, 0, 0]] {
      let first = try #require(heuristics.repaired(start, cutoff: .infinity))
      let best = heuristics.improved(first, candidates: [], workLimit: Self.work)
      #expect(best.counts == [0, 0, 0, 1] && best.cost == 4, "from \(start)")
    }
  }

  /// cost - q level with q of the pair: nothing beats the pair (the optimum for speed pays 2.2745 per req/s).
  @Test func leastCostPerLevel() throws {
    var program = CoverPrograms.workedExample()
    program.costWeight = 1
    program.levelWeight = 4 / (15.0 / 7) * (1 + 1e-6)
    program.levelLower = 0.5
    let heuristics = CoverHeuristics(CoverEvaluator(program))
    let first = try #require(heuristics.repaired([0, 0, 0, 0], cutoff: .infinity))
    let best = heuristics.improved(first, candidates: [], workLimit: Self.work)
    #expect(best.counts == [0, 0, 0, 1])
    #expect(best.objective < 0 && best.objective > -1e-4)
  }

  /// Every cover of every way is admitted and worth what it says, under all objectives.
  @Test func coversAreSound() throws {
    var found = 0
    for seed in UInt64(1)...60 {
      var random = SeededGenerator(seed: seed &+ 300)
      var program = CoverPrograms.random(seed: seed, families: 1 + Int(seed % 3))
      Self.setObjective(Int(seed % 4), &program)
      if seed % 5 == 0 { program.budget = .infinity }
      if seed % 7 == 0 { program.price = program.price.map { _ in 0 } }
      let heuristics = CoverHeuristics(CoverEvaluator(program))
      let y = (0..<program.groupCount).map { _ in
        Int.random(in: 0..<5, using: &random) == 0 ? Double.random(in: 0...2, using: &random) : 0
      }
      let starts = [
        heuristics.repaired([Int32](repeating: 0, count: program.groupCount), cutoff: .infinity),
        heuristics.repaired(CoverPrograms.counts(program, &random), cutoff: .infinity),
        heuristics.rounded(y, candidates: [], cutoff: .infinity),
      ]
      for cover in starts {
        guard let cover else { continue }
        found += 1
        #expect(CoverPrograms.isSound(cover, program), "seed \(seed)")
        let better = heuristics.improved(cover, candidates: [], workLimit: 50_000)
        #expect(CoverPrograms.isSound(better, program), "seed \(seed)")
        #expect(better.objective <= cover.objective, "seed \(seed)")
      }
    }
    #expect(found > 120)
  }

  private static func setObjective(_ kind: Int, _ program: inout CoveringProgram) {
    switch kind {
    case 1:
      program.levelWeight = 0
      program.costWeight = 1
      program.countCharge = 1e-5
      program.levelLower = 1
      program.levelUpper = 1
    case 2:
      program.costWeight = 1
      program.levelWeight = 3
      program.levelLower = 0.5
    default: break
    }
  }

  /// Thousands of units are filled in few steps, to within a unit's worth of the limit.
  @Test func hugeStock() throws {
    var program = CoverPrograms.workedExample()
    program.available = [5000, 5000, 5000]
    program.budget = 40_000
    program.levelUpper = 1e9
    let evaluator = CoverEvaluator(program)
    let heuristics = CoverHeuristics(evaluator)
    let cover = try #require(heuristics.repaired([0, 0, 0, 0], cutoff: .infinity))
    // 2500 pairs for 10 000 $/h, 5000 t1 for 20 000, 5000 t3 for 10 000: the whole budget buys the whole stock.
    #expect(cover.cost > 0.99 * 40_000)
    let all = try #require(evaluator.evaluate([5000, 0, 5000, 2500], cutoff: .infinity))
    #expect(cover.level > 0.99 * all.level)
    #expect(evaluator.levelPrograms < 2000)
  }

  /// Near the optimum by enumeration on small programs, and exactly there in most cases.
  @Test func nearEnumeration() throws {
    var exact = 0
    for seed in UInt64(1)...40 {
      var program = CoverPrograms.random(
        seed: seed, families: 1 + Int(seed % 2), groups: 5, items: 3, resources: 2)
      program.available = [5, 4]
      program.budget = 12
      let evaluator = CoverEvaluator(program)
      let truth = Self.enumerate(program, CoverEvaluator(program))
      let heuristics = CoverHeuristics(evaluator)
      guard
        let first = heuristics.repaired([Int32](repeating: 0, count: program.groupCount), cutoff: .infinity)
      else {
        #expect(truth <= 1e-9, "seed \(seed)")
        continue
      }
      let best = heuristics.improved(first, candidates: [], workLimit: Self.work)
      #expect(best.level <= truth * (1 + 1e-9), "seed \(seed)")
      #expect(best.level >= 0.8 * truth, "seed \(seed): \(best.level) of \(truth)")
      if best.level >= truth * (1 - 1e-9) { exact += 1 }
    }
    #expect(exact >= 30)
  }

  private static func enumerate(_ program: CoveringProgram, _ evaluator: CoverEvaluator) -> Double {
    var counts = [Int32](repeating: 0, count: program.groupCount)
    var best = 0.0
    func visit(_ group: Int) {
      if group == program.groupCount {
        if let cover = evaluator.evaluate(counts, cutoff: -best) { best = cover.level }
        return
      }
      while true {
        visit(group + 1)
        counts[group] += 1
        let fits = (0..<program.resourceCount).allSatisfy { resource in
          (0...group).reduce(0) { $0 + counts[$1] * program.use[$1 * program.resourceCount + resource] }
            <= program.available[resource]
        }
        if !fits || program.cost(of: counts) > program.budget { break }
      }
      counts[group] = 0
    }
    visit(0)
    return best
  }

  @Test func sameInputSameCover() throws {
    for seed in UInt64(1)...10 {
      let program = CoverPrograms.random(seed: seed)
      let covers = (0..<2).map { _ -> Cover? in
        let heuristics = CoverHeuristics(CoverEvaluator(program))
        let first = heuristics.repaired([Int32](repeating: 0, count: program.groupCount), cutoff: .infinity)
        return first.map { heuristics.improved($0, candidates: [], workLimit: 50_000) }
      }
      #expect(covers[0] == covers[1])
    }
  }
}

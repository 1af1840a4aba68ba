import Testing

@testable import Optimization

/// Programs whose resources are bought in lots: machines of several GPUs.
@Suite struct LotTests {
  /// Machines of one pool: a group takes units of the GPU row and, where there is one, of a row of blocks.
  private static func machines(
    _ groups: [(use: [Int32], rate: Double)], _ lots: [CoveringProgram.Lot]
  ) -> CoveringProgram {
    let resources = lots.first?.units.count ?? 0
    var program = CoveringProgram(
      itemsOfFamily: [1], groupFamily: groups.map { _ in 0 }, use: groups.flatMap(\.use),
      resourceCount: resources)
    for (group, own) in groups.enumerated() { program.setRate(group: group, item: 0, to: own.rate) }
    program.lots = lots
    program.levelUpper = 1000
    return program
  }

  /// The least cost of a level, by all that the engine knows.
  private static func cost(_ program: CoveringProgram, level: Double) -> Double? {
    var program = program
    (program.costWeight, program.levelWeight) = (1, 0)
    (program.levelLower, program.levelUpper) = (level, level)
    return solve(program)?.cost
  }

  /// The highest level that a budget pays for.
  private static func level(_ program: CoveringProgram, budget: Double) -> Double? {
    var program = program
    program.budget = budget
    return solve(program)?.level
  }

  private static func solve(_ program: CoveringProgram) -> Cover? {
    var options = CoverOptions()
    options.relativeGap = 1e-9
    let result = CoverSession(program).solve(options)
    #expect(result.status == .optimal)
    guard let cover = result.cover else { return nil }
    #expect(LotPrograms.problem(cover, program) == nil)
    return cover
  }

  private static func lot(_ units: [Int32], _ price: Double, _ available: Int32) -> CoveringProgram.Lot {
    CoveringProgram.Lot(units: units, price: price, available: available)
  }

  /// Machines of 8 at 8 $/h, one GPU a replica: three replicas take one machine, nine take two; 15 $/h buy one.
  @Test func wholeMachines() throws {
    let program = Self.machines([([1], 1)], [Self.lot([8], 8, 3)])
    #expect(try #require(Self.cost(program, level: 3)) == 8)
    #expect(try #require(Self.cost(program, level: 9)) == 16)
    #expect(try #require(Self.level(program, budget: 15)) == 8)
  }

  /// Replicas of 3 GPUs on machines of 8: two on each, as the row that counts half of a machine says.
  @Test func blocksOfThreeOnMachinesOfEight() throws {
    let program = Self.machines([([3, 1], 1)], [Self.lot([8, 2], 8, 3)])
    #expect(try #require(Self.cost(program, level: 4)) == 16)
    #expect(try #require(Self.cost(program, level: 5)) == 24)
    #expect(try #require(Self.level(program, budget: 24)) == 6)
    let bare = Self.machines([([3], 1)], [Self.lot([8], 8, 3)])
    #expect(try #require(Self.cost(bare, level: 5)) == 16, "15 GPUs of 16, by the GPU row alone")
  }

  /// Four single GPUs at 1 $/h and two machines of 8 at 6 $/h: blocks of two fit no single GPU.
  @Test func machinesOfTwoSizes() throws {
    let pairs = Self.machines([([2, 1], 1)], [Self.lot([1, 0], 1, 4), Self.lot([8, 4], 6, 2)])
    #expect(try #require(Self.cost(pairs, level: 2)) == 6)
    let singles = Self.machines([([1], 1)], [Self.lot([1], 1, 4), Self.lot([8], 6, 2)])
    for (level, cost) in [(4.0, 4.0), (5, 6), (10, 8)] {
      #expect(try #require(Self.cost(singles, level: level)) == cost)
    }
  }

  /// Machines of 6 at 6 $/h with blocks of 4 and 2, and of 10: one block of 4 on a machine of 6, two on one of 10.
  @Test func levelRows() throws {
    let groups: [(use: [Int32], rate: Double)] = [([4, 2, 1], 4), ([2, 1, 0], 1)]
    let sixes = Self.machines(groups, [Self.lot([6, 3, 1], 6, 2)])
    #expect(try #require(Self.level(sixes, budget: 12)) == 10)
    let bare = Self.machines([([4], 4), ([2], 1)], [Self.lot([6], 6, 2)])
    #expect(try #require(Self.level(bare, budget: 12)) == 12, "without the row of blocks of 4")
    let alone = Self.machines([groups[0]], [Self.lot([6, 3, 1], 6, 2)])
    #expect(try #require(Self.level(alone, budget: 12)) == 8)
    let ten = Self.machines(groups, [Self.lot([10, 5, 2], 6, 1)])
    #expect(try #require(Self.level(ten, budget: 12)) == 9)
    let odd = Self.machines([([2, 1], 1)], [Self.lot([3, 1], 3, 3)])
    #expect(try #require(Self.cost(odd, level: 3)) == 9)
  }

  /// Units of one's own come first, at their own price; lots pay for the rest.
  @Test func ownUnitsBesideLots() throws {
    var program = Self.machines([([1], 1)], [Self.lot([8], 8, 3)])
    (program.available, program.price) = ([2], [0.5])
    #expect(try #require(Self.cost(program, level: 2)) == 1)
    #expect(try #require(Self.cost(program, level: 3)) == 9.5)
    #expect(try #require(Self.level(program, budget: 13)) == 10)
  }

  /// 24 $/h buy three machines of 8 where there are two: a third is worth its eight requests, half of them of each of two
  /// kinds; a budget of 15 $/h pays for one and 7/8 of another in the relaxation, a request a $. A dearer machine, which
  /// nothing runs on, is there so that the budget is less than everything costs.
  @Test func valuesOfLotsAndBudget() {
    var program = CoveringProgram(
      itemsOfFamily: [2], groupFamily: [0, 0], use: [1, 0, 1, 0], resourceCount: 2)
    program.setRate(group: 0, item: 0, to: 1)
    program.setRate(group: 1, item: 1, to: 1)
    program.share = [0.5, 0.5]
    program.levelUpper = 1000
    program.lots = [Self.lot([8, 0], 8, 2), Self.lot([0, 8], 30, 1)]
    program.budget = 24
    let scarce = CoverSession(program).solve()
    #expect(scarce.lotValues.count == 2 && abs(scarce.lotValues[0] - 8) < 1e-9)
    #expect(abs(scarce.budgetValue) < 1e-9)
    program.budget = 15
    let poor = CoverSession(program).solve()
    #expect(poor.lotValues.count == 2 && abs(poor.lotValues[0]) < 1e-9 && abs(poor.budgetValue - 1) < 1e-9)
    program.budget = 24
    let stressed = RobustSession(program, StressSet(losses: [])).solve(
      CoverOptions(), isCancelled: { false }, onProgress: { _ in })
    #expect(stressed.lotValues.count == 2 && abs(stressed.lotValues[0] - 8) < 1e-9)
  }

  /// The least rental is what trying every purchase finds.
  @Test func rentalsEqualEnumeration() {
    var compared = 0
    for seed in Campaign.seeds(150, kind: 31) {
      var random = SeededGenerator(seed: seed)
      let program = LotPrograms.random(.tiny, &random)
      let rental = CoverRental(program)
      for _ in 0..<5 {
        let counts = (0..<program.groupCount).map { _ in Int32.random(in: 0...3, using: &random) }
        let used = program.used(by: counts)
        // Of the rest a rental says nothing.
        let lacks = used.indices.contains { used[$0] > Int64(program.available[$0]) && !program.isBought($0) }
        if lacks { continue }
        let least = LotPrograms.leastCost(program, counts)
        let own = zip(program.price, used).reduce(0) { $0 + $1.0 * Double($1.1) }
        let found = own + rental.cost(of: used)
        #expect(found == least || abs(found - least) <= 1e-9 * least, "seed \(seed): \(found) for \(least)")
        guard let lots = rental.lots(for: used) else {
          #expect(least == .infinity)
          continue
        }
        let cost = LotPrograms.cost(program, counts, lots)
        #expect(abs((cost ?? .infinity) - least) <= 1e-9 * max(1, least), "seed \(seed)")
        compared += 1
      }
    }
    #expect(compared > 100)
  }

  /// Programs against all their counts and purchases.
  @Test func enumerationAgrees() {
    var (solved, open) = (0, 0)
    for seed in Campaign.seeds(150, kind: 32) {
      var random = SeededGenerator(seed: seed)
      let program = LotPrograms.random(.tiny, &random)
      guard let truth = LotPrograms.enumerated(program, most: 400) else { continue }
      for gap in [1e-9, 1e-4] {
        var options = CoverOptions()
        options.relativeGap = gap
        options.nodeLimit = 20_000
        if seed % 2 == 0 { options.secondWorkerAfter = 2 }
        var verdict = CoveringVerdict(program, options)
        let result = verdict.solve(CoverSession(program))
        verdict.compare(result, truth)
        let problem = result.cover.flatMap { LotPrograms.problem($0, program) }
        #expect(
          verdict.problems.isEmpty && problem == nil,
          "seed \(seed) gap \(gap): \(verdict.problems) \(problem ?? "")")
        solved += 1
        if Campaign.isOpen(result, "lots seed \(seed) gap \(gap)") { open += 1 }
      }
    }
    #expect(solved > 100)
    #expect(open == 0, "left open: \(open) of \(solved)")
    Campaign.report("lots by enumeration: \(solved) solved, \(open) left open")
  }

  /// Programs of every size against the general engine.
  @Test func generalEngineAgrees() {
    var (solved, open) = (0, 0)
    for seed in Campaign.seeds(40, kind: 33) {
      var random = SeededGenerator(seed: seed)
      let program = LotPrograms.random(seed % 3 == 0 ? .wide : .small, &random)
      var options = CoverOptions()
      options.relativeGap = Bool.random(using: &random) ? 1e-9 : 1e-4
      options.nodeLimit = 20_000
      var verdict = CoveringVerdict(program, options)
      let result = verdict.solve(CoverSession(program))
      let other = CoveringTruth.general(program)
      if let counts = other.counts { verdict.compare(result, known: counts) }
      #expect(!(other.isInfeasible && result.cover != nil), "seed \(seed)")
      #expect(verdict.problems.isEmpty, "seed \(seed): \(verdict.problems)")
      solved += 1
      if Campaign.isOpen(result, "lots seed \(seed) gap \(options.relativeGap)") { open += 1 }
    }
    #expect(20 * open <= solved, "left open: \(open) of \(solved)")
    Campaign.report("lots by the general engine: \(solved) solved, \(open) left open")
  }
}

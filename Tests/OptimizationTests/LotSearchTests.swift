import Testing

@testable import Optimization

/// What the search rests on where lots are bought: bounds, propagation, proofs, sessions.
@Suite struct LotSearchTests {
  /// The relaxation's bound is the optimum of the linear program in full.
  @Test func rootBoundsAreExact() {
    var compared = 0
    for seed in Campaign.seeds(100, kind: 34) {
      var random = SeededGenerator(seed: seed)
      let program = LotPrograms.random(.small, &random)
      let bounds = CoverBounds(program)
      let units = CoverUnits(program, bounds: bounds)
      let relaxation = CoverRelaxation(program, bounds: bounds, units: units)
      relaxation.load(nil)
      let status = relaxation.solve(cutoff: .infinity, pivotLimit: 10_000)
      let linear = CoveringTruth.explicit(program, isInteger: false).linear
      let simplex = SimplexSolver(linear)
      let truth = simplex.solve()
      guard truth == .optimal, status == .optimal else {
        #expect(truth != .optimal || status != .infeasible, "seed \(seed): \(truth), \(status)")
        #expect(truth != .infeasible || status != .optimal, "seed \(seed): \(truth), \(status)")
        continue
      }
      let value = linear.objective(at: simplex.columnValues())
      let bound = relaxation.bound * units.objective
      let steepest = (0..<relaxation.simplex.rowCount).reduce(1.0) {
        max($0, abs(relaxation.simplex.multipliers.base[$1]))
      }
      let size = abs(value) + units.objective + program.levelWeight * simplex.columnValues()[0]
      let most = 4e-9 * steepest * size + 1e-13 * program.levelWeight * program.levelUpper
      #expect(abs(bound - value) <= most, "seed \(seed): \(bound) for \(value)")
      let forecast = CoverForecast(relaxation.simplex).bound(program)
      #expect(forecast <= value + most, "seed \(seed): forecast \(forecast) for \(value)")
      compared += 1
    }
    #expect(compared > 30)
    Campaign.report("root bounds with lots: \(compared) compared")
  }

  /// Whatever counts and purchases the bounds admit, the tightened ones do.
  @Test func propagationLosesNothing() {
    var (emptied, tightened) = (0, 0)
    for seed in Campaign.seeds(150, kind: 35) {
      var random = SeededGenerator(seed: seed)
      let program = LotPrograms.random(.tiny, &random)
      let before = Self.node(program, &random)
      var after = before
      var changes = CoverChanges()
      let isPossible = CoverPropagation(program).tighten(&after, &changes)
      if !isPossible { emptied += 1 } else if after.upper != before.upper { tightened += 1 }
      CoverNodeTruth.forEach(within: before) { counts in
        LotPrograms.forEachPurchase(program) { lots in
          guard let cost = LotPrograms.cost(program, counts, lots), cost <= program.budget,
            CoverNodeTruth.holds(counts, buying: lots, program, before)
          else { return }
          #expect(
            isPossible && CoverNodeTruth.holds(counts, buying: lots, program, after),
            "seed \(seed): \(counts) \(lots)")
        }
      }
    }
    #expect(emptied > 10 && tightened > 20)
    Campaign.report("propagation with lots: \(emptied) emptied, \(tightened) tightened")
  }

  /// Every choice better than the cutoff at a node is still there after the proofs of other nodes, and after those of a
  /// program with other numbers.
  @Test func proofsLoseNothing() {
    var (learnt, kept, closed) = (0, 0, 0)
    for seed in Campaign.seeds(120, kind: 36) {
      var random = SeededGenerator(seed: seed)
      let program = LotPrograms.random(.tiny, &random)
      let choices = Self.choices(program)
      guard let limit = choices.randomElement(using: &random)?.objective else { continue }
      let units = CoverUnits(program, bounds: CoverBounds(program))
      let relaxation = CoverRelaxation(program, bounds: CoverBounds(program), units: units)
      let cutoff = limit / units.objective
      for round in 0..<2 {
        for _ in 0..<10 {
          relaxation.setBounds(Self.node(program, &random))
          relaxation.load(nil)
          let status = relaxation.solve(cutoff: cutoff, pivotLimit: 1_000)
          guard relaxation.bound >= cutoff else { continue }
          relaxation.learn(from: status)
          learnt += 1
        }
        var numbers = program
        if round == 1, let lot = numbers.lots.indices.randomElement(using: &random) {
          numbers.lots[lot].price *= .random(in: 0.5...1.5, using: &random)
        }
        let ownUnits = CoverUnits(numbers, bounds: CoverBounds(numbers))
        let other = CoverRelaxation(numbers, bounds: CoverBounds(numbers), units: ownUnits)
        other.take(relaxation.closingMultipliers)
        for _ in 0..<6 {
          let node = Self.node(program, &random)
          other.setBounds(node)
          let isPossible = other.propagate(cutoff: limit / ownUnits.objective, costLimit: .infinity)
          if !isPossible { closed += 1 }
          for choice in choices where CoverNodeTruth.holds(choice.counts, buying: choice.lots, program, node)
          {
            guard let cost = LotPrograms.cost(numbers, choice.counts, choice.lots), cost <= numbers.budget,
              let before = LotPrograms.cost(program, choice.counts, choice.lots),
              choice.objective + program.costWeight * (cost - before) < limit - 1e-9 * abs(limit)
            else { continue }
            kept += 1
            #expect(
              isPossible && CoverNodeTruth.holds(choice.counts, buying: choice.lots, program, other.bounds),
              "seed \(seed): \(choice)")
          }
        }
      }
    }
    #expect(learnt > 100 && kept > 200 && closed > 20)
    Campaign.report("proofs with lots: \(learnt) learnt, \(closed) closed, \(kept) kept")
  }

  /// Whatever was solved before, a session answers as a new one does.
  @Test func warmEqualsCold() {
    var (edits, open) = (0, 0)
    for seed in Campaign.seeds(8, kind: 37) {
      var random = SeededGenerator(seed: seed)
      let size = seed % 3 == 0 ? CoveringRandom.Size.tiny : .small
      let session = CoverSession(LotPrograms.random(size, &random))
      for step in 0..<40 {
        var program = session.program
        for _ in 0..<Int.random(in: 1...2, using: &random) { LotPrograms.edit(&program, size, &random) }
        session.update(program)
        var options = CoverOptions()
        options.relativeGap = Bool.random(using: &random) ? 1e-9 : 1e-4
        options.nodeLimit = 20_000
        var warmly = CoveringVerdict(program, options)
        var coldly = warmly
        let warm = warmly.solve(session)
        let cold = coldly.solve(CoverSession(program))
        if let counts = cold.cover?.counts { warmly.compare(warm, known: counts) }
        if let counts = warm.cover?.counts { coldly.compare(cold, known: counts) }
        let problem = warm.cover.flatMap { LotPrograms.problem($0, program) }
        let name = "seed \(seed) step \(step)"
        #expect(
          warmly.problems.isEmpty && problem == nil, "\(name), warm: \(warmly.problems) \(problem ?? "")")
        #expect(coldly.problems.isEmpty, "\(name), cold: \(coldly.problems)")
        edits += 1
        if Campaign.isOpen(warm, name) { open += 1 }
      }
    }
    #expect(50 * open <= edits, "left open: \(open) of \(edits)")
    Campaign.report("edits with lots: \(edits), \(open) left open")
  }

  /// Runs that are cut short say only what they know, and leave the session in order.
  @Test func interruptedRunsAreSound() {
    var cut = 0
    for seed in Campaign.seeds(20, kind: 39) {
      var random = SeededGenerator(seed: seed)
      let program = LotPrograms.random(.small, &random)
      let full = CoverSession(program).solve()
      let session = CoverSession(program)
      for round in 0..<4 {
        var options = CoverOptions()
        var polls = Int.max
        switch round {
        case 0: polls = Int.random(in: 0...20, using: &random)
        case 1: options.nodeLimit = Int.random(in: 0...max(1, full.nodes), using: &random)
        case 2: options.pivotLimit = Int.random(in: 0...max(1, full.pivots), using: &random)
        default: break
        }
        var verdict = CoveringVerdict(program, options)
        let result = verdict.solve(session) {
          polls -= 1
          return polls < 0
        }
        if let cover = full.cover { verdict.compare(result, known: cover.counts) }
        if result.status != .optimal && result.status != .infeasible { cut += 1 }
        #expect(verdict.problems.isEmpty, "seed \(seed) round \(round): \(verdict.problems)")
        if round == 3 { #expect(result.status == full.status, "seed \(seed)") }
      }
    }
    #expect(cut > 5)
  }

  /// The same program twice gives the same run.
  @Test func runsRepeat() {
    for seed in Campaign.seeds(30, kind: 38) {
      var random = SeededGenerator(seed: seed)
      let program = LotPrograms.random(.small, &random)
      var options = CoverOptions()
      options.nodeLimit = 2000
      let (one, other) = (CoverSession(program).solve(options), CoverSession(program).solve(options))
      #expect(one.cover == other.cover && one.pivots == other.pivots && one.nodes == other.nodes)
      #expect(one.bound.bitPattern == other.bound.bitPattern, "seed \(seed)")
    }
  }

  // MARK: Nodes and choices

  /// Random bounds of a node; some of what is bought, too.
  private static func node(_ program: CoveringProgram, _ random: inout SeededGenerator) -> CoverBounds {
    var bounds = CoverBounds(program)
    let root = bounds
    bounds = CoverNodeTruth.bounds(program, &random)
    // Uses less what is bought are rarely within a few units.
    for resource in 0..<program.resourceCount where program.isBought(resource) {
      (bounds.lower[resource], bounds.upper[resource]) = (root.lower[resource], root.upper[resource])
      if Int.random(in: 0..<4, using: &random) == 0 { bounds.upper[resource] -= 1 }
      if Int.random(in: 0..<4, using: &random) == 0 { bounds.lower[resource] += 2 }
    }
    return bounds
  }

  /// All choices of a few counts, with all purchases that do for them.
  private static func choices(_ program: CoveringProgram) -> [LotPrograms.Choice] {
    var bounds = CoverBounds(program)
    for group in bounds.groupUpper.indices { bounds.groupUpper[group] = min(2, bounds.groupUpper[group]) }
    var found: [LotPrograms.Choice] = []
    CoverNodeTruth.forEach(within: bounds) { counts in
      for family in 0..<program.familyCount {
        let own = counts.indices.filter { program.groupFamily[$0] == Int32(family) }
        if own.reduce(0, { $0 + counts[$1] }) < program.leastCount[family] { return }
      }
      let reached = CoveringTruth.level(program, counts)
      guard reached >= program.levelLower else { return }
      let level = min(program.levelUpper, reached)
      LotPrograms.forEachPurchase(program) { lots in
        guard let cost = LotPrograms.cost(program, counts, lots), cost <= program.budget else { return }
        let count = counts.reduce(0) { $0 + Int($1) }
        found.append(
          .init(
            counts: counts, lots: lots,
            objective: program.objective(cost: cost, count: count, level: level)))
      }
    }
    return found
  }
}

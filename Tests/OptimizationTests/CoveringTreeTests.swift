import Testing

@testable import Optimization

/// The parts of the tree: bounds in steps, workers side by side, prices that distinguish families.
@Suite struct CoveringTreeTests {
  /// Nodes after which the second worker comes in here.
  private static let early = 64

  /// Bounds tightened step by step come back as they were, wherever in the chain one asks.
  @Test func stepsStandForTheirBounds() {
    for seed in Campaign.seeds(50, kind: 31) {
      var random = SeededGenerator(seed: seed)
      let root = CoverBounds(CoveringRandom.program(.medium, &random))
      var present = root
      var step = CoverBoundsStep()
      var chain: [(CoverBoundsStep, CoverBounds)] = []
      for _ in 0..<12 {
        let before = present
        for _ in 0..<8 { tighten(&present, &random) }
        step = CoverBoundsStep(step, from: before, to: present)
        chain.append((step, present))
      }
      // One set of bounds takes over all of them, in any order.
      var found = root
      for (step, expected) in chain.shuffled(using: &random) {
        step.write(into: &found, root: root)
        expectSame(found, expected, "seed \(seed)")
      }
      let entity = Int.random(in: 0..<root.lower.count, using: &random)
      var changed = root
      CoverBoundsStep(step, .init(entity: Int32(entity), lower: 1, upper: 1)).write(
        into: &changed, root: root)
      #expect(changed.lower[entity] == 1 && changed.upper[entity] == 1, "seed \(seed)")
      #expect(changed.groupUpper == present.groupUpper, "seed \(seed)")
    }
  }

  private func tighten(_ bounds: inout CoverBounds, _ random: inout SeededGenerator) {
    let group = Int.random(in: 0..<bounds.groupUpper.count, using: &random)
    let upper = bounds.groupUpper[group]
    switch Int.random(in: 0..<3, using: &random) {
    case 0: bounds.groupUpper[group] = Int32.random(in: 0...max(0, upper), using: &random)
    case 1 where upper > 0: bounds.setLower(ofGroup: group, to: Int32.random(in: 1...upper, using: &random))
    default:
      let entity = Int.random(in: 0..<bounds.upper.count, using: &random)
      bounds.upper[entity] = max(bounds.lower[entity], bounds.upper[entity] / 2)
    }
    if bounds.groupLower[group] > bounds.groupUpper[group] { bounds.setLower(ofGroup: group, to: 0) }
  }

  private func expectSame(_ found: CoverBounds, _ expected: CoverBounds, _ name: String) {
    #expect(found.lower == expected.lower && found.upper == expected.upper, "\(name)")
    #expect(found.groupUpper == expected.groupUpper, "\(name)")
    #expect(found.groupLower == expected.groupLower && found.raised == expected.raised, "\(name)")
    #expect(
      found.raised == found.groupLower.indices.filter { found.groupLower[$0] > 0 }.map(Int32.init), "\(name)")
  }

  /// Two workers prove what one proves; runs long enough for both are among them.
  @Test func twoExplorersAgreeWithOne() {
    var shared = 0
    for seed in Campaign.seeds(12, kind: 32) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(seed % 2 == 0 ? .medium : .wide, &random)
      var options = CoverOptions()
      options.nodeLimit = 4000
      options.secondWorkerAfter = Self.early
      let both = CoverSession(program).solve(options)
      options.secondWorkerAfter = nil
      let alone = CoverSession(program).solve(options)
      let again = CoverSession(program).solve(options)
      #expect(alone.pivots == again.pivots && alone.cover == again.cover, "seed \(seed)")
      if both.nodes > Self.early { shared += 1 }
      expectAgreement(both, alone, options, "seed \(seed)")
    }
    #expect(shared > 0, "no run was long enough for a second worker")
  }

  /// Whether two runs to the same gap, each to its end, say the same of a program.
  private func expectAgreement(
    _ first: CoverResult, _ second: CoverResult, _ options: CoverOptions, _ name: String
  ) {
    guard first.status != .feasible, second.status != .feasible else { return }
    #expect(first.status == second.status, "\(name)")
    guard let one = first.cover?.objective, let other = second.cover?.objective else { return }
    let room = 2 * options.relativeGap * max(abs(one), abs(other)) + (options.absoluteGap ?? 1e-9)
    #expect(abs(one - other) <= room, "\(name): \(one) \(other)")
    #expect(first.bound <= other + 1e-9 * abs(other), "\(name): bound \(first.bound) above \(other)")
    #expect(second.bound <= one + 1e-9 * abs(one), "\(name): bound \(second.bound) above \(one)")
  }

  /// Without room for waiting nodes the tree is searched deep first, and proves the same.
  @Test func sparingMemoryProvesTheSame() {
    var nodes = (plenty: 0, none: 0)
    var options = CoverOptions()
    (options.relativeGap, options.nodeLimit) = (1e-6, 4000)
    var sparing = options
    sparing.openNodeBytes = 0
    for seed in Campaign.seeds(30, kind: 34) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(.medium, &random)
      let (plenty, none) = (CoverSession(program).solve(options), CoverSession(program).solve(sparing))
      nodes.plenty += plenty.nodes
      nodes.none += none.nodes
      expectAgreement(plenty, none, options, "seed \(seed)")
    }
    #expect(nodes.plenty != nodes.none, "the order of the nodes is another one")
  }

  /// A limit on work ends a run of two workers at the same node each time, with a bound and a choice.
  @Test func workLimitsRepeat() {
    var stopped = 0
    for seed in Campaign.seeds(6, kind: 33) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(.medium, &random)
      var options = CoverOptions()
      options.relativeGap = 1e-9
      options.pivotLimit = 400
      options.secondWorkerAfter = Self.early
      let first = CoverSession(program).solve(options)
      let second = CoverSession(program).solve(options)
      #expect(first.nodes == second.nodes && first.pivots == second.pivots, "seed \(seed)")
      #expect(first.bound.bitPattern == second.bound.bitPattern, "seed \(seed)")
      #expect(first.cover == second.cover, "seed \(seed)")
      if first.status == .feasible {
        stopped += 1
        #expect(first.bound <= (first.cover?.objective ?? .infinity), "seed \(seed)")
      }
    }
    #expect(stopped > 0, "no run met its limit")
  }

  /// Three families and no budget: what all the stock costs is the limit that prices may prove to be exceeded.
  @Test func pricingWithoutABudget() {
    var program = CoveringProgram(
      itemsOfFamily: [2, 2, 3], groupFamily: [0, 0, 1, 2, 2, 2], use: [2, 0, 0, 1, 0, 1, 1, 0, 0, 2, 0, 1],
      resourceCount: 2)
    program.rate = [
      0, 3.791, 0, 0, 3.6325, 2.4724, 0, 0, 4.696, 0.9361, 0, 0, 0, 1.5768, 0.9471, 0, 8.0455, 4.4318, 7.5804,
      0, 2.5344, 0, 4.0155, 0,
    ]
    program.share = [0.4465, 0.0585, 0.2871, 0.6346, 0.7373, 0.4149, 0.9846]
    program.price = [1.26, 1.65]
    program.available = [6, 5]
    program.leastCount = [0, 0, 1]
    program.levelUpper = 3
    var options = CoverOptions()
    options.starts = [[0, 1, 2, 1, 0, 2]]
    let result = CoverSession(program).solve(options)
    #expect(result.status == .optimal && result.cover?.level == 3)
  }
}

import Testing

@testable import Optimization

/// Sessions under random edits against sessions made anew, and runs against the same runs repeated.
@Suite struct CoveringEditTests {
  /// Whatever was solved before, a session answers as a new one does.
  @Test(arguments: [1e-9, 1e-4])
  func warmEqualsCold(_ gap: Double) {
    var (edits, open, checked) = (0, 0, 0)
    for seed in Campaign.seeds(10, kind: gap < 1e-6 ? 11 : 12) {
      var random = SeededGenerator(seed: seed)
      let size = seed % 5 == 0 ? CoveringRandom.Size.tiny : Self.size
      let session = CoverSession(CoveringRandom.program(size, &random))
      var earlier = [session.program]
      for step in 0..<50 {
        var program = session.program
        if Int.random(in: 0..<8, using: &random) == 0 {
          program = earlier.randomElement(using: &random) ?? program
        } else {
          for _ in 0..<Int.random(in: 1...2, using: &random) { CoveringRandom.edit(&program, size, &random) }
        }
        earlier.append(program)
        session.update(program)
        if Int.random(in: 0..<6, using: &random) == 0 { Self.disturb(session, &random) }
        let name = "seed \(seed) step \(step)"
        let result = compare(session, gap, name)
        edits += 1
        if Campaign.isOpen(result, "\(name) gap \(gap)") { open += 1 }
        if step % 10 == 9 {
          checked += 1
          var options = CoverOptions()
          options.relativeGap = gap
          var verdict = CoveringVerdict(program, options)
          if let counts = CoveringTruth.general(program).counts { verdict.compare(result, known: counts) }
          #expect(verdict.problems.isEmpty, "\(name): \(verdict.problems)")
        }
      }
    }
    #expect(50 * open <= edits, "left open: \(open) of \(edits)")
    Campaign.report("edits at gap \(gap): \(edits), \(checked) by the general engine, \(open) left open")
  }

  private static var size: CoveringRandom.Size {
    var size = CoveringRandom.Size.small
    (size.groups, size.items) = (2...8, 1...3)
    return size
  }

  /// A run of another kind in between.
  private static func disturb(_ session: CoverSession, _ random: inout SeededGenerator) {
    var options = CoverOptions()
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      options.isAside = true
      options.cutoff = .random(in: -5...5, using: &random)
    case 1: options.pivotLimit = Int.random(in: 0...30, using: &random)
    case 2: options.nodeLimit = Int.random(in: 0...3, using: &random)
    default:
      options.cutoff = session.incumbent.map { $0.objective } ?? 0
      options.trials = [CoveringRandom.admitted(session.program, &random)]
    }
    _ = session.solve(options)
  }

  private func compare(_ session: CoverSession, _ gap: Double, _ name: String) -> CoverResult {
    var options = CoverOptions()
    options.relativeGap = gap
    options.nodeLimit = 20_000
    var warmly = CoveringVerdict(session.program, options)
    var coldly = warmly
    let warm = warmly.solve(session)
    let cold = coldly.solve(CoverSession(session.program))
    if let counts = cold.cover?.counts { warmly.compare(warm, known: counts) }
    if let counts = warm.cover?.counts { coldly.compare(cold, known: counts) }
    #expect(warmly.problems.isEmpty, "\(name), warm: \(warmly.problems)")
    #expect(coldly.problems.isEmpty, "\(name), cold: \(coldly.problems)")
    return warm
  }

  /// The same program twice gives the same run; with its groups in another order, the same objective.
  @Test func runsRepeat() {
    var first: [CoverResult] = []
    for round in 0..<2 {
      for (index, seed) in Campaign.seeds(30, kind: 13).enumerated() {
        var random = SeededGenerator(seed: seed)
        let program = CoveringRandom.program(seed % 3 == 0 ? .wide : .small, &random)
        var options = CoverOptions()
        options.nodeLimit = 5000
        let result = CoverSession(program).solve(options)
        if round == 0 {
          first.append(result)
          reorder(program, result, "seed \(seed)", &random)
        } else {
          let other = first[index]
          #expect(other.cover == result.cover && other.pivots == result.pivots, "seed \(seed)")
          #expect(other.nodes == result.nodes && other.bound.bitPattern == result.bound.bitPattern)
        }
      }
    }
  }

  private func reorder(
    _ program: CoveringProgram, _ result: CoverResult, _ name: String, _ random: inout SeededGenerator
  ) {
    var order = Array(0..<program.groupCount)
    order.shuffle(using: &random)
    var other = CoveringProgram(
      itemsOfFamily: (0..<program.familyCount).map { program.items(ofFamily: $0).count },
      groupFamily: order.map { program.groupFamily[$0] },
      use: order.flatMap { group in
        program.use[group * program.resourceCount..<(group + 1) * program.resourceCount]
      }, resourceCount: program.resourceCount)
    other.rate = order.flatMap { program.rate[$0 * program.width..<($0 + 1) * program.width] }
    (other.share, other.price) = (program.share, program.price)
    (other.available, other.budget) = (program.available, program.budget)
    (other.leastCount, other.countCharge) = (program.leastCount, program.countCharge)
    (other.costWeight, other.levelWeight) = (program.costWeight, program.levelWeight)
    (other.levelLower, other.levelUpper) = (program.levelLower, program.levelUpper)
    var options = CoverOptions()
    options.nodeLimit = 5000
    var verdict = CoveringVerdict(other, options)
    let reordered = verdict.solve(CoverSession(other))
    if let counts = result.cover?.counts { verdict.compare(reordered, known: order.map { counts[$0] }) }
    if !Campaign.isOpen(reordered, "\(name), reordered"), !Campaign.isOpen(result, name) {
      #expect(reordered.status == result.status, "\(name)")
    }
    #expect(verdict.problems.isEmpty, "\(name): \(verdict.problems)")
  }
}

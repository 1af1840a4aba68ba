import Testing

@testable import Optimization

/// Choices that must withstand losses and low classes, against the enumeration of all counts and all events.
@Suite struct RobustSessionTests {
  /// A random set of events for a program's groups.
  private static func stress(_ program: CoveringProgram, _ random: inout SeededGenerator) -> StressSet {
    let losses = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      StressSet.Loss(
        isLost: (0..<program.groupCount).map { _ in Int.random(in: 0..<3, using: &random) == 0 },
        part: [1, 1, 0.5, 0.8].randomElement(using: &random) ?? 1)
    }
    return StressSet(
      losses: losses, mostLow: Int.random(in: 0...2, using: &random),
      errorClass: (0..<program.groupCount).map { _ in Int32.random(in: 0...2, using: &random) },
      lowFactor: (0..<program.groupCount).map { _ in
        [1, 0.9, 0.7, 0.5].randomElement(using: &random) ?? 1
      })
  }

  /// The level of fixed counts in the worst event, each by the general simplex on rates as they are then.
  private static func level(_ program: CoveringProgram, _ stress: StressSet, _ counts: [Int32]) -> Double {
    var least = Double.infinity
    let classes = Array(Set(stress.errorClass)).sorted()
    let sets = (0..<1 << classes.count).map { bits in
      classes.indices.filter { bits >> $0 & 1 == 1 }.map { classes[$0] }
    }.filter { $0.count <= stress.mostLow }
    for event in 0...stress.losses.count {
      let part = event == 0 ? 1 : stress.losses[event - 1].part
      let left = counts.indices.map { group in
        event > 0 && stress.losses[event - 1].isLost[group] ? 0 : counts[group]
      }
      for low in sets {
        var moved = program
        for group in 0..<program.groupCount where low.contains(stress.errorClass[group]) {
          for position in 0..<program.width {
            moved.rate[group * program.width + position] *= stress.lowFactor[group]
          }
        }
        least = min(least, CoveringTruth.level(moved, left) / part)
      }
    }
    return least
  }

  private static func objective(
    _ program: CoveringProgram, _ stress: StressSet, _ counts: [Int32], slack: Double
  ) -> Double? {
    var moved = program
    moved.budget *= 1 + slack
    guard moved.admits(counts) else { return nil }
    let reached = level(program, stress, counts)
    guard reached >= program.levelLower * (1 - slack) else { return nil }
    return program.objective(
      cost: program.cost(of: counts), count: counts.reduce(0) { $0 + Int($1) },
      level: max(program.levelLower, min(program.levelUpper, reached)))
  }

  /// The optimum with every limit a little wider and a little narrower; nil where there are too many counts.
  private static func truth(_ program: CoveringProgram, _ stress: StressSet) -> CoveringTruth? {
    let capacities = (0..<program.groupCount).map { max(0, program.capacity(ofGroup: $0)) }
    guard capacities.reduce(1, { $0 * (Int($1) + 1) }) <= 1500 else { return nil }
    var truth = CoveringTruth(loose: .infinity, tight: .infinity)
    var counts = [Int32](repeating: 0, count: program.groupCount)
    func visit(_ group: Int) {
      guard group < program.groupCount else {
        let slack = 3e-7
        if let value = objective(program, stress, counts, slack: slack) {
          truth.loose = min(truth.loose, value)
        }
        if let value = objective(program, stress, counts, slack: -slack) {
          truth.tight = min(truth.tight, value)
        }
        return
      }
      for count in 0...capacities[group] {
        counts[group] = count
        visit(group + 1)
      }
      counts[group] = 0
    }
    visit(0)
    return truth
  }

  private static func check(_ session: RobustSession, _ program: CoveringProgram, _ name: String) -> Bool {
    guard let truth = truth(program, session.stress) else { return false }
    var options = CoverOptions()
    options.relativeGap = 1e-7
    let result = session.solve(options, isCancelled: { false }, onProgress: { _ in })
    let scale =
      result.cover.map { CoveringTruth.scale(program, $0) } ?? (truth.loose.isFinite ? abs(truth.loose) : 1)
    let slack = 2e-6 * max(scale, 1e-6)
    guard let cover = result.cover else {
      #expect(truth.tight == .infinity, "\(name): nothing found, \(truth) is there; \(result.status)")
      #expect(result.status == .infeasible || result.status == .noneBetter, "\(name): \(result.status)")
      return true
    }
    #expect(result.status == .optimal, "\(name): \(result.status)")
    #expect(cover.objective >= truth.loose - slack, "\(name): \(cover.objective) beats \(truth.loose)")
    #expect(cover.objective <= truth.tight + slack, "\(name): \(cover.objective), \(truth.tight) is there")
    #expect(result.bound <= truth.tight + slack, "\(name): bound \(result.bound) above \(truth.tight)")
    let reached = Self.level(program, session.stress, cover.counts)
    #expect(cover.level <= reached * (1 + 1e-6) + 1e-12, "\(name): claims \(cover.level) of \(reached)")
    return true
  }

  @Test func choicesEqualEnumeration() {
    var compared = 0
    for seed in 0..<160 {
      var random = SeededGenerator(seed: UInt64(seed) + 7000)
      let program = CoveringRandom.program(.tiny, &random)
      let session = RobustSession(program, Self.stress(program, &random))
      if Self.check(session, program, "seed \(seed)") { compared += 1 }
    }
    #expect(compared > 80)
  }

  /// The same where resources are bought in lots, with edits.
  @Test func choicesWithLotsEqualEnumeration() {
    var compared = 0
    for seed in 0..<30 {
      var random = SeededGenerator(seed: UInt64(seed) + 8000)
      var program = LotPrograms.random(.tiny, &random)
      let session = RobustSession(program, Self.stress(program, &random))
      for step in 0..<3 {
        if Self.check(session, program, "seed \(seed) step \(step)") { compared += 1 }
        LotPrograms.edit(&program, .tiny, &random)
        session.update(program)
      }
    }
    #expect(compared > 30)
  }

  @Test func editedSessionsAnswerAsNewOnes() {
    var compared = 0
    for seed in 0..<25 {
      var random = SeededGenerator(seed: UInt64(seed) + 9000)
      var program = CoveringRandom.program(.tiny, &random)
      let session = RobustSession(program, Self.stress(program, &random))
      for step in 0..<6 {
        CoveringRandom.edit(&program, .tiny, &random)
        session.update(program)
        if Self.check(session, program, "seed \(seed) step \(step)") { compared += 1 }
      }
    }
    #expect(compared > 70)
  }

  /// Two groups that each serve all: to survive the loss of either, half of what is rented idles.
  @Test func survivingALossRentsTwice() throws {
    var program = CoveringProgram(
      itemsOfFamily: [1], groupFamily: [0, 0], use: [1, 0, 0, 1], resourceCount: 2)
    program.setRate(group: 0, item: 0, to: 2)
    program.setRate(group: 1, item: 0, to: 1)
    program.price = [3, 1]
    program.available = [5, 5]
    (program.costWeight, program.levelWeight) = (1, 0)
    (program.levelLower, program.levelUpper) = (4, 4)
    let loss = { (group: Int) in StressSet.Loss(isLost: [group == 0, group == 1], part: 1) }
    let session = RobustSession(program, StressSet(losses: [loss(0), loss(1)]))
    let result = session.solve(CoverOptions(), isCancelled: { false }, onProgress: { _ in })
    // Two of the first alone, four of the second alone: 2 * 3 + 4 * 1.
    #expect(result.cover?.counts == [2, 4] && result.cover?.cost == 10 && result.status == .optimal)
    // A least use beyond what is needed is kept too.
    program.leastUse = [3, 0]
    session.update(program)
    let forced = session.solve(CoverOptions(), isCancelled: { false }, onProgress: { _ in })
    #expect(forced.cover?.counts == [3, 4] && forced.status == .optimal)
  }

  /// The same edits give the same pivots and nodes.
  @Test func runsRepeat() {
    func trace() -> [Int] {
      var random = SeededGenerator(seed: 4242)
      var program = CoveringRandom.program(.small, &random)
      let session = RobustSession(program, Self.stress(program, &random))
      return (0..<5).flatMap { _ -> [Int] in
        CoveringRandom.edit(&program, .small, &random)
        session.update(program)
        var options = CoverOptions()
        options.nodeLimit = 300
        let result = session.solve(options, isCancelled: { false }, onProgress: { _ in })
        return [result.nodes, result.pivots] + (result.cover?.counts.map { Int($0) } ?? [])
      }
    }
    #expect(trace() == trace())
  }

  @Test func cancellingKeepsWhatIsThere() {
    var random = SeededGenerator(seed: 77)
    let program = CoveringRandom.program(.medium, &random)
    let session = RobustSession(
      program, StressSet(losses: [.init(isLost: (0..<program.groupCount).map { $0 % 3 == 0 }, part: 0.7)]))
    let result = session.solve(CoverOptions(), isCancelled: { true }, onProgress: { _ in })
    #expect(result.status == .cancelled || result.status == .optimal)
  }
}

@testable import Optimization

/// Covering programs for the tests of the primal side.
enum CoverPrograms {
  /// The worked example of arXiv 2502.00722, appendix C: groups t1, t2, t3 and one over both t2; the level is in
  /// requests/s over the mix 80 : 20.
  static func workedExample() -> CoveringProgram {
    var program = CoveringProgram(
      itemsOfFamily: [2], groupFamily: [0, 0, 0, 0],
      use: [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 2, 0], resourceCount: 3)
    for (group, rates) in [(1.0, 1.2), (0.9, 0.9), (0.3, 0.5), (2.4, 1.5)].enumerated() {
      program.setRate(group: group, item: 0, to: rates.0)
      program.setRate(group: group, item: 1, to: rates.1)
    }
    program.share = [0.8, 0.2]
    program.price = [4, 2, 2]
    program.available = [2, 2, 2]
    program.budget = 8
    program.levelUpper = 100
    return program
  }

  /// Families of random groups; some groups cannot serve some items.
  static func random(
    seed: UInt64, families: Int = 2, groups: Int = 12, items: Int = 4, resources: Int = 3
  ) -> CoveringProgram {
    var random = SeededGenerator(seed: seed)
    let count = families * groups
    var use: [Int32] = []
    for _ in 0..<count {
      var line = [Int32](repeating: 0, count: resources)
      line[Int.random(in: 0..<resources, using: &random)] = [1, 2, 4].randomElement(using: &random) ?? 1
      if Int.random(in: 0..<3, using: &random) == 0 {
        line[Int.random(in: 0..<resources, using: &random)] += 1
      }
      use += line
    }
    var program = CoveringProgram(
      itemsOfFamily: [Int](repeating: items, count: families),
      groupFamily: (0..<count).map { Int32($0 / groups) }, use: use, resourceCount: resources)
    program.price = (0..<resources).map { _ in Double(Int.random(in: 20...400, using: &random)) / 100 }
    for group in 0..<count {
      let speed = program.cost(ofGroup: group) * Double.random(in: 0.5...1.5, using: &random)
      for item in program.items(ofFamily: group / groups) where Int.random(in: 0..<6, using: &random) > 0 {
        program.setRate(group: group, item: item, to: speed * Double.random(in: 0.2...2, using: &random))
      }
    }
    program.share = program.share.map { _ in Double.random(in: 0.1...1, using: &random) }
    program.available = (0..<resources).map { _ in Int32.random(in: 4...16, using: &random) }
    program.budget = Double.random(in: 10...40, using: &random).rounded()
    program.leastCount = [Int32](repeating: 1, count: families)
    program.levelUpper = 1e6
    return program
  }

  /// Random counts of a few groups of every family.
  static func counts(_ program: CoveringProgram, _ random: inout SeededGenerator) -> [Int32] {
    var counts = [Int32](repeating: 0, count: program.groupCount)
    for family in 0..<program.familyCount {
      let groups = program.groupFamily.indices.filter { program.groupFamily[$0] == Int32(family) }
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        counts[groups.randomElement(using: &random) ?? 0] += Int32.random(in: 1...3, using: &random)
      }
    }
    return counts
  }

  /// The level of fixed counts by the general simplex.
  static func level(_ program: CoveringProgram, _ counts: [Int32]) -> Double? {
    var linear = LinearProgram(name: "fixed counts", sense: .maximize)
    let level = linear.addColumn(cost: 1)
    var demand = [[(Int32, Double)]](repeating: [], count: program.itemCount)
    for group in counts.indices where counts[group] > 0 {
      let items = program.items(ofFamily: Int(program.groupFamily[group]))
      let columns = items.map { _ in Int32(linear.addColumn()) }
      for (position, item) in items.enumerated() {
        demand[item].append((columns[position], program.rate[group * program.width + position]))
      }
      linear.addRow(
        lower: -.infinity, upper: Double(counts[group]), columns: columns, values: columns.map { _ in 1 })
    }
    for (item, entries) in demand.enumerated() {
      linear.addRow(
        lower: 0, upper: .infinity, columns: [Int32(level)] + entries.map(\.0),
        values: [-program.share[item]] + entries.map(\.1))
    }
    let solver = SimplexSolver(linear)
    guard solver.solve() == .optimal else { return nil }
    return solver.columnValues()[0]
  }

  /// Checks a cover against its program in plain arithmetic.
  static func isSound(_ cover: Cover, _ program: CoveringProgram) -> Bool {
    guard program.admits(cover.counts), let level = level(program, cover.counts) else { return false }
    let cost = program.cost(of: cover.counts)
    let count = cover.counts.reduce(0) { $0 + Int($1) }
    let objective = program.objective(cost: cost, count: count, level: min(level, program.levelUpper))
    let scale = max(1, abs(objective))
    return abs(cover.cost - cost) <= 1e-9 * max(1, cost) && cover.level <= level * (1 + 1e-9)
      && cover.level >= program.levelLower * (1 - 1e-8) && abs(cover.objective - objective) <= 1e-7 * scale
  }
}

@testable import Optimization

/// The facts known of a covering program from outside the engine.
///
/// Answers near a limit are right on either side of it: `loose` is the optimum with every limit a little wider, `tight`
/// with every limit a little narrower.
struct CoveringTruth {
  var loose: Double
  var tight: Double

  /// How much wider or narrower.
  static let slack = 2e-8

  // MARK: Fixed counts

  /// The level of fixed counts by the general simplex; 0 where an item has no server.
  static func level(_ program: CoveringProgram, _ counts: [Int32]) -> Double {
    CoverPrograms.level(program, counts) ?? 0
  }

  /// The objective of fixed counts; nil if a limit, moved by `slack`, does not hold.
  static func objective(_ program: CoveringProgram, _ counts: [Int32], slack: Double) -> Double? {
    var moved = program
    moved.budget = program.budget * (1 + slack)
    guard moved.admits(counts) else { return nil }
    let reached = level(program, counts)
    guard reached >= program.levelLower * (1 - slack) else { return nil }
    let count = counts.reduce(0) { $0 + Int($1) }
    return program.objective(
      cost: program.cost(of: counts), count: count,
      level: max(program.levelLower, min(program.levelUpper, reached)))
  }

  /// Size of the terms of an objective, for relative differences.
  static func scale(_ program: CoveringProgram, _ cover: Cover) -> Double {
    let count = cover.counts.reduce(0) { $0 + Int($1) }
    return program.costWeight * cover.cost + program.countCharge * Double(count)
      + program.levelWeight * cover.level
  }

  // MARK: All counts

  /// The optimum by trying all counts; nil if there are more than `most`.
  static func enumerated(_ program: CoveringProgram, most: Int) -> CoveringTruth? {
    var size = 1.0
    for group in 0..<program.groupCount { size *= Double(program.capacity(ofGroup: group)) + 1 }
    guard size <= Double(most) else { return nil }
    var truth = CoveringTruth(loose: .infinity, tight: .infinity)
    var counts = [Int32](repeating: 0, count: program.groupCount)
    func visit(_ group: Int) {
      guard group < program.groupCount else {
        let best = program.objective(
          cost: program.cost(of: counts), count: counts.reduce(0) { $0 + Int($1) }, level: program.levelUpper)
        guard best < truth.tight else { return }
        if let value = objective(program, counts, slack: slack) { truth.loose = min(truth.loose, value) }
        if let value = objective(program, counts, slack: -slack) { truth.tight = min(truth.tight, value) }
        return
      }
      for count in 0...program.capacity(ofGroup: group) {
        counts[group] = count
        visit(group + 1)
      }
      counts[group] = 0
    }
    visit(0)
    return truth
  }

  // MARK: The program in full

  /// The program with all its variables: level, counts, times.
  static func explicit(
    _ program: CoveringProgram, isInteger: Bool = true
  ) -> (linear: LinearProgram, counts: [Int32]) {
    var linear = LinearProgram(name: "cover")
    let level = Int32(
      linear.addColumn(
        lower: program.levelLower, upper: program.levelUpper, cost: -program.levelWeight, name: "z"))
    let counts = (0..<program.groupCount).map { group in
      Int32(
        linear.addColumn(
          upper: Double(max(0, program.capacity(ofGroup: group))),
          cost: program.costWeight * program.cost(ofGroup: group) + program.countCharge, isInteger: isInteger,
          name: "y\(group)"))
    }
    let lots = program.lots.map { lot in
      Int32(
        linear.addColumn(
          upper: Double(lot.available), cost: program.costWeight * lot.price, isInteger: isInteger))
    }
    var demand = [(columns: [Int32], values: [Double])](
      repeating: ([level], []), count: program.itemCount)
    for item in 0..<program.itemCount { demand[item].values = [-program.share[item]] }
    for group in 0..<program.groupCount {
      let items = program.items(ofFamily: Int(program.groupFamily[group]))
      var times: [Int32] = []
      for (position, item) in items.enumerated() {
        let rate = program.rate[group * program.width + position]
        guard rate > 0 else { continue }
        times.append(Int32(linear.addColumn(name: "x\(group)_\(item)")))
        demand[item].columns.append(times[times.count - 1])
        demand[item].values.append(rate)
      }
      linear.addRow(
        lower: -.infinity, upper: 0, columns: times + [counts[group]], values: times.map { _ in 1 } + [-1])
    }
    for entry in demand {
      linear.addRow(lower: 0, upper: .infinity, columns: entry.columns, values: entry.values)
    }
    for resource in 0..<program.resourceCount {
      linear.addRow(
        lower: -.infinity, upper: Double(program.available[resource]), columns: counts + lots,
        values: (0..<program.groupCount).map { Double(program.use[$0 * program.resourceCount + resource]) }
          + program.lots.map { -Double($0.units[resource]) })
    }
    if program.budget.isFinite {
      linear.addRow(
        lower: -.infinity, upper: program.budget, columns: counts + lots,
        values: (0..<program.groupCount).map { program.cost(ofGroup: $0) } + program.lots.map(\.price))
    }
    for family in 0..<program.familyCount {
      let own = counts.indices.filter { program.groupFamily[$0] == Int32(family) }.map { counts[$0] }
      linear.addRow(
        lower: Double(program.leastCount[family]), upper: .infinity, columns: own, values: own.map { _ in 1 })
    }
    return (linear, counts)
  }

  /// Counts that the general engine found, and whether it claims that there are none.
  static func general(_ program: CoveringProgram) -> (counts: [Int32]?, isInfeasible: Bool) {
    let (linear, columns) = explicit(program)
    var options = MIPOptions()
    options.relativeGap = 1e-8
    options.nodeLimit = 20_000
    let result = MIPSession(linear).solve(options)
    let counts = result.point.map { point in columns.map { Int32(point[Int($0)].rounded()) } }
    return (counts, result.status == .infeasible)
  }
}

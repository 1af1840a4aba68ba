import Optimization
import Testing

/// Answers of the search against complete enumeration of small integer programs.
@Suite struct BranchEnumerationTests {
  /// Best objective over all integer points, nil if none is feasible.
  static func enumerate(_ program: LinearProgram) -> Double? {
    var best: Double?
    var point = program.columnLower
    while true {
      let fits = (0..<program.rowCount).allSatisfy { row in
        let activity = program.activity(ofRow: row, at: point)
        return activity >= program.rowLower[row] - 1e-9 && activity <= program.rowUpper[row] + 1e-9
      }
      if fits {
        let value = program.objective(at: point)
        let isBetter = best.map { program.sense == .minimize ? value < $0 : value > $0 } ?? true
        if isBetter { best = value }
      }
      var column = 0
      while column < program.columnCount && point[column] >= program.columnUpper[column] {
        point[column] = program.columnLower[column]
        column += 1
      }
      if column == program.columnCount { return best }
      point[column] += 1
    }
  }

  private func exact() -> MIPOptions {
    var options = MIPOptions()
    options.relativeGap = 0
    return options
  }

  @Test func randomProgramsMatchEnumeration() {
    for seed in 0..<600 {
      let program = RandomPrograms.mixedInteger(seed: UInt64(seed))
      let result = MIPSession(program).solve(exact())
      if let best = Self.enumerate(program) {
        #expect(result.status == .optimal, "seed \(seed)")
        #expect(abs((result.objective ?? .infinity) - best) < 1e-6, "seed \(seed)")
        #expect(abs(result.bound - best) < 1e-6, "seed \(seed): bound \(result.bound) of \(best)")
      } else {
        #expect(result.status == .infeasible, "seed \(seed)")
        #expect(result.point == nil)
      }
    }
  }

  /// Without room for waiting nodes the tree is searched deep first, and proves the same.
  @Test func sparingMemoryChangesNoAnswer() {
    var nodes = (plenty: 0, none: 0)
    for seed in 0..<10 {
      let program = Self.correlatedKnapsack(seed: UInt64(seed))
      var options = exact()
      options.usesHeuristics = false
      let plenty = MIPSession(program).solve(options)
      options.openNodeBytes = 0
      let none = MIPSession(program).solve(options)
      #expect(plenty.status == .optimal && none.status == .optimal, "seed \(seed)")
      #expect(plenty.objective == none.objective, "seed \(seed)")
      nodes.plenty += plenty.nodes
      nodes.none += none.nodes
    }
    #expect(nodes.plenty > 1_000 && nodes.plenty < nodes.none, "\(nodes)")
  }

  /// A knapsack in two dimensions whose profits follow the weights, which takes a tree.
  private static func correlatedKnapsack(seed: UInt64) -> LinearProgram {
    var random = SeededGenerator(seed: seed)
    var program = LinearProgram(sense: .maximize)
    let rows = (0..<2).map { _ in (0..<30).map { _ in Double(Int.random(in: 50...200, using: &random)) } }
    for column in 0..<30 {
      let profit = rows[0][column] + rows[1][column] + Double(Int.random(in: 0...20, using: &random))
      program.addColumn(lower: 0, upper: 1, cost: profit, isInteger: true)
    }
    for row in rows {
      program.addRow(
        lower: -.infinity, upper: (row.reduce(0, +) / 2).rounded(), columns: (0..<30).map { Int32($0) },
        values: row)
    }
    return program
  }

  @Test func cutoffAtTheOptimumFindsNothingBetter() {
    for seed in 0..<150 {
      let program = RandomPrograms.mixedInteger(seed: UInt64(seed))
      guard let best = Self.enumerate(program) else { continue }
      var options = exact()
      options.cutoff = best
      let none = MIPSession(program).solve(options)
      #expect(none.status == .noneBetter || none.status == .infeasible, "seed \(seed): \(none.status)")
      #expect(none.point == nil)
      options.cutoff = program.sense == .minimize ? best + 0.5 : best - 0.5
      let found = MIPSession(program).solve(options)
      #expect(found.status == .optimal, "seed \(seed)")
      #expect(abs((found.objective ?? .infinity) - best) < 1e-6, "seed \(seed)")
    }
  }

  @Test func editedSessionsMatchFreshOnes() {
    var random = SeededGenerator(seed: 2024)
    for seed in 0..<40 {
      let session = MIPSession(RandomPrograms.mixedInteger(seed: UInt64(1000 + seed)))
      for step in 0..<12 {
        let program = session.program
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
          let row = Int.random(in: 0..<program.rowCount, using: &random)
          let upper = Double(Int.random(in: -4...18, using: &random))
          session.setRowBounds(row, lower: min(program.rowLower[row], upper), upper: upper)
        case 1:
          let column = Int.random(in: 0..<program.columnCount, using: &random)
          let lower = Double(Int.random(in: -2...1, using: &random))
          session.setColumnBounds(
            column, lower: lower, upper: lower + Double(Int.random(in: 0...4, using: &random)))
        case 2:
          let column = Int.random(in: 0..<program.columnCount, using: &random)
          session.setCost(column, to: Double(Int.random(in: -9...9, using: &random)))
        default:
          let row = Int.random(in: 0..<program.rowCount, using: &random)
          if let column = program.entries(ofRow: row).columns.first {
            session.setCoefficient(
              row: row, column: Int(column), to: Double(Int.random(in: 1...7, using: &random)))
          }
        }
        let warm = session.solve(exact())
        let best = Self.enumerate(session.program)
        #expect((warm.status == .optimal) == (best != nil), "seed \(seed) step \(step): \(warm.status)")
        if let best {
          #expect(abs((warm.objective ?? .infinity) - best) < 1e-6, "seed \(seed) step \(step)")
        }
      }
    }
  }

  @Test func equalRunsAreEqual() {
    for seed in 0..<30 {
      let program = RandomPrograms.mixedInteger(seed: UInt64(seed))
      let first = MIPSession(program).solve(exact())
      let second = MIPSession(program).solve(exact())
      #expect(first.point == second.point)
      #expect(first.nodes == second.nodes && first.pivots == second.pivots)
    }
  }
}

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

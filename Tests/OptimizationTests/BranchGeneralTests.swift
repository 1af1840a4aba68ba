import Testing

@testable import Optimization

/// The search with presolve and cuts, on programs of integer and continuous columns.
@Suite struct BranchGeneralTests {
  /// A program of integer columns that can be enumerated and continuous ones that a linear program completes.
  static func program(seed: UInt64) -> LinearProgram {
    var random = SeededGenerator(seed: seed &* 7919)
    var program = LinearProgram(sense: Bool.random(using: &random) ? .minimize : .maximize)
    program.objectiveConstant = Double(Int.random(in: -5...5, using: &random))
    let integers = Int.random(in: 1...4, using: &random)
    let continuous = Int.random(in: 0...3, using: &random)
    for column in 0..<integers + continuous {
      let lower = Double(Int.random(in: -2...1, using: &random))
      program.addColumn(
        lower: lower,
        upper: lower + Double(Int.random(in: 0...4, using: &random)) + (column < integers ? 0 : 0.5),
        cost: Double(Int.random(in: -9...9, using: &random)), isInteger: column < integers)
    }
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      var columns: [Int32] = []
      var values: [Double] = []
      for column in 0..<integers + continuous where Int.random(in: 0..<4, using: &random) > 0 {
        let value = Int.random(in: -7...7, using: &random)
        guard value != 0 else { continue }
        columns.append(Int32(column))
        values.append(Double(value))
      }
      let side = Double(Int.random(in: -6...16, using: &random))
      let kind = Int.random(in: 0..<5, using: &random)
      program.addRow(
        lower: kind == 0 ? -.infinity : side - Double(kind == 3 ? 0 : Int.random(in: 1...12, using: &random)),
        upper: kind == 1 ? .infinity : side, columns: columns, values: values)
    }
    return program
  }

  /// Best objective over all values of the integer columns, the rest by the simplex.
  static func enumerate(_ program: LinearProgram) -> Double? {
    let integers = program.columnIsInteger.indices.filter { program.columnIsInteger[$0] }
    var best: Double?
    var point = program.columnLower
    while true {
      var fixed = program
      for column in integers { fixed.setColumnBounds(column, lower: point[column], upper: point[column]) }
      let solver = SimplexSolver(fixed)
      if solver.solve() == .optimal {
        let isBetter = best.map { program.sense == .minimize ? solver.objective < $0 : solver.objective > $0 }
        if isBetter ?? true { best = solver.objective }
      }
      var index = 0
      while index < integers.count && point[integers[index]] >= program.columnUpper[integers[index]] {
        point[integers[index]] = program.columnLower[integers[index]]
        index += 1
      }
      if index == integers.count { return best }
      point[integers[index]] += 1
    }
  }

  private func exact() -> MIPOptions {
    var options = MIPOptions()
    options.relativeGap = 0
    return options
  }

  @Test func mixedProgramsMatchEnumeration() {
    for seed in 0..<400 {
      let program = Self.program(seed: UInt64(seed))
      let result = MIPSession(program).solve(exact())
      guard let best = Self.enumerate(program) else {
        #expect(result.status == .infeasible, "seed \(seed): \(result.status)")
        continue
      }
      #expect(result.status == .optimal, "seed \(seed)")
      #expect(abs((result.objective ?? .infinity) - best) < 1e-6, "seed \(seed)")
      #expect(abs(result.bound - best) < 1e-6, "seed \(seed): bound \(result.bound) of \(best)")
      if let point = result.point {
        #expect(Certificates.primalViolation(of: point, in: program) < 1e-7, "seed \(seed)")
        for column in point.indices where program.columnIsInteger[column] {
          #expect(point[column] == point[column].rounded())
        }
      }
    }
  }

  /// Every optimal point of the enumeration survives the presolve: the reduced model has the same optimum.
  @Test func presolveKeepsTheOptimum() {
    for seed in 400..<700 {
      let program = Self.program(seed: UInt64(seed))
      let model = MixedModel(program)
      var presolve = Presolve(model)
      let best = Self.enumerate(program).map { program.sense == .minimize ? $0 : -$0 }
      guard let (reduced, record) = presolve.run() else {
        #expect(best == nil, "seed \(seed)")
        continue
      }
      var copy = reduced.relaxation
      for column in 0..<reduced.columnCount { copy.setInteger(column: column, reduced.isInteger[column]) }
      let found = reduced.columnCount == 0 ? (best == nil ? nil : reduced.constant) : Self.searched(copy)
      #expect((found == nil) == (best == nil), "seed \(seed)")
      guard let found, let best else { continue }
      #expect(abs(found - best) < 1e-6, "seed \(seed): \(found) of \(best)")
      #expect(record.columns.count == reduced.columnCount)
    }
  }

  /// The optimum by the search without presolve or heuristics.
  private static func searched(_ program: LinearProgram) -> Double? {
    var options = MIPOptions()
    options.relativeGap = 0
    options.usesHeuristics = false
    return MixedSolver(
      program, options: options, usesPresolve: false, isCancelled: { false }, onImprovement: { _ in }
    ).run().objective
  }

  @Test func cutsKeepEveryIntegralPoint() {
    for seed in 0..<300 {
      let model = MixedModel(Self.program(seed: UInt64(seed) + 5000))
      guard model.isInteger.allSatisfy({ $0 }) else { continue }
      let domain = Domain(model)
      let relaxation = MixedRelaxation(model)
      guard relaxation.solve(limit: .infinity, pivotLimit: nil, isCancelled: { false }) == .optimal else {
        continue
      }
      let separator = CutSeparator(relaxation, domain: domain)
      for _ in 0..<4 {
        let cuts = separator.separate(limit: 50)
        var point = model.lower
        while true {
          let fits = (0..<model.rowCount).allSatisfy { row in
            var activity = 0.0
            for entry in model.range(row) {
              activity += model.rowValue[entry] * point[Int(model.rowColumn[entry])]
            }
            return activity >= model.rowLower[row] - 1e-9 && activity <= model.rowUpper[row] + 1e-9
          }
          if fits { for cut in cuts { #expect(cut.violation(at: point) < 1e-7, "seed \(seed)") } }
          var index = 0
          while index < point.count && point[index] >= model.upper[index] {
            point[index] = model.lower[index]
            index += 1
          }
          if index == point.count { break }
          point[index] += 1
        }
        for cut in cuts { relaxation.append(cut) }
        guard relaxation.solve(limit: .infinity, pivotLimit: nil, isCancelled: { false }) == .optimal else {
          break
        }
      }
    }
  }

  @Test func unboundedOnlyWithAPoint() {
    // x - 2y = 1 with both even is empty, although the relaxation is unbounded.
    var program = LinearProgram(sense: .maximize)
    program.addColumn(cost: 1, isInteger: true)
    program.addColumn(cost: 1, isInteger: true)
    program.addRow(lower: 1, upper: 1, columns: [0, 1], values: [2, -2])
    #expect(MIPSession(program).solve().status == .infeasible)
    program.setRowBounds(0, lower: 2, upper: 2)
    #expect(MIPSession(program).solve().status == .unbounded)
  }

  @Test func halvesAreFoundOnALattice() {
    // 2x + 3a + 5b = 11 leaves x only multiples of 1/2.
    var program = LinearProgram()
    program.addColumn(upper: 100, cost: 1)
    for _ in 0..<2 { program.addColumn(upper: 3, cost: 1, isInteger: true) }
    program.addRow(lower: 11, upper: 11, columns: [0, 1, 2], values: [2, 3, 5])
    program.addRow(lower: 1, upper: .infinity, columns: [0, 1, 2], values: [1, 1, -1])
    var presolve = Presolve(MixedModel(program))
    presolve.findLattices()
    #expect(presolve.model.isInteger[0])
    #expect(presolve.coefficient(0, in: 0) == 1)
    let result = MIPSession(program).solve(exact())
    // a = 2, b = 1, x = 0 satisfies x + a - b >= 1 and costs 3; a = b = 1, x = 1.5 costs 3.5.
    #expect(result.objective == 3)
  }

  @Test func equalRunsAreEqual() {
    for seed in 0..<30 {
      let program = Self.program(seed: UInt64(seed))
      let first = MIPSession(program).solve(exact())
      let second = MIPSession(program).solve(exact())
      #expect(first.point == second.point)
      #expect(first.nodes == second.nodes && first.pivots == second.pivots)
    }
  }
}

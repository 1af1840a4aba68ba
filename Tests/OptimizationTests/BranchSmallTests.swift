import Optimization
import Testing

/// Programs whose answers can be worked out by hand.
@Suite struct BranchSmallTests {
  @Test func knapsack() {
    // Values 10, 13, 7 at weights 3, 4, 2 and room for 7: the best is 10 + 13.
    var program = LinearProgram(sense: .maximize)
    for value in [10.0, 13, 7] { program.addColumn(upper: 1, cost: value, isInteger: true) }
    program.addRow(lower: -.infinity, upper: 7, columns: [0, 1, 2], values: [3, 4, 2])
    let result = MIPSession(program).solve()
    #expect(result.status == .optimal)
    #expect(result.objective == 23)
    #expect(result.point == [1, 1, 0])
    #expect(result.gap <= 1e-4)
  }

  @Test func integerActivityWithoutIntegerColumns() {
    // max x + y with 2x + 2y integer and x + y <= 1.7: the activity is 3, so 1.5.
    var program = LinearProgram(sense: .maximize)
    program.addColumn(cost: 1)
    program.addColumn(cost: 1)
    program.addRow(lower: 0, upper: 1.7, columns: [0, 1], values: [1, 1])
    for isLazy in [false, true] {
      var copy = program
      copy.addRow(
        lower: 0, upper: .infinity, columns: [0, 1], values: [2, 2], isInteger: true, isLazy: isLazy)
      let result = MIPSession(copy).solve()
      #expect(result.status == .optimal)
      #expect(abs((result.objective ?? 0) - 1.5) < 1e-9)
    }
  }

  @Test func pureLinearProgram() {
    var program = LinearProgram(sense: .maximize)
    program.addColumn(upper: 4, cost: 3)
    program.addColumn(cost: 5)
    program.addRow(lower: -.infinity, upper: 12, columns: [1], values: [2])
    program.addRow(lower: -.infinity, upper: 18, columns: [0, 1], values: [3, 2], isLazy: true)
    let result = MIPSession(program).solve()
    #expect(result.status == .optimal)
    #expect(abs((result.objective ?? 0) - 36) < 1e-9)
    #expect(abs(result.bound - 36) < 1e-9)
    #expect(result.rootRowDuals.count == 2)
    for (dual, expected) in zip(result.rootRowDuals, [1.5, 1]) { #expect(abs(dual - expected) < 1e-9) }
  }

  @Test func infeasibleWithProof() {
    var program = LinearProgram()
    program.addColumn(upper: 1, cost: 1, isInteger: true)
    program.addColumn(upper: 1, cost: 1, isInteger: true)
    program.addRow(lower: 3, upper: .infinity, columns: [0, 1], values: [1, 1])
    let result = MIPSession(program).solve()
    #expect(result.status == .infeasible)
    #expect(result.point == nil && result.objective == nil)
    #expect(result.farkasProof?.count == 1)
  }

  @Test func proofLeansOnRowsThatForbidTheirColumns() {
    // Two columns are forbidden by a lazy row, the third gives at most 1 of the 3 that are demanded.
    var program = LinearProgram()
    for upper in [Double.infinity, .infinity, 1] { program.addColumn(upper: upper, cost: 1) }
    program.addRow(lower: 3, upper: .infinity, columns: [0, 1, 2], values: [0.3, 5, 1])
    program.addRow(lower: 0, upper: 0, columns: [0, 1], values: [1, 1], isInteger: true, isLazy: true)
    let result = MIPSession(program).solve()
    #expect(result.status == .infeasible)
    #expect(result.farkasProof.map { Certificates.provesInfeasibility($0, in: program) } == true)
  }

  @Test func infeasibleOnlyInIntegers() {
    // 2x = 3 with x in [0, 5].
    var program = LinearProgram()
    program.addColumn(upper: 5, cost: 1, isInteger: true)
    program.addRow(lower: 3, upper: 3, columns: [0], values: [2])
    #expect(MIPSession(program).solve().status == .infeasible)
  }

  @Test func unbounded() {
    var program = LinearProgram(sense: .maximize)
    program.addColumn(cost: 1, isInteger: true)
    program.addRow(lower: 0, upper: .infinity, columns: [0], values: [1])
    let result = MIPSession(program).solve()
    #expect(result.status == .unbounded)
    #expect((result.unboundedRay?.first ?? 0) > 0)
  }

  @Test func lazyRowBoundsAnUnboundedRelaxation() {
    var program = LinearProgram(sense: .maximize)
    program.addColumn(cost: 1)
    program.addRow(lower: -.infinity, upper: 2.5, columns: [0], values: [1], isInteger: true, isLazy: true)
    let result = MIPSession(program).solve()
    #expect(result.status == .optimal)
    #expect(result.objective == 2)
  }

  @Test func noColumnsOrNoRows() {
    #expect(MIPSession(LinearProgram()).solve().status == .optimal)
    var program = LinearProgram(sense: .maximize)
    program.objectiveConstant = 3
    program.addColumn(upper: 2.5, cost: 2, isInteger: true)
    let result = MIPSession(program).solve()
    #expect(result.objective == 7)
  }

  @Test func configurationForbiddenByItsRowComesBack() {
    // The upper bound 0 of an integer row fixes its columns; raising it frees them again.
    var program = LinearProgram(sense: .maximize)
    program.addColumn(upper: 9, cost: 1)
    program.addColumn(upper: 9, cost: 1)
    program.addRow(
      lower: 0, upper: 0, columns: [0, 1], values: [1, 1], isInteger: true, isLazy: true)
    let session = MIPSession(program)
    #expect(session.solve().objective == 0)
    session.setRowBounds(0, lower: 0, upper: 3.5)
    #expect(session.solve().objective == 3)
    session.setRowBounds(0, lower: 0, upper: 0)
    #expect(session.solve().objective == 0)
  }
}

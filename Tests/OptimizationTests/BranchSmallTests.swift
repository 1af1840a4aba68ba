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

  @Test func pureLinearProgram() {
    var program = LinearProgram(sense: .maximize)
    program.addColumn(upper: 4, cost: 3)
    program.addColumn(cost: 5)
    program.addRow(lower: -.infinity, upper: 12, columns: [1], values: [2])
    program.addRow(lower: -.infinity, upper: 18, columns: [0, 1], values: [3, 2])
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

  /// Without integers the cutoff, limits and bounds are those of the simplex method.
  @Test func linearProgramsHeedCutoffAndLimits() {
    var program = LinearProgram(sense: .maximize)
    program.addColumn(upper: 4, cost: 3)
    program.addColumn(cost: 5)
    program.addRow(lower: -.infinity, upper: 12, columns: [1], values: [2])
    program.addRow(lower: -.infinity, upper: 18, columns: [0, 1], values: [3, 2])
    var options = MIPOptions()
    options.cutoff = 36
    #expect(MIPSession(program).solve(options).status == .noneBetter)
    options.cutoff = 35
    #expect(MIPSession(program).solve(options).objective.map { abs($0 - 36) < 1e-9 } == true)
    options.pivotLimit = 0
    #expect(MIPSession(program).solve(options).status == .unknown)
    #expect(MIPSession(program).solve(isCancelled: { true }).status == .cancelled)
    program.setRowBounds(0, lower: 13, upper: 12)
    let crossed = MIPSession(program).solve()
    #expect(crossed.status == .infeasible && crossed.proof == .certified)
  }

  @Test func noColumnsOrNoRows() {
    #expect(MIPSession(LinearProgram()).solve().status == .optimal)
    var program = LinearProgram(sense: .maximize)
    program.objectiveConstant = 3
    program.addColumn(upper: 2.5, cost: 2, isInteger: true)
    let result = MIPSession(program).solve()
    #expect(result.objective == 7)
  }

}

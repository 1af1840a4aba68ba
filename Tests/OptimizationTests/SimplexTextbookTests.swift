import Optimization
import Testing

@Suite struct SimplexTextbookTests {
  private func program(
    _ sense: ObjectiveSense, cost: [Double], rows: [(Double, [Double], Double)], lower: [Double]? = nil,
    upper: [Double]? = nil
  ) -> LinearProgram {
    var shadow = ShadowProgram()
    shadow.sense = sense
    shadow.cost = cost
    shadow.lower = lower ?? cost.map { _ in 0 }
    shadow.upper = upper ?? cost.map { _ in .infinity }
    shadow.rows = rows.map(\.1)
    shadow.rowLower = rows.map(\.0)
    shadow.rowUpper = rows.map(\.2)
    return shadow.program
  }

  @Test func productMix() {
    // max 3x + 5y, x <= 4, 2y <= 12, 3x + 2y <= 18: (2, 6) with value 36 and duals 0, 3/2, 1.
    let solver = SimplexSolver(
      program(
        .maximize, cost: [3, 5],
        rows: [(-.infinity, [1, 0], 4), (-.infinity, [0, 2], 12), (-.infinity, [3, 2], 18)]))
    #expect(solver.solve() == .optimal)
    #expect(abs(solver.objective - 36) < 1e-9)
    #expect(abs(solver.dualBound - 36) < 1e-9)
    for (value, expected) in zip(solver.columnValues(), [2.0, 6]) { #expect(abs(value - expected) < 1e-9) }
    for (dual, expected) in zip(solver.rowDuals(), [0.0, 1.5, 1]) { #expect(abs(dual - expected) < 1e-9) }
    for (activity, expected) in zip(solver.rowActivities(), [2.0, 12, 18]) {
      #expect(abs(activity - expected) < 1e-9)
    }
    #expect(solver.reducedCosts().allSatisfy { abs($0) < 1e-9 })
  }

  @Test func dietNeedsTheDual() {
    // min 2x + 3y, x + y >= 4, x + 3y >= 6: (3, 1) with value 9 and duals 3/2, 1/2.
    let solver = SimplexSolver(
      program(.minimize, cost: [2, 3], rows: [(4, [1, 1], .infinity), (6, [1, 3], .infinity)]))
    #expect(solver.solve() == .optimal)
    #expect(abs(solver.objective - 9) < 1e-9)
    for (dual, expected) in zip(solver.rowDuals(), [1.5, 0.5]) { #expect(abs(dual - expected) < 1e-9) }
  }

  @Test func kleeMinty() {
    // max sum 2^(n-j) x_j, 2 sum_{j<i} 2^(i-j) x_j + x_i <= 5^i: the optimum is 5^n.
    for size in 1...12 {
      var cost: [Double] = []
      var rows: [(Double, [Double], Double)] = []
      var right = 1.0
      for i in 1...size {
        cost.append(Double(1 << (size - i)))
        var coefficients = [Double](repeating: 0, count: size)
        for j in stride(from: 1, to: i, by: 1) { coefficients[j - 1] = Double(2 << (i - j)) }
        coefficients[i - 1] = 1
        right *= 5
        rows.append((-.infinity, coefficients, right))
      }
      let solver = SimplexSolver(program(.maximize, cost: cost, rows: rows))
      let optimum = right
      #expect(solver.solve() == .optimal)
      #expect(abs(solver.objective - optimum) <= 1e-9 * optimum)
    }
  }

  @Test func bealeDoesNotCycle() {
    // Beale's example (1955): Dantzig's rule cycles; the optimum is -1/20.
    let solver = SimplexSolver(
      program(
        .minimize, cost: [-0.75, 150, -0.02, 6],
        rows: [
          (-.infinity, [0.25, -60, -0.04, 9], 0), (-.infinity, [0.5, -90, -0.02, 3], 0),
          (-.infinity, [0, 0, 1, 0], 1),
        ]))
    #expect(solver.solve() == .optimal)
    #expect(abs(solver.objective + 0.05) < 1e-9)
  }

  @Test func kuhnDoesNotCycle() {
    // Kuhn's example as given by Balinski & Tucker (1969); optimum -2.
    let solver = SimplexSolver(
      program(
        .minimize, cost: [-2, -3, 1, 12],
        rows: [
          (-.infinity, [-2, -9, 1, 9], 0), (-.infinity, [1.0 / 3, 1, -1.0 / 3, -2], 0),
          (-.infinity, [2, 3, -1, -12], 2),
        ]))
    #expect(solver.solve() == .optimal)
    #expect(abs(solver.objective + 2) < 1e-9)
  }

  @Test func degenerateTransport() {
    // n suppliers and n customers of one unit each, cost |i - j|: the diagonal costs nothing; all bases degenerate.
    for size in 2...9 {
      var cost: [Double] = []
      for i in 0..<size { for j in 0..<size { cost.append(Double(abs(i - j)) + 1) } }
      var rows: [(Double, [Double], Double)] = []
      for k in 0..<size {
        rows.append((1, (0..<size * size).map { $0 / size == k ? 1 : 0 }, 1))
        rows.append((1, (0..<size * size).map { $0 % size == k ? 1 : 0 }, 1))
      }
      let solver = SimplexSolver(program(.minimize, cost: cost, rows: rows))
      #expect(solver.solve() == .optimal)
      #expect(abs(solver.objective - Double(size)) < 1e-9)
    }
  }

  @Test func emptyShapes() {
    let nothing = SimplexSolver(LinearProgram())
    #expect(nothing.solve() == .optimal)
    #expect(nothing.objective == 0)

    let noRows = SimplexSolver(program(.maximize, cost: [2, -1, 0], rows: [], upper: [3, 5, .infinity]))
    #expect(noRows.solve() == .optimal)
    #expect(noRows.objective == 6)
    #expect(noRows.dualBound == 6)

    let openEnded = SimplexSolver(program(.maximize, cost: [1], rows: []))
    #expect(openEnded.solve() == .unbounded)
    #expect(openEnded.unboundedRay == [1])

    var emptyRow = LinearProgram()
    emptyRow.addColumn(cost: 1)
    emptyRow.addRow(lower: 1, upper: 2, columns: [], values: [])
    let solver = SimplexSolver(emptyRow)
    #expect(solver.solve() == .infeasible)
    #expect(Certificates.provesInfeasibility(solver.farkasProof ?? [], in: emptyRow))
  }

  @Test func freeAndFixedColumns() {
    // min x + y, x + y >= -7 with both free: any point of the face; fixed z = 2 adds 6.
    let program = program(
      .minimize, cost: [1, 1, 3], rows: [(-7, [1, 1, 0], .infinity)], lower: [-.infinity, -.infinity, 2],
      upper: [.infinity, .infinity, 2])
    let solver = SimplexSolver(program)
    #expect(solver.solve() == .optimal)
    #expect(abs(solver.objective + 1) < 1e-9)
    #expect(Certificates.primalViolation(of: solver.columnValues(), in: program) < 1e-9)
  }

  @Test func crossedBoundsAreInfeasibleUntilUncrossed() {
    let solver = SimplexSolver(program(.minimize, cost: [1], rows: [(1, [1], .infinity)]))
    solver.setColumnBounds(0, lower: 3, upper: 2)
    #expect(solver.solve() == .infeasible)
    solver.setColumnBounds(0, lower: 2, upper: 3)
    #expect(solver.solve() == .optimal)
    #expect(abs(solver.objective - 2) < 1e-9)
    solver.setColumnBounds(0, lower: .infinity, upper: .infinity)
    #expect(solver.solve() == .infeasible)
    solver.setColumnBounds(0, lower: 2, upper: 3)
    solver.setRowBounds(0, lower: 5, upper: 4)
    #expect(solver.solve() == .infeasible)
    #expect(solver.farkasProof == [1])
    solver.setRowBounds(0, lower: -.infinity, upper: .infinity)
    #expect(solver.solve() == .optimal)
    #expect(abs(solver.objective - 2) < 1e-9)
  }

  @Test func limitsAndCancellation() {
    let program = program(
      .maximize, cost: [3, 5],
      rows: [(-.infinity, [1, 0], 4), (-.infinity, [0, 2], 12), (-.infinity, [3, 2], 18)])
    let solver = SimplexSolver(program)
    #expect(solver.solve(pivotLimit: 0) == .pivotLimit)
    #expect(solver.dualBound >= 36)
    #expect(solver.solve(isCancelled: { true }) == .cancelled)
    #expect(solver.solve() == .optimal)
    // Tightening rows can only lower the maximum: the dual proves it is below 20 without finishing.
    solver.setRowBounds(2, lower: -.infinity, upper: 3)
    let status = solver.solve(objectiveLimit: 20)
    #expect(status == .objectiveLimit || status == .optimal)
    #expect(solver.dualBound <= 20)
    #expect(solver.dualBound >= 7.5 - 1e-9)
  }
}

import Optimization
import Testing

@Suite struct SimplexCertificateTests {
  /// A program with a known optimum: choose a point and duals, then costs and sides that make them
  /// complementary.
  private func constructed(
    _ random: inout SimplexRandom, columns: Int, rows: Int
  ) -> (program: LinearProgram, optimum: Double) {
    var shadow = ShadowProgram()
    shadow.sense = random.chance(0.5) ? .minimize : .maximize
    let sign = shadow.sense == .minimize ? 1.0 : -1.0
    let point = (0..<columns).map { _ in random.chance(0.5) ? 0 : Double(1 + random.below(9)) }
    shadow.lower = point.map { _ in 0 }
    shadow.upper = point.map { $0 > 0 && random.chance(0.2) ? $0 : .infinity }
    var gradient = [Double](repeating: 0, count: columns)
    for _ in 0..<rows {
      let entries = (0..<columns).map { _ in random.chance(0.3) ? random.small(5) : 0 }
      let activity = zip(entries, point).reduce(0) { $0 + $1.0 * $1.1 }
      let dual = random.chance(0.4) ? 0 : Double(1 + random.below(4))
      let isLower = random.chance(0.5)
      shadow.rows.append(entries)
      shadow.rowLower.append(isLower ? activity - (dual == 0 ? 3 : 0) : -.infinity)
      shadow.rowUpper.append(isLower ? .infinity : activity + (dual == 0 ? 3 : 0))
      for column in 0..<columns { gradient[column] += entries[column] * (isLower ? dual : -dual) }
    }
    for column in 0..<columns {
      let slack =
        point[column] == 0
        ? Double(random.below(3)) : shadow.upper[column].isFinite ? -Double(random.below(3)) : 0
      shadow.cost.append(sign * (gradient[column] + slack))
    }
    let optimum = zip(shadow.cost, point).reduce(0) { $0 + $1.0 * $1.1 }
    return (shadow.program, optimum)
  }

  @Test func constructedOptimaAreFound() {
    for seed in 1...250 as ClosedRange<UInt64> {
      var random = SimplexRandom(seed)
      let (program, optimum) = constructed(&random, columns: 5 + random.below(60), rows: 2 + random.below(40))
      let solver = SimplexSolver(program)
      #expect(solver.solve() == .optimal, "seed \(seed)")
      let size = max(1, abs(optimum))
      #expect(abs(solver.objective - optimum) <= 1e-8 * size, "seed \(seed)")
      #expect(Certificates.primalViolation(of: solver.columnValues(), in: program) <= 1e-8, "seed \(seed)")
      let bound = Certificates.dualBound(rowDuals: solver.rowDuals(), in: program)
      #expect(abs(bound - optimum) <= 1e-8 * size, "seed \(seed)")
    }
  }

  @Test func infeasibleProgramsComeWithProofs() {
    var proved = 0
    for seed in 1...250 as ClosedRange<UInt64> {
      var random = SimplexRandom(seed)
      var shadow = ShadowProgram.random(&random, columns: 10, rows: 8)
      // The sum of two rows contradicts a third.
      let sum = zip(shadow.rows[0], shadow.rows[1]).map { $0 + $1 }
      (shadow.rowLower[0], shadow.rowUpper[0]) = (-.infinity, 3)
      (shadow.rowLower[1], shadow.rowUpper[1]) = (-.infinity, 4)
      shadow.rows.append(sum)
      shadow.rowLower.append(8)
      shadow.rowUpper.append(.infinity)
      let program = shadow.program
      let solver = SimplexSolver(program)
      #expect(solver.solve() == .infeasible, "seed \(seed)")
      let proof = solver.farkasProof ?? []
      #expect(Certificates.provesInfeasibility(proof, in: program), "seed \(seed)")
      #expect(
        !Certificates.provesInfeasibility(proof.map { -$0 }, in: program) || proof.isEmpty, "seed \(seed)")
      proved += 1
    }
    #expect(proved == 250)
  }

  @Test func unboundedProgramsComeWithRays() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var random = SimplexRandom(seed)
      var shadow = ShadowProgram()
      shadow.sense = .maximize
      // Rows with no positive sum along (1, ..., 1) and a feasible origin.
      for _ in 0..<8 {
        shadow.cost.append(Double(random.below(4)))
        shadow.lower.append(0)
        shadow.upper.append(.infinity)
      }
      shadow.cost[0] += 1
      for _ in 0..<6 {
        var entries = (0..<8).map { _ in random.small(4) }
        entries[7] -= max(0, entries.reduce(0, +))
        shadow.rows.append(entries)
        shadow.rowLower.append(-.infinity)
        shadow.rowUpper.append(Double(random.below(5)))
      }
      let program = shadow.program
      let solver = SimplexSolver(program)
      #expect(solver.solve() == .unbounded, "seed \(seed)")
      #expect(Certificates.provesUnboundedness(solver.unboundedRay ?? [], in: program), "seed \(seed)")
    }
  }

  @Test func checkersRefuseFalseClaims() {
    // max x + y, x + y <= 4, x <= 3, 0 <= x, y: optimum 4.
    var program = LinearProgram(sense: .maximize)
    program.addColumn(upper: 3, cost: 1)
    program.addColumn(cost: 1)
    program.addRow(lower: -.infinity, upper: 4, columns: [0, 1], values: [1, 1])
    #expect(Certificates.primalViolation(of: [3, 1], in: program) == 0)
    #expect(Certificates.primalViolation(of: [3, 2], in: program) == 0.25)
    #expect(Certificates.primalViolation(of: [3.5, 0], in: program) > 0.1)
    #expect(Certificates.primalViolation(of: [1], in: program) == .infinity)
    #expect(Certificates.dualBound(rowDuals: [1], in: program) == 4)
    #expect(Certificates.dualBound(rowDuals: [2], in: program) == 8)
    #expect(Certificates.dualBound(rowDuals: [0.5], in: program) == .infinity)
    #expect(!Certificates.provesInfeasibility([1], in: program))
    #expect(!Certificates.provesInfeasibility([-1], in: program))
    #expect(!Certificates.provesUnboundedness([0, 1], in: program))
    #expect(!Certificates.provesUnboundedness([0, 0], in: program))
  }

  @Test func compensatedSumKeepsWhatCancels() {
    var sum = CompensatedSum()
    for term in [1e16, 1.0, -1e16, 1e-9] { sum.add(term) }
    #expect(sum.value == 1 + 1e-9)
    var product = CompensatedSum()
    product.add(1 + 0x1p-30, times: 1 - 0x1p-30)
    product.add(-1)
    #expect(product.value == -0x1p-60)
    var infinite = CompensatedSum()
    infinite.add(0, times: .infinity)
    #expect(infinite.value == 0)
    infinite.add(-.infinity)
    infinite.add(5)
    #expect(infinite.value == -.infinity)
  }
}

import Foundation
import Optimization
import Testing

@Suite struct SimplexEditTests {
  /// Compares a warm solver with a cold one on the same data and checks what the warm one claims.
  private func expectAgreement(_ warm: SimplexSolver, _ shadow: ShadowProgram, _ label: String) -> Bool {
    let program = shadow.program
    let cold = SimplexSolver(program)
    let (warmStatus, coldStatus) = (warm.solve(), cold.solve())
    var failures: [String] = []
    func require(_ condition: Bool, _ text: String) { if !condition { failures.append(text) } }
    require(warmStatus != .unknown && coldStatus != .unknown, "no answer")
    switch (warmStatus, coldStatus) {
    case (.optimal, .optimal):
      let size = max(1, abs(cold.objective))
      require(abs(warm.objective - cold.objective) <= 1e-8 * size, "\(warm.objective) != \(cold.objective)")
      require(Certificates.primalViolation(of: warm.columnValues(), in: program) <= 1e-7, "primal violation")
      let bound = Certificates.dualBound(rowDuals: warm.rowDuals(), in: program)
      require(abs(bound - warm.objective) <= 1e-7 * size, "dual bound \(bound), objective \(warm.objective)")
      require(abs(warm.dualBound - warm.objective) <= 1e-7 * size, "own bound \(warm.dualBound)")
    case (.infeasible, .infeasible):
      require(Certificates.provesInfeasibility(warm.farkasProof ?? [], in: program), "proof does not hold")
    case (.unbounded, .unbounded):
      require(Certificates.provesUnboundedness(warm.unboundedRay ?? [], in: program), "ray does not hold")
    default:
      require(false, "warm \(warmStatus), cold \(coldStatus)")
    }
    #expect(failures.isEmpty, "\(label): \(failures)")
    return failures.isEmpty
  }

  private func edit(_ warm: SimplexSolver, _ shadow: inout ShadowProgram, _ random: inout SimplexRandom)
    -> String
  {
    let (n, m) = (shadow.cost.count, shadow.rows.count)
    let column = random.below(n)
    switch random.below(m > 0 ? 13 : 3) {
    case 0, 1:
      let bounds = ShadowProgram.randomColumnBounds(&random)
      (shadow.lower[column], shadow.upper[column]) = bounds
      warm.setColumnBounds(column, lower: bounds.lower, upper: bounds.upper)
      return "column bounds"
    case 2:
      shadow.cost[column] = random.small(6)
      warm.setCost(column, to: shadow.cost[column])
      return "cost"
    case 3, 4, 5:
      let row = random.below(m)
      let bounds = ShadowProgram.randomRowBounds(&random)
      (shadow.rowLower[row], shadow.rowUpper[row]) = bounds
      warm.setRowBounds(row, lower: bounds.lower, upper: bounds.upper)
      return "row bounds"
    case 6, 7, 8:
      let row = random.below(m)
      let value = random.chance(0.2) ? 0 : random.chance(0.5) ? random.small(4) : random.uniform(-3, 3)
      shadow.rows[row][column] = value
      warm.setCoefficient(row: row, column: column, to: value)
      return "coefficient"
    case 9:
      let entries = (0..<n).map { _ in random.chance(0.4) ? random.small(4) : 0 }
      let bounds = ShadowProgram.randomRowBounds(&random)
      shadow.rows.append(entries)
      shadow.rowLower.append(bounds.lower)
      shadow.rowUpper.append(bounds.upper)
      let used = (0..<n).filter { entries[$0] != 0 }
      warm.appendRow(
        columns: used.map(Int32.init), values: used.map { entries[$0] }, lower: bounds.lower,
        upper: bounds.upper)
      return "append row"
    case 10:
      let bounds = ShadowProgram.randomColumnBounds(&random)
      let cost = random.small(5)
      let entries = (0..<m).map { _ in random.chance(0.4) ? random.small(4) : 0 }
      shadow.cost.append(cost)
      shadow.lower.append(bounds.lower)
      shadow.upper.append(bounds.upper)
      for row in 0..<m { shadow.rows[row].append(entries[row]) }
      let used = (0..<m).filter { entries[$0] != 0 }
      warm.appendColumn(
        rows: used.map(Int32.init), values: used.map { entries[$0] }, lower: bounds.lower,
        upper: bounds.upper,
        cost: cost)
      return "append column"
    case 11:
      // At least one column stays, so that every kind of edit has something to work on.
      let removed = (1..<max(n, 2)).filter { $0 < n && random.chance(1.5 / Double(n)) }
      for column in removed.reversed() {
        shadow.cost.remove(at: column)
        shadow.lower.remove(at: column)
        shadow.upper.remove(at: column)
        for row in 0..<m { shadow.rows[row].remove(at: column) }
      }
      warm.removeColumns(removed)
      return "remove columns \(removed)"
    default:
      let removed = (0..<m).filter { _ in random.chance(1.5 / Double(m)) }
      for row in removed.reversed() {
        shadow.rows.remove(at: row)
        shadow.rowLower.remove(at: row)
        shadow.rowUpper.remove(at: row)
      }
      warm.removeRows(removed)
      return "remove rows \(removed)"
    }
  }

  /// Edits compared with a cold solve; `FLEETMIX_RANDOM_EDITS` asks for more than the usual ten thousand.
  private static let editCount =
    ProcessInfo.processInfo.environment["FLEETMIX_RANDOM_EDITS"].flatMap { Int($0) } ?? 10_000

  @Test func warmEqualsColdOverRandomEdits() {
    var edits = 0
    var seed: UInt64 = 0
    while edits < Self.editCount {
      seed += 1
      var random = SimplexRandom(seed)
      var shadow = ShadowProgram.random(&random, columns: 3 + random.below(14), rows: 1 + random.below(9))
      let warm = SimplexSolver(shadow.program)
      guard expectAgreement(warm, shadow, "seed \(seed)") else { return }
      for step in 0..<60 {
        var label = edit(warm, &shadow, &random)
        edits += 1
        while random.chance(0.3) {
          label += ", " + edit(warm, &shadow, &random)
          edits += 1
        }
        guard expectAgreement(warm, shadow, "seed \(seed) step \(step): \(label)") else { return }
      }
    }
  }

  @Test func loadedBasesGiveTheSameOptimum() {
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SimplexRandom(seed)
      var shadow = ShadowProgram.random(&random, columns: 12, rows: 6)
      let solver = SimplexSolver(shadow.program)
      var stored = [solver.basis()]
      for step in 0..<30 {
        let bounds = ShadowProgram.randomRowBounds(&random)
        let row = random.below(6)
        (shadow.rowLower[row], shadow.rowUpper[row]) = bounds
        solver.setRowBounds(row, lower: bounds.lower, upper: bounds.upper)
        guard expectAgreement(solver, shadow, "seed \(seed) step \(step)") else { return }
        stored.append(solver.basis())
        solver.load(stored[random.below(stored.count)])
      }
    }
  }

  @Test func solvingAgainCostsNothing() {
    var random = SimplexRandom(7)
    var solved = 0
    for _ in 0..<200 {
      let shadow = ShadowProgram.random(&random, columns: 15, rows: 8)
      let solver = SimplexSolver(shadow.program)
      guard solver.solve() == .optimal else { continue }
      let (pivots, factors, basis) = (solver.pivotCount, solver.refactorCount, solver.basis())
      solver.load(basis)
      #expect(solver.solve() == .optimal)
      #expect(solver.pivotCount == pivots)
      #expect(solver.refactorCount == factors)
      solved += 1
    }
    #expect(solved > 10)
  }

  @Test func editedBasicColumnNeedsNoNewFactor() {
    // max z, 4x + 2y - 3z >= 0, x + y <= 10: z is basic, and its coefficient moves like a traffic share.
    var shadow = ShadowProgram()
    shadow.sense = .maximize
    shadow.cost = [0, 0, 1]
    shadow.lower = [0, 0, 0]
    shadow.upper = [.infinity, .infinity, .infinity]
    shadow.rows = [[4, 2, -3], [1, 1, 0]]
    shadow.rowLower = [0, -.infinity]
    shadow.rowUpper = [.infinity, 10]
    let solver = SimplexSolver(shadow.program)
    #expect(solver.solve() == .optimal)
    let factors = solver.refactorCount
    for share in [2.5, 2, 1.5, 3, 5] {
      solver.setCoefficient(row: 0, column: 2, to: -share)
      #expect(solver.solve() == .optimal)
      #expect(abs(solver.objective - 40 / share) < 1e-9)
    }
    #expect(solver.refactorCount == factors)
  }

  @Test func removedNonbasicColumnKeepsTheFactor() {
    // max 3a + 2b + c + d with a + b + c + d <= 4 and a + 3b <= 6: a alone is basic at 4.
    var shadow = ShadowProgram()
    shadow.sense = .maximize
    shadow.cost = [1, 3, 2, 1]
    shadow.lower = [0, 0, 0, 0]
    shadow.upper = [.infinity, .infinity, .infinity, .infinity]
    shadow.rows = [[1, 1, 1, 1], [0, 1, 3, 0]]
    shadow.rowLower = [-.infinity, -.infinity]
    shadow.rowUpper = [4, 6]
    let solver = SimplexSolver(shadow.program)
    #expect(solver.solve() == .optimal)
    #expect(solver.objective == 12)
    let (factors, pivots) = (solver.refactorCount, solver.pivotCount)
    solver.removeColumns([0, 2])
    #expect(solver.solve() == .optimal)
    #expect(solver.objective == 12)
    #expect(solver.columnValues() == [4, 0])
    #expect(solver.refactorCount == factors && solver.pivotCount == pivots)
    solver.removeColumns([0])
    #expect(solver.solve() == .optimal)
    #expect(solver.objective == 4)
    solver.appendColumn(rows: [0, 1], values: [1, 2], lower: 0, upper: 1, cost: 5)
    #expect(solver.solve() == .optimal)
    #expect(solver.objective == 8)
  }

  @Test func objectiveLimitNeverLies() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var random = SimplexRandom(seed)
      let shadow = ShadowProgram.random(&random, columns: 12, rows: 8)
      let reference = SimplexSolver(shadow.program)
      guard reference.solve() == .optimal else { continue }
      let optimum = reference.objective
      let sign = shadow.sense == .minimize ? 1.0 : -1.0
      for offset in [-3.0, -0.5, 0.5, 3] {
        let limit = optimum + offset
        let solver = SimplexSolver(shadow.program)
        let status = solver.solve(objectiveLimit: limit)
        #expect(status == .optimal || status == .objectiveLimit, "seed \(seed)")
        if status == .objectiveLimit { #expect(sign * optimum >= sign * limit - 1e-7, "seed \(seed)") }
        #expect(sign * solver.dualBound <= sign * optimum + 1e-7, "seed \(seed)")
      }
      for pivots in 0..<6 {
        let solver = SimplexSolver(shadow.program)
        _ = solver.solve(pivotLimit: pivots)
        #expect(sign * solver.dualBound <= sign * optimum + 1e-7, "seed \(seed)")
      }
    }
  }
}

import Optimization
import Testing

/// Planning-shaped programs: the projected form against the explicit one, warm against cold.
@Suite struct BranchFleetTests {
  private func tight() -> MIPOptions {
    var options = MIPOptions()
    options.relativeGap = 1e-7
    return options
  }

  @Test func projectedEqualsExplicit() {
    for seed in 0..<30 {
      let fleet = FleetInstance(
        seed: UInt64(seed), configurations: 4 + seed % 9, pools: 2 + seed % 3, workloads: 1 + seed % 4,
        stock: 2...8)
      let projected = MIPSession(fleet.projected()).solve(tight())
      let explicit = MIPSession(fleet.explicit()).solve(tight())
      #expect(projected.status == .optimal && explicit.status == .optimal, "seed \(seed)")
      let (left, right) = (projected.objective ?? .nan, explicit.objective ?? .nan)
      #expect(abs(left - right) <= 1e-6 * max(1, abs(right)), "seed \(seed): \(left) and \(right)")
    }
  }

  @Test func pointsAreIntegralAndInsideTheirBounds() {
    for seed in 100..<130 {
      let program = FleetInstance(
        seed: UInt64(seed), configurations: 20, pools: 3, workloads: 3, stock: 4...12
      ).projected()
      let result = MIPSession(program).solve(MIPOptions())
      guard let point = result.point else {
        Issue.record("seed \(seed) without a point")
        continue
      }
      for column in 0..<program.columnCount where program.columnIsInteger[column] {
        #expect(point[column] == point[column].rounded())
      }
      for row in 0..<program.rowCount {
        let activity = program.activity(ofRow: row, at: point)
        #expect(activity <= program.rowUpper[row] + 1e-7 && activity >= program.rowLower[row] - 1e-7)
      }
      #expect(result.bound >= (result.objective ?? 0) - 1e-9)
      #expect(result.gap <= 1e-4)
      #expect(result.rootBound >= result.bound - 1e-9)
    }
  }

  @Test func slidersMoveWarmAsCold() {
    var random = SeededGenerator(seed: 5)
    for seed in 200..<204 {
      let fleet = FleetInstance(
        seed: UInt64(seed), configurations: 12, pools: 3, workloads: 2, stock: 3...8)
      let session = MIPSession(fleet.projected())
      let z = fleet.use.count * fleet.mix.count
      for step in 0..<15 {
        switch step % 3 {
        case 0:
          let budget = fleet.budget * Double.random(in: 0.5...1.5, using: &random)
          session.setRowBounds(fleet.mix.count + fleet.available.count, lower: 0, upper: budget)
        case 1:
          let pool = Int.random(in: 0..<fleet.available.count, using: &random)
          session.setColumnBounds(
            z + 1 + pool, lower: 0, upper: Double(Int.random(in: 0...12, using: &random)))
        default:
          let workload = Int.random(in: 0..<fleet.mix.count, using: &random)
          session.setCoefficient(row: workload, column: z, to: -Double.random(in: 0.1...2, using: &random))
        }
        let warm = session.solve(tight())
        let cold = MIPSession(session.program).solve(tight())
        #expect(warm.status == cold.status, "seed \(seed) step \(step)")
        let (left, right) = (warm.objective ?? .nan, cold.objective ?? .nan)
        #expect(
          abs(left - right) <= 1e-6 * max(1, abs(right)), "seed \(seed) step \(step): \(left), \(right)")
      }
    }
  }

  @Test func startsAreUsedAndRepaired() {
    let fleet = FleetInstance(seed: 77, configurations: 30, pools: 4, workloads: 3, stock: 4...10)
    let session = MIPSession(fleet.projected())
    let first = session.solve(tight())
    var options = tight()
    options.starts = first.point.map { [$0] } ?? []
    options.nodeLimit = 0
    options.usesHeuristics = false
    let again = MIPSession(fleet.projected()).solve(options)
    #expect(again.objective == first.objective)
    var smaller = fleet
    smaller.available[0] = 1
    options.usesHeuristics = true
    options.nodeLimit = 50
    let repaired = MIPSession(smaller.projected()).solve(options)
    #expect(repaired.point != nil)
  }

  @Test func limitsAndCancellationEndTheRun() {
    let fleet = FleetInstance(seed: 78, configurations: 60, pools: 4, workloads: 4, stock: 6...14)
    var options = tight()
    options.pivotLimit = 60
    let limited = MIPSession(fleet.projected()).solve(options)
    #expect(limited.status == .feasible || limited.status == .unknown)
    var polls = 0
    let cancelled = MIPSession(fleet.projected()).solve(
      tight(),
      isCancelled: {
        polls += 1
        return polls > 20
      })
    #expect(cancelled.status == .cancelled)
    let full = MIPSession(fleet.projected()).solve(tight())
    #expect(limited.bound >= (full.objective ?? 0) - 1e-9)
    #expect(cancelled.bound >= (full.objective ?? 0) - 1e-9)
  }

  @Test func improvementsAreReportedInOrder() {
    let fleet = FleetInstance(seed: 79, configurations: 40, pools: 4, workloads: 3, stock: 4...10)
    var seen: [MIPProgress] = []
    let result = MIPSession(fleet.projected()).solve(tight(), onImprovement: { seen.append($0) })
    #expect(seen.last?.objective == result.objective)
    for (earlier, later) in zip(seen, seen.dropFirst()) { #expect(later.objective > earlier.objective) }
  }
}

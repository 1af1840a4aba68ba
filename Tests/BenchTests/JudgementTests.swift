import Optimization
import Planning
import Testing

@testable import fleetmix_bench

/// Wrong answers must not pass for right ones.
@Suite struct JudgementTests {
  /// A minimum of 100, and what may and may not be said of it with a gap of 1e-4.
  @Test func claimsAboutAMinimum() {
    func verdict(_ status: MIPStatus, _ objective: Double?, _ bound: Double) -> Verdict {
      let claim = Claim(status: status, objective: objective, bound: bound, isMaximized: false)
      return Verdict(of: claim, against: .optimum(100), gap: 1e-4)
    }
    #expect(verdict(.optimal, 100.009, 100) == .right)
    #expect(verdict(.optimal, 100.02, 100) == .wrong)
    #expect(verdict(.optimal, 99.99, 99.99) == .wrong)
    #expect(verdict(.optimal, nil, 100) == .wrong)
    #expect(verdict(.feasible, 150, 60) == .open)
    #expect(verdict(.feasible, 99.9, 60) == .wrong)
    #expect(verdict(.feasible, 150, 101) == .wrong)
    #expect(verdict(.unknown, nil, -.infinity) == .open)
    #expect(verdict(.infeasible, nil, .infinity) == .wrong)
    #expect(verdict(.unbounded, nil, -.infinity) == .wrong)
  }

  /// The same for a maximum of a linear program, and for programs without a point.
  @Test func otherClaims() {
    func verdict(_ status: MIPStatus, _ objective: Double?, _ bound: Double) -> Verdict {
      let claim = Claim(status: status, objective: objective, bound: bound, isMaximized: true)
      return Verdict(of: claim, against: .optimum(1000), gap: nil)
    }
    #expect(verdict(.optimal, 1000.00005, 1000.00005) == .right)
    #expect(verdict(.optimal, 999.999, 999.999) == .wrong)
    #expect(verdict(.feasible, 900, 999) == .wrong)
    let point = Claim(status: .feasible, objective: 3, bound: 0, isMaximized: false)
    #expect(Verdict(of: point, against: .infeasible, gap: nil) == .wrong)
    #expect(Verdict(of: point, against: .nothing, gap: nil) == .open)
    let none = Claim(status: .infeasible, objective: nil, bound: .infinity, isMaximized: false)
    #expect(Verdict(of: none, against: .infeasible, gap: nil) == .right)
    let unknown = Claim(status: .unknown, objective: nil, bound: 0, isMaximized: false)
    #expect(Verdict(of: unknown, against: .infeasible, gap: nil) == .open)
  }

  /// A cold row is in order until runs differ, the peer disagrees or the proof is missing.
  @Test func coldRowsReportWhatIsWrong() throws {
    var families = ColdFamilies(seed: 5)
    let instance = families.instance(0)
    let runs = (0..<2).map { _ in
      Measurement.solve(
        instance.scenario, with: PlanningSession(candidatesOf: instance.fleet),
        options: PlanningOptions(breaksTies: false))
    }
    var row = ColdRow(instance: instance, runs: runs)
    let value = try #require(row.value)
    #expect(row.problem == nil && row.isDeterministic)
    row.peer = Self.peer(value * (1 + 1e-4), "Optimal")
    #expect(row.problem == nil)
    row.peer = Self.peer(value * (1 + 2e-4), "Optimal")
    #expect(row.problem == "DIFFERENT")
    row.peer = Self.peer(value * 0.9, "Time limit reached")
    #expect(row.problem == nil)
    row.plan?.status = .feasible
    #expect(row.problem == "OPEN")

    var changed = runs
    changed[1].plan?.solve.pivots += 1
    #expect(ColdRow(instance: instance, runs: changed).problem == "RUNS DIFFER")
  }

  private static func peer(_ objective: Double, _ status: String) -> PeerAnswer {
    PeerAnswer(
      version: "1", status: status, objective: objective, bound: objective, cpuMs: 1, wallMs: 1, nodes: 1,
      iterations: 1, cached: false)
  }
}

import Foundation
import Testing

@testable import Optimization

/// How many random programs the campaigns try: `FLEETMIX_CAMPAIGN=100` makes it a hundred times as many.
enum Campaign {
  static let factor = Int(ProcessInfo.processInfo.environment["FLEETMIX_CAMPAIGN"] ?? "") ?? 1
  /// Added to every seed.
  static let offset = UInt64(ProcessInfo.processInfo.environment["FLEETMIX_SEED"] ?? "") ?? 0

  /// Seeds of a campaign; `kind` keeps campaigns apart.
  static func seeds(_ count: Int, kind: UInt64) -> some Sequence<UInt64> {
    (0..<UInt64(count * factor)).lazy.map { 1_000_003 * ($0 + offset) + kind }
  }

  /// Whether a run ended without an answer; a long campaign says which.
  static func isOpen(_ result: CoverResult, _ name: String) -> Bool {
    guard result.status == .feasible || result.status == .unknown else { return false }
    report("open: \(name): \(result.status), gap \(result.gap), \(result.nodes) nodes")
    return true
  }

  /// Says what a long campaign did.
  static func report(_ text: @autoclosure () -> String) {
    if factor > 1 { print("campaign: " + text()) }
  }
}

@Suite struct CoveringCampaignTests {
  /// Tiny programs against all their counts.
  @Test func enumerationAgrees() {
    var (solved, open) = (0, 0)
    var statuses: [String: Int] = [:]
    for seed in Campaign.seeds(100, kind: 1) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(.tiny, &random)
      guard let truth = CoveringTruth.enumerated(program, most: 300) else { continue }
      for gap in [1e-9, 1e-4] {
        var options = CoverOptions()
        options.relativeGap = gap
        let result = judge(program, options, truth, "seed \(seed) gap \(gap)")
        solved += 1
        statuses["\(result.status)", default: 0] += 1
        if Campaign.isOpen(result, "enumeration seed \(seed) gap \(gap)") { open += 1 }
      }
      let cutoff = Self.cutoff(near: truth, &random)
      var options = CoverOptions()
      options.relativeGap = 1e-9
      options.cutoff = cutoff
      let name = "seed \(seed) cutoff \(cutoff)"
      let result = judge(program, options, truth, name)
      if Campaign.isOpen(result, name) { open += 1 }
      statuses["\(result.status)", default: 0] += 1
    }
    #expect(solved > 0)
    #expect(open == 0, "left open: \(open) of \(solved)")
    Campaign.report("enumeration: \(solved) solved, \(open) left open, \(statuses)")
  }

  private static func cutoff(near truth: CoveringTruth, _ random: inout SeededGenerator) -> Double {
    guard truth.tight.isFinite else { return .random(in: -10...10, using: &random) }
    return [
      truth.tight, truth.tight + abs(truth.tight) * 1e-3, truth.tight - abs(truth.tight) * 1e-3,
      truth.tight + abs(truth.tight), truth.tight - abs(truth.tight), 0,
    ].randomElement(using: &random) ?? 0
  }

  private func judge(
    _ program: CoveringProgram, _ options: CoverOptions, _ truth: CoveringTruth, _ name: String
  ) -> CoverResult {
    var verdict = CoveringVerdict(program, options)
    let result = verdict.solve(CoverSession(program))
    verdict.compare(result, truth)
    #expect(verdict.problems.isEmpty, "\(name): \(verdict.problems)")
    return result
  }

  /// Programs of every size against the general engine, which shares no code with this one but the simplex for levels.
  @Test(arguments: ["small", "wide", "huge"])
  func generalEngineAgrees(_ name: String) {
    let (size, kind, count) =
      switch name {
      case "small": (CoveringRandom.Size.small, UInt64(2), 40)
      case "wide": (CoveringRandom.Size.wide, UInt64(3), 10)
      default: (CoveringRandom.Size.huge, UInt64(4), 10)
      }
    var (solved, open, disagreements) = (0, 0, 0)
    for seed in Campaign.seeds(count, kind: kind) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(size, &random)
      var options = CoverOptions()
      options.relativeGap = Bool.random(using: &random) ? 1e-9 : 1e-4
      options.nodeLimit = 20_000
      var verdict = CoveringVerdict(program, options)
      let result = verdict.solve(CoverSession(program))
      let other = CoveringTruth.general(program)
      if let counts = other.counts { verdict.compare(result, known: counts) }
      if other.isInfeasible && result.cover != nil { disagreements += 1 }
      #expect(verdict.problems.isEmpty, "\(name) seed \(seed): \(verdict.problems)")
      solved += 1
      if Campaign.isOpen(result, "\(name) seed \(seed) gap \(options.relativeGap)") { open += 1 }
    }
    #expect(20 * open <= solved, "left open: \(open) of \(solved)")
    Campaign.report(
      "\(name) by the general engine: \(solved) solved, \(open) left open, \(disagreements) disputed")
  }

  /// The relaxation's bound is the optimum of the linear program in full.
  @Test func rootBoundsAreExact() {
    var compared = 0
    for seed in Campaign.seeds(100, kind: 5) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(.small, &random)
      let bounds = CoverBounds(program)
      let units = CoverUnits(program, bounds: bounds)
      let relaxation = CoverRelaxation(program, bounds: bounds, units: units)
      relaxation.load(nil)
      let status = relaxation.solve(cutoff: .infinity, pivotLimit: 10_000)
      let simplex = SimplexSolver(CoveringTruth.explicit(program, isInteger: false).linear)
      let truth = simplex.solve()
      guard truth == .optimal, status == .optimal else {
        #expect(truth != .optimal || status != .infeasible, "seed \(seed): \(truth), \(status)")
        #expect(truth != .infeasible || status != .optimal, "seed \(seed): \(truth), \(status)")
        continue
      }
      let point = simplex.columnValues()
      let value = CoveringTruth.explicit(program).linear.objective(at: point)
      let bound = relaxation.bound * units.objective
      // The level's reduced cost is zero but for round-off, and is charged at the largest level.
      let roundOff = 1e-13 * program.levelWeight * program.levelUpper
      let size = max(
        abs(value), program.levelWeight * point[0], (value + program.levelWeight * point[0]))
      // A bound that a row keeps to a billionth is worth that times the row's multiplier.
      let steepest = (0..<relaxation.simplex.rowCount).reduce(1.0) {
        max($0, abs(relaxation.simplex.multipliers.base[$1]))
      }
      let most = 2e-9 * steepest * (size + units.objective) + roundOff
      #expect(abs(bound - value) <= most, "seed \(seed): \(bound) for \(value)")
      compared += 1
    }
    #expect(compared > 30)
    Campaign.report("root bounds: \(compared) compared")
  }
}

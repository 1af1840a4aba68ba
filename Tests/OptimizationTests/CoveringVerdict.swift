@testable import Optimization

/// Checks an answer of the covering engine from outside.
struct CoveringVerdict {
  let program: CoveringProgram
  let options: CoverOptions
  /// The problems found, in words.
  private(set) var problems: [String] = []
  private var lastBound = -Double.infinity
  private var lastObjective = Double.infinity

  /// Relative error of an objective that is round-off.
  static let roundOff = 2e-8

  init(_ program: CoveringProgram, _ options: CoverOptions) {
    self.program = program
    self.options = options
  }

  /// Solves in a session under observation; the answer is checked as far as it can be without knowing the optimum.
  mutating func solve(_ session: CoverSession, isCancelled: @escaping () -> Bool = { false }) -> CoverResult {
    var reports: [CoverProgress] = []
    let result = session.solve(options, isCancelled: isCancelled) { reports.append($0) }
    for report in reports { check(report) }
    check(result)
    bounds = reports.map(\.bound) + [result.bound]
    return result
  }

  /// Bounds claimed on the way and in the end.
  private(set) var bounds: [Double] = []

  private mutating func check(_ report: CoverProgress) {
    let objective = report.cover?.objective ?? .infinity
    if report.bound < lastBound - 1e-12 * abs(lastBound) {
      problems.append("bound fell from \(lastBound) to \(report.bound)")
    }
    if objective > lastObjective { problems.append("objective rose") }
    if report.bound > objective { problems.append("bound \(report.bound) above objective \(objective)") }
    (lastBound, lastObjective) = (report.bound, objective)
  }

  private mutating func check(_ result: CoverResult) {
    if let cover = result.cover {
      check(cover)
      if let cutoff = options.cutoff, cover.objective >= cutoff { problems.append("not below the cutoff") }
      if cover.objective > lastObjective { problems.append("the best choice was lost") }
      if result.bound > cover.objective { problems.append("bound \(result.bound) above \(cover.objective)") }
      let room = max((options.absoluteGap ?? 1e-9), options.relativeGap * abs(cover.objective))
      let most = room * (1 + 1e-9) + 1e-14 * abs(cover.objective)
      if result.status == .optimal && cover.objective - result.bound > most {
        problems.append("optimal with bound \(result.bound) for \(cover.objective)")
      }
      switch result.status {
      case .optimal, .feasible, .cancelled: break
      default: problems.append("\(result.status) with a choice")
      }
    } else if result.status == .optimal || result.status == .feasible {
      problems.append("\(result.status) without a choice")
    }
    if result.status != .infeasible && result.bound < lastBound - 1e-12 * abs(lastBound) {
      problems.append("bound fell from \(lastBound) to \(result.bound) at the end")
    }
  }

  private mutating func check(_ cover: Cover) {
    guard
      let value = CoveringTruth.objective(program, cover.counts, slack: CoveringTruth.slack)
    else {
      problems.append("counts \(cover.counts) are not admitted")
      return
    }
    let scale = CoveringTruth.scale(program, cover)
    if abs(value - cover.objective) > Self.roundOff * scale {
      problems.append("objective \(cover.objective) of \(cover.counts) is \(value)")
    }
  }

  /// Compares with counts known from elsewhere: nothing claimed may rule them out.
  mutating func compare(_ result: CoverResult, known counts: [Int32]) {
    guard let value = CoveringTruth.objective(program, counts, slack: -CoveringTruth.slack) else { return }
    compare(result, tight: value)
  }

  /// Compares with the optimum.
  mutating func compare(_ result: CoverResult, _ truth: CoveringTruth) {
    if truth.tight < .infinity { compare(result, tight: truth.tight) }
    if let cover = result.cover {
      let error = Self.roundOff * CoveringTruth.scale(program, cover)
      if cover.objective < truth.loose - error {
        problems.append("objective \(cover.objective) is better than the optimum \(truth.loose)")
      }
    }
  }

  /// Compares with a value that is known to be reached.
  private mutating func compare(_ result: CoverResult, tight value: Double) {
    var error = Self.roundOff * max(abs(value), program.levelWeight * program.levelLower)
    if let cover = result.cover { error = max(error, Self.roundOff * CoveringTruth.scale(program, cover)) }
    for bound in bounds where bound > value + error {
      problems.append("bound \(bound) is past \(value)")
      break
    }
    if result.rootBound > value + error { problems.append("root bound \(result.rootBound) is past \(value)") }
    if let cover = result.cover, result.status == .optimal {
      let gap = max((options.absoluteGap ?? 1e-9), options.relativeGap * abs(cover.objective))
      if cover.objective > value + gap + error {
        problems.append("optimal at \(cover.objective), but \(value) is reached")
      }
    }
    if result.status == .infeasible { problems.append("infeasible, but \(value) is reached") }
    if result.status == .noneBetter && options.cutoff.map({ value < $0 - error }) ?? true {
      problems.append("none better, but \(value) is reached")
    }
  }
}

/// The goal of a search: the best choice so far, and the choices that are still wanted.
struct CoverGoal {
  /// Unit of the scaled objective.
  let unit: Double
  /// The best choice so far.
  private(set) var incumbent: Cover?
  /// Scaled objective of the incumbent.
  private(set) var value = Double.infinity
  /// Only choices strictly better than this objective are wanted.
  private let wanted: Double?
  /// Scaled.
  private let absoluteGap: Double
  /// Relative gap at which the incumbent counts as optimal.
  var relativeGap: Double

  init(_ options: CoverOptions, unit: Double) {
    self.unit = unit
    wanted = options.cutoff
    absoluteGap = options.absoluteGap.map { $0 / unit } ?? CoveringTolerance.absoluteGap / max(1, unit)
    relativeGap = options.relativeGap
  }

  /// Nodes with at least this scaled bound hold nothing that is wanted.
  var cutoff: Double {
    let wantedBelow = wanted.map { $0 / unit } ?? .infinity
    guard value.isFinite else { return wantedBelow }
    let gap = max(absoluteGap, relativeGap * abs(value))
    return min(wantedBelow, value - CoveringTolerance.gapSafety * gap)
  }

  /// The most that a choice below the cutoff costs; infinite where the objective weighs the level too.
  func costLimit(_ program: CoveringProgram) -> Double {
    guard program.levelWeight == 0, program.costWeight > 0, cutoff.isFinite else { return .infinity }
    return cutoff * unit / program.costWeight
  }

  /// A bound in the program's own units; never above the best choice, not by rounding either.
  func unscaled(_ bound: Double) -> Double { min(bound * unit, incumbent?.objective ?? .infinity) }

  /// The status of a run that ends with a scaled bound on every choice there is (infinite: there is none).
  /// The one rule of all searches over counts: nothing but the numbers decides, whatever ended the run.
  func status(bound: Double, wasCancelled: Bool) -> MIPStatus {
    if incumbent != nil {
      return min(bound, value) >= cutoff ? .optimal : wasCancelled ? .cancelled : .feasible
    }
    if bound == .infinity { return .infeasible }
    return bound >= cutoff ? .noneBetter : wasCancelled ? .cancelled : .unknown
  }

  /// Writes into a result what a run has found and what its bound proves.
  func conclude(_ result: inout CoverResult, bound: Double, wasCancelled: Bool) {
    result.cover = incumbent
    result.bound = unscaled(bound)
    result.status = status(bound: bound, wasCancelled: wasCancelled)
    guard let incumbent else { return }
    result.gap = Optimization.relativeGap(bound: result.bound, objective: incumbent.objective)
    assert(
      result.status != .optimal || proves(result.bound, incumbent.objective),
      "optimal with a gap of \(result.gap)")
  }

  /// Whether an unscaled bound leaves no more than the gap asked for.
  private func proves(_ bound: Double, _ objective: Double) -> Bool {
    let asked = max(absoluteGap * unit, relativeGap * abs(objective))
    return abs(bound - objective) <= asked + CoveringTolerance.certificate * abs(objective)
  }

  /// Objective below which a choice is an improvement.
  var improvementBelow: Double { min(incumbent?.objective ?? .infinity, wanted ?? .infinity) }

  /// Takes a choice that is better and wanted; whether it was.
  mutating func take(_ cover: Cover?) -> Bool {
    guard let cover, cover.objective < improvementBelow else { return false }
    incumbent = cover
    value = cover.objective / unit
    return true
  }
}

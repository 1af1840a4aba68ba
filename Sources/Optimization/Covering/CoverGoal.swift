/// What a search is after: the best choice so far, and what would still be wanted.
struct CoverGoal {
  /// Unit of the scaled objective.
  let unit: Double
  /// The best choice so far.
  private(set) var incumbent: Cover?
  /// Scaled objective of the incumbent.
  private(set) var value = Double.infinity
  /// Only choices strictly better than this objective are wanted.
  private let wanted: Double?
  private let absoluteGap: Double
  /// Relative gap at which the incumbent counts as optimal.
  var relativeGap: Double

  init(_ options: CoverOptions, unit: Double) {
    self.unit = unit
    wanted = options.cutoff
    absoluteGap = options.absoluteGap / unit
    relativeGap = options.relativeGap
  }

  /// Nodes with at least this scaled bound hold nothing that is wanted.
  var cutoff: Double {
    let wantedBelow = wanted.map { $0 / unit } ?? .infinity
    guard value.isFinite else { return wantedBelow }
    let gap = max(absoluteGap, relativeGap * abs(value))
    return min(wantedBelow, value - CoveringTolerance.gapSafety * gap)
  }

  /// What a choice below the cutoff costs at most; infinite where the objective weighs the level too.
  func costLimit(_ program: CoveringProgram) -> Double {
    guard program.levelWeight == 0, program.costWeight > 0, cutoff.isFinite else { return .infinity }
    return cutoff * unit / program.costWeight
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

/// Limits of the primal side of the covering engine. They count work, never time, so that runs repeat exactly.
enum CoverWork {
  /// Cuts kept per family; a multiple of four.
  static let cuts = 40
  /// Rows of groups without a count that a warm level program may carry beyond as many as it has groups.
  static let idleRows = 8
  /// Most pivots of one level program; far above what is ever needed.
  static func levelPivots(rows: Int) -> Int { 50 + 20 * rows }
  /// Positions of a level program's basis from which on somebody may interrupt it: below, it takes less than a
  /// millisecond.
  static let polledPositions = 256
  /// Rates of all groups from which on the search for a first choice may be interrupted.
  static let polledFigures = 1 << 16
  /// Items from which on a level program is the general engine's: an explicit inverse of so many rows takes a millisecond
  /// a pivot.
  static let sparseItems = 512
  /// Most steps of filling.
  static let fillSteps = 400
  /// A step of filling adds this part of the copies that still fit, at least one, so that large fleets fill in few
  /// steps.
  static let partOfStep = 8
}

extension CoveringTolerance {
  /// Relative difference of routing and cut up to which a level counts as exact.
  static let levelGap = 1e-9
  /// Negative value that the simplex for levels works to, in units of the level and of counts.
  static let levelPrimal = 1e-11
  /// Shortfall of a level below the least one, relative, that is round-off.
  static let level = 1e-9
  /// Relative improvement below which a cover is not better.
  static let improvement = 1e-9
}

extension CoverWork {
  /// Work of the search for a first cover where the greedy steps find none.
  static let rescue = 400_000
  /// Least price of a group in greedy choices; only keeps divisions finite.
  static let leastCharge = 1e-12
  /// Amounts added before rounding down.
  static let roundingThresholds = [0.0, 0.5, 0.3, 0.7, 0.15, 0.9]
}

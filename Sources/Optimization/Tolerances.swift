/// Every tolerance of the linear engine, with what it means and where its size comes from.
///
/// Values refer to the scaled program unless said otherwise.
enum Tolerances {
  /// Bound violation the simplex works to. Tighter than the usual 1e-7, so that the final check at
  /// `finalFeasibility` in unscaled terms has room.
  static let primalFeasibility = 1e-9
  /// Wrong-signed reduced cost the simplex works to; same reasoning.
  static let dualFeasibility = 1e-9
  /// Unscaled violation, relative to `max(1, |bound|)`, up to which `optimal` is claimed (HiGHS, CLP: 1e-7).
  static let finalFeasibility = 1e-7
  /// The same for the nodes of a search, whose points are checked apart: cuts are scaled less well.
  static let nodeFeasibility = 1e-5
  /// Share of the dual tolerance that the Harris ratio test may spend (GLOP `harris_tolerance_ratio`).
  static let harrisShare = 0.5
  /// Entries below this are noise of cancellation and dropped (HiGHS `kHighsTiny`).
  static let drop = 1e-14
  /// Smallest pivot of a ratio test on a fresh factor, after 10 updates, and after 20 (HiGHS `chooseColumn`).
  static let pivot = (fresh: 1e-9, aged: 3e-8, old: 1e-6)
  /// A ratio-test winner below this is avoided where a bound flip can be taken back (GLOP).
  static let comfortablePivot = 1e-6
  /// Largest relative difference of a pivot computed by row and by column (HiGHS).
  static let pivotDisagreement = 1e-7
  /// Slope of the dual objective below which no further bound is flipped: ties of integral data leave 1e-16
  /// instead of zero, and walking on would lose the last candidate.
  static let flippingSlope = 1e-8
  /// Relative (Markowitz, 1957) and absolute pivot thresholds of the factorisation (HiGHS).
  static let markowitz = (relative: 0.1, strict: 0.5, absolute: 1e-10)
  /// Candidates looked at in a Markowitz search once one is acceptable (HiGHS `kMaxMarkowitzSearch`).
  static let markowitzSearch = 8
  /// Updates after which the basis is factorised anew (GLOP `basis_refactorization_period`).
  static let updateLimit = 64
  /// Floor of a steepest-edge weight (Koberstein, 2005).
  static let edgeWeightFloor = 1e-4
  /// A stored steepest-edge weight must be at least this share of the exact one (HiGHS, GLOP).
  static let edgeWeightAcceptance = 0.25
  /// Size of a random cost or bound perturbation, relative to `1 + |value|` (HiGHS: 5e-7).
  static let perturbation = 5e-7
  /// Degenerate pivots in a row that count as a stall.
  static let stall = 50
  /// Row residual `|Ax - s|`, relative to the terms of the row, that asks for a new factor.
  static let residual = 1e-9
  /// Pivot of a column replacement, relative to the largest entry, below which the basis is factorised anew.
  static let replacementPivot = 1e-3
  /// A Farkas gap must exceed this share of the sum of its absolute terms to be believed.
  static let farkasGap = 1e-9
  /// A term at an infinite bound below this share of its own summands is the rounding of an exact zero.
  static let farkasZero = 1e-9
  /// The same in a claim that leaves the engine: a few dozen roundings of double precision, 1e-16 each.
  static let certificateZero = 1e-13
  /// Share of a row's own terms by which a ray may leave it: the rounding of a basic solution.
  static let rayZero = 1e-12
  /// Error that a bound and an objective may have, relative to `max(1, |value|)`, where they are compared.
  static let objectiveRounding = 1e-9
  /// Scaling factors stay within two to this power (HiGHS `kMaxAllowedMatrixPow2Scale`).
  static let scaleExponent = 20
}

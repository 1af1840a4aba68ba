/// Every tolerance of the covering engine, with what it means and where its size comes from.
///
/// The program is scaled so that the level, the objective and the counts that matter are of the order of one.
enum CoveringTolerance {
  /// Relative excess over the budget that is round-off: sums of prices in cents are not exact in binary.
  static let budget = 1e-9
  /// Largest count of a group that takes nothing and so has no limit of its own; two of them still add up in 32 bits.
  /// Every other count is limited by what the program has to take.
  static let largestCount: Int32 = 1 << 30
  /// Violation of a bound that the simplex works to, relative to `max(1, |bound|)`.
  static let primal = 1e-9
  /// Wrong-signed reduced cost that the Harris ratio test may leave behind.
  static let dual = 1e-9
  /// Wrong-signed reduced cost from which a basis is not believed to be dual feasible.
  static let dualTrust = 1e-7
  /// Smallest pivot of a ratio test.
  static let pivot = 1e-9
  /// Largest relative difference of a pivot computed by row and by column (as HiGHS); beyond it: a new inverse.
  static let pivotDisagreement = 1e-7
  /// Smallest pivot of a factorisation, relative to the largest entry of its column.
  static let singular = 1e-11
  /// Updates after which the inverse is computed anew.
  static let updateLimit = 64
  /// Relative round-off of a sum of products in working precision, allowed for when a bound is certified.
  static let certificate = 1e-13
  /// The same for the proofs of other nodes, whose sums are not compensated.
  static let proof = 1e-11
  /// A Farkas sum must exceed this share of its absolute terms to be believed.
  static let farkas = 1e-9
  /// Distance from an integer that still counts as integral; the customary value of mixed-integer codes.
  static let integrality = 1e-6
  /// Gap that is round-off, of an objective of the order of one or more; of a smaller one, the same part.
  static let absoluteGap = 1e-9
  /// Keeps rounding errors from showing a gap a hair above the wanted one.
  static let gapSafety = 1 - 1e-9
  /// Share of a step by which a fixing is rounded outwards against errors of the duals.
  static let fixingSafety = 1e-7
}

/// Every tolerance of the covering engine, with what it means and where its size comes from.
enum CoveringTolerance {
  /// Relative excess over the budget that is round-off: sums of prices in cents are not exact in binary.
  static let budget = 1e-9
  /// A count no program needs to exceed; keeps products of counts and coefficients exact in doubles.
  static let largestCount: Int32 = 1 << 20
}

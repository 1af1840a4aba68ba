import Serving

extension Plan {
  /// The gap in per cent with so many decimals; nil without a bound. Beyond a thousand per cent the figure itself says
  /// nothing: there is a bound, but none that tells.
  public func gapText(decimals: Int) -> String? {
    guard gap.isFinite else { return nil }
    return gap > 10 ? "over 1000 %" : "\(DecimalText.fixed(gap * 100, decimals)) %"
  }
}

import Planning
import Serving

/// The findings of a robustness study, for people.
public enum RobustnessText {
  /// One figure per line, with its change against the plan.
  public static func text(_ found: Robustness) -> String {
    func line(_ name: String, _ rate: Double, keepingRoutes: Double? = nil) -> String {
      let exact = found.planned > 0 ? (rate / found.planned - 1) * 100 : 0
      let change = abs(exact) < 0.05 ? 0 : exact
      let sign = change > 0 ? "+" : ""
      let routes = keepingRoutes.map { "; with the planned routes \(DecimalText.fixed($0, 2)) req/s" } ?? ""
      return
        "  \(name): \(DecimalText.fixed(rate, 2)) req/s (\(sign)\(DecimalText.fixed(change, 1)) %)\(routes)\n"
    }
    var text = "when throughput moves inside its error bands:\n"
    text += line("as planned", found.planned)
    text += line("worst case", found.worst, keepingRoutes: found.worstKeepingRoutes)
    text += line(
      "median of \(found.samples) samples", found.median, keepingRoutes: found.medianKeepingRoutes)
    text += line("19 in 20 samples at least", found.fifthPercentile)
    if let served = found.servesDemand {
      text += "  demand served in \(DecimalText.fixed(served * 100, 1)) % of the samples\n"
    }
    return text
  }
}

package import Serving

/// Factors measured / predicted that held-out rows of a class stay within: what `AccuracyBand` states.
package struct BandTable: Sendable {
  private let residuals: [Residual]

  /// Creates the table of held-out residuals.
  package init(_ residuals: [Residual]) {
    self.residuals = residuals
  }

  /// Held-out residuals of a band's class.
  package func residuals(of band: AccuracyBand) -> [Residual] {
    residuals.filter {
      AccuracyBand.of(
        model: $0.row.model, stages: Array(repeating: $0.row.gpu, count: $0.row.pp), tp: $0.row.tp) == band
    }
  }

  /// The 5th to the 95th percentile of the factors of a figure, rounded outwards to hundredths.
  package func range(of band: AccuracyBand, _ figure: (Residual) -> Double?) -> ClosedRange<Double>? {
    let factors = residuals(of: band).compactMap(figure)
    guard factors.count >= 20 else { return nil }
    let low = (Statistics.quantile(factors, 0.05) * 100).rounded(.down)
    let high = (Statistics.quantile(factors, 0.95) * 100).rounded(.up)
    return low / 100...high / 100
  }

  /// The table in Markdown.
  package var markdown: String {
    var lines = ["| class | rows | tokens/s | TPOT | TTFT |", "|---|---|---|---|---|"]
    for band in AccuracyBand.measured {
      let cells = [range(of: band, \.rate), range(of: band, \.tpot), range(of: band, \.ttft)].map { range in
        range.map { "\(Self.text($0.lowerBound)) to \(Self.text($0.upperBound))" } ?? "-"
      }
      lines.append("| \(band.name) | \(residuals(of: band).count) | \(cells.joined(separator: " | ")) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ factor: Double) -> String {
    let hundredths = Int((factor * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

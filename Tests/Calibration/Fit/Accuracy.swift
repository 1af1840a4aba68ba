internal import Serving

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Measured against predicted, for rows that the prediction's fit did not see.
package struct Residual: Sendable {
  package var row: Measurement
  /// Measured / predicted output tokens/s.
  package var rate: Double
  /// Measured / predicted time per output token; nil where it was not measured.
  package var tpot: Double?
  /// Measured / predicted time to first token; nil where it was not measured or tells nothing.
  package var ttft: Double?
  /// Requests in flight as a part of those the KV memory holds.
  package var saturation: Double
}

extension Calibration {
  /// The residuals of all rows that have a fit without their group.
  package func residuals(_ fits: HeldOutFits) -> [Residual] {
    (engines + boards + accelerators).compactMap { row in
      guard let predicted = fits.prediction(row), let saturation = row.saturation(.fitted) else { return nil }
      return Residual(
        row: row, rate: row.outputTokensPerSecond / predicted.outputTokensPerSecond,
        tpot: row.tpotMs.map { $0 / predicted.tpotMs },
        ttft: row.hasTellingTTFT && row.run != .open ? row.ttftMs.map { $0 / predicted.ttftMs } : nil,
        saturation: saturation)
    }
  }
}

extension [Residual] {
  /// One line per row: the run, and measured / predicted of each figure.
  package var csv: String {
    let columns = [
      "group", "precision", "engine", "version", "run", "input", "output", "concurrency", "saturation",
      "tokens_s",
      "tpot", "ttft", "measured_ttft_ms", "measured_tpot_ms",
    ]
    let lines = map { residual in
      let row = residual.row
      let figures = [residual.rate, residual.tpot, residual.ttft, row.ttftMs, row.tpotMs].map {
        $0.map { "\($0)" } ?? ""
      }
      let run = [
        row.group, row.precision.rawValue, row.engine.rawValue, row.version, row.run.rawValue,
        "\(row.shape.input)", "\(row.shape.output)", "\(row.concurrency)", "\(residual.saturation)",
      ]
      return (run + figures).joined(separator: ",")
    }
    return ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }
}

/// Errors of a set of rows.
package struct ErrorSummary: Sendable, Equatable {
  /// Rows counted.
  package var count: Int
  /// Median of |predicted / measured - 1|.
  package var median: Double
  /// 90th percentile of it.
  package var ninetieth: Double

  /// Sums up factors measured / predicted; nil without any.
  package init?(factors: [Double]) {
    guard !factors.isEmpty else { return nil }
    let errors = factors.map { abs(1 / $0 - 1) }
    count = factors.count
    median = Statistics.quantile(errors, 0.5)
    ninetieth = Statistics.quantile(errors, 0.9)
  }

  /// `4.4 / 18.0`, in percent.
  package var text: String { "\(Statistics.percent(median)) / \(Statistics.percent(ninetieth))" }
}

/// Figures of a list of numbers.
package enum Statistics {
  /// The value below which a part of the values lies, with linear interpolation; not for an empty list.
  package static func quantile(_ values: [Double], _ part: Double) -> Double {
    let sorted = values.sorted()
    let place = part * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }

  /// A part as percent with one decimal.
  package static func percent(_ value: Double) -> String {
    let tenths = Int((value * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Spearman's rank correlation.
  package static func rankCorrelation(_ first: [Double], _ second: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
      let order = values.indices.sorted { values[$0] < values[$1] }
      var ranks = [Double](repeating: 0, count: values.count)
      for (rank, index) in order.enumerated() { ranks[index] = Double(rank) }
      return ranks
    }
    let (a, b) = (ranks(first), ranks(second))
    let mean = Double(a.count - 1) / 2
    var (product, squareA, squareB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      product += (x - mean) * (y - mean)
      squareA += (x - mean) * (x - mean)
      squareB += (y - mean) * (y - mean)
    }
    return product / (squareA * squareB).squareRoot()
  }
}

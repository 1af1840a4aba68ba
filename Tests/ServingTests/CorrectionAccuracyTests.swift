import Calibration
import Foundation
import Testing

@testable import Serving

/// How much a few measured points of a layout reduce the error of its other points, on layouts left out of
/// the fit.
@Suite("Accuracy of corrected estimates")
struct CorrectionAccuracyTests {
  /// Logarithms of measured / predicted of the points of one layout, engine, version and precision.
  private func layouts() throws -> [[Residual]] {
    let folder = repositoryRoot + "Tests/Calibration/Data"
    let residuals = try Calibration(folder: folder).residuals(HeldOutFits(path: folder + "/heldout.csv"))
    let closed = residuals.filter { $0.tpot != nil && $0.row.run != .open }
    let groups = Dictionary(grouping: closed) { residual in
      let row = residual.row
      return "\(row.group) \(row.precision) \(row.engine) \(row.version)"
    }
    return groups.sorted { $0.key < $1.key }.map(\.value).filter { $0.count >= 5 }
  }

  /// Factors measured / corrected of a figure, each point corrected by `count` others spread over its layout's.
  private func factors(
    _ layouts: [[Residual]], points count: Int, weight: (Int) -> Double, _ figure: (Residual) -> Double?
  ) -> [Double] {
    layouts.flatMap { points -> [Double] in
      points.indices.compactMap { index in
        guard let own = figure(points[index]) else { return nil }
        let others = points.indices.filter { $0 != index }
        let chosen = (0..<count).compactMap { place in
          figure(points[others[(7 * index + place * others.count / count) % others.count]])
        }
        guard !chosen.isEmpty else { return own }
        let mean = chosen.reduce(0) { $0 + log($1) } / Double(chosen.count)
        return own / exp(weight(chosen.count) * mean)
      }
    }
  }

  /// Logarithmic width of the 5th to the 95th percentile.
  private func width(_ factors: [Double]) -> Double {
    log(Statistics.quantile(factors, 0.95) / Statistics.quantile(factors, 0.05))
  }

  @Test(
    "One, two and three points take off a third to two fifths of the error, and narrow the band as stated")
  func tpot() throws {
    let layouts = try layouts()
    let plain = factors(layouts, points: 0, weight: { _ in 0 }, \.tpot)
    let uncorrected = try #require(ErrorSummary(factors: plain))
    #expect(uncorrected.count > 1000)
    var last = uncorrected.median
    for (count, most) in [(1, 0.72), (2, 0.66), (3, 0.62)] {
      let corrected = factors(
        layouts, points: count, weight: MeasuredCorrections.rateWeight(ownPoints:), \.tpot)
      let errors = try #require(ErrorSummary(factors: corrected))
      #expect(errors.median < most * uncorrected.median, "\(count) points: \(errors.text)")
      #expect(errors.median < last)
      last = errors.median
      #expect(width(corrected) < MeasuredCorrections.bandScale(ownPoints: count) * width(plain))
    }
  }

  /// Median errors without and with a correction by one point of each of `count` other layouts in the same group, over
  /// all neighbours in turn.
  private func errors(
    _ layouts: [[Residual]], points count: Int, group: (Residual) -> String
  ) throws -> (plain: ErrorSummary, corrected: ErrorSummary) {
    let weight = MeasuredCorrections.rateWeight(neighbours: count)
    var plain: [Double] = []
    var corrected: [Double] = []
    for alike in Dictionary(grouping: layouts, by: { group($0[0]) }).values where alike.count > count {
      let logarithms = alike.map { $0.compactMap(\.tpot).map { log($0) } }
      for index in logarithms.indices {
        let others = logarithms.indices.filter { $0 != index }
        for first in others.indices {
          let points = (0..<count).map { step in
            let other = logarithms[others[(first + step) % others.count]]
            return other[(7 * first + 3 * step) % other.count]
          }
          let mean = points.reduce(0, +) / Double(count)
          plain += logarithms[index].map { exp($0) }
          corrected += logarithms[index].map { exp($0 - weight * mean) }
        }
      }
    }
    return (try #require(ErrorSummary(factors: plain)), try #require(ErrorSummary(factors: corrected)))
  }

  @Test(
    "Points of other layouts help where model, precision, GPU, engine and version are the same, and nowhere else"
  )
  func neighbours() throws {
    let layouts = try layouts()
    for count in 1...3 {
      let same = try errors(layouts, points: count) {
        "\($0.row.model.name) \($0.row.gpu.name) \($0.row.precision) \($0.row.engine) \($0.row.version)"
      }
      #expect(same.corrected.median < 0.95 * same.plain.median, "\(count): \(same.corrected.text)")
      #expect(same.corrected.ninetieth < same.plain.ninetieth)
      let wider = try errors(layouts, points: count) { "\($0.row.gpu.name) \($0.row.engine)" }
      #expect(wider.corrected.median > wider.plain.median, "\(count): \(wider.corrected.text)")
    }
  }

  @Test("They help the time to first token too, less so")
  func ttft() throws {
    let layouts = try layouts()
    var last = Double.infinity
    for count in 0...3 {
      let corrected = factors(
        layouts, points: count, weight: MeasuredCorrections.ttftWeight(ownPoints:), \.ttft)
      let errors = try #require(ErrorSummary(factors: corrected))
      #expect(errors.median < last, "\(count) points: \(errors.text)")
      last = errors.median
    }
  }
}

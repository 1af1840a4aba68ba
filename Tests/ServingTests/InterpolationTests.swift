import Calibration
import Interchange
import Serving
import Testing

/// How well the law that profiles are interpolated by holds for tables that it was not made for.
@Suite("Interpolation between shapes of a layout")
struct InterpolationTests {
  private typealias Point = (shape: RequestShape, rate: Double)

  /// The layouts of `Data/peaks.csv`.
  private func layouts() throws -> [[Point]] {
    let reader = try CSVReader(path: repositoryRoot + "Tests/Calibration/Data/peaks.csv")
    _ = try reader.next()
    var layouts: [String: [Point]] = [:]
    while let row = try reader.next() {
      let texts = row.fields.map(\.text)
      let shape = RequestShape(input: try #require(Int(texts[5])), output: try #require(Int(texts[6])))
      layouts[texts.prefix(5).joined(separator: " "), default: []]
        .append((shape, try #require(Double(texts[7]))))
    }
    return layouts.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The throughput that a profile with `rows` gives for `shape`; nil where it is outside them.
  private func interpolated(_ rows: [Point], _ shape: RequestShape) -> Throughput? {
    let layout = Layout(stages: [Stage(pool: 0, tp: 1)])
    let table = ProfileTable(
      rows: rows.map { point in
        ProfileRow(
          model: 0, precision: .bf16, layout: layout, inputTokens: point.shape.input,
          outputTokens: point.shape.output, requestsPerSecond: point.rate, source: "peak")
      })
    let answer = table.lookUp(model: 0, precision: .bf16, layout: layout, shape: shape, slo: nil)
    guard case .throughput(let found) = answer else { return nil }
    return found
  }

  @Test("A shape left out is met within 6 % in the median, and nine in ten lie inside the stated band")
  func leftOut() throws {
    var factors: [Double] = []
    for points in try layouts() {
      for (index, point) in points.enumerated() {
        var rest = points
        rest.remove(at: index)
        guard let found = interpolated(rest, point.shape) else { continue }
        #expect(found.provenance.kind == "interpolated" && found.provenance.band == AccuracyBand.interpolated)
        factors.append(point.rate / found.requestsPerSecond)
      }
    }
    let errors = try #require(ErrorSummary(factors: factors))
    #expect(errors.count > 500 && errors.median < 0.065, "\(errors.text)")
    let inside = factors.count { AccuracyBand.interpolated.contains($0) }
    #expect(Double(inside) >= 0.9 * Double(factors.count), "\(inside) of \(factors.count)")
  }

  @Test("Three measured shapes are enough for the others of a layout")
  func threeShapes() throws {
    // Corners of what the tables hold: short and long prompts with short answers, and a long answer.
    let corners = [
      RequestShape(input: 496, output: 18), RequestShape(input: 4096, output: 1024),
      RequestShape(input: 1024, output: 1024),
    ]
    var factors: [Double] = []
    for points in try layouts() {
      let rows = points.filter { corners.contains($0.shape) }
      guard rows.count == corners.count else { continue }
      for point in points where !corners.contains(point.shape) {
        guard let found = interpolated(rows, point.shape) else { continue }
        factors.append(point.rate / found.requestsPerSecond)
      }
    }
    let errors = try #require(ErrorSummary(factors: factors))
    #expect(errors.count > 200 && errors.median < 0.15, "\(errors.text)")
  }
}

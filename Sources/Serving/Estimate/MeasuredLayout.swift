#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What was measured of one layout with a model at a precision: its operating points by shape.
struct MeasuredLayout: Sendable {
  /// Rows with a rate by shape, ascending, each shape's in the file's order.
  private var points: [(shape: RequestShape, rows: [ProfileRow])] = []
  private var unservable = UnservableShapes()
  /// A request's time by its lengths, fitted to the best rows of all shapes; nil where they do not tell.
  private var fit: RequestTimeFit?

  /// How far outside the measured lengths a shape may lie and still be interpolated: a quarter.
  private static let rangeSlack = 1.25

  /// Sorts the rows by shape.
  init(rows: [ProfileRow]) {
    for row in rows where !(row.requestsPerSecond > 0) {
      unservable.add(RequestShape(input: row.inputTokens, output: row.outputTokens), source: row.source)
    }
    let rated = rows.indices.filter { rows[$0].requestsPerSecond > 0 }
    for index in rated.sorted(by: { Self.precedes(rows[$0], $0, rows[$1], $1) }) {
      let shape = RequestShape(input: rows[index].inputTokens, output: rows[index].outputTokens)
      if points.last?.shape == shape {
        points[points.count - 1].rows.append(rows[index])
      } else {
        points.append((shape, [rows[index]]))
      }
    }
    fit = RequestTimeFit(
      points: points.compactMap { point in
        best(of: point.rows, slo: nil).map { (point.shape, $0.requestsPerSecond) }
      })
  }

  private static func precedes(_ one: ProfileRow, _ place: Int, _ other: ProfileRow, _ otherPlace: Int)
    -> Bool
  {
    (one.inputTokens, one.outputTokens, place) < (other.inputTokens, other.outputTokens, otherPlace)
  }

  /// The rows with a rate, by shape and then in the file's order.
  var rows: [ProfileRow] { points.flatMap(\.rows) }

  /// Looks a shape up, inside the limits.
  ///
  /// A row is left out only where a figure it states breaks a limit; a row without TTFT or TPOT may be used,
  /// since throughput alone is what many profiles hold.
  func lookUp(_ shape: RequestShape, slo: SLO?) -> ProfileTable.Answer {
    if let rows = points.first(where: { $0.shape == shape })?.rows {
      guard let row = best(of: rows, slo: slo) else {
        return .outsideLimits(limitText(rows, slo: slo))
      }
      return .throughput(
        Throughput(
          requestsPerSecond: row.requestsPerSecond, concurrency: row.concurrency, ttftMs: row.ttftMs,
          tpotMs: row.tpotMs, prefillShare: fit?.prefillShare(shape) ?? latencyShare(row),
          provenance: .measured(row.source)))
    }
    let shapes = points.map(\.shape)
    if let measured = unservable.reason(shape, servable: shapes, covers: Self.covers) {
      return .outsideLimits(measured)
    }
    guard let fit, Self.covers(shapes, shape), let rate = fit.requestsPerSecond(shape) else {
      return .unknown
    }
    let kept = shareInsideLimits(near: shape, slo: slo)
    guard kept > 0 else {
      return .outsideLimits("\(limitText(rows, slo: slo)), around this shape")
    }
    let source = "\(shapes.count) measured shapes of the same layout"
    return .throughput(
      Throughput(
        requestsPerSecond: kept * rate, prefillShare: fit.prefillShare(shape),
        provenance: .interpolated(source)))
  }

  /// The part of the throughput that the limits leave at a shape without rows: the measured shapes' parts, the nearer
  /// ones counting more. No part grows when a limit is tightened, so neither does their mean.
  private func shareInsideLimits(near shape: RequestShape, slo: SLO?) -> Double {
    guard slo != nil else { return 1 }
    var sum = 0.0
    var weights = 0.0
    for (measured, rows) in points {
      guard let most = best(of: rows, slo: nil)?.requestsPerSecond else { continue }
      let inside = best(of: rows, slo: slo)?.requestsPerSecond ?? 0
      let inputs = log2(Double(measured.input) / Double(shape.input))
      let outputs = log2(Double(measured.output) / Double(shape.output))
      let weight = 1 / (0.01 + inputs * inputs + outputs * outputs)
      sum += weight * inside / most
      weights += weight
    }
    return weights > 0 ? sum / weights : 0
  }

  private func best(of rows: [ProfileRow], slo: SLO?) -> ProfileRow? {
    var best: ProfileRow?
    for row in rows where keeps(row, slo) {
      if let found = best, found.requestsPerSecond >= row.requestsPerSecond { continue }
      best = row
    }
    return best
  }

  private func keeps(_ row: ProfileRow, _ slo: SLO?) -> Bool {
    if let limit = slo?.ttftMs, let stated = row.ttftMs, stated > limit { return false }
    if let limit = slo?.tpotMs, let stated = row.tpotMs, stated > limit { return false }
    return true
  }

  private func limitText(_ rows: [ProfileRow], slo: SLO?) -> String {
    var parts: [String] = []
    if let limit = slo?.ttftMs, let least = rows.compactMap(\.ttftMs).min(), least > limit {
      parts.append("TTFT \(decimal(least)) ms, limit \(decimal(limit)) ms")
    }
    if let limit = slo?.tpotMs, let least = rows.compactMap(\.tpotMs).min(), least > limit {
      parts.append("TPOT \(decimal(least)) ms, limit \(decimal(limit)) ms")
    }
    return parts.isEmpty ? "no measured point keeps both TTFT and TPOT" : parts.joined(separator: "; ")
  }

  /// Prefill's part of a request's latency: the best split that one row alone allows.
  private func latencyShare(_ row: ProfileRow) -> Double {
    if let ttft = row.ttftMs, let tpot = row.tpotMs, ttft + tpot > 0 {
      return ttft / (ttft + Double(row.outputTokens) * tpot)
    }
    return Double(row.inputTokens) / Double(max(1, row.inputTokens + row.outputTokens))
  }

  private static func covers(_ shapes: [RequestShape], _ shape: RequestShape) -> Bool {
    func inside(_ value: Int, _ values: [Int]) -> Bool {
      guard let least = values.min(), let most = values.max() else { return false }
      return Double(value) * rangeSlack >= Double(least) && Double(value) <= Double(most) * rangeSlack
    }
    return inside(shape.input, shapes.map(\.input)) && inside(shape.output, shapes.map(\.output))
  }
}

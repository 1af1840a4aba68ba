#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Measured rows, found by model, precision and layout.
public struct ProfileTable: Sendable {
  /// The answer of the measurements for a layout and a workload type.
  public enum Answer: Sendable, Equatable {
    /// The most requests/s inside the limits.
    case throughput(Throughput)
    /// Measured, but every operating point breaks a limit: an estimate must not overrule that.
    case outsideLimits(String)
    /// Neither measured nor enough rows around it.
    case unknown
  }

  private struct Key: Hashable {
    var model: Int
    var precision: Precision
    var layout: Layout
  }

  private struct Group {
    var points: [RequestShape: [ProfileRow]] = [:]
    var unservable = UnservableShapes()
  }

  private var groups: [Key: Group] = [:]
  private var order: [Key] = []

  /// How far outside the measured lengths a shape may lie and still be interpolated: a quarter.
  private static let rangeSlack = 1.25

  /// Sorts the rows; stages are compared without their layers.
  public init(rows: [ProfileRow]) {
    for row in rows {
      let key = Key(model: row.model, precision: row.precision, layout: row.layout.withoutLayers)
      if groups[key] == nil { order.append(key) }
      let shape = RequestShape(input: row.inputTokens, output: row.outputTokens)
      if row.requestsPerSecond > 0 {
        groups[key, default: Group()].points[shape, default: []].append(row)
      } else {
        groups[key, default: Group()].unservable.add(shape, source: row.source)
      }
    }
  }

  /// Layouts with rows for a model, in the rows' order.
  public func layouts(model: Int, precision: Precision) -> [Layout] {
    order.filter { $0.model == model && $0.precision == precision }.map(\.layout)
  }

  /// The rows of a layout with a rate, by shape and then in the file's order.
  func rows(model: Int, precision: Precision, layout: Layout) -> [ProfileRow] {
    guard let group = groups[Key(model: model, precision: precision, layout: layout.withoutLayers)] else {
      return []
    }
    return sorted(group).flatMap(\.value)
  }

  /// Looks a shape up in the rows of a layout, inside the limits.
  ///
  /// A row is left out only where a figure it states breaks a limit; a row without TTFT or TPOT may be used,
  /// since throughput alone is what many profiles hold.
  public func lookUp(
    model: Int, precision: Precision, layout: Layout, shape: RequestShape, slo: SLO?
  ) -> Answer {
    guard let group = groups[Key(model: model, precision: precision, layout: layout.withoutLayers)] else {
      return .unknown
    }
    let fit = RequestTimeFit(points: bestPoints(of: group))
    if let rows = group.points[shape] {
      guard let row = best(of: rows, slo: slo) else {
        return .outsideLimits(limitText(rows, slo: slo))
      }
      return .throughput(
        Throughput(
          requestsPerSecond: row.requestsPerSecond, concurrency: row.concurrency, ttftMs: row.ttftMs,
          tpotMs: row.tpotMs, prefillShare: fit?.prefillShare(shape) ?? latencyShare(row),
          provenance: .measured(row.source)))
    }
    let shapes = group.points.keys
    if let measured = group.unservable.reason(shape, servable: shapes, covers: Self.covers) {
      return .outsideLimits(measured)
    }
    guard let fit, Self.covers(Array(shapes), shape), let rate = fit.requestsPerSecond(shape) else {
      return .unknown
    }
    let kept = shareInsideLimits(group, near: shape, slo: slo)
    guard kept > 0 else {
      return .outsideLimits("\(limitText(group.points.values.flatMap { $0 }, slo: slo)), around this shape")
    }
    let source = "\(shapes.count) measured shapes of the same layout"
    return .throughput(
      Throughput(
        requestsPerSecond: kept * rate, prefillShare: fit.prefillShare(shape),
        provenance: .interpolated(source)))
  }

  private func bestPoints(of group: Group) -> [(shape: RequestShape, requestsPerSecond: Double)] {
    sorted(group).compactMap { shape, rows in
      best(of: rows, slo: nil).map { (shape, $0.requestsPerSecond) }
    }
  }

  /// Dictionaries have no order; figures must not depend on it.
  private func sorted(_ group: Group) -> [(key: RequestShape, value: [ProfileRow])] {
    group.points.sorted { ($0.key.input, $0.key.output) < ($1.key.input, $1.key.output) }
  }

  /// The part of the throughput that the limits leave at a shape without rows: the measured shapes' parts, the nearer
  /// ones counting more. No part grows when a limit is tightened, so neither does their mean.
  private func shareInsideLimits(_ group: Group, near shape: RequestShape, slo: SLO?) -> Double {
    guard slo != nil else { return 1 }
    var sum = 0.0
    var weights = 0.0
    for (measured, rows) in sorted(group) {
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

extension Layout {
  /// The same stages with layers 0, as profiles state them.
  var withoutLayers: Layout {
    Layout(stages: stages.map { Stage(pool: $0.pool, tp: $0.tp) }, acrossMachines: acrossMachines)
  }
}

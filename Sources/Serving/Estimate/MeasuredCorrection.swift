#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A correction of estimates by measured points beside them, as factors on the estimate.
struct MeasuredCorrection: Sendable, Equatable {
  /// Measured / estimated requests/s, shrunk towards 1 by how little the points tell.
  var rate: Double
  /// The same of the time to first token; 1 where the points are another layout's: that never transfers.
  var ttft: Double
  /// Width of the error band as a part of the uncorrected one's, on a logarithmic scale.
  var bandScale: Double
  /// The points that the correction rests on, in words.
  var note: String

  /// The limits that an uncorrected operating point must keep so that the corrected one keeps `slo`.
  func limits(_ slo: SLO?) -> SLO? {
    guard let slo else { return nil }
    return SLO(ttftMs: slo.ttftMs.map { $0 / ttft }, tpotMs: slo.tpotMs.map { $0 * rate })
  }

  /// The estimate with the correction in it, marked so.
  func applied(to estimate: Throughput) -> Throughput {
    var corrected = estimate
    corrected.requestsPerSecond *= rate
    corrected.tpotMs = estimate.tpotMs.map { $0 / rate }
    corrected.ttftMs = estimate.ttftMs.map { $0 * ttft }
    let band = estimate.provenance.band
    let narrow = pow(band.lowerBound, bandScale)...pow(band.upperBound, bandScale)
    corrected.provenance = .estimated("\(estimate.provenance.detail); corrected by \(note)", within: narrow)
    return corrected
  }
}

/// The corrections that a model's profile rows make possible.
///
/// Most of what the serving model gets wrong is common to all points of a layout (engine version, settings), half of it
/// still to other layouts of the same GPU type, model, precision, engine and version, and nothing to anything wider.
struct MeasuredCorrections {
  private struct Point {
    var layout: Layout
    var rate: Double
    var ttft: Double?
  }
  private struct Kind: Hashable {
    var type: String
    var engine: String
  }

  private var byLayout: [Layout: [Point]] = [:]
  private var byKind: [Kind: [Point]] = [:]
  private let pools: [ServingPool]

  /// Compares rows that state their concurrency with the estimate of the same run; others say nothing of a
  /// replica's capacity.
  init(
    _ measured: [(layout: Layout, rows: [ProfileRow])], pools: [ServingPool],
    estimator: (Layout) -> RooflineEstimator?
  ) {
    self.pools = pools
    for (layout, rows) in measured {
      guard let estimator = estimator(layout) else { continue }
      for row in rows {
        let shape = RequestShape(input: row.inputTokens, output: row.outputTokens)
        guard let users = row.concurrency,
          case .throughput(let estimate) = estimator.estimate(shape, concurrency: users)
        else { continue }
        let wait = row.ttftMs.flatMap { stated in estimate.ttftMs.map { log(stated / $0) } }
        let point = Point(
          layout: layout, rate: log(row.requestsPerSecond / estimate.requestsPerSecond), ttft: wait)
        byLayout[layout, default: []].append(point)
        if let type = Self.uniformType(of: layout, pools) {
          byKind[Kind(type: type, engine: Self.engine(in: row.source)), default: []].append(point)
        }
      }
    }
  }

  /// The correction of a layout's estimates: by its own points, else by those of its neighbours.
  func correction(for layout: Layout) -> MeasuredCorrection? {
    if let own = byLayout[layout] { return Self.correction(own: own) }
    guard let type = Self.uniformType(of: layout, pools) else { return nil }
    // Of several engines or versions the one with most layouts stands for what is run.
    let groups = byKind.filter { $0.key.type == type }
      .map { (engine: $0.key.engine, points: $0.value, layouts: Set($0.value.map(\.layout)).count) }
    let best = groups.max { ($0.layouts, $1.engine) < ($1.layouts, $0.engine) }
    return best.map { Self.correction(neighbours: $0.points, layouts: $0.layouts) }
  }

  /// Part of a layout's mean error that so many points of its own take off, in requests/s or time per token.
  static func rateWeight(ownPoints count: Int) -> Double { Double(count) / (Double(count) + 0.3) }

  /// The same in the time to first token.
  static func ttftWeight(ownPoints count: Int) -> Double { Double(count) / (Double(count) + 0.8) }

  /// Part of its neighbours' mean error that a layout's estimates are corrected by, with points of so many of them.
  static func rateWeight(neighbours layouts: Int) -> Double { [0, 0.4, 0.6, 0.8][min(layouts, 3)] }

  /// Part of the error band's width that remains with so many points of a layout's own.
  static func bandScale(ownPoints count: Int) -> Double { count == 1 ? 0.77 : count == 2 ? 0.70 : 0.64 }

  private static func correction(own: [Point]) -> MeasuredCorrection {
    let waits = own.compactMap(\.ttft)
    return MeasuredCorrection(
      rate: exp(rateWeight(ownPoints: own.count) * mean(own.map(\.rate))),
      ttft: exp(ttftWeight(ownPoints: waits.count) * mean(waits)),
      bandScale: bandScale(ownPoints: own.count),
      note: "\(own.count) measured point\(own.count == 1 ? "" : "s") of this layout")
  }

  private static func correction(neighbours: [Point], layouts: Int) -> MeasuredCorrection {
    let weight = rateWeight(neighbours: layouts)
    // Each layout counts once, however many points it has.
    let means = Dictionary(grouping: neighbours, by: \.layout).values.map { mean($0.map(\.rate)) }
    return MeasuredCorrection(
      rate: exp(weight * mean(means.sorted())), ttft: 1, bandScale: 0.85,
      note: "measured points of \(layouts) other layout\(layouts == 1 ? "" : "s") on this GPU type")
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// The GPU type of a layout that has only one.
  private static func uniformType(of layout: Layout, _ pools: [ServingPool]) -> String? {
    let types = Set(layout.stages.map { pools[$0.pool].type.name })
    return types.count == 1 ? types.first : nil
  }

  /// Engine and version that a row's source names, such as `vllm 0.24`; empty where it names none.
  static func engine(in source: String) -> String {
    let words = source.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
    let names = ["vllm", "sglang", "tensorrt-llm", "trtllm", "trt-llm"]
    guard let place = words.firstIndex(where: { names.contains(String($0)) }) else { return "" }
    guard place + 1 < words.endIndex else { return String(words[place]) }
    let next = words[place + 1].first == "v" ? words[place + 1].dropFirst() : words[place + 1]
    guard next.first?.isNumber == true, next.contains(".") else { return String(words[place]) }
    return "\(words[place]) \(next)"
  }
}

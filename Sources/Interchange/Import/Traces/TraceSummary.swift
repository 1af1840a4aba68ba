import Planning

/// Condenses a trace into a few workload types, with their rates hour by hour.
///
/// Requests are counted on a grid of prompt and answer lengths with growing steps, so a trace of any size takes the
/// same memory but for the hours it spans. The types are clusters of the grid's cells by the logarithms of their
/// lengths, weighted by requests; a type's lengths are the means of its requests, so no token is lost.
public struct TraceSummary: Sendable {
  /// The totals over all requests of one cell of the grid.
  struct Cell: Sendable {
    var count = 0
    var input = 0.0
    var output = 0.0

    var meanInput: Double { input / Double(count) }
    var meanOutput: Double { output / Double(count) }
  }

  /// Steps of the grid for a doubling of the length, as a power of two: eight, each 9 % wide.
  private static let stepBits = 3
  /// Steps of the grid on either side.
  private static let side = step(ScenarioLimits.tokens) + 1

  private var cells = [Cell](repeating: Cell(), count: side * side)
  private var hours = TraceHours()
  /// Requests counted.
  public private(set) var count = 0
  /// Earliest and latest arrival in seconds; nil where the trace states none.
  public private(set) var span: ClosedRange<Double>?

  /// Creates an empty summary.
  public init() {}

  /// Counts a request.
  public mutating func add(_ request: TraceRequest) {
    count += 1
    let index = Self.step(request.inputTokens) * Self.side + Self.step(request.outputTokens)
    cells[index].count += 1
    cells[index].input += Double(request.inputTokens)
    cells[index].output += Double(request.outputTokens)
    guard let second = request.second else { return }
    hours.add(hour: Int((second / 3600).rounded(.down)), cell: Int32(truncatingIfNeeded: index))
    if let span {
      if second < span.lowerBound || second > span.upperBound {
        self.span = min(span.lowerBound, second)...max(span.upperBound, second)
      }
    } else {
      span = second...second
    }
  }

  /// One workload type of the trace.
  public struct TypeSummary: Sendable, Equatable {
    /// The type with its share in percent of all requests.
    public var workload: Workload
    /// Requests counted.
    public var count: Int
    /// Requests by hour since the first one's hour began; empty where the trace states no times.
    public var hourly: [Int]
  }

  /// First and last hour with a request, in hours since 1970 or since the trace began; nil without times.
  var hourRange: ClosedRange<Int>? { hours.range }

  /// Requests of each hour that has some.
  var requestsByHour: [Int: Int] { hours.totals }

  /// At most `limit` workload types `w1`, `w2`, ..., by prompt length, then answer length; `hours` are those to count
  /// requests in, where not the trace's own.
  public func types(atMost limit: Int, hours span: ClosedRange<Int>? = nil) -> [TypeSummary] {
    let used = cells.indices.filter { cells[$0].count > 0 }
    guard !used.isEmpty, limit > 0 else { return [] }
    let clusters = LengthClusters(used.map { cells[$0] }, atMost: limit)
    var sums = [Cell](repeating: Cell(), count: clusters.count)
    var clusterOf: [Int32: Int] = [:]
    for (index, cluster) in zip(used, clusters.assignment) {
      sums[cluster].count += cells[index].count
      sums[cluster].input += cells[index].input
      sums[cluster].output += cells[index].output
      clusterOf[Int32(truncatingIfNeeded: index)] = cluster
    }
    let hourly = hours.counts(by: clusterOf, clusters: clusters.count, in: span)
    let ordered = sums.enumerated().map { (cluster: $0.offset, sum: $0.element) }
      .sorted { first, second in
        let inputs = (first.sum.meanInput, second.sum.meanInput)
        return inputs.0 != inputs.1 ? inputs.0 < inputs.1 : first.sum.meanOutput < second.sum.meanOutput
      }
    return ordered.enumerated().map { place, entry in
      let workload = Workload(
        name: "w\(place + 1)", inputTokens: max(1, Int(entry.sum.meanInput.rounded())),
        outputTokens: max(1, Int(entry.sum.meanOutput.rounded())),
        share: Double(entry.sum.count) / Double(count) * 100)
      return TypeSummary(workload: workload, count: entry.sum.count, hourly: hourly[entry.cluster])
    }
  }

  /// The grid's step of a length: exact up to 8 tokens, then 8 steps a doubling.
  private static func step(_ tokens: Int) -> Int {
    guard tokens > 1 << stepBits else { return tokens }
    let doublings = Int.bitWidth - 1 - tokens.leadingZeroBitCount - stepBits
    return doublings << stepBits + tokens >> doublings
  }
}

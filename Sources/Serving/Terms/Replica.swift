/// One pipeline stage of a replica: `tp` GPUs of one pool in one machine.
public struct Stage: Sendable, Hashable {
  /// Index of the pool in the scenario.
  public var pool: Int
  /// Tensor-parallel degree: GPUs of this stage.
  public var tp: Int
  /// Transformer layers this stage holds; 0 where nobody needs to know (a measured layout).
  public var layers: Int

  /// Creates a stage of `tp` GPUs of one pool.
  public init(pool: Int, tp: Int, layers: Int = 0) {
    self.pool = pool
    self.tp = tp
    self.layers = layers
  }
}

/// The stages of one model replica, first to last.
public struct Layout: Sendable, Hashable {
  /// Stages, first to last; never empty.
  public var stages: [Stage]
  /// Whether its stages hand over across the network although one machine could hold them all.
  public var acrossMachines: Bool

  /// What the notation of such a layout ends with.
  public static let acrossMark = "/across"

  /// Creates a layout of stages, first to last; by default stages that fit one machine stand in one.
  public init(stages: [Stage], acrossMachines: Bool = false) {
    self.stages = stages
    self.acrossMachines = acrossMachines
  }

  /// GPUs of all stages.
  public var gpuCount: Int { stages.reduce(0) { $0 + $1.tp } }

  /// GPUs taken from each of `poolCount` pools.
  public func gpus(poolCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: poolCount)
    for stage in stages { counts[stage.pool] += stage.tp }
    return counts
  }

  /// Whether one machine holds all stages, so that hand-overs between them cross no network.
  public func fitsOneMachine(_ pools: [ServingPool]) -> Bool {
    guard let pool = stages.first?.pool, stages.allSatisfy({ $0.pool == pool }) else { return false }
    return gpuCount <= pools[pool].gpusPerMachine
  }

  /// Whether its stages are of several GPU types.
  func isMixed(_ pools: [ServingPool]) -> Bool {
    guard let pool = stages.first?.pool else { return false }
    return stages.contains { $0.pool != pool && pools[$0.pool].type.name != pools[pool].type.name }
  }

  /// The notation of profile files: `H100*4`, `L40*2+L40*2`; `L40*2+L40*2/across` where its stages may stand apart and
  /// its rates are those of a hand-over across the network.
  public func text(poolNames: [String]) -> String {
    var text = ""
    for stage in stages {
      if !text.isEmpty { text += "+" }
      text += poolNames[stage.pool]
      text += "*"
      text += String(stage.tp)
    }
    return acrossMachines ? text + Self.acrossMark : text
  }
}

/// How a throughput figure came about, and between which factors of it the true one is expected to lie.
public enum Provenance: Sendable, Equatable {
  /// A measured row; the text is its source (file, line, engine, date).
  case measured(String, within: ClosedRange<Double> = AccuracyBand.repeated)
  /// Interpolated from measured rows of the same layout.
  case interpolated(String, within: ClosedRange<Double> = AccuracyBand.interpolated)
  /// Computed by the serving model named in the text.
  case estimated(String, within: ClosedRange<Double> = AccuracyBand.unmeasured.factors)

  /// `measured`, `interpolated` or `estimated`.
  public var kind: String {
    switch self {
    case .measured: "measured"
    case .interpolated: "interpolated"
    case .estimated: "estimated"
    }
  }

  /// The source, as a sentence part.
  public var detail: String {
    switch self {
    case .measured(let text, _), .interpolated(let text, _), .estimated(let text, _): text
    }
  }

  /// True / stated requests/s, low to high: nine in ten figures of the kind have lain inside.
  public var band: ClosedRange<Double> {
    switch self {
    case .measured(_, let band), .interpolated(_, let band), .estimated(_, let band): band
    }
  }

  /// Largest relative error inside the band, such as 0.27.
  public var relativeError: Double { max(1 - band.lowerBound, band.upperBound - 1) }

  /// 0 for measured, 1 interpolated, 2 estimated: the worst of several stands for them all.
  public var rank: Int {
    switch self {
    case .measured: 0
    case .interpolated: 1
    case .estimated: 2
    }
  }
}

/// The performance of one replica on one workload type at its best operating point inside the SLO.
public struct Throughput: Sendable, Equatable {
  /// Requests/s that one replica sustains; > 0.
  public var requestsPerSecond: Double
  /// Concurrent requests at that point, where known.
  public var concurrency: Double?
  /// Time to first token in ms, where known.
  public var ttftMs: Double?
  /// Time per output token in ms, where known.
  public var tpotMs: Double?
  /// Part of a request's work that is prefill, 0...1; splits cost between input and output tokens.
  public var prefillShare: Double
  /// Where the figure comes from.
  public var provenance: Provenance

  /// Creates a throughput figure; the rest of the operating point may be unknown.
  public init(
    requestsPerSecond: Double, concurrency: Double? = nil, ttftMs: Double? = nil, tpotMs: Double? = nil,
    prefillShare: Double, provenance: Provenance
  ) {
    self.requestsPerSecond = requestsPerSecond
    self.concurrency = concurrency
    self.ttftMs = ttftMs
    self.tpotMs = tpotMs
    self.prefillShare = prefillShare
    self.provenance = provenance
  }
}

/// One replica configuration the planner may rent any number of: a layout for a model, and what it serves.
public struct Candidate: Sendable, Equatable {
  /// Index of the model in the scenario.
  public var model: Int
  /// Number format of the weights.
  public var precision: Precision
  /// Stages.
  public var layout: Layout
  /// One entry per workload type of the model, in its order; nil where the layout cannot serve it.
  public var throughput: [Throughput?]
  /// Whether its rates hold only where one machine holds all stages.
  public var needsOneMachine: Bool

  /// Creates a candidate; `throughput` has one entry per workload type of the model. By default each stage may stand on
  /// a machine of its own.
  public init(
    model: Int, precision: Precision, layout: Layout, throughput: [Throughput?], needsOneMachine: Bool = false
  ) {
    self.model = model
    self.precision = precision
    self.layout = layout
    self.throughput = throughput
    self.needsOneMachine = needsOneMachine
  }

  /// GPUs that must stand in one machine together, with the pool of each: the stages, or all of them as one block.
  public var blocks: [(pool: Int, gpus: Int)] {
    if needsOneMachine, let pool = layout.stages.first?.pool { return [(pool, layout.gpuCount)] }
    return layout.stages.map { ($0.pool, $0.tp) }
  }
}

/// A layout that was looked at and not used, and why.
public struct LayoutRefusal: Sendable, Equatable {
  /// Name of the model.
  public var model: String
  /// The layout in profile notation.
  public var layout: String
  /// Reason with its figures, such as `needs 141.2 GB, has 129.6 GB`.
  public var reason: String

  /// Creates a refusal of a layout.
  public init(model: String, layout: String, reason: String) {
    self.model = model
    self.layout = layout
    self.reason = reason
  }
}

/// A service-level objective: upper limits an operating point must keep.
public struct SLO: Sendable, Equatable {
  /// Limit on the time to first token in ms; nil: none.
  public var ttftMs: Double?
  /// Limit on the time per output token in ms; nil: none.
  public var tpotMs: Double?

  /// Creates limits; by default there are none.
  public init(ttftMs: Double? = nil, tpotMs: Double? = nil) {
    self.ttftMs = ttftMs
    self.tpotMs = tpotMs
  }
}

/// One measured operating point: a row of a profile file.
public struct ProfileRow: Sendable, Equatable {
  /// Index of the model in the scenario.
  public var model: Int
  /// Number format measured.
  public var precision: Precision
  /// Stages; `layers` of each is 0.
  public var layout: Layout
  /// Tokens of the prompt.
  public var inputTokens: Int
  /// Tokens generated.
  public var outputTokens: Int
  /// Concurrent requests, where stated.
  public var concurrency: Double?
  /// Requests/s of one replica; 0: measured, and no load keeps the limits at this shape.
  public var requestsPerSecond: Double
  /// Time to first token in ms, where stated.
  public var ttftMs: Double?
  /// Time per output token in ms, where stated.
  public var tpotMs: Double?
  /// Where it was measured, with file and line.
  public var source: String

  /// Creates a measured operating point; figures that were not stated are nil.
  public init(
    model: Int, precision: Precision, layout: Layout, inputTokens: Int, outputTokens: Int,
    concurrency: Double? = nil, requestsPerSecond: Double, ttftMs: Double? = nil, tpotMs: Double? = nil,
    source: String
  ) {
    self.model = model
    self.precision = precision
    self.layout = layout
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.concurrency = concurrency
    self.requestsPerSecond = requestsPerSecond
    self.ttftMs = ttftMs
    self.tpotMs = tpotMs
    self.source = source
  }
}

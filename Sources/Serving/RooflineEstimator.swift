/// What the serving model says about a replica and a workload type.
public enum Estimate: Sendable, Equatable {
  /// The best operating point inside the limits.
  case throughput(Throughput)
  /// It cannot be served; the reason with its figures.
  case refused(String)
}

/// A closed-form model of one replica: prefill bound by arithmetic, decode by bandwidth, the batch by KV memory.
///
/// In the steady state each step decodes `b` sequences and carries the prompt tokens that keep the batch
/// full, `b * input / output` of them. A step's time is close to linear in `b`, so requests/s grow with
/// `b` and the best operating point is the largest batch that memory and limits allow.
public struct RooflineEstimator: Sendable {
  /// Name of the model in a figure's provenance.
  public static let provenanceName = "roofline, steady state"

  /// The kinds of stage: equal stages take equal time, so one of each stands for them all.
  private let stages: [StageTerms]
  private let stageCount: Int
  private let handover: Double
  private let chunkLimit: Double

  private struct StageTerms: Sendable {
    var cost: StageCost
    var layers: Int
    /// Place in the pipeline of the first stage of this kind.
    var index: Int
    var isFirst: Bool
    var isLast: Bool
  }

  /// Prepares the estimate of a layout whose stages state their layers.
  public init(model: ModelArchitecture, precision: Precision, layout: Layout, pools: [ServingPool]) {
    let costs = layout.stages.map { stage in
      StageCost(model: model, precision: precision, type: pools[stage.pool].type, tp: stage.tp)
    }
    self.init(layout: layout, costs: costs, pools: pools)
  }

  /// The same with the stages' costs at hand.
  init(layout: Layout, costs: [StageCost], pools: [ServingPool]) {
    typealias K = EstimatorConstants
    let last = layout.stages.count - 1
    var kinds: [StageTerms] = []
    for (index, stage) in layout.stages.enumerated() {
      // Only neighbours in the middle are equal: the ends hold embedding and output head.
      if index > 1, index < last, layout.stages[index - 1] == stage { continue }
      kinds.append(
        StageTerms(
          cost: costs[index], layers: stage.layers, index: index, isFirst: index == 0, isLast: index == last))
    }
    stages = kinds
    stageCount = last + 1
    handover = last == 0 ? 0 : (layout.fitsOneMachine(pools) ? K.localHandover : K.remoteHandover)
    chunkLimit = last == 0 ? K.chunkTokens : K.pipelineChunkTokens
  }

  /// Estimates a workload type at the best batch inside the limits, or at a given concurrency.
  ///
  /// With a concurrency the replica is a closed-loop benchmark: so many requests are always in flight, and
  /// those beyond the KV memory wait.
  public func estimate(_ shape: RequestShape, slo: SLO? = nil, concurrency: Double? = nil) -> Estimate {
    if let refusal = memoryRefusal(for: shape) { return .refused(refusal) }
    let traffic = Traffic(shape: shape, chunkLimit: chunkLimit, benchmark: concurrency != nil)
    let limit = sequenceLimit(for: shape)
    if let concurrency {
      let point = closedLoop(traffic, concurrency: concurrency, limit: limit)
      if let reason = violation(of: point, slo: slo) { return .refused(reason) }
      return .throughput(throughput(point))
    }
    let most = max(1, min(EstimatorConstants.maxSequences, traffic.batchLimit(stageCount)))
    let single = operatingPoint(traffic, batch: 1)
    if let reason = violation(of: single, slo: slo) { return .refused("\(reason) with a single request") }
    var low = 1
    var best = single
    var high = most + 1
    while high - low > 1 {
      let middle = (low + high) / 2
      let point = operatingPoint(traffic, batch: Double(middle))
      if point.inFlight <= limit && violation(of: point, slo: slo) == nil {
        low = middle
        best = point
      } else {
        high = middle
      }
    }
    return .throughput(throughput(best))
  }

  /// Estimates a layout without keeping the prepared model.
  public static func estimate(
    model: ModelArchitecture, precision: Precision, layout: Layout, pools: [ServingPool],
    workload: RequestShape,
    slo: SLO? = nil, concurrency: Double? = nil
  ) -> Estimate {
    RooflineEstimator(model: model, precision: precision, layout: layout, pools: pools)
      .estimate(workload, slo: slo, concurrency: concurrency)
  }

  /// Why the weights and one request do not fit; nil where they do.
  public func memoryRefusal(for shape: RequestShape) -> String? {
    for stage in stages {
      let weights = stage.cost.weightsGB(layers: stage.layers, isFirst: stage.isFirst, isLast: stage.isLast)
      let needed = weights + requestGB(of: stage, shape: shape)
      guard needed > stage.cost.roomGB else { continue }
      let place = stageCount == 1 ? "each GPU" : "stage \(stage.index + 1): each GPU"
      return "\(place) needs \(decimal(needed)) GB, has \(decimal(max(stage.cost.roomGB, 0))) GB"
    }
    return nil
  }

  /// Requests whose KV cache fits the tightest stage.
  private func sequenceLimit(for shape: RequestShape) -> Double {
    var limit = Double.infinity
    for stage in stages {
      let weights = stage.cost.weightsGB(layers: stage.layers, isFirst: stage.isFirst, isLast: stage.isLast)
      let request = requestGB(of: stage, shape: shape)
      guard request > 0 else { continue }
      limit = min(limit, EstimatorConstants.kvShare * (stage.cost.roomGB - weights) / request)
    }
    return max(1, limit)
  }

  private func requestGB(of stage: StageTerms, shape: RequestShape) -> Double {
    Double(shape.input + shape.output) * Double(stage.layers) * stage.cost.kvGBPerTokenLayer
  }

  /// Seconds between two steps of the same sequence: every group in flight passes the slowest stage.
  private func cycle(_ traffic: Traffic, group: Double, prompt: Double) -> Double {
    typealias K = EstimatorConstants
    let count = Double(stageCount)
    var slowest = 0.0
    for stage in stages {
      let time = stage.cost.seconds(
        layers: stage.layers, hasHead: stage.isLast, decoding: group, context: traffic.context,
        prompt: prompt,
        promptContext: traffic.promptContext)
      slowest = max(slowest, time)
    }
    return count * (slowest + handover) + K.stepOverhead + K.sequenceOverhead * group
  }

  private func operatingPoint(_ traffic: Traffic, batch: Double) -> OperatingPoint {
    typealias K = EstimatorConstants
    let count = Double(stageCount)
    let group = max(batch / count, min(batch, 1))
    let perStep = batch * traffic.input / (count * traffic.output)
    let chunk = max(traffic.chunk, min(perStep, traffic.chunkLimit))
    let share = min(1, perStep / chunk)
    let decodeStep = cycle(traffic, group: group, prompt: 0)
    let mixedStep = cycle(traffic, group: group, prompt: chunk)
    let prefillTime = traffic.mixedWeight * share * (mixedStep - decodeStep)
    let tpot = decodeStep + prefillTime
    let passes =
      stages.count == 1 ? max(1, traffic.input / chunk) : 1 + max(0, traffic.input / chunk - 1) / count
    let load = min(K.queueLoadLimit, share * mixedStep / tpot)
    let rate = batch / (traffic.output * tpot)
    let queue = K.queueWeight * load / (2 * (K.queueSaturation - load))
    let ttft = K.firstTokenFloor + mixedStep * passes * (1 + queue + traffic.burst(inFlight: batch))
    return OperatingPoint(
      inFlight: batch + rate * ttft, rate: rate, ttft: ttft, tpot: tpot, prefillShare: prefillTime / tpot)
  }

  private func closedLoop(_ traffic: Traffic, concurrency: Double, limit: Double) -> OperatingPoint {
    let running = min(concurrency, limit)
    var low = 0.0
    var high = min(running, Double(traffic.batchLimit(stageCount)))
    var point = operatingPoint(traffic, batch: high)
    if point.inFlight > running {
      // Forty halvings leave less than any figure shown.
      for _ in 0..<40 {
        let middle = (low + high) / 2
        point = operatingPoint(traffic, batch: middle)
        if point.inFlight > running { high = middle } else { low = middle }
      }
    }
    point.ttft += max(0, concurrency - point.inFlight) / point.rate
    point.inFlight = concurrency
    return point
  }

  private func throughput(_ point: OperatingPoint) -> Throughput {
    Throughput(
      requestsPerSecond: point.rate, concurrency: point.inFlight, ttftMs: point.ttft * 1000,
      tpotMs: point.tpot * 1000, prefillShare: min(1, max(0, point.prefillShare)),
      provenance: .estimated(Self.provenanceName))
  }

  private func violation(of point: OperatingPoint, slo: SLO?) -> String? {
    if let limit = slo?.tpotMs, point.tpot * 1000 > limit {
      return "TPOT \(decimal(point.tpot * 1000)) ms, limit \(decimal(limit)) ms"
    }
    if let limit = slo?.ttftMs, point.ttft * 1000 > limit {
      return "TTFT \(decimal(point.ttft * 1000)) ms, limit \(decimal(limit)) ms"
    }
    return nil
  }
}

/// One steady state, in seconds.
private struct OperatingPoint {
  var inFlight: Double
  var rate: Double
  var ttft: Double
  var tpot: Double
  var prefillShare: Double
}

/// A workload type as the steady state sees it.
private struct Traffic {
  let input: Double
  let output: Double
  /// Mean context of a decoding sequence.
  let context: Double
  /// Mean tokens before a prompt token.
  let promptContext: Double
  /// Prompt tokens of a step that carries any.
  let chunk: Double
  let chunkLimit: Double
  private let isBenchmark: Bool

  init(shape: RequestShape, chunkLimit: Double, benchmark: Bool) {
    input = Double(max(1, shape.input))
    output = Double(max(1, shape.output))
    context = input + output / 2
    promptContext = input / 2
    chunk = min(input, chunkLimit)
    self.chunkLimit = chunkLimit
    isBenchmark = benchmark
  }

  /// All requests of a benchmark start at once, so its first wave decodes without prefill beside it.
  var mixedWeight: Double { isBenchmark ? 1 - 1 / (2 * EstimatorConstants.benchmarkWaves) : 1 }

  /// Prefills that a request of a benchmark waits for on average because of that start.
  func burst(inFlight: Double) -> Double {
    isBenchmark ? max(0, inFlight - 1) / (2 * EstimatorConstants.benchmarkWaves) : 0
  }

  /// Largest batch whose prompts fit the steps: more sequences would wait for their prefill.
  func batchLimit(_ stages: Int) -> Int {
    max(1, Int(Double(stages) * output * chunkLimit / input))
  }
}

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
  private let groups: Double
  private let engine: ServingEngine
  private let constants: EstimatorConstants
  private let provenance: Provenance

  private struct StageTerms: Sendable {
    var cost: StageCost
    var layers: Int
    /// Place in the pipeline of the first stage of this kind.
    var index: Int
    var isLast: Bool
    /// GB of weights on one GPU.
    var weightsGB: Double
    /// GB of KV cache of one token on one GPU.
    var kvGBPerToken: Double
  }

  /// Prepares the estimate of a layout whose stages state their layers.
  public init(
    model: ModelArchitecture, precision: Precision, layout: Layout, pools: [ServingPool],
    engine: ServingEngine = .vllm
  ) {
    let costs = layout.stages.map { stage in
      StageCost(
        model: model, precision: precision, type: pools[stage.pool].type,
        parallel: StageParallelism(tp: stage.tp), engine: engine)
    }
    self.init(model: model, layout: layout, costs: costs, pools: pools, engine: engine)
  }

  /// Prepares a replica of one stage that may share its experts out otherwise than by tensor parallelism.
  package init(
    model: ModelArchitecture, precision: Precision, type: GPUType, parallel: StageParallelism,
    engine: ServingEngine = .vllm, constants: EstimatorConstants = .fitted
  ) {
    let cost = StageCost(
      model: model, precision: precision, type: type, parallel: parallel, engine: engine, constants: constants
    )
    let stage = Stage(pool: 0, tp: parallel.tp, layers: model.layers)
    self.init(
      model: model, layout: Layout(stages: [stage]), costs: [cost],
      pools: [ServingPool(name: type.name, type: type)],
      engine: engine, constants: constants, attentionGroups: parallel.attentionGroups)
  }

  /// The same with the stages' costs at hand.
  init(
    model: ModelArchitecture, layout: Layout, costs: [StageCost], pools: [ServingPool],
    engine: ServingEngine = .vllm,
    constants: EstimatorConstants = .fitted, attentionGroups: Int = 1
  ) {
    let last = layout.stages.count - 1
    var kinds: [StageTerms] = []
    for (index, stage) in layout.stages.enumerated() {
      // Only neighbours in the middle are equal: the ends hold embedding and output head.
      if index > 1, index < last, layout.stages[index - 1] == stage { continue }
      kinds.append(
        StageTerms(
          cost: costs[index], layers: stage.layers, index: index, isLast: index == last,
          weightsGB: costs[index].weightsGB(
            layers: stage.layers, isFirst: index == 0, isLast: index == last),
          kvGBPerToken: Double(stage.layers) * costs[index].kvGBPerTokenLayer))
    }
    stages = kinds
    stageCount = last + 1
    self.engine = engine
    self.constants = constants
    let hasNVLink = costs.allSatisfy(\.hasNVLink)
    provenance =
      AccuracyBand.of(
        model: model, isMeasured: costs.allSatisfy(\.isMeasuredType), hasNVLink: hasNVLink
      ).provenance
    groups = Double(attentionGroups)
    let local = layout.fitsOneMachine(pools) ? constants.localHandover : constants.remoteHandover
    handover = last == 0 ? 0 : local
    chunkLimit = last == 0 && hasNVLink ? constants.chunkTokens : constants.pipelineChunkTokens
  }

  /// Estimates a workload type at the best batch inside the limits, or at a given concurrency.
  ///
  /// With a concurrency the replica is a closed-loop benchmark: so many requests are always in flight, and
  /// those beyond the KV memory wait.
  public func estimate(_ shape: RequestShape, slo: SLO? = nil, concurrency: Double? = nil) -> Estimate {
    estimate(shape, slo: slo, benchmark: concurrency.map { ClosedLoop(concurrency: $0) })
  }

  /// The same for a benchmark described in full.
  package func estimate(_ shape: RequestShape, slo: SLO? = nil, benchmark: ClosedLoop?) -> Estimate {
    if let refusal = memoryRefusal(for: shape) { return .refused(refusal) }
    let limit = sequenceLimit(for: shape)
    if let benchmark {
      var traffic = Traffic(
        shape: shape, chunkLimit: chunkLimit, waves: benchmark.waves ?? constants.benchmarkWaves)
      traffic.floor = benchmark.firstTokenFloor
      let point = closedLoop(traffic, concurrency: benchmark.concurrency / groups, limit: limit)
      if let reason = violation(of: point, slo: slo) { return .refused(reason) }
      return .throughput(throughput(point))
    }
    let traffic = Traffic(shape: shape, chunkLimit: chunkLimit, waves: nil)
    // What decodes is never more than what is in flight.
    let most = max(
      1, min(constants.maxSequences, traffic.batchLimit(stageCount), Int(min(limit, 1e6))))
    // Seldom does anything but these two bounds limit the batch.
    let full = operatingPoint(traffic, batch: Double(most))
    if headroom(of: full, limit: limit, slo: slo) >= 0 { return .throughput(throughput(full)) }
    let single = operatingPoint(traffic, batch: 1)
    if let reason = violation(of: single, slo: slo) { return .refused("\(reason) with a single request") }
    let best = largest(between: (1, single), (most, full), traffic, limit: limit, slo: slo)
    return .throughput(throughput(best))
  }

  /// The largest batch that memory and limits allow: the first one's do, the second one's do not.
  ///
  /// What is in flight and both times are close to linear in the batch, so the next one tried lies where the line
  /// through the two ends crosses zero; every third halves the rest, as the line may be far off.
  private func largest(
    between first: (batch: Int, point: OperatingPoint), _ second: (batch: Int, point: OperatingPoint),
    _ traffic: Traffic, limit: Double, slo: SLO?
  ) -> OperatingPoint {
    var (low, best) = first
    var high = second.batch
    var room = headroom(of: best, limit: limit, slo: slo)
    var lack = headroom(of: second.point, limit: limit, slo: slo)
    var tries = 0
    while high - low > 1 {
      tries += 1
      let share = tries % 3 == 0 ? 0.5 : room / (room - lack)
      let middle = min(high - 1, max(low + 1, low + Int(Double(high - low) * share)))
      let point = operatingPoint(traffic, batch: Double(middle))
      let margin = headroom(of: point, limit: limit, slo: slo)
      if margin >= 0 {
        (low, best, room) = (middle, point, margin)
      } else {
        (high, lack) = (middle, margin)
      }
    }
    return best
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
    let tokens = Double(shape.input + shape.output)
    for stage in stages {
      let needed = stage.weightsGB + tokens * stage.kvGBPerToken
      guard needed > stage.cost.roomGB else { continue }
      let place = stageCount == 1 ? "each GPU" : "stage \(stage.index + 1): each GPU"
      return "\(place) needs \(decimal(needed)) GB, has \(decimal(max(stage.cost.roomGB, 0))) GB"
    }
    return nil
  }

  /// Requests whose KV cache fits the tightest stage.
  package func sequenceLimit(for shape: RequestShape) -> Double {
    var limit = Double.infinity
    let tokens = engine.cachedTokens(shape)
    for stage in stages {
      let request = tokens * stage.kvGBPerToken
      guard request > 0 else { continue }
      limit = min(limit, constants.kvShare * (stage.cost.roomGB - stage.weightsGB) / request)
    }
    return max(1, limit)
  }

  /// Seconds between two steps of the same sequence: every group in flight passes the slowest stage.
  private func cycle(_ load: StepLoad) -> Double {
    let count = Double(stageCount)
    var slowest = 0.0
    for stage in stages {
      slowest = max(slowest, stage.cost.seconds(layers: stage.layers, hasHead: stage.isLast, load))
    }
    return count * (slowest + handover) + constants.stepOverhead + constants.sequenceOverhead * load.decoding
  }

  /// The steady state that keeps `batch` sequences decoding; a benchmark started with `fleet` requests at once.
  private func operatingPoint(_ traffic: Traffic, batch: Double, fleet: Double = 1) -> OperatingPoint {
    let count = Double(stageCount)
    let group = max(batch / count, min(batch, 1))
    let perStep = batch * traffic.input / (count * traffic.output)
    let chunk = max(traffic.chunk, min(perStep, traffic.chunkLimit))
    let share = min(1, perStep / chunk)
    var load = StepLoad(
      decoding: group, context: traffic.context, prompt: 0, promptContext: traffic.promptContext,
      othersTokens: (groups - 1) * group)
    let decodeStep = cycle(load)
    load.prompt = chunk
    load.othersTokens += (groups - 1) * share * chunk
    let mixedStep = cycle(load)
    let prefillTime = traffic.mixedWeight * share * (mixedStep - decodeStep)
    let tpot = decodeStep + prefillTime
    let passes =
      stageCount == 1 ? max(1, traffic.input / chunk) : 1 + max(0, traffic.input / chunk - 1) / count
    let use = min(constants.queueLoadLimit, share * mixedStep / tpot)
    let rate = batch / (traffic.output * tpot)
    let queue = constants.queueWeight * use / (2 * (constants.queueSaturation - use))
    let delay = groups > 1 ? constants.attentionGroupDelay : 1
    var prefill = mixedStep * passes * (1 + queue)
    if traffic.startShare > 0 {
      let first = startUp(traffic, fleet: fleet, decoding: group / 2)
      prefill += traffic.startShare * (first - prefill)
    }
    let ttft =
      (traffic.floor ?? constants.firstTokenFloor(engine)) + delay * prefill
    return OperatingPoint(
      inFlight: batch + rate * ttft, rate: rate, ttft: ttft, tpot: tpot, prefillShare: prefillTime / tpot)
  }

  /// Seconds until the mean of `fleet` requests that arrive together has its prompt done: their prompts share steps,
  /// one step after the other, beside those that decode already.
  private func startUp(_ traffic: Traffic, fleet: Double, decoding: Double) -> Double {
    let tokens = max(1, fleet) * traffic.input
    let chunk = min(tokens, traffic.chunkLimit, max(constants.startUpChunkTokens, traffic.input))
    let step = cycle(
      StepLoad(
        decoding: decoding, context: traffic.context, prompt: chunk, promptContext: traffic.promptContext,
        othersTokens: (groups - 1) * (chunk + decoding)))
    return step * (1 + (tokens / chunk - 1) / (2 * Double(stageCount)))
  }

  /// A benchmark that keeps `concurrency` requests in flight in each group; those beyond the KV memory wait.
  private func closedLoop(_ traffic: Traffic, concurrency: Double, limit: Double) -> OperatingPoint {
    let running = min(concurrency, limit)
    var low = 0.0
    var high = min(running, Double(traffic.batchLimit(stageCount)))
    var point = operatingPoint(traffic, batch: high, fleet: running)
    if point.inFlight > running {
      // Forty halvings leave less than any figure shown.
      for _ in 0..<40 {
        let middle = (low + high) / 2
        point = operatingPoint(traffic, batch: middle, fleet: running)
        if point.inFlight > running { high = middle } else { low = middle }
      }
    }
    // The first token ends the TTFT, so only the others take a TPOT each.
    point.rate = point.inFlight / (point.ttft + (traffic.output - 1) * point.tpot)
    point.ttft += max(0, concurrency - point.inFlight) / point.rate
    point.inFlight = concurrency
    return point
  }

  private func throughput(_ point: OperatingPoint) -> Throughput {
    Throughput(
      requestsPerSecond: point.rate * groups, concurrency: point.inFlight * groups,
      ttftMs: point.ttft * 1000, tpotMs: point.tpot * 1000, prefillShare: min(1, max(0, point.prefillShare)),
      provenance: provenance)
  }

  /// How far a point stays below the nearest of its limits, as a part of it; negative beyond one.
  private func headroom(of point: OperatingPoint, limit: Double, slo: SLO?) -> Double {
    var room = 1 - point.inFlight / limit
    if let tpot = slo?.tpotMs { room = min(room, 1 - point.tpot * 1000 / tpot) }
    if let ttft = slo?.ttftMs { room = min(room, 1 - point.ttft * 1000 / ttft) }
    return room
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

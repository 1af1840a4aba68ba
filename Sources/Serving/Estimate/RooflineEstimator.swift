/// The serving model's estimate for a replica and a workload type.
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

  /// The kinds of stage: equal stages take equal time, so one of each stands for them all.
  private let stages: [StageTerms]
  let stageCount: Int
  let handover: Double
  /// The most that a step of its stages may hold.
  let stepLimits: StepLimits
  let groups: Double
  private let engine: ServingEngine
  let constants: StepConstants
  private let provenance: Provenance

  private struct StageTerms: Sendable {
    var cost: StageCost
    var layers: Int
    /// Place in the pipeline of the first stage of this kind.
    var index: Int
    var isLast: Bool
    /// GB of weights on one GPU.
    var weightsGB: Double

    /// GB of the KV cache of one request on one GPU.
    func kvGB(tokens: Double) -> Double { Double(layers) * cost.kvGBPerLayer(tokens: tokens) }

    /// GB of the weights and one request on one GPU.
    func neededGB(tokens: Double) -> Double { weightsGB + kvGB(tokens: tokens) }
  }

  /// Prepares the estimate of a layout whose stages state their layers.
  public init(
    model: ModelArchitecture, precision: Precision, layout: Layout, pools: [ServingPool],
    engine: EngineSettings = .vllm
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
    engine: EngineSettings = .vllm, constants: EstimatorConstants = .fitted
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
    engine: EngineSettings = .vllm,
    constants: EstimatorConstants = .fitted, attentionGroups: Int = 1
  ) {
    let last = layout.stages.count - 1
    var kinds: [StageTerms] = []
    kinds.reserveCapacity(min(layout.stages.count, 4))
    for (index, stage) in layout.stages.enumerated() {
      // Only neighbours in the middle are equal: the ends hold embedding and output head.
      if index > 1, index < last, layout.stages[index - 1] == stage { continue }
      kinds.append(
        StageTerms(
          cost: costs[index], layers: stage.layers, index: index, isLast: index == last,
          weightsGB: costs[index].weightsGB(
            layers: stage.layers, isFirst: index == 0, isLast: index == last)))
    }
    stages = kinds
    stageCount = last + 1
    self.engine = engine.name
    self.constants = StepConstants(
      constants, engine: engine.name, sequenceOverhead: costs.reduce(0) { max($0, $1.sequenceOverhead) })
    let family = costs.allSatisfy { $0.family == costs[0].family } ? costs[0].family : nil
    provenance =
      AccuracyBand.of(
        model: model, family: layout.isMixed(pools) ? nil : family, tp: costs[0].tp,
        stages: layout.stages.count
      ).provenance
    groups = Double(attentionGroups)
    let isLocal = layout.fitsOneMachine(pools) && !layout.acrossMachines
    let local = isLocal ? constants.localHandover : constants.remoteHandover
    handover = last == 0 ? 0 : local
    stepLimits = costs.dropFirst().reduce(costs[0].limits) { $0.narrowed(by: $1.limits) }
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
    switch evaluate(shape, slo: slo, benchmark: benchmark) {
    case .point(let point): .throughput(throughput(point))
    case .refused(let refusal): .refused(text(of: refusal, shape: shape, slo: slo))
    }
  }

  /// The outcome of an estimate, before a refusal is put into words.
  enum Evaluation {
    case point(OperatingPoint)
    case refused(Refusal)
  }

  /// Why a shape is not served; thousands are refused, few are told.
  enum Refusal {
    case memory
    case limits(OperatingPoint, isSingle: Bool)
  }

  /// The best operating point inside the limits, or that of a benchmark.
  func evaluate(_ shape: RequestShape, slo: SLO?, benchmark: ClosedLoop? = nil) -> Evaluation {
    if tightStage(for: shape) != nil { return .refused(.memory) }
    let limit = sequenceLimit(for: shape)
    var traffic = Traffic(
      shape: shape, chunkLimit: stepLimits.promptTokens,
      waves: benchmark.map { $0.waves ?? constants.benchmarkWaves })
    traffic.floor = benchmark?.firstTokenFloor
    return withUnsafeTemporaryAllocation(of: StageStep.self, capacity: stages.count) { steps in
      for (index, stage) in stages.enumerated() {
        steps.initializeElement(
          at: index,
          to: stage.cost.step(
            layers: stage.layers, hasHead: stage.isLast, context: traffic.context,
            promptContext: traffic.promptContext))
      }
      let state = SteadyState(replica: self, traffic: traffic, steps: UnsafeBufferPointer(steps))
      if let benchmark {
        let point = state.closedLoop(concurrency: benchmark.concurrency / groups, limit: limit)
        return point.breaks(slo) ? .refused(.limits(point, isSingle: false)) : .point(point)
      }
      return state.best(limit: limit, slo: slo)
    }
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
    guard let stage = tightStage(for: shape) else { return nil }
    let place = stageCount == 1 ? "each GPU" : "stage \(stage.index + 1): each GPU"
    let needed = stage.neededGB(tokens: Double(shape.input + shape.output))
    return "\(place) needs \(decimal(needed)) GB, has \(decimal(max(stage.cost.roomGB, 0))) GB"
  }

  /// The first stage that has no room for its weights and one request.
  private func tightStage(for shape: RequestShape) -> StageTerms? {
    let tokens = Double(shape.input + shape.output)
    return stages.first { $0.neededGB(tokens: tokens) > $0.cost.roomGB }
  }

  /// The reason of a refusal with its figures.
  func text(of refusal: Refusal, shape: RequestShape, slo: SLO?) -> String {
    switch refusal {
    case .memory: memoryRefusal(for: shape) ?? ""
    case .limits(let point, let isSingle):
      (point.violation(of: slo) ?? "") + (isSingle ? " with a single request" : "")
    }
  }

  /// Requests whose KV cache fits the tightest stage.
  package func sequenceLimit(for shape: RequestShape) -> Double {
    var limit = Double.infinity
    let tokens = engine.cachedTokens(shape)
    for stage in stages {
      let request = stage.kvGB(tokens: tokens)
      guard request > 0 else { continue }
      limit = min(limit, constants.kvShare * (stage.cost.roomGB - stage.weightsGB) / request)
    }
    return max(1, limit)
  }

  /// The figure that a point stands for.
  func throughput(_ point: OperatingPoint) -> Throughput {
    Throughput(
      requestsPerSecond: point.rate * groups, concurrency: point.inFlight * groups,
      ttftMs: point.ttft * 1000, tpotMs: point.tpot * 1000, prefillShare: min(1, max(0, point.prefillShare)),
      provenance: provenance)
  }
}

/// Gives the stages of layouts their layers and prepares their estimates, for one model on the pools.
///
/// The costs of a stage depend on its pool and TP only, so they are computed once and shared by all layouts.
struct LayoutFitter {
  let model: ModelArchitecture
  let precision: Precision
  let pools: [ServingPool]
  let workloads: [RequestShape]
  private let longest: RequestShape
  /// The workload types that two splits are compared on: three spread over all are enough to tell.
  private let samples: [RequestShape]
  private let engine: EngineSettings
  private let constants: EstimatorConstants
  /// Stage costs and seconds per layer, by pool and TP.
  private var costs: [[StageCost?]]
  private var secondsPerLayer: [[Double]]

  /// A layout that fits, or why it does not.
  enum Fit {
    case fits(Layout, RooflineEstimator)
    case refused(String)
  }

  init(
    model: ServedModelInput, pools: [ServingPool], engine: EngineSettings? = nil,
    constants: EstimatorConstants = .fitted
  ) {
    self.engine = engine ?? model.engine
    self.constants = constants
    self.model = model.architecture
    precision = model.precision
    self.pools = pools
    workloads = model.workloads
    costs = Array(repeating: [], count: pools.count)
    secondsPerLayer = Array(repeating: [], count: pools.count)
    let step = max(1, (workloads.count + 2) / 3)
    samples = stride(from: 0, to: workloads.count, by: step).map { model.workloads[$0] }
    longest =
      workloads.max { $0.input + $0.output < $1.input + $1.output } ?? RequestShape(input: 1, output: 1)
  }

  /// Shares out the layers: all of a stage's time balanced, or by memory where that serves more.
  mutating func fit(_ layout: Layout) -> Fit {
    if let reason = blockRefusal(layout) { return .refused(reason) }
    let stages = layout.stages.map { Stage(pool: $0.pool, tp: $0.tp) }
    let stageCosts = stages.map { cost(of: $0) }
    let loads = zip(stages, stageCosts).enumerated().map { index, pair in
      load(of: pair.0, cost: pair.1, isFirst: index == 0, isLast: index == stages.count - 1)
    }
    guard let balanced = LayerSplit.balanced(layers: model.layers, stages: loads) else {
      return .refused(refusal(stageCosts))
    }
    let first = prepare(layout, layers: balanced, costs: stageCosts)
    guard stages.contains(where: { $0 != stages[0] }),
      let roomy = LayerSplit.byMemory(layers: model.layers, stages: loads),
      roomy != balanced
    else { return .fits(first.layout, first.estimator) }
    let second = prepare(layout, layers: roomy, costs: stageCosts)
    if relativeRate(second.estimator, to: first.estimator) > 1 {
      return .fits(second.layout, second.estimator)
    }
    return .fits(first.layout, first.estimator)
  }

  /// Why an engine cannot split the experts of an FP8 checkpoint that is scaled by blocks; nil where it can.
  ///
  /// vLLM and SGLang give each GPU whole blocks; TensorRT-LLM was measured on splits that are none.
  private func blockRefusal(_ layout: Layout) -> String? {
    guard precision == .fp8, engine.name != .trtllm, model.fp8Block > 0,
      let width = model.experts?.width(hidden: model.hidden)
    else { return nil }
    guard let stage = layout.stages.first(where: { width % ($0.tp * model.fp8Block) != 0 }) else {
      return nil
    }
    return
      "TP \(stage.tp) cannot split the experts' \(width) columns into whole blocks of \(model.fp8Block), by which "
      + "the FP8 checkpoint is scaled"
  }

  private func prepare(
    _ layout: Layout, layers: [Int], costs: [StageCost]
  ) -> (layout: Layout, estimator: RooflineEstimator) {
    let stages = zip(layout.stages, layers).map { Stage(pool: $0.pool, tp: $0.tp, layers: $1) }
    let split = Layout(stages: stages, acrossMachines: layout.acrossMachines)
    return (
      split,
      RooflineEstimator(
        model: model, layout: split, costs: costs, pools: pools, engine: engine, constants: constants)
    )
  }

  private mutating func cost(of stage: Stage) -> StageCost {
    while costs[stage.pool].count <= stage.tp {
      costs[stage.pool].append(nil)
      secondsPerLayer[stage.pool].append(0)
    }
    if let known = costs[stage.pool][stage.tp] { return known }
    let cost = StageCost(
      model: model, precision: precision, type: pools[stage.pool].type,
      parallel: StageParallelism(tp: stage.tp), engine: engine, constants: constants)
    costs[stage.pool][stage.tp] = cost
    secondsPerLayer[stage.pool][stage.tp] = meanSecondsPerLayer(cost)
    return cost
  }

  /// Seconds a layer takes in a typical mixed step, the mean over the workload types.
  private func meanSecondsPerLayer(_ cost: StageCost) -> Double {
    var sum = 0.0
    for shape in workloads {
      let input = Double(shape.input)
      let output = Double(max(1, shape.output))
      sum += cost.seconds(
        layers: 1, hasHead: false,
        StepLoad(
          decoding: Self.typicalGroup, context: input + output / 2,
          prompt: min(Self.typicalPrompt, Self.typicalGroup * input / output),
          promptContext: input / 2))
    }
    return workloads.isEmpty ? 1 : sum / Double(workloads.count)
  }

  /// Decoding sequences of the step that stages are balanced for; the balance hardly depends on it.
  private static let typicalGroup = 16.0
  /// The most prompt tokens of it, all engines' default on small GPUs.
  private static let typicalPrompt = 2048.0

  private func load(
    of stage: Stage, cost: StageCost, isFirst: Bool, isLast: Bool
  ) -> LayerSplit.StageLoad {
    let heads = cost.weightsGB(layers: 0, isFirst: isFirst, isLast: isLast)
    let tokens = Double(longest.input + longest.output)
    let perLayer = cost.layerGB + cost.kvGBPerLayer(tokens: tokens)
    let most = perLayer > 0 ? (cost.roomGB - heads) / perLayer : Double(model.layers)
    let head =
      isLast
      ? cost.seconds(
        layers: 0, hasHead: true,
        StepLoad(decoding: Self.typicalGroup, context: 0, prompt: 0, promptContext: 0)) : 0
    return LayerSplit.StageLoad(
      secondsPerLayer: secondsPerLayer[stage.pool][stage.tp], fixedSeconds: head,
      mostLayers: max(0, min(model.layers, Int(most.rounded(.down)))))
  }

  /// The memory that the whole replica needs against what it has, in GB over all GPUs.
  private func refusal(_ costs: [StageCost]) -> String {
    let tokens = Double(longest.input + longest.output)
    var rooms = 0.0
    var needed = 0.0
    for (index, cost) in costs.enumerated() {
      // Equal layers on all stages stand for the need: how they are shared out changes it little.
      let layers = Double(model.layers) / Double(costs.count)
      let width = Double(cost.tp)
      rooms += max(0, cost.roomGB) * width
      needed += cost.weightsGB(layers: 0, isFirst: index == 0, isLast: index == costs.count - 1) * width
      needed += layers * (cost.layerGB + cost.kvGBPerLayer(tokens: tokens)) * width
    }
    if needed > rooms { return "needs \(decimal(needed)) GB, has \(decimal(rooms)) GB" }
    return "needs \(decimal(needed)) GB, has \(decimal(rooms)) GB, but whole layers do not fit the stages"
  }

  /// Mean ratio of the two layouts' rates without limits, over a few of the workload types.
  private func relativeRate(_ estimator: RooflineEstimator, to other: RooflineEstimator) -> Double {
    var sum = 0.0
    for shape in samples {
      if case .point(let first) = estimator.evaluate(shape, slo: nil),
        case .point(let second) = other.evaluate(shape, slo: nil)
      {
        sum += first.rate / second.rate
      }
    }
    return samples.isEmpty ? 1 : sum / Double(samples.count)
  }
}

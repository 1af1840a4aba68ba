/// Lists the layouts a model could have on the pools, before their speed is known.
///
/// Two layouts that differ only in the order of their stages cost and serve alike, so only one of them is
/// listed: pools in the scenario's order. At most two pools share a replica: a third adds hand-overs and
/// layouts by the thousand, and the planner can mix replicas instead.
public struct LayoutEnumerator: Sendable {
  /// Whether stages may be of different pools.
  public var mixed: Bool
  /// Most GPUs of a replica.
  public var maxGPUs: Int
  /// Whether the two pools of a mixed replica may differ in TP.
  public var unevenTP: Bool

  /// Tensor-parallel degrees tried.
  public static let degrees = [1, 2, 4, 8]

  /// Creates an enumerator with a scenario's replica options.
  public init(mixed: Bool = true, maxGPUs: Int = 8, unevenTP: Bool = false) {
    self.mixed = mixed
    self.maxGPUs = maxGPUs
    self.unevenTP = unevenTP
  }

  /// The layouts on one pool alone, in a fixed order, without layers.
  public func layouts(for model: ModelArchitecture, pool: Int, of pools: [ServingPool]) -> [Layout] {
    degrees(for: model, pools[pool]).flatMap { tp in
      stride(from: 1, through: min(maxGPUs / tp, model.layers), by: 1).map { count in
        Layout(stages: Array(repeating: Stage(pool: pool, tp: tp), count: count))
      }
    }
  }

  /// The layouts with stages on both of two pools, the first one's stages first.
  public func layouts(
    for model: ModelArchitecture, pair: (first: Int, second: Int), of pools: [ServingPool]
  ) -> [Layout] {
    var layouts: [Layout] = []
    let others = degrees(for: model, pools[pair.second])
    for tp in degrees(for: model, pools[pair.first]) {
      for other in others where unevenTP || other == tp {
        appendPairs((pair.first, tp), (pair.second, other), layers: model.layers, to: &layouts)
      }
    }
    return layouts
  }

  private func degrees(for model: ModelArchitecture, _ pool: ServingPool) -> [Int] {
    Self.degrees.filter { tp in
      tp <= pool.gpusPerMachine && tp <= maxGPUs && Self.divides(model, tp: tp)
    }
  }

  /// Why a layout stated by a profile may not be used under these options; nil where it may.
  public func refusal(of layout: Layout, model: ModelArchitecture, pools: [ServingPool]) -> String? {
    if layout.gpuCount > maxGPUs { return "takes \(layout.gpuCount) GPUs, max_gpus is \(maxGPUs)" }
    if !mixed, Set(layout.stages.map(\.pool)).count > 1 { return "mixes pools, and mixed is off" }
    if !unevenTP, Set(layout.stages.map(\.tp)).count > 1 {
      return "stages differ in TP, and uneven TP is off"
    }
    for stage in layout.stages where stage.tp > pools[stage.pool].gpusPerMachine {
      let pool = pools[stage.pool]
      return "TP \(stage.tp) crosses machines: \(pool.name) has \(pool.gpusPerMachine) GPUs in each"
    }
    return nil
  }

  /// Whether heads can be shared out over `tp` GPUs; fewer key-value heads than GPUs are replicated.
  public static func divides(_ model: ModelArchitecture, tp: Int) -> Bool {
    guard tp > 0, model.heads % tp == 0 else { return false }
    return model.usesLatentAttention || model.kvHeads % tp == 0
      || (model.kvHeads > 0 && tp % model.kvHeads == 0)
  }

  private func appendPairs(
    _ first: (pool: Int, tp: Int), _ second: (pool: Int, tp: Int), layers: Int, to layouts: inout [Layout]
  ) {
    for head in stride(from: 1, through: maxGPUs / first.tp, by: 1) {
      let rest = maxGPUs - head * first.tp
      for tail in stride(from: 1, through: rest / second.tp, by: 1) where head + tail <= layers {
        let stages =
          Array(repeating: Stage(pool: first.pool, tp: first.tp), count: head)
          + Array(repeating: Stage(pool: second.pool, tp: second.tp), count: tail)
        layouts.append(Layout(stages: stages))
      }
    }
  }
}

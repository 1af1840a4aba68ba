import Serving

/// The feed-forward blocks of a model's layers, dense or of routed experts.
struct FeedForwardShape {
  /// Parameters of dense blocks, shared experts and routers.
  let denseParameters: Double
  /// The routed experts; nil: there are none.
  let experts: ModelArchitecture.Experts?

  /// Parameters of all routed experts.
  var expertParameters: Double { (experts?.parametersB ?? 0) * 1e9 }

  /// Reads the blocks; nil, with a problem noted, where something is missing.
  init?(_ map: ConfigurationMap, hidden: Int, kinds: LayerKinds) {
    let matrices = Double(map.defaults.matrices) * Double(hidden)
    let count = map.optionalSize("n_routed_experts", "num_local_experts", "num_experts") ?? 0
    let holders = kinds.kinds.indices.filter { kinds.areSingleBlocks ? kinds.kinds[$0] == .experts : true }
    let expertLayers =
      count > 1 ? holders.count { kinds.areSingleBlocks || Self.hasExperts(map, layer: $0) } : 0
    let hasBoth = map.flag("enable_moe_block") == true
    let all = kinds.areSingleBlocks ? kinds.count(of: .forward) : kinds.kinds.count
    let denseLayers = kinds.areSingleBlocks || hasBoth ? all : all - expertLayers
    var dense = 0.0
    if denseLayers > 0 {
      guard let width = map.size("intermediate_size_mlp", "intermediate_size") else { return nil }
      dense += Double(denseLayers) * matrices * Double(width)
    }
    guard expertLayers > 0 else {
      (denseParameters, experts) = (dense, nil)
      return
    }
    let key = "num_experts_per_tok"
    guard let width = map.size("moe_intermediate_size", "intermediate_size"),
      let perToken = map.size(key, "top_k_experts")
    else { return nil }
    guard perToken <= count else {
      map.add(key, "must not be more than the routed experts (\(count))", bad: "\(perToken)")
      return nil
    }
    let shared = Self.sharedWidth(map, width: width)
    dense += Double(expertLayers) * (matrices * Double(shared) + Double(hidden) * Double(count))
    denseParameters = dense
    experts = ModelArchitecture.Experts(
      count: count, perToken: perToken, layers: expertLayers,
      parametersB: Double(expertLayers) * Double(count) * matrices * Double(width) / 1e9)
  }

  /// Columns of what every token uses beside the routed experts.
  private static func sharedWidth(_ map: ConfigurationMap, width: Int) -> Int {
    if let stated = map.optionalSize("shared_expert_intermediate_size", "shared_intermediate_size") {
      return stated
    }
    let count =
      map.optionalSize("n_shared_experts", "num_shared_experts") ?? (map.defaults.hasSharedExpert ? 1 : 0)
    return count * (map.optionalSize("moe_shared_expert_intermediate_size") ?? width)
  }

  /// Whether a layer, counted from 0, has experts.
  private static func hasExperts(_ map: ConfigurationMap, layer: Int) -> Bool {
    if let types = map.list("mlp_layer_types"), types.indices.contains(layer) {
      return types[layer] == "sparse"
    }
    if let flags = map.list("moe_layer_freq"), flags.indices.contains(layer) { return flags[layer] == "1" }
    if let layers = map.list("moe_layers") { return layers.contains("\(layer)") }
    if map.list("mlp_only_layers")?.contains("\(layer)") == true { return false }
    if layer < map.optionalSize("first_k_dense_replace") ?? 0 { return false }
    if let step = map.step("moe_layer_freq") { return layer % step == 0 }
    let step = map.step("decoder_sparse_step") ?? map.step("interleave_moe_layer_step") ?? 1
    return (layer + 1) % step == 0
  }
}

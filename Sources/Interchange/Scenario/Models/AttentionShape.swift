/// The attention of a model's layers: its parameters, and what it keeps of a token.
struct AttentionShape {
  /// Size of a head's values.
  let headSize: Int
  /// Elements kept of a token in one layer that sees everything.
  let cacheElements: Int
  /// Elements kept of a token in one layer with a window, where they are others.
  let windowedCacheElements: Int?
  private let fullParameters: Double
  private let windowedParameters: Double

  /// Parameters of all layers' attention.
  func parameters(of kinds: LayerKinds) -> Double {
    Double(kinds.count(of: .full)) * fullParameters + Double(kinds.count(of: .windowed)) * windowedParameters
  }

  init(_ map: ConfigurationMap, hidden: Int, heads: Int, kvHeads: Int) {
    let size =
      map.optionalSize("head_dim", "attention_head_dim") ?? map.defaults.headSize ?? max(hidden / heads, 1)
    if let latent = map.optionalSize("kv_lora_rank"), latent > 0 {
      // Multi-head latent attention: one vector for all heads, and a rotary part.
      let rotary = map.optionalSize("qk_rope_head_dim") ?? 0
      let query = (map.optionalSize("qk_nope_head_dim") ?? size) + rotary
      let value = map.optionalSize("v_head_dim") ?? size
      let queryRank = map.optionalSize("q_lora_rank") ?? 0
      let queries =
        queryRank > 0
        ? Double(queryRank) * Double(hidden + heads * query) : Double(hidden) * Double(heads * query)
      fullParameters =
        queries + Double(hidden) * Double(latent + rotary)
        + Double(latent) * Double(heads * (query - rotary + value)) + Double(heads * value) * Double(hidden)
      windowedParameters = fullParameters
      headSize = value
      cacheElements = latent + rotary
      windowedCacheElements = nil
      return
    }
    // An output gate is as wide as the queries.
    let outer = map.flag("attn_output_gate") == true || map.modelType == "qwen3_next" ? 3 : 2
    func parameters(size: Int, kvHeads: Int, inner: Int) -> Double {
      Double(hidden) * Double(size) * Double(outer * heads + inner * kvHeads)
    }
    // Layers that see everything may have other heads than those with a window.
    let wideSize = map.optionalSize("global_head_dim") ?? size
    let wideHeads = map.optionalSize("num_global_key_value_heads") ?? kvHeads
    let sharesValues = map.flag("attention_k_eq_v") == true
    headSize = size
    cacheElements = 2 * wideHeads * wideSize
    windowedCacheElements = 2 * kvHeads * size == cacheElements ? nil : 2 * kvHeads * size
    fullParameters = parameters(size: wideSize, kvHeads: wideHeads, inner: sharesValues ? 1 : 2)
    windowedParameters = parameters(size: size, kvHeads: kvHeads, inner: 2)
  }
}

/// The layers of a model that keep a state in place of keys and values.
struct RecurrentShape {
  /// Parameters of all of them.
  let parameters: Double
  /// Bytes of the state of one request in all of them.
  let stateBytes: Double

  /// Reads what the kinds of layers need; nil, with a problem noted, where something is missing.
  init?(_ map: ConfigurationMap, hidden: Int, kinds: LayerKinds) {
    var parameters = 0.0
    var bytes = 0.0
    let linear = kinds.count(of: .linear)
    if linear > 0 {
      guard let keyHeads = map.size("linear_num_key_heads"),
        let valueHeads = map.size("linear_num_value_heads"), let keySize = map.size("linear_key_head_dim"),
        let valueSize = map.size("linear_value_head_dim"), let kernel = map.size("linear_conv_kernel_dim")
      else { return nil }
      let (keys, values) = (Double(keyHeads) * Double(keySize), Double(valueHeads) * Double(valueSize))
      // Queries, keys, values and a gate in, values out; two scalars for each head.
      parameters += Double(linear) * Double(hidden) * (2 * keys + 3 * values + 2 * Double(valueHeads))
      bytes +=
        Double(linear) * Self.bytes(state: values * Double(keySize), width: 2 * keys + values, kernel: kernel)
    }
    let mamba = kinds.count(of: .mamba)
    if mamba > 0 {
      guard let heads = map.size("mamba_num_heads", "mamba_n_heads"),
        let size = map.size("mamba_head_dim", "mamba_d_head"),
        let state = map.size("ssm_state_size", "mamba_d_state"),
        let groups = map.size("n_groups", "mamba_n_groups"),
        let kernel = map.size("conv_kernel", "mamba_d_conv")
      else { return nil }
      let inner = Double(heads) * Double(size)
      let shared = 2 * Double(groups) * Double(state)
      parameters += Double(mamba) * Double(hidden) * (3 * inner + shared + Double(heads))
      // Engines keep this state in 32 bits.
      bytes +=
        Double(mamba) * Self.bytes(state: 2 * inner * Double(state), width: inner + shared, kernel: kernel)
    }
    self.parameters = parameters
    stateBytes = bytes
  }

  /// Bytes of a layer's state and of the inputs that its convolution looks back at, in 16 bits each.
  private static func bytes(state: Double, width: Double, kernel: Int) -> Double {
    2 * (state + width * Double(kernel - 1))
  }
}

extension ServingEngine {
  /// Bytes one KV-cache element takes, as the engine is usually run.
  ///
  /// vLLM and SGLang keep the model's 16 bits whatever the weights are, unless told otherwise, which published
  /// Blackwell configurations do. TensorRT-LLM follows the weights, and so does what is measured of latent attention.
  /// AWQ and GPTQ leave all but the weights as it was.
  func bytesPerKVElement(_ model: ModelArchitecture, _ precision: Precision, _ type: GPUType) -> Double {
    let format = model.fourBitFormat(in: precision)
    if format == .awq || format == .gptq { return 2 }
    // Only Hopper and later read latent vectors of 8 bits.
    let readsSixteenBits =
      model.usesLatentAttention
      ? type.generation != .hopper && type.generation != .blackwell
      : self != .trtllm && type.generation != .blackwell
    return readsSixteenBits ? 2 : precision.bytesPerKVElement
  }

  /// Bytes one KV-cache element takes in memory.
  ///
  /// The latent vectors of multi-head latent attention are held in the 16 bits that vLLM and SGLang keep, though what is
  /// measured of their steps looks like reading half of that.
  func heldBytesPerKVElement(_ model: ModelArchitecture, _ precision: Precision, _ type: GPUType) -> Double {
    let holdsSixteenBits =
      model.usesLatentAttention && self != .trtllm && type.generation != .blackwell
    return holdsSixteenBits ? 2 : bytesPerKVElement(model, precision, type)
  }

  /// Tokens of KV cache that a request takes on average while it is served.
  ///
  /// TensorRT-LLM sets the whole answer's room aside when it admits a request; the others take blocks as the answer
  /// grows, so that half of it is in use on average.
  func cachedTokens(_ shape: RequestShape) -> Double {
    Double(shape.input) + Double(shape.output) * (self == .trtllm ? 1 : 0.5)
  }
}

extension EngineSettings {
  /// Bytes of a KV-cache element as a step reads it.
  package func bytesPerKVElement(_ model: ModelArchitecture, _ precision: Precision, _ type: GPUType)
    -> Double
  {
    kvPrecision?.bytes ?? name.bytesPerKVElement(model, precision, type)
  }

  /// Bytes of a KV-cache element in memory.
  func heldBytesPerKVElement(_ model: ModelArchitecture, _ precision: Precision, _ type: GPUType) -> Double {
    kvPrecision?.bytes ?? name.heldBytesPerKVElement(model, precision, type)
  }

  /// What a step of a replica on a GPU type may hold.
  package func stepLimits(on type: GPUType) -> StepLimits {
    let own = name.defaultLimits(on: type)
    let limits = StepLimits(
      sequences: maxSequences ?? own.sequences, promptTokens: chunkTokens.map(Double.init) ?? own.promptTokens
    )
    return name.countsDecodingTokens ? limits.withinTokens : limits
  }
}

/// The most that an engine puts into one step.
package struct StepLimits: Equatable {
  /// Sequences that decode.
  package var sequences: Int
  /// Prompt tokens.
  package var promptTokens: Double

  /// What both allow.
  func narrowed(by other: StepLimits) -> StepLimits {
    StepLimits(
      sequences: min(sequences, other.sequences), promptTokens: min(promptTokens, other.promptTokens))
  }

  /// No more sequences than tokens, of which each takes one a step.
  var withinTokens: StepLimits {
    StepLimits(sequences: Int(min(Double(sequences), promptTokens)), promptTokens: promptTokens)
  }
}

extension ServingEngine {
  /// Whether the tokens of a step that are stated count those of decoding sequences too: vLLM's `max_num_batched_tokens`,
  /// with which it does not start below `max_num_seqs`, and TensorRT-LLM's `max_num_tokens`. SGLang's
  /// `chunked_prefill_size` is of prompts alone.
  var countsDecodingTokens: Bool { self != .sglang }

  /// The limits an engine starts with on a GPU type when nobody states any.
  ///
  /// vLLM: `get_batch_defaults` of its `arg_utils.py` for the API server. SGLang: `chunked_prefill_size` by the GPU's
  /// memory, and the least of the running requests that it derives from the KV room. TensorRT-LLM: `max_batch_size`
  /// and `max_num_tokens` of its LLM API.
  func defaultLimits(on type: GPUType) -> StepLimits {
    let gibibytes = type.memoryGB / 1.073_741_824
    switch self {
    case .vllm:
      // It tells the A100 by its name, so that the A800 counts as large.
      let isLarge = gibibytes >= 70 && !type.name.hasPrefix("A100")
      return isLarge
        ? StepLimits(sequences: 1024, promptTokens: 8192) : StepLimits(sequences: 256, promptTokens: 2048)
    case .sglang:
      let tokens: Double = gibibytes < 35 ? 2048 : gibibytes < 60 ? 4096 : gibibytes < 160 ? 8192 : 16_384
      return StepLimits(sequences: 2048, promptTokens: tokens)
    case .trtllm: return StepLimits(sequences: 2048, promptTokens: 8192)
    }
  }
}

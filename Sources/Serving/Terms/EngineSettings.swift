/// Program that serves a replica.
public enum ServingEngine: String, Sendable, CaseIterable {
  /// vLLM, the default.
  case vllm
  /// SGLang.
  case sglang
  /// TensorRT-LLM.
  case trtllm
}

/// An engine and how it is started, as far as a scenario states it; the rest is the engine's own default for the GPU.
public struct EngineSettings: Sendable, Hashable {
  /// The program.
  public var name: ServingEngine
  /// Most sequences that one replica decodes at once; nil: the default.
  public var maxSequences: Int?
  /// Most prompt tokens of one step; nil: the default.
  public var chunkTokens: Int?
  /// Part of a GPU's memory that the engine takes, 0 to 1; nil: the default.
  public var memoryFraction: Double?
  /// Number format of the KV cache; nil: what the engine chooses for the weights.
  public var kvPrecision: KVPrecision?

  /// Creates settings; by default vLLM as it comes.
  public init(
    name: ServingEngine = .vllm, maxSequences: Int? = nil, chunkTokens: Int? = nil,
    memoryFraction: Double? = nil,
    kvPrecision: KVPrecision? = nil
  ) {
    self.name = name
    self.maxSequences = maxSequences
    self.chunkTokens = chunkTokens
    self.memoryFraction = memoryFraction
    self.kvPrecision = kvPrecision
  }

  /// An engine with its own defaults.
  public init(_ name: ServingEngine) { self.init(name: name) }

  /// vLLM with its own defaults.
  public static let vllm = EngineSettings(.vllm)
  /// SGLang with its own defaults.
  public static let sglang = EngineSettings(.sglang)
  /// TensorRT-LLM with its own defaults.
  public static let trtllm = EngineSettings(.trtllm)

  /// These settings with the others' where they state nothing; those of another engine are left out.
  public func completed(by other: EngineSettings) -> EngineSettings {
    guard name == other.name else { return self }
    return EngineSettings(
      name: name, maxSequences: maxSequences ?? other.maxSequences,
      chunkTokens: chunkTokens ?? other.chunkTokens,
      memoryFraction: memoryFraction ?? other.memoryFraction, kvPrecision: kvPrecision ?? other.kvPrecision)
  }
}

/// Number format of the KV cache.
public enum KVPrecision: String, Sendable, CaseIterable {
  case bf16, fp16, fp8, int8

  /// Bytes one element takes.
  var bytes: Double {
    switch self {
    case .bf16, .fp16: 2
    case .fp8, .int8: 1
    }
  }
}

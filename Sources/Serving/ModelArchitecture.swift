/// The shape of a language model, as far as serving it costs memory, bandwidth and arithmetic.
public struct ModelArchitecture: Sendable, Equatable {
  /// Catalogue name, such as `llama-3.1-70b`.
  public var name: String
  /// Other names: Hugging Face ids, short forms; matched without regard to case.
  public var aliases: [String]
  /// All parameters, in 10^9.
  public var parametersB: Double
  /// Parameters used for one token, in 10^9; equals `parametersB` for a dense model.
  public var activeParametersB: Double
  /// Transformer layers.
  public var layers: Int
  /// Hidden size.
  public var hidden: Int
  /// Attention (query) heads.
  public var heads: Int
  /// Key-value heads.
  public var kvHeads: Int
  /// Size of one head.
  public var headSize: Int
  /// Vocabulary size.
  public var vocabulary: Int
  /// KV-cache elements of one token in one layer: 2 * kvHeads * headSize, or the latent size for MLA.
  public var kvElementsPerTokenLayer: Int
  /// Where the figures come from.
  public var source: String

  /// Makes an architecture; `headSize` defaults to hidden / heads, the KV size to grouped-query attention's.
  public init(
    name: String, aliases: [String] = [], parametersB: Double, activeParametersB: Double? = nil, layers: Int,
    hidden: Int, heads: Int, kvHeads: Int, headSize: Int? = nil, vocabulary: Int = 128_256,
    kvElementsPerTokenLayer: Int? = nil, source: String
  ) {
    let size = headSize ?? (heads > 0 ? hidden / heads : 0)
    self.name = name
    self.aliases = aliases
    self.parametersB = parametersB
    self.activeParametersB = activeParametersB ?? parametersB
    self.layers = layers
    self.hidden = hidden
    self.heads = heads
    self.kvHeads = kvHeads
    self.headSize = size
    self.vocabulary = vocabulary
    self.kvElementsPerTokenLayer = kvElementsPerTokenLayer ?? 2 * kvHeads * size
    self.source = source
  }
}

/// Number format of a model's weights.
public enum Precision: String, Sendable, CaseIterable {
  case bf16, fp16, fp8, int8
  /// Any four-bit format: int4, NVFP4, MXFP4.
  case int4

  /// Bytes one weight takes, block scales included.
  public var bytesPerWeight: Double {
    switch self {
    case .bf16, .fp16: 2
    case .fp8, .int8: 1
    case .int4: 0.5625
    }
  }

  /// Bytes one KV-cache element takes: the model's own 16 bits, or 8 where the weights are quantised.
  public var bytesPerKVElement: Double {
    switch self {
    case .bf16, .fp16: 2
    case .fp8, .int8, .int4: 1
    }
  }
}

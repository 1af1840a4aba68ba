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
  /// Mixture-of-experts part; nil for a dense model.
  public var experts: Experts?
  /// Layers whose attention sees a sliding window only; 0: none.
  public var windowedLayers: Int
  /// Tokens those layers see; 0 where there are none.
  public var window: Int
  /// KV-cache elements of one token in a layer with a window where its heads are others; nil: as in every layer.
  public var windowedKVElementsPerTokenLayer: Int?
  /// Layers without a KV cache: linear attention, state-space models, layers without attention.
  public var uncachedLayers: Int
  /// Bytes of the recurrent state that a request takes in all of those, whatever its length.
  public var stateBytes: Double
  /// Tokens that sparse attention reads of a sequence at most, though it keeps all; 0: it reads all.
  public var attendedTokens: Int
  /// Whether the output head shares the embedding's weights.
  public var tiedEmbeddings: Bool
  /// Most tokens of a request, prompt and answer together, that the published configuration allows; 0: not known.
  public var context: Int
  /// Number format of the publisher's own checkpoint.
  public var published: Precision
  /// Side of the square blocks by which its FP8 checkpoint is scaled; 0: it is scaled otherwise.
  public var fp8Block: Int
  /// The four-bit format of its checkpoint; nil: the one such models are usually published in.
  public var fourBitFormat: FourBitFormat?
  /// Where the figures come from.
  public var source: String

  /// The routed experts of a mixture-of-experts model.
  public struct Experts: Sendable, Equatable {
    /// Routed experts of one layer.
    public var count: Int
    /// Routed experts one token uses.
    public var perToken: Int
    /// Layers that have experts.
    public var layers: Int
    /// Parameters of all routed experts of all layers, in 10^9.
    public var parametersB: Double
    /// The way the model's four-bit checkpoint stores and multiplies its weights.
    public var fourBit: FourBitCheckpoint

    /// Columns of one expert's gate and up matrices: a third of its parameters is one of three matrices.
    func width(hidden: Int) -> Int {
      let matrices = 3 * Double(hidden) * Double(count) * Double(layers)
      return matrices > 0 ? Int((parametersB * 1e9 / matrices).rounded()) : 0
    }

    /// Creates the expert part; by default the four-bit checkpoint has NVFP4 experts beside 16-bit attention.
    public init(
      count: Int, perToken: Int, layers: Int, parametersB: Double,
      fourBit: FourBitCheckpoint = FourBitCheckpoint()
    ) {
      self.count = count
      self.perToken = perToken
      self.layers = layers
      self.parametersB = parametersB
      self.fourBit = fourBit
    }
  }

  /// How a four-bit checkpoint stores and multiplies its weights.
  public struct FourBitCheckpoint: Sendable, Equatable {
    /// Bytes of one weight outside the experts, which those of mixtures of experts often leave in 8 or 16 bits.
    public var denseBytes: Double
    /// Bytes of one expert weight, block scales included.
    public var expertBytes: Double
    /// Whether four-bit weights are multiplied with 8-bit activations (MXFP4) instead of 4-bit ones (NVFP4).
    public var eightBitActivations: Bool
    /// Whether weights are unpacked to 16 bits on any hardware (plain int4).
    public var weightOnly: Bool

    /// Creates a checkpoint; the defaults are NVFP4 experts beside 16-bit attention.
    public init(
      denseBytes: Double = 2, expertBytes: Double = 0.5625, eightBitActivations: Bool = false,
      weightOnly: Bool = false
    ) {
      self.denseBytes = denseBytes
      self.expertBytes = expertBytes
      self.eightBitActivations = eightBitActivations
      self.weightOnly = weightOnly
    }

    /// MXFP4 experts, as gpt-oss has them.
    public static let mxfp4 = FourBitCheckpoint(expertBytes: 0.53, eightBitActivations: true)
    /// NVFP4 experts beside 8-bit attention.
    public static let nvfp4OverEightBit = FourBitCheckpoint(denseBytes: 1)
    /// NVFP4 throughout: four bits and an 8-bit scale for sixteen of them.
    static let nvfp4 = FourBitCheckpoint(denseBytes: 0.5625)
    /// MXFP4 throughout: four bits and an 8-bit scale for thirty-two of them.
    static let denseMXFP4 = FourBitCheckpoint(denseBytes: 0.53, expertBytes: 0.53, eightBitActivations: true)
    /// AWQ and GPTQ: four bits throughout, and a 16-bit scale with a four-bit zero for 128 of them.
    static let weightOnly = FourBitCheckpoint(denseBytes: 0.52, expertBytes: 0.52, weightOnly: true)
  }

  /// The format of its weights in a number format; nil: sixteen or eight bits, or the one that such models usually have.
  func fourBitFormat(in precision: Precision) -> FourBitFormat? {
    precision == .int4 ? fourBitFormat : precision.fourBitFormat
  }

  /// The way its checkpoint stores and multiplies the weights in a number format; nil where that has more than four bits.
  func fourBitCheckpoint(in precision: Precision) -> FourBitCheckpoint? {
    guard precision.hasFourBits else { return nil }
    return switch fourBitFormat(in: precision) {
    case .awq, .gptq: .weightOnly
    case .nvfp4: experts == nil ? .nvfp4 : FourBitCheckpoint()
    case .mxfp4: experts == nil ? .denseMXFP4 : .mxfp4
    case nil: experts?.fourBit ?? .nvfp4
    }
  }

  /// Whether attention keeps one latent vector per token (multi-head latent attention), not keys and values.
  public var usesLatentAttention: Bool { kvElementsPerTokenLayer < kvHeads * headSize }

  /// Creates an architecture; `headSize` defaults to hidden / heads, the KV size to that of grouped queries.
  public init(
    name: String, aliases: [String] = [], parametersB: Double, activeParametersB: Double? = nil, layers: Int,
    hidden: Int, heads: Int, kvHeads: Int, headSize: Int? = nil, vocabulary: Int = 128_256,
    kvElementsPerTokenLayer: Int? = nil, experts: Experts? = nil, windowedLayers: Int = 0, window: Int = 0,
    windowedKVElementsPerTokenLayer: Int? = nil, uncachedLayers: Int = 0, stateBytes: Double = 0,
    attendedTokens: Int = 0,
    tiedEmbeddings: Bool = false, context: Int = 0, published: Precision = .bf16, fp8Block: Int = 0,
    source: String
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
    self.experts = experts
    self.windowedLayers = windowedLayers
    self.window = window
    self.windowedKVElementsPerTokenLayer = windowedKVElementsPerTokenLayer
    self.uncachedLayers = uncachedLayers
    self.stateBytes = stateBytes
    self.attendedTokens = attendedTokens
    self.tiedEmbeddings = tiedEmbeddings
    self.context = context
    self.published = published
    self.fp8Block = fp8Block
    self.source = source
  }
}

extension ModelArchitecture {
  /// The published repository of a number format, as far as the catalogue names one.
  public func repository(for precision: Precision) -> String? {
    let names = aliases.filter { $0.contains("/") }
    guard let first = names.first else { return nil }
    return precision == .fp8 && names.contains(first + "-FP8") ? first + "-FP8" : first
  }

  /// Number format of a repository's weights: the one its name states, else the publisher's own; of any other name too.
  public func published(in repository: String) -> Precision { Precision(repository: repository) ?? published }

  /// Whether a repository of this model holds FP8 weights: it says so, or the publisher has no others.
  public func isInFP8(_ repository: String) -> Bool {
    if repository.lowercased().contains("fp8") { return true }
    return published == .fp8 && isOwnRepository(repository)
  }

  /// Whether a repository is one that the catalogue names for this model.
  public func isOwnRepository(_ repository: String) -> Bool {
    aliases.contains { $0.lowercased() == repository.lowercased() }
  }

  /// Why a request is too long for the model's context; nil where it is not, or the context is not known.
  public func contextRefusal(of shape: RequestShape) -> String? {
    let tokens = shape.input + shape.output
    guard context > 0, tokens > context else { return nil }
    return
      "\(shape.input) in and \(shape.output) out are \(tokens) tokens, the context of \(name) is \(context)"
  }
}

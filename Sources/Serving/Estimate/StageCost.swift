#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Time and memory of the layers that one pipeline stage holds: a sum of roofline terms and launch overheads.
///
/// Sums fit measurements better than the larger of compute and memory time, and keep a dense model's step
/// linear in decoding sequences, prompt tokens and context.
struct StageCost {
  /// Seconds of one layer in any step: weights read, all-reduce latency, launches.
  private let layerFixed: Double
  /// Seconds of one layer for one token: arithmetic, all-reduce volume.
  private let layerToken: Double
  /// The same for one token routed to experts, wherever its attention runs: arithmetic and permutation.
  private let layerExpertToken: Double
  /// Seconds of one layer for one decoding sequence and token of context: KV read, attention arithmetic.
  private let layerContext: Double
  /// Seconds of one layer for one prompt token and token of context before it.
  private let layerPrefillContext: Double
  /// Seconds of one layer for the recurrent state of one decoding sequence, the mean over the layers.
  private let layerState: Double
  /// Seconds of the output head in any step, and for one sequence.
  private let headFixed: Double
  private let headSequence: Double
  private let expert: ExpertCost?
  private let contextScale: ContextScale

  /// GPUs of the stage.
  let tp: Int
  /// Engine's own time for one decoding sequence in a step, seconds.
  let sequenceOverhead: Double
  /// The most that a step may hold.
  let limits: StepLimits
  /// What their type was measured with, in the model's number format; nil: serving was not measured so.
  let family: AccuracyBand.Family?
  /// GB of one layer's weights on one GPU.
  let layerGB: Double
  /// GB of the embedding (first stage) or output head (last stage) on one GPU.
  let headGB: Double
  private let tiedEmbeddings: Bool
  /// GB of one layer's KV cache for one token inside its window on one GPU.
  private let kvGBPerTokenLayer: Double
  /// GB of the recurrent state of one request on one GPU, the mean over the layers.
  private let stateGB: Double
  /// GB on one GPU that weights and KV cache may fill.
  let roomGB: Double

  private struct ExpertCost {
    /// Seconds of one layer to read all experts' weights once.
    var readAll: Double
    /// Logarithm of the part of the experts that one token does not use.
    var missed: Double
  }

  /// How attention windows shorten what a layer reads, averaged over the layers.
  private struct ContextScale {
    /// Part of the layers that see and keep all tokens.
    var fullShare: Double
    /// Part of the layers that see a window, times their cache's size as a part of the others'.
    var windowedShare: Double
    var window: Double
    /// Most tokens that a layer with sparse attention reads of those it keeps.
    var attended: Double

    init(_ model: ModelArchitecture) {
      let layers = Double(model.layers)
      let windowed = Double(model.windowedLayers) / layers
      fullShare = 1 - windowed - Double(model.uncachedLayers) / layers
      let size = model.windowedKVElementsPerTokenLayer.map(Double.init)
      windowedShare = windowed * (size.map { $0 / Double(model.kvElementsPerTokenLayer) } ?? 1)
      window = Double(model.window)
      attended = model.attendedTokens > 0 ? Double(model.attendedTokens) : .infinity
    }

    /// Tokens of a layer's cache that are kept, the mean over the layers.
    func kept(_ tokens: Double) -> Double { fullShare * tokens + windowedShare * min(tokens, window) }

    /// Tokens of it that a step reads for a sequence.
    func read(_ tokens: Double) -> Double { kept(min(tokens, attended)) }
  }

  /// Prepares a stage of `parallel.tp` GPUs of one type.
  init(
    model: ModelArchitecture, precision: Precision, type: GPUType, parallel: StageParallelism,
    engine: EngineSettings = .vllm, constants: EstimatorConstants = .fitted
  ) {
    tp = parallel.tp
    limits = engine.stepLimits(on: type)
    family = AccuracyBand.isMeasured(precision, of: model, on: type) ? AccuracyBand.family(of: type) : nil
    let split = Double(parallel.tp)
    let gpus = split * Double(parallel.attentionGroups)
    let layers = Double(model.layers)
    let hidden = Double(model.hidden)
    let weights = ModelWeights(model: model, precision: precision)
    let rates = EffectiveRates(
      type: type, weights: weights, expertWidth: model.experts?.width(hidden: model.hidden) ?? 0,
      constants: constants)
    let build = constants.earlyBuild(type, weightBytes: weights.denseBytes)
    sequenceOverhead = constants.sequenceOverhead(engine.name, type, weightBytes: weights.denseBytes)

    let dense = weights.denseParameters / layers
    let denseActive = weights.activeDenseParameters / layers
    let experts = (model.experts?.parametersB ?? 0) * 1e9 / layers
    layerGB = (dense * weights.denseBytes / split + experts * weights.expertBytes / gpus) / 1e9
    headGB = weights.headBytes / split / 1e9
    tiedEmbeddings = model.tiedEmbeddings
    let kvSplit = model.usesLatentAttention ? 1 : Double(min(tp, model.kvHeads))
    let kvBytes =
      Double(model.kvElementsPerTokenLayer)
      * engine.bytesPerKVElement(model, precision, type) / kvSplit
    kvGBPerTokenLayer =
      Double(model.kvElementsPerTokenLayer) * engine.heldBytesPerKVElement(model, precision, type)
      / kvSplit / 1e9
    roomGB = Self.room(
      type: type, tp: tp, hidden: hidden, memoryFraction: engine.memoryFraction, constants: constants)

    let link = LinkCost(
      type: type, tp: split, gpus: gpus, hidden: hidden, isCompiled: engine.name == .trtllm, build: build,
      constants: constants)
    let launch = constants.layerOverhead(type, weightBytes: weights.denseBytes)
    let isCompiled = engine.name == .trtllm && model.experts == nil
    var fixed =
      dense * weights.denseBytes / (split * rates.denseBandwidth) + link.latency
      + launch * (isCompiled ? constants.compiledOverhead : 1)
    layerToken = 2 * denseActive / (split * rates.linear) + link.perToken
    let heads = Double(model.heads)
    let pairFlops: (decode: Double, prefill: Double)
    // Newer GPUs launch faster in the same proportion everywhere.
    let launches = launch / constants.layerOverhead
    if model.usesLatentAttention {
      fixed += constants.latentAttentionOverhead * launches
      // Decode multiplies with the latent vector (512 + 64 in, 512 out); prefill expands it to heads of 192 and 128.
      pairFlops = (2 * heads * 1088, 2 * heads * 320)
    } else {
      pairFlops = (4 * heads * Double(model.headSize), 4 * heads * Double(model.headSize))
    }
    if let part = model.experts {
      let share = Double(part.layers) / layers
      let density = Double(part.perToken) / Double(part.count)
      let isFew = part.perToken <= constants.fewExperts
      fixed += share * (isFew ? constants.fewExpertsLayerOverhead : constants.expertLayerOverhead)
      // With groups of their own attention, tokens are permuted on all GPUs; else on those that hold other experts.
      let spread = parallel.attentionGroups > 1 ? gpus : Double(parallel.expertParallel)
      let passes = Double(part.perToken) * hidden * 2 * constants.expertActivationPasses
      layerExpertToken =
        2 * experts * density / (gpus * rates.expert) + share * passes / (type.bandwidthGBs * 1e9 * spread)
      expert = ExpertCost(
        readAll: experts * weights.expertBytes / (gpus * rates.bandwidth),
        missed: log(max(1 - density, .leastNormalMagnitude)))
    } else {
      layerExpertToken = 0
      expert = nil
    }
    layerFixed = fixed
    layerContext =
      kvBytes / (rates.bandwidth * (build?.cacheBandwidth ?? 1)) + pairFlops.decode
      / (rates.attention * split)
    layerPrefillContext = pairFlops.prefill / (rates.attention * split)
    let headParameters = Double(model.vocabulary) * hidden
    headFixed = 2 * headParameters / (split * rates.denseBandwidth)
    headSequence = 2 * headParameters / (split * rates.head)
    contextScale = ContextScale(model)
    stateGB = model.stateBytes / layers / split / 1e9
    // A step reads and writes the whole state of every sequence.
    layerState = 2 * stateGB * 1e9 / rates.bandwidth
  }

  /// Seconds of one step over `layers` layers.
  func seconds(layers: Int, hasHead: Bool, _ load: StepLoad) -> Double {
    step(layers: layers, hasHead: hasHead, context: load.context, promptContext: load.promptContext)
      .seconds(decoding: load.decoding, prompt: load.prompt, others: 0)
  }

  /// The cost of steps over `layers` layers where sequences have `context` tokens before them on average, and
  /// prompt tokens `promptContext`.
  func step(layers: Int, hasHead: Bool, context: Double, promptContext: Double) -> StageStep {
    let count = Double(layers)
    let sequence = layerToken + layerState + layerContext * contextScale.read(context)
    let prompt = layerToken + layerPrefillContext * contextScale.read(promptContext)
    return StageStep(
      fixed: count * layerFixed + (hasHead ? headFixed : 0),
      perSequence: count * sequence + (hasHead ? headSequence : 0), perPromptToken: count * prompt,
      perExpertToken: count * layerExpertToken, readExperts: expert.map { count * $0.readAll } ?? 0,
      missed: expert?.missed ?? 0)
  }

  /// GB that one request with so many tokens takes in a layer on one GPU, the mean over the layers: those with an
  /// attention window hold what is inside it, recurrent ones a state whatever the length.
  func kvGBPerLayer(tokens: Double) -> Double { kvGBPerTokenLayer * contextScale.kept(tokens) + stateGB }

  /// GB of weights on one GPU; the first stage holds the embedding, the last the output head.
  func weightsGB(layers: Int, isFirst: Bool, isLast: Bool) -> Double {
    let copies = (isFirst ? 1 : 0) + (isLast ? 1 : 0)
    return Double(layers) * layerGB + Double(tiedEmbeddings ? min(copies, 1) : copies) * headGB
  }

  /// GB on one GPU that an engine leaves for weights and KV cache.
  private static func room(
    type: GPUType, tp: Int, hidden: Double, memoryFraction: Double?, constants: EstimatorConstants
  ) -> Double {
    let usual = type.hasNVLink ? constants.memoryShare : constants.boardMemoryShare
    let taken = type.memoryGB * (memoryFraction ?? usual)
    if type.hasNVLink { return taken - constants.memoryReserveGB }
    let activations =
      constants.boardActivationsGB * hidden / constants.boardActivationsHidden / Double(tp)
    return taken - constants.boardReserveGB - activations
  }
}

/// How the GPUs of a stage share a layer.
package struct StageParallelism: Sendable, Hashable {
  /// GPUs that share every matrix (tensor parallelism).
  package var tp: Int
  /// GPUs over which whole experts are spread; 1: each expert is split like every other matrix.
  package var expertParallel = 1
  /// Groups of `tp` GPUs with requests of their own, which share the experts (attention data parallelism).
  package var attentionGroups = 1

  /// Creates a stage of `tp` GPUs; by default without expert or attention data parallelism.
  package init(tp: Int, expertParallel: Int = 1, attentionGroups: Int = 1) {
    self.tp = tp
    self.expertParallel = expertParallel
    self.attentionGroups = attentionGroups
  }
}

/// The work of one step of an engine.
struct StepLoad {
  /// Sequences that get a token.
  var decoding: Double
  /// Mean tokens of context of each of them.
  var context: Double
  /// Prompt tokens.
  var prompt: Double
  /// Mean tokens before each prompt token.
  var promptContext: Double
}

/// Seconds that steps of one stage take at given lengths, by what they work on.
struct StageStep {
  /// Seconds of any step.
  let fixed: Double
  /// Seconds per sequence that gets a token, and per prompt token.
  let perSequence: Double
  let perPromptToken: Double
  /// Seconds per token in the experts, wherever its attention runs.
  let perExpertToken: Double
  /// To read all experts' weights once.
  let readExperts: Double
  /// Logarithm of the part of the experts that one token does not use.
  let missed: Double

  /// Seconds of one step; `others` are tokens that other groups of the replica send to the same experts.
  func seconds(decoding: Double, prompt: Double, others: Double) -> Double {
    let dense = fixed + perSequence * decoding + perPromptToken * prompt
    guard readExperts > 0 else { return dense }
    let tokens = decoding + prompt + others
    // Experts are chosen anew for each token, so a batch reads those that at least one token chose.
    return dense + perExpertToken * tokens + readExperts * (1 - exp(missed * tokens))
  }
}

/// The two all-reduces of a layer: their latency, and seconds for one token's activations.
private struct LinkCost {
  var latency = 0.0
  var perToken = 0.0

  init(
    type: GPUType, tp: Double, gpus: Double, hidden: Double, isCompiled: Bool, build: EarlyBuild?,
    constants: EstimatorConstants
  ) {
    guard gpus > 1 else { return }
    let reached: Double
    if type.hasNVLink {
      let isBlackwell = type.generation == .blackwell
      reached = min(type.linkGBs, isBlackwell ? constants.blackwellNVLinkGBs : constants.nvlinkGBs)
      let usual = constants.nvlinkAllReduceLatency * (isCompiled ? constants.compiledAllReduce : 1)
      latency = 2 * (build?.allReduceLatency ?? usual) * log2(gpus).squareRoot()
    } else {
      let moved = isCompiled ? constants.peerLinkGBs : constants.pcieLinkGBs
      reached = type.linkGBs * moved / EstimatorConstants.referenceSlotGBs
      let each = isCompiled ? constants.peerAllReduceLatency : constants.pcieAllReduceLatency
      latency = 2 * each * log2(gpus)
    }
    // A ring moves 2 (t - 1) / t of the 16-bit activations.
    perToken = 2 * hidden * 4 * (tp - 1) / (tp * reached * 1e9)
  }
}

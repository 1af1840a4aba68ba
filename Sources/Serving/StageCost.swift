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
  /// Seconds of one layer for one decoding sequence and token of context: KV read, attention arithmetic.
  private let layerContext: Double
  /// Seconds of one layer for one prompt token and token of context before it.
  private let layerPrefillContext: Double
  /// Seconds of the output head in any step, and for one sequence.
  private let headFixed: Double
  private let headSequence: Double
  private let expert: ExpertCost?
  private let contextScale: ContextScale

  /// GPUs of the stage.
  let tp: Int
  /// GB of one layer's weights on one GPU.
  let layerGB: Double
  /// GB of the embedding (first stage) or output head (last stage) on one GPU.
  let headGB: Double
  private let tiedEmbeddings: Bool
  /// GB of one layer's KV cache for one token on one GPU.
  let kvGBPerTokenLayer: Double
  /// GB on one GPU that weights and KV cache may fill.
  let roomGB: Double

  private struct ExpertCost {
    /// Seconds of one layer to read all experts' weights once.
    var readAll: Double
    /// Part of the experts that one token uses.
    var density: Double

    /// Experts are chosen anew for each token, so a batch reads those that at least one token chose.
    func readSeconds(tokens: Double) -> Double {
      readAll * (1 - pow(1 - density, tokens))
    }
  }

  /// How attention windows shorten what a layer reads, averaged over the layers.
  private struct ContextScale {
    var windowedShare: Double
    var window: Double

    func effective(_ tokens: Double) -> Double {
      (1 - windowedShare) * tokens + windowedShare * min(tokens, window)
    }
  }

  init(model: ModelArchitecture, precision: Precision, type: GPUType, tp: Int) {
    typealias K = EstimatorConstants
    self.tp = tp
    let split = Double(tp)
    let layers = Double(model.layers)
    let hidden = Double(model.hidden)
    let weights = ModelWeights(model: model, precision: precision)
    let rates = EffectiveRates(type: type, precision: precision, denseBytes: weights.denseBytes)
    let attentionRate = rates.sixteenBit * K.attentionToLinear * split

    let dense = weights.denseParameters / layers
    let denseActive = weights.activeDenseParameters / layers
    layerGB = weights.layerBytes / layers / split / 1e9
    headGB = weights.headBytes / split / 1e9
    tiedEmbeddings = model.tiedEmbeddings
    let kvSplit = model.usesLatentAttention ? 1 : Double(min(tp, model.kvHeads))
    let kvBytes = Double(model.kvElementsPerTokenLayer) * precision.bytesPerKVElement / kvSplit
    kvGBPerTokenLayer = kvBytes / 1e9
    roomGB = Self.room(type: type, tp: tp, hidden: hidden)

    let link = LinkCost(type: type, tp: tp, hidden: hidden)
    var fixed =
      dense * weights.denseBytes / (split * rates.denseBandwidth) + link.latency + K.layerOverhead(type)
    var token = 2 * denseActive / (split * rates.linear) + link.perToken
    let heads = Double(model.heads)
    let pairFlops: (decode: Double, prefill: Double)
    if model.usesLatentAttention {
      fixed += K.latentAttentionOverhead
      // Decode multiplies with the latent vector (512 + 64 in, 512 out); prefill expands it to heads of 192 and 128.
      pairFlops = (2 * heads * 1088, 2 * heads * 320)
    } else {
      pairFlops = (4 * heads * Double(model.headSize), 4 * heads * Double(model.headSize))
    }
    if let experts = model.experts {
      let share = Double(experts.layers) / layers
      let parameters = experts.parametersB * 1e9 / layers
      let density = Double(experts.perToken) / Double(experts.count)
      fixed +=
        share * (experts.perToken <= K.fewExperts ? K.fewExpertsLayerOverhead : K.expertLayerOverhead)
      token += 2 * parameters * density / (split * rates.expert)
      token += share * Double(experts.perToken) * hidden * 2 * K.expertActivationPasses / rates.bandwidth
      expert = ExpertCost(
        readAll: parameters * weights.expertBytes / (split * rates.bandwidth),
        density: density)
    } else {
      expert = nil
    }
    layerFixed = fixed
    layerToken = token
    layerContext = kvBytes / rates.bandwidth + pairFlops.decode / attentionRate
    layerPrefillContext = pairFlops.prefill / attentionRate
    let headParameters = Double(model.vocabulary) * hidden
    headFixed = 2 * headParameters / (split * rates.denseBandwidth)
    headSequence = 2 * headParameters / (split * rates.sixteenBit)
    contextScale = ContextScale(
      windowedShare: Double(model.windowedLayers) / layers, window: Double(model.window))
  }

  /// Seconds of one step over `layers` layers: `decoding` sequences with `context` tokens each, and `prompt`
  /// prompt tokens that see `promptContext` tokens before them.
  func seconds(
    layers: Int, hasHead: Bool, decoding: Double, context: Double, prompt: Double, promptContext: Double
  ) -> Double {
    let tokens = decoding + prompt
    var layer = layerFixed + layerToken * tokens
    layer += layerContext * decoding * contextScale.effective(context)
    layer += layerPrefillContext * prompt * contextScale.effective(promptContext)
    if let expert { layer += expert.readSeconds(tokens: tokens) }
    let head = hasHead ? headFixed + headSequence * decoding : 0
    return Double(layers) * layer + head
  }

  /// GB of weights on one GPU; the first stage holds the embedding, the last the output head.
  func weightsGB(layers: Int, isFirst: Bool, isLast: Bool) -> Double {
    let copies = (isFirst ? 1 : 0) + (isLast ? 1 : 0)
    return Double(layers) * layerGB + Double(tiedEmbeddings ? min(copies, 1) : copies) * headGB
  }

  /// GB on one GPU that an engine leaves for weights and KV cache.
  private static func room(type: GPUType, tp: Int, hidden: Double) -> Double {
    typealias K = EstimatorConstants
    if type.hasNVLink { return type.memoryGB * K.memoryShare - K.memoryReserveGB }
    let activations = K.boardActivationsGB * hidden / K.boardActivationsHidden / Double(tp)
    return type.memoryGB * K.boardMemoryShare - K.boardReserveGB - activations
  }
}

/// The two all-reduces of a layer: their latency, and seconds for one token's activations.
private struct LinkCost {
  var latency = 0.0
  var perToken = 0.0

  init(type: GPUType, tp: Int, hidden: Double) {
    typealias K = EstimatorConstants
    guard tp > 1 else { return }
    let split = Double(tp)
    let efficiency = type.hasNVLink ? K.nvlinkEfficiency : K.pcieEfficiency
    latency =
      2
      * (type.hasNVLink
        ? K.nvlinkAllReduceLatency * log2(split).squareRoot() : K.pcieAllReduceLatency * log2(split))
    // A ring moves 2 (t - 1) / t of the 16-bit activations.
    perToken = 2 * hidden * 4 * (split - 1) / (split * type.linkGBs * 1e9 * efficiency)
  }
}

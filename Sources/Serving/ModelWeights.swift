/// A model's parameters by part and the bytes each part takes.
struct ModelWeights {
  /// Parameters of attention, dense MLPs and shared experts.
  let denseParameters: Double
  /// Those of them one token uses; fewer only where a sparse model's experts are not described.
  let activeDenseParameters: Double
  /// Bytes of one dense weight.
  let denseBytes: Double
  /// Bytes of one expert weight.
  let expertBytes: Double
  /// Bytes of all layers.
  let layerBytes: Double
  /// Bytes of the output head, and of the embedding: both stay in 16 bits.
  let headBytes: Double

  init(model: ModelArchitecture, precision: Precision) {
    let head = Double(model.vocabulary) * Double(model.hidden)
    let heads = model.tiedEmbeddings ? head : 2 * head
    let experts = (model.experts?.parametersB ?? 0) * 1e9
    let dense = max(model.parametersB * 1e9 - experts - heads, 0)
    denseParameters = dense
    let activeDense = max(model.activeParametersB * 1e9 - heads, 0)
    activeDenseParameters = model.experts == nil ? min(dense, activeDense) : dense
    // Four-bit mixture-of-experts checkpoints quantise the experts only.
    denseBytes = model.experts != nil && precision == .int4 ? 2 : precision.bytesPerWeight
    expertBytes = precision.bytesPerWeight
    layerBytes = dense * denseBytes + experts * expertBytes
    headBytes = head * 2
  }
}

/// What a GPU's list figures come to in an engine.
struct EffectiveRates {
  /// Bytes/s.
  let bandwidth: Double
  /// Bytes/s at which dense weights are read.
  let denseBandwidth: Double
  /// FLOP/s of the dense linear layers in the model's precision.
  let linear: Double
  /// FLOP/s of expert matrices in the model's precision.
  let expert: Double
  /// FLOP/s of 16-bit linear layers without the 16-bit gain: the base of attention's rate.
  let sixteenBit: Double

  init(type: GPUType, precision: Precision, denseBytes: Double) {
    typealias K = EstimatorConstants
    let isBlackwell = type.generation == .blackwell
    if !type.hasNVLink {
      bandwidth = type.bandwidthGBs * 1e9 * K.boardBandwidthEfficiency
    } else {
      bandwidth =
        type.bandwidthGBs * 1e9 * (isBlackwell ? K.blackwellBandwidthEfficiency : K.bandwidthEfficiency)
    }
    denseBandwidth = denseBytes < 1 ? bandwidth * K.fourBitDenseBandwidth : bandwidth
    let base = K.linearEfficiency(type)
    let gain = type.generation == .hopper || isBlackwell ? K.sixteenBitGain : 1
    let tflops16 = type.tflops * 1e12
    let tflops8 = (type.fp8Tflops ?? type.tflops) * 1e12
    sixteenBit = tflops16 * base
    switch precision {
    case .bf16, .fp16:
      linear = tflops16 * base * gain
      expert = linear * K.expertToLinear
    case .fp8, .int8:
      linear = type.fp8Tflops == nil ? tflops16 * base * gain : tflops8 * base
      expert = linear * K.expertToLinear
    case .int4:
      // Blackwell multiplies four-bit numbers, at twice its 8-bit rate; others unpack them to 16 bits.
      linear = isBlackwell ? 2 * tflops8 * base : tflops16 * base
      expert =
        isBlackwell
        ? tflops8 * K.nativeFourBitExpertEfficiency : tflops16 * base * K.fourBitExpertToLinear
    }
  }
}

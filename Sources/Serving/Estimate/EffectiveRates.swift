/// The rates that an engine reaches on a GPU, from its list figures.
struct EffectiveRates {
  /// Bytes/s.
  let bandwidth: Double
  /// Bytes/s at which dense weights are read.
  let denseBandwidth: Double
  /// FLOP/s of the dense linear layers in the precision of their weights.
  let linear: Double
  /// FLOP/s of expert matrices in the precision of their weights.
  let expert: Double
  /// FLOP/s of attention.
  let attention: Double
  /// FLOP/s of the output head, which stays in 16 bits.
  let head: Double

  init(type: GPUType, weights: ModelWeights, expertWidth: Int, constants: EstimatorConstants) {
    let isBlackwell = type.generation == .blackwell
    if type.hasNVLink {
      let share = isBlackwell ? constants.blackwellBandwidthEfficiency : constants.bandwidthEfficiency
      bandwidth = type.bandwidthGBs * 1e9 * share
    } else {
      bandwidth = type.bandwidthGBs * 1e9 * constants.boardBandwidthEfficiency
    }
    denseBandwidth = weights.denseBytes < 1 ? bandwidth * constants.fourBitDenseBandwidth : bandwidth
    let relative = constants.relativeEfficiency(type, weightBytes: weights.denseBytes)
    let efficiency = constants.linearEfficiency * relative
    // Hopper and Blackwell come closer to their 16-bit peak; the others' efficiencies are 16-bit ones already.
    let gain = type.generation == .hopper || isBlackwell ? constants.sixteenBitGain : 1
    let sixteenBit = type.tflops * 1e12
    let eightBit = type.fp8Tflops.map { $0 * 1e12 }
    head = sixteenBit * efficiency * gain
    attention = sixteenBit * constants.attentionEfficiency * relative
    // Blackwell multiplies four-bit numbers; others unpack them to 16 bits.
    let fourBit = weights.isWeightOnly ? nil : type.fp4Tflops.map { $0 * 1e12 }
    let native = fourBit.flatMap { weights.activationsAreEightBit ? eightBit : $0 }
    switch weights.denseFormat {
    case .sixteen: linear = sixteenBit * efficiency * gain
    case .eight: linear = eightBit.map { $0 * efficiency } ?? sixteenBit * efficiency * gain
    case .four: linear = native.map { $0 * efficiency } ?? sixteenBit * efficiency * gain
    }
    let part = constants.expertPart(constants.expertEfficiency, width: expertWidth)
    switch weights.expertFormat {
    case .sixteen: expert = sixteenBit * part * gain * relative
    case .eight: expert = (eightBit ?? sixteenBit * gain) * part * relative
    case .four:
      expert =
        native.map { $0 * constants.fourBitExpertEfficiency * relative }
        ?? sixteenBit * constants.expertPart(constants.unpackedExpertEfficiency, width: expertWidth)
        * relative
    }
  }
}

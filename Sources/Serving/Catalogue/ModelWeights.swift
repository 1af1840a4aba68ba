/// A model's parameters by part and the bytes each part takes.
struct ModelWeights {
  /// Bits of a weight, as far as arithmetic differs by them.
  enum Format {
    case sixteen, eight, four
  }

  /// Parameters of attention, dense MLPs and shared experts.
  let denseParameters: Double
  /// Those of them one token uses; fewer only where a sparse model's experts are not described.
  let activeDenseParameters: Double
  /// Bytes of one dense weight.
  let denseBytes: Double
  /// Format of the dense weights.
  let denseFormat: Format
  /// Bytes of one expert weight.
  let expertBytes: Double
  /// Format of the expert weights.
  let expertFormat: Format
  /// Whether four-bit weights are multiplied with eight-bit activations.
  let activationsAreEightBit: Bool
  /// Whether four-bit weights are unpacked to 16 bits even where the hardware multiplies four-bit numbers.
  let isWeightOnly: Bool
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
    let fourBit = model.fourBitCheckpoint(in: precision)
    denseBytes = fourBit?.denseBytes ?? precision.bytesPerWeight
    denseFormat = Self.format(bytes: denseBytes)
    expertBytes = fourBit?.expertBytes ?? precision.bytesPerWeight
    expertFormat = Self.format(bytes: expertBytes)
    activationsAreEightBit = fourBit?.eightBitActivations ?? false
    isWeightOnly = fourBit?.weightOnly ?? false
    layerBytes = dense * denseBytes + experts * expertBytes
    headBytes = head * 2
  }

  private static func format(bytes: Double) -> Format {
    bytes >= 2 ? .sixteen : bytes >= 1 ? .eight : .four
  }
}

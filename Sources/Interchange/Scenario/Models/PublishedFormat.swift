import Planning
import Serving

/// The number format that a configuration states of its checkpoint's weights.
struct PublishedFormat {
  /// The ways to quantise that can be read.
  private enum Method: String, CaseIterable {
    case fp8, mxfp4, awq, gptq, modelopt
    case fbgemm = "fbgemm_fp8"
    case compressed = "compressed-tensors"
  }
  /// The formats of NVIDIA's own tool.
  private enum Algorithm: String, CaseIterable {
    case fp8 = "FP8"
    case nvfp4 = "NVFP4"
  }
  /// The types of weights as they stand in files.
  private enum StoredType: String, CaseIterable { case bfloat16, float16, float32 }

  /// The format of the weights.
  var precision: Precision
  /// Side of the blocks by which FP8 weights are scaled; 0: they are scaled otherwise.
  var fp8Block = 0

  /// Reads the format of a whole configuration; notes a problem where that cannot be told.
  init(_ map: ConfigurationMap) {
    // Weights stored in 32 bits are served in 16.
    let types = ["dtype", "torch_dtype"].map { (key: $0, holder: map.holder(of: $0)) }
    let stored = types.first { $0.holder.hasValue($0.key) }.flatMap {
      $0.holder.choice($0.key, StoredType.self)
    }
    precision = stored == .float16 ? .fp16 : .bf16
    let holder = map.holder(of: "quantization_config")
    guard holder.hasValue("quantization_config"),
      let details = holder.map("quantization_config", subject: "the quantization_config"),
      let method = details.choice("quant_method", Method.self, isRequired: true)
    else { return }
    switch method {
    case .fp8, .fbgemm: precision = .fp8
    case .mxfp4: precision = .mxfp4
    case .awq: precision = .awq
    case .gptq:
      precision = details.hasValue("bits") && details.integer("bits", in: 1...16) == 8 ? .int8 : .gptq
    case .modelopt: precision = Self.algorithm(details)
    case .compressed: precision = Self.compressed(details) ?? precision
    }
    if precision == .fp8, details.hasValue("weight_block_size"),
      case .scalar(let text, _)? = details.list("weight_block_size")?.first?.content
    {
      fp8Block = Int(text) ?? 0
    }
  }

  private static func algorithm(_ details: MapReader) -> Precision {
    let text = details.text("quant_algo")
    guard let known = Algorithm(rawValue: text.uppercased()) else {
      details.add(
        at: details.value("quant_algo") ?? details.node, key: "quant_algo",
        "must be one of \(Algorithm.allCases.map(\.rawValue).joined(separator: ", "))", bad: text)
      return .bf16
    }
    return known == .fp8 ? .fp8 : .nvfp4
  }

  /// The format of the first group of weights.
  private static func compressed(_ details: MapReader) -> Precision? {
    guard let groups = details.map("config_groups", subject: "the config_groups", isRequired: true) else {
      return nil
    }
    guard let first = groups.keys.first, let group = groups.map(first, subject: "a group"),
      let weights = group.map("weights", subject: "the weights", isRequired: true),
      let bits = weights.integer("num_bits", in: 1...16, isRequired: true)
    else { return nil }
    let isFloat = weights.text("type") == "float"
    switch (bits, isFloat) {
    case (8, true): return .fp8
    case (8, false): return .int8
    case (4, true): return .nvfp4
    case (4, false): return .int4
    default:
      weights.add(
        at: weights.value("num_bits") ?? weights.node, key: "num_bits", "must be 4 or 8", bad: "\(bits)")
      return nil
    }
  }
}

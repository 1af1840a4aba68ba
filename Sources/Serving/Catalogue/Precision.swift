/// A format of four-bit checkpoints.
public enum FourBitFormat: String, Sendable, CaseIterable {
  /// NVIDIA's: multiplied as it is on Blackwell; mixtures of experts keep attention in 16 bits.
  case nvfp4
  /// The Open Compute one: as above, with 8-bit activations.
  case mxfp4
  /// Integers unpacked to 16 bits before they are multiplied, on any GPU.
  case awq, gptq
}

/// Number format of a model's weights.
public enum Precision: String, Sendable, CaseIterable {
  case bf16, fp16, fp8, int8
  /// Four bits in the format that the model's architecture states, or that such models are usually published in.
  case int4
  /// Four bits in a format of its own name: see `FourBitFormat`.
  case mxfp4, nvfp4, awq, gptq

  /// Bytes one weight takes, block scales included; of a four-bit checkpoint those of NVFP4.
  public var bytesPerWeight: Double {
    switch self {
    case .bf16, .fp16: 2
    case .fp8, .int8: 1
    case .int4, .mxfp4, .nvfp4, .awq, .gptq: 0.5625
    }
  }

  /// Bytes one KV-cache element takes where it follows the weights: 16 bits, or 8 where they are quantised.
  public var bytesPerKVElement: Double {
    switch self {
    case .bf16, .fp16: 2
    case .fp8, .int8, .int4, .mxfp4, .nvfp4, .awq, .gptq: 1
    }
  }

  /// Whether weights have four bits.
  public var hasFourBits: Bool { self == .int4 || fourBitFormat != nil }

  /// The four-bit format of that name; nil: another number of bits, or any format.
  var fourBitFormat: FourBitFormat? { FourBitFormat(rawValue: rawValue) }

  /// The number format that a repository's name states as one of its words, as `-FP8-dynamic`, `-NVFP4`, `-AWQ` and
  /// `-GPTQ-Int4` do; nil where none does, or where the name is none of a repository.
  public init?(repository: String) {
    guard repository.contains("/") else { return nil }
    let words = repository.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard let known = Self.repositoryWords.first(where: { words.contains(Substring($0.word)) }) else {
      return nil
    }
    self = known.precision
  }

  /// Words of repository names; where a name has several, the first of this list counts.
  private static let repositoryWords: [(word: String, precision: Precision)] = [
    ("int8", .int8), ("w8a8", .int8), ("nvfp4", .nvfp4), ("mxfp4", .mxfp4), ("awq", .awq), ("gptq", .gptq),
    ("int4", .int4), ("w4a16", .int4), ("fp8", .fp8), ("bf16", .bf16), ("fp16", .fp16),
  ]
}

extension ModelCatalogue {
  /// Qwen3 beyond its first sizes, Qwen3-Next and Qwen3.5.
  static let qwenSince2025: [ModelArchitecture] = [
    ModelArchitecture(
      name: "qwen3-0.6b", aliases: ["Qwen/Qwen3-0.6B", "Qwen/Qwen3-0.6B-FP8"],
      parametersB: 0.596, layers: 28, hidden: 1024, heads: 16, kvHeads: 8, headSize: 128, vocabulary: 151936,
      tiedEmbeddings: true, context: 40960, source: configuration),
    ModelArchitecture(
      name: "qwen3-1.7b", aliases: ["Qwen/Qwen3-1.7B", "Qwen/Qwen3-1.7B-FP8"],
      parametersB: 1.72, layers: 28, hidden: 2048, heads: 16, kvHeads: 8, headSize: 128, vocabulary: 151936,
      tiedEmbeddings: true, context: 40960, source: configuration),
    ModelArchitecture(
      name: "qwen3-4b", aliases: ["Qwen/Qwen3-4B", "Qwen/Qwen3-4B-FP8"],
      parametersB: 4.022, layers: 36, hidden: 2560, heads: 32, kvHeads: 8, headSize: 128, vocabulary: 151936,
      tiedEmbeddings: true, context: 40960, source: configuration),
    ModelArchitecture(
      name: "qwen3-4b-2507", aliases: ["Qwen/Qwen3-4B-Instruct-2507", "Qwen/Qwen3-4B-Thinking-2507"],
      parametersB: 4.022, layers: 36, hidden: 2560, heads: 32, kvHeads: 8, headSize: 128, vocabulary: 151936,
      tiedEmbeddings: true, context: 262144, source: configuration),
    ModelArchitecture(
      name: "qwen3-30b-a3b-2507",
      aliases: [
        "Qwen/Qwen3-30B-A3B-Instruct-2507", "Qwen/Qwen3-30B-A3B-Instruct-2507-FP8",
        "Qwen/Qwen3-30B-A3B-Thinking-2507",
      ],
      parametersB: 30.519, activeParametersB: 3.34, layers: 48, hidden: 2048, heads: 32, kvHeads: 4,
      headSize: 128, vocabulary: 151936,
      experts: .init(count: 128, perToken: 8, layers: 48, parametersB: 28.991), context: 262144,
      fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "qwen3-coder-30b-a3b",
      aliases: ["Qwen/Qwen3-Coder-30B-A3B-Instruct", "Qwen/Qwen3-Coder-30B-A3B-Instruct-FP8"],
      parametersB: 30.519, activeParametersB: 3.34, layers: 48, hidden: 2048, heads: 32, kvHeads: 4,
      headSize: 128, vocabulary: 151936,
      experts: .init(count: 128, perToken: 8, layers: 48, parametersB: 28.991), context: 262144,
      fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "qwen3-235b-a22b-2507",
      aliases: [
        "Qwen/Qwen3-235B-A22B-Instruct-2507", "Qwen/Qwen3-235B-A22B-Instruct-2507-FP8",
        "Qwen/Qwen3-235B-A22B-Thinking-2507",
      ],
      parametersB: 235.044, activeParametersB: 22.141, layers: 94, hidden: 4096, heads: 64, kvHeads: 4,
      headSize: 128, vocabulary: 151936,
      experts: .init(count: 128, perToken: 8, layers: 94, parametersB: 227.096, fourBit: .nvfp4OverEightBit),
      context: 262144, fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "qwen3-coder-480b-a35b",
      aliases: [
        "Qwen/Qwen3-Coder-480B-A35B-Instruct", "Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8", "qwen3-coder-480b",
      ],
      parametersB: 480.093, activeParametersB: 35.413, layers: 62, hidden: 6144, heads: 96, kvHeads: 8,
      headSize: 128, vocabulary: 151936,
      experts: .init(count: 160, perToken: 8, layers: 62, parametersB: 468.084), context: 262144,
      fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "qwen3-next-80b-a3b",
      aliases: [
        "Qwen/Qwen3-Next-80B-A3B-Instruct", "Qwen/Qwen3-Next-80B-A3B-Instruct-FP8",
        "Qwen/Qwen3-Next-80B-A3B-Thinking",
      ],
      parametersB: 79.623, activeParametersB: 3.823, layers: 48, hidden: 2048, heads: 16, kvHeads: 2,
      headSize: 256, vocabulary: 151936,
      experts: .init(count: 512, perToken: 10, layers: 48, parametersB: 77.309), uncachedLayers: 36,
      stateBytes: 39518208, context: 262144, source: configuration),
    ModelArchitecture(
      name: "qwen3.5-35b-a3b",
      aliases: ["Qwen/Qwen3.5-35B-A3B", "Qwen/Qwen3.5-35B-A3B-FP8", "Qwen/Qwen3.6-35B-A3B"],
      parametersB: 34.638, activeParametersB: 3.433, layers: 40, hidden: 2048, heads: 16, kvHeads: 2,
      headSize: 256, vocabulary: 248320,
      experts: .init(count: 256, perToken: 8, layers: 40, parametersB: 32.212), uncachedLayers: 30,
      stateBytes: 64389120, context: 262144, source: languagePart),
    ModelArchitecture(
      name: "qwen3.5-122b-a10b", aliases: ["Qwen/Qwen3.5-122B-A10B", "Qwen/Qwen3.5-122B-A10B-FP8"],
      parametersB: 122.072, activeParametersB: 9.731, layers: 48, hidden: 3072, heads: 32, kvHeads: 2,
      headSize: 256, vocabulary: 248320,
      experts: .init(count: 256, perToken: 8, layers: 48, parametersB: 115.964), uncachedLayers: 36,
      stateBytes: 153649152, context: 262144, source: languagePart),
    ModelArchitecture(
      name: "qwen3.5-397b-a17b", aliases: ["Qwen/Qwen3.5-397B-A17B", "Qwen/Qwen3.5-397B-A17B-FP8"],
      parametersB: 396.218, activeParametersB: 17.22, layers: 60, hidden: 4096, heads: 32, kvHeads: 2,
      headSize: 256, vocabulary: 248320,
      experts: .init(count: 512, perToken: 10, layers: 60, parametersB: 386.547), uncachedLayers: 45,
      stateBytes: 192061440, context: 262144, source: languagePart),
    ModelArchitecture(
      name: "qwen3.5-27b", aliases: ["Qwen/Qwen3.5-27B", "Qwen/Qwen3.5-27B-FP8", "Qwen/Qwen3.6-27B"],
      parametersB: 26.893, layers: 64, hidden: 5120, heads: 24, kvHeads: 4, headSize: 256, vocabulary: 248320,
      uncachedLayers: 48, stateBytes: 153944064, context: 262144, source: languagePart),
  ]
}

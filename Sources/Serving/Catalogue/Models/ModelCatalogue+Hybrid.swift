extension ModelCatalogue {
  /// Models most of whose layers hold a recurrent state, or no attention at all, in place of a KV cache.
  static let hybrids: [ModelArchitecture] = [
    ModelArchitecture(
      name: "nemotron-h-56b", aliases: ["nvidia/Nemotron-H-56B-Base-8K"],
      parametersB: 56.317, layers: 118, hidden: 8192, heads: 64, kvHeads: 8, headSize: 128,
      vocabulary: 131072, uncachedLayers: 108, stateBytes: 912605184, context: 8192, source: configuration),
    ModelArchitecture(
      name: "nemotron-nano-9b-v2", aliases: ["nvidia/NVIDIA-Nemotron-Nano-9B-v2"],
      parametersB: 8.886, layers: 56, hidden: 4480, heads: 40, kvHeads: 8, headSize: 128, vocabulary: 131072,
      uncachedLayers: 52, stateBytes: 143548416, context: 131072, source: configuration),
    ModelArchitecture(
      name: "nemotron-super-49b",
      aliases: ["nvidia/Llama-3_3-Nemotron-Super-49B-v1", "nvidia/Llama-3_3-Nemotron-Super-49B-v1_5"],
      parametersB: 49.866, layers: 80, hidden: 8192, heads: 64, kvHeads: 8, headSize: 128, vocabulary: 128256,
      uncachedLayers: 31, context: 131072, source: configuration),
    ModelArchitecture(
      name: "nemotron-3-nano-30b-a3b",
      aliases: ["nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-FP8"],
      parametersB: 31.569, activeParametersB: 3.571, layers: 52, hidden: 2688, heads: 32, kvHeads: 2,
      headSize: 128, vocabulary: 131072,
      experts: .init(count: 128, perToken: 6, layers: 23, parametersB: 29.375), uncachedLayers: 46,
      stateBytes: 49082368, context: 262144, source: configuration),
    ModelArchitecture(
      name: "granite-4-h-small", aliases: ["ibm-granite/granite-4.0-h-small", "granite-4.0-h-small"],
      parametersB: 32.193, activeParametersB: 8.789, layers: 40, hidden: 4096, heads: 32, kvHeads: 8,
      headSize: 128, vocabulary: 100352,
      experts: .init(count: 72, perToken: 10, layers: 40, parametersB: 27.179), uncachedLayers: 36,
      stateBytes: 152819712, tiedEmbeddings: true, context: 131072, source: configuration),
  ]
}

extension ModelCatalogue {
  /// GLM, MiniMax, Mistral, Cohere and Gemma.
  static let openWeightsSince2025: [ModelArchitecture] = [
    ModelArchitecture(
      name: "glm-4.5", aliases: ["zai-org/GLM-4.5", "zai-org/GLM-4.5-FP8"],
      parametersB: 352.723, activeParametersB: 33.557, layers: 92, hidden: 5120, heads: 96, kvHeads: 8,
      headSize: 128, vocabulary: 151552,
      experts: .init(count: 160, perToken: 8, layers: 89, parametersB: 335.964), context: 131072,
      source: configuration),
    ModelArchitecture(
      name: "glm-4.6",
      aliases: ["zai-org/GLM-4.6", "zai-org/GLM-4.6-FP8", "zai-org/GLM-4.7", "zai-org/GLM-4.7-FP8"],
      parametersB: 352.723, activeParametersB: 33.557, layers: 92, hidden: 5120, heads: 96, kvHeads: 8,
      headSize: 128, vocabulary: 151552,
      experts: .init(count: 160, perToken: 8, layers: 89, parametersB: 335.964), context: 202752,
      source: configuration),
    ModelArchitecture(
      name: "glm-4.5-air", aliases: ["zai-org/GLM-4.5-Air", "zai-org/GLM-4.5-Air-FP8"],
      parametersB: 106.828, activeParametersB: 13.399, layers: 46, hidden: 4096, heads: 96, kvHeads: 8,
      headSize: 128, vocabulary: 151552,
      experts: .init(count: 128, perToken: 8, layers: 45, parametersB: 99.657), context: 131072,
      source: configuration),
    ModelArchitecture(
      name: "minimax-m2", aliases: ["MiniMaxAI/MiniMax-M2", "MiniMaxAI/MiniMax-M2.1"],
      parametersB: 228.64, activeParametersB: 10.981, layers: 62, hidden: 3072, heads: 48, kvHeads: 8,
      headSize: 128, vocabulary: 200064,
      experts: .init(count: 256, perToken: 8, layers: 62, parametersB: 224.68, fourBit: .nvfp4OverEightBit),
      context: 196608, published: .fp8, source: configuration),
    ModelArchitecture(
      name: "mistral-small-3.2-24b",
      aliases: [
        "mistralai/Mistral-Small-3.2-24B-Instruct-2506", "mistralai/Mistral-Small-3.1-24B-Instruct-2503",
      ],
      parametersB: 23.572, layers: 40, hidden: 5120, heads: 32, kvHeads: 8, headSize: 128, vocabulary: 131072,
      context: 131072, source: languagePart),
    ModelArchitecture(
      name: "devstral-small-24b",
      aliases: [
        "mistralai/Devstral-Small-2507", "mistralai/Devstral-Small-2505", "devstral", "devstral-small",
      ],
      parametersB: 23.572, layers: 40, hidden: 5120, heads: 32, kvHeads: 8, headSize: 128, vocabulary: 131072,
      context: 131072, source: configuration),
    ModelArchitecture(
      name: "mistral-large",
      aliases: [
        "mistralai/Mistral-Large-Instruct-2411", "mistralai/Mistral-Large-Instruct-2407",
        "mistral-large-123b",
      ],
      parametersB: 122.608, layers: 88, hidden: 12288, heads: 96, kvHeads: 8, headSize: 128,
      vocabulary: 32768, context: 131072, source: configuration),
    ModelArchitecture(
      name: "mixtral-8x22b",
      aliases: ["mistralai/Mixtral-8x22B-v0.1", "mistralai/Mixtral-8x22B-Instruct-v0.1"],
      parametersB: 140.627, activeParametersB: 39.158, layers: 56, hidden: 6144, heads: 48, kvHeads: 8,
      headSize: 128, vocabulary: 32768,
      experts: .init(count: 8, perToken: 2, layers: 56, parametersB: 135.291), context: 65536,
      source: configuration),
    ModelArchitecture(
      name: "command-a", aliases: ["CohereLabs/c4ai-command-a-03-2025"],
      parametersB: 111.057, layers: 64, hidden: 12288, heads: 96, kvHeads: 8, headSize: 128,
      vocabulary: 256000, windowedLayers: 48, window: 4096, tiedEmbeddings: true, context: 131072,
      source: configuration),
    ModelArchitecture(
      name: "gemma-3-1b", aliases: ["google/gemma-3-1b-it", "google/gemma-3-1b-pt"],
      parametersB: 1.0, layers: 26, hidden: 1152, heads: 4, kvHeads: 1, headSize: 256, vocabulary: 262144,
      windowedLayers: 22, window: 512, tiedEmbeddings: true, context: 32768, source: configuration),
    ModelArchitecture(
      name: "gemma-3-4b", aliases: ["google/gemma-3-4b-it", "google/gemma-3-4b-pt"],
      parametersB: 3.88, layers: 34, hidden: 2560, heads: 8, kvHeads: 4, headSize: 256, vocabulary: 262208,
      windowedLayers: 29, window: 1024, tiedEmbeddings: true, context: 131072, source: languagePart),
    ModelArchitecture(
      name: "gemma-3-12b", aliases: ["google/gemma-3-12b-it", "google/gemma-3-12b-pt"],
      parametersB: 11.765, layers: 48, hidden: 3840, heads: 16, kvHeads: 8, headSize: 256, vocabulary: 262208,
      windowedLayers: 40, window: 1024, tiedEmbeddings: true, context: 131072, source: languagePart),
    ModelArchitecture(
      name: "gemma-4-31b", aliases: ["google/gemma-4-31B", "google/gemma-4-31B-it", "gemma-4"],
      parametersB: 30.696, layers: 60, hidden: 5376, heads: 32, kvHeads: 16, headSize: 256,
      vocabulary: 262144, kvElementsPerTokenLayer: 4096, windowedLayers: 50, window: 1024,
      windowedKVElementsPerTokenLayer: 8192, tiedEmbeddings: true, context: 262144, source: languagePart),
    ModelArchitecture(
      name: "gemma-4-26b-a4b", aliases: ["google/gemma-4-26B-A4B", "google/gemma-4-26B-A4B-it"],
      parametersB: 25.222, activeParametersB: 3.811, layers: 30, hidden: 2816, heads: 16, kvHeads: 8,
      headSize: 256, vocabulary: 262144, kvElementsPerTokenLayer: 2048,
      experts: .init(count: 128, perToken: 8, layers: 30, parametersB: 22.838), windowedLayers: 25,
      window: 1024, windowedKVElementsPerTokenLayer: 4096, tiedEmbeddings: true, context: 262144,
      source: languagePart),
  ]
}

extension ModelCatalogue {
  /// Every known model, with the figures of its published configuration.
  public static let all: [ModelArchitecture] =
    llama + qwen + mistral + openWeights + latentAttention
    + llamaSince32 + qwenSince2025 + latentSince2025 + openWeightsSince2025 + hybrids

  private static let llama: [ModelArchitecture] = [
    ModelArchitecture(
      name: "llama-2-7b", aliases: ["meta-llama/Llama-2-7b-hf", "meta-llama/Llama-2-7b-chat-hf"],
      parametersB: 6.738, layers: 32, hidden: 4096, heads: 32, kvHeads: 32, vocabulary: 32_000,
      context: 4096, source: configuration),
    ModelArchitecture(
      name: "llama-2-70b", aliases: ["meta-llama/Llama-2-70b-hf", "meta-llama/Llama-2-70b-chat-hf"],
      parametersB: 68.977, layers: 80, hidden: 8192, heads: 64, kvHeads: 8, vocabulary: 32_000,
      context: 4096, source: configuration),
    ModelArchitecture(
      name: "llama-3-8b",
      aliases: ["llama3-8b", "meta-llama/Meta-Llama-3-8B", "meta-llama/Meta-Llama-3-8B-Instruct"],
      parametersB: 8.030, layers: 32, hidden: 4096, heads: 32, kvHeads: 8, context: 8192,
      source: configuration),
    ModelArchitecture(
      name: "llama-3-70b",
      aliases: ["llama3-70b", "meta-llama/Meta-Llama-3-70B", "meta-llama/Meta-Llama-3-70B-Instruct"],
      parametersB: 70.554, layers: 80, hidden: 8192, heads: 64, kvHeads: 8, context: 8192,
      source: configuration),
    ModelArchitecture(
      name: "llama-3.1-8b",
      aliases: [
        "meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-8B-Instruct", "meta-llama/Meta-Llama-3.1-8B",
        "meta-llama/Meta-Llama-3.1-8B-Instruct", "nvidia/Llama-3.1-8B-Instruct-FP8",
        "deepseek-ai/DeepSeek-R1-Distill-Llama-8B",
      ],
      parametersB: 8.030, layers: 32, hidden: 4096, heads: 32, kvHeads: 8, context: 131_072,
      source: configuration),
    ModelArchitecture(
      name: "llama-3.1-70b",
      aliases: [
        "meta-llama/Llama-3.1-70B", "meta-llama/Llama-3.1-70B-Instruct", "meta-llama/Meta-Llama-3.1-70B",
        "meta-llama/Meta-Llama-3.1-70B-Instruct",
      ],
      parametersB: 70.554, layers: 80, hidden: 8192, heads: 64, kvHeads: 8, context: 131_072,
      source: configuration),
    ModelArchitecture(
      name: "llama-3.3-70b",
      aliases: [
        "meta-llama/Llama-3.3-70B-Instruct", "nvidia/Llama-3.3-70B-Instruct-FP8",
        "deepseek-ai/DeepSeek-R1-Distill-Llama-70B",
      ],
      parametersB: 70.554, layers: 80, hidden: 8192, heads: 64, kvHeads: 8, context: 131_072,
      source: configuration),
    ModelArchitecture(
      name: "llama-3.1-405b",
      aliases: ["meta-llama/Llama-3.1-405B", "meta-llama/Llama-3.1-405B-Instruct"],
      parametersB: 405.853, layers: 126, hidden: 16_384, heads: 128, kvHeads: 8, context: 131_072,
      source: configuration),
  ]

  private static let qwen: [ModelArchitecture] = [
    ModelArchitecture(
      name: "qwen2.5-7b",
      aliases: [
        "Qwen/Qwen2.5-7B", "Qwen/Qwen2.5-7B-Instruct", "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B",
      ],
      parametersB: 7.616, layers: 28, hidden: 3584, heads: 28, kvHeads: 4, vocabulary: 152_064,
      context: 131_072, source: configuration),
    ModelArchitecture(
      name: "qwen2.5-14b",
      aliases: [
        "Qwen/Qwen2.5-14B", "Qwen/Qwen2.5-14B-Instruct", "deepseek-ai/DeepSeek-R1-Distill-Qwen-14B",
      ],
      parametersB: 14.770, layers: 48, hidden: 5120, heads: 40, kvHeads: 8, vocabulary: 152_064,
      context: 131_072, source: configuration),
    ModelArchitecture(
      name: "qwen2.5-32b",
      aliases: [
        "Qwen/Qwen2.5-32B", "Qwen/Qwen2.5-32B-Instruct", "Qwen/QwQ-32B",
        "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B",
      ],
      parametersB: 32.764, layers: 64, hidden: 5120, heads: 40, kvHeads: 8, vocabulary: 152_064,
      context: 131_072, source: configuration),
    ModelArchitecture(
      name: "qwen2.5-72b", aliases: ["Qwen/Qwen2.5-72B", "Qwen/Qwen2.5-72B-Instruct"],
      parametersB: 72.706, layers: 80, hidden: 8192, heads: 64, kvHeads: 8, vocabulary: 152_064,
      context: 131_072, source: configuration),
    ModelArchitecture(
      name: "qwen3-8b", aliases: ["Qwen/Qwen3-8B", "Qwen/Qwen3-8B-FP8"],
      parametersB: 8.191, layers: 36, hidden: 4096, heads: 32, kvHeads: 8, headSize: 128,
      vocabulary: 151_936, context: 40_960, source: configuration),
    ModelArchitecture(
      name: "qwen3-14b", aliases: ["Qwen/Qwen3-14B", "Qwen/Qwen3-14B-FP8"],
      parametersB: 14.768, layers: 40, hidden: 5120, heads: 40, kvHeads: 8, headSize: 128,
      vocabulary: 151_936, context: 40_960, source: configuration),
    ModelArchitecture(
      name: "qwen3-32b", aliases: ["Qwen/Qwen3-32B", "Qwen/Qwen3-32B-FP8"],
      parametersB: 32.762, layers: 64, hidden: 5120, heads: 64, kvHeads: 8, headSize: 128,
      vocabulary: 151_936, context: 40_960, source: configuration),
    ModelArchitecture(
      name: "qwen3-30b-a3b", aliases: ["Qwen/Qwen3-30B-A3B", "Qwen/Qwen3-30B-A3B-FP8"],
      parametersB: 30.532, activeParametersB: 3.345, layers: 48, hidden: 2048, heads: 32, kvHeads: 4,
      headSize: 128, vocabulary: 151_936,
      experts: .init(count: 128, perToken: 8, layers: 48, parametersB: 28.991), context: 40_960,
      fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "qwen3-235b-a22b", aliases: ["Qwen/Qwen3-235B-A22B", "Qwen/Qwen3-235B-A22B-FP8", "qwen3-235b"],
      parametersB: 235.094, activeParametersB: 22.192, layers: 94, hidden: 4096, heads: 64, kvHeads: 4,
      headSize: 128, vocabulary: 151_936,
      experts: .init(
        count: 128, perToken: 8, layers: 94, parametersB: 227.096, fourBit: .nvfp4OverEightBit),
      context: 40_960, fp8Block: 128, source: configuration),
  ]

  private static let mistral: [ModelArchitecture] = [
    ModelArchitecture(
      name: "mistral-7b", aliases: ["mistralai/Mistral-7B-v0.3", "mistralai/Mistral-7B-Instruct-v0.3"],
      parametersB: 7.248, layers: 32, hidden: 4096, heads: 32, kvHeads: 8, vocabulary: 32_768,
      context: 32_768, source: configuration),
    ModelArchitecture(
      name: "mixtral-8x7b", aliases: ["mistralai/Mixtral-8x7B-v0.1", "mistralai/Mixtral-8x7B-Instruct-v0.1"],
      parametersB: 46.703, activeParametersB: 12.880, layers: 32, hidden: 4096, heads: 32, kvHeads: 8,
      vocabulary: 32_000, experts: .init(count: 8, perToken: 2, layers: 32, parametersB: 45.097),
      context: 32_768, source: configuration),
    ModelArchitecture(
      name: "mistral-small-24b",
      aliases: ["mistralai/Mistral-Small-24B-Instruct-2501", "mistralai/Mistral-Small-24B-Base-2501"],
      parametersB: 23.572, layers: 40, hidden: 5120, heads: 32, kvHeads: 8, headSize: 128,
      vocabulary: 131_072, context: 32_768, source: configuration),
  ]

  private static let openWeights: [ModelArchitecture] = [
    ModelArchitecture(
      name: "gpt-oss-20b", aliases: ["openai/gpt-oss-20b"],
      parametersB: 20.915, activeParametersB: 3.610, layers: 24, hidden: 2880, heads: 64, kvHeads: 8,
      headSize: 64, vocabulary: 201_088,
      experts: .init(count: 32, perToken: 4, layers: 24, parametersB: 19.110, fourBit: .mxfp4),
      windowedLayers: 12,
      window: 128, context: 131_072, published: .mxfp4, source: configuration),
    ModelArchitecture(
      name: "gpt-oss-120b", aliases: ["openai/gpt-oss-120b"],
      parametersB: 116.829, activeParametersB: 5.133, layers: 36, hidden: 2880, heads: 64, kvHeads: 8,
      headSize: 64, vocabulary: 201_088,
      experts: .init(count: 128, perToken: 4, layers: 36, parametersB: 114.661, fourBit: .mxfp4),
      windowedLayers: 18,
      window: 128, context: 131_072, published: .mxfp4, source: configuration),
    ModelArchitecture(
      name: "minimax-m2.5", aliases: ["MiniMaxAI/MiniMax-M2.5"],
      parametersB: 228.640, activeParametersB: 10.980, layers: 62, hidden: 3072, heads: 48, kvHeads: 8,
      headSize: 128, vocabulary: 200_064,
      experts: .init(
        count: 256, perToken: 8, layers: 62, parametersB: 224.680, fourBit: .nvfp4OverEightBit),
      context: 196_608, published: .fp8, source: configuration),
    ModelArchitecture(
      name: "gemma-2-9b", aliases: ["google/gemma-2-9b-it", "google/gemma-2-9b"],
      parametersB: 9.242, layers: 42, hidden: 3584, heads: 16, kvHeads: 8, headSize: 256,
      vocabulary: 256_000, windowedLayers: 21, window: 4096, tiedEmbeddings: true, context: 8192,
      source: configuration),
    ModelArchitecture(
      name: "gemma-3-27b", aliases: ["google/gemma-3-27b-it", "google/gemma-3-27b-pt"],
      parametersB: 27.009, layers: 62, hidden: 5376, heads: 32, kvHeads: 16, headSize: 128,
      vocabulary: 262_208, windowedLayers: 52, window: 1024, tiedEmbeddings: true,
      context: 131_072, source: "published model configuration; language part only"),
    ModelArchitecture(
      name: "phi-4", aliases: ["microsoft/phi-4"],
      parametersB: 14.660, layers: 40, hidden: 5120, heads: 40, kvHeads: 10, vocabulary: 100_352,
      context: 16_384, source: configuration),
  ]

  /// Models with multi-head latent attention: 512 latent and 64 rotary elements per token and layer.
  private static let latentAttention: [ModelArchitecture] = [
    ModelArchitecture(
      name: "deepseek-v3", aliases: ["deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3-0324"],
      parametersB: 671.026, activeParametersB: 37.552, layers: 61, hidden: 7168, heads: 128, kvHeads: 128,
      headSize: 128, vocabulary: 129_280, kvElementsPerTokenLayer: 576,
      experts: .init(count: 256, perToken: 8, layers: 58, parametersB: 653.908), context: 163_840,
      published: .fp8, fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "deepseek-r1", aliases: ["deepseek-ai/DeepSeek-R1", "deepseek-ai/DeepSeek-R1-0528"],
      parametersB: 671.026, activeParametersB: 37.552, layers: 61, hidden: 7168, heads: 128, kvHeads: 128,
      headSize: 128, vocabulary: 129_280, kvElementsPerTokenLayer: 576,
      experts: .init(count: 256, perToken: 8, layers: 58, parametersB: 653.908), context: 163_840,
      published: .fp8, fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "kimi-k2", aliases: ["moonshotai/Kimi-K2-Instruct", "moonshotai/Kimi-K2-Base"],
      parametersB: 1026.4, activeParametersB: 32.7, layers: 61, hidden: 7168, heads: 64, kvHeads: 64,
      headSize: 128, vocabulary: 163_840, kvElementsPerTokenLayer: 576,
      experts: .init(count: 384, perToken: 8, layers: 60, parametersB: 1014.687), context: 131_072,
      published: .fp8, fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "kimi-k2.5", aliases: ["moonshotai/Kimi-K2.5"],
      parametersB: 1026.4, activeParametersB: 32.7, layers: 61, hidden: 7168, heads: 64, kvHeads: 64,
      headSize: 128, vocabulary: 163_840, kvElementsPerTokenLayer: 576,
      experts: .init(count: 384, perToken: 8, layers: 60, parametersB: 1014.687),
      context: 262_144, published: .int4, source: "published model configuration; language part only"),
  ]
}

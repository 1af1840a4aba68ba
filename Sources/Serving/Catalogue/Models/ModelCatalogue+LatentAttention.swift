extension ModelCatalogue {
  /// Models with multi-head latent attention that came after DeepSeek-V3: 512 latent and 64 rotary elements per token and
  /// layer; those with sparse attention read what its index chooses.
  static let latentSince2025: [ModelArchitecture] = [
    ModelArchitecture(
      name: "deepseek-v3.1", aliases: ["deepseek-ai/DeepSeek-V3.1", "deepseek-ai/DeepSeek-V3.1-Terminus"],
      parametersB: 670.919, activeParametersB: 37.445, layers: 61, hidden: 7168, heads: 128, kvHeads: 128,
      headSize: 128, vocabulary: 129280, kvElementsPerTokenLayer: 576,
      experts: .init(count: 256, perToken: 8, layers: 58, parametersB: 653.909), context: 163840,
      published: .fp8, fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "deepseek-v3.2", aliases: ["deepseek-ai/DeepSeek-V3.2", "deepseek-ai/DeepSeek-V3.2-Exp"],
      parametersB: 670.919, activeParametersB: 37.445, layers: 61, hidden: 7168, heads: 128, kvHeads: 128,
      headSize: 128, vocabulary: 129280, kvElementsPerTokenLayer: 576,
      experts: .init(count: 256, perToken: 8, layers: 58, parametersB: 653.909), attendedTokens: 2048,
      context: 163840, published: .fp8, fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "kimi-k2-0905", aliases: ["moonshotai/Kimi-K2-Instruct-0905"],
      parametersB: 1026.242, activeParametersB: 32.695, layers: 61, hidden: 7168, heads: 64, kvHeads: 64,
      headSize: 128, vocabulary: 163840, kvElementsPerTokenLayer: 576,
      experts: .init(count: 384, perToken: 8, layers: 60, parametersB: 1014.686), context: 262144,
      published: .fp8, fp8Block: 128, source: configuration),
    ModelArchitecture(
      name: "kimi-k2-thinking", aliases: ["moonshotai/Kimi-K2-Thinking"],
      parametersB: 1026.242, activeParametersB: 32.695, layers: 61, hidden: 7168, heads: 64, kvHeads: 64,
      headSize: 128, vocabulary: 163840, kvElementsPerTokenLayer: 576,
      experts: .init(count: 384, perToken: 8, layers: 60, parametersB: 1014.686), context: 262144,
      published: .int4,
      source: configuration),
    ModelArchitecture(
      name: "kimi-k2.6", aliases: ["moonshotai/Kimi-K2.6"],
      parametersB: 1026.242, activeParametersB: 32.695, layers: 61, hidden: 7168, heads: 64, kvHeads: 64,
      headSize: 128, vocabulary: 163840, kvElementsPerTokenLayer: 576,
      experts: .init(count: 384, perToken: 8, layers: 60, parametersB: 1014.686), context: 262144,
      published: .int4,
      source: languagePart),
    ModelArchitecture(
      name: "kimi-k2.7-code", aliases: ["moonshotai/Kimi-K2.7-Code"],
      parametersB: 1026.242, activeParametersB: 32.695, layers: 61, hidden: 7168, heads: 64, kvHeads: 64,
      headSize: 128, vocabulary: 163840, kvElementsPerTokenLayer: 576,
      experts: .init(count: 384, perToken: 8, layers: 60, parametersB: 1014.686), context: 262144,
      published: .int4,
      source: languagePart),
    ModelArchitecture(
      name: "glm-5",
      aliases: ["zai-org/GLM-5", "zai-org/GLM-5-FP8", "zai-org/GLM-5.1", "zai-org/GLM-5.1-FP8"],
      parametersB: 743.061, activeParametersB: 40.935, layers: 78, hidden: 6144, heads: 64, kvHeads: 64,
      headSize: 256, vocabulary: 154880, kvElementsPerTokenLayer: 576,
      experts: .init(count: 256, perToken: 8, layers: 75, parametersB: 724.776), attendedTokens: 2048,
      context: 202752, fp8Block: 128, source: configuration),
  ]
}

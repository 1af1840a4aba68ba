extension ModelCatalogue {
  /// Llama 3.2 and 4.
  static let llamaSince32: [ModelArchitecture] = [
    ModelArchitecture(
      name: "llama-3.2-1b", aliases: ["meta-llama/Llama-3.2-1B", "meta-llama/Llama-3.2-1B-Instruct"],
      parametersB: 1.236, layers: 16, hidden: 2048, heads: 32, kvHeads: 8, headSize: 64, vocabulary: 128256,
      tiedEmbeddings: true, context: 131072, source: configuration),
    ModelArchitecture(
      name: "llama-3.2-3b", aliases: ["meta-llama/Llama-3.2-3B", "meta-llama/Llama-3.2-3B-Instruct"],
      parametersB: 3.213, layers: 28, hidden: 3072, heads: 24, kvHeads: 8, headSize: 128, vocabulary: 128256,
      tiedEmbeddings: true, context: 131072, source: configuration),
    ModelArchitecture(
      name: "llama-3.2-11b-vision",
      aliases: ["meta-llama/Llama-3.2-11B-Vision", "meta-llama/Llama-3.2-11B-Vision-Instruct"],
      parametersB: 9.775, layers: 40, hidden: 4096, heads: 32, kvHeads: 8, headSize: 128, vocabulary: 128256,
      uncachedLayers: 8, context: 131072, source: languagePart),
    ModelArchitecture(
      name: "llama-4-scout",
      aliases: ["meta-llama/Llama-4-Scout-17B-16E", "meta-llama/Llama-4-Scout-17B-16E-Instruct"],
      parametersB: 107.765, activeParametersB: 17.168, layers: 48, hidden: 5120, heads: 40, kvHeads: 8,
      headSize: 128, vocabulary: 202048,
      experts: .init(count: 16, perToken: 1, layers: 48, parametersB: 96.637), windowedLayers: 36,
      window: 8192, context: 10485760, source: languagePart),
    ModelArchitecture(
      name: "llama-4-maverick",
      aliases: ["meta-llama/Llama-4-Maverick-17B-128E", "meta-llama/Llama-4-Maverick-17B-128E-Instruct"],
      parametersB: 400.696, activeParametersB: 17.168, layers: 48, hidden: 5120, heads: 40, kvHeads: 8,
      headSize: 128, vocabulary: 202048,
      experts: .init(count: 128, perToken: 1, layers: 24, parametersB: 386.547), windowedLayers: 36,
      window: 8192, context: 1048576, source: languagePart),
  ]
}

import Serving
import Testing

@Suite("Catalogues")
struct CatalogueTests {
  @Test("Every GPU type of the scenario format is known, by any case and alias")
  func gpuNames() throws {
    let names = [
      "RTX-4090", "A10G", "L4", "A40", "RTX-A6000", "L40", "L40S", "RTX-PRO-6000", "A100-40G-SXM",
      "A100-80G-SXM", "A100-80G-PCIe", "H100-PCIe", "H100-SXM", "H200-SXM", "B200-SXM", "MI300X",
    ]
    #expect(Array(GPUCatalogue.all.map(\.name).prefix(names.count)) == names)
    let aliases = [
      ("H100", "H100-SXM"), ("h100", "H100-SXM"), ("4090", "RTX-4090"), ("a6000", "RTX-A6000"),
      ("A100", "A100-80G-SXM"), ("h200", "H200-SXM"), ("b200", "B200-SXM"), ("l40s", "L40S"),
      ("a100-80g-pcie", "A100-80G-PCIe"),
    ]
    for (alias, name) in aliases {
      #expect(GPUCatalogue.type(named: alias)?.name == name, "\(alias)")
    }
    #expect(GPUCatalogue.type(named: "H400") == nil)
  }

  @Test("No name or alias means two things")
  func uniqueNames() {
    let gpus = GPUCatalogue.all.flatMap { [$0.name] + $0.aliases }.map { $0.lowercased() }
    #expect(Set(gpus).count == gpus.count)
    let models = ModelCatalogue.all.flatMap { [$0.name] + $0.aliases }.map { $0.lowercased() }
    #expect(Set(models).count == models.count)
  }

  @Test("Memory is in GB of 10^9 bytes, rates are dense")
  func gpuFacts() throws {
    let h100 = try #require(GPUCatalogue.type(named: "H100"))
    // 79.65 GiB * 1.073741824.
    #expect(abs(h100.memoryGB - 85.5235) < 0.001)
    #expect(h100.tflops == 989)
    #expect(h100.fp8Tflops == 1979)
    #expect(h100.hasNVLink)
    let a40 = try #require(GPUCatalogue.type(named: "A40"))
    #expect(a40.fp8Tflops == nil)
    #expect(!a40.hasNVLink)
    for type in GPUCatalogue.all {
      #expect(
        type.memoryGB > 15 && type.bandwidthGBs > 0 && type.tflops > 0 && type.linkGBs > 0, "\(type.name)")
      #expect(["high", "medium", "low"].contains(type.confidence), "\(type.name)")
      #expect(!type.source.isEmpty, "\(type.name)")
    }
  }

  @Test("A misspelt name finds its neighbour, nonsense finds none")
  func nearestNames() {
    #expect(GPUCatalogue.nearest(to: "H10O") == "H100")
    // Another number is another product: no hint sends anybody there.
    #expect(GPUCatalogue.nearest(to: "rtx4080") == nil)
    #expect(GPUCatalogue.nearest(to: "H21") == nil)
    #expect(ModelCatalogue.nearest(to: "lama-3-70b") == "llama-3-70b")
    #expect(ModelCatalogue.nearest(to: "llama-3.1-70") == "llama-3.1-70b")
    #expect(GPUCatalogue.nearest(to: "zzzzzzzzzz") == nil)
    #expect(nearestName(to: "bugdet", among: ["demand", "budget", "title"]) == "budget")
    #expect(nearestName(to: "x", among: []) == nil)
  }

  @Test("KV bytes of a token follow from heads and layers")
  func kvBytes() throws {
    // 2 (keys and values) * kv heads * head size * layers * bytes.
    let cases: [(String, Precision, Double)] = [
      ("llama-3-70b", .bf16, 327_680), ("llama-3-8b", .bf16, 131_072), ("qwen3-32b", .fp8, 131_072),
      ("gpt-oss-120b", .bf16, 73_728), ("deepseek-v3", .fp8, 35_136),
    ]
    for (name, precision, bytes) in cases {
      let model = try #require(ModelCatalogue.model(named: name))
      let perToken =
        Double(model.kvElementsPerTokenLayer) * Double(model.layers) * precision.bytesPerKVElement
      #expect(perToken == bytes, "\(name)")
    }
    #expect(try #require(ModelCatalogue.model(named: "deepseek-r1")).usesLatentAttention)
    #expect(!(try #require(ModelCatalogue.model(named: "llama-3-70b")).usesLatentAttention))
  }

  @Test("Expert parameters are layers * experts * three matrices")
  func expertParameters() throws {
    let cases: [(String, Int)] = [
      ("qwen3-30b-a3b", 768), ("qwen3-235b-a22b", 1536), ("mixtral-8x7b", 14336), ("gpt-oss-120b", 2880),
      ("gpt-oss-20b", 2880), ("deepseek-v3", 2048), ("kimi-k2", 2048), ("minimax-m2.5", 1536),
      ("qwen3-next-80b-a3b", 512), ("qwen3-coder-480b-a35b", 2560), ("glm-4.5", 1536), ("glm-4.5-air", 1408),
      ("llama-4-scout", 8192), ("llama-4-maverick", 8192), ("mixtral-8x22b", 16384),
    ]
    for (name, width) in cases {
      let model = try #require(ModelCatalogue.model(named: name))
      let experts = try #require(model.experts)
      let parameters = Double(experts.layers * experts.count * 3 * model.hidden * width) / 1e9
      #expect(abs(parameters - experts.parametersB) < 0.002 * parameters, "\(name): \(parameters)")
    }
  }

  @Test("Parameters by part are those that the measurements were read with")
  func parametersByPart() throws {
    // 10^9 outside the experts, without embedding and output head; 10^9 of all experts.
    let cases: [(String, Double, Double)] = [
      ("llama-3.1-70b", 68.451, 0), ("llama-3.1-8b", 6.979, 0), ("qwen3-32b", 31.206, 0),
      ("qwen3-235b-a22b", 6.702, 227.10), ("gpt-oss-120b", 0.956, 114.66), ("minimax-m2.5", 2.730, 224.68),
      ("deepseek-r1", 15.157, 653.91), ("kimi-k2.5", 9.207, 1014.69),
    ]
    for (name, dense, experts) in cases {
      let model = try #require(ModelCatalogue.model(named: name))
      let heads = Double(model.vocabulary * model.hidden) * (model.tiedEmbeddings ? 1 : 2) / 1e9
      let part = model.experts?.parametersB ?? 0
      #expect(abs(part - experts) <= 0.001 * experts, "\(name): \(part)")
      #expect(abs(model.parametersB - part - heads - dense) <= 0.06 * dense, "\(name)")
    }
  }

  @Test("Totals leave room for dense layers, and no model activates more than it has")
  func parameterTotals() {
    for model in ModelCatalogue.all {
      let embeddings = Double(model.vocabulary * model.hidden) * (model.tiedEmbeddings ? 1 : 2) / 1e9
      let dense = model.parametersB - (model.experts?.parametersB ?? 0) - embeddings
      #expect(model.windowedLayers + model.uncachedLayers < model.layers, "\(model.name)")
      #expect(dense > 0, "\(model.name)")
      #expect(model.activeParametersB <= model.parametersB, "\(model.name)")
      #expect(model.heads % model.kvHeads == 0, "\(model.name)")
    }
  }

  @Test("Hugging Face ids name models")
  func huggingFaceIds() {
    let ids = [
      ("meta-llama/Llama-3.1-70B-Instruct", "llama-3.1-70b"), ("openai/gpt-oss-120b", "gpt-oss-120b"),
      ("qwen/qwen3-32b", "qwen3-32b"), ("deepseek-ai/DeepSeek-R1", "deepseek-r1"),
    ]
    for (id, name) in ids { #expect(ModelCatalogue.model(named: id)?.name == name) }
  }
}

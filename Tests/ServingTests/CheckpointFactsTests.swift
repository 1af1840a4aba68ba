import Testing

@testable import Serving

/// The memory and context of a request according to published configurations, and the splits of a checkpoint.
@Suite("Facts of checkpoints")
struct CheckpointFactsTests {
  private func estimate(
    _ model: String, _ precision: Precision, _ gpu: String, tp: Int = 1, _ shape: RequestShape,
    engine: EngineSettings = .vllm
  ) throws -> Estimate {
    RooflineEstimator.estimate(
      model: try #require(ModelCatalogue.model(named: model)), precision: precision,
      gpu: try #require(GPUCatalogue.type(named: gpu)), tp: tp, pp: 1, workload: shape, concurrency: 1,
      engine: engine)
  }

  private func reason(_ estimate: Estimate) -> String? {
    guard case .refused(let reason) = estimate else { return nil }
    return reason
  }

  /// GB that the weights and one prompt need, out of the refusal.
  private func needed(_ model: String, _ precision: Precision, input: Int) throws -> Double {
    let text = try #require(
      reason(estimate(model, precision, "L4", RequestShape(input: input, output: 1))), "\(model)")
    return try #require(text.split(separator: " ").dropFirst().first.flatMap { Double($0) }, "\(text)")
  }

  @Test("A token's KV cache has the size that the configuration gives it, windows held to their width")
  func bytesPerToken() throws {
    let facts: [(model: String, precision: Precision, bytes: Double)] = [
      ("llama-3.1-8b", .bf16, 131_072), ("deepseek-v3", .fp8, 70_272), ("kimi-k2", .fp8, 70_272),
      ("gemma-3-27b", .bf16, 81_920), ("gpt-oss-120b", .int4, 36_864), ("qwen3-235b-a22b", .fp8, 192_512),
      ("gemma-2-9b", .bf16, 172_032), ("mistral-7b", .bf16, 131_072),
    ]
    for (model, precision, bytes) in facts {
      let gigabytes =
        try needed(model, precision, input: 9_000_000) - needed(model, precision, input: 1_000_000)
      // Refusals have one decimal.
      #expect(abs(gigabytes * 1e9 / 8e6 - bytes) < 20, "\(model): \(gigabytes)")
    }
    // Inside the window every layer holds every token.
    let short = try needed("gemma-3-27b", .bf16, input: 1)
    #expect(try abs(needed("gemma-3-27b", .bf16, input: 1_001) - short - 0.5) < 0.15)
  }

  @Test("A request longer than the context is refused with both figures")
  func context() throws {
    let long: [(String, Precision, String, RequestShape, String)] = [
      ("llama-3.1-8b", .bf16, "B200", RequestShape(input: 1_000_000, output: 100), "131072"),
      ("llama-3.1-8b", .bf16, "H100", RequestShape(input: 131_072, output: 1), "131073 tokens"),
      ("llama-3-8b", .bf16, "H100", RequestShape(input: 16_384, output: 512), "8192"),
    ]
    for (model, precision, gpu, shape, figure) in long {
      let text = try #require(reason(estimate(model, precision, gpu, shape)))
      #expect(text.contains(figure) && text.contains("context"), "\(text)")
    }
    // What does not fit the memory is refused for that, with its figures.
    #expect(
      try reason(estimate("llama-3.1-8b", .bf16, "4090", RequestShape(input: 60_000, output: 100)))?
        .contains("needs") == true)
    #expect(
      try reason(estimate("llama-3.1-8b", .bf16, "H100", RequestShape(input: 131_071, output: 1))) == nil)
    #expect(try reason(estimate("llama-3.1-8b", .bf16, "H100", RequestShape(input: 1, output: 1))) == nil)
    for model in ModelCatalogue.all { #expect(model.context >= 4096, "\(model.name)") }
  }

  @Test("Experts scaled by blocks are split into whole blocks only")
  func blocks() throws {
    let shape = RequestShape(input: 1024, output: 256)
    for (model, tp, isRefused) in [
      ("qwen3-235b-a22b", 8, true), ("qwen3-235b-a22b", 4, false), ("qwen3-30b-a3b", 4, true),
      ("qwen3-30b-a3b", 8, true), ("qwen3-30b-a3b", 2, false), ("deepseek-v3", 8, false),
    ] {
      let text = try reason(estimate(model, .fp8, "H200", tp: tp, shape))
      #expect(
        (text?.contains("blocks of 128") == true) == isRefused, "\(model) TP \(tp): \(text ?? "served")")
    }
    // TensorRT-LLM was measured on such a split, and other formats have no such blocks.
    #expect(try reason(estimate("qwen3-235b-a22b", .fp8, "H200", tp: 8, shape, engine: .trtllm)) == nil)
    #expect(try reason(estimate("qwen3-30b-a3b", .bf16, "H200", tp: 8, shape)) == nil)
  }

  @Test("A checkpoint's format is known by its name or its publisher")
  func formats() throws {
    let deepseek = try #require(ModelCatalogue.model(named: "deepseek-v3"))
    #expect(deepseek.isInFP8("deepseek-ai/DeepSeek-V3-0324") && !deepseek.isInFP8("me/DeepSeek-V3-bf16"))
    let qwen = try #require(ModelCatalogue.model(named: "qwen3-235b-a22b"))
    #expect(qwen.repository(for: .fp8) == "Qwen/Qwen3-235B-A22B-FP8")
    #expect(qwen.repository(for: .bf16) == "Qwen/Qwen3-235B-A22B" && !qwen.isInFP8("Qwen/Qwen3-235B-A22B"))
  }
}

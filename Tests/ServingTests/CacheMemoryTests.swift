import Testing

@testable import Serving

/// Bytes of KV cache and state that one request takes, against each architecture's formula by hand.
@Suite("Memory of the KV cache")
struct CacheMemoryTests {
  /// Bytes of one request on one of `tp` GPUs.
  private func bytes(
    _ name: String, tokens: Double, gpu: String = "H100", tp: Int = 1, precision: Precision = .bf16,
    engine: EngineSettings = .vllm
  ) throws -> Double {
    let model = try catalogueModel(name)
    let cost = StageCost(
      model: model, precision: precision, type: try #require(GPUCatalogue.type(named: gpu)),
      parallel: StageParallelism(tp: tp), engine: engine)
    return cost.kvGBPerLayer(tokens: tokens) * Double(model.layers) * 1e9
  }

  private func expect(
    _ found: Double, _ expected: Double, _ what: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(abs(found / expected - 1) < 1e-9, what, sourceLocation: sourceLocation)
  }

  @Test("Llama-3.1-8B: 32 layers of 8 heads of 128 in 16 bits, 131,072 bytes a token")
  func llama() throws {
    expect(try bytes("llama-3.1-8b", tokens: 1000), 1000 * 131_072)
    expect(try bytes("llama-3.1-8b", tokens: 1000, tp: 2), 500 * 131_072)
    // Eight heads on sixteen GPUs are held twice.
    expect(try bytes("llama-3.1-8b", tokens: 1000, tp: 16), 125 * 131_072)
    let eightBit = EngineSettings(kvPrecision: .fp8)
    expect(try bytes("llama-3.1-8b", tokens: 1000, engine: eightBit), 500 * 131_072)
  }

  @Test("Gemma-3-27B: 10 layers keep everything, 81,920 bytes a token; 52 keep a window of 1,024")
  func gemma() throws {
    let window = Double(52 * 1024 * 2 * 16 * 128 * 2)
    expect(try bytes("gemma-3-27b", tokens: 20_000), 20_000 * 81_920 + window)
    expect(try bytes("gemma-3-27b", tokens: 500), 500 * 507_904)
  }

  @Test("gpt-oss-120b: 18 layers keep everything, 36,864 bytes a token; 18 keep a window of 128")
  func gptOSS() throws {
    let perTokenLayer = 2.0 * 8 * 64 * 2
    expect(try bytes("gpt-oss-120b", tokens: 8192), 149_760 * perTokenLayer)
  }

  @Test(
    "Qwen3-Next: 12 layers keep 2 heads of 256, 36 hold a state of 32 heads of 128 x 128 and the convolution's"
  )
  func qwenNext() throws {
    let matrices = 32 * 128 * 128
    let convolution = 3 * (2 * 16 * 128 + 32 * 128)
    let state = Double(36 * (matrices + convolution) * 2)
    expect(try bytes("qwen3-next-80b-a3b", tokens: 4000), 4000 * 24_576 + state)
    expect(try bytes("qwen3-next-80b-a3b", tokens: 0), state)
  }

  @Test("DeepSeek-V3: 576 latent elements of 61 layers, in 16 bits, on every GPU alike; 8 bits on Blackwell")
  func deepSeek() throws {
    let sixteen = 1000.0 * 576 * 61 * 2
    for gpu in ["H200", "A100", "MI300X"] {
      expect(try bytes("deepseek-v3", tokens: 1000, gpu: gpu, precision: .fp8), sixteen, "\(gpu)")
    }
    expect(try bytes("deepseek-v3", tokens: 1000, gpu: "H200", tp: 8, precision: .fp8), sixteen)
    expect(try bytes("deepseek-v3", tokens: 1000, gpu: "B200", precision: .fp8), sixteen / 2)
  }

  @Test(
    "Nemotron-H-56B: 10 of 118 layers keep 8 heads of 128; 54 Mamba-2 layers hold 256 heads of 64 x 256 and 3 inputs"
  )
  func nemotron() throws {
    let matrices = 256 * 64 * 256 * 4
    let convolution = (256 * 64 + 2 * 8 * 256) * 3 * 2
    let state = Double(54 * (matrices + convolution))
    expect(try bytes("nemotron-h-56b", tokens: 4000), 4000 * 40_960 + state)
  }

  @Test("Gemma-4-31B: layers with a window have other heads than those without")
  func gemma4() throws {
    let window = Double(50 * 1024 * 2 * 16 * 256 * 2)
    expect(try bytes("gemma-4-31b", tokens: 10_000), 10_000 * 81_920 + window)
  }

  @Test("DeepSeek-V3.2 keeps every token but reads 2,048 of them")
  func sparseAttention() throws {
    let model = try catalogueModel("deepseek-v3.2")
    expect(try bytes("deepseek-v3.2", tokens: 60_000, gpu: "H200", precision: .fp8), 60_000 * 70_272)
    let cost = StageCost(
      model: model, precision: .fp8, type: try #require(GPUCatalogue.type(named: "H200")),
      parallel: StageParallelism(tp: 8))
    let short = cost.step(layers: 61, hasHead: false, context: 2048, promptContext: 0)
    let long = cost.step(layers: 61, hasHead: false, context: 60_000, promptContext: 0)
    #expect(short.perSequence == long.perSequence)
  }
}

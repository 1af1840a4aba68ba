import Testing

@testable import Serving

@Suite("Limits of engines")
struct EngineSettingsTests {
  private func limits(_ engine: EngineSettings, _ gpu: String) throws -> StepLimits {
    engine.stepLimits(on: try #require(GPUCatalogue.type(named: gpu)))
  }

  @Test("vLLM decodes 1,024 sequences on GPUs of 70 GiB and more but the A100, 256 on others")
  func vllm() throws {
    for gpu in ["H100", "H200", "B200", "MI300X", "RTX-PRO-6000", "H100-PCIe", "H20"] {
      #expect(try limits(.vllm, gpu) == StepLimits(sequences: 1024, promptTokens: 8192), "\(gpu)")
    }
    for gpu in ["A100", "A100-PCIe", "A100-40G", "L40S", "4090", "L4", "V100-32GB"] {
      #expect(try limits(.vllm, gpu) == StepLimits(sequences: 256, promptTokens: 2048), "\(gpu)")
    }
  }

  @Test("SGLang's chunk follows the memory; TensorRT-LLM has one default")
  func others() throws {
    #expect(try limits(.sglang, "4090").promptTokens == 2048)
    #expect(try limits(.sglang, "L40S").promptTokens == 4096)
    #expect(try limits(.sglang, "H200").promptTokens == 8192)
    #expect(try limits(.sglang, "B200").promptTokens == 16_384)
    #expect(try limits(.trtllm, "A100") == StepLimits(sequences: 2048, promptTokens: 8192))
  }

  @Test("A stated limit on sequences bounds what is in flight, and more of them serve more short requests")
  func sequences() throws {
    let shape = RequestShape(input: 128, output: 128)
    func rate(_ sequences: Int?) throws -> Throughput {
      try throughput(
        RooflineEstimator.estimate(
          model: try catalogueModel("llama-3.1-8b"), precision: .fp8,
          gpu: try #require(GPUCatalogue.type(named: "H100")),
          tp: 1, pp: 1, workload: shape, engine: EngineSettings(maxSequences: sequences)))
    }
    let few = try rate(64)
    let usual = try rate(nil)
    #expect(few.requestsPerSecond < 0.5 * usual.requestsPerSecond)
    #expect(try rate(1024) == usual)
  }

  @Test("A smaller part of the memory leaves room for fewer requests")
  func memory() throws {
    func limit(_ fraction: Double?) throws -> Double {
      let estimator = RooflineEstimator(
        model: try catalogueModel("llama-3.1-8b"), precision: .bf16,
        type: try #require(GPUCatalogue.type(named: "H100")), parallel: StageParallelism(tp: 1),
        engine: EngineSettings(memoryFraction: fraction))
      return estimator.sequenceLimit(for: RequestShape(input: 4000, output: 200))
    }
    // Half of the 85.5 GB less 2 GB, less 16.06 GB of weights, against 0.95 of them.
    let ratio = (85.5235 * 0.5 - 2 - 16.06) / (85.5235 * 0.95 - 2 - 16.06)
    #expect(abs(try limit(0.5) / limit(nil) / ratio - 1) < 0.01)
  }

  @Test("Engines whose tokens of a step include decoding ones decode no more sequences than a stated chunk")
  func narrowChunk() throws {
    for engine in [ServingEngine.vllm, .trtllm] {
      #expect(
        try limits(EngineSettings(name: engine, chunkTokens: 512), "H100")
          == StepLimits(sequences: 512, promptTokens: 512))
    }
    #expect(try limits(EngineSettings(name: .sglang, chunkTokens: 512), "H100").sequences == 2048)
  }

  @Test(
    "Prompts of several steps and short answers are served no faster than their tokens pass",
    arguments: [(16_384, 1), (100_000, 1), (100_000, 4), (100_000, 12)])
  func longPrompts(input: Int, output: Int) throws {
    func tokenRate(_ input: Int, _ output: Int) throws -> Double {
      Double(input)
        * (try throughput(
          RooflineEstimator.estimate(
            model: try catalogueModel("llama-3.1-8b"), precision: .bf16,
            gpu: try #require(GPUCatalogue.type(named: "H100")), tp: 1, pp: 1,
            workload: RequestShape(input: input, output: output)))).requestsPerSecond
    }
    // A prompt of one step passes fastest: attention to what went before only adds to a later one.
    let fastest = try tokenRate(8192, 1)
    #expect(try tokenRate(input, output) < fastest)
  }

  @Test("A model's settings come before the scenario's, which fill what is left open for the same engine")
  func completion() {
    let own = EngineSettings(maxSequences: 64)
    let all = EngineSettings(maxSequences: 512, chunkTokens: 4096, kvPrecision: .fp8)
    #expect(own.completed(by: all) == EngineSettings(maxSequences: 64, chunkTokens: 4096, kvPrecision: .fp8))
    #expect(EngineSettings(.sglang).completed(by: all) == .sglang)
  }
}

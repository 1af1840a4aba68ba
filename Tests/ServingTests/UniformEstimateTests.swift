import Serving
import Testing

@Suite("Estimates of uniform replicas")
struct UniformEstimateTests {
  private func estimate(_ name: String, _ gpu: String, tp: Int, pp: Int, _ precision: Precision = .bf16)
    throws
    -> Estimate
  {
    RooflineEstimator.estimate(
      model: try catalogueModel(name), precision: precision, gpu: try #require(GPUCatalogue.type(named: gpu)),
      tp: tp, pp: pp, workload: RequestShape(input: 1024, output: 512))
  }

  @Test("Layers are shared out as by hand")
  func sameAsByHand() throws {
    for stages in [1, 2, 4] {
      let model = try catalogueModel("llama-3-70b")
      let byHand = try throughput(
        RooflineEstimator.estimate(
          model: model, precision: .bf16, layout: uniform(model, tp: 4, stages: stages),
          pools: try pool("H200"),
          workload: RequestShape(input: 1024, output: 512)))
      let found = try throughput(estimate("llama-3-70b", "H200", tp: 4, pp: stages))
      // The last stage holds the output head, so it may have a layer or two less.
      #expect(found.requestsPerSecond >= byHand.requestsPerSecond * 0.999)
      #expect(found.requestsPerSecond < byHand.requestsPerSecond * 1.1)
    }
  }

  @Test("What cannot be is refused with its figures")
  func refusals() throws {
    let cases: [(String, String, Int, Int, String)] = [
      ("qwen2.5-7b", "H100", 8, 1, "TP 8 does not divide 28 heads and 4 key-value heads"),
      ("llama-3-70b", "H100", 16, 1, "TP 16 crosses machines: H100-SXM has 8 GPUs in each"),
      ("llama-3-8b", "H100", 1, 33, "33 stages, but only 32 layers"),
      ("llama-3-8b", "H100", 0, 1, "TP and PP must be at least 1"),
      // 141.108 GB of weights and 1536 tokens of 327,680 bytes; 0.95 * 85.52 - 2 GB.
      ("llama-3-70b", "H100", 1, 1, "needs 141.6 GB, has 79.2 GB"),
    ]
    for (model, gpu, tp, pp, reason) in cases {
      #expect(try estimate(model, gpu, tp: tp, pp: pp) == .refused(reason))
    }
  }

  @Test("The band follows the weakest GPU, then the kind of model")
  func bands() throws {
    let cases: [(String, [String], AccuracyBand)] = [
      ("llama-3-70b", ["H100"], .dense), ("gpt-oss-120b", ["B200"], .experts),
      ("llama-3-70b", ["L40S"], .boards),
      ("gpt-oss-20b", ["L40S"], .boardExperts), ("llama-3-70b", ["A100"], .ampere),
      ("llama-3-70b", ["MI300X"], .accelerators), ("llama-3-70b", ["H800"], .unmeasured),
      ("llama-3-70b", ["L40S", "L40S"], .boards), ("llama-3-70b", ["H100", "A40"], .unmeasured),
      // Neither mixed pipelines nor those over NVLink were measured.
      ("llama-3-70b", ["H100", "L40S"], .unmeasured), ("llama-3-70b", ["H100", "H100"], .unmeasured),
    ]
    for (name, gpus, band) in cases {
      let types = try gpus.map { try #require(GPUCatalogue.type(named: $0)) }
      #expect(AccuracyBand.of(model: try catalogueModel(name), stages: types) == band)
    }
    let figure = try throughput(estimate("llama-3-70b", "H100", tp: 4, pp: 1))
    let widest = AccuracyBand.dense.factors
    #expect(figure.provenance.band == widest)
    #expect(abs(figure.provenance.relativeError - (1 - widest.lowerBound)) < 1e-12)
    let boards = try catalogueModel("llama-3-70b")
    let board = try #require(GPUCatalogue.type(named: "L40S"))
    #expect(AccuracyBand.of(model: boards, stages: [board], tp: 4) == .linkedBoards)
  }
}

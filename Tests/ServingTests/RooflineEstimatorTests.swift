import Serving
import Testing

@Suite("Roofline estimates")
struct RooflineEstimatorTests {
  private func estimate(
    _ name: String, _ precision: Precision, _ gpu: String, tp: Int, stages: Int = 1, _ input: Int,
    _ output: Int,
    slo: SLO? = nil, concurrency: Double? = nil
  ) throws -> Throughput {
    let model = try catalogueModel(name)
    return try throughput(
      RooflineEstimator.estimate(
        model: model, precision: precision, layout: uniform(model, tp: tp, stages: stages),
        pools: try pool(gpu),
        workload: RequestShape(input: input, output: output), slo: slo, concurrency: concurrency))
  }

  @Test("One sequence decodes no faster than its weights can be read, and not much slower")
  func decodeRoofline() throws {
    let cases: [(String, Precision, String, Int, Double)] = [
      // (70.554 - 1.051 embedding) * 2 / 4 / 3350 GB/s = 10.37 ms.
      ("llama-3-70b", .bf16, "H100", 4, 10.37),
      // (8.030 - 0.525) * 2 / 1 / 3350 = 4.48 ms.
      ("llama-3-8b", .bf16, "H100", 1, 4.48),
      // 7.505 * 2 / 1008 = 14.89 ms.
      ("llama-3-8b", .bf16, "RTX-4090", 1, 14.89),
    ]
    for (model, precision, gpu, tp, floor) in cases {
      let point = try estimate(model, precision, gpu, tp: tp, 128, 512, concurrency: 1)
      let tpot = try #require(point.tpotMs)
      #expect(tpot > floor && tpot < 1.7 * floor, "\(model) \(gpu): \(tpot)")
    }
  }

  @Test("More in flight serves more and takes longer a token")
  func monotoneInConcurrency() throws {
    var last: Throughput?
    for concurrency in [1.0, 2, 4, 8, 16, 32, 64, 128] {
      let point = try estimate("llama-3.1-70b", .fp8, "H100", tp: 4, 1024, 1024, concurrency: concurrency)
      if let last {
        #expect(point.requestsPerSecond > last.requestsPerSecond)
        #expect(try #require(point.tpotMs) > #require(last.tpotMs))
      }
      last = point
    }
  }

  @Test("A better GPU, a shorter request or a looser limit never serves less")
  func monotoneInFacts() throws {
    let model = try catalogueModel("llama-3-70b")
    let base = try #require(GPUCatalogue.type(named: "A100"))
    func rate(_ change: (inout GPUType) -> Void, input: Int = 1024, output: Int = 512) throws -> Double {
      var type = base
      change(&type)
      return try throughput(
        RooflineEstimator.estimate(
          model: model, precision: .bf16, layout: uniform(model, tp: 4),
          pools: [ServingPool(name: "x", type: type)],
          workload: RequestShape(input: input, output: output))
      ).requestsPerSecond
    }
    let reference = try rate { _ in }
    #expect(try rate { $0.tflops *= 1.5 } > reference)
    #expect(try rate { $0.bandwidthGBs *= 1.5 } > reference)
    #expect(try rate { $0.memoryGB *= 1.5 } >= reference)
    #expect(try rate { $0.linkGBs *= 2 } >= reference)
    #expect(try rate { $0.linkGBs /= 4 } < reference)
    #expect(try rate({ _ in }, input: 2048) < reference)
    #expect(try rate({ _ in }, output: 1024) < reference)
  }

  @Test("The point chosen keeps the limits, and a tighter limit never serves more")
  func limits() throws {
    var last = Double.infinity
    for tpot in [200.0, 100, 60, 40, 30, 25] {
      let slo = SLO(ttftMs: 3000, tpotMs: tpot)
      let point = try estimate("llama-3-70b", .bf16, "H100", tp: 4, 2455, 510, slo: slo)
      #expect(try #require(point.tpotMs) <= tpot)
      #expect(try #require(point.ttftMs) <= 3000)
      #expect(point.requestsPerSecond <= last)
      last = point.requestsPerSecond
    }
    #expect(throws: EstimateRefused.self) {
      try estimate("llama-3-70b", .bf16, "H100", tp: 4, 2455, 510, slo: SLO(tpotMs: 5))
    }
  }

  @Test("Long prompts are mostly prefill, long answers mostly decode")
  func prefillShare() throws {
    let long = try estimate("llama-3-70b", .bf16, "H100", tp: 4, 2455, 18).prefillShare
    let short = try estimate("llama-3-70b", .bf16, "H100", tp: 4, 496, 510).prefillShare
    #expect(long > 0.6 && long <= 1)
    #expect(short < 0.4 && short > 0)
  }

  @Test("Published measurements are met within the structure's error")
  func measurements() throws {
    struct Case {
      var model = "llama-3.1-70b"
      var precision = Precision.fp8
      var gpu: String
      var tp: Int
      var stages = 1
      var shape: (Int, Int)
      var concurrency: Double
      var requestsPerSecond: Double
    }
    let cases = [
      // vLLM, 1k/8k at 32 in flight: TTFT 171.7 ms, TPOT 18.39 ms; lengths of that sweep average 0.9.
      Case(gpu: "H100", tp: 4, shape: (922, 7373), concurrency: 32, requestsPerSecond: 0.2123 / 0.9),
      // gpt-oss, vLLM, 8k/1k at 16 in flight: TTFT 410.8 ms, TPOT 10.78 ms.
      Case(
        model: "gpt-oss-120b", precision: .int4, gpu: "H100", tp: 2, shape: (8192, 1024), concurrency: 16,
        requestsPerSecond: 1.399),
      // L40S boxes, 30 requests of 4096/1024: 512, 553, 960, 1230 and 112 tokens/s.
      Case(
        precision: .bf16, gpu: "L40S", tp: 4, shape: (4096, 1024), concurrency: 30, requestsPerSecond: 0.1),
      Case(
        precision: .bf16, gpu: "L40S", tp: 8, shape: (4096, 1024), concurrency: 30, requestsPerSecond: 0.108),
      Case(
        precision: .bf16, gpu: "L40S", tp: 1, stages: 4, shape: (4096, 1024), concurrency: 30,
        requestsPerSecond: 0.0219),
    ]
    for item in cases {
      let point = try estimate(
        item.model, item.precision, item.gpu, tp: item.tp, stages: item.stages, item.shape.0, item.shape.1,
        concurrency: item.concurrency)
      let ratio = point.requestsPerSecond / item.requestsPerSecond
      #expect(ratio > 1 / 1.5 && ratio < 1.5, "\(item.model) \(item.gpu) TP\(item.tp): \(ratio)")
    }
  }

  @Test(
    "On PCIe boxes pipelines beat wide tensor parallelism for long prompts; over NVLink they do not need to")
  func pipelinesOnPCIe() throws {
    for gpu in ["L40S", "L40"] {
      let wide = try estimate("llama-3-70b", .bf16, gpu, tp: 8, 2455, 18).requestsPerSecond
      let deep = try estimate("llama-3-70b", .bf16, gpu, tp: 1, stages: 8, 2455, 18).requestsPerSecond
      let both = try estimate("llama-3-70b", .bf16, gpu, tp: 4, stages: 2, 2455, 18).requestsPerSecond
      #expect(deep > both && both > wide, "\(gpu)")
    }
    let wide = try estimate("llama-3-70b", .bf16, "H100", tp: 4, 496, 510).requestsPerSecond
    let deep = try estimate("llama-3-70b", .bf16, "H100", tp: 1, stages: 4, 496, 510).requestsPerSecond
    #expect(wide > deep)
  }

  @Test("Copies of an 8B model beat splitting it, GPU for GPU")
  func copiesOfSmallModels() throws {
    for gpu in ["H100", "A100", "L40", "A40"] {
      for shape in paperShapes {
        let one = try estimate("llama-3-8b", .bf16, gpu, tp: 1, shape.input, shape.output).requestsPerSecond
        for tp in [2, 4] {
          let split = try estimate("llama-3-8b", .bf16, gpu, tp: tp, shape.input, shape.output)
          #expect(Double(tp) * one > split.requestsPerSecond, "\(gpu) TP\(tp) \(shape)")
        }
      }
    }
  }

  @Test("A pipeline is as slow as its slowest stage")
  func imbalance() throws {
    let model = try catalogueModel("llama-3-70b")
    func rate(_ layers: [Int]) throws -> Double {
      let layout = Layout(stages: layers.map { Stage(pool: 0, tp: 2, layers: $0) })
      return try throughput(
        RooflineEstimator.estimate(
          model: model, precision: .bf16, layout: layout, pools: try pool("H200"),
          workload: RequestShape(input: 2455, output: 18))
      ).requestsPerSecond
    }
    let even = try rate([40, 40])
    #expect(try rate([30, 50]) < even)
    #expect(try rate([20, 60]) < rate([30, 50]))
  }

  @Test("Requests beyond the KV memory wait for their first token")
  func saturation() throws {
    let below = try estimate("llama-3-70b", .bf16, "H100", tp: 2, 1024, 1024, concurrency: 4)
    let above = try estimate("llama-3-70b", .bf16, "H100", tp: 2, 1024, 1024, concurrency: 256)
    #expect(try #require(above.ttftMs) > 10 * #require(below.ttftMs))
    #expect(try #require(above.tpotMs) < 4 * #require(below.tpotMs))
  }
}

import Serving
import Testing

/// What measurements of others have shown must come out of the model, not be written into it.
@Suite("Known facts of serving")
struct KnownFactsTests {
  private func estimator(
    _ model: String, _ precision: Precision, _ gpu: String, tp: Int, pp: Int = 1, machine: Int,
    _ shape: RequestShape, engine: ServingEngine = .vllm
  ) throws -> RooflineEstimator {
    try RooflineEstimator.prepared(
      served(model, precision, [shape]), gpu: try #require(GPUCatalogue.type(named: gpu)), tp: tp, pp: pp,
      gpusPerMachine: machine, engine: engine
    ).get()
  }

  /// Requests/s of `users` requests kept in flight, without the burst of a benchmark's start.
  private func rate(_ estimator: RooflineEstimator, _ shape: RequestShape, users: Double) throws -> Double {
    let loop = ClosedLoop(concurrency: users, waves: .infinity)
    return try throughput(estimator.estimate(shape, benchmark: loop)).requestsPerSecond
  }

  @Test("On L40S servers pipelines beat wide tensor parallelism, in the measured order")
  func pipelinesOnL40S() throws {
    let shape = RequestShape(input: 4096, output: 1024)
    // Measured total tokens/s of 30 requests: 112, 512, 553, 960, 1230.
    let layouts = [(1, 4, 1), (4, 1, 4), (8, 1, 8), (4, 2, 4), (4, 4, 4)]
    let totals = try layouts.map { tp, pp, machine in
      let replica = try estimator("llama-3.3-70b", .bf16, "L40S", tp: tp, pp: pp, machine: machine, shape)
      return try rate(replica, shape, users: 30) * 5120
    }
    for (slower, faster) in zip(totals, totals.dropFirst()) { #expect(slower < faster, "\(totals)") }
    for (total, measured) in zip(totals, [112.0, 512, 553, 960, 1230]) {
      #expect(total > 0.7 * measured && total < 1.4 * measured, "\(total) against \(measured)")
    }
  }

  @Test("On A10G servers three stages of four GPUs do several times the work of eight in one")
  func pipelinesOnA10G() throws {
    let shape = RequestShape(input: 2048, output: 512)
    let wide = try estimator("llama-3.3-70b", .bf16, "A10G", tp: 8, machine: 8, shape)
    let deep = try estimator("llama-3.3-70b", .bf16, "A10G", tp: 4, pp: 3, machine: 4, shape)
    // Measured total tokens/s: 160 and 671.
    #expect(try rate(deep, shape, users: 30) > 2 * rate(wide, shape, users: 30))
  }

  @Test("Two RTX 4090 serve an 8B model more slowly than one under load")
  func twoGamingCards() throws {
    let shape = RequestShape(input: 206, output: 202)
    let one = try estimator("llama-3-8b", .bf16, "4090", tp: 1, machine: 8, shape)
    let two = try estimator("llama-3-8b", .bf16, "4090", tp: 2, machine: 8, shape)
    #expect(try rate(two, shape, users: 77) < rate(one, shape, users: 77))
  }

  @Test("Pipelines across machines cost something, and less than the 14 % that was measured at most")
  func crossingMachines() throws {
    for (input, output) in [(2048, 512), (4096, 1024), (8192, 2048)] {
      let shape = RequestShape(input: input, output: output)
      let near = try estimator("llama-3.3-70b", .bf16, "L40S", tp: 4, pp: 2, machine: 8, shape)
      let far = try estimator("llama-3.3-70b", .bf16, "L40S", tp: 4, pp: 2, machine: 4, shape)
      let loss = 1 - (try rate(far, shape, users: 30)) / (try rate(near, shape, users: 30))
      #expect(loss > 0.01 && loss < 0.14, "\(input)/\(output): \(loss)")
    }
  }

  @Test("Past saturation the time to first token explodes while throughput stands still")
  func saturation() throws {
    let shape = RequestShape(input: 5000, output: 500)
    let replica = try estimator("llama-3.3-70b", .fp8, "H100", tp: 2, machine: 8, shape, engine: .trtllm)
    // Measured with 50, 100 and 250 users: 0.83, 8.0 and 88.6 s; 814, 917 and 920 output tokens/s.
    let points = try [50.0, 100, 250].map { users in
      try throughput(replica.estimate(shape, concurrency: users))
    }
    let waits = try points.map { try #require($0.ttftMs) }
    #expect(waits[1] > 4 * waits[0] && waits[2] > 8 * waits[1])
    #expect(abs(points[2].requestsPerSecond / points[1].requestsPerSecond - 1) < 0.02)
    for (point, measured) in zip(points, [814.0, 917, 920]) {
      #expect(abs(point.requestsPerSecond * 500 / measured - 1) < 0.15)
    }
  }

  @Test("8-bit weights are faster than 16-bit ones, and 4-bit faster still where the GPU multiplies them")
  func precisions() throws {
    let shape = RequestShape(input: 1024, output: 512)
    let precisions = [Precision.bf16, .fp8, .int4]
    for (gpu, count) in [("H100", 2), ("H200", 2), ("B200", 3)] {
      let rates = try precisions.prefix(count).map { precision in
        try rate(
          estimator("llama-3.1-70b", precision, gpu, tp: 4, machine: 8, shape), shape, users: 16)
      }
      #expect(rates == rates.sorted(), "\(gpu): \(rates)")
    }
  }
}

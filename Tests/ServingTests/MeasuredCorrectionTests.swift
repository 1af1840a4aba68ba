import Foundation
import Serving
import Testing

/// Own measurements beside estimates: they win where they stand, and pull their neighbours.
@Suite("Measured points correct estimates")
struct MeasuredCorrectionTests {
  private static let shape = RequestShape(input: 1024, output: 512)

  private func estimate(_ tp: Int, users: Double) throws -> Throughput {
    let estimator = try RooflineEstimator.prepared(
      served("llama-3.1-70b", .fp8, [Self.shape]), gpu: try #require(GPUCatalogue.type(named: "H100")),
      tp: tp,
      pp: 1
    ).get()
    return try throughput(estimator.estimate(Self.shape, concurrency: users))
  }

  /// Rows that say that the replica does `factor` times its estimate.
  private func rows(
    tp: Int, factor: Double, users: [Double] = [16], input: Int = 1024, source: String = "vLLM 0.24"
  ) throws -> [ProfileRow] {
    try users.map { users in
      let point = try estimate(tp, users: users)
      return ProfileRow(
        model: 0, precision: .fp8, layout: Layout(stages: [Stage(pool: 0, tp: tp)]), inputTokens: input,
        outputTokens: 512, concurrency: users, requestsPerSecond: factor * point.requestsPerSecond,
        source: source)
    }
  }

  /// The figure of one workload type on H100s, by layout.
  private func figure(
    _ rows: [ProfileRow], tp: Int, pool: String = "H100", shape: RequestShape = Self.shape, slo: SLO? = nil
  ) throws -> Throughput? {
    let built = CandidateBuilder.build(
      models: [try served("llama-3.1-70b", .fp8, [shape], slo: slo)],
      pools: try pools([("H100", "H100"), ("L40S", "L40S")]), profile: rows, source: .both, mixed: false,
      pruneDominated: false)
    return built.candidates.first { candidate in
      candidate.layout.stages.map(\.tp) == [tp] && candidate.layout.stages[0].pool == (pool == "H100" ? 0 : 1)
    }?.throughput[0]
  }

  private func ratio(_ rows: [ProfileRow], tp: Int, pool: String = "H100", shape: RequestShape = Self.shape)
    throws
    -> Double
  {
    let with = try #require(try figure(rows, tp: tp, pool: pool, shape: shape))
    let without = try #require(try figure([], tp: tp, pool: pool, shape: shape))
    return with.requestsPerSecond / without.requestsPerSecond
  }

  @Test("Neighbours on the same GPU type take 0.4, 0.6 and 0.8 of the logarithm, by layouts measured")
  func neighbours() throws {
    let one = try rows(tp: 4, factor: 0.8, users: [8, 16, 32])
    #expect(abs(try ratio(one, tp: 8) / 0.8.power(0.4) - 1) < 1e-9)
    let two = try one + rows(tp: 2, factor: 0.8)
    #expect(abs(try ratio(two, tp: 8) / 0.8.power(0.6) - 1) < 1e-9)
    let marked = try #require(try figure(two, tp: 8))
    #expect(marked.provenance.kind == "estimated")
    #expect(
      marked.provenance.detail.hasSuffix("corrected by measured points of 2 other layouts on this GPU type"))
    // Narrowed to 0.85 of its width.
    let low = AccuracyBand.dense.factors.lowerBound
    #expect(abs(marked.provenance.band.lowerBound - low.power(0.85)) < 1e-9)
    #expect(try ratio(two, tp: 8, pool: "L40S") == 1, "nothing transfers to another GPU type")
  }

  @Test("Other shapes of a measured layout take the more, the more points there are")
  func ownLayout() throws {
    let far = RequestShape(input: 8192, output: 512)
    for (users, count) in [([16.0], 1.0), ([8, 16, 32], 3)] {
      let points = try rows(tp: 4, factor: 1.25, users: users)
      #expect(abs(try ratio(points, tp: 4, shape: far) / 1.25.power(count / (count + 0.3)) - 1) < 1e-9)
    }
    let exact = try #require(try figure(try rows(tp: 4, factor: 1.25), tp: 4))
    #expect(exact.provenance.kind == "measured" && exact.provenance.band == 0.95...1.05)
  }

  @Test("Rows without concurrency say nothing of others, nor do those of an engine that fewer layouts ran")
  func whatCounts() throws {
    var silent = try rows(tp: 4, factor: 0.5)
    silent[0].concurrency = nil
    #expect(try ratio(silent, tp: 8) == 1)
    let mixed =
      try rows(tp: 4, factor: 0.8) + rows(tp: 2, factor: 0.8) + rows(tp: 1, factor: 3, source: "SGLang 0.5.9")
    #expect(abs(try ratio(mixed, tp: 8) / 0.8.power(0.6) - 1) < 1e-9)
  }

  @Test("A corrected figure keeps the limits after the correction")
  func limits() throws {
    let slow = try rows(tp: 4, factor: 0.6, users: [8, 16])
    for limit in [60.0, 40, 25] {
      let found = try #require(try figure(slow, tp: 8, slo: SLO(tpotMs: limit)))
      #expect(try #require(found.tpotMs) <= limit * (1 + 1e-9))
    }
  }

  @Test("Tightening a limit never raises what an interpolated shape serves")
  func interpolatedLimits() throws {
    let layout = Layout(stages: [Stage(pool: 0, tp: 4)])
    var rows: [ProfileRow] = []
    for (input, output, speed) in [(512, 128, 9.0), (4096, 128, 2.5), (512, 1024, 1.5), (4096, 1024, 0.8)] {
      for (users, share) in [(4.0, 0.3), (16, 0.7), (64, 1)] {
        rows.append(
          ProfileRow(
            model: 0, precision: .fp8, layout: layout, inputTokens: input, outputTokens: output,
            concurrency: users, requestsPerSecond: speed * share,
            ttftMs: 20 + Double(input) * users / 100, tpotMs: 10 + users * speed / 9, source: "bench"))
      }
    }
    let table = ProfileTable(rows: rows)
    for (input, output) in [(1024, 256), (2000, 900), (600, 130)] {
      var last = Double.infinity
      for ttft in stride(from: 3000.0, through: 20, by: -40) {
        let answer = table.lookUp(
          model: 0, precision: .fp8, layout: layout, shape: RequestShape(input: input, output: output),
          slo: SLO(ttftMs: ttft))
        var rate = 0.0
        if case .throughput(let found) = answer { rate = found.requestsPerSecond }
        #expect(rate <= last * (1 + 1e-12))
        last = rate
      }
      #expect(last == 0)
    }
  }
}

extension Double {
  fileprivate func power(_ exponent: Double) -> Double { pow(self, exponent) }
}

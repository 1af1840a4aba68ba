import Serving
import Testing

@Suite("Measured profiles")
struct ProfileTableTests {
  private let layout = Layout(stages: [Stage(pool: 0, tp: 4)])

  private func row(
    _ input: Int, _ output: Int, _ rate: Double, concurrency: Double? = nil, ttft: Double? = nil,
    tpot: Double? = nil, layout: Layout? = nil, source: String = "bench"
  ) -> ProfileRow {
    ProfileRow(
      model: 0, precision: .bf16, layout: layout ?? self.layout, inputTokens: input, outputTokens: output,
      concurrency: concurrency, requestsPerSecond: rate, ttftMs: ttft, tpotMs: tpot, source: source)
  }

  private func answer(
    _ rows: [ProfileRow], _ input: Int, _ output: Int, slo: SLO? = nil
  ) -> ProfileTable.Answer {
    ProfileTable(rows: rows).lookUp(
      model: 0, precision: .bf16, layout: layout, shape: RequestShape(input: input, output: output), slo: slo)
  }

  @Test("Of several operating points the fastest inside the limits is taken")
  func operatingPoints() throws {
    let rows = [
      row(512, 128, 1, concurrency: 4, ttft: 100, tpot: 10),
      row(512, 128, 3, concurrency: 16, ttft: 300, tpot: 20),
      row(512, 128, 5, concurrency: 64, ttft: 2500, tpot: 45),
    ]
    let cases: [(SLO?, Double)] = [
      (nil, 5), (SLO(ttftMs: 2500), 5), (SLO(ttftMs: 2000), 3), (SLO(tpotMs: 15), 1),
      (SLO(ttftMs: 300, tpotMs: 20), 3),
    ]
    for (slo, rate) in cases {
      guard case .throughput(let found) = answer(rows, 512, 128, slo: slo) else {
        Issue.record("no answer for \(String(describing: slo))")
        continue
      }
      #expect(found.requestsPerSecond == rate)
      #expect(found.provenance == .measured("bench"))
    }
    #expect(
      answer(rows, 512, 128, slo: SLO(tpotMs: 5)) == .outsideLimits("TPOT 10.0 ms, limit 5.0 ms"))
  }

  @Test("A row that states no latency is not held against a limit")
  func silentRows() {
    guard case .throughput(let found) = answer([row(512, 128, 2)], 512, 128, slo: SLO(ttftMs: 1, tpotMs: 1))
    else {
      Issue.record("refused")
      return
    }
    #expect(found.requestsPerSecond == 2)
  }

  @Test("Layers of a stage and other layouts do not mix rows up")
  func keys() {
    let other = Layout(stages: [Stage(pool: 0, tp: 8)])
    let table = ProfileTable(rows: [row(512, 128, 2), row(512, 128, 9, layout: other)])
    let layered = Layout(stages: [Stage(pool: 0, tp: 4, layers: 80)])
    let shape = RequestShape(input: 512, output: 128)
    guard
      case .throughput(let found) = table.lookUp(
        model: 0, precision: .bf16, layout: layered, shape: shape, slo: nil)
    else {
      Issue.record("not found")
      return
    }
    #expect(found.requestsPerSecond == 2)
    #expect(table.lookUp(model: 1, precision: .bf16, layout: layout, shape: shape, slo: nil) == .unknown)
    #expect(table.lookUp(model: 0, precision: .fp8, layout: layout, shape: shape, slo: nil) == .unknown)
    #expect(table.layouts(model: 0, precision: .bf16) == [layout, other])
  }

  /// 1 / rps = a in + b out + g out (in + out / 2).
  private func rate(_ input: Int, _ output: Int, _ a: Double, _ b: Double, _ g: Double) -> Double {
    let (i, o) = (Double(input), Double(output))
    return 1 / (a * i + b * o + g * o * (i + o / 2))
  }

  @Test("A shape between measured ones is interpolated by the law the rows follow")
  func interpolation() {
    let coefficients = [(2e-5, 4e-4, 3e-8), (5e-5, 1e-4, 0), (0, 3e-4, 1e-7), (1e-5, 0, 2e-8)]
    let shapes = [(1024, 1024), (1024, 8192), (8192, 1024), (4096, 512)]
    for (a, b, g) in coefficients {
      let rows = shapes.map { row($0.0, $0.1, rate($0.0, $0.1, a, b, g)) }
      guard case .throughput(let found) = answer(rows, 2048, 2048) else {
        Issue.record("not interpolated")
        continue
      }
      let expected = rate(2048, 2048, a, b, g)
      #expect(abs(found.requestsPerSecond / expected - 1) < 1e-6)
      #expect(abs(found.prefillShare - a * 2048 * expected) < 1e-6)
      #expect(found.provenance.kind == "interpolated")
    }
  }

  @Test("Too few shapes, or a shape far outside them, is not used")
  func noInterpolation() {
    let rows = [(1024, 1024), (1024, 8192), (8192, 1024)].map {
      row($0.0, $0.1, rate($0.0, $0.1, 2e-5, 4e-4, 3e-8))
    }
    #expect(answer(Array(rows.prefix(2)), 1024, 2048) == .unknown)
    #expect(answer(rows, 32000, 1024) == .unknown)
    #expect(answer(rows, 1024, 16) == .unknown)
    #expect(answer(rows, 2048, 4096) != .unknown)
    #expect(answer([], 1024, 1024) == .unknown)
  }

  @Test("What was measured as unservable stays so, and nothing is interpolated into its bucket")
  func unservable() {
    var rows: [ProfileRow] = []
    for (input, output, rate) in [
      (128, 128, 4.0), (128, 512, 2), (128, 2048, 0.6), (512, 128, 2), (512, 512, 1), (512, 2048, 0.3),
      (8000, 128, 0.5),
      (8000, 512, 0.2),
    ] { rows.append(row(input, output, rate)) }
    let without = rows
    rows.append(row(8000, 2048, 0, source: "melange"))
    let refused = ProfileTable.Answer.outsideLimits("measured as unservable at 8000/2048 tokens (melange)")
    for (input, output) in [(8000, 2048), (9000, 2048), (20_000, 4000), (600, 600), (7999, 513)] {
      #expect(answer(rows, input, output) == refused, "\(input)/\(output)")
    }
    for (input, output) in [(300, 300), (512, 2000), (7000, 500), (9000, 300), (512, 512)] {
      #expect(answer(rows, input, output) == answer(without, input, output), "\(input)/\(output)")
      #expect(answer(rows, input, output) != .unknown)
    }
    // Far below the only shape that was measured nothing is known.
    #expect(answer([row(8000, 2048, 0)], 100, 10) == .unknown)
    #expect(ProfileTable(rows: [row(8000, 2048, 0)]).layouts(model: 0, precision: .bf16) == [layout])
  }
}

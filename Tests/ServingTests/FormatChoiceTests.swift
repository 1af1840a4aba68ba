import Serving
import Testing

/// Formats by their names, and the choice among several.
@Suite("Formats of weights")
struct FormatChoiceTests {
  private static let shapes = [RequestShape(input: 512, output: 128), RequestShape(input: 128, output: 512)]

  private func throughput(_ model: ModelArchitecture, _ precision: Precision, _ gpu: String, tp: Int) throws
    -> Throughput
  {
    let type = try #require(GPUCatalogue.type(named: gpu))
    let found = RooflineEstimator.estimate(
      model: model, precision: precision, gpu: type, tp: tp, pp: 1, workload: Self.shapes[0])
    guard case .throughput(let figures) = found else {
      Issue.record("\(model.name) \(precision) on \(gpu): \(found)")
      throw EstimateRefused(reason: "\(found)")
    }
    return figures
  }

  @Test("Models are published in the format of their publisher's checkpoint, or of the repository's name")
  func published() throws {
    let expected: [(String, Precision)] = [
      ("gpt-oss-120b", .mxfp4), ("gpt-oss-20b", .mxfp4), ("deepseek-v3", .fp8), ("kimi-k2", .fp8),
      ("minimax-m2.5", .fp8), ("kimi-k2.5", .int4), ("llama-3.1-70b", .bf16), ("qwen3-32b", .bf16),
    ]
    for (name, precision) in expected {
      #expect(try catalogueModel(name).published == precision, "\(name)")
    }
    let llama = try catalogueModel("llama-3.3-70b")
    let repositories: [(String, Precision)] = [
      ("RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic", .fp8), ("nvidia/Llama-3.3-70B-Instruct-NVFP4", .nvfp4),
      ("casperhansen/llama-3.3-70b-instruct-AWQ", .awq), ("org/Llama-3.3-70B-GPTQ-Int4", .gptq),
      ("org/Llama-3.3-70B-GPTQ-Int8", .int8), ("org/Llama-3.3-70B-quantized.w4a16", .int4),
      ("meta-llama/Llama-3.3-70B-Instruct", .bf16), ("my-awq-model", .bf16), ("org/hawqs", .bf16),
    ]
    for (repository, precision) in repositories {
      #expect(llama.published(in: repository) == precision, "\(repository)")
    }
  }

  @Test("A format by name serves as int4 does where that stands for it")
  func names() throws {
    let sparse = try catalogueModel("gpt-oss-120b")
    for (gpu, tp) in [("H100", 1), ("B200", 1)] {
      #expect(try throughput(sparse, .mxfp4, gpu, tp: tp) == throughput(sparse, .int4, gpu, tp: tp))
    }
    let dense = try catalogueModel("llama-3.1-70b")
    for format in FourBitFormat.allCases {
      var stated = dense
      stated.fourBitFormat = format
      let precision = try #require(Precision(rawValue: format.rawValue))
      let byName = try throughput(dense, precision, "B200", tp: 2)
      #expect(
        try byName.requestsPerSecond == throughput(stated, .int4, "B200", tp: 2).requestsPerSecond,
        "\(format)")
    }
  }

  @Test("Where nothing was measured of a format, the band says so")
  func bands() throws {
    func band(_ name: String, _ precision: Precision, _ gpu: String) throws -> String {
      try throughput(catalogueModel(name), precision, gpu, tp: 2).provenance.detail
    }
    let unmeasured = AccuracyBand.unmeasured.name
    #expect(try !band("llama-3.1-70b", .nvfp4, "B200").contains(unmeasured))
    #expect(try band("llama-3.1-70b", .nvfp4, "H100").contains(unmeasured))
    #expect(try band("llama-3.1-70b", .mxfp4, "B200").contains(unmeasured))
    #expect(try band("llama-3.1-70b", .awq, "H100").contains(unmeasured))
    #expect(try !band("gpt-oss-120b", .mxfp4, "H100").contains(unmeasured))
  }

  private func row(_ precision: Precision, tp: Int, _ rates: [Double]) -> [ProfileRow] {
    zip(Self.shapes, rates).map { shape, rate in
      ProfileRow(
        model: 0, precision: precision, layout: Layout(stages: [Stage(pool: 0, tp: tp)]),
        inputTokens: shape.input, outputTokens: shape.output, requestsPerSecond: rate, source: "test")
    }
  }

  private func candidates(
    _ precision: Precision, _ alternatives: [Precision], _ rows: [ProfileRow], prunes: Bool = true
  ) throws -> CandidateBuilder.Built {
    let model = ServedModelInput(
      name: "llama-3.1-8b", architecture: try catalogueModel("llama-3.1-8b"), precision: precision,
      alternatives: alternatives, workloads: Self.shapes)
    return CandidateBuilder.build(
      models: [model], pools: try pool("H100"), profile: rows, source: .measured, pruneDominated: prunes,
      pruneSums: false)
  }

  @Test("Each layout gets the format that serves every workload type at least as well")
  func choice() throws {
    let rows =
      row(.bf16, tp: 1, [2, 2]) + row(.fp8, tp: 1, [3, 2]) + row(.bf16, tp: 2, [7, 7])
      + row(.fp8, tp: 2, [6.5, 6]) + row(.bf16, tp: 4, [15, 15])
    let built = try candidates(.bf16, [.fp8], rows)
    #expect(built.candidates.map(\.layout.gpuCount) == [1, 2, 4])
    #expect(built.candidates.map(\.precision) == [.fp8, .bf16, .bf16])
    #expect(built.omission == nil)
    // Of equals the format stated first stays.
    let equal = row(.bf16, tp: 1, [2, 2]) + row(.fp8, tp: 1, [2, 2])
    #expect(try candidates(.fp8, [.bf16], equal).candidates.map(\.precision) == [.fp8])
    #expect(try candidates(.bf16, [.fp8], equal).candidates.map(\.precision) == [.bf16])
    // A check needs all of them.
    #expect(try candidates(.bf16, [.fp8], rows, prunes: false).candidates.count == 5)
  }

  @Test("Where no format serves every type better, one stays and the plan says so")
  func omission() throws {
    // 4/2 and 1/2: 1.25 on average, so fp8 stays.
    let rows = row(.bf16, tp: 1, [2, 2]) + row(.fp8, tp: 1, [4, 1])
    let built = try candidates(.bf16, [.fp8], rows)
    #expect(built.candidates.map(\.precision) == [.fp8])
    #expect(built.omission?.contains("1 of them would serve some workload types better in another") == true)
  }

  @Test("Rows marked int4 speak for any four-bit format that has none of its own")
  func measuredRows() throws {
    let marked = row(.int4, tp: 1, [2, 3])
    let found = try candidates(.awq, [], marked).candidates
    #expect(found.map { $0.throughput.map { $0?.requestsPerSecond } } == [[2, 3]])
    #expect(found.first?.precision == .awq)
    let own = try candidates(.awq, [], marked + row(.awq, tp: 1, [1, 1])).candidates
    #expect(own.map { $0.throughput.map { $0?.requestsPerSecond } } == [[1, 1]])
    #expect(try candidates(.fp8, [], marked).candidates.isEmpty)
    #expect(try candidates(.int4, [], row(.awq, tp: 1, [1, 1])).candidates.isEmpty)
  }
}

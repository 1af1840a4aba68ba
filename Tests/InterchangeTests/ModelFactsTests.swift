import Planning
import Serving
import Testing

@testable import Interchange

@Suite("A model's own facts") struct ModelFactsTests {
  private static let facts = """
    parameters: 235.1
        layers: 94
        hidden: 4096
        heads: 64
        kv_heads: 4
        head_size: 128
        vocabulary: 151936
    """

  /// A scenario whose first model is not in the catalogue and states `more` beside the dense facts.
  private func text(_ more: String, name: String = "own-moe", facts: String = facts) -> String {
    let lines = more.split(separator: "\n").map { "    \($0)\n" }.joined()
    return validScenario.replacing(
      "  - name: llama-3-70b\n", with: "  - name: \(name)\n    \(facts)\n\(lines)")
  }

  @Test("experts by their parameters or by the size of one; active parameters follow")
  func experts() throws {
    let stated = try scenario(text("experts: {count: 128, per_token: 8, parameters: 227.1e9}"))
    let model = stated.models[0].architecture
    let experts = try #require(model.experts)
    #expect(experts.count == 128 && experts.perToken == 8 && experts.layers == 94)
    #expect(abs(experts.parametersB - 227.1) < 1e-9)
    // 235.1 - 227.1 * 120 / 128 = 22.19.
    #expect(abs(model.activeParametersB - 22.19375) < 1e-9)
    // Three matrices of 4096 x 1536 an expert: 94 * 128 * 3 * 4096 * 1536 = 227.1e9.
    let sized = try scenario(text("experts: {count: 128, per_token: 8, size: 1536}")).models[0].architecture
    #expect(abs(try #require(sized.experts).parametersB - 227.096) < 0.001)
  }

  @Test("the shape decides the estimate: the catalogue's facts written out serve as much")
  func sameAsCatalogue() throws {
    let own = try scenario(text("experts: {count: 128, per_token: 8, parameters: 227.096}"))
    let known = try #require(ModelCatalogue.model(named: "qwen3-235b-a22b"))
    let gpu = try #require(GPUCatalogue.type(named: "H200"))
    func rate(_ model: ModelArchitecture) throws -> Double {
      let found = RooflineEstimator.estimate(
        model: model, precision: .fp8, gpu: gpu, tp: 4, pp: 1,
        workload: RequestShape(input: 1024, output: 512))
      guard case .throughput(let figures) = found else { return 0 }
      return figures.requestsPerSecond
    }
    #expect(abs(try rate(own.models[0].architecture) / rate(known) - 1) < 0.001)
  }

  @Test("a four-bit format is stated with int4 only, and survives saving")
  func fourBit() throws {
    let stated = validScenario.replacing("precision: bf16\n", with: "precision: int4\n    four_bit: awq\n")
    let read = try scenario(stated)
    #expect(read.models[0].architecture.fourBitFormat == .awq)
    let saved = try scenario(ScenarioWriter.text(read))
    #expect(saved.models[0].architecture == read.models[0].architecture)
    for (wrong, reason) in [
      ("four_bit: awk", "nvfp4"), ("four_bit: 4", "nvfp4"), ("precision: int4", "only with precision: int4"),
    ] {
      let bad =
        wrong.hasPrefix("four_bit")
        ? stated.replacing("four_bit: awq", with: wrong)
        : stated.replacing(wrong, with: "precision: fp8")
      let found = lines { _ = try scenario(bad) }
      #expect(
        found.count == 1 && found[0].contains("key 'four_bit'") && found[0].contains(reason), "\(found)")
    }
  }

  @Test("windows, latent attention and tied embeddings; all of it survives saving")
  func roundTrip() throws {
    let more = """
      active_parameters: 22.2
      kv_elements_per_token_layer: 576
      tied_embeddings: true
      window: {layers: 47, tokens: 128}
      experts: {count: 128, per_token: 8, layers: 90, parameters: 220}
      """
    for name in ["own-moe", "gpt-oss-120b"] {
      let read = try scenario(text(more, name: name))
      let model = read.models[0].architecture
      #expect(model.windowedLayers == 47 && model.window == 128 && model.tiedEmbeddings)
      #expect(model.kvElementsPerTokenLayer == 576 && model.activeParametersB == 22.2)
      #expect(model.experts?.layers == 90)
      let written = ScenarioWriter.text(read)
      #expect(try scenario(written) == read, "\(written)")
    }
  }

  @Test("what cannot be is refused with its place")
  func refusals() {
    let cases: [(String, String)] = [
      (
        "experts: {count: 8, per_token: 9, size: 14336}",
        "24:36: error: key 'per_token': must not be more than count (8), found '9'"
      ),
      (
        "experts: {count: 0, per_token: 1, size: 1}",
        "24:22: error: key 'count': must be a whole number from 1 to 100000, found '0'"
      ),
      (
        "experts: {count: 8, per_token: 2}",
        "key 'parameters': is missing; give the experts' parameters, or the size of one"
      ),
      (
        "experts: {count: 8, per_token: 2, size: 1, parameters: 1}",
        "key 'size': says the same as parameters: give one of them"
      ),
      (
        "experts: {count: 8, per_token: 2, sise: 14336}",
        "key 'sise': is not a key of experts; did you mean 'size'?"
      ),
      (
        "experts: {count: 8, per_token: 2, parameters: 300}",
        "key 'experts': must not have more than all parameters: 300 of 235.1 (10^9)"
      ),
      (
        "experts: {count: 8, per_token: 2, parameters: 30, layers: 95}",
        "has 95 layers with experts, the model only 94"
      ),
      (
        "experts: {count: 8, per_token: 2, parameters: .nan}",
        "key 'parameters': must be a finite number, found '.nan'"
      ),
      ("experts: 8", "key 'experts': experts must be a map of keys and values, found '8'"),
      ("window: {layers: 95, tokens: 128}", "key 'window': has 95 layers, the model only 94"),
      ("window: {layers: 9}", "key 'tokens': is missing in window"),
      (
        "tied_embeddings: yes",
        "key 'tied_embeddings': must be true or false, found 'yes'; did you mean 'true'?"
      ),
    ]
    for (more, expected) in cases {
      let found = problems(text(more))
      #expect(found.contains { $0.contains(expected) }, "\(more): \(found)")
    }
  }
}

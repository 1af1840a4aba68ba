import Planning
import Serving
import Testing

@testable import Interchange

@Suite("The engine of a scenario") struct EngineKeyTests {
  private func text(_ all: String, own: String = "") -> String {
    let model = own.isEmpty ? "" : "    engine: \(own)\n"
    return validScenario.replacing("  - name: llama-3-70b\n", with: "  - name: llama-3-70b\n\(model)")
      + (all.isEmpty ? "" : "engine: \(all)\n")
  }

  @Test("is vLLM with its own defaults where nothing is stated")
  func unstated() throws {
    let read = try scenario(validScenario)
    #expect(read.engine == .vllm && read.models.allSatisfy { $0.engine == nil })
    #expect(!ScenarioWriter.text(read).contains("engine"))
  }

  @Test(
    "states sequences, chunk, memory and the cache's format, for all models or for one, and is written as it was read"
  )
  func stated() throws {
    let read = try scenario(
      text(
        "{name: sglang, max_sequences: 512, chunk_tokens: 4096, memory_fraction: 0.85, kv_precision: fp8}",
        own: "{name: sglang, max_sequences: 64}"))
    let all = EngineSettings(
      name: .sglang, maxSequences: 512, chunkTokens: 4096, memoryFraction: 0.85, kvPrecision: .fp8)
    #expect(read.engine == all)
    var own = all
    own.maxSequences = 64
    #expect(read.engine(of: read.models[0]) == own)
    #expect(try scenario(ScenarioWriter.text(read)) == read)
    #expect(ScenarioDigest.digest(of: read) != ScenarioDigest.digest(of: try scenario(validScenario)))
  }

  @Test(
    "takes known names and sensible figures only",
    arguments: [
      ("{name: vlm}", "name", "vllm"), ("{max_sequences: 0}", "max_sequences", nil),
      ("{memory_fraction: 1.2}", "memory_fraction", nil), ("{kv_precision: int4}", "kv_precision", nil),
      ("{chunk: 2048}", "chunk", nil),
    ])
  func refused(map: String, key: String, suggestion: String?) throws {
    let line = try #require(problems(text(map)).first)
    #expect(line.contains(key), "\(line)")
    if let suggestion { #expect(line.contains(suggestion), "\(line)") }
  }

  @Test("a model's layers without a cache and its sparse attention are facts that a scenario can state")
  func hybridFacts() throws {
    let read = try scenario(
      validScenario.replacing(
        "  - name: llama-3-70b\n",
        with:
          "  - name: llama-3-70b\n    uncached: {layers: 60, state_bytes: 39518208}\n    attended_tokens: 2048\n"
          + "    window: {layers: 10, tokens: 512, kv_elements: 4096}\n"))
    let model = read.models[0].architecture
    #expect(model.uncachedLayers == 60 && model.stateBytes == 39_518_208 && model.attendedTokens == 2048)
    #expect(model.windowedKVElementsPerTokenLayer == 4096)
    #expect(try scenario(ScenarioWriter.text(read)) == read)
  }

  @Test("a GPU name that is no GPU is answered with the reason, not with another product")
  func refusedGPU() throws {
    let line = try #require(
      problems(validScenario.replacing("type: H100-SXM", with: "type: TPU-v5e")).first)
    #expect(line.contains("Google TPU") && !line.contains("did you mean"), "\(line)")
  }
}

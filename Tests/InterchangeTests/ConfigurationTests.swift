import Planning
import Serving
import Testing

@testable import Interchange

@Suite("A model's published configuration") struct ConfigurationTests {
  private func architecture(_ text: String) throws -> ModelArchitecture {
    try ConfigurationReader.architecture(SourceFile(path: "config.json", text: text), name: "own")
  }

  /// A scenario whose second model is read from `config.json`.
  private func text(name: String = "own", more: String = "") -> String {
    validScenario.replacing(
      "  - name: llama-3-8b\n", with: "  - name: \(name)\n    config: config.json\n\(more)")
  }

  @Test("parameters counted by hand")
  func parameters() throws {
    // 2 x 128256 x 4096, and 32 layers of 4096 x (2 x 4096 + 2 x 1024) and 3 x 4096 x 14336.
    #expect(abs(try architecture(PublishedConfigurations.llama).parametersB - 8.029_995_008) < 1e-9)
    // 2 x 32000 x 4096, and 32 layers of 41943040, 8 experts of 3 x 4096 x 14336 and a router of 4096 x 8.
    let mixtral = try architecture(PublishedConfigurations.mixtral)
    #expect(abs(mixtral.parametersB - 46.702_526_464) < 1e-9)
    #expect(abs(mixtral.activeParametersB - (46.702_526_464 - 45.097_156_608 * 0.75)) < 1e-9)
  }

  @Test("the shape is the catalogue's, parameters within 1 %", arguments: PublishedConfigurations.all)
  func catalogue(name: String, text: String) throws {
    let own = try architecture(text)
    let known = try #require(ModelCatalogue.model(named: name))
    #expect(abs(own.parametersB / known.parametersB - 1) < 0.01)
    #expect(own.layers == known.layers && own.hidden == known.hidden && own.heads == known.heads)
    #expect(own.kvHeads == known.kvHeads && own.headSize == known.headSize)
    #expect(own.vocabulary == known.vocabulary && own.tiedEmbeddings == known.tiedEmbeddings)
    #expect(own.kvElementsPerTokenLayer == known.kvElementsPerTokenLayer)
    #expect(own.windowedLayers == known.windowedLayers && own.window == known.window)
    #expect(own.uncachedLayers == known.uncachedLayers && own.stateBytes == known.stateBytes)
    #expect(own.context == known.context && own.published == known.published)
    #expect(own.fp8Block == known.fp8Block)
    #expect(own.experts?.count == known.experts?.count && own.experts?.perToken == known.experts?.perToken)
    #expect(own.experts?.layers == known.experts?.layers)
    if let own = own.experts, let known = known.experts {
      #expect(abs(own.parametersB / known.parametersB - 1) < 0.01)
    }
  }

  @Test("a scenario takes shape, context and format from the file, and what it states itself before those")
  func stated() throws {
    let files = ["config.json": PublishedConfigurations.gptOSS]
    let model = try scenario(text(), files: files).models[1]
    #expect(model.precision == .mxfp4 && model.architecture.context == 131_072)
    #expect(model.architecture.experts?.count == 128 && model.configuration?.path == "config.json")
    let changed = try scenario(text(more: "    context: 4096\n    precision: bf16\n"), files: files).models[1]
    #expect(changed.precision == .bf16 && changed.architecture.context == 4096)
    #expect(changed.configuration?.architecture == model.architecture)
  }

  @Test("windows and layers of the kinds that configurations describe by steps")
  func windows() throws {
    func windowed(_ more: String) throws -> Int {
      try architecture(
        PublishedConfigurations.llama.replacing("\"model_type\": \"llama\"", with: more)
      ).windowedLayers
    }
    #expect(try windowed("\"sliding_window\": 4096") == 32)
    #expect(try windowed("\"sliding_window\": 4096, \"use_sliding_window\": false") == 0)
    #expect(
      try windowed("\"sliding_window\": 4096, \"use_sliding_window\": true, \"max_window_layers\": 28") == 4)
    // As long as the context.
    #expect(try windowed("\"sliding_window\": 131072") == 0)
    #expect(try windowed("\"model_type\": \"cohere2\", \"sliding_window\": 4096") == 24)
    #expect(try windowed("\"attention_chunk_size\": 8192") == 24)
  }

  @Test(
    "formats of checkpoints",
    arguments: [
      (#"{"quant_method": "awq", "bits": 4}"#, Precision.awq),
      (#"{"quant_method": "gptq", "bits": 8}"#, .int8), (#"{"quant_method": "gptq", "bits": 4}"#, .gptq),
      (#"{"quant_method": "modelopt", "quant_algo": "NVFP4"}"#, .nvfp4),
      (#"{"quant_method": "fbgemm_fp8"}"#, .fp8),
      (
        #"{"quant_method": "compressed-tensors", "config_groups": {"group_0": {"weights": {"num_bits": 4, "type": "int"}}}}"#,
        .int4
      ),
    ])
  func formats(details: String, precision: Precision) throws {
    let text = PublishedConfigurations.llama.replacing(
      "\"model_type\"", with: "\"quantization_config\": \(details), \"model_type\"")
    #expect(try architecture(text).published == precision)
  }

  @Test(
    "what cannot be read is told with file, line, key and value",
    arguments: [
      (
        "\"hidden_size\": 4096, ", "",
        "config.json:1:1: error: key 'hidden_size': is missing in the configuration"
      ),
      (
        "\"hidden_size\": 4096", "\"hidden_size\": \"wide\"",
        "config.json:1:40: error: key 'hidden_size': must be a number"
      ),
      (
        "\"num_key_value_heads\": 8", "\"num_key_value_heads\": 64",
        "key 'num_key_value_heads': must not be more than num_attention_heads (32)"
      ),
      ("bfloat16", "bfloat61", "key 'torch_dtype': must be one of bfloat16, float16, float32"),
      (
        "\"model_type\"", "\"layer_types\": [\"full_attentoin\"], \"model_type\"",
        "names a kind of layer that cannot be read"
      ),
      (
        "\"model_type\"", "\"quantization_config\": {\"quant_method\": \"fp9\"}, \"model_type\"",
        "must be one of fp8, mxfp4"
      ),
      ("\"model_type\"", "\"block_configs\": [], \"model_type\"", "describes layers of differing shapes"),
      ("{", "[", "config.json:1:"),
    ])
  func errors(part: String, replacement: String, message: String) {
    let files = ["config.json": PublishedConfigurations.llama.replacing(part, with: replacement)]
    let found = problems(text(), files: files)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test("a configuration that is not there is a problem of the scenario's line")
  func missing() {
    #expect(problems(text()).contains { $0.contains("s.yaml:") && $0.contains("'config'") })
  }

  @Test("saving keeps the key, the comments and the path of the file")
  func saving() throws {
    let stated = text(more: "    context: 4096   # as we start it\n")
    let files = ["config.json": PublishedConfigurations.gptOSS]
    let read = try scenario(stated, files: files)
    #expect(try scenario(ScenarioWriter.text(read), files: files) == read)
    let moved = ScenarioWriter.text(read, from: "a", to: "b")
    let path = "../a/config.json"
    #expect(try scenario(moved, files: [path: PublishedConfigurations.gptOSS]).namedFiles == [path])
    var edited = read
    edited.budget = 31
    let document = ScenarioDocument(scenario: read, text: stated, path: nil)
    #expect(document.text(saying: edited) == stated.replacing("budget: 30", with: "budget: 31"))
    // The same of a text whose files were not read.
    let unread = try ScenarioDocument.stated(stated, path: nil)
    let kept = try #require(unread.text(saying: edited))
    #expect(kept.contains("config: config.json") && kept.contains("budget: 31"))
    #expect(read.namedFiles == ["config.json"])
  }

  @Test("a plan carries the facts, and its digest covers them", arguments: PublishedConfigurations.all)
  func digest(name: String, configuration: String) throws {
    let files = ["config.json": configuration]
    for name in ["own", name] {
      let read = try scenario(text(name: name), files: files)
      let digest = ScenarioDigest.digest(of: read)
      let carried = try scenario(ScenarioWriter.text(read.withoutFiles))
      #expect(ScenarioDigest.digest(of: carried) == digest)
      let other = configuration.replacing("\"vocab_size\": ", with: "\"vocab_size\": 1")
        .replacing("\"head_dim\": 128", with: "\"head_dim\": 64")
      let changed = try scenario(text(name: name), files: ["config.json": other])
      #expect(ScenarioDigest.digest(of: changed) != digest)
    }
  }
}

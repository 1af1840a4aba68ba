import Planning
import Serving

/// Reads a model's shape from its published configuration, the `config.json` of a Hugging Face repository.
enum ConfigurationReader {
  /// The model that `source` describes, under a name; throws `InputError` with all problems.
  ///
  /// Parameters are counted from the shape, without biases and norms. Of a model that also sees or hears only the part
  /// that makes text counts, as engines hold the rest beside it.
  static func architecture(_ source: SourceFile, name: String) throws -> ModelArchitecture {
    let problems = ProblemList()
    guard let root = try JSONParser.parseAll(source, allowsNaN: true).first,
      let whole = MapReader(root, subject: "the configuration", file: source.path, problems: problems)
    else { throw InputError(problems.problems) }
    let map = ConfigurationMap(whole)
    let architecture = architecture(map, name: name)
    let format = PublishedFormat(map)
    try problems.throwIfAny()
    guard var architecture else { throw InputError(problems.problems) }
    architecture.published = format.precision
    architecture.fp8Block = format.fp8Block
    return architecture
  }

  private static func architecture(_ map: ConfigurationMap, name: String) -> ModelArchitecture? {
    map.refuseOthers()
    let defaults = map.defaults
    let layers = map.layerCount()
    let hidden = map.size("hidden_size")
    let heads = map.size("num_attention_heads", otherwise: defaults.heads)
    let kvHeads = map.optionalSize("num_key_value_heads") ?? defaults.kvHeads ?? heads
    let vocabulary = map.size("vocab_size", otherwise: defaults.vocabulary)
    let context = map.optionalSize("max_position_embeddings") ?? defaults.context ?? 0
    guard let layers, let hidden, let heads, let kvHeads, let vocabulary else { return nil }
    guard kvHeads <= heads else {
      map.add(
        "num_key_value_heads", "must not be more than num_attention_heads (\(heads))", bad: "\(kvHeads)")
      return nil
    }
    let attention = AttentionShape(map, hidden: hidden, heads: heads, kvHeads: kvHeads)
    guard let kinds = LayerKinds(map, layers: layers, context: context),
      let recurrence = RecurrentShape(map, hidden: hidden, kinds: kinds),
      let forward = FeedForwardShape(map, hidden: hidden, kinds: kinds)
    else { return nil }
    let isTied = map.flag("tie_word_embeddings") ?? defaults.isTied
    let embeddings = Double(isTied ? 1 : 2) * Double(vocabulary) * Double(hidden)
    let total =
      embeddings + attention.parameters(of: kinds) + recurrence.parameters + forward.denseParameters
      + forward.expertParameters
    let count = Double(forward.experts?.count ?? 1)
    let unused = 1 - Double(forward.experts?.perToken ?? 1) / count
    var model = ModelArchitecture(
      name: name, parametersB: total / 1e9,
      activeParametersB: (total - forward.expertParameters * unused) / 1e9,
      layers: layers, hidden: hidden, heads: heads, kvHeads: kvHeads, headSize: attention.headSize,
      vocabulary: vocabulary, kvElementsPerTokenLayer: attention.cacheElements, experts: forward.experts,
      uncachedLayers: kinds.uncached, stateBytes: recurrence.stateBytes,
      attendedTokens: map.optionalSize("index_topk") ?? 0, tiedEmbeddings: isTied, context: context,
      source: PoolReader.ownSource)
    if let window = kinds.window {
      model.windowedLayers = kinds.count(of: .windowed)
      model.window = window
      model.windowedKVElementsPerTokenLayer = attention.windowedCacheElements
    }
    return model
  }
}

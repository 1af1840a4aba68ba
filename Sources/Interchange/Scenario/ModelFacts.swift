import Planning
import Serving

/// The facts that a scenario states of a model's shape.
struct ModelFacts {
  private static let dimension = 1...ScenarioLimits.dimension
  private static let layerCount = 1...1000

  private let parameters: Double?
  private let activeParameters: Double?
  private let layers: Int?
  private let hidden: Int?
  private let heads: Int?
  private let kvHeads: Int?
  private let headSize: Int?
  private let vocabulary: Int?
  private let kvElements: Int?
  private let tiedEmbeddings: Bool?
  private let fp8Block: Int?
  private let fourBitFormat: FourBitFormat?
  private let experts: ExpertFacts?
  private let window: (layers: Int?, tokens: Int?, elements: Int?)?
  private let uncached: (layers: Int?, stateBytes: Double?)?
  private let attended: Int?

  /// The routed experts: their parameters in all, or the size of one.
  private struct ExpertFacts {
    var count: Int
    var perToken: Int
    var layers: Int?
    var parameters: Double?
    var size: Int?
  }

  init(_ reader: MapReader) {
    parameters = Self.billions(reader, "parameters")
    activeParameters = Self.billions(reader, "active_parameters")
    layers = reader.integer("layers", in: Self.layerCount)
    hidden = reader.integer("hidden", in: Self.dimension)
    heads = reader.integer("heads", in: Self.dimension)
    kvHeads = reader.integer("kv_heads", in: Self.dimension)
    headSize = reader.integer("head_size", in: Self.dimension)
    vocabulary = reader.integer("vocabulary", in: Self.dimension)
    kvElements = reader.integer("kv_elements_per_token_layer", in: Self.dimension)
    tiedEmbeddings = reader.flag("tied_embeddings")
    fp8Block = reader.integer("fp8_block", in: Self.dimension)
    fourBitFormat = reader.choice("four_bit", FourBitFormat.self)
    experts = reader.map("experts", subject: "experts").flatMap(Self.experts)
    window = reader.map("window", subject: "window").map { map in
      let window = (
        layers: map.integer("layers", in: Self.layerCount, isRequired: true),
        tokens: map.integer("tokens", in: 1...ScenarioLimits.tokens, isRequired: true),
        elements: map.integer("kv_elements", in: Self.dimension)
      )
      map.finish()
      return window
    }
    uncached = reader.map("uncached", subject: "uncached").map { map in
      let uncached = (
        layers: map.integer("layers", in: Self.layerCount, isRequired: true),
        stateBytes: map.number("state_bytes", in: .notNegative)
      )
      map.finish()
      return uncached
    }
    attended = reader.integer("attended_tokens", in: 1...ScenarioLimits.tokens)
    check(reader)
  }

  var isEmpty: Bool {
    parameters == nil && activeParameters == nil && tiedEmbeddings == nil && fp8Block == nil
      && fourBitFormat == nil && experts == nil && window == nil && uncached == nil && attended == nil
      && [layers, hidden, heads, kvHeads, headSize, vocabulary, kvElements].allSatisfy { $0 == nil }
  }

  /// A model outside the catalogue; nil where a needed fact is missing.
  func architecture(name: String) -> ModelArchitecture? {
    guard let parameters, let layers, let hidden, let heads, let kvHeads else { return nil }
    let model = ModelArchitecture(
      name: name, parametersB: parameters, layers: layers, hidden: hidden, heads: heads, kvHeads: kvHeads,
      headSize: headSize, vocabulary: vocabulary ?? 128_256, source: PoolReader.ownSource)
    return changing(model)
  }

  /// A known model with the stated facts in place of its own.
  func changing(_ known: ModelArchitecture) -> ModelArchitecture {
    var result = known
    let isDense = known.activeParametersB == known.parametersB
    if let parameters {
      result.parametersB = parameters
      if isDense { result.activeParametersB = parameters }
    }
    if let layers { result.layers = layers }
    if let hidden { result.hidden = hidden }
    if let heads { result.heads = heads }
    if let kvHeads { result.kvHeads = kvHeads }
    if let headSize { result.headSize = headSize }
    if let vocabulary { result.vocabulary = vocabulary }
    if kvHeads != nil || headSize != nil {
      result.kvElementsPerTokenLayer = 2 * result.kvHeads * result.headSize
    }
    if let kvElements { result.kvElementsPerTokenLayer = kvElements }
    if let tiedEmbeddings { result.tiedEmbeddings = tiedEmbeddings }
    if let fp8Block { result.fp8Block = fp8Block }
    if let fourBitFormat { result.fourBitFormat = fourBitFormat }
    if let layers = window?.layers, let tokens = window?.tokens {
      result.windowedLayers = layers
      result.window = tokens
      result.windowedKVElementsPerTokenLayer = window?.elements
    }
    if let layers = uncached?.layers {
      result.uncachedLayers = layers
      result.stateBytes = uncached?.stateBytes ?? 0
    }
    if let attended { result.attendedTokens = attended }
    if let experts { apply(experts, to: &result) }
    if let activeParameters { result.activeParametersB = activeParameters }
    if result != known { result.source = PoolReader.ownSource }
    return result
  }

  /// Sets the experts, and the active parameters that follow from them.
  private func apply(_ facts: ExpertFacts, to model: inout ModelArchitecture) {
    let layers = facts.layers ?? model.layers
    let parameters = facts.parameters ?? sized(facts, layers: layers, hidden: model.hidden)
    guard let parameters else { return }
    model.experts = ModelArchitecture.Experts(
      count: facts.count, perToken: facts.perToken, layers: layers, parametersB: parameters,
      fourBit: model.experts?.fourBit ?? ModelArchitecture.FourBitCheckpoint())
    let used = Double(facts.perToken) / Double(facts.count)
    model.activeParametersB = max(model.parametersB - parameters * (1 - used), 0)
  }

  /// Parameters, in 10^9, of experts of three matrices each: gate, up and down.
  private func sized(_ facts: ExpertFacts, layers: Int, hidden: Int) -> Double? {
    facts.size.map { 3 * Double($0) * Double(hidden) * Double(facts.count) * Double(layers) / 1e9 }
  }

  private static func experts(_ map: MapReader) -> ExpertFacts? {
    let count = map.integer("count", in: 1...100_000, isRequired: true)
    let perToken = map.integer("per_token", in: 1...100_000, isRequired: true)
    let layers = map.integer("layers", in: layerCount)
    let parameters = billions(map, "parameters")
    let size = map.integer("size", in: dimension)
    if !map.has("parameters"), !map.has("size") {
      map.add(at: map.node, key: "parameters", "is missing; give the experts' parameters, or the size of one")
    }
    if map.has("parameters"), map.has("size") {
      map.add(at: map.value("size") ?? map.node, key: "size", "says the same as parameters: give one of them")
    }
    if let count, let perToken, perToken > count {
      map.add(
        at: map.value("per_token") ?? map.node, key: "per_token", "must not be more than count (\(count))",
        bad: "\(perToken)")
    }
    map.finish()
    guard let count, let perToken, parameters != nil || size != nil else { return nil }
    return ExpertFacts(count: count, perToken: perToken, layers: layers, parameters: parameters, size: size)
  }

  private func check(_ reader: MapReader) {
    if let heads, let kvHeads, kvHeads > heads {
      let message = "must not be more than heads (\(heads))"
      reader.add(at: reader.value("kv_heads") ?? reader.node, key: "kv_heads", message, bad: "\(kvHeads)")
    }
    if let hidden, let heads, headSize == nil, heads > hidden {
      let message = "must not be more than hidden (\(hidden))"
      reader.add(at: reader.value("heads") ?? reader.node, key: "heads", message, bad: "\(heads)")
    }
    if let parameters, let activeParameters, activeParameters > parameters {
      reader.add(
        at: reader.value("active_parameters") ?? reader.node, key: "active_parameters",
        "must not be more than parameters")
    }
  }

  /// Notes the problems that only the whole shape shows.
  static func check(_ model: ModelArchitecture, _ reader: MapReader) {
    if let experts = model.experts, reader.has("experts") || reader.has("layers") || reader.has("parameters")
    {
      let node = reader.value("experts") ?? reader.node
      if experts.layers > model.layers {
        let message = "has \(experts.layers) layers with experts, the model only \(model.layers)"
        reader.add(at: node, key: "experts", message)
      }
      if experts.parametersB > model.parametersB {
        let parts = "\(YAMLText.number(experts.parametersB)) of \(YAMLText.number(model.parametersB))"
        reader.add(at: node, key: "experts", "must not have more than all parameters: \(parts) (10^9)")
      }
    }
    let without = model.windowedLayers + model.uncachedLayers
    for key in ["window", "uncached"] where reader.has(key) && without > model.layers {
      reader.add(
        at: reader.value(key) ?? reader.node, key: key,
        "has \(key == "window" ? model.windowedLayers : model.uncachedLayers) layers, the model only "
          + "\(model.layers)" + (model.windowedLayers > 0 && model.uncachedLayers > 0 ? " of all kinds" : ""))
    }
  }

  /// A parameter count in 10^9: `70.6` is taken as 10^9, `70.6e9` as it stands.
  private static func billions(_ reader: MapReader, _ key: String) -> Double? {
    reader.number(key, in: .parameterCount).map { $0 < ScenarioLimits.parametersInBillions ? $0 : $0 / 1e9 }
  }
}

extension NumberRange {
  /// Up to 10^14 parameters.
  fileprivate static let parameterCount = NumberRange(
    meaning: "a count above 0, in 10^9 (70.6) or in full (70.6e9)"
  ) { $0 > 0 && $0 <= 1e14 }
}

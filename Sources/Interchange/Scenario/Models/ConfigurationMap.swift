import Planning

/// The keys of a published configuration: a null is as good as none, a fact has several names, and what a family of
/// models leaves out has that family's value.
struct ConfigurationMap {
  private static let dimension = 0...ScenarioLimits.dimension
  private static let layerCount = 1...1000
  /// Keys under which models that also see or hear keep the part that makes text.
  private static let languageParts = ["text_config", "llm_config", "language_config"]
  /// Keys of models whose layers have shapes that are not read, with what those are.
  private static let unreadable = [
    ("block_configs", "layers of differing shapes"), ("attn_layer_period", "Mamba-1 layers"),
    ("linear_attn_config", "Kimi's linear attention"), ("altup_num_inputs", "AltUp layers"),
  ]

  /// The part that makes text.
  let map: MapReader
  /// The whole file, whose keys count where that part does not state them.
  private let whole: MapReader
  /// What the model's family leaves out.
  let defaults: ConfigurationDefaults
  /// The family's name, as the part that makes text states it.
  let modelType: String

  init(_ whole: MapReader) {
    self.whole = whole
    var part: MapReader?
    for key in Self.languageParts where part == nil && whole.hasValue(key) {
      part = whole.map(key, subject: "the \(key)")
    }
    map = part ?? whole
    modelType =
      [part, whole].compactMap(\.self).first { $0.hasValue("model_type") }?.text("model_type") ?? ""
    defaults = ConfigurationDefaults(modelType: modelType)
  }

  /// Notes what the file describes where that is no model whose shape can be read.
  func refuseOthers() {
    if whole.hasValue("is_encoder_decoder"), whole.flag("is_encoder_decoder") == true {
      add("is_encoder_decoder", "describes a model with an encoder; state its facts instead", bad: "true")
    }
    for (key, meaning) in Self.unreadable where map.hasValue(key) {
      add(key, "describes \(meaning), which cannot be read; state the model's facts instead")
    }
  }

  /// Whether the key has a value.
  func has(_ key: String) -> Bool { map.hasValue(key) }

  /// A count of 0 or more under the first of `keys` that has a value.
  func optionalSize(_ keys: String...) -> Int? { optionalSize(keys) }

  private func optionalSize(_ keys: [String]) -> Int? {
    keys.first(where: map.hasValue).flatMap { map.integer($0, in: Self.dimension) }
  }

  /// A count that has to be there under one of `keys`, unless the family has one; nil, with a problem noted, where it is
  /// not or is 0.
  func size(_ keys: String..., otherwise: Int? = nil) -> Int? {
    let key = keys.first(where: map.hasValue) ?? keys[0]
    if !map.hasValue(key) {
      if otherwise == nil { map.add(at: map.node, key: key, "is missing in \(map.subject)") }
      return otherwise
    }
    return map.integer(key, in: 1...ScenarioLimits.dimension)
  }

  /// The number of layers.
  func layerCount() -> Int? {
    let key = "num_hidden_layers"
    // A pattern of layers says how many there are.
    if !has(key), let pattern = text("hybrid_override_pattern") { return pattern.count }
    guard has(key) else { return size(key) }
    return map.integer(key, in: Self.layerCount)
  }

  /// `true` or `false`, of the part that makes text or of the whole.
  func flag(_ key: String) -> Bool? {
    has(key) || whole.hasValue(key) ? holder(of: key).flag(key) : nil
  }

  /// Text; nil where there is none.
  func text(_ key: String) -> String? { has(key) ? map.text(key) : nil }

  /// The elements of a list as they are written; nil where the key has none, or no list.
  func list(_ key: String) -> [String]? {
    guard has(key), case .sequence(let items)? = map.value(key)?.content else { return nil }
    return items.map(\.shown)
  }

  /// A single whole number that may also be a list; nil where it is one.
  func step(_ key: String) -> Int? {
    list(key) == nil ? optionalSize(key).map { max($0, 1) } : nil
  }

  /// The part that makes text where it states the key, else the whole.
  func holder(of key: String) -> MapReader { has(key) ? map : whole }

  /// Notes a problem of a key's value.
  func add(_ key: String, _ message: String, bad: String? = nil, suggestion: String? = nil) {
    let reader = holder(of: key)
    reader.add(
      at: reader.value(key) ?? reader.node, key: key, message, bad: bad, suggestion: suggestion)
  }
}

/// What the configurations of a family of models leave out: the values that its published code assumes.
struct ConfigurationDefaults {
  var heads: Int?
  var kvHeads: Int?
  var headSize: Int?
  var vocabulary: Int?
  var context: Int?
  var window: Int?
  /// Every so many layers one sees everything, the others a window; nil: the layers are alike.
  var windowPattern: Int?
  var isTied = false
  /// Matrices of a feed-forward block: gate, up and down, or up and down.
  var matrices = 3
  /// Whether layers with experts have one more that every token uses.
  var hasSharedExpert = false

  init(modelType: String) {
    switch modelType {
    case "gemma":
      headSize = 256
      vocabulary = 256_000
      context = 8192
      isTied = true
    case "gemma2":
      (heads, kvHeads, headSize, vocabulary) = (8, 4, 256, 256_000)
      (context, window, windowPattern, isTied) = (8192, 4096, 2, true)
    case "gemma3", "gemma3_text":
      (heads, kvHeads, headSize, vocabulary) = (8, 4, 256, 262_208)
      (context, window, windowPattern, isTied) = (131_072, 4096, 6, true)
    case "gemma4", "gemma4_text": isTied = true
    case "cohere": isTied = true
    case "cohere2": (window, windowPattern, isTied) = (4096, 4, true)
    case "gpt_oss": windowPattern = 2
    case "llama4", "llama4_text": hasSharedExpert = true
    case "nemotron", "nemotron_h": matrices = 2
    default: break
    }
  }
}

import Planning

/// What each layer of a model does with the tokens before.
struct LayerKinds {
  /// The kinds of layers.
  enum Kind {
    /// Attention to everything, or to a window of tokens.
    case full, windowed
    /// A recurrent state: linear attention by the delta rule, Mamba-2.
    case linear, mamba
    /// A feed-forward block alone, dense or of experts.
    case forward, experts

    /// Whether it keeps keys and values.
    var isCached: Bool { self == .full || self == .windowed }
  }

  /// Words that configurations have for them.
  private static let words: [(word: String, kind: Kind)] = [
    ("full_attention", .full), ("attention", .full), ("sliding_attention", .windowed),
    ("chunked_attention", .windowed), ("linear_attention", .linear), ("mamba", .mamba), ("mamba2", .mamba),
    ("mlp", .forward), ("moe", .experts),
  ]
  /// Letters of Nemotron-H's patterns.
  private static let letters: [Character: Kind] = ["M": .mamba, "*": .full, "-": .forward, "E": .experts]

  /// The kind of each layer.
  let kinds: [Kind]
  /// Tokens that layers with a window see; nil: there are none.
  let window: Int?
  /// Whether layers are single blocks, attention or feed-forward, in place of both.
  let areSingleBlocks: Bool

  /// Layers without keys and values.
  var uncached: Int { kinds.count { !$0.isCached } }

  /// The number of layers of a kind.
  func count(of kind: Kind) -> Int { kinds.count { $0 == kind } }

  /// The kinds that a configuration states; nil, with a problem noted, where they cannot be told.
  init?(_ map: ConfigurationMap, layers: Int, context: Int) {
    let key = ["layer_types", "layers_block_type", "hybrid_override_pattern"].first(where: map.has)
    var kinds: [Kind]
    if let key {
      guard let stated = Self.stated(map, key: key) else { return nil }
      guard stated.count == layers else {
        map.add(key, "has \(stated.count) layers, num_hidden_layers says \(layers)")
        return nil
      }
      kinds = stated
    } else {
      kinds = Self.pattern(map, layers: layers)
    }
    areSingleBlocks =
      map.has("hybrid_override_pattern") || kinds.contains { $0 == .forward || $0 == .experts }
    var window: Int?
    if kinds.contains(.windowed) {
      let key = map.has("attention_chunk_size") ? "attention_chunk_size" : "sliding_window"
      guard let size = map.size(key, otherwise: map.defaults.window) else { return nil }
      window = size
    }
    // A window as long as the context hides nothing.
    if let size = window, context > 0, size >= context {
      kinds = kinds.map { $0 == .windowed ? .full : $0 }
      window = nil
    }
    self.kinds = kinds
    self.window = window
  }

  /// The kinds that a key lists, layer by layer.
  private static func stated(_ map: ConfigurationMap, key: String) -> [Kind]? {
    let listed = map.list(key) ?? map.text(key)?.map(String.init) ?? []
    let isPattern = key == "hybrid_override_pattern"
    var kinds: [Kind] = []
    for word in listed {
      let kind = isPattern ? word.first.flatMap { letters[$0] } : words.first { $0.word == word }?.kind
      guard let kind else {
        let known = isPattern ? letters.keys.map { String($0) }.sorted() : words.map(\.word)
        map.add(
          key, "names a kind of layer that cannot be read", bad: word,
          suggestion: Suggestion.nearest(to: word, among: known))
        return nil
      }
      kinds.append(kind)
    }
    return kinds
  }

  /// The kinds that follow from a step between layers, or from a window.
  private static func pattern(_ map: ConfigurationMap, layers: Int) -> [Kind] {
    func every(_ step: Int, otherwise: Kind) -> [Kind] {
      (1...layers).map { $0 % step == 0 ? .full : otherwise }
    }
    if let step = map.step("full_attention_interval") { return every(step, otherwise: .linear) }
    if let types = map.list("attn_type_list"), types.count == layers {
      return types.map { $0 == "0" ? .linear : .full }
    }
    if map.has("attention_chunk_size") {
      // Layers with rotary positions see a chunk, every fourth without them everything.
      if let rotary = map.list("no_rope_layers"), rotary.count == layers {
        return rotary.map { $0 == "1" ? .windowed : .full }
      }
      return every(map.step("no_rope_layer_interval") ?? 4, otherwise: .windowed)
    }
    let hasWindow = map.has("sliding_window") || map.defaults.window != nil
    guard hasWindow, map.flag("use_sliding_window") != false else {
      return Array(repeating: .full, count: layers)
    }
    let step =
      map.step("sliding_window_pattern") ?? map.step("_sliding_window_pattern") ?? map.defaults.windowPattern
    if let step { return every(step, otherwise: .windowed) }
    let first = map.flag("use_sliding_window") == true ? map.optionalSize("max_window_layers") ?? 0 : 0
    return (0..<layers).map { $0 < first ? .full : .windowed }
  }
}

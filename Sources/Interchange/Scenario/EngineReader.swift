import Planning
import Serving

/// Reads an `engine` map: the engine's name, and what of its defaults it is started without.
func engineSettings(_ reader: MapReader) -> EngineSettings {
  let name = reader.choice("name", ServingEngine.self)
  let settings = EngineSettings(
    name: name ?? .vllm, maxSequences: reader.integer("max_sequences", in: 1...ScenarioLimits.sequences),
    chunkTokens: reader.integer("chunk_tokens", in: 1...ScenarioLimits.tokens),
    memoryFraction: reader.number("memory_fraction", in: .memoryFraction),
    kvPrecision: reader.choice("kv_precision", KVPrecision.self))
  reader.finish()
  return settings
}

extension NumberRange {
  /// A part of the memory, which an engine may take whole but not leave.
  static let memoryFraction = NumberRange(meaning: "a number above 0 and at most 1") {
    $0 > 0 && $0 <= 1
  }
}

extension EngineSettings {
  /// The map as YAML writes it in one line.
  var yaml: String {
    var parts = ["name: \(name.rawValue)"]
    if let maxSequences { parts.append("max_sequences: \(maxSequences)") }
    if let chunkTokens { parts.append("chunk_tokens: \(chunkTokens)") }
    if let memoryFraction { parts.append("memory_fraction: \(YAMLText.number(memoryFraction))") }
    if let kvPrecision { parts.append("kv_precision: \(kvPrecision.rawValue)") }
    return "{" + parts.joined(separator: ", ") + "}"
  }
}

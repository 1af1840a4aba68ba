import Planning
import Serving

/// Reads the `models` list of a scenario.
struct ModelReader {
  private static let ownFacts = ["parameters", "layers", "hidden", "heads", "kv_heads"]
  private static let dimension = 1...ScenarioLimits.dimension

  let catalogue: CatalogueNames

  /// The models; the caller looks at the problems before using them.
  func models(of scenario: MapReader) -> [ServedModel] {
    var seen: [String: Int] = [:]
    var models: [ServedModel] = []
    let nodes = scenario.list("models", isRequired: true) ?? []
    for node in nodes where !scenario.problems.isFull {
      guard
        let reader = MapReader(
          node, subject: "a model", key: "models", file: scenario.file, problems: scenario.problems)
      else { continue }
      let name = uniqueName(reader, what: "a model", seen: &seen)
      if let model = model(reader, name: name, isOnly: nodes.count == 1) { models.append(model) }
      reader.finish()
    }
    return models
  }

  private func uniqueName(_ reader: MapReader, what: String, seen: inout [String: Int]) -> String? {
    guard let (name, node) = reader.name("name", isRequired: true) else { return nil }
    if let first = seen.updateValue(node.line, forKey: name) {
      reader.add(at: node, key: "name", "names \(what) twice (first in line \(first))", bad: name)
    }
    return name
  }

  private func model(_ reader: MapReader, name: String?, isOnly: Bool) -> ServedModel? {
    let architecture = architecture(reader, name: name)
    // The share of the only model says nothing.
    let share = reader.number("share", in: .notNegative, isRequired: !isOnly)
    let precision = reader.choice("precision", Precision.self)
    let slo = reader.map("slo", subject: "slo").map(sloLimits)
    let workloads = workloads(reader)
    guard let name, let architecture else { return nil }
    return ServedModel(
      name: name, architecture: architecture, share: share ?? 1, precision: precision ?? .bf16,
      workloads: workloads, slo: slo)
  }

  private func workloads(_ model: MapReader) -> [Workload] {
    var seen: [String: Int] = [:]
    var workloads: [Workload] = []
    let nodes = model.list("workloads", isRequired: true) ?? []
    for node in nodes where !model.problems.isFull {
      guard
        let reader = MapReader(
          node, subject: "a workload", key: "workloads", file: model.file, problems: model.problems)
      else { continue }
      let name = uniqueName(reader, what: "a workload", seen: &seen)
      let input = reader.integer("input", in: 1...ScenarioLimits.tokens, isRequired: true)
      let output = reader.integer("output", in: 1...ScenarioLimits.tokens, isRequired: true)
      let share = reader.number("share", in: .notNegative, isRequired: nodes.count > 1)
      reader.finish()
      guard let name, let input, let output else { continue }
      workloads.append(Workload(name: name, inputTokens: input, outputTokens: output, share: share ?? 1))
    }
    return workloads
  }

  private func architecture(_ reader: MapReader, name: String?) -> ModelArchitecture? {
    let facts = OwnFacts(reader)
    guard let name else { return nil }
    if let known = catalogue.model(name) { return facts.changing(known) }
    guard !facts.isEmpty || Self.ownFacts.contains(where: reader.has) else {
      reader.add(
        at: reader.value("name") ?? reader.node, key: "name",
        "is not a known model; for one of your own give \(Self.ownFacts.joined(separator: ", "))", bad: name,
        suggestion: catalogue.nearestModel(name))
      return nil
    }
    for key in Self.ownFacts where !reader.has(key) {
      reader.add(at: reader.node, key: key, "is missing; the model \(name) is not in the catalogue")
    }
    return facts.architecture(name: name)
  }

  /// The facts that a scenario states of a model.
  private struct OwnFacts {
    let parameters: Double?
    let activeParameters: Double?
    let layers: Int?
    let hidden: Int?
    let heads: Int?
    let kvHeads: Int?
    let headSize: Int?
    let vocabulary: Int?
    let kvElements: Int?

    init(_ reader: MapReader) {
      parameters = Self.billions(reader, "parameters")
      activeParameters = Self.billions(reader, "active_parameters")
      layers = reader.integer("layers", in: 1...1000)
      hidden = reader.integer("hidden", in: dimension)
      heads = reader.integer("heads", in: dimension)
      kvHeads = reader.integer("kv_heads", in: dimension)
      headSize = reader.integer("head_size", in: dimension)
      vocabulary = reader.integer("vocabulary", in: dimension)
      kvElements = reader.integer("kv_elements_per_token_layer", in: dimension)
      check(reader)
    }

    var isEmpty: Bool {
      parameters == nil && activeParameters == nil
        && [layers, hidden, heads, kvHeads, headSize, vocabulary, kvElements].allSatisfy { $0 == nil }
    }

    /// A model outside the catalogue; nil where a needed fact lacks.
    func architecture(name: String) -> ModelArchitecture? {
      guard let parameters, let layers, let hidden, let heads, let kvHeads else { return nil }
      return ModelArchitecture(
        name: name, parametersB: parameters, activeParametersB: activeParameters, layers: layers,
        hidden: hidden, heads: heads, kvHeads: kvHeads, headSize: headSize, vocabulary: vocabulary ?? 128_256,
        kvElementsPerTokenLayer: kvElements, source: PoolReader.ownSource)
    }

    /// A known model with the stated facts in place of its own.
    func changing(_ known: ModelArchitecture) -> ModelArchitecture {
      var result = known
      let isDense = known.activeParametersB == known.parametersB
      if let parameters {
        result.parametersB = parameters
        if isDense { result.activeParametersB = parameters }
      }
      if let activeParameters { result.activeParametersB = activeParameters }
      if let layers { result.layers = layers }
      if let hidden { result.hidden = hidden }
      if let heads { result.heads = heads }
      if let kvHeads { result.kvHeads = kvHeads }
      if let headSize { result.headSize = headSize }
      if let vocabulary { result.vocabulary = vocabulary }
      let changesCache = kvHeads != nil || headSize != nil
      if changesCache { result.kvElementsPerTokenLayer = 2 * result.kvHeads * result.headSize }
      if let kvElements { result.kvElementsPerTokenLayer = kvElements }
      if result != known { result.source = PoolReader.ownSource }
      return result
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

    /// A parameter count in 10^9: `70.6` is taken as 10^9, `70.6e9` as it stands.
    private static func billions(_ reader: MapReader, _ key: String) -> Double? {
      reader.number(key, in: .parameterCount).map { $0 < ScenarioLimits.parametersInBillions ? $0 : $0 / 1e9 }
    }
  }
}

extension NumberRange {
  /// Up to 10^14 parameters.
  fileprivate static let parameterCount = NumberRange(
    meaning: "a count above 0, in 10^9 (70.6) or in full (70.6e9)"
  ) { $0 > 0 && $0 <= 1e14 }
}

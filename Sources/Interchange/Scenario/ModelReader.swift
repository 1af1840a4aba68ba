import Planning
import Serving

/// Reads the `models` list of a scenario.
struct ModelReader {
  private static let ownFacts = ["parameters", "layers", "hidden", "heads", "kv_heads"]

  let catalogue: CatalogueNames
  /// Where configurations are; nil: they are not to be read.
  let folder: SourceFolder?
  /// Those known without reading them, by the model's name.
  let configurations: [String: ModelConfiguration]

  /// The models; the caller looks at the problems before using them.
  func models(of scenario: MapReader) -> [ServedModel] {
    var seen: [String: Int] = [:]
    var models: [ServedModel] = []
    var count = 0
    let nodes = scenario.list("models", isRequired: true) ?? []
    for node in nodes where !scenario.problems.isFull {
      guard
        let reader = MapReader(
          node, subject: "a model", key: "models", file: scenario.file, problems: scenario.problems)
      else { continue }
      let name = uniqueName(reader, what: "a model", seen: &seen)
      if let model = model(reader, name: name, isOnly: nodes.count == 1) { models.append(model) }
      count += models.last?.workloads.count ?? 0
      if count > ScenarioLimits.workloads {
        reader.add(
          at: reader.value("workloads") ?? node, key: "workloads",
          "make more than \(ScenarioLimits.workloads) types of all models together; types of like lengths can be one",
          bad: "\(count) types")
        break
      }
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
    let configuration = configuration(reader, name: name)
    var architecture = architecture(reader, name: name, configuration: configuration)
    if let context = reader.integer("context", in: 1...ScenarioLimits.tokens) {
      architecture?.context = context
    }
    // The share of the only model says nothing.
    let share = reader.number("share", in: .notNegative, isRequired: !isOnly)
    let precisions = reader.choices("precision", Precision.self)
    if reader.has("four_bit"), precisions?.contains(.int4) != true {
      reader.add(
        at: reader.value("four_bit") ?? reader.node, key: "four_bit",
        "says something only with precision: int4")
    }
    let slo = reader.map("slo", subject: "slo").map(sloLimits)
    let engine = reader.map("engine", subject: "engine").map(engineSettings)
    let checkpoint = reader.name("checkpoint")?.text
    let least = leastReplicas(reader)
    let workloads = workloads(reader, of: architecture)
    guard let name, var architecture else { return nil }
    // Blocks nobody states are known of the catalogue's own repositories alone; another is quantised at load, or in its own way.
    if configuration == nil, !reader.has("fp8_block"),
      let repository = checkpoint ?? (name.contains("/") ? name : nil),
      !architecture.isInFP8(repository) || !architecture.isOwnRepository(repository)
    {
      architecture.fp8Block = 0
    }
    let precision = precisions?.first ?? architecture.published(in: checkpoint ?? name)
    var model = ServedModel(
      name: name, architecture: architecture, share: share ?? 1, precision: precision, workloads: workloads,
      slo: slo, engine: engine, checkpoint: checkpoint)
    model.alternatives = Array((precisions ?? []).dropFirst())
    model.leastReplicas = least
    model.configuration = configuration
    return model
  }

  private func leastReplicas(_ model: MapReader) -> Int {
    guard let reader = model.map("replicas", subject: "replicas") else { return 0 }
    let least = reader.integer("least", in: 0...ScenarioLimits.gpus, isRequired: true)
    reader.finish()
    return least ?? 0
  }

  private func workloads(_ model: MapReader, of architecture: ModelArchitecture?) -> [Workload] {
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
      if let reason = architecture?.contextRefusal(of: RequestShape(input: input, output: output)) {
        let key = input > output ? "input" : "output"
        reader.add(
          at: reader.value(key) ?? reader.node, key: key,
          "makes requests too long: \(reason) (context: states another)", bad: "\(max(input, output))")
      }
      workloads.append(Workload(name: name, inputTokens: input, outputTokens: output, share: share ?? 1))
    }
    return workloads
  }

  /// The configuration that a model names; nil where it names none or it cannot be read.
  private func configuration(_ reader: MapReader, name: String?) -> ModelConfiguration? {
    guard let path = reader.name("config"), let name else { return nil }
    guard let folder else {
      if let known = configurations[name], known.path == path.text { return known }
      return ModelConfiguration(path: path.text, architecture: .unread(name: name))
    }
    do {
      var architecture = try ConfigurationReader.architecture(folder.document(path.text), name: name)
      architecture.aliases = catalogue.model(name)?.aliases ?? []
      return ModelConfiguration(path: path.text, architecture: architecture)
    } catch {
      reader.add(error, key: "config", node: path.node)
      return nil
    }
  }

  private func architecture(
    _ reader: MapReader, name: String?, configuration: ModelConfiguration?
  ) -> ModelArchitecture? {
    let facts = ModelFacts(reader)
    guard let name else { return nil }
    if reader.has("config") {
      guard let configuration else { return nil }
      let model = facts.changing(configuration.architecture)
      if model.layers > 0 { ModelFacts.check(model, reader) }
      return model
    }
    if let known = catalogue.model(name) {
      let model = facts.changing(known)
      ModelFacts.check(model, reader)
      return model
    }
    guard !facts.isEmpty || Self.ownFacts.contains(where: reader.has) else {
      reader.add(
        at: reader.value("name") ?? reader.node, key: "name",
        "is not a known model; for one of your own give config, or \(Self.ownFacts.joined(separator: ", "))",
        bad: name,
        suggestion: catalogue.nearestModel(name))
      return nil
    }
    for key in Self.ownFacts where !reader.has(key) {
      reader.add(at: reader.node, key: key, "is missing; the model \(name) is not in the catalogue")
    }
    let model = facts.architecture(name: name)
    if let model { ModelFacts.check(model, reader) }
    return model
  }
}

extension ModelArchitecture {
  /// What is known of a model whose configuration is not read: nothing.
  fileprivate static func unread(name: String) -> ModelArchitecture {
    ModelArchitecture(
      name: name, parametersB: 0, layers: 0, hidden: 0, heads: 0, kvHeads: 0, vocabulary: 0, source: "")
  }
}

import Planning
import Serving

/// Writes scenarios as YAML that reads back equal.
public enum ScenarioWriter {
  /// The YAML of `scenario`. Profile and plan paths stay as stated, or are rewritten so that a file saved in
  /// the folder `newFolder` names the same files as one in `oldFolder` does.
  public static func text(
    _ scenario: Scenario, from oldFolder: String = "", to newFolder: String? = nil,
    catalogue: CatalogueNames = .standard
  ) -> String {
    let paths = PathMover(from: oldFolder, to: newFolder)
    var lines = Lines()
    if !scenario.title.isEmpty { lines.add("title", text: scenario.title) }
    lines.add("objective", text: scenario.objective.rawValue)
    if let budget = scenario.budget { lines.add("budget", number: budget) }
    if let demand = scenario.demand { lines.add("demand", number: demand) }
    lines.open("gpus") { gpus in
      for pool in scenario.pools { write(pool, to: &gpus, catalogue: catalogue) }
    }
    lines.open("models") { models in
      for model in scenario.models { write(model, to: &models, paths: paths, catalogue: catalogue) }
    }
    lines.open("replicas") { options in
      options.add("source", text: scenario.replicas.source.rawValue)
      options.add("mixed", raw: "\(scenario.replicas.mixed)")
      options.add("max_gpus", raw: "\(scenario.replicas.maxGPUs)")
      options.add("uneven_tp", raw: "\(scenario.replicas.unevenTP)")
    }
    if !scenario.profilePaths.isEmpty {
      lines.open("profiles") { profiles in
        for path in scenario.profilePaths { profiles.element(paths.moved(path)) }
      }
    }
    if let slo = scenario.slo { lines.add("slo", raw: flow(slo)) }
    if scenario.engine != .vllm { lines.add("engine", raw: scenario.engine.yaml) }
    lines.add("headroom", number: scenario.headroom)
    if let current = scenario.current {
      lines.open("current") { fleet in
        fleet.add("plan", text: paths.moved(current.planPath))
        fleet.add("start_cost", number: current.startCost)
        if let most = current.maxStarts { fleet.add("max_starts", raw: "\(most)") }
        if let most = current.maxStops { fleet.add("max_stops", raw: "\(most)") }
      }
    }
    if scenario.resilience != Resilience() {
      lines.open("resilience") { lines in
        if let loss = scenario.resilience.survives { lines.add("survives", text: loss.rawValue) }
        lines.add("remaining", number: scenario.resilience.remaining)
        lines.add("misjudged", raw: "\(scenario.resilience.misjudged)")
      }
    }
    if scenario.bands != BandPositions() {
      lines.open("bands") { lines in
        if let all = scenario.bands.all { lines.add("all", number: all) }
        guard !scenario.bands.kinds.isEmpty else { return }
        lines.open("kinds") { lines in
          for (kind, position) in scenario.bands.kinds.sorted(by: { $0.key < $1.key }) {
            lines.add(YAMLText.scalar(kind), number: position)
          }
        }
      }
    }
    return lines.text
  }

  private static func write(_ pool: Pool, to lines: inout Lines, catalogue: CatalogueNames) {
    lines.item("name", text: pool.name)
    if pool.type.name != pool.name { lines.add("type", text: pool.type.name) }
    writeStock(of: pool, to: &lines)
    let offer = pool.offer
    if let provider = offer.provider { lines.add("provider", text: provider) }
    if let region = offer.region { lines.add("region", text: region) }
    if offer.tier != .onDemand { lines.add("tier", text: offer.tier.rawValue) }
    if offer.interruptionsPerHour > 0 {
      lines.add("interruptions_per_hour", number: offer.interruptionsPerHour)
    }
    if offer.recoveryMinutes != Offer.usualRecoveryMinutes {
      lines.add("recovery_minutes", number: offer.recoveryMinutes)
    }
    let known = catalogue.gpu(pool.type.name)
    let type = pool.type
    if type.memoryGB != known?.memoryGB { lines.add("memory_gb", number: type.memoryGB) }
    if type.bandwidthGBs != known?.bandwidthGBs { lines.add("bandwidth_gb_s", number: type.bandwidthGBs) }
    if type.tflops != known?.tflops { lines.add("tflops", number: type.tflops) }
    if let fp8 = type.fp8Tflops, fp8 != known?.fp8Tflops { lines.add("fp8_tflops", number: fp8) }
    if let fp4 = type.fp4Tflops, fp4 != known?.fp4Tflops { lines.add("fp4_tflops", number: fp4) }
    if type.linkGBs != known?.linkGBs { lines.add("link_gb_s", number: type.linkGBs) }
    if type.hasNVLink != known?.hasNVLink || type.linkGBs != known?.linkGBs {
      lines.add("nvlink", raw: "\(type.hasNVLink)")
    }
    lines.endItem()
  }

  /// What can be rented at which price, in GPUs or in machines.
  private static func writeStock(of pool: Pool, to lines: inout Lines) {
    if case .sizes = pool.rental {
      lines.open("machines") { list in
        for size in pool.sizes {
          list.element(
            raw: "{gpus: \(size.gpus), available: \(size.available), price: \(YAMLText.number(size.price))}")
        }
      }
    } else {
      lines.add("available", raw: "\(pool.available)")
      if pool.priceSource == .scenario { lines.add("price", number: pool.price) }
    }
    lines.add("gpus_per_machine", raw: "\(pool.gpusPerMachine)")
    // A pool of several sizes says so by listing them.
    if case .sizes = pool.rental { return }
    guard pool.rental != MachineReader.usualRental(of: pool) else { return }
    let unit: MachineReader.Unit = pool.rentsMachines ? .machine : .gpu
    lines.add("rented_by", text: unit.rawValue)
  }

  private static func write(
    _ model: ServedModel, to lines: inout Lines, paths: PathMover, catalogue: CatalogueNames
  ) {
    lines.item("name", text: model.name)
    lines.add("share", number: model.share)
    if model.alternatives.isEmpty {
      lines.add("precision", text: model.precision.rawValue)
    } else {
      let formats = [model.precision] + model.alternatives
      lines.add("precision", raw: "[\(formats.map(\.rawValue).joined(separator: ", "))]")
    }
    if let checkpoint = model.checkpoint { lines.add("checkpoint", text: checkpoint) }
    if model.leastReplicas > 0 { lines.add("replicas", raw: "{least: \(model.leastReplicas)}") }
    if let path = model.configuration?.path { lines.add("config", text: paths.moved(path)) }
    let known = model.configuration?.architecture ?? catalogue.model(model.name)
    writeFacts(model.architecture, known: known, to: &lines)
    if let slo = model.slo { lines.add("slo", raw: flow(slo)) }
    if let engine = model.engine { lines.add("engine", raw: engine.yaml) }
    lines.open("workloads") { list in
      for workload in model.workloads {
        let name = YAMLText.scalar(workload.name)
        let share = YAMLText.number(workload.share)
        list.element(
          raw: "{name: \(name), input: \(workload.inputTokens), output: \(workload.outputTokens), "
            + "share: \(share)}")
      }
    }
    lines.endItem()
  }

  /// The facts in which a model differs from what its configuration or the catalogue knows; all where neither does.
  private static func writeFacts(
    _ model: ModelArchitecture, known: ModelArchitecture?, to lines: inout Lines
  ) {
    if model == known { return }
    let changesParameters = model.parametersB != known?.parametersB
    if changesParameters { lines.add("parameters", number: parameterCount(model.parametersB)) }
    let changesActive = changesParameters || model.experts != known?.experts
    if changesActive || model.activeParametersB != known?.activeParametersB {
      lines.add("active_parameters", number: parameterCount(model.activeParametersB))
    }
    let facts: [(String, Int, Int?)] = [
      ("layers", model.layers, known?.layers), ("hidden", model.hidden, known?.hidden),
      ("heads", model.heads, known?.heads), ("kv_heads", model.kvHeads, known?.kvHeads),
      ("head_size", model.headSize, known?.headSize), ("vocabulary", model.vocabulary, known?.vocabulary),
    ]
    var changesCache = model.kvElementsPerTokenLayer != known?.kvElementsPerTokenLayer
    for (key, value, old) in facts where value != old {
      lines.add(key, raw: "\(value)")
      changesCache = changesCache || key == "kv_heads" || key == "head_size"
    }
    if changesCache { lines.add("kv_elements_per_token_layer", raw: "\(model.kvElementsPerTokenLayer)") }
    if model.tiedEmbeddings != known?.tiedEmbeddings ?? false {
      lines.add("tied_embeddings", raw: "\(model.tiedEmbeddings)")
    }
    if model.context > 0, model.context != known?.context { lines.add("context", raw: "\(model.context)") }
    if model.fp8Block > 0, model.fp8Block != known?.fp8Block {
      lines.add("fp8_block", raw: "\(model.fp8Block)")
    }
    if let format = model.fourBitFormat, format != known?.fourBitFormat {
      lines.add("four_bit", text: format.rawValue)
    }
    if model.windowedLayers > 0,
      model.windowedLayers != known?.windowedLayers || model.window != known?.window
        || model.windowedKVElementsPerTokenLayer != known?.windowedKVElementsPerTokenLayer
    {
      let elements = model.windowedKVElementsPerTokenLayer.map { ", kv_elements: \($0)" } ?? ""
      lines.add("window", raw: "{layers: \(model.windowedLayers), tokens: \(model.window)\(elements)}")
    }
    if model.uncachedLayers > 0,
      model.uncachedLayers != known?.uncachedLayers || model.stateBytes != known?.stateBytes
    {
      let bytes = YAMLText.number(model.stateBytes)
      lines.add("uncached", raw: "{layers: \(model.uncachedLayers), state_bytes: \(bytes)}")
    }
    if model.attendedTokens > 0, model.attendedTokens != known?.attendedTokens {
      lines.add("attended_tokens", raw: "\(model.attendedTokens)")
    }
    if let experts = model.experts, experts != known?.experts {
      let parameters = YAMLText.number(parameterCount(experts.parametersB))
      lines.add(
        "experts",
        raw: "{count: \(experts.count), per_token: \(experts.perToken), layers: \(experts.layers), "
          + "parameters: \(parameters)}")
    }
  }

  /// The figure in 10^9 as the reader takes it: in full where it would be mistaken for a count.
  private static func parameterCount(_ billions: Double) -> Double {
    billions < ScenarioLimits.parametersInBillions ? billions : billions * 1e9
  }

  private static func flow(_ slo: SLO) -> String {
    let limits = [("ttft_ms", slo.ttftMs), ("tpot_ms", slo.tpotMs)]
    let parts = limits.compactMap { key, limit in limit.map { "\(key): \(YAMLText.number($0))" } }
    return "{" + parts.joined(separator: ", ") + "}"
  }
}

/// Lines of a YAML block document.
private struct Lines {
  private(set) var text = ""
  private var indent = 0
  /// Whether the next line begins a list element.
  private var startsItem = false

  mutating func add(_ key: String, raw: String) {
    line("\(key): \(raw)")
  }

  mutating func add(_ key: String, text: String) { add(key, raw: YAMLText.scalar(text)) }

  mutating func add(_ key: String, number: Double) { add(key, raw: YAMLText.number(number)) }

  /// Begins a map that is a list element with its first key.
  mutating func item(_ key: String, text: String) {
    startsItem = true
    add(key, text: text)
    indent += 2
  }

  mutating func endItem() { indent -= 2 }

  /// A scalar that is a list element.
  mutating func element(_ text: String) { element(raw: YAMLText.scalar(text)) }

  mutating func element(raw: String) { line("- " + raw) }

  /// A key whose value follows in more lines.
  mutating func open(_ key: String, _ content: (inout Lines) -> Void) {
    line("\(key):")
    indent += 2
    content(&self)
    indent -= 2
  }

  private mutating func line(_ content: String) {
    text += String(repeating: " ", count: indent) + (startsItem ? "- " : "") + content + "\n"
    startsItem = false
  }
}

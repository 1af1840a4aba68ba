import Planning
import Serving

/// Reads scenario files: YAML (or JSON, its subset) in, a checked `Scenario` out.
public enum ScenarioReader {
  /// The scenario in the file at `path`, with `edits` made before it is checked as a whole; remarks on the
  /// files it names go to `notes`.
  public static func read(
    path: String, edits: [Edit] = [], catalogue: CatalogueNames = .standard,
    notes: ReadingNotes = ReadingNotes()
  ) throws -> Scenario {
    let source = try SourceFile.read(path)
    return try read(source, folder: .containing(path), edits: edits, catalogue: catalogue, notes: notes)
  }

  /// The scenario in `text`; the files it names are looked for in `folder`.
  public static func read(
    text: String, fileName: String, folder: SourceFolder, edits: [Edit] = [],
    catalogue: CatalogueNames = .standard
  ) throws -> Scenario {
    let source = SourceFile(path: fileName, text: text)
    return try read(source, folder: folder, edits: edits, catalogue: catalogue, notes: ReadingNotes())
  }

  /// The scenario that a file states by itself: without profile rows and the running fleet's replicas, whose
  /// files are not read. A model's configuration is the one of `configurations` under its name, if that has its path;
  /// of another one nothing is known but what the scenario states beside it.
  static func statement(
    _ source: SourceFile, configurations: [String: ModelConfiguration] = [:]
  ) throws -> Scenario {
    try read(
      source, folder: nil, configurations: configurations, edits: [], catalogue: .standard,
      notes: ReadingNotes())
  }

  /// `folder` is nil where the files that the scenario names are not to be read.
  private static func read(
    _ source: SourceFile, folder: SourceFolder?, configurations: [String: ModelConfiguration] = [:],
    edits: [Edit], catalogue: CatalogueNames, notes: ReadingNotes
  ) throws -> Scenario {
    let root = try YAMLParser.parse(source)
    let problems = ProblemList(notes: notes)
    guard let map = MapReader(root, subject: "the scenario", file: source.path, problems: problems) else {
      throw InputError(problems.problems)
    }
    let pass = ScenarioPass(
      map: map, folder: folder, configurations: configurations, catalogue: catalogue)
    var scenario = pass.scenario()
    map.finish()
    try problems.throwIfAny()
    try Edit.applyEach(edits, to: &scenario)
    pass.checkWhole(scenario)
    try problems.throwIfAny()
    return scenario
  }
}

/// One reading of a scenario's top level.
private struct ScenarioPass {
  let map: MapReader
  let folder: SourceFolder?
  let configurations: [String: ModelConfiguration]
  let catalogue: CatalogueNames

  /// The scenario as far as it can be read; the caller looks at the problems first.
  func scenario() -> Scenario {
    let title = map.name("title")?.text
    let objective = map.choice("objective", Objective.self)
    let budget = map.number("budget", in: .notNegative)
    let demand = map.number("demand", in: .notNegative)
    let pools = PoolReader(catalogue: catalogue).pools(of: map)
    let models = ModelReader(catalogue: catalogue, folder: folder, configurations: configurations)
      .models(of: map)
    let replicas = replicaOptions()
    let paths = profilePaths()
    let slo = map.map("slo", subject: "slo").map(sloLimits)
    let engine = map.map("engine", subject: "engine").map(engineSettings)
    let headroom = map.number("headroom", in: .belowWhole)
    let current = currentFleet()
    let resilience = resilience()
    let bands = bands(pools: pools, models: models)
    // Rows can be matched only against complete pools and models.
    let canMatch = map.problems.problems.isEmpty
    let profile = paths.flatMap { canMatch ? rows($0, models: models, pools: pools) : [] }
    return Scenario(
      title: title ?? "", objective: objective ?? .throughput, budget: budget, demand: demand, pools: pools,
      models: models, replicas: replicas, profile: profile, profilePaths: paths.map(\.path), slo: slo,
      engine: engine ?? .vllm, headroom: headroom ?? 0, current: current, resilience: resilience, bands: bands
    )
  }

  /// Checks the rules that depend on several values at once.
  func checkWhole(_ scenario: Scenario) {
    for gap in ScenarioRules.missing(scenario) {
      map.add(at: map.node, key: gap.key, gap.message)
    }
    for place in ScenarioRules.withoutRegion(scenario) {
      map.add(
        at: map.value("resilience") ?? map.node, key: "survives",
        "is region, but pool '\(scenario.pools[place].name)' names none")
    }
    for model in ScenarioRules.allZeroShares(scenario) {
      map.add(at: map.value("models") ?? map.node, key: "share", allZero(model))
    }
    guard map.problems.problems.isEmpty else { return }
    for tiny in scenario.tinyShares {
      let model = scenario.models[tiny.model]
      map.add(
        at: share(tiny), key: "share", ScenarioRules.message(tiny, of: scenario),
        bad: YAMLText.number(tiny.isOwn ? model.workloads[tiny.workload].share : model.share))
    }
  }

  /// The share, of a workload type or of its model, that is to blame for a part that is too small.
  private func share(_ tiny: Scenario.TinyShare) -> DocumentNode {
    let model = map.value("models")?.element(tiny.model)
    let place = tiny.isOwn ? model?.value(of: "workloads")?.element(tiny.workload) : model
    return place?.value(of: "share") ?? place ?? map.node
  }

  private func allZero(_ model: String?) -> String {
    model.map { "the shares of all workloads of '\($0)' are 0" } ?? "the shares of all models are 0"
  }

  private func replicaOptions() -> ReplicaOptions {
    var options = ReplicaOptions()
    guard let reader = map.map("replicas", subject: "replicas") else { return options }
    if let source = reader.choice("source", ReplicaOptions.Source.self) { options.source = source }
    if let mixed = reader.flag("mixed") { options.mixed = mixed }
    if let most = reader.integer("max_gpus", in: 1...ScenarioLimits.gpusPerReplica) { options.maxGPUs = most }
    if let uneven = reader.flag("uneven_tp") { options.unevenTP = uneven }
    reader.finish()
    return options
  }

  private func profilePaths() -> [(path: String, node: DocumentNode)] {
    guard let items = map.list("profiles", mayBeEmpty: true) else { return [] }
    var seen: Set<String> = []
    return items.compactMap { item in
      guard let path = MapReader.name(item, key: "profiles", reader: map) else { return nil }
      guard seen.insert(path).inserted else {
        map.add(at: item, key: "profiles", "names a file twice", bad: path)
        return nil
      }
      return (path, item)
    }
  }

  private func rows(
    _ profile: (path: String, node: DocumentNode), models: [ServedModel], pools: [Pool]
  ) -> [ProfileRow] {
    guard let folder else { return [] }
    do {
      return try ProfileReader.read(
        folder.table(profile.path), models: models, pools: pools, notes: map.problems.notes)
    } catch {
      map.add(error, key: "profiles", node: profile.node)
      return []
    }
  }

  private func resilience() -> Resilience {
    var resilience = Resilience()
    guard let reader = map.map("resilience", subject: "resilience") else { return resilience }
    resilience.survives = reader.choice("survives", Resilience.Loss.self)
    if let part = reader.number("remaining", in: .part) { resilience.remaining = part }
    if let kinds = reader.integer("misjudged", in: 0...Resilience.mostMisjudged) {
      resilience.misjudged = kinds
    }
    reader.finish()
    return resilience
  }

  private func bands(pools: [Pool], models: [ServedModel]) -> BandPositions {
    var bands = BandPositions()
    guard let reader = map.map("bands", subject: "bands") else { return bands }
    bands.all = reader.number("all", in: .bandPosition)
    guard let kinds = reader.map("kinds", subject: "kinds") else {
      reader.finish()
      return bands
    }
    for name in kinds.keys {
      let position = kinds.number(name, in: .bandPosition)
      guard let kind = BandPaths.kind(name, pools: pools, models: models) else {
        kinds.add(
          at: kinds.node, key: name, "is no kind of replica of the scenario",
          suggestion: Suggestion.nearest(to: name, among: BandPaths.kinds(pools: pools, models: models)))
        continue
      }
      bands.kinds[kind] = position
    }
    reader.finish()
    return bands
  }

  private func currentFleet() -> CurrentFleet? {
    guard let reader = map.map("current", subject: "current") else { return nil }
    let plan = reader.name("plan", isRequired: true)
    let startCost = reader.number("start_cost", in: .notNegative)
    let maxStarts = reader.integer("max_starts", in: 0...ScenarioLimits.gpus)
    let maxStops = reader.integer("max_stops", in: 0...ScenarioLimits.gpus)
    reader.finish()
    guard let plan else { return nil }
    do {
      let fleet = try folder.map { try PlanReader.runningFleet($0.document(plan.text)) }
      return CurrentFleet(
        planPath: plan.text, replicas: fleet?.replicas ?? [], startCost: startCost ?? 0, maxStarts: maxStarts,
        maxStops: maxStops, machines: fleet?.machines ?? [])
    } catch {
      map.add(error, key: "plan", node: plan.node)
      return nil
    }
  }
}

extension MapReader {
  /// Notes the problem of a file that the scenario names: its own positions, or the place that names it.
  func add(_ error: any Error, key: String, node: DocumentNode) {
    switch error {
    case let input as InputError: problems.add(input)
    case let file as FileError:
      add(at: node, key: key, file.reason, bad: file.path, isMissingFile: file.exitCode == ExitStatus.noInput)
    default: add(at: node, key: key, "cannot be read: \(error)")
    }
  }
}

/// Reads the limits of a `slo` map.
func sloLimits(_ reader: MapReader) -> SLO {
  let ttft = reader.number("ttft_ms", in: .positive)
  let tpot = reader.number("tpot_ms", in: .positive)
  reader.finish()
  return SLO(ttftMs: ttft, tpotMs: tpot)
}

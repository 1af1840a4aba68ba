import Planning
import Serving

/// A saved plan's statement about the scenario that it was made from.
public struct PlanOrigin: Sendable, Equatable {
  /// The scenario's digest (see `ScenarioDigest`).
  public var digest: String
  /// Relative gap that the plan was to be proven to; nil: not stated.
  public var gapAsked: Double?
  /// The scenario itself, its profile rows and running replicas included, or why it cannot be read; nil: left out.
  public var scenario: Result<Scenario, InputError>?

  /// The origin of a plan of `scenario`; with `carriesScenario` a file with it needs no other.
  public init(of scenario: Scenario, gapAsked: Double?, carriesScenario: Bool) {
    digest = ScenarioDigest.digest(of: scenario)
    self.gapAsked = gapAsked
    self.scenario = carriesScenario ? .success(scenario.withoutFiles) : nil
  }

  /// Creates an origin from what a file states.
  init(digest: String, gapAsked: Double?, scenario: Result<Scenario, InputError>?) {
    self.digest = digest
    self.gapAsked = gapAsked
    self.scenario = scenario
  }
}

// MARK: JSON

extension PlanOrigin {
  /// The keys of a plan's JSON.
  var json: [(key: String, value: JSONValue)] {
    var entries: [(key: String, value: JSONValue)] = [("scenario_digest", .text(digest))]
    if let gapAsked { entries.append(("gap_asked", .number(gapAsked))) }
    guard case .success(let carried)? = scenario else { return entries }
    entries.append(("scenario", .text(ScenarioWriter.text(carried))))
    let pools = carried.pools.map(\.name)
    if !carried.profile.isEmpty {
      let rows = carried.profile.map { Self.json($0, model: carried.models[$0.model].name, pools: pools) }
      entries.append(("profiles", .array(rows)))
    }
    if let current = carried.current {
      entries.append(("running", .array(current.replicas.map(Self.json))))
    }
    return entries
  }

  private static func json(_ row: ProfileRow, model: String, pools: [String]) -> JSONValue {
    let optional = [("concurrency", row.concurrency), ("ttft_ms", row.ttftMs), ("tpot_ms", row.tpotMs)]
    return .object(
      [
        ("model", .text(model)), ("precision", .text(row.precision.rawValue)),
        ("layout", .text(row.layout.text(poolNames: pools))), ("input_tokens", .integer(row.inputTokens)),
        ("output_tokens", .integer(row.outputTokens)),
        ("requests_per_second", .number(row.requestsPerSecond)),
      ] + optional.compactMap { key, value in value.map { (key, .number($0)) } }
        + [("source", .text(row.source))])
  }

  private static func json(_ replica: RunningReplica) -> JSONValue {
    .object([
      ("model", .text(replica.model)), ("layout", .text(replica.layout)), ("count", .integer(replica.count)),
    ])
  }

  /// The origin that a plan file states; nil where it states none.
  init?(_ reader: MapReader) {
    guard reader.has("scenario_digest") else { return nil }
    let gap =
      reader.has("gap_asked")
      ? reader.number(
        "gap_asked", in: .belowWhole)
      : nil
    self.init(
      digest: reader.text("scenario_digest"), gapAsked: gap,
      scenario: reader.has("scenario") ? Self.carried(reader) : nil)
  }

  /// The scenario that a plan file carries. Problems in it are kept until the scenario is asked for: the plan
  /// can be read all the same.
  private static func carried(_ reader: MapReader) -> Result<Scenario, InputError> {
    let problems = ProblemList()
    guard case .scalar(let text, _)? = reader.value("scenario")?.content else {
      return .failure(
        InputError([
          Diagnostic(
            file: reader.file, line: reader.node.line, column: reader.node.column, key: "scenario",
            message: "must be the text of a scenario")
        ]))
    }
    do {
      let running = JSONValue.object([("replicas", runningReplicas(reader, problems))])
      var scenario = try ScenarioReader.read(
        text: text, fileName: "\(reader.file), its scenario",
        folder: .embedded([Scenario.runningName: running.compact]))
      if reader.has("profiles") {
        let rows = MapReader(reader.node, subject: "the plan", file: reader.file, problems: problems)?
          .maps("profiles", subject: "a profile row")
        scenario.profile = (rows ?? []).compactMap { row($0, of: scenario) }
      }
      try problems.throwIfAny()
      return .success(scenario)
    } catch let error as InputError {
      return .failure(error)
    } catch {
      return .failure(
        InputError([
          Diagnostic(
            file: reader.file, line: reader.node.line, column: reader.node.column, key: "scenario",
            message: "cannot be read: \(error)")
        ]))
    }
  }

  private static func runningReplicas(_ reader: MapReader, _ problems: ProblemList) -> JSONValue {
    guard reader.has("running"),
      let own = MapReader(reader.node, subject: "the plan", file: reader.file, problems: problems)
    else { return .array([]) }
    return .array(
      own.maps("running", subject: "a running replica").map { entry in
        json(
          RunningReplica(
            model: entry.text("model"), layout: entry.text("layout"),
            count: entry.integer("count", in: 0...ScenarioLimits.gpus, isRequired: true) ?? 0))
      })
  }

  private static func row(_ reader: MapReader, of scenario: Scenario) -> ProfileRow? {
    let name = reader.text("model")
    let model = scenario.models.firstIndex { $0.name == name }
    if model == nil { reader.add(at: reader.node, key: "model", "is not a model of the scenario", bad: name) }
    let precision = reader.choice("precision", Precision.self, isRequired: true)
    let text = reader.text("layout")
    var layout: Layout?
    switch LayoutText.layout(text, pools: scenario.pools) {
    case .success(let known): layout = known
    case .failure(let failure): reader.add(at: reader.node, key: "layout", failure.message, bad: text)
    }
    let input = reader.integer("input_tokens", in: 1...ScenarioLimits.tokens, isRequired: true)
    let output = reader.integer("output_tokens", in: 1...ScenarioLimits.tokens, isRequired: true)
    let rate = reader.number("requests_per_second", in: .notNegative, isRequired: true)
    func figure(_ key: String) -> Double? { reader.has(key) ? reader.number(key, in: .notNegative) : nil }
    let (concurrency, ttft, tpot) = (figure("concurrency"), figure("ttft_ms"), figure("tpot_ms"))
    guard let model, let precision, let layout, let input, let output, let rate else { return nil }
    return ProfileRow(
      model: model, precision: precision, layout: layout, inputTokens: input, outputTokens: output,
      concurrency: concurrency, requestsPerSecond: rate, ttftMs: ttft, tpotMs: tpot,
      source: reader.text("source"))
  }
}

import Planning
import Serving

/// A plan read from a file.
public struct SavedPlan: Sendable, Equatable {
  /// The scenario's title, where the file has one.
  public var title: String?
  /// The plan.
  public var plan: Plan
  /// The scenario that it was made from; nil in files of earlier versions.
  public var origin: PlanOrigin?

  /// Creates a saved plan; `origin` names the scenario that it was made from.
  public init(title: String?, plan: Plan, origin: PlanOrigin? = nil) {
    self.title = title
    self.plan = plan
    self.origin = origin
  }
}

/// Reads plans saved as JSON. Keys it does not know are passed over: a later version may write more.
public enum PlanReader {
  /// The plan in the file at `path`.
  public static func read(path: String) throws -> SavedPlan {
    try read(SourceFile.read(path))
  }

  /// The plan in `source`; throws `InputError` with all problems.
  public static func read(_ source: SourceFile) throws -> SavedPlan {
    try read(JSONParser.parse(source), file: source.path)
  }

  /// The plan in a parsed file.
  static func read(_ root: DocumentNode, file: String) throws -> SavedPlan {
    let problems = ProblemList()
    let reader = MapReader(root, subject: "the plan", file: file, problems: problems)
    let plan = reader.flatMap(plan)
    let origin = reader.flatMap { PlanOrigin($0) }
    try problems.throwIfAny()
    guard let reader, let plan else {
      throw InputError([
        Diagnostic(file: file, line: root.line, column: root.column, message: "is not a plan")
      ])
    }
    return SavedPlan(title: reader.has("title") ? reader.text("title") : nil, plan: plan, origin: origin)
  }

  /// The replicas of the plan in `source`, and where they stand; a file that states only the replicas is enough for a
  /// running fleet.
  static func runningFleet(
    _ source: SourceFile
  ) throws -> (replicas: [RunningReplica], machines: [Plan.Machine]) {
    let problems = ProblemList()
    let root = try JSONParser.parse(source)
    guard let reader = MapReader(root, subject: "the plan", file: source.path, problems: problems) else {
      throw InputError(problems.problems)
    }
    let replicas = reader.maps("replicas", subject: "a replica").compactMap { entry -> RunningReplica? in
      let model = entry.name("model", isRequired: true)?.text
      let layout = entry.name("layout", isRequired: true)?.text
      let count = entry.integer("count", in: 0...ScenarioLimits.gpus, isRequired: true)
      guard let model, let layout, let count else { return nil }
      return RunningReplica(model: model, layout: layout, count: count)
    }
    let machines =
      reader.has("machines")
      ? reader.maps("machines", subject: "a machine").compactMap(PlanMachineReader.machine) : []
    try problems.throwIfAny()
    return (replicas, machines)
  }

  private static func plan(_ reader: MapReader) -> Plan? {
    let status = reader.choice("status", PlanStatus.self, isRequired: true)
    let objective = reader.choice("objective", Objective.self, isRequired: true)
    let tokens = reader.map("tokens_per_second", subject: "tokens_per_second", isRequired: true)
    let costs = reader.map("cost_per_million_tokens", subject: "cost_per_million_tokens", isRequired: true)
    var plan = Plan(
      status: status?.status ?? .unknown, objective: objective ?? .throughput,
      requestsPerSecond: figure(reader, "requests_per_second"),
      costPerHour: figure(reader, "cost_per_hour"), tokensPerSecond: pair(tokens),
      costPerMillionTokens: pair(costs), totalCostPerMillionTokens: costs.map { figure($0, "total") } ?? 0,
      bound: figure(reader, "bound"), gap: figure(reader, "gap"),
      replicas: reader.maps("replicas", subject: "a replica").compactMap(replica),
      assignments: reader.maps("assignments", subject: "an assignment").compactMap(assignment),
      gpus: reader.maps("gpus", subject: "a GPU pool").compactMap(use),
      workloads: reader.maps("workloads", subject: "a workload").compactMap(workload),
      budgetMarginalValue: extra(reader, "budget_marginal_value"),
      solve: reader.map("solve", subject: "solve").map(statistics) ?? Plan.SolveStatistics(),
      stresses: reader.has("withstands")
        ? reader.maps("withstands", subject: "an event").compactMap(stress) : [],
      infeasibility: reader.has("infeasibility")
        ? reader.map("infeasibility", subject: "infeasibility").map(infeasibility) : nil,
      omission: reader.has("omission") ? reader.text("omission") : nil)
    plan.budgetMarginalKind = marginalKind(reader, "budget_marginal_value_kind")
    if reader.has("machines") {
      plan.machines = reader.maps("machines", subject: "a machine").compactMap(PlanMachineReader.machine)
      if plan.machines.isEmpty, !plan.replicas.isEmpty {
        reader.add(
          at: reader.value("machines") ?? reader.node, key: "machines",
          "lists none that the replicas stand on")
      }
    }
    return status == nil || objective == nil ? nil : plan
  }

  private static func stress(_ reader: MapReader) -> Plan.Stress {
    let misjudged = (reader.list("misjudged", mayBeEmpty: true) ?? []).compactMap {
      MapReader.name($0, key: "misjudged", reader: reader)
    }
    return Plan.Stress(
      lost: reader.hasValue("lost") ? reader.name("lost")?.text : nil, misjudged: misjudged,
      requestsPerSecond: figure(reader, "requests_per_second"), needed: figure(reader, "needed"))
  }

  /// A required figure; `null` stands for one that is not finite.
  private static func figure(_ reader: MapReader, _ key: String) -> Double {
    reader.nullableNumber(key) ?? .nan
  }

  /// A figure that older files lack.
  private static func extra(_ reader: MapReader, _ key: String) -> Double {
    reader.has(key) ? figure(reader, key) : 0
  }

  private static func pair(_ reader: MapReader?) -> Plan.TokenPair {
    guard let reader else { return Plan.TokenPair(input: 0, output: 0) }
    return Plan.TokenPair(input: figure(reader, "input"), output: figure(reader, "output"))
  }

  private static func replica(_ reader: MapReader) -> Plan.Replica? {
    let model = reader.name("model", isRequired: true)?.text
    let precision = reader.choice("precision", Precision.self, isRequired: true)
    let layout = reader.name("layout", isRequired: true)?.text
    let count = reader.integer("count", in: 0...ScenarioLimits.gpus, isRequired: true)
    let gpus = reader.map("gpus", subject: "gpus", isRequired: true).map(poolCounts)
    let cost = figure(reader, "cost_per_hour")
    let utilization = figure(reader, "utilization")
    let rate = extra(reader, "requests_per_second")
    let provenance = provenance(reader)
    let checkpoint = reader.has("checkpoint") ? reader.name("checkpoint")?.text : nil
    guard let model, let precision, let layout, let count, let gpus else { return nil }
    return Plan.Replica(
      model: model, precision: precision, layout: layout, gpus: gpus, count: count, costPerHour: cost,
      utilization: utilization, requestsPerSecond: rate, provenance: provenance, checkpoint: checkpoint)
  }

  private static func poolCounts(_ reader: MapReader) -> [Plan.PoolCount] {
    reader.keys.compactMap { pool in
      if let problem = SafeText.nameProblem(pool) {
        reader.add(at: reader.node, key: "gpus", "a pool's name \(problem)", bad: pool)
      }
      return reader.integer(pool, in: 0...ScenarioLimits.gpus).map { Plan.PoolCount(pool: pool, count: $0) }
    }
  }

  private static func assignment(_ reader: MapReader) -> Plan.Assignment? {
    let model = reader.name("model", isRequired: true)?.text
    let workload = reader.name("workload", isRequired: true)?.text
    let layout = reader.name("layout", isRequired: true)?.text
    let fraction = figure(reader, "fraction")
    let rate = figure(reader, "requests_per_second")
    let cost = extra(reader, "cost_per_hour")
    let prefill = extra(reader, "prefill_share")
    let provenance = provenance(reader)
    guard let model, let workload, let layout else { return nil }
    return Plan.Assignment(
      model: model, workload: workload, layout: layout, fraction: fraction, requestsPerSecond: rate,
      costPerHour: cost, prefillShare: prefill, provenance: provenance)
  }

  private static func use(_ reader: MapReader) -> Plan.GPUUse? {
    let name = reader.name("name", isRequired: true)?.text
    let used = reader.integer("used", in: 0...ScenarioLimits.gpus, isRequired: true)
    let available = reader.integer("available", in: 0...ScenarioLimits.gpus, isRequired: true)
    let cost = figure(reader, "cost_per_hour")
    let marginal = figure(reader, "marginal_value")
    guard let name, let used, let available else { return nil }
    return Plan.GPUUse(
      name: name, used: used, available: available, costPerHour: cost, marginalValue: marginal,
      marginalKind: marginalKind(reader, "marginal_value_kind"))
  }

  /// How a marginal value was found, which older files do not say: theirs are prices.
  private static func marginalKind(_ reader: MapReader, _ key: String) -> Plan.MarginalKind {
    reader.has(key) ? reader.choice(key, Plan.MarginalKind.self) ?? .lp : .lp
  }

  private static func workload(_ reader: MapReader) -> Plan.WorkloadResult? {
    let model = reader.name("model", isRequired: true)?.text
    let workload = reader.name("workload", isRequired: true)?.text
    let rate = figure(reader, "requests_per_second")
    let perMillion = figure(reader, "cost_per_million_tokens")
    let cost = extra(reader, "cost_per_hour")
    let split = Plan.TokenPair(
      input: extra(reader, "cost_per_million_input_tokens"),
      output: extra(reader, "cost_per_million_output_tokens"))
    guard let model, let workload else { return nil }
    return Plan.WorkloadResult(
      model: model, workload: workload, requestsPerSecond: rate, costPerHour: cost,
      costPerMillionTokens: perMillion, split: split)
  }

  private static func statistics(_ reader: MapReader) -> Plan.SolveStatistics {
    let most = 1 << 52  // the largest power of two whose neighbours a Double tells apart
    return Plan.SolveStatistics(
      milliseconds: figure(reader, "milliseconds"),
      firstPlanMilliseconds: figure(reader, "first_plan_milliseconds"),
      nodes: reader.integer("nodes", in: 0...most, isRequired: true) ?? 0,
      pivots: reader.integer("pivots", in: 0...most, isRequired: true) ?? 0,
      warm: reader.flag("warm") ?? false)
  }

  private static func infeasibility(_ reader: MapReader) -> Infeasibility {
    let refusals = reader.has("refusals") ? reader.maps("refusals", subject: "a refusal") : []
    return Infeasibility(
      reason: reader.text("reason"), isProven: reader.flag("proven") ?? false,
      refusals: refusals.map {
        LayoutRefusal(model: $0.text("model"), layout: $0.text("layout"), reason: $0.text("reason"))
      })
  }

  private static func provenance(_ reader: MapReader) -> Provenance {
    let kind = reader.choice("source", SourceKind.self, isRequired: true)
    let detail = reader.text("provenance")
    guard let band = band(reader) else {
      switch kind {
      case .measured: return .measured(detail)
      case .interpolated: return .interpolated(detail)
      case .estimated, nil: return .estimated(detail)
      }
    }
    switch kind {
    case .measured: return .measured(detail, within: band)
    case .interpolated: return .interpolated(detail, within: band)
    case .estimated, nil: return .estimated(detail, within: band)
    }
  }

  /// The error band, which plans of earlier versions lack.
  private static func band(_ reader: MapReader) -> ClosedRange<Double>? {
    guard reader.has("error_band"), let band = reader.map("error_band", subject: "an error band"),
      let low = band.number("low", in: .positive, isRequired: true),
      let high = band.number("high", in: .positive, isRequired: true)
    else { return nil }
    guard low <= high else {
      band.add(at: band.node, key: "error_band", "its low end is above its high end", bad: "\(low)")
      return nil
    }
    return low...high
  }
}

/// The words for how a figure came about.
private enum SourceKind: String, CaseIterable {
  case measured, interpolated, estimated
}

/// The words for how much of a plan is proven.
private enum PlanStatus: String, CaseIterable {
  case optimal, feasible, infeasible, unknown

  var status: Plan.Status {
    switch self {
    case .optimal: .optimal
    case .feasible: .feasible
    case .infeasible: .infeasible
    case .unknown: .unknown
    }
  }
}

import Planning
import Serving

/// Writes why a scenario has no plan and which single changes would give it one.
public struct ExplanationReport {
  private let scenario: Scenario
  private let plan: Plan
  private let conflict: Conflict?
  private let relaxations: [Relaxation]
  private let isComplete: Bool

  /// A report on a scenario's plan, the limits that clash and the changes found; the last two are empty with a plan.
  /// It is complete unless there was no time for all changes.
  public init(
    of scenario: Scenario, plan: Plan, conflict: Conflict?, relaxations: [Relaxation], isComplete: Bool = true
  ) {
    self.isComplete = isComplete
    self.scenario = scenario
    self.plan = plan
    self.conflict = conflict
    self.relaxations = relaxations.enumerated().sorted {
      let (one, other) = ($0.element.relativeSize, $1.element.relativeSize)
      return one == other ? $0.offset < $1.offset : one < other
    }.map(\.element)
  }

  /// One row per change, the smallest first.
  public var table: ReportTable {
    ReportTable(
      .relaxations,
      relaxations.map {
        RelaxationRow(relaxation: $0, text: $0.text(in: scenario), path: $0.path(in: scenario))
      })
  }

  /// The limits that clash, in sentences.
  public var remarks: [String] {
    guard let infeasibility = plan.infeasibility else {
      return ["The scenario has a plan; fleetmix sensitivity shows what limits it."]
    }
    var lines = ["\(infeasibility.isProven ? "No plan" : "Unknown"): \(infeasibility.reason)."]
    if let conflict { lines += sentences(conflict) }
    if let nearest = relaxations.first {
      lines.append(
        "The nearest plan: \(nearest.text(in: scenario)); "
          + "\(DecimalText.fixed(nearest.plan.requestsPerSecond, 2)) req/s for "
          + "\(DecimalText.fixed(nearest.plan.costPerHour, 2)) $/h.")
    }
    if !isComplete { lines.append("Not everything was tried: there was no time for more.") }
    return lines
  }

  private func sentences(_ conflict: Conflict) -> [String] {
    func list(_ limits: [Limit]) -> String { limits.map { $0.text(in: scenario) }.joined(separator: "; ") }
    guard let first = conflict.clashes.first else {
      return plan.infeasibility?.isReplicaSize == true
        ? [
          "Neither money, traffic nor stock is to blame: a replica may not have the GPUs that the model needs."
        ]
        : ["No limit is to blame: the models do not fit the GPUs on offer."]
    }
    if conflict.isAnyOneEnough {
      return [
        first.count == 1
          ? "This limit alone leaves no plan: \(list(first))."
          : "These limits clash, and without any one of them there is a plan: \(list(first))."
      ]
    }
    let clashes = conflict.clashes.map {
      ($0.count == 1 ? "This limit alone leaves no plan: " : "These limits clash: ") + list($0) + "."
    }
    let decisive = conflict.decisive
    let way =
      decisive.isEmpty
      ? "No single one of them gone gives a plan: each line needs one to give way."
      : decisive.count == 1
        ? "Only without this one is there a plan while the others are kept: \(list(decisive))."
        : "Only without any one of these is there a plan while the others are kept: \(list(decisive))."
    return clashes + [way]
  }

  /// The report as one JSON object.
  public var json: JSONValue {
    .object([
      ("title", .text(scenario.title)), ("status", .text(plan.status.rawValue)),
      ("reason", plan.infeasibility.map { .text($0.reason) } ?? .null),
      (
        "conflict",
        conflict.map { found in .array((found.clashes.first ?? []).map { value($0, in: found) }) } ?? .null
      ),
      (
        "further_conflicts",
        conflict.map { found in
          .array(found.clashes.dropFirst().map { .array($0.map { value($0, in: found) }) })
        } ?? .null
      ),
      ("relaxations", .array(relaxations.map(value))), ("complete", .flag(isComplete)),
    ])
  }

  private func value(_ limit: Limit, in conflict: Conflict) -> JSONValue {
    .object([
      ("path", .text(limit.path(in: scenario))), ("value", .number(limit.value(in: scenario))),
      ("text", .text(limit.text(in: scenario))),
      ("alone_gives_plan", .flag(conflict.decisive.contains(limit))),
    ])
  }

  private func value(_ change: Relaxation) -> JSONValue {
    var set: [(key: String, value: JSONValue)] = [
      (change.path(in: scenario), .number(change.setValue(in: scenario)))
    ]
    if let demand = change.demand { set.append(("demand", .number(demand))) }
    return .object([
      ("text", .text(change.text(in: scenario))), ("set", .object(set)), ("from", .number(change.from)),
      ("to", .number(change.to)), ("relative_size", .number(change.relativeSize)),
      ("requests_per_second", .number(change.plan.requestsPerSecond)),
      ("cost_per_hour", .number(change.plan.costPerHour)),
    ])
  }
}

/// A change that gives a plan, with its words in a scenario.
private struct RelaxationRow: TableRow {
  let relaxation: Relaxation
  let text: String
  let path: String
}

extension TableSchema<RelaxationRow> {
  /// The smallest changes that give a plan.
  fileprivate static let relaxations = TableSchema(
    "relaxations",
    [
      .names("change", "change", title: "smallest change that gives a plan") { .text($0.text) },
      .names("path", "path") { .text($0.path) },
      TableColumn("from", "now") { .figure($0.relaxation.from) },
      TableColumn("to", "then") { .figure($0.relaxation.to) },
      TableColumn("size", "by %", .percentage) { row in
        let size = row.relaxation.relativeSize
        return .optional(size.isFinite ? size : nil)
      },
      .rate { .figure($0.relaxation.plan.requestsPerSecond) },
      .cost { .figure($0.relaxation.plan.costPerHour) },
    ])
}

/// Whole ms, or two decimals where they are not whole.
private func milliseconds(_ value: Double) -> String {
  DecimalText.fixed(value, value == value.rounded() ? 0 : 2)
}

extension Limit {
  fileprivate func path(in scenario: Scenario) -> String {
    let path: EditPath
    switch self {
    case .budget: path = .budget
    case .demand: path = .demand
    case .headroom: path = .headroom
    // All of it, and not one of its values.
    case .resilience: return "resilience"
    case .ttft: path = .ttft
    case .tpot: path = .tpot
    case .available(let pool):
      // Each size of several has a stock of its own.
      let entry = scenario.pools[pool]
      if !entry.hasOneStock { return "gpus.\(entry.name).machines" }
      path = .available(pool: pool)
    }
    return path.text(in: scenario)
  }

  fileprivate func value(in scenario: Scenario) -> Double {
    switch self {
    case .budget: scenario.budget ?? .infinity
    case .demand: scenario.demand ?? 0
    case .headroom: scenario.headroom
    case .resilience: scenario.resilience.survives == nil ? 0 : scenario.resilience.remaining
    case .ttft: scenario.models.compactMap { scenario.limits(of: $0)?.ttftMs }.min() ?? .infinity
    case .tpot: scenario.models.compactMap { scenario.limits(of: $0)?.tpotMs }.min() ?? .infinity
    case .available(let pool): Double(scenario.pools[pool].available)
    }
  }

  fileprivate func text(in scenario: Scenario) -> String {
    let value = value(in: scenario)
    switch self {
    case .budget: return "budget \(DecimalText.fixed(value, 2)) $/h"
    case .demand: return "demand \(DecimalText.fixed(value, 2)) req/s"
    case .headroom: return "headroom \(DecimalText.fixed(value * 100, 0)) %"
    case .resilience:
      let resilience = scenario.resilience
      var parts: [String] = []
      if let loss = resilience.survives {
        parts.append("\(DecimalText.fixed(value * 100, 0)) % after the loss of any one \(loss.rawValue)")
      }
      if resilience.misjudged > 0 { parts.append("\(resilience.misjudged) misjudged") }
      return parts.joined(separator: ", ")
    case .ttft: return "TTFT within \(milliseconds(value)) ms"
    case .tpot: return "TPOT within \(milliseconds(value)) ms"
    case .available(let pool):
      let entry = scenario.pools[pool]
      guard entry.rental == .byMachine else { return "\(Int(value)) \(entry.name) in stock" }
      let count = entry.available / entry.gpusPerMachine
      return "\(count) machine\(count == 1 ? "" : "s") of \(entry.gpusPerMachine) \(entry.name) in stock"
    }
  }
}

extension Relaxation {
  fileprivate func path(in scenario: Scenario) -> String {
    let path: EditPath =
      switch kind {
      case .budget, .budgetAndDemand: .budget
      case .demand: .demand
      case .headroom: .headroom
      case .remaining: .remaining
      case .misjudged: .misjudged
      case .ttft: .ttft
      case .tpot: .tpot
      case .available(let pool): .available(pool: pool)
      case .price(let pool): .price(pool: pool)
      case .machines(let pool, let gpus): .machines(pool: pool, gpus: gpus)
      case .machinePrice(let pool, let gpus): .machinePrice(pool: pool, gpus: gpus)
      case .modelShare(let model): .modelShare(model)
      }
    return path.text(in: scenario)
  }

  /// The figure as the scenario that gives the plan states it.
  ///
  /// A share's value is the one that makes the change if nothing else is set.
  fileprivate func setValue(in stated: Scenario) -> Double {
    guard case .modelShare(let model) = kind, to < 1 else { return to }
    let others = stated.models.indices.reduce(0) { $0 + ($1 == model ? 0 : stated.models[$1].share) }
    return to / (1 - to) * others
  }

  fileprivate func text(in stated: Scenario) -> String {
    func money(_ value: Double) -> String { DecimalText.fixed(value, 2) + " $/h" }
    func more(_ count: Int, ofMachines gpus: Int, _ pool: Pool) -> String {
      "\(count) more machine\(count == 1 ? "" : "s") of \(gpus) \(pool.name)"
    }
    switch kind {
    case .budget: return "budget +\(money(to - from))"
    case .demand: return "demand \(DecimalText.fixed(from, 2)) to \(DecimalText.fixed(to, 2)) req/s"
    case .headroom:
      return "headroom \(DecimalText.fixed(from * 100, 0)) to \(DecimalText.fixed(to * 100, 0)) %"
    case .remaining:
      return "after a loss \(DecimalText.fixed(to * 100, 0)) instead of \(DecimalText.fixed(from * 100, 0)) %"
    case .misjudged: return "misjudged \(Int(from)) to \(Int(to))"
    case .ttft: return "TTFT \(milliseconds(from)) to \(milliseconds(to)) ms"
    case .tpot: return "TPOT \(milliseconds(from)) to \(milliseconds(to)) ms"
    case .available(let pool):
      let entry = stated.pools[pool]
      guard entry.rental == .byMachine else { return "\(Int(to - from)) more \(entry.name)" }
      return more(Int(to - from) / entry.gpusPerMachine, ofMachines: entry.gpusPerMachine, entry)
    case .price(let pool): return "\(stated.pools[pool].name) at \(money(to)) instead of \(money(from))"
    case .machines(let pool, let gpus):
      return more(Int(to - from), ofMachines: gpus, stated.pools[pool])
    case .machinePrice(let pool, let gpus):
      return "a machine of \(gpus) \(stated.pools[pool].name) at \(money(to)) instead of \(money(from))"
    case .modelShare(let model):
      return "\(stated.models[model].name) \(DecimalText.fixed(from * 100, 0)) to "
        + "\(DecimalText.fixed(to * 100, 0)) % of the traffic"
    case .budgetAndDemand:
      return "budget +\(money(to - from)) and demand \(DecimalText.fixed(demand ?? 0, 2)) req/s"
    }
  }
}

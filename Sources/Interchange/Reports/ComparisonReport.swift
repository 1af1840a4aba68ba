import Planning
import Serving

/// Plans side by side, and what leads from the first to each of the others.
public struct ComparisonReport {
  /// A plan with the name it is shown under.
  public struct Entry {
    /// The file it was read from.
    public var name: String
    /// The plan.
    public var plan: Plan

    /// Creates an entry; `name` is made safe to print.
    public init(name: String, plan: Plan) {
      self.name = SafeText.printable(name, limit: SafeText.shownPathLength)
      self.plan = plan
    }
  }

  private let entries: [Entry]

  /// A report on at least two plans; the first is what the others are compared with.
  public init(_ entries: [Entry]) { self.entries = entries }

  private var others: ArraySlice<Entry> { entries.dropFirst() }

  // MARK: JSON

  /// The comparison as one JSON object.
  public var json: JSONValue {
    guard let first = entries.first else { return .object([]) }
    return .object([
      ("plans", .array(entries.map(summary))),
      (
        "comparisons",
        .array(
          others.map { other in
            let transition = PlanTransition(from: first.plan, to: other.plan)
            return .object([
              ("from", .text(first.name)), ("to", .text(other.name)),
              ("delta", .object(deltas(first.plan, other.plan))),
              ("start", .array(transition.starts.map(TransitionJSON.value))),
              ("stop", .array(transition.stops.map(TransitionJSON.value))),
              ("keep", .array(transition.keeps.map(TransitionJSON.value))),
              ("reroute", .array(transition.flows.map(TransitionJSON.value))),
            ])
          })
      ),
    ])
  }

  private func summary(_ entry: Entry) -> JSONValue {
    let plan = entry.plan
    return .object([
      ("file", .text(entry.name)), ("status", .text(plan.status.rawValue)),
      ("objective", .text(plan.objective.rawValue)),
      ("requests_per_second", .number(plan.requestsPerSecond)),
      ("cost_per_hour", .number(plan.costPerHour)),
      ("cost_per_million_tokens", .number(plan.totalCostPerMillionTokens)),
      ("replicas", .integer(plan.replicas.reduce(0) { $0 + $1.count })),
      ("gpus", .object(plan.gpus.filter { $0.used > 0 }.map { ($0.name, .integer($0.used)) })),
    ])
  }

  private func deltas(_ old: Plan, _ new: Plan) -> [(key: String, value: JSONValue)] {
    let pools = Self.pools(entries.map(\.plan))
    return [
      ("requests_per_second", .number(new.requestsPerSecond - old.requestsPerSecond)),
      ("cost_per_hour", .number(new.costPerHour - old.costPerHour)),
      (
        "cost_per_million_tokens",
        .number(new.totalCostPerMillionTokens - old.totalCostPerMillionTokens)
      ),
      (
        "gpus",
        .object(
          pools.map { ($0, .integer(Self.used($0, new) - Self.used($0, old))) }.filter { $0.1 != .integer(0) }
        )
      ),
    ]
  }

  // MARK: Text

  /// The comparison as tables for people to read.
  public var text: String {
    let names = entries.enumerated().map { "\(Self.letter($0)): \($1.name)" }
    let heads = ["", ""] + entries.indices.map { Self.letter($0) }
    let rows = figures.map { row in
      let figure = row.figure
      return [figure.name, figure.unit]
        + zip(row.values, row.changes).enumerated().map { index, value in
          let text = DecimalText.fixed(value.0, figure.decimals)
          return index == 0 ? text : "\(text) (\(DecimalText.signed(value.1, figure.decimals)))"
        }
    }
    let lines = names + [""] + TextTable.lines([heads] + rows, left: [0, 1]) + transitions
    return lines.joined(separator: "\n") + "\n"
  }

  /// The transitions from the first plan to each of the others, as lines for people to read.
  public var transitions: [String] {
    guard let first = entries.first else { return [] }
    return entries.enumerated().dropFirst().flatMap { index, other in
      ["", "From \(Self.letter(0)) to \(Self.letter(index)):"]
        + TransitionText.lines(PlanTransition(from: first.plan, to: other.plan)).map { "  " + $0 }
    }
  }

  /// One row per figure and one column per plan, then one column per other plan with its difference from the
  /// first.
  public var table: ReportTable { ReportTable(.comparison(entries.map(\.name)), figures) }

  /// The figures compared.
  private var figures: [ComparisonRow] {
    let plans = entries.map(\.plan)
    let figures =
      ComparedFigure.headline + [ComparedFigure.replicas]
      + Self.pools(plans).map { ComparedFigure.used(of: $0) }
    return figures.map { ComparisonRow($0, plans) }
  }

  private static func letter(_ index: Int) -> String {
    index < 26 ? String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index))) : "plan \(index + 1)"
  }

  /// Pools that any of the plans rents from, in the order they are first seen.
  private static func pools(_ plans: [Plan]) -> [String] {
    var seen: [String] = []
    for use in plans.flatMap(\.gpus) where use.used > 0 && !seen.contains(use.name) { seen.append(use.name) }
    return seen
  }

  private static func used(_ pool: String, _ plan: Plan) -> Int {
    plan.gpus.first { $0.name == pool }?.used ?? 0
  }
}

/// The replicas to start and stop and the traffic to re-route, as JSON.
enum TransitionJSON {
  static func value(_ change: PlanTransition.ReplicaChange) -> JSONValue {
    .object([
      ("model", .text(change.model)), ("layout", .text(change.layout)), ("count", .integer(change.count)),
      ("cost_per_hour", .number(change.costPerHour)),
    ])
  }

  static func value(_ flow: PlanTransition.Flow) -> JSONValue {
    .object([
      ("model", .text(flow.model)), ("workload", .text(flow.workload)),
      ("from", flow.from.map { .text($0) } ?? .null), ("to", flow.to.map { .text($0) } ?? .null),
      ("fraction", .number(flow.fraction)), ("requests_per_second", .number(flow.requestsPerSecond)),
    ])
  }
}

/// The replicas to start and stop and the traffic to re-route, as lines for people to read.
enum TransitionText {
  static func lines(_ transition: PlanTransition) -> [String] {
    var lines: [String] = []
    func list(_ verb: String, _ changes: [PlanTransition.ReplicaChange]) {
      for change in changes {
        lines.append(
          "\(verb) \(change.count) x \(change.layout) for \(change.model), "
            + "\(DecimalText.fixed(change.costPerHour, 2)) $/h")
      }
    }
    list("start", transition.starts)
    list("stop ", transition.stops)
    list("keep ", transition.keeps)
    for flow in transition.flows {
      let (from, to) = (flow.from ?? "new traffic", flow.to ?? "no traffic any more")
      lines.append(
        "route \(DecimalText.fixed(flow.fraction * 100, 1)) % of \(flow.model) \(flow.workload) "
          + "(\(DecimalText.fixed(flow.requestsPerSecond, 2)) req/s): \(from) -> \(to)")
    }
    return lines.isEmpty ? ["nothing changes"] : lines
  }
}

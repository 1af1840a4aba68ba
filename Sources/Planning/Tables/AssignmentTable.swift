import Serving

/// A row of the routes: the part of a workload type that one configuration serves, or the sum of several.
public struct AssignmentRow: TableRow {
  /// Whether it is one of many or their sum.
  public var level = TableLevel.item
  /// The route; nil: a sum.
  public var part: Plan.Assignment?
  /// The name of a sum.
  public var name = ""
  /// The workload type; nil: not known, or a sum.
  public var workload: Workload?
  /// Part of the workload type.
  public var fraction = TableValue.none
  /// Requests/s.
  public var rate: TableValue
  /// $/h.
  public var cost: TableValue
  /// $ for 10^6 tokens; nil: not said.
  public var tokenCost: Double?

  /// A route by itself, as reports list it.
  public init(_ part: Plan.Assignment) {
    self.part = part
    fraction = .figure(part.fraction)
    rate = .figure(part.requestsPerSecond)
    cost = .figure(part.costPerHour)
  }

  /// A sum of routes, in hundredths.
  init(_ level: TableLevel, name: String, rate: Int, cost: Int) {
    self.level = level
    self.name = name
    self.rate = .shown(rate)
    self.cost = .shown(cost)
  }

  fileprivate func of(_ value: (Plan.Assignment) -> TableValue) -> TableValue { part.map(value) ?? .none }
}

extension TableSchema<AssignmentRow> {
  /// Which configuration serves which part of each workload type.
  public static let assignments = TableSchema(
    "assignments", title: "Assignments",
    media: [
      .zoom: [
        "workload", "tokens", "layout", "fraction", "requests_per_second", "cost_per_hour",
        "cost_per_million_tokens", "prefill_share", "source",
      ],
      .page: ["model", "workload", "layout", "fraction", "requests_per_second", "cost_per_hour"],
      .json: [
        "model", "workload", "layout", "fraction", "requests_per_second", "cost_per_hour", "prefill_share",
        "source", "provenance", "error_band",
      ],
    ],
    [
      .names("model", "model", caption: "Model") { row in .text(row.part?.model ?? row.name) },
      .names("workload", "workload", caption: "Workload", width: ColumnWidth(10, 24)) { row in
        .text(row.part?.workload ?? row.name)
      },
      TableColumn("tokens", "tokens", width: ColumnWidth(13, yields: 6), emphasis: { _ in .muted }) { row in
        row.workload.map { .ordered($0.tokenText, by: Double($0.inputTokens)) } ?? .none
      },
      .names("layout", "layout", caption: "Layout", width: ColumnWidth(20)) { row in
        row.of { .text($0.layout) }
      },
      TableColumn(
        "fraction", "% routed", title: "share %", caption: "Share %", .part, width: ColumnWidth(10),
        emphasis: { row in
          guard case .figure(_, let percent?, _) = row.fraction else { return nil }
          return .share(percent)
        }
      ) { $0.fraction },
      .rate(pageDecimals: 3, width: ColumnWidth(9)) { $0.rate },
      .cost(width: ColumnWidth(9, yields: 1)) { $0.cost },
      .tokenCost(width: ColumnWidth(9, yields: 2)) { row in row.tokenCost.map { .figure($0) } ?? .none },
      TableColumn("prefill_share", "% prefill", .part, width: ColumnWidth(11, yields: 7)) { row in
        row.of { .figure($0.prefillShare) }
      },
      .mark(
        "source", "s", title: "source", width: ColumnWidth(3, yields: 3),
        emphasis: { $0.part?.provenance.emphasis }
      ) { row in row.of { .initial($0.provenance.kind) } },
      .names("provenance", "provenance") { row in row.of { .text($0.provenance.detail) } },
      TableColumn("error_band", "band %", .percentage) { row in row.of { .band($0.provenance.band) } },
    ])
}

extension Workload {
  /// `2455→18`: tokens of a prompt and its answer.
  public var tokenText: String { "\(inputTokens)→\(outputTokens)" }
}

extension PlanTable {
  /// The routes of each model under their sum, workload types in the scenario's order, and the sum of all.
  ///
  /// Rates and costs are those of the replicas, shared out, so that both tables add up to the same.
  public func assignmentRows() -> (sections: [TableSection<AssignmentRow>], total: AssignmentRow) {
    var rates = plan.assignments.map { _ in 0 }
    var costs = rates
    for (index, replica) in plan.replicas.enumerated() {
      let members = plan.assignments.indices.filter {
        plan.assignments[$0].model == replica.model && plan.assignments[$0].layout == replica.layout
      }
      let rate = Apportionment.split(
        members.map { plan.assignments[$0].requestsPerSecond }, toUnits: replicaRate[index], decimals: 2)
      let cost = Apportionment.split(
        members.map { plan.assignments[$0].costPerHour }, toUnits: replicaCost[index], decimals: 2)
      for (place, member) in members.enumerated() {
        (rates[member], costs[member]) = (rate[place], cost[place])
      }
    }
    let sections = scenario.models.compactMap { model -> TableSection<AssignmentRow>? in
      let members = plan.assignments.indices.filter { plan.assignments[$0].model == model.name }
      guard !members.isEmpty else { return nil }
      let places = Dictionary(
        model.workloads.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
      let sorted = members.sorted {
        let left = places[plan.assignments[$0].workload] ?? 0
        let right = places[plan.assignments[$1].workload] ?? 0
        return left == right ? $0 < $1 : left < right
      }
      let sum = AssignmentRow(
        .subtotal, name: model.name, rate: members.reduce(0) { $0 + rates[$1] },
        cost: members.reduce(0) { $0 + costs[$1] })
      return TableSection(
        subtotal: sum,
        rows: sorted.map { row(plan.assignments[$0], model, rate: rates[$0], cost: costs[$0]) })
    }
    var total = AssignmentRow(.total, name: "total", rate: totalRate, cost: totalCost)
    total.tokenCost = plan.totalCostPerMillionTokens
    return (sections, total)
  }

  private func row(_ part: Plan.Assignment, _ model: ServedModel, rate: Int, cost: Int) -> AssignmentRow {
    let column = model.workloads.firstIndex { $0.name == part.workload }
    let replica = plan.replicas.firstIndex { $0.model == part.model && $0.layout == part.layout }
    let percent = column.flatMap { column in replica.flatMap { self.percent[$0][column] } } ?? 0
    let workload = column.map { model.workloads[$0] }
    let tokens = Double((workload?.inputTokens ?? 0) + (workload?.outputTokens ?? 0)) * part.requestsPerSecond
    var row = AssignmentRow(part)
    row.workload = workload
    row.fraction = .figure(part.fraction, shown: percent)
    row.rate = .figure(part.requestsPerSecond, shown: rate)
    row.cost = .figure(part.costPerHour, shown: cost)
    row.tokenCost = tokens > 0 ? part.costPerHour / 3600 / tokens * 1e6 : .nan
    return row
  }
}

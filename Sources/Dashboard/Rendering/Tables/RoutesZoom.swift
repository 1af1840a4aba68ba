import Planning
import Serving

extension DashboardState {
  /// Every workload type's way: which layout serves which part of it, at what rate and cost.
  func routesZoom(_ plan: Plan) -> DataTable {
    let table = PlanTable(plan, solved.planScenario)
    let longest = solved.planScenario.models.flatMap { $0.workloads.map(\.name.count) }.max() ?? 2
    let columns = [
      DataTable.Column(head: "workload", width: min(24, max(10, longest + 2)), isLeft: true),
      DataTable.Column(head: "tokens", width: 13, yields: 6),
      DataTable.Column(head: "layout", width: 20, isLeft: true),
      DataTable.Column(head: "% routed", width: 10),
      DataTable.Column(head: "req/s", width: 9),
      DataTable.Column(head: "$/h", width: 9, yields: 1),
      DataTable.Column(head: "$/Mtok", width: 9, yields: 2),
      DataTable.Column(head: "% prefill", width: 11, yields: 7),
      DataTable.Column(head: "s", width: 3, yields: 3),
    ]
    // Rates and costs are those of the replicas, shared out, so that both tables add up to the same.
    var rates = plan.assignments.map { _ in 0 }
    var costs = rates
    for (index, replica) in plan.replicas.enumerated() {
      let members = plan.assignments.indices.filter {
        plan.assignments[$0].model == replica.model && plan.assignments[$0].layout == replica.layout
      }
      let rate = Numbers.apportion(
        members.map { plan.assignments[$0].requestsPerSecond }, toUnits: table.replicaRate[index], decimals: 2
      )
      let cost = Numbers.apportion(
        members.map { plan.assignments[$0].costPerHour }, toUnits: table.replicaCost[index], decimals: 2)
      for (place, member) in members.enumerated() {
        (rates[member], costs[member]) = (rate[place], cost[place])
      }
    }
    let bold = CellStyle(.text, bold: true)
    var sections: [DataTable.Section] = []
    for model in solved.planScenario.models {
      let members = plan.assignments.indices.filter { plan.assignments[$0].model == model.name }
      guard !members.isEmpty else { continue }
      let subtotal = DataTable.Row(
        id: model.name,
        cells: [
          DataTable.Cell(model.name, bold), .none, .none, .none,
          DataTable.Cell(Numbers.hundredths(members.reduce(0) { $0 + rates[$1] }), bold),
          DataTable.Cell(Numbers.hundredths(members.reduce(0) { $0 + costs[$1] }), bold), .none, .none, .none,
        ])
      let places = Dictionary(
        model.workloads.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
      let rows = members.sorted {
        let left = places[plan.assignments[$0].workload] ?? 0
        let right = places[plan.assignments[$1].workload] ?? 0
        return left == right ? $0 < $1 : left < right
      }.map { routeRow(plan.assignments[$0], model, table, rate: rates[$0], cost: costs[$0]) }
      sections.append(DataTable.Section(subtotal: subtotal, rows: rows))
    }
    let strong = CellStyle(.strong, bold: true)
    let total = DataTable.Row(
      id: "total",
      cells: [
        DataTable.Cell("total", strong), .none, .none, .none,
        DataTable.Cell(Numbers.hundredths(table.totalRate), strong),
        DataTable.Cell(Numbers.hundredths(table.totalCost), strong),
        DataTable.Cell(Numbers.tableCost(plan.totalCostPerMillionTokens), strong), .none, .none,
      ])
    return DataTable(
      title: "ASSIGNMENT", note: "who serves which part of each workload type", columns: columns,
      sections: sections, total: total)
  }

  private func routeRow(
    _ part: Plan.Assignment, _ model: ServedModel, _ table: PlanTable, rate: Int, cost: Int
  ) -> DataTable.Row {
    let column = model.workloads.firstIndex { $0.name == part.workload }
    let replica = table.plan.replicas.firstIndex { $0.model == part.model && $0.layout == part.layout }
    let percent = column.flatMap { column in replica.flatMap { table.percent[$0][column] } } ?? 0
    let workload = column.map { model.workloads[$0] }
    let tokens = Double((workload?.inputTokens ?? 0) + (workload?.outputTokens ?? 0)) * part.requestsPerSecond
    let perToken = tokens > 0 ? part.costPerHour / 3600 / tokens * 1e6 : .nan
    let isMeasured = part.provenance.rank == 0
    return DataTable.Row(
      id: "\(part.model) \(part.workload) \(part.layout)",
      cells: [
        DataTable.Cell(" " + part.workload),
        DataTable.Cell(
          workload.map { "\($0.inputTokens)→\($0.outputTokens)" } ?? "",
          by: Double(workload?.inputTokens ?? 0),
          CellStyle(.muted)),
        DataTable.Cell(part.layout),
        DataTable.Cell(
          percent == 0 ? "<1" : String(percent), by: part.fraction,
          CellStyle(.text, on: Screen.ground(percent))),
        DataTable.Cell(Numbers.hundredths(rate), by: part.requestsPerSecond),
        DataTable.Cell(Numbers.hundredths(cost), by: part.costPerHour),
        DataTable.Cell(Numbers.tableCost(perToken), by: perToken.isFinite ? perToken : 0),
        DataTable.Cell(Numbers.percent(part.prefillShare), by: part.prefillShare),
        DataTable.Cell(
          String(part.provenance.kind.prefix(1)),
          CellStyle(isMeasured ? .muted : .est, underline: !isMeasured)),
      ], detail: "\(part.workload) on \(part.layout) · \(part.provenance.kind): \(part.provenance.detail)")
  }
}

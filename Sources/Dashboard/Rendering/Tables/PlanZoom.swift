import Planning
import Serving

extension DashboardState {
  /// Replicas with all that is known of them, and which part of each workload type they serve.
  func planZoom(_ plan: Plan) -> DataTable {
    let table = PlanTable(plan, solved.planScenario)
    let parts = CostPart.parts(of: plan, solved.planScenario)
    let names = solved.planScenario.models.map { $0.workloads.map(\.name) }
    let longest = names.flatMap { $0.map(\.count) }.max() ?? 2
    let cellWidth = min(10, max(5, longest + 1))
    var columns = [
      DataTable.Column(head: "n", width: 3),
      DataTable.Column(head: "layout", width: 18, isLeft: true),
      DataTable.Column(head: "GPUs each", width: 18, isLeft: true, yields: 9),
      DataTable.Column(head: "$/h", width: 8),
      DataTable.Column(head: "util", width: 6, yields: 4),
      DataTable.Column(head: "req/s", width: 8),
      DataTable.Column(head: "s", width: 2, yields: 1),
      DataTable.Column(head: "band %", width: 10, yields: 10),
      DataTable.Column(head: "ktok/s", width: 8, yields: 8),
      DataTable.Column(head: "in", width: 7, yields: 7),
      DataTable.Column(head: "out", width: 7, yields: 6),
      DataTable.Column(head: "$/Mtok", width: 8, yields: 5),
    ]
    for index in 0..<table.columnCount {
      let head = table.columnNames.map { $0[index] } ?? "\(index + 1)"
      columns.append(DataTable.Column(head: head, width: cellWidth, yields: 2))
    }
    let tokens = apportionedTokens(table, plan, parts)
    let bold = CellStyle(.text, bold: true)
    var sections: [DataTable.Section] = []
    for (model, entry) in solved.planScenario.models.enumerated() {
      let members = plan.replicas.indices.filter { plan.replicas[$0].model == entry.name }
      guard !members.isEmpty else { continue }
      let sum = CostPart.sum(parts.filter { $0.model == entry.name })
      var cells = [
        DataTable.Cell("", bold), DataTable.Cell(entry.name, bold), .none,
        DataTable.Cell(Numbers.hundredths(table.modelCost[model]), bold), .none,
        DataTable.Cell(Numbers.hundredths(table.modelRate[model]), bold), .none, .none,
        DataTable.Cell(Numbers.hundredths(members.reduce(0) { $0 + tokens[$1] }), bold),
      ]
      cells += costCells(sum.input, sum.output, sum.total, bold)
      cells += (0..<table.columnCount).map { column in
        guard table.columnNames == nil, names[model].indices.contains(column) else { return .none }
        return DataTable.Cell(Characters.cut(names[model][column], to: cellWidth - 1), CellStyle(.muted))
      }
      let subtotal = DataTable.Row(id: entry.name, cells: cells)
      let rows = members.map { planRow($0, plan, table, parts, tokens[$0]) }
      sections.append(DataTable.Section(subtotal: subtotal, rows: rows))
    }
    return DataTable(
      title: "PLAN", note: "\(Numbers.percent(plan.measuredShare)) % of req/s measured", columns: columns,
      sections: sections, total: planTotal(plan, table, tokens))
  }

  private func planRow(
    _ index: Int, _ plan: Plan, _ table: PlanTable, _ parts: [CostPart], _ tokens: Int
  ) -> DataTable.Row {
    let replica = plan.replicas[index]
    let sum = CostPart.sum(parts.filter { $0.model == replica.model && $0.layout == replica.layout })
    let gpus = replica.gpus.map { "\($0.count) \($0.pool)" }.joined(separator: " + ")
    let isMeasured = replica.provenance.rank == 0
    var cells = [
      DataTable.Cell(String(replica.count), by: Double(replica.count), CellStyle(.strong, bold: true)),
      DataTable.Cell(replica.layout), DataTable.Cell(gpus, CellStyle(.muted)),
      DataTable.Cell(Numbers.hundredths(table.replicaCost[index]), by: replica.costPerHour),
      DataTable.Cell("\(Numbers.percent(replica.utilization))%", by: replica.utilization),
      DataTable.Cell(Numbers.hundredths(table.replicaRate[index]), by: replica.requestsPerSecond),
      DataTable.Cell(
        String(replica.provenance.kind.prefix(1)),
        CellStyle(isMeasured ? .muted : .est, underline: !isMeasured)),
      DataTable.Cell(
        Numbers.band(replica.provenance.band).replacing(" %", with: ""),
        by: replica.provenance.band.lowerBound,
        CellStyle(.muted)),
      DataTable.Cell(Numbers.hundredths(tokens), by: sum.tokens),
    ]
    cells += costCells(sum.input, sum.output, sum.total, CellStyle())
    cells += table.percent[index].map { percent in
      guard let percent else { return .nothing }
      return DataTable.Cell(
        percent == 0 ? "<1" : String(percent), by: Double(percent) + 0.5,
        CellStyle(.text, on: Screen.ground(percent)))
    }
    return DataTable.Row(
      id: "\(replica.model) \(replica.layout)", cells: cells,
      detail: "\(replica.layout): \(gpus) · \(replica.provenance.kind), "
        + "\(Numbers.band(replica.provenance.band)): \(replica.provenance.detail)")
  }

  private func planTotal(_ plan: Plan, _ table: PlanTable, _ tokens: [Int]) -> DataTable.Row {
    let strong = CellStyle(.strong, bold: true)
    let count = plan.replicas.reduce(0) { $0 + $1.count }
    var cells = [
      DataTable.Cell(String(count), strong), DataTable.Cell("total", strong), .none,
      DataTable.Cell(Numbers.hundredths(table.totalCost), strong), .none,
      DataTable.Cell(Numbers.hundredths(table.totalRate), strong), .none, .none,
      DataTable.Cell(Numbers.hundredths(tokens.reduce(0, +)), strong),
    ]
    let pair = plan.costPerMillionTokens
    cells += costCells(pair.input, pair.output, plan.totalCostPerMillionTokens, strong)
    cells += (0..<table.columnCount).map { column in
      table.columnRate(column).map {
        DataTable.Cell(Numbers.fixed($0, $0 < 99.95 ? 1 : 0), CellStyle(.muted))
      }
        ?? .none
    }
    return DataTable.Row(id: "total", cells: cells)
  }

  /// $ per 10^6 tokens of input, output and both.
  func costCells(_ input: Double, _ output: Double, _ total: Double, _ style: CellStyle) -> [DataTable.Cell] {
    [input, output, total].map { DataTable.Cell(Numbers.tableCost($0), by: $0.isFinite ? $0 : 0, style) }
  }

  /// Hundredths of ktok/s by replica, adding up to the plan's.
  private func apportionedTokens(_ table: PlanTable, _ plan: Plan, _ parts: [CostPart]) -> [Int] {
    let each = plan.replicas.map { replica in
      CostPart.sum(parts.filter { $0.model == replica.model && $0.layout == replica.layout }).tokens / 1000
    }
    let all = (plan.tokensPerSecond.input + plan.tokensPerSecond.output) / 1000
    return Numbers.apportion(each, toUnits: Numbers.units(all, 2) ?? 0, decimals: 2)
  }
}

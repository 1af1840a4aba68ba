import Planning

extension Screen {
  /// Rows the panel would like.
  static func assignmentHeight(_ table: PlanTable) -> Int {
    table.rows.count + 3 + (table.columnNames == nil ? 0 : 2)
  }

  /// Rows that the panel takes of an area; none where it has no room.
  func assignmentHeight(_ table: PlanTable, _ area: Area) -> Int {
    let room = area.width - Self.planRowWidth - 1
    guard case .cells(let width) = matrixForm(table.columnCount, room: room), width >= 5,
      area.height >= Self.assignmentHeight(table)
    else { return -1 }
    return Self.assignmentHeight(table)
  }

  /// Requests/s of each workload type by replica, with the types' sizes: the wide screen's second matrix.
  mutating func assignmentPanel(_ table: PlanTable, _ area: Area) {
    let room = area.width - Self.planRowWidth - 1
    guard case .cells(let width) = matrixForm(table.columnCount, room: room), width >= 5,
      area.height >= Self.assignmentHeight(table)
    else { return }
    title(
      "ASSIGNMENT", note: "requests of each workload type", heads: "req/s", area.row, area.column,
      width: area.width)
    var row = area.row + 1
    let start = area.column + Self.planRowWidth
    if let names = table.columnNames {
      let longest = table.scenario.models.first { $0.workloads.count == names.count }
      cells(names, row, start, width, CellStyle(.muted))
      put("tokens in", row + 1, area.column + 3, CellStyle(.muted))
      cells(longest?.workloads.map { tokens($0.inputTokens) } ?? [], row + 1, start, width, CellStyle(.muted))
      put("tokens out", row + 2, area.column + 3, CellStyle(.muted))
      cells(
        longest?.workloads.map { tokens($0.outputTokens) } ?? [], row + 2, start, width, CellStyle(.muted))
      row += 2
    }
    row += 1
    for entry in table.rows {
      switch entry {
      case .model(let index):
        let model = table.scenario.models[index]
        let bold = CellStyle(.text, bold: true)
        put(Characters.cut(model.name, to: 32), row, area.column, bold)
        let rates = model.workloads.map { workload in
          table.plan.workloads.first { $0.model == model.name && $0.workload == workload.name }
            .map { rate($0.requestsPerSecond) } ?? "·"
        }
        cells(rates, row, start, width, bold)
      case .replica(let index):
        let replica = table.plan.replicas[index]
        putRight(String(replica.count), row, end: area.column + 2, CellStyle(.strong, bold: true))
        put(Characters.cut(replica.layout, to: 29), row, area.column + 3)
        let workloads = table.scenario.models.first { $0.name == replica.model }?.workloads ?? []
        let rates = workloads.map { workload in
          table.plan.assignments.first {
            $0.model == replica.model && $0.layout == replica.layout && $0.workload == workload.name
          }.map { rate($0.requestsPerSecond) } ?? "·"
        }
        cells(rates, row, start, width, CellStyle())
      }
      row += 1
    }
    put("total", row, area.column, CellStyle(.strong, bold: true))
    let totals = (0..<table.columnCount).map { table.columnRate($0).map(rate) ?? "" }
    cells(totals, row, start, width, CellStyle(.strong, bold: true))
  }

  private mutating func cells(_ texts: [String], _ row: Int, _ start: Int, _ width: Int, _ style: CellStyle) {
    for (index, text) in texts.enumerated() {
      let shown = text == "·" ? CellStyle(.rule) : style
      putRight(Characters.cut(text, to: width - 1), row, end: start + (index + 1) * width, shown)
    }
  }

  /// Requests/s in four columns.
  private func rate(_ value: Double) -> String {
    if value < 9.995 { return Numbers.fixed(value, 2) }
    if value < 99.95 { return Numbers.fixed(value, 1) }
    return value < 9999.5 ? Numbers.fixed(value, 0) : Numbers.amount(value, decimals: 0)
  }

  /// Tokens in four columns.
  private func tokens(_ count: Int) -> String {
    count < 10_000 ? String(count) : Numbers.amount(Double(count), decimals: 0)
  }
}

import Planning

extension Screen {
  /// Draws the routing of each workload type: cells as wide as the room allows, then glyphs.
  mutating func routesTab(_ table: PlanTable, _ area: Area) {
    guard area.height > 1 else { return }
    let count = max(1, table.columnCount)
    let layoutWidth = min(15, max(8, area.width - 3 - 4 * count))
    let room = area.width - 3 - layoutWidth
    let width = room / count
    let form: MatrixForm = width >= 4 ? .cells(min(width, 7)) : .glyphs
    let start = area.column + 3 + layoutWidth
    put("% routed", area.row, area.column, CellStyle(.muted), end: start)
    let namesRow = area.row
    func head(_ names: [String], _ row: Int, _ screen: inout Screen) {
      for (index, name) in names.enumerated() {
        if case .cells(let width) = form {
          let text = Characters.cut(name, to: width - 1)
          screen.putRight(text, row, end: start + (index + 1) * width, CellStyle(.muted))
        } else {
          screen.put(String((index + 1) % 10), row, start + 2 + index, CellStyle(.muted), end: area.endColumn)
        }
      }
    }
    if let names = table.columnNames { head(names, namesRow, &self) }
    var row = area.row + 1
    let focused = state.tables.focusedRow[.results] ?? 0
    let focus =
      state.panel == .results && !state.choosesChange ? table.rows.firstIndex(of: .replica(focused)) ?? 0 : 0
    let window = ListWindow(count: table.rows.count, space: area.endRow - row, focus: focus)
    if !window.before.isEmpty {
      put("▴ \(window.before.count) rows", row, area.column, CellStyle(.muted))
      row += 1
    }
    for entry in table.rows[window.rows] {
      switch entry {
      case .model(let model):
        let name = table.scenario.models[model].name
        put(Characters.cut(name, to: layoutWidth + 2), row, area.column, CellStyle(.text, bold: true))
        if table.columnNames == nil { head(table.scenario.models[model].workloads.map(\.name), row, &self) }
      case .replica(let index):
        let replica = table.plan.replicas[index]
        target(.replica(index), row: row, from: area.column - 1, to: area.endColumn)
        putRight(String(replica.count), row, end: area.column + 2, CellStyle(.strong, bold: true))
        put(Characters.cut(replica.layout, to: layoutWidth), row, area.column + 3)
        if state.panel == .results, !state.choosesChange, index == focused {
          put("▸", row, area.column - 1, CellStyle(.focus, bold: true))
          paint(row: row, from: area.column, to: start, .selection)
        }
        matrixRow(table, index, form, row, start)
      }
      row += 1
    }
    if !window.after.isEmpty { put("▾ \(window.after.count) rows", row, area.column, CellStyle(.muted)) }
  }
}

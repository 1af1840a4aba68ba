import Planning

extension Screen {
  /// Rows the cost panel would like.
  static func costHeight(_ table: CostTable) -> Int { table.models.count + table.pools.count + 3 }

  /// $ per 10^6 tokens by model and pool, and by workload type where the width allows.
  mutating func costPanel(
    _ cost: CostTable, _ table: PlanTable, _ area: Area, hasTitle: Bool = true, isCompact: Bool = false
  ) {
    guard area.height > 1 else { return }
    let room = area.width - Self.planRowWidth - 1
    var form = isCompact ? MatrixForm.none : matrixForm(table.columnCount, room: room)
    if form == .glyphs || form == .cells(4) && table.columnCount * 5 > room { form = .none }
    let left = area.column
    // Without the matrix, the three figures stand at the right edge, wider apart.
    let ends =
      form == .none
      ? [area.endColumn - 14, area.endColumn - 7, area.endColumn] : [left + 22, left + 28, left + 34]
    var row = area.row
    if form == .none, hasTitle {
      title("COST", note: "$/Mtok", heads: "   in    out  total", row, left, width: area.width)
      row += 1
    } else {
      if hasTitle {
        title(
          "COST", note: "$/Mtok", heads: form == .none ? "" : "total per workload", row, left,
          width: area.width)
        row += 1
      }
      for (end, head) in zip(ends, ["in", "out", "total"]) {
        putRight(head, row, end: end, CellStyle(.muted))
      }
      if case .cells(let width) = form {
        for (index, name) in (table.columnNames ?? []).enumerated() {
          let end = left + Self.planRowWidth + (index + 1) * width
          putRight(Characters.cut(name, to: width - 1), row, end: end, CellStyle(.muted))
        }
      }
      row += 1
    }
    let space = area.endRow - row - 1
    var body = cost.models.count <= space ? cost.models : []
    if !isCompact, body.count + cost.pools.count <= space { body += cost.pools }
    for (index, entry) in body.enumerated() {
      let isModel = index < cost.models.count && !body.isEmpty
      costRow(entry, ends, form, row, area, isModel ? CellStyle(.text, bold: true) : CellStyle(.text))
      row += 1
    }
    if row < area.endRow { costRow(cost.all, ends, form, row, area, CellStyle(.strong, bold: true)) }
  }

  private mutating func costRow(
    _ entry: CostTable.Row, _ ends: [Int], _ form: MatrixForm, _ row: Int, _ area: Area, _ style: CellStyle
  ) {
    let indent = entry.name.hasPrefix("on ") ? 1 : 0
    put(Characters.cut(entry.name, to: max(0, ends[0] - area.column - 7)), row, area.column + indent, style)
    for (end, value) in zip(ends, [entry.input, entry.output, entry.total]) {
      let isTotal = end == ends[2]
      let bold = CellStyle(style.role, bold: style.bold && (isTotal || style.role == .strong))
      putRight(Numbers.tableCost(value), row, end: end, bold)
    }
    guard case .cells(let width) = form else { return }
    for (index, value) in entry.byWorkload.enumerated() {
      let end = area.column + Self.planRowWidth + (index + 1) * width
      let muted = CellStyle(indent == 1 ? .muted : .text)
      putRight(value.map(Numbers.narrowCost) ?? "·", row, end: end, value == nil ? CellStyle(.rule) : muted)
    }
  }
}

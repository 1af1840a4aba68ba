import Planning

extension Screen {
  /// One panel on the whole screen.
  mutating func zoomScreen() {
    let area = Area(row: 2, column: 1, width: grid.columns - 2, height: grid.rows - 4)
    guard let table = state.listedTable else { return frontierZoom(area) }
    tableZoom(table, area)
    if state.isStale || state.infeasibility != nil { fade(area, to: .stale) }
  }

  private mutating func tableZoom(_ table: DataTable, _ area: Area) {
    var note = table.note
    if !state.filter.isEmpty || state.prompt?.purpose == .filter { note = filterNote(table) }
    title(
      table.title, note: note, heads: "\(state.keys.hint("zoom")) back", area.row, area.column,
      width: area.width,
      isFocused: true)
    let hasDetail = area.height >= 12
    var body = area.dropping(rows: 1)
    if hasDetail { body.height -= 2 }
    let totalRow = tableBody(table, body)
    if state.tab == .why, let plan = state.plan {
      let height = body.endRow - totalRow - 3
      zoomedLimits(plan, Area(row: totalRow + 2, column: area.column, width: area.width, height: height))
    }
    let focused = state.tables.focusedRow[.results] ?? 0
    if hasDetail, table.items.indices.contains(focused) {
      let detail = table.items[focused].detail
      put(Characters.cutEnd(detail, to: area.width), area.endRow - 1, area.column, CellStyle(.muted))
    }
  }

  /// Draws the panels that explain the plan: limits, events withstood, error bands and the solver.
  private mutating func zoomedLimits(_ plan: Plan, _ area: Area) {
    func panel(_ row: Int, _ column: Int, width: Int, height: Int) -> Area {
      Area(row: row, column: column, width: width, height: min(height, area.endRow - row))
    }
    let width = min(56, area.width)
    let binds = BindsPanel.height(plan)
    canvas.draw(
      contents.binds(plan), in: panel(area.row, area.column, width: width, height: area.height))
    var row = area.row + binds
    if let text = helpfulLimits(plan), row < area.endRow + 1 {
      put(Characters.cutEnd(text, to: area.width), row, area.column, CellStyle(.muted))
      row += 1
    }
    let withstands = contents.withstands(plan)
    canvas.draw(
      withstands, in: panel(row + 1, area.column, width: width, height: withstands.height))
    let column = area.column + width + 3
    let rest = min(50, area.endColumn - column)
    guard rest >= 40 else { return }
    canvas.draw(contents.bands(plan), in: panel(area.row, column, width: rest, height: BandsPanel.height))
    // The sentence on the limits may run below the left panels.
    let below = max(area.row + BandsPanel.height + 1, row + 1)
    if below + SolverPanel.height <= area.endRow {
      canvas.draw(
        SolverPanel(plan, state.solved), in: panel(below, column, width: rest, height: SolverPanel.height))
    }
  }

  /// A table that has a tab to itself.
  mutating func tableTab(_ area: Area) {
    guard let table = state.listedTable, area.height > 2 else { return }
    tableBody(table, area)
  }

  /// Heads, the rows that fit around the focused one, and the total; the row of the total.
  @discardableResult
  private mutating func tableBody(_ table: DataTable, _ area: Area) -> Int {
    let shown = table.shownColumns(width: area.width)
    let tableWidth = shown.reduce(0) { $0 + table.columns[$1].width }
    let chart = costAxis(
      table,
      Area(
        row: area.row, column: area.column + tableWidth + 2, width: area.width - tableWidth - 3, height: 1))
    tableHeads(table, shown, area.row, area)
    if let chart { costAxisHeads(chart) }
    let lines = tableLines(table)
    // Totals stand under the last row, or stay above the end while rows scroll.
    let totalRow = min(area.endRow - 1, area.row + 1 + max(1, lines.count))
    let focused = state.tables.focusedRow[.results] ?? 0
    let focusLine = lines.firstIndex { $0.item == focused } ?? 0
    let top = area.row + 1
    let space = table.total == nil ? area.endRow - top : totalRow - top
    let window = ListWindow(count: lines.count, space: max(0, space), focus: focusLine)
    var row = top
    if table.items.isEmpty, !state.filter.isEmpty {
      put(
        "no row matches “\(state.filter)” · Esc clears", row, area.column, CellStyle(.muted),
        end: area.endColumn)
    }
    if !window.before.isEmpty {
      put("▴ \(window.before.count) rows", row, area.column, CellStyle(.muted))
      row += 1
    }
    for line in lines[window.rows] {
      if let section = line.title {
        title(section.title, note: section.note, row, area.column, width: area.width)
      } else if let entry = line.row {
        tableRow(entry, table, shown, row, area, isFocused: line.item == focused && state.isTableFocused)
        if let item = line.item { target(.replica(item), row: row, from: area.column, to: area.endColumn) }
        if let chart { costRange(entry, chart, row) }
      }
      row += 1
    }
    if !window.after.isEmpty { put("▾ \(window.after.count) rows", row, area.column, CellStyle(.muted)) }
    if let total = table.total {
      tableRow(total, table, shown, totalRow, area, isFocused: false)
      if let chart { costRange(total, chart, totalRow) }
    }
    return totalRow
  }

  private func filterNote(_ table: DataTable) -> String {
    let all = state.table(of: state.tab)?.items.count ?? 0
    return "filter “\(state.filter)” · \(table.items.count) of \(all) rows; totals are of all"
  }

  /// A line of a table: a section's title, a subtotal or an item.
  private struct TableLine {
    var title: DataTable.Section?
    var row: DataTable.Row?
    /// Index among the items.
    var item: Int?
  }

  private func tableLines(_ table: DataTable) -> [TableLine] {
    var lines: [TableLine] = []
    var item = 0
    for section in table.sections {
      if !section.title.isEmpty {
        if !lines.isEmpty { lines.append(TableLine()) }
        lines.append(TableLine(title: section))
      }
      if let subtotal = section.subtotal { lines.append(TableLine(row: subtotal)) }
      for row in section.rows {
        lines.append(TableLine(row: row, item: item))
        item += 1
      }
    }
    return lines
  }

  private mutating func tableHeads(_ table: DataTable, _ shown: [Int], _ row: Int, _ area: Area) {
    let order = state.listedTab.flatMap { state.tables.tableOrder[$0] }
    var column = area.column
    for index in shown {
      let entry = table.columns[index]
      let isSorted = order?.head == entry.head
      let mark = isSorted ? (order?.isReversed == true ? "▴" : "▾") : ""
      let style = CellStyle(isSorted ? .focus : .muted, bold: isSorted)
      let text = Characters.cut(entry.head, to: entry.width - 1 - mark.count) + mark
      if entry.isLeft {
        put(text, row, column + (index == shown.first ? 0 : 1), style)
      } else {
        putRight(text, row, end: column + entry.width, style)
      }
      target(.head(entry.head), row: row, from: column, to: min(column + entry.width, area.endColumn))
      column += entry.width
    }
  }

  private mutating func tableRow(
    _ entry: DataTable.Row, _ table: DataTable, _ shown: [Int], _ row: Int, _ area: Area, isFocused: Bool
  ) {
    if isFocused { put("▸", row, area.column - 1, CellStyle(.focus, bold: true)) }
    var column = area.column
    for index in shown {
      let width = table.columns[index].width
      let cell = entry.cells[index]
      if table.columns[index].isLeft {
        // A name may run into the empty cells to its right.
        let next = shown.firstIndex(of: index).flatMap { $0 + 1 < shown.count ? shown[$0 + 1] : nil }
        let isFree = next.map { entry.cells[$0].text.isEmpty } ?? true
        let room = width - 1 + (isFree ? next.map { table.columns[$0].width } ?? 0 : 0)
        put(Characters.cut(cell.text, to: room), row, column + (index == shown.first ? 0 : 1), cell.style)
      } else {
        let isGround = cell.style.ground != .base
        if isGround {
          let field = min(5, width - 1)
          put(String(repeating: " ", count: field), row, column + width - field, cell.style)
        }
        putRight(Characters.cut(cell.text, to: width - 1), row, end: column + width, cell.style)
      }
      column += width
    }
    guard isFocused else { return }
    for place in area.column..<column where grid[row, place].style.ground == .base {
      grid[row, place].style.ground = .selection
    }
  }

  // MARK: The frontier

  private mutating func frontierZoom(_ area: Area) {
    let breakpoints = state.shownCurve?.curve.breakpoints ?? []
    let lines = breakpoints.map { entry in
      "\(Numbers.fixed(entry.from, 1)) to \(Numbers.fixed(entry.to, 1)): \(FrontierPanel.text(entry))"
    }
    let perRow = max(1, area.width / 40)
    let rows = min((lines.count + perRow - 1) / perRow, area.height / 4)
    var plot = area
    plot.height = area.height - (rows > 0 ? rows + 2 : 0)
    canvas.draw(contents.frontier(isFocused: true), in: plot)
    guard rows > 0 else { return }
    let unit = FrontierCurve.axis(of: state.solved.planScenario) == .budget ? "$/h" : "req/s"
    title(
      "GPU TYPES", note: "between two points of the curve, \(unit)", plot.endRow + 1, area.column,
      width: area.width)
    for (index, line) in lines.prefix(rows * perRow).enumerated() {
      put(
        Characters.cutEnd(line, to: 38), plot.endRow + 2 + index / perRow, area.column + index % perRow * 40,
        end: area.endColumn)
    }
  }
}

import Planning

extension Screen {
  /// One panel on the whole screen.
  mutating func zoomScreen() {
    let area = Area(row: 2, column: 1, width: canvas.grid.columns - 2, height: canvas.grid.rows - 4)
    guard let table = state.listedTable else { return frontierZoom(area) }
    tableZoom(table, area)
    if state.isStale || state.infeasibility != nil { canvas.fade(area, to: .stale) }
  }

  private mutating func tableZoom(_ table: DataTable, _ area: Area) {
    var note = table.note
    if !state.filter.isEmpty || state.prompt?.purpose == .filter { note = filterNote(table) }
    canvas.title(
      table.title, note: note, heads: "\(state.keys.hint("zoom")) back", area.row, area.column,
      width: area.width,
      isFocused: true)
    let hasDetail = area.height >= 12
    var body = area.dropping(rows: 1)
    if hasDetail { body.height -= 2 }
    let shown = shown(table)
    canvas.draw(shown, in: body)
    let totalRow = shown.totalRow(in: body)
    if state.tab == .why, let plan = state.plan {
      let height = body.endRow - totalRow - 3
      zoomedLimits(plan, Area(row: totalRow + 2, column: area.column, width: area.width, height: height))
    }
    let focused = state.tables.focusedRow[.results] ?? 0
    if hasDetail, table.items.indices.contains(focused) {
      let detail = table.items[focused].detail
      canvas.put(Characters.cutEnd(detail, to: area.width), area.endRow - 1, area.column, CellStyle(.muted))
    }
  }

  /// Draws the panels that explain the plan: limits, events withstood, error bands and the solver.
  private mutating func zoomedLimits(_ plan: Plan, _ area: Area) {
    func panel(_ row: Int, _ column: Int, width: Int, height: Int) -> Area {
      Area(row: row, column: column, width: width, height: min(height, area.endRow - row))
    }
    let width = min(56, area.width)
    let binds = BindsPanel.height(plan, state.solved.planScenario)
    canvas.draw(
      contents.binds(plan), in: panel(area.row, area.column, width: width, height: area.height))
    var row = area.row + binds
    if let text = helpfulLimits(plan), row < area.endRow + 1 {
      canvas.put(Characters.cutEnd(text, to: area.width), row, area.column, CellStyle(.muted))
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
    canvas.draw(shown(table), in: area)
  }

  /// The table in view as its rows are focused, sorted and filtered.
  private func shown(_ data: DataTable) -> Table {
    var table = Table(data)
    table.focus = state.tables.focusedRow[.results] ?? 0
    table.showsFocus = state.isTableFocused
    table.isSortable = true
    table.order = state.listedTab.flatMap { state.tables.tableOrder[$0] }
    table.groundWidth = 5
    if data.items.isEmpty, !state.filter.isEmpty {
      table.emptyNote = "no row matches “\(state.filter)” · Esc clears"
    }
    return table
  }

  private func filterNote(_ table: DataTable) -> String {
    let all = state.table(of: state.tab)?.items.count ?? 0
    return "filter “\(state.filter)” · \(table.items.count) of \(all) rows; totals are of all"
  }

  /// One sentence on what would help the plan.
  func helpfulLimits(_ plan: Plan) -> String? {
    HelpfulLimits.sentence(plan, state.solved.planScenario, worth: state.worth)
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
    let unit = FrontierCurve.axis(of: state.solved.planScenario).quantity.unit
    canvas.title(
      "GPU TYPES", note: "between two points of the curve, \(unit)", plot.endRow + 1, area.column,
      width: area.width)
    for (index, line) in lines.prefix(rows * perRow).enumerated() {
      canvas.put(
        Characters.cutEnd(line, to: 38), plot.endRow + 2 + index / perRow, area.column + index % perRow * 40,
        end: area.endColumn)
    }
  }
}

import Planning

extension Screen {
  /// The row of tabs; the one shown is underlined.
  mutating func tabRow(_ row: Int, _ column: Int, end: Int) {
    var place = column
    let tabs = ResultTab.allCases.filter { $0 != .controls || !state.hasControlsColumn }
    let note = state.infeasibility != nil && state.plan != nil ? "LAST PLAN" : ""
    func width(_ limit: Int) -> Int { tabs.reduce(-1) { $0 + min($1.title.count, limit) + 3 } }
    // Where the row above is blank, it takes the note before titles are cut.
    let isNoteAbove = row > 2 && width(.max) + note.count + 1 > end - column
    let room = end - column - (note.isEmpty || isNoteAbove ? 0 : note.count + 1)
    // Titles are cut where there is little room, then left to the tab shown.
    let limit = [Int.max, 4].first { width($0) <= room } ?? 0
    for tab in tabs {
      let isShown = tab == shownTab
      let role: Role = isShown ? (state.panel == .results ? .focus : .strong) : .muted
      let word = CellStyle(role, bold: isShown, underline: isShown)
      let title = limit == 0 && isShown ? tab.title : String(tab.title.prefix(limit))
      let start = place
      let key = Span("\(tab.rawValue)\(title.isEmpty ? "" : " ")", CellStyle(.key))
      place = put([key, Span(title, word)], row, place, end: end) + 1
      target(.tab(tab), row: row, from: start, to: place)
    }
    if isNoteAbove || place + note.count <= end {
      putRight(note, isNoteAbove ? row - 1 : row, end: end, CellStyle(.stale, bold: true))
    }
  }

  /// The tab in view; the controls are not a tab where they have a column of their own.
  var shownTab: ResultTab { state.hasControlsColumn && state.tab == .controls ? .plan : state.tab }

  /// One tab of the results.
  mutating func tabbedResults(_ area: Area) {
    tabRow(area.row, area.column, end: area.endColumn)
    let body = area.dropping(rows: 1)
    if shownTab == .controls { return controlsColumn(body) }
    guard let plan = state.plan else { return emptyResults(body) }
    let table = PlanTable(plan, state.solved.planScenario)
    let cost = CostTable(plan, state.solved.planScenario, columns: table.columnNames)
    var faded = area
    faded.row += 1
    faded.height -= 1
    var upper = body
    var lower: Area?
    if let reason = state.infeasibility {
      let height = min(noPlanHeight(reason, width: body.width), max(3, body.height / 2))
      upper.height = max(0, body.height - height)
      lower = body.dropping(rows: upper.height)
    }
    switch shownTab {
    case .controls, .plan: planTab(plan, table, cost, upper, isCutOff: lower != nil)
    case .routes: routesTab(table, upper)
    case .cost: costTab(cost, table, upper)
    case .frontier: frontierPanel(upper)
    case .why: whyTab(plan, upper)
    case .options, .move: tableTab(upper)
    }
    fadeIfStale(faded, keeping: lower)
    if let lower, let reason = state.infeasibility { noPlanPanel(reason, lower) }
  }

  private mutating func planTab(
    _ plan: Plan, _ table: PlanTable, _ cost: CostTable, _ area: Area, isCutOff: Bool
  ) {
    let planHeight = min(area.height, Screen.planHeight(table) - 1)
    var place = area
    let costHeight = cost.models.count + 2
    let rest = area.height - planHeight
    // The plan's rows come first; what is left goes to the cost, then to what binds.
    place.height = planHeight
    planPanel(table, place, hasTitle: false)
    place.row += planHeight
    guard !isCutOff, rest >= costHeight else { return }
    let hasGap = rest >= costHeight + 6
    if hasGap { place.row += 1 }
    place.height = costHeight
    costPanel(cost, table, place, isCompact: true)
    place.row += costHeight + (area.endRow - place.row - costHeight > 4 ? 1 : 0)
    place.height = area.endRow - place.row
    if place.height >= 3 { bindsPanel(plan, place) }
  }

  /// Draws the routing of each workload type: cells as wide as the room allows, then glyphs.
  private mutating func routesTab(_ table: PlanTable, _ area: Area) {
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

  /// Cost by model and pool; where the matrix has no room, by workload type below.
  private mutating func costTab(_ cost: CostTable, _ table: PlanTable, _ area: Area) {
    let height = min(area.height, Screen.costHeight(cost))
    var place = area
    place.height = height
    costPanel(cost, table, place)
    let form = matrixForm(table.columnCount, room: area.width - Self.planRowWidth - 1)
    if case .cells(let width) = form, width >= 5 { return }
    place = area.dropping(rows: height + 1)
    guard place.height > 2 else { return }
    title("BY WORKLOAD", heads: "req/s      $/h   $/Mtok", place.row, place.column, width: place.width)
    let all = table.plan.workloads
    let shown = all.count <= place.height - 1 ? all.count : place.height - 2
    if shown < all.count {
      put("▾ \(all.count - shown) rows", place.row + 1 + shown, place.column, CellStyle(.muted))
    }
    for (index, workload) in all.prefix(shown).enumerated() {
      let row = place.row + 1 + index
      let name = table.scenario.models.count > 1 ? "\(shortModelName(workload.model)) " : ""
      put(Characters.cut(name + workload.workload, to: place.width - 26), row, place.column)
      putRight(Numbers.amount(workload.requestsPerSecond), row, end: place.endColumn - 18)
      putRight(Numbers.amount(workload.costPerHour), row, end: place.endColumn - 9)
      putRight(Numbers.tableCost(workload.costPerMillionTokens), row, end: place.endColumn)
    }
  }

  private mutating func whyTab(_ plan: Plan, _ area: Area) {
    var place = area
    place.height = min(area.height, Screen.bindsHeight(plan) - 1)
    bindsPanel(plan, place)
    place = area.dropping(rows: place.height + 1)
    let withstands = min(place.height, withstandsHeight(plan))
    if withstands > 1 {
      withstandsPanel(
        plan, Area(row: place.row, column: place.column, width: place.width, height: withstands))
      place = place.dropping(rows: withstands + 1)
    }
    let unused = min(place.height, unusedHeight(plan))
    if unused > 1 {
      unusedPanel(plan, Area(row: place.row, column: place.column, width: place.width, height: unused))
      place = place.dropping(rows: unused + 1)
    }
    let use = min(place.height, plan.gpus.count + 1)
    place.height = use
    if use > 1 { usePanel(plan, place) }
    place = Area(row: place.row + use + 1, column: area.column, width: area.width, height: 0)
    place.height = min(bandsHeight, max(0, area.endRow - place.row))
    bandsPanel(plan, place)
    place.row += place.height + 1
    place.height = min(7, max(0, area.endRow - place.row))
    canvas.draw(SolverPanel(plan, state.solved), in: place)
  }
}

import Planning

/// What composes the parts of a screen on a canvas.
struct Screen {
  let state: DashboardState
  let contents: ScreenContents
  var canvas: Canvas
  /// The plan shown and its costs, made once for the panels of a frame; nil: there is no plan, or no panels.
  private var tables: (plan: PlanTable, cost: CostTable)?

  init(_ state: DashboardState) {
    self.state = state
    contents = ScreenContents(state)
    canvas = Canvas(columns: state.columns, rows: state.rows, tier: state.display.glyphs)
  }

  /// Draws everything.
  mutating func draw() {
    let columns = canvas.grid.columns
    let rows = canvas.grid.rows
    let shape = ScreenClass(columns: columns, rows: rows)
    let body = Area(row: 1, column: 0, width: columns, height: max(0, rows - 3))
    canvas.target(.scrolling(contents.scrolled), body)
    let page = Area(row: 2, column: 1, width: columns - 2, height: rows - 4)
    switch (shape, state.page) {
    case (.tooSmall, _):
      return canvas.draw(SizeNotice(), in: Area(row: 0, column: 0, width: columns, height: rows))
    case (.lines, _): return drawLines()
    case (_, .comparison): if let comparison = contents.comparison { canvas.draw(comparison, in: page) }
    case (_, .zoom): zoomScreen()
    case (_, .history(let row)): canvas.draw(HistoryList(state.history, focus: row), in: page)
    case (_, .panels): drawPanels(shape)
    }
    if let marks = contents.flashMarks { canvas.draw(marks, in: body) }
    canvas.draw(contents.topLine, in: Area(row: 0, column: 0, width: columns, height: 1))
    drawMessage(rows - 2)
    drawOverlay()
    canvas.draw(contents.keyLine, in: Area(row: rows - 1, column: 0, width: columns, height: 1))
  }

  private mutating func drawMessage(_ row: Int) {
    let area = Area(row: row, column: 0, width: canvas.grid.columns, height: 1)
    if let prompt = contents.promptLine {
      canvas.draw(prompt, in: area)
    } else if state.message == nil, let legend = contents.comparisonLegend {
      canvas.draw(legend, in: area)
    } else {
      canvas.draw(contents.messageLine, in: area)
    }
  }

  private mutating func drawOverlay() {
    let whole = Area(row: 0, column: 0, width: canvas.grid.columns, height: canvas.grid.rows)
    switch state.overlay {
    case .help(let view): canvas.draw(contents.help(view), in: whole)
    case .palette(let view): canvas.draw(contents.palette(view), in: whole)
    case nil: if let card = contents.tourCard { canvas.draw(card, in: whole) }
    }
  }

  /// Figures and the planner's state, one line each.
  private mutating func drawLines() {
    let columns = canvas.grid.columns
    let last = canvas.grid.rows - 1
    canvas.draw(contents.figureList, in: Area(row: 0, column: 0, width: columns, height: last))
    if let prompt = contents.promptLine {
      canvas.draw(prompt, in: Area(row: last, column: 0, width: columns, height: 1))
    } else if case .palette(let view) = state.overlay {
      canvas.draw(contents.palette(view), in: Area(row: 0, column: 0, width: columns, height: last + 1))
    } else {
      canvas.put("fleetmix: 40x10 shows more", last, 1, CellStyle(.muted), end: columns - 1)
    }
  }

  // MARK: Panels

  private mutating func drawPanels(_ shape: ScreenClass) {
    tables = contents.planTables
    let layout = Layout(
      shape, columns: canvas.grid.columns, rows: canvas.grid.rows, tab: contents.shownTab,
      matrixWidth: contents.matrixWidth, wishes: wishes, noPlan: contents.noPlan.map { $0.height(width:) })
    for place in layout.places where place.part != .noPlan { draw(place.part, in: place.area) }
    if contents.isFaded { for area in layout.faded { canvas.fade(area, to: .stale) } }
    for place in layout.places where place.part == .noPlan { draw(place.part, in: place.area) }
  }

  /// The rows that the parts of the plan shown would like.
  private var wishes: Layout.Wishes? {
    guard let (table, cost) = tables else { return nil }
    let plan = table.plan
    return Layout.Wishes(
      plan: PlanPanel.height(table), cost: CostPanel.height(cost), leastCost: 3 + cost.models.count,
      modelCosts: cost.models.count + 2, use: UsePanel.height(plan),
      machines: table.scenario.rentsMachines ? MachinesPanel.height(plan, most: Layout.mostMachines) : 0,
      unused: UnusedPanel.height(plan),
      binds: BindsPanel.height(plan, table.scenario), withstands: contents.withstands(plan).height,
      group: contents.hasGroup ? GroupPanel.height : 0, baselines: contents.baselines(plan).height,
      hasHelpfulLimits: helpfulLimits(plan) != nil,
      assignment: { AssignmentPanel(table: table).height(in: $0) ?? -1 })
  }

  private mutating func draw(_ part: Layout.Part, in area: Area) {
    switch part {
    case .controls: drawControls(in: area)
    case .figures: canvas.draw(FigureRows(contents.headline), in: area)
    case .figureLine: canvas.draw(FigureLine(contents.headline), in: area)
    case .tabs: canvas.draw(contents.tabRow, in: area)
    case .waiting: canvas.draw(contents.waiting, in: area)
    case .noPlan: if let panel = contents.noPlan { canvas.draw(panel, in: area) }
    case .frontier: canvas.draw(contents.frontier(), in: area)
    case .costCurve: canvas.draw(CostCurvePanel(contents.curves), in: area)
    case .table: tableTab(area)
    default: if let plan = state.plan { draw(part, of: plan, in: area) }
    }
  }

  /// Draws a part that needs a plan.
  private mutating func draw(_ part: Layout.Part, of plan: Plan, in area: Area) {
    switch part {
    case .binds: canvas.draw(contents.binds(plan), in: area)
    case .withstands: canvas.draw(contents.withstands(plan), in: area)
    case .bands: canvas.draw(contents.bands(plan), in: area)
    case .group: if let panel = contents.group(plan) { canvas.draw(panel, in: area) }
    case .solver: canvas.draw(SolverPanel(plan, state.solved), in: area)
    case .baselines: canvas.draw(contents.baselines(plan), in: area)
    case .use: canvas.draw(UsePanel(plan, state), in: area)
    case .machines, .machineRows:
      canvas.draw(
        MachinesPanel(plan: plan, scenario: state.solved.planScenario, hasTitle: part == .machines), in: area)
    case .unused: canvas.draw(UnusedPanel(plan, state), in: area)
    case .helpfulLimits:
      let text = Characters.cutEnd(helpfulLimits(plan) ?? "", to: area.width)
      canvas.put(text, area.row, area.column, CellStyle(.muted))
    default: if let (table, cost) = tables { draw(part, of: table, cost, in: area) }
    }
  }

  /// Draws a part that needs the plan and its costs as tables.
  private mutating func draw(
    _ part: Layout.Part, of table: PlanTable, _ cost: CostTable, in area: Area
  ) {
    switch part {
    case .plan: canvas.draw(PlanPanel(table, state), in: area)
    case .planRows: canvas.draw(PlanPanel(table, state, hasTitle: false), in: area)
    case .cost: canvas.draw(CostPanel(cost, table), in: area)
    case .modelCosts: canvas.draw(CostPanel(cost, table, isCompact: true), in: area)
    case .assignment: canvas.draw(AssignmentPanel(table: table), in: area)
    case .routes: canvas.draw(RoutesPanel(table, state), in: area)
    case .workloads:
      let form = MatrixForm(of: table, room: area.width - PlanPanel.rowWidth - 1)
      if form.width >= MatrixForm.airyCell { return }
      canvas.draw(contents.workloads(table), in: area)
    default: break
    }
  }

  private mutating func drawControls(in area: Area) {
    guard area.height > 0 else { return }
    canvas.draw(contents.controls(in: area), in: area)
  }
}

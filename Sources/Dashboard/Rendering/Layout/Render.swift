/// Draws the state; the grid has the size the state knows of. The theme plays no part: cells have roles.
public func render(_ state: DashboardState) -> Grid { draw(state).grid }

extension Screen {
  mutating func draw() {
    let columns = grid.columns
    let rows = grid.rows
    let shape = ScreenClass(columns: columns, rows: rows)
    let body = Area(row: 1, column: 0, width: columns, height: max(0, rows - 3))
    let isComparing = state.comparison != nil
    target(.scrolling(state.historyRow != nil ? .history : isComparing ? .comparison : .results), body)
    switch (shape, state.page) {
    case (.tooSmall, _): return tooSmall()
    case (.lines, _): return lines()
    case (_, .comparison): comparisonScreen()
    case (_, .zoom): zoomScreen()
    case (_, .history(let row)): historyScreen(row)
    case (.wide, .panels), (.full, .panels): spacious(shape)
    case (.compact, .panels), (.narrow, .panels): tabbed(shape)
    }
    flashChanges()
    topLine()
    messageLine(rows - 2)
    switch state.overlay {
    case .help(let view): helpOverlay(view)
    case .palette(let view): paletteOverlay(view)
    case nil: if let stop = state.tourStop, state.prompt == nil { tourCard(stop) }
    }
    keyLine(rows - 1)
  }

  /// Room for everything at once.
  private mutating func spacious(_ shape: ScreenClass) {
    let height = grid.rows - 5
    controlsColumn(Area(row: 2, column: 1, width: Self.controlsWidth, height: height))
    let start = Self.controlsWidth + 3
    let rest = grid.columns - 1 - start
    if shape == .wide {
      let results = wideResultsWidth(rest)
      wideResults(Area(row: 2, column: start, width: results, height: height))
      let right = start + results + 3
      explainingColumn(Area(row: 2, column: right, width: grid.columns - 1 - right, height: height))
    } else {
      resultsColumn(Area(row: 2, column: start, width: rest, height: height))
    }
  }

  /// One tab, beside the controls where the width allows.
  private mutating func tabbed(_ shape: ScreenClass) {
    figureLine(1)
    fadeIfStale(Area(row: 1, column: 0, width: grid.columns, height: 1), keeping: nil)
    let top = grid.rows >= 20 ? 3 : 2
    let height = grid.rows - 2 - top
    guard shape == .compact else {
      return tabbedResults(Area(row: top, column: 1, width: grid.columns - 2, height: height))
    }
    let start = state.resultsColumn
    controlsColumn(Area(row: top, column: 1, width: start - 3, height: height))
    tabbedResults(Area(row: top, column: start, width: grid.columns - 1 - start, height: height))
  }

  /// The matrix decides the middle column's width; the rest explains it.
  private func wideResultsWidth(_ rest: Int) -> Int {
    let models = state.solved.planScenario.models
    let longest = models.flatMap { $0.workloads.map(\.name.count) }.max() ?? 0
    let count = models.map(\.workloads.count).max() ?? 0
    let wanted = Self.planRowWidth + count * min(Self.widestCell, max(5, longest + 1)) + 1
    return min(max(86, wanted), rest * 5 / 8)
  }

  /// Columns of the controls where there is room, and where there is little.
  static let controlsWidth = 35
  static let compactControlsWidth = 28

  /// Figures and the planner's state, one line each.
  private mutating func lines() {
    let end = grid.columns - 1
    let last = grid.rows - 1
    for (index, part) in solverSpans().prefix(1).enumerated() {
      put(part.map { Span($0.text, CellStyle($0.style.role, bold: true)) }, index, 1, end: end)
    }
    let plan = state.plan
    let figures = [
      (plan.map { Numbers.amount($0.requestsPerSecond) }, "req/s"),
      (plan.map { Numbers.amount($0.costPerHour) }, "$/h"),
      (plan.map { Numbers.headlineCost($0.totalCostPerMillionTokens) }, "$/Mtok"),
    ]
    for (index, figure) in figures.enumerated() where index + 1 < last {
      let value = Span(
        figure.0 ?? Numbers.none, CellStyle(state.isStale ? .stale : .strong, bold: !state.isStale))
      put([value, Span(" " + figure.1, CellStyle(.muted))], index + 1, 1, end: end)
    }
    if state.prompt != nil {
      messageLine(last)
    } else if case .palette(let view) = state.overlay {
      paletteOverlay(view)
    } else {
      put("fleetmix: 40x10 shows more", last, 1, CellStyle(.muted), end: end)
    }
  }

  /// One line that says what is needed; keys go on working.
  private mutating func tooSmall() {
    let need = ScreenClass.least
    let isShort = grid.columns < 22
    let text = isShort ? "\(need.columns)x\(need.rows)" : "fleetmix needs \(need.columns)x\(need.rows)"
    put(text, grid.rows / 2, max(0, (grid.columns - text.count) / 2))
  }
}

extension DashboardState {
  /// First column of the results on a screen that shows a tab of them.
  var resultsColumn: Int {
    guard hasControlsColumn else { return 1 }
    return 3 + (columns >= 100 ? Screen.controlsWidth : Screen.compactControlsWidth)
  }
}

import Planning

extension DashboardState {
  /// Moves about; it has no effects of its own.
  mutating func update(_ action: FocusAction) -> [Effect]? {
    switch action {
    case .nextPanel: zoomedTab == nil ? movePanel(1) : moveZoom(1)
    case .previousPanel: zoomedTab == nil ? movePanel(-1) : moveZoom(-1)
    case .rowUp: moveRow(-1)
    case .rowDown: moveRow(1)
    case .selectTab(let tab): select(tab)
    case .control(let control): focus(control)
    case .panel(let panel): focusPanel(panel)
    case .replica(let index): focusReplica(index)
    }
    return nil
  }

  /// The controls of a panel, top to bottom.
  func controls(in panel: Panel) -> [Control] {
    switch panel {
    case .controls: return [.budget, .demand, .headroom, .ttft, .tpot]
    case .pools: return scenario.pools.indices.flatMap { controls.stocks(of: $0) }
    case .prices: return scenario.pools.indices.flatMap { controls.prices(of: $0) }
    case .models: return scenario.models.count > 1 ? scenario.models.indices.map { .modelShare($0) } : []
    case .mix:
      // One mix stands for all models where they share it.
      let models =
        controls.mixIsShared ? Array(scenario.models.indices.prefix(1)) : Array(scenario.models.indices)
      return models.flatMap { model in
        scenario.models[model].workloads.indices.map { .workloadShare(model: model, workload: $0) }
      }
    case .results: return []
    }
  }

  /// Returns the number of rows in a panel that the keys can move through.
  func rowCount(of panel: Panel) -> Int {
    guard panel == .results else { return controls(in: panel).count }
    if listedTab == .options, filter.isEmpty, infeasibility == nil { return optionCount }
    if zoomedTab != nil { return listedTable?.items.count ?? 0 }
    if infeasibility != nil { return min(relaxations.count, Exploration.shownChanges) }
    return listedTable?.items.count ?? plan?.replicas.count ?? 0
  }

  /// Panels that have rows, in the order of Tab.
  var panels: [Panel] { Panel.allCases.filter { $0 == .controls || rowCount(of: $0) > 0 } }

  /// Another row was chosen: what it means is of more use now than what was last said.
  mutating func giveWayToTooltip() { message = nil }

  /// To the next or previous panel, round and round.
  mutating func movePanel(_ step: Int) {
    giveWayToTooltip()
    let all = panels
    guard let index = all.firstIndex(of: panel) else { return panel = .controls }
    panel = all[(index + step + all.count) % all.count]
    // On a screen with one column, the tab follows the panel so that the focus can be seen.
    if panel == .results, tab == .controls { tab = .plan }
    if panel != .results, !hasControlsColumn { tab = .controls }
  }

  /// To the next or previous row of the panel; stops at its ends.
  mutating func moveRow(_ step: Int) {
    giveWayToTooltip()
    let count = rowCount(of: panel)
    guard count > 0 else { return }
    tables.focusedRow[panel] = min(max(0, (tables.focusedRow[panel] ?? 0) + step), count - 1)
    history.series = nil
  }

  /// Shows a tab; where all results have room, only the focus moves.
  mutating func select(_ tab: ResultTab) {
    solved.flash = nil
    if zoomedTab != nil, tab != .controls {
      self.tab = tab
      filter = ""
      return focusZoomed()
    }
    if zoomedTab != nil { toggleZoom() }
    if tab != self.tab, tab.isOfOtherPlans || self.tab.isOfOtherPlans { tables.focusedRow[.results] = 0 }
    self.tab = tab
    // What has no place among the panels of a large screen has all of it.
    if tab.isOfOtherPlans, !ScreenClass(columns: columns, rows: rows).hasTabs { return toggleZoom() }
    if tab == .controls {
      if panel == .results { panel = .controls }
      if hasControlsColumn { self.tab = .plan }
    } else if rowCount(of: .results) > 0 {
      panel = .results
    }
  }

  /// Sets the size of the screen to the window's new size.
  mutating func resize(columns: Int, rows: Int) {
    solved.flash = nil
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    if hasControlsColumn, tab == .controls { tab = .plan }
    if !hasControlsColumn, panel != .results { tab = .controls }
  }

  /// Whether the controls stand beside the results.
  var hasControlsColumn: Bool { ScreenClass(columns: columns, rows: rows).hasControlsColumn }

  /// Keeps the focus on a row that exists.
  mutating func clampFocus() {
    if panel != .controls, rowCount(of: panel) == 0 { panel = .controls }
    for (panel, row) in tables.focusedRow {
      tables.focusedRow[panel] = min(row, max(0, rowCount(of: panel) - 1))
    }
  }

  /// Chooses the next theme available.
  mutating func chooseNextTheme() {
    display.themeIndex = (display.themeIndex + 1) % display.themes.count
    message = Message(.notice, "Theme \(theme.name)")
  }

  /// The theme of a name.
  mutating func chooseTheme(_ name: String) {
    guard let index = display.themes.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) else {
      return
    }
    display.themeIndex = index
    message = Message(.notice, "Theme \(theme.name)")
  }

  /// Focuses a control.
  mutating func focus(_ control: Control) {
    giveWayToTooltip()
    // A zoomed table has no sliders; beside the zoomed frontier they stay in sight.
    if zoomedTab != nil, hasListedTable { toggleZoom() }
    let panel = panel(of: control)
    guard let row = controls(in: panel).firstIndex(of: control) else { return }
    self.panel = panel
    tables.focusedRow[panel] = row
    history.series = nil
    if !hasControlsColumn { tab = .controls }
  }

  /// Returns the panel that contains a control.
  func panel(of control: Control) -> Panel {
    switch control {
    case .budget, .demand, .headroom, .ttft, .tpot: .controls
    case .available, .machines: .pools
    case .price, .machinePrice: .prices
    case .modelShare: .models
    case .workloadShare: .mix
    }
  }

  /// Scrolls the help by `rows` rows; drawing stops it at its end.
  mutating func scrollOverlay(_ rows: Int) {
    guard case .help(var view) = overlay else {
      if comparison != nil { scrollComparison(rows) }
      return
    }
    let most = HelpText.scrollLimit(self)
    view.scroll = min(max(0, view.scroll + rows), most)
    overlay = .help(view)
  }
}

import Planning

extension DashboardState {
  /// The zoomed panel; nil: none is.
  var zoomedTab: ResultTab? { if case .zoom = page { tab } else { nil } }

  /// The results whose rows can be sorted and filtered: the zoomed panel, or a tab that is a table anywhere.
  var listedTab: ResultTab? { zoomedTab ?? (shownResults.isOfOtherPlans ? shownResults : nil) }

  /// Whether the keys move through the rows of a table.
  var isTableFocused: Bool { listedTab != nil && panel == .results }

  /// Whether there is a table whose rows can be sorted and filtered.
  var hasListedTable: Bool {
    switch listedTab {
    case .plan, .routes, .cost, .why, .options, .move, .machines: plan != nil
    case .controls, .frontier, nil: false
    }
  }

  /// Columns of the screen that a table has.
  var tableWidth: Int {
    let shape = ScreenClass(columns: columns, rows: rows)
    return columns - (zoomedTab == nil ? Layout.resultsColumn(columns: columns, shape) + 1 : 2)
  }

  /// The table in view, sorted and filtered; nil where there is none.
  var listedTable: DataTable? {
    guard let tab = listedTab, let table = table(of: tab) else { return nil }
    let filtered = table.filtered(filter)
    guard let order = tables.tableOrder[tab] else { return filtered }
    // During a drag rows stay where they are.
    if now < history.lastEdit + Flash.quiet, let ids = tables.rowOrder[tab] { return filtered.arranged(ids) }
    return filtered.sorted(by: order)
  }

  /// The panel's rows as the planner orders them.
  func table(of tab: ResultTab) -> DataTable? {
    guard let plan else { return nil }
    let scenario = solved.planScenario
    switch tab {
    case .plan: return .replicas(of: plan, scenario)
    case .routes: return .routes(of: plan, scenario)
    case .cost: return .costs(of: plan, scenario, shortName: shortModelName)
    case .why: return .pools(of: plan, scenario, poolFindings(plan))
    case .options: return OptionsZoom(self, plan).table
    case .move: return MoveZoom(self).table
    case .machines: return .machines(of: plan, scenario)
    case .controls, .frontier: return nil
    }
  }

  /// Gives the panel in view the whole screen, or the others their place back.
  mutating func toggleZoom() {
    solved.flash = nil
    if case .zoom(let former) = page {
      page = .panels
      filter = ""
      panel = former
      if panel != .results, !hasControlsColumn { tab = .controls }
      // What has no panel here is not what the next zoom is for.
      if tab.isOfOtherPlans, !ScreenClass(columns: columns, rows: rows).hasTabs { tab = .plan }
      return clampFocus()
    }
    guard plan != nil else { return message = Message(.notice, "No plan to look at yet") }
    if tab == .controls { tab = .plan }
    page = .zoom(from: panel)
    focusZoomed()
  }

  /// Focuses the zoomed table; on the frontier the sliders keep the focus, so that the point can move.
  mutating func focusZoomed() {
    guard case .zoom(let former) = page else { return }
    panel = !hasListedTable ? (former == .results ? .controls : former) : .results
    tables.focusedRow[.results] = 0
    rememberOrder()
  }

  /// The next of the panels while one is zoomed.
  mutating func moveZoom(_ step: Int) {
    let all = ResultTab.allCases.filter { $0 != .controls }
    guard let index = all.firstIndex(of: tab) else { return }
    tab = all[(index + step + all.count) % all.count]
    filter = ""
    focusZoomed()
  }

  /// Sorts by the next column to the right or left; past the ends, in the planner's order.
  mutating func moveSort(_ step: Int) {
    guard let tab = listedTab, let table = listedTable else { return }
    let shown = table.shownColumns(width: tableWidth).map { table.columns[$0].head }
    let place = tables.tableOrder[tab].flatMap { shown.firstIndex(of: $0.head) }
    let next = place.map { $0 + step } ?? (step > 0 ? 0 : shown.count - 1)
    tables.tableOrder[tab] = shown.indices.contains(next) ? TableOrder(head: shown[next]) : nil
    message = Message(.notice, tables.tableOrder[tab].map { "Sorted by \($0.head)" } ?? "In the plan's order")
    rememberOrder()
  }

  /// Sorts by a column, or reverses the order where that column is the sort key already.
  mutating func sort(by head: String) {
    guard let tab = listedTab else { return }
    if tables.tableOrder[tab]?.head == head { return reverseSort() }
    tables.tableOrder[tab] = TableOrder(head: head)
    message = Message(.notice, "Sorted by \(head)")
    rememberOrder()
  }

  /// Turns the order round.
  mutating func reverseSort() {
    guard let tab = listedTab, var order = tables.tableOrder[tab] else {
      return message = Message(.notice, "Not sorted; > chooses a column")
    }
    order.isReversed.toggle()
    tables.tableOrder[tab] = order
    rememberOrder()
  }

  /// Keeps the rows' order for the time of a drag.
  mutating func rememberOrder() {
    guard let tab = listedTab, tables.tableOrder[tab] != nil, now >= history.lastEdit + Flash.quiet else {
      return
    }
    tables.rowOrder[tab] = listedTable?.items.map(\.id)
  }

  /// Opens the filter's field, over a table.
  mutating func beginFilter() {
    if listedTab == nil { toggleZoom() }
    guard hasListedTable else { return message = Message(.notice, "Nothing to filter here") }
    prompt = Prompt(.filter, text: filter)
  }
}

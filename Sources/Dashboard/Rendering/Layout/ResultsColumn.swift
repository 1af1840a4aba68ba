import Planning

extension Screen {
  /// All results under each other: figures, plan with routes, cost, then use and limits side by side.
  mutating func resultsColumn(_ area: Area) {
    figureRows(area)
    let body = area.dropping(rows: 3)
    guard let plan = state.plan else { return emptyResults(body) }
    let table = PlanTable(plan, state.solved.planScenario)
    let cost = CostTable(plan, state.solved.planScenario, columns: table.columnNames)
    var heights = [
      Screen.planHeight(table), Screen.costHeight(cost),
      max(Self.wantedFrontierHeight, Screen.bindsHeight(plan)),
    ]
    if let reason = state.infeasibility { heights[2] = noPlanHeight(reason, width: body.width) }
    let gap = shrink(
      &heights, into: body.height,
      least: [6, 3 + cost.models.count, state.infeasibility == nil ? 4 : min(heights[2], 9)])
    var place = planAboveCost(table, cost, heights: heights, gap: gap, body)
    // What is left of a tall screen goes to the frontier and to more of why.
    place.height = max(0, body.endRow - place.row)
    let lower = place
    if state.infeasibility == nil {
      let bindsWidth = min(40, lower.width / 2)
      var left = lower
      left.width = lower.width - bindsWidth - 3
      if lower.height >= Self.leastFrontierHeight {
        frontierPanel(left)
      } else {
        usePanel(plan, left)
      }
      var right = lower
      right.column += left.width + 3
      right.width = bindsWidth
      explainBelow(plan, right)
    }
    fadeIfStale(area, keeping: state.infeasibility == nil ? nil : lower)
    if let reason = state.infeasibility { noPlanPanel(reason, lower) }
  }

  /// Draws the third column, which explains the results. The frontier gets the space that the others leave.
  mutating func explainingColumn(_ area: Area) {
    guard let plan = state.plan else { return }
    let sentence = helpfulLimits(plan)
    let binds = Screen.bindsHeight(plan) + (sentence == nil ? 0 : 1)
    let others = [
      useHeight(plan), binds, unusedHeight(plan), withstandsHeight(plan), bandsHeight, groupHeight,
      SolverPanel.height,
    ].filter { $0 > 0 }
    var rest = area.height - others.reduce(0) { $0 + $1 + 1 }
    // The baselines are the first to yield.
    let baselines = rest - baselinesHeight - 1 >= Self.wantedFrontierHeight ? baselinesHeight : 0
    if baselines > 0 { rest -= baselines + 1 }
    var place = area
    place.height = min(max(Self.wantedFrontierHeight, rest), area.height)
    frontierPanel(place)
    // Names and figures farther apart than this are hard to read together; only charts grow on.
    let textWidth = min(area.width, 84)
    func next(_ height: Int) -> Bool {
      place.width = textWidth
      place.row += place.height + 1
      place.height = min(height, max(0, area.endRow - place.row))
      return place.height > 1
    }
    if next(useHeight(plan)) { usePanel(plan, place) }
    if next(binds) {
      var limits = place
      if sentence != nil { limits.height -= 1 }
      bindsPanel(plan, limits)
      if let sentence {
        put(Characters.cutEnd(sentence, to: area.width), limits.endRow, area.column, CellStyle(.muted))
      }
    }
    if unusedHeight(plan) > 0, next(unusedHeight(plan)) { unusedPanel(plan, place) }
    if withstandsHeight(plan) > 0, next(withstandsHeight(plan)) { withstandsPanel(plan, place) }
    if next(bandsHeight) { bandsPanel(plan, place) }
    if groupHeight > 0, next(groupHeight) { groupPanel(plan, place) }
    if next(SolverPanel.height) { canvas.draw(SolverPanel(plan, state.solved), in: place) }
    if baselines > 0, next(baselines) { baselinesPanel(plan, place) }
    fadeIfStale(area, keeping: nil)
  }

  /// Results of the wide screen: plan, assignment and cost.
  mutating func wideResults(_ area: Area) {
    figureRows(area)
    let body = area.dropping(rows: 3)
    guard let plan = state.plan else { return emptyResults(body) }
    let table = PlanTable(plan, state.solved.planScenario)
    let cost = CostTable(plan, state.solved.planScenario, columns: table.columnNames)
    var heights = [Screen.planHeight(table), Screen.costHeight(cost), 0]
    if let reason = state.infeasibility { heights[2] = noPlanHeight(reason, width: body.width) }
    let gap = shrink(&heights, into: body.height, least: [6, 3 + cost.models.count, min(heights[2], 9)])
    var place = planAboveCost(table, cost, heights: heights, gap: gap, body)
    place.height = max(0, body.endRow - place.row)
    if state.infeasibility == nil {
      assignmentPanel(table, place)
      let below = place.dropping(rows: assignmentHeight(table, place) + 1)
      if below.height >= Self.leastFrontierHeight { costCurvePanel(below) }
    }
    fadeIfStale(area, keeping: state.infeasibility == nil ? nil : place)
    if let reason = state.infeasibility { noPlanPanel(reason, place) }
  }

  /// Draws the binding limits, then as many of the other panels as there is room for.
  private mutating func explainBelow(_ plan: Plan, _ area: Area) {
    var place = area
    place.height = min(area.height, Screen.bindsHeight(plan))
    bindsPanel(plan, place)
    func next(_ height: Int) -> Bool {
      let below = Area(row: place.endRow + 1, column: area.column, width: area.width, height: height)
      guard height > 0, below.endRow <= area.endRow else { return false }
      place = below
      return true
    }
    if next(unusedHeight(plan)) { unusedPanel(plan, place) }
    if next(withstandsHeight(plan)) { withstandsPanel(plan, place) }
    if next(useHeight(plan)) { usePanel(plan, place) }
    if next(bandsHeight) { bandsPanel(plan, place) }
    if next(SolverPanel.height) { canvas.draw(SolverPanel(plan, state.solved), in: place) }
  }

  /// Before the first plan: the frame and what is being waited for, or why nothing comes.
  mutating func emptyResults(_ area: Area) {
    guard area.height > 0 else { return }
    if let reason = state.infeasibility { return noPlanPanel(reason, area) }
    title("PLAN", area.row, area.column, width: area.width, isFocused: state.panel == .results)
    if case .failed(let reason) = state.solver {
      for (index, line) in Self.wrap(reason, width: area.width).prefix(area.height - 1).enumerated() {
        put(line, area.row + 1 + index, area.column, CellStyle(.bad), end: area.endColumn)
      }
      return
    }
    put(Numbers.none, area.row + 1, area.column + 1, CellStyle(.muted))
    if area.height > 4 {
      title("COST", note: "$/Mtok", area.row + 3, area.column, width: area.width)
      put(Numbers.none, area.row + 4, area.column + 1, CellStyle(.muted))
    }
  }

  /// An outdated plan loses its colours, all but the part that says why.
  mutating func fadeIfStale(_ area: Area, keeping kept: Area?) {
    guard state.isStale || state.infeasibility != nil else { return }
    var faded = area
    if let kept { faded.height = max(0, kept.row - area.row) }
    fade(faded, to: .stale)
  }

  /// Shrinks heights to fit: blank rows go first, then the last panel to the first. Returns the gap.
  private func shrink(_ heights: inout [Int], into space: Int, least: [Int]) -> Int {
    let sum = heights.reduce(0, +)
    if sum + heights.count - 1 <= space { return 1 }
    for index in heights.indices.reversed() {
      let excess = heights.reduce(0, +) - space
      guard excess > 0 else { break }
      heights[index] -= min(excess, max(0, heights[index] - least[index]))
    }
    for index in heights.indices.reversed() where heights.reduce(0, +) > space {
      heights[index] -= min(heights[index], heights.reduce(0, +) - space)
    }
    return 0
  }

  /// Draws the plan and the costs under each other; the area where what follows begins.
  private mutating func planAboveCost(
    _ table: PlanTable, _ cost: CostTable, heights: [Int], gap: Int, _ body: Area
  ) -> Area {
    var place = body
    place.height = heights[0]
    planPanel(table, place)
    place.row += heights[0] + gap
    place.height = heights[1]
    costPanel(cost, table, place)
    place.row += heights[1] + gap
    return place
  }
}

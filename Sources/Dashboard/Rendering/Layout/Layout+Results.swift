/// The columns of results of each kind of screen.
extension Layout {
  /// All results under each other: figures, plan with routes, cost, then use and limits side by side.
  mutating func addResults(_ area: Area) {
    add(.figures, area.first(rows: Self.figureRows))
    var body = area.dropping(rows: Self.figureRows)
    guard let wishes else { return addEmpty(body) }
    let all = body
    body = addMachines(wishes, body)
    // Beside machines the frontier keeps its rows, and the costs by GPU type yield.
    let leastThird = body == all ? 4 : FrontierPanel.leastHeight
    let third = noPlan?(body.width) ?? max(FrontierPanel.wantedHeight, wishes.binds)
    let lower = addPlanAboveCost(
      wishes, third: third, least: noPlan == nil ? leastThird : min(third, Self.leastNoPlan), body)
    guard noPlan == nil else { return addNoPlan(lower, fading: area) }
    faded.append(area)
    let bindsWidth = min(40, lower.width / 2)
    let left = Area(
      row: lower.row, column: lower.column, width: lower.width - bindsWidth - 3, height: lower.height)
    add(lower.height >= FrontierPanel.leastHeight ? .frontier : .use, left)
    let right = Area(row: lower.row, column: left.endColumn + 3, width: bindsWidth, height: lower.height)
    var place = right.first(rows: wishes.binds)
    add(.binds, place)
    // As many of the others as there is room for.
    let others: [(Part, Int)] = [
      (.unused, wishes.unused), (.withstands, wishes.withstands), (.use, wishes.use),
      (.bands, BandsPanel.height), (.solver, SolverPanel.height),
    ]
    for (part, height) in others where height > 0 {
      let below = Area(row: place.endRow + 1, column: right.column, width: right.width, height: height)
      guard below.endRow <= right.endRow else { continue }
      add(part, below)
      place = below
    }
  }

  /// Results of the wide screen: plan, assignment and cost.
  mutating func addWideResults(_ area: Area) {
    add(.figures, area.first(rows: Self.figureRows))
    let body = area.dropping(rows: Self.figureRows)
    guard let wishes else { return addEmpty(body) }
    let third = noPlan?(body.width) ?? 0
    let lower = addPlanAboveCost(wishes, third: third, least: min(third, Self.leastNoPlan), body)
    guard noPlan == nil else { return addNoPlan(lower, fading: area) }
    faded.append(area)
    let assignment = wishes.assignment(lower)
    if assignment > 0 { add(.assignment, lower.first(rows: assignment)) }
    let below = lower.dropping(rows: assignment + 1)
    if below.height >= FrontierPanel.leastHeight { add(.costCurve, below) }
  }

  /// The third column, which explains the results. The frontier gets the space that the others leave.
  mutating func addExplanations(_ area: Area) {
    guard let wishes else { return }
    faded.append(area)
    let binds = wishes.binds + (wishes.hasHelpfulLimits ? 1 : 0)
    let others: [(part: Part, height: Int)] = [
      (.use, wishes.use), (.machines, wishes.machines), (.binds, binds), (.unused, wishes.unused),
      (.withstands, wishes.withstands),
      (.bands, BandsPanel.height), (.group, wishes.group), (.solver, SolverPanel.height),
    ].filter { $0.1 > 0 }
    var rest = area.height - others.reduce(0) { $0 + $1.height + 1 }
    // The baselines are the first to yield.
    let hasBaselines =
      wishes.baselines > 0 && rest - wishes.baselines - 1 >= FrontierPanel.wantedHeight
    if hasBaselines { rest -= wishes.baselines + 1 }
    var place = area.first(rows: max(FrontierPanel.wantedHeight, rest))
    add(.frontier, place)
    place.width = min(area.width, Self.widestText)
    for (part, height) in others + (hasBaselines ? [(.baselines, wishes.baselines)] : []) {
      place.row += place.height + 1
      place.height = min(height, max(0, area.endRow - place.row))
      guard place.height > 1 else { continue }
      guard part == .binds, wishes.hasHelpfulLimits else {
        add(part, place)
        continue
      }
      let limits = place.first(rows: place.height - 1)
      add(.binds, limits)
      add(.helpfulLimits, Area(row: limits.endRow, column: area.column, width: area.width, height: 1))
    }
  }

  /// The tab shown, and the reason why there is no plan below it.
  mutating func addTab(_ tab: ResultTab, _ area: Area) {
    add(.tabs, area.first(rows: 1))
    let body = area.dropping(rows: 1)
    if tab == .controls { return add(.controls, body) }
    guard let wishes else { return addEmpty(body) }
    var upper = body
    if let noPlan {
      let height = min(noPlan(body.width), max(3, body.height / 2))
      upper.height = max(0, body.height - height)
    }
    switch tab {
    case .controls, .plan: addPlanTab(wishes, upper)
    case .routes: add(.routes, upper)
    case .cost:
      add(.cost, upper.first(rows: wishes.cost))
      add(.workloads, upper.dropping(rows: min(upper.height, wishes.cost) + 1))
    case .frontier: add(.frontier, upper)
    case .why: addWhyTab(wishes, upper)
    case .machines: add(.machineRows, upper)
    case .options, .move: add(.table, upper)
    }
    let faded = Area(row: area.row + 1, column: area.column, width: area.width, height: area.height - 1)
    guard noPlan == nil else {
      return addNoPlan(body.dropping(rows: upper.height), fading: faded)
    }
    self.faded.append(faded)
  }

  private mutating func addPlanTab(_ wishes: Wishes, _ area: Area) {
    var place = area.first(rows: wishes.plan - 1)
    // The plan's rows come first; what is left goes to the cost, then to what binds.
    add(.planRows, place)
    let rest = area.height - place.height
    guard noPlan == nil, rest >= wishes.modelCosts else { return }
    place.row += place.height + (rest >= wishes.modelCosts + 6 ? 1 : 0)
    place.height = wishes.modelCosts
    add(.modelCosts, place)
    place.row += place.height + (area.endRow - place.row - place.height > 4 ? 1 : 0)
    place.height = area.endRow - place.row
    if place.height >= 3 { add(.binds, place) }
  }

  private mutating func addWhyTab(_ wishes: Wishes, _ area: Area) {
    let binds = area.first(rows: wishes.binds - 1)
    add(.binds, binds)
    var place = area.dropping(rows: binds.height + 1)
    for (part, height) in [(Part.withstands, wishes.withstands), (.unused, wishes.unused)] {
      let shown = place.first(rows: height)
      guard shown.height > 1 else { continue }
      add(part, shown)
      place = place.dropping(rows: shown.height + 1)
    }
    // The sum of the pools is in the table of the plan.
    let use = place.first(rows: wishes.use - 1)
    if use.height > 1 { add(.use, use) }
    place = Area(row: use.endRow + 1, column: area.column, width: area.width, height: 0)
    place.height = min(BandsPanel.height, max(0, area.endRow - place.row))
    add(.bands, place)
    place.row += place.height + 1
    place.height = min(SolverPanel.height + 1, max(0, area.endRow - place.row))
    add(.solver, place)
  }
}

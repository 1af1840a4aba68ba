import Planning

extension Screen {
  /// Fewer rows than this show no curve.
  static let leastFrontierHeight = 6
  /// Rows the panel would like.
  static let wantedFrontierHeight = 11

  /// The best along the budget (or the demand), with the present point and the pinned plans.
  mutating func frontierPanel(_ area: Area, isFocused: Bool = false) {
    guard area.height > 1 else { return }
    let objective = state.solved.planScenario.objective
    let axis = FrontierCurve.axis(of: state.solved.planScenario)
    let heads = axis == .budget ? "budget $/h" : "demand req/s"
    guard let shown = state.shownCurve else {
      title(
        "FRONTIER", note: valueUnit(objective), heads: heads, area.row, area.column, width: area.width,
        isFocused: isFocused)
      let text = state.exploration.curve == nil ? Numbers.none : frontierProgress ?? Numbers.none
      put(text, area.row + 1, area.column + 1, CellStyle(.muted), end: area.endColumn)
      return
    }
    let points = shown.curve.curve.compactMap { point in point.value.map { (x: point.limit, y: $0) } }
    let worst = shown.curve.curve.map(\.gap).max() ?? 0
    var note = valueUnit(objective)
    if let progress = frontierProgress {
      // Where the title is narrow, the figures alone tell it.
      let words = area.width < 48 ? progress.replacing(" points", with: "") : progress
      note += " · \(words)"
    } else {
      let proof = " · gap ≤ \(Numbers.fixed(worst * 100, 2)) %"
      if area.width >= "FRONTIER ".count + note.count + proof.count + heads.count + 4 { note += proof }
    }
    title(
      "FRONTIER", note: note, heads: heads, area.row, area.column, width: area.width, isFocused: isFocused)
    let marks = frontierMarks(axis, objective)
    let highest = (points.map(\.y) + marks.map(\.y)).max() ?? 1
    let lowest = (points.map(\.y) + marks.map(\.y)).min() ?? 0
    let breakpoints = shown.curve.breakpoints
    let hasLegend = !breakpoints.isEmpty && area.height >= 9
    let plot = Area(
      row: area.row + 1, column: area.column, width: area.width, height: area.height - 1 - (hasLegend ? 1 : 0)
    )
    let chart = Chart(
      x: ChartAxis(0...max(shown.curve.limits.last ?? 1, 1e-9), count: max(2, min(6, area.width / 12))),
      y: ChartAxis(
        lowest...max(highest, 1e-9), count: max(2, min(6, (plot.height - 1) / 3)),
        isZeroBased: objective != .costPerToken), points: points, marks: marks,
      notches: breakpoints.map(\.to),
      cap: FrontierCurve.cap(of: state.scenario).map { (y: $0, name: "cap \(Numbers.fixed($0, 2))") },
      role: shown.isCurrent ? .fill : .stale)
    self.chart(chart, plot)
    if hasLegend { breakpointLine(breakpoints, area.endRow - 1, area) }
  }

  /// Draws the cost per million tokens along the same points; where that is the objective, the bill.
  mutating func costCurvePanel(_ area: Area) {
    let objective = state.solved.planScenario.objective
    let axis = FrontierCurve.axis(of: state.solved.planScenario)
    let isBill = objective == .costPerToken
    title(
      isBill ? "BILL ALONG THE FRONTIER" : "COST ALONG THE FRONTIER",
      note: isBill ? "$/h" : "$/Mtok of all tokens",
      heads: axis == .budget ? "budget $/h" : "demand req/s", area.row, area.column, width: area.width)
    guard let shown = state.shownCurve else { return }
    let points = shown.curve.curve.compactMap { point in
      (isBill ? point.costPerHour : point.costPerMillionTokens).map { (x: point.limit, y: $0) }
    }
    let marks = frontierMarks(axis, objective) { isBill ? $0.costPerHour : $0.totalCostPerMillionTokens }
    let values = points.map(\.y) + marks.map(\.y)
    guard let least = values.min(), let most = values.max(), most > 0 else { return }
    chart(
      Chart(
        x: ChartAxis(0...max(shown.curve.limits.last ?? 1, 1e-9), count: max(2, min(6, area.width / 12))),
        y: ChartAxis(least...most, count: max(2, min(6, (area.height - 3) / 3)), isZeroBased: false),
        points: points, marks: marks, role: shown.isCurrent ? .fill : .stale), area.dropping(rows: 1))
  }

  /// The number of points solved, while some are not.
  private var frontierProgress: String? {
    guard let curve = state.exploration.curve, curve.points.count < curve.limits.count else { return nil }
    return "\(curve.points.count) of \(curve.limits.count) points"
  }

  /// Unit of an objective's own value.
  func valueUnit(_ objective: Objective) -> String {
    switch objective {
    case .throughput: "req/s"
    case .cost: "$/h"
    case .costPerToken: "$/Mtok"
    }
  }

  private func frontierMarks(
    _ axis: FrontierCurve.Axis, _ objective: Objective, _ value: (Plan) -> Double = { $0.objectiveValue }
  ) -> [ChartMark] {
    func mark(_ plan: Plan, _ scenario: Scenario, _ text: String, _ style: CellStyle) -> ChartMark? {
      guard plan.objective == objective, value(plan).isFinite,
        let x = axis == .budget ? scenario.budget : scenario.demand
      else { return nil }
      return ChartMark(x: x, y: value(plan), text: text, style: style)
    }
    // The present plan is drawn first, so that a pin that shares its cell moves aside.
    var result: [ChartMark] = []
    if !state.lacksPlan, let plan = state.plan {
      let role: Role = state.isStale ? .stale : .strong
      result += [mark(plan, state.solved.planScenario, "●", CellStyle(role, bold: true))].compactMap { $0 }
    }
    result += state.pins.compactMap {
      mark($0.plan, $0.statement.scenario, String($0.letter), CellStyle(.ref, bold: true))
    }
    return result
  }

  /// Draws the points where GPU types join and leave, as many as there is room for.
  private mutating func breakpointLine(_ all: [FrontierCurve.Breakpoint], _ row: Int, _ area: Area) {
    let muted = CellStyle(.muted)
    var place = put("┴ types: ", row, area.column, muted, end: area.endColumn)
    for (index, entry) in all.enumerated() {
      let changes = breakpointText(entry)
      let text = "\(index > 0 ? " · " : "")\(Numbers.fixed(entry.to, entry.to < 100 ? 1 : 0)) \(changes)"
      guard place + text.count + 2 <= area.endColumn else {
        put(" …", row, place, muted, end: area.endColumn)
        return
      }
      place = put(text, row, place, muted)
    }
  }

  /// `+A100 −L40`.
  func breakpointText(_ entry: FrontierCurve.Breakpoint) -> String {
    (entry.joining.map { "+\($0)" } + entry.leaving.map { "−\($0)" }).joined(separator: " ")
  }
}

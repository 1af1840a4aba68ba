import Planning

/// The curve that the panels of the frontier draw, and the plans marked on it.
struct FrontierCurves: Sendable {
  let objective: Objective
  /// What runs along the curve.
  let axis: FrontierCurve.Axis
  /// The curve, and whether it belongs to the present scenario; nil: there is none yet.
  let shown: (curve: FrontierCurve, isCurrent: Bool)?
  /// Points solved and points wanted; nil where no curve is asked for.
  let progress: (solved: Int, wanted: Int)?
  /// A value that must not be exceeded; nil: none is stated.
  let cap: Double?
  /// The plans marked, with their scenarios.
  let plans: [MarkedPlan]

  /// A plan on the curve.
  struct MarkedPlan: Sendable {
    var plan: Plan
    var scenario: Scenario
    var mark: String
    var style: CellStyle
  }

  init(_ solved: SolvedState, _ exploration: Exploration, stated: Scenario, plans: [MarkedPlan]) {
    let scenario = solved.planScenario
    objective = scenario.objective
    axis = FrontierCurve.axis(of: scenario)
    shown = exploration.shownCurve(of: scenario)
    progress = exploration.curve.map { ($0.points.count, $0.limits.count) }
    cap = FrontierCurve.cap(of: stated)
    self.plans = plans
  }

  /// The number of points solved, while some are not.
  var progressText: String? {
    guard let progress, progress.solved < progress.wanted else { return nil }
    return "\(progress.solved) of \(progress.wanted) points"
  }

  /// Name of the axis along the curve.
  var axisText: String { axis == .budget ? "budget $/h" : "demand req/s" }

  /// The axis along the curve in a panel of that width.
  func limitAxis(_ width: Int) -> ChartAxis {
    ChartAxis(0...max(shown?.curve.limits.last ?? 1, 1e-9), count: max(2, min(6, width / 12)))
  }

  /// The marks of the plans at a value of theirs.
  func marks(_ value: (Plan) -> Double) -> [ChartMark] {
    plans.compactMap { entry in
      guard entry.plan.objective == objective, value(entry.plan).isFinite,
        let x = axis == .budget ? entry.scenario.budget : entry.scenario.demand
      else { return nil }
      return ChartMark(x: x, y: value(entry.plan), text: entry.mark, style: entry.style)
    }
  }
}

/// The cost per million tokens along the frontier; where that is the objective, the bill.
struct CostCurvePanel: Drawable {
  let curves: FrontierCurves

  init(_ curves: FrontierCurves) { self.curves = curves }

  func draw(on canvas: inout Canvas, in area: Area) {
    let isBill = curves.objective == .costPerToken
    canvas.title(
      isBill ? "BILL ALONG THE FRONTIER" : "COST ALONG THE FRONTIER",
      note: isBill ? "$/h" : "$/Mtok of all tokens", heads: curves.axisText, area.row, area.column,
      width: area.width)
    guard let shown = curves.shown else { return }
    let points = shown.curve.curve.compactMap { point in
      (isBill ? point.costPerHour : point.costPerMillionTokens).map { (x: point.limit, y: $0) }
    }
    let marks = curves.marks { isBill ? $0.costPerHour : $0.totalCostPerMillionTokens }
    let values = points.map(\.y) + marks.map(\.y)
    guard let least = values.min(), let most = values.max(), most > 0 else { return }
    let chart = Chart(
      x: curves.limitAxis(area.width),
      y: ChartAxis(least...most, count: max(2, min(6, (area.height - 3) / 3)), isZeroBased: false),
      points: points, marks: marks, role: shown.isCurrent ? .fill : .stale)
    canvas.draw(chart, in: area.dropping(rows: 1))
  }
}

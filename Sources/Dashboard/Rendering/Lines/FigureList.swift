import Planning

/// The planner's state and the headline figures, one line each, on a screen that has no room for panels.
struct FigureList: Drawable {
  let solver: SolverLine
  let plan: Plan?

  func draw(on canvas: inout Canvas, in area: Area) {
    let end = area.endColumn - 1
    let start = area.column + 1
    if let part = solver.parts(width: area.width).first {
      let spans = part.map { Span($0.text, CellStyle($0.style.role, bold: true)) }
      canvas.put(spans, area.row, start, end: end)
    }
    let figures = [
      (plan.map { Numbers.amount($0.requestsPerSecond) }, "req/s"),
      (plan.map { Numbers.amount($0.costPerHour) }, "$/h"),
      (plan.map { Numbers.headlineCost($0.totalCostPerMillionTokens) }, "$/Mtok"),
    ]
    let style = CellStyle(solver.isStale ? .stale : .strong, bold: !solver.isStale)
    for (index, figure) in figures.prefix(max(0, area.height - 1)).enumerated() {
      let unit = Span(" " + figure.1, CellStyle(.muted))
      canvas.put([Span(figure.0 ?? Numbers.none, style), unit], area.row + index + 1, start, end: end)
    }
  }
}

/// One line that says what size is needed; keys go on working.
struct SizeNotice: Drawable {
  /// Columns from which the program is named.
  private static let widthOfName = 22

  func draw(on canvas: inout Canvas, in area: Area) {
    let need = ScreenClass.least
    let size = "\(need.columns)x\(need.rows)"
    let text = area.width < Self.widthOfName ? size : "fleetmix needs \(size)"
    canvas.put(text, area.row + area.height / 2, area.column + max(0, (area.width - text.count) / 2))
  }
}

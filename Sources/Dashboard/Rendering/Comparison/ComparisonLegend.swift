/// The row above the keys while plans are compared: what the colours mean, and how much moves.
struct ComparisonLegend: Drawable {
  let layout: ComparisonLayout
  /// Whether what is stated now has no plan.
  let lacksPlan: Bool

  init(_ layout: ComparisonLayout, lacksPlan: Bool) {
    self.layout = layout
    self.lacksPlan = lacksPlan
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    let row = area.row
    let muted = CellStyle(.muted)
    let end = area.endColumn - 1
    var place = canvas.put("▲ ▼ against \(layout.reference.title): ", row, area.column + 1, muted, end: end)
    place = canvas.put(
      [
        Span("better", CellStyle(.good)), Span(" · ", muted), Span("worse", CellStyle(.bad)),
        Span(" · neither", muted),
      ], row, place, end: end)
    guard let plan = layout.selected.plan, layout.reference.plan != nil else {
      if place + 18 <= end, lacksPlan { canvas.putRight("now has no plan", row, end: end, CellStyle(.bad)) }
      return
    }
    let served = Numbers.fixed(plan.requestsPerSecond, 2)
    let count = layout.flowCount
    let moves: [Span] = [
      Span("\(count) flow\(count == 1 ? "" : "s") move\(count == 1 ? "s" : "") ", muted),
      Span(Numbers.hundredths(layout.movedRate), CellStyle(.strong, bold: true)),
      Span(" of \(served) req/s", muted),
    ]
    let width = moves.reduce(0) { $0 + $1.text.count }
    if layout.reference.mark != layout.selected.mark, place + 2 + width <= end {
      canvas.putRight(moves, row, end: end)
    }
  }
}

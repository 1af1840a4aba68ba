/// The frame of the results before the first plan: what is being waited for, or why nothing comes.
struct WaitingPanel: Drawable {
  /// Why the planner broke; nil: it did not.
  let failure: String?
  /// Whether the keys act on the results.
  let isFocused: Bool

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 0 else { return }
    canvas.title("PLAN", area.row, area.column, width: area.width, isFocused: isFocused)
    if let failure {
      for (index, line) in Canvas.wrap(failure, width: area.width).prefix(area.height - 1).enumerated() {
        canvas.put(line, area.row + 1 + index, area.column, CellStyle(.bad), end: area.endColumn)
      }
      return
    }
    canvas.put(Numbers.none, area.row + 1, area.column + 1, CellStyle(.muted))
    if area.height > 4 {
      canvas.title("COST", note: "$/Mtok", area.row + 3, area.column, width: area.width)
      canvas.put(Numbers.none, area.row + 4, area.column + 1, CellStyle(.muted))
    }
  }
}

import Planning

/// The whole list of edits on a screen of its own; Enter goes to the chosen state.
struct HistoryList: Drawable {
  /// Columns of an edit's number.
  private static let numberWidth = 5

  /// Every state there is to go to, the scenario as opened first.
  let timeline: [TimelineEntry]
  /// Index of the present state.
  let place: Int
  /// Index of the state that the keys are on.
  let focus: Int

  init(_ history: EditHistory, focus: Int) {
    timeline = history.timeline
    place = history.place
    self.focus = focus
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    let undone = timeline.count - 1 - place
    let edits = "\(timeline.count - 1) edit\(timeline.count == 2 ? "" : "s")"
    canvas.title(
      "HISTORY", note: edits + (undone > 0 ? ", \(undone) undone" : ""), heads: "● now  ○ undone", area.row,
      area.column, width: area.width, isFocused: true)
    let window = ListWindow(count: timeline.count, space: max(0, area.height - 1), focus: focus)
    var row = area.row + 1
    if !window.before.isEmpty {
      canvas.put("▴ \(window.before.count) earlier", row, area.column, CellStyle(.muted))
      row += 1
    }
    var texts = area
    texts.column += Self.numberWidth
    texts.width -= Self.numberWidth
    for index in window.rows {
      canvas.putRight(String(index), row, end: area.column + Self.numberWidth - 1, CellStyle(.muted))
      HistoryPanel.draw(timeline[index], isNow: index == place, on: &canvas, row, texts)
      canvas.target(.edit(index), row: row, from: area.column, to: area.endColumn)
      if index == focus {
        canvas.put("▸", row, area.column - 1, CellStyle(.focus, bold: true))
        canvas.paint(row: row, from: area.column, to: area.endColumn, .selection)
      }
      row += 1
    }
    if !window.after.isEmpty {
      canvas.put("▾ \(window.after.count) later", row, area.column, CellStyle(.muted))
    }
  }
}

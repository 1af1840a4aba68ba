import Planning

extension Screen {
  /// The last edits in the controls' column; the row where what follows begins.
  mutating func historyPanel(_ row: Int, _ area: Area) -> Int {
    let all = state.timeline
    guard all.count > 1, area.endRow - row >= 4 else { return row }
    title(
      "HISTORY", note: "\(state.keys.hint("undo")) undo  \(state.keys.hint("redo")) redo",
      heads: "\(state.keys.hint("history")) list", row, area.column, width: area.width)
    let most = max(3, (area.endRow - row - 1) / 2)
    let window = ListWindow(
      count: all.count, space: min(most, area.endRow - row - 1), focus: state.timelinePlace)
    var place = row + 1
    if !window.before.isEmpty {
      put("▴ \(window.before.count) earlier", place, area.column, CellStyle(.muted))
      place += 1
    }
    for index in window.rows {
      historyRow(all[index], isNow: index == state.timelinePlace, place, area)
      target(.edit(index), row: place, from: area.column, to: area.endColumn)
      place += 1
    }
    if !window.after.isEmpty {
      put("▾ \(window.after.count) undone", place, area.column, CellStyle(.muted))
      place += 1
    }
    return place + 1
  }

  private mutating func historyRow(_ entry: TimelineEntry, isNow: Bool, _ row: Int, _ area: Area) {
    let mark = isNow ? "●" : entry.isUndone ? "○" : " "
    put(mark, row, area.column, CellStyle(isNow ? .strong : .muted, bold: isNow))
    let style = CellStyle(isNow ? .strong : entry.isUndone ? .muted : .text, bold: isNow)
    put(Characters.cutEnd(entry.text, to: area.width - 2), row, area.column + 2, style)
  }

  /// The whole list of edits; Enter goes to the chosen state.
  mutating func historyScreen(_ focus: Int) {
    let all = state.timeline
    let area = Area(row: 2, column: 1, width: grid.columns - 2, height: grid.rows - 4)
    let undone = state.history.redoStack.count
    let note = "\(all.count - 1) edit\(all.count == 2 ? "" : "s")" + (undone > 0 ? ", \(undone) undone" : "")
    title(
      "HISTORY", note: note, heads: "● now  ○ undone", area.row, area.column, width: area.width,
      isFocused: true)
    let window = ListWindow(count: all.count, space: max(0, area.height - 1), focus: focus)
    var row = area.row + 1
    if !window.before.isEmpty {
      put("▴ \(window.before.count) earlier", row, area.column, CellStyle(.muted))
      row += 1
    }
    for index in window.rows {
      let number = String(index)
      putRight(number, row, end: area.column + 4, CellStyle(.muted))
      var place = area
      place.column += 5
      place.width -= 5
      historyRow(all[index], isNow: index == state.timelinePlace, row, place)
      target(.edit(index), row: row, from: area.column, to: area.endColumn)
      if index == focus {
        put("▸", row, area.column - 1, CellStyle(.focus, bold: true))
        paint(row: row, from: area.column, to: area.endColumn, .selection)
      }
      row += 1
    }
    if !window.after.isEmpty { put("▾ \(window.after.count) later", row, area.column, CellStyle(.muted)) }
  }
}

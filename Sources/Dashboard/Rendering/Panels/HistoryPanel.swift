import Planning

/// The last edits, in the column of the controls.
struct HistoryPanel: Drawable {
  /// Fewer rows than this show no edit.
  private static let leastHeight = 4
  /// Edits shown at least, where there are so many.
  private static let leastEdits = 3

  /// Every state there is to go to, the scenario as opened first.
  let timeline: [TimelineEntry]
  /// Index of the present state.
  let place: Int
  /// The keys that undo and do again, and the one that opens the list.
  let note: String
  let heads: String

  init(_ history: EditHistory, _ keys: KeyBindings) {
    timeline = history.timeline
    place = history.place
    note = "\(keys.hint("undo")) undo  \(keys.hint("redo")) redo"
    heads = "\(keys.hint("history")) list"
  }

  private func window(_ height: Int) -> ListWindow {
    ListWindow(count: timeline.count, space: height - 1, focus: place)
  }

  /// The rows that it takes of `space`: half of it, unless that is too little; 0: it has nothing to show.
  func height(within space: Int) -> Int {
    guard timeline.count > 1, space >= Self.leastHeight else { return 0 }
    let most = max(Self.leastEdits, (space - 1) / 2)
    return 1 + window(1 + min(most, space - 1)).height
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard timeline.count > 1, area.height > 1 else { return }
    canvas.title("HISTORY", note: note, heads: heads, area.row, area.column, width: area.width)
    let window = window(area.height)
    var row = area.row + 1
    if !window.before.isEmpty {
      canvas.put("▴ \(window.before.count) earlier", row, area.column, CellStyle(.muted))
      row += 1
    }
    for index in window.rows {
      Self.draw(timeline[index], isNow: index == place, on: &canvas, row, area)
      canvas.target(.edit(index), row: row, from: area.column, to: area.endColumn)
      row += 1
    }
    if !window.after.isEmpty {
      canvas.put("▾ \(window.after.count) undone", row, area.column, CellStyle(.muted))
    }
  }

  /// Draws an edit in a row of an area.
  static func draw(_ entry: TimelineEntry, isNow: Bool, on canvas: inout Canvas, _ row: Int, _ area: Area) {
    let mark = isNow ? "●" : entry.isUndone ? "○" : " "
    canvas.put(mark, row, area.column, CellStyle(isNow ? .strong : .muted, bold: isNow))
    let style = CellStyle(isNow ? .strong : entry.isUndone ? .muted : .text, bold: isNow)
    canvas.put(Characters.cutEnd(entry.text, to: area.width - 2), row, area.column + 2, style)
  }
}

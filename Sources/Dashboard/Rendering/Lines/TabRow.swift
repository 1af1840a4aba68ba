/// The row of tabs; the one shown is underlined.
struct TabRow: Drawable {
  let tabs: [ResultTab]
  let shown: ResultTab
  /// Whether the keys act on the results.
  let isFocused: Bool
  /// A note at the end of the row; empty: none.
  let note: String

  func draw(on canvas: inout Canvas, in area: Area) {
    func width(_ limit: Int, gap: Int = 1) -> Int {
      tabs.reduce(-1) { $0 + min($1.title.count, limit) + 2 + gap }
    }
    // Where the row above is blank, it takes the note before titles are cut.
    let isNoteAbove = area.row > 2 && width(.max) + note.count + 1 > area.width
    let room = area.width - (note.isEmpty || isNoteAbove ? 0 : note.count + 1)
    // Titles are cut where there is little room, then stand at their keys, then are left to the tab shown.
    let (limit, gap) = [(Int.max, 1), (4, 1), (4, 0)].first { width($0, gap: $1) <= room } ?? (0, 1)
    var place = area.column
    for tab in tabs {
      let isShown = tab == shown
      let role: Role = isShown ? (isFocused ? .focus : .strong) : .muted
      let word = CellStyle(role, bold: isShown, underline: isShown)
      let title = limit == 0 && isShown ? tab.title : String(tab.title.prefix(limit))
      let start = place
      let key = Span("\(tab.rawValue)\(title.isEmpty || gap == 0 ? "" : " ")", CellStyle(.key))
      place = canvas.put([key, Span(title, word)], area.row, place, end: area.endColumn) + 1
      canvas.target(.tab(tab), row: area.row, from: start, to: place)
    }
    if isNoteAbove || place + note.count <= area.endColumn {
      let row = isNoteAbove ? area.row - 1 : area.row
      canvas.putRight(note, row, end: area.endColumn, CellStyle(.stale, bold: true))
    }
  }
}

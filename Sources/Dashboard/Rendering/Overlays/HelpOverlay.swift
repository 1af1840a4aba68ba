/// The key table in front of the faded screen, with a filter in its title.
struct HelpOverlay: Drawable {
  /// What it is the help of.
  let subject: String
  /// Words that its rows must contain.
  let filter: TextField
  /// The lines of each column of text.
  let columns: [[HelpText.Line]]
  /// Rows it is scrolled down, and the most there are.
  let scroll: Int
  let scrollLimit: Int

  func draw(on canvas: inout Canvas, in area: Area) {
    let frame = HelpText.frame(columns: area.width, rows: area.height)
    guard frame.height > 4, frame.width > 12 else { return }
    canvas.fade(Area(row: 1, column: 0, width: area.width, height: area.height - 2), to: .rule)
    canvas.clear(frame)
    canvas.coverTargets(by: frame, .help)
    canvas.border(frame, title: "HELP · \(subject)", hint: "Esc closes")
    drawFilter(on: &canvas, frame)
    let inner = Area(
      row: frame.row + 2, column: frame.column + 2, width: frame.width - 4, height: HelpText.space(frame))
    let width = HelpText.columnWidth(frame, count: columns.count)
    for (index, lines) in columns.enumerated() {
      let column = Area(
        row: inner.row, column: inner.column + index * (width + 4), width: width, height: inner.height)
      Self.draw(lines.dropFirst(scroll).prefix(inner.height), on: &canvas, column)
    }
    let muted = CellStyle(.muted)
    if columns.allSatisfy(\.isEmpty) {
      canvas.put("no row matches “\(filter.text)” · Esc clears", inner.row, inner.column, muted)
    }
    let note = "^ is Ctrl, ⇧ is Shift · q quits while the filter is empty"
    canvas.put(Characters.cutEnd(note, to: inner.width), frame.endRow - 2, inner.column, muted)
    if scrollLimit > 0 {
      let more = scroll < scrollLimit ? "▾ ↑↓ scrolls" : "▴ ↑↓ scrolls"
      canvas.put(" \(more) ", frame.endRow - 1, frame.column + 2, muted, end: frame.endColumn - 1)
    }
  }

  private func drawFilter(on canvas: inout Canvas, _ frame: Area) {
    let end = frame.endColumn - 2
    if filter.text.isEmpty {
      if frame.width > 40 { canvas.putRight(" type to filter ", frame.row, end: end, CellStyle(.muted)) }
      return
    }
    let width = min(max(filter.text.count + 1, 12), frame.width / 2)
    canvas.put(" filter ", frame.row, end - width - 8, CellStyle(.muted))
    canvas.textField(filter, frame.row, end - width, end: end)
  }

  private static func draw(_ lines: ArraySlice<HelpText.Line>, on canvas: inout Canvas, _ area: Area) {
    let end = area.endColumn
    let keyWidth = HelpText.keyWidth(area.width)
    for (index, line) in lines.enumerated() {
      let row = area.row + index
      guard !line.isHeading else {
        canvas.title(line.keys, row, area.column, width: area.width)
        continue
      }
      let isOff = line.disabled != nil
      if !isOff, !line.binding.isEmpty {
        canvas.target(.binding(line.binding), row: row, from: area.column, to: end)
      }
      canvas.put(line.keys, row, area.column, CellStyle(isOff ? .muted : .key, bold: !isOff), end: end)
      canvas.put(line.text, row, area.column + keyWidth + 1, CellStyle(isOff ? .muted : .text), end: end)
    }
  }
}

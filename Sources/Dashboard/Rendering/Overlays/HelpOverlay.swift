extension Screen {
  /// The key table in front of the faded screen, with a filter in its title.
  mutating func helpOverlay(_ view: HelpView) {
    let frame = HelpText.frame(columns: grid.columns, rows: grid.rows)
    guard frame.height > 4, frame.width > 12 else { return }
    fade(Area(row: 1, column: 0, width: grid.columns, height: grid.rows - 2), to: .rule)
    clear(frame)
    coverTargets(by: frame, .help)
    border(
      frame, title: "HELP · \(state.comparison == nil ? panelName(state.panel) : "COMPARISON")",
      hint: "Esc closes")
    helpFilter(view, frame)
    let limit = HelpText.scrollLimit(state)
    let scroll = min(view.scroll, limit)
    let space = HelpText.space(frame)
    let inner = Area(row: frame.row + 2, column: frame.column + 2, width: frame.width - 4, height: space)
    let columns = HelpText.columns(state)
    let width = HelpText.columnWidth(frame, count: columns.count)
    for (index, lines) in columns.enumerated() {
      var area = inner
      area.column += index * (width + 4)
      helpLines(Array(lines.dropFirst(scroll)), area, width: width)
    }
    if columns.allSatisfy(\.isEmpty) {
      put("no row matches “\(view.filter.text)” · Esc clears", inner.row, inner.column, CellStyle(.muted))
    }
    let note = "^ is Ctrl, ⇧ is Shift · q quits while the filter is empty"
    put(Characters.cutEnd(note, to: inner.width), frame.endRow - 2, inner.column, CellStyle(.muted))
    if limit > 0 {
      let more = scroll < limit ? "▾ ↑↓ scrolls" : "▴ ↑↓ scrolls"
      put(" \(more) ", frame.endRow - 1, frame.column + 2, CellStyle(.muted), end: frame.endColumn - 1)
    }
  }

  private mutating func helpFilter(_ view: HelpView, _ frame: Area) {
    let end = frame.endColumn - 2
    if view.filter.text.isEmpty {
      let hint = " type to filter "
      if frame.width > 40 { putRight(hint, frame.row, end: end, CellStyle(.muted)) }
      return
    }
    let width = min(max(view.filter.text.count + 1, 12), frame.width / 2)
    put(" filter ", frame.row, end - width - 8, CellStyle(.muted))
    textField(view.filter, frame.row, end - width, end: end)
  }

  /// A panel's name as its title has it.
  func panelName(_ panel: Panel) -> String {
    switch panel {
    case .controls: "CONTROLS"
    case .pools: "POOLS"
    case .prices: "PRICES"
    case .models: "MODELS"
    case .mix: "MIX"
    case .results: "RESULTS"
    }
  }

  private mutating func helpLines(_ lines: [HelpText.Line], _ area: Area, width: Int) {
    let end = area.column + width
    let keyWidth = HelpText.keyWidth(width)
    for (index, line) in lines.prefix(area.height).enumerated() {
      let row = area.row + index
      if line.isHeading {
        title(line.keys, row, area.column, width: width)
      } else {
        let isOff = line.disabled != nil
        if !isOff, !line.binding.isEmpty {
          target(.binding(line.binding), row: row, from: area.column, to: end)
        }
        put(line.keys, row, area.column, CellStyle(isOff ? .muted : .key, bold: !isOff), end: end)
        put(line.text, row, area.column + keyWidth + 1, CellStyle(isOff ? .muted : .text), end: end)
      }
    }
  }

  /// A rounded frame with a title and a hint in its rules.
  mutating func border(_ area: Area, title: String, hint: String) {
    let style = CellStyle(.rule)
    let last = area.endRow - 1
    let side = area.endColumn - 1
    let rule = String(repeating: "─", count: max(0, area.width - 2))
    put("╭" + rule + "╮", area.row, area.column, style)
    put("╰" + rule + "╯", last, area.column, style)
    for row in (area.row + 1)..<max(area.row + 1, last) {
      put("│", row, area.column, style)
      put("│", row, side, style)
    }
    put(" \(title) ", area.row, area.column + 2, CellStyle(.strong, bold: true), end: side)
    if area.width > 30, !hint.isEmpty { putRight(" \(hint) ", last, end: side - 1, CellStyle(.muted)) }
  }
}

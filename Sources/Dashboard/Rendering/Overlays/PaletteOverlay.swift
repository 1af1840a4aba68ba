/// The list of commands in front of the faded screen: a field, what fits it, what the chosen row means.
extension Screen {
  /// Rows of explanation below the list: a rule, four lines and a blank.
  private static let detailRows = 6
  /// Frame heights from which the explanation has room.
  private static let heightWithDetails = 16
  /// Rows of the frame while themes are tried.
  private static let previewHeight = 12

  mutating func paletteOverlay(_ view: PaletteView) {
    let rows = state.paletteRows
    // A theme is judged by the screen behind, so that shows more and keeps its colours.
    let isPreview = state.previewedTheme != nil
    let height = min(grid.rows - 2, isPreview ? Self.previewHeight : 22)
    let width = min(grid.columns, max(20, min(84, grid.columns - 4)))
    let frame = Area(
      row: min(5, max(1, (grid.rows - height) / 2)), column: (grid.columns - width) / 2, width: width,
      height: height)
    guard frame.height > 4, frame.width > 12 else { return commandLine(view) }
    if !isPreview { fade(Area(row: 1, column: 0, width: grid.columns, height: grid.rows - 2), to: .rule) }
    clear(frame)
    coverTargets(by: frame, .palette)
    border(frame, title: "COMMAND", hint: "")
    let count = " \(rows.count) of \(state.paletteSize) "
    if frame.width > 40 { putRight(count, frame.row, end: frame.endColumn - 2, CellStyle(.muted)) }
    let inner = Area(
      row: frame.row + 1, column: frame.column + 1, width: frame.width - 2, height: frame.height - 2)
    put(":", inner.row, inner.column + 1, CellStyle(.key, bold: true))
    textField(view.field, inner.row, inner.column + 3, end: inner.endColumn - 1)
    rule(inner.row + 1, inner)
    let hasDetails = frame.height >= Self.heightWithDetails
    let listHeight = inner.height - 3 - (hasDetails ? Self.detailRows : 0)
    paletteList(
      rows, view,
      Area(row: inner.row + 2, column: inner.column, width: inner.width, height: max(0, listHeight)))
    let foot = inner.endRow - 1
    if hasDetails {
      rule(inner.row + 2 + listHeight, inner)
      if !rows.isEmpty {
        paletteDetails(
          rows[min(view.choice, rows.count - 1)],
          Area(row: inner.row + 3 + listHeight, column: inner.column + 1, width: inner.width - 2, height: 4))
      }
    }
    if let message = state.message, message.kind == .error {
      put(
        Characters.cutEnd("! " + message.text, to: inner.width - 2), foot, inner.column + 1, CellStyle(.bad))
    } else {
      paletteKeys(foot, inner)
    }
  }

  private mutating func rule(_ row: Int, _ inner: Area) {
    put(String(repeating: "─", count: inner.width), row, inner.column, CellStyle(.rule))
  }

  private mutating func paletteList(_ rows: [PaletteRow], _ view: PaletteView, _ area: Area) {
    guard area.height > 0 else { return }
    let end = area.endColumn - 1
    guard !rows.isEmpty else {
      put("no command fits “\(view.field.text)”", area.row, area.column + 2, CellStyle(.muted), end: end)
      return
    }
    let choice = min(view.choice, rows.count - 1)
    let window = ListWindow(count: rows.count, space: area.height, focus: choice)
    var row = area.row
    let shown = rows[window.rows]
    let longest = shown.map { $0.text.count + $0.rest.count + 1 }.max() ?? 0
    // Names may take what their notes leave: a path says more than that it is a sample.
    let notes = shown.map { $0.note(state).shown.count }.max() ?? 0
    let room = max(area.width * 9 / 20, area.width - 12 - notes)
    let textWidth = min(max(longest, 20), room)
    func more(_ mark: String, _ count: Int, _ screen: inout Screen) {
      screen.put("\(mark) \(count) more", row, area.column + 2, CellStyle(.muted), end: end)
      row += 1
    }
    if !window.before.isEmpty { more("▴", window.before.count, &self) }
    for index in window.rows {
      paletteRow(rows[index], row, area, textWidth: textWidth, isChosen: index == choice)
      target(.command(index), row: row, from: area.column, to: area.endColumn)
      row += 1
    }
    if !window.after.isEmpty { more("▾", window.after.count, &self) }
  }

  private mutating func paletteRow(
    _ entry: PaletteRow, _ row: Int, _ area: Area, textWidth: Int, isChosen: Bool
  ) {
    let note = entry.note(state)
    let isOff = note.disabled != nil
    let start = area.column + 2
    let textEnd = start + textWidth
    let text = Characters.cut(entry.text, to: textWidth)
    let place = put(text, row, start, CellStyle(isOff ? .muted : .text, bold: isChosen))
    let rest = Characters.cutEnd(entry.rest, to: max(0, textEnd - place - 1))
    put(rest, row, place + 1, CellStyle(.muted), end: textEnd)
    let keys = isChosen ? "Enter" : entry.keys
    let keysStart = area.endColumn - 1 - keys.count
    let noteStart = textEnd + 2
    put(
      Characters.cutEnd(note.shown, to: max(0, keysStart - 1 - noteStart)), row, noteStart, CellStyle(.muted))
    if keysStart > noteStart { put(keys, row, keysStart, CellStyle(.key)) }
    guard isChosen else { return }
    put("▸", row, area.column, CellStyle(.focus, bold: true))
    paint(row: row, from: area.column, to: area.endColumn, .selection)
  }

  /// Draws the chosen row's meaning, its arguments, its command-line form and the commands run before.
  private mutating func paletteDetails(_ row: PaletteRow, _ area: Area) {
    let usage = row.rest.isEmpty ? row.text : "\(row.text) \(row.rest)"
    let note = row.note(state)
    var lines: [(String, String)] = []
    if let control = row.control, let facts = state.facts(of: control) {
      lines.append((usage, state.meaning(of: control)))
      if row.needsArgument {
        lines.append((row.rest, control.path.rule(in: state.scenario).hint))
        let value = facts.unit == .percent ? row.rest + "%" : row.rest
        let path = control.path.text(in: state.scenario)
        lines.append(("without a screen", "fleetmix plan --set \(path)=\(value)"))
      }
    } else {
      lines.append((usage, note.text))
    }
    if let reason = note.disabled { lines.append(("not now", reason)) }
    while lines.count < 3 { lines.append(("", "")) }
    let last = state.commandHistory.suffix(3).reversed().joined(separator: " · ")
    if !last.isEmpty { lines.append(("last used", last)) }
    let keyWidth = min(max(18, usage.count + 2), area.width / 2)
    for (index, line) in lines.prefix(area.height).enumerated() {
      let isUsage = index == 0
      put(
        Characters.cut(line.0, to: keyWidth - 1), area.row + index, area.column,
        CellStyle(isUsage ? .strong : .muted, bold: isUsage))
      let text = Characters.cutEnd(line.1, to: area.width - keyWidth)
      put(text, area.row + index, area.column + keyWidth, end: area.endColumn)
    }
  }

  private mutating func paletteKeys(_ row: Int, _ inner: Area) {
    let hints = [
      ("↑↓", "choose"), ("Tab", "complete"), ("Enter", "run"), ("^P ^N", "earlier, later"), ("Esc", "close"),
    ]
    var place = inner.column + 1
    for hint in hints where place + hint.0.count + hint.1.count + 1 < inner.endColumn {
      place =
        put([Span(hint.0, CellStyle(.key, bold: true)), Span(" " + hint.1, CellStyle(.muted))], row, place)
        + 2
    }
  }

  /// Draws the field alone, where there is no room for a frame.
  private mutating func commandLine(_ view: PaletteView) {
    let row = max(0, grid.rows - 2)
    clear(Area(row: row, column: 0, width: grid.columns, height: 1))
    put(":", row, 0, CellStyle(.key, bold: true))
    textField(view.field, row, 1, end: grid.columns - 1)
  }
}

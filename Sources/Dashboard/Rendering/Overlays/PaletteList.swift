/// The commands that fit what is typed.
struct PaletteList: Drawable {
  /// What is typed.
  let query: String
  let rows: [PaletteRow]
  /// Index of the row chosen.
  let choice: Int
  /// What a row means now; computed only for the rows shown.
  let note: @Sendable (PaletteRow) -> PaletteNote

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 0 else { return }
    let end = area.endColumn - 1
    guard !rows.isEmpty else {
      let text = "no command fits “\(query)”"
      canvas.put(text, area.row, area.column + 2, CellStyle(.muted), end: end)
      return
    }
    let choice = min(choice, rows.count - 1)
    let window = ListWindow(count: rows.count, space: area.height, focus: choice)
    var row = area.row
    let shown = rows[window.rows]
    let notes = shown.map(note)
    let longest = shown.map { $0.text.count + $0.rest.count + 1 }.max() ?? 0
    // Names may take what their notes leave: a path says more than that it is a sample.
    let room = max(area.width * 9 / 20, area.width - 12 - (notes.map { $0.shown.count }.max() ?? 0))
    let textWidth = min(max(longest, 20), room)
    func more(_ mark: String, _ count: Int, _ canvas: inout Canvas) {
      canvas.put("\(mark) \(count) more", row, area.column + 2, CellStyle(.muted), end: end)
      row += 1
    }
    if !window.before.isEmpty { more("▴", window.before.count, &canvas) }
    for (index, note) in zip(window.rows, notes) {
      Self.draw(
        rows[index], note, isChosen: index == choice, on: &canvas, row, area, textWidth: textWidth)
      canvas.target(.command(index), row: row, from: area.column, to: area.endColumn)
      row += 1
    }
    if !window.after.isEmpty { more("▾", window.after.count, &canvas) }
  }

  private static func draw(
    _ entry: PaletteRow, _ note: PaletteNote, isChosen: Bool, on canvas: inout Canvas, _ row: Int,
    _ area: Area, textWidth: Int
  ) {
    let start = area.column + 2
    let textEnd = start + textWidth
    let text = Characters.cut(entry.text, to: textWidth)
    let role: Role = note.disabled == nil ? .text : .muted
    let place = canvas.put(text, row, start, CellStyle(role, bold: isChosen))
    let rest = Characters.cutEnd(entry.rest, to: max(0, textEnd - place - 1))
    canvas.put(rest, row, place + 1, CellStyle(.muted), end: textEnd)
    let keys = isChosen ? "Enter" : entry.keys
    let keysStart = area.endColumn - 1 - keys.count
    let noteStart = textEnd + 2
    let shown = Characters.cutEnd(note.shown, to: max(0, keysStart - 1 - noteStart))
    canvas.put(shown, row, noteStart, CellStyle(.muted))
    if keysStart > noteStart { canvas.put(keys, row, keysStart, CellStyle(.key)) }
    guard isChosen else { return }
    canvas.put("▸", row, area.column, CellStyle(.focus, bold: true))
    canvas.paint(row: row, from: area.column, to: area.endColumn, .selection)
  }
}

/// The meaning of the chosen command, its arguments, its command-line form and the commands run before.
struct PaletteDetails: Drawable {
  /// Lines before the commands run before.
  private static let textLines = 3

  /// The command with its arguments.
  let usage: String
  /// Names and texts; the first is the usage with its meaning.
  let lines: [(name: String, text: String)]

  /// Creates the details of a row; `lines` follow the usage, `lastUsed` are the commands run before, the last one first.
  init(usage: String, meaning: String, lines: [(name: String, text: String)], lastUsed: [String]) {
    self.usage = usage
    var all = [(name: usage, text: meaning)] + lines
    while all.count < Self.textLines { all.append(("", "")) }
    if !lastUsed.isEmpty { all.append(("last used", lastUsed.joined(separator: " · "))) }
    self.lines = all
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    let keyWidth = min(max(18, usage.count + 2), area.width / 2)
    for (index, line) in lines.prefix(area.height).enumerated() {
      let isUsage = index == 0
      canvas.put(
        Characters.cut(line.name, to: keyWidth - 1), area.row + index, area.column,
        CellStyle(isUsage ? .strong : .muted, bold: isUsage))
      let text = Characters.cutEnd(line.text, to: area.width - keyWidth)
      canvas.put(text, area.row + index, area.column + keyWidth, end: area.endColumn)
    }
  }
}

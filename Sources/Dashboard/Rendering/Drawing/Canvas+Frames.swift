extension Canvas {
  /// Draws a rounded frame with a title and a hint in its rules.
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

  /// Draws text with its cursor; what does not fit scrolls to the left. Returns the column after it.
  @discardableResult
  mutating func textField(_ field: TextField, _ row: Int, _ column: Int, end: Int) -> Int {
    let width = end - column
    guard width > 1 else { return column }
    let start = max(0, field.cursor - (width - 1))
    let shown = Array(field.text).dropFirst(start).prefix(width)
    var place = column
    for (index, character) in shown.enumerated() {
      let isCursor = start + index == field.cursor
      place = put(String(character), row, place, CellStyle(.strong, underline: true, reverse: isCursor))
    }
    if field.cursor == field.text.count { place = put(" ", row, place, CellStyle(.strong, reverse: true)) }
    return place
  }
}

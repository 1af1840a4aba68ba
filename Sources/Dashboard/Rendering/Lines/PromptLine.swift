/// The row above the keys while something is typed or asked.
struct PromptLine: Drawable {
  /// Columns of the field of a figure.
  private static let figureWidth = 24

  /// The forms of a prompt.
  enum Content: Sendable {
    /// A figure with its unit, and what it is now or why it is refused.
    case figure(name: String, TextField, unit: String, note: String, isRefused: Bool)
    /// A line of text after its name.
    case text(name: String, TextField)
    /// A question around a path, which is cut where it is too long.
    case question(before: String, path: String, after: String)
  }

  let content: Content

  init(_ content: Content) { self.content = content }

  func draw(on canvas: inout Canvas, in area: Area) {
    let row = area.row
    let start = area.column + 1
    let end = area.endColumn - 1
    let focus = CellStyle(.focus, bold: true)
    switch content {
    case .figure(let name, let field, let unit, let note, let isRefused):
      var place = canvas.put("\(name) ", row, start, focus, end: end)
      place = canvas.textField(
        field, row, place, end: max(place + 2, min(place + Self.figureWidth, end)))
      place = canvas.put(" \(unit)  ", row, place, CellStyle(.muted), end: end)
      let text = isRefused ? "! \(note)" : note
      canvas.put(text, row, place, CellStyle(isRefused ? .bad : .muted), end: end)
    case .text(let name, let field):
      canvas.textField(field, row, canvas.put(name, row, start, focus, end: end), end: end)
    case .question(let before, let path, let after):
      let room = max(0, end - 1 - before.count - after.count)
      let text = before + Characters.cut(path, to: room) + after
      canvas.put(text, row, start, CellStyle(.strong, bold: true), end: end)
    }
  }
}

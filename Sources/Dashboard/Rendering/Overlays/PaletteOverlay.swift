/// The list of commands in front of the faded screen: a field, what fits it, what the chosen row means.
struct PaletteOverlay: Drawable {
  /// Rows of explanation below the list: a rule, four lines and a blank.
  private static let detailRows = 6
  /// Frame heights from which the explanation has room.
  private static let heightWithDetails = 16
  /// Rows of the frame, and while themes are tried.
  private static let height = 22
  private static let previewHeight = 12
  private static let width = 84

  let field: TextField
  let list: PaletteList
  /// What the chosen row means; nil: there is no row.
  let details: PaletteDetails?
  /// Number of commands there are.
  let commandCount: Int
  /// Why the command typed cannot be run; nil: nothing is wrong.
  let error: String?
  /// Whether a theme is tried: it is judged by the screen behind, so that shows more and keeps its colours.
  let isPreview: Bool

  func draw(on canvas: inout Canvas, in area: Area) {
    let height = min(area.height - 2, isPreview ? Self.previewHeight : Self.height)
    let width = min(area.width, max(20, min(Self.width, area.width - 4)))
    let frame = Area(
      row: min(5, max(1, (area.height - height) / 2)), column: (area.width - width) / 2, width: width,
      height: height)
    guard frame.height > 4, frame.width > 12 else { return drawField(on: &canvas, area) }
    if !isPreview {
      canvas.fade(Area(row: 1, column: 0, width: area.width, height: area.height - 2), to: .rule)
    }
    canvas.clear(frame)
    canvas.coverTargets(by: frame, .palette)
    canvas.border(frame, title: "COMMAND", hint: "")
    if frame.width > 40 {
      let count = " \(list.rows.count) of \(commandCount) "
      canvas.putRight(count, frame.row, end: frame.endColumn - 2, CellStyle(.muted))
    }
    let inner = Area(
      row: frame.row + 1, column: frame.column + 1, width: frame.width - 2, height: frame.height - 2)
    canvas.put(":", inner.row, inner.column + 1, CellStyle(.key, bold: true))
    canvas.textField(field, inner.row, inner.column + 3, end: inner.endColumn - 1)
    Self.drawRule(on: &canvas, inner.row + 1, inner)
    let hasDetails = frame.height >= Self.heightWithDetails
    let listHeight = inner.height - 3 - (hasDetails ? Self.detailRows : 0)
    canvas.draw(list, in: inner.dropping(rows: 2).first(rows: max(0, listHeight)))
    if hasDetails {
      Self.drawRule(on: &canvas, inner.row + 2 + listHeight, inner)
      let place = Area(
        row: inner.row + 3 + listHeight, column: inner.column + 1, width: inner.width - 2, height: 4)
      if let details { canvas.draw(details, in: place) }
    }
    drawFoot(on: &canvas, inner.endRow - 1, inner)
  }

  private static func drawRule(on canvas: inout Canvas, _ row: Int, _ inner: Area) {
    canvas.put(String(repeating: "─", count: inner.width), row, inner.column, CellStyle(.rule))
  }

  /// What is wrong, else the keys.
  private func drawFoot(on canvas: inout Canvas, _ row: Int, _ inner: Area) {
    if let error {
      let text = Characters.cutEnd("! " + error, to: inner.width - 2)
      canvas.put(text, row, inner.column + 1, CellStyle(.bad))
      return
    }
    let hints = [
      ("↑↓", "choose"), ("Tab", "complete"), ("Enter", "run"), ("^P ^N", "earlier, later"), ("Esc", "close"),
    ]
    var place = inner.column + 1
    for (keys, word) in hints where place + keys.count + word.count + 1 < inner.endColumn {
      let spans = [Span(keys, CellStyle(.key, bold: true)), Span(" " + word, CellStyle(.muted))]
      place = canvas.put(spans, row, place) + 2
    }
  }

  /// Draws the field alone, where there is no room for a frame.
  private func drawField(on canvas: inout Canvas, _ area: Area) {
    let row = max(0, area.height - 2)
    canvas.clear(Area(row: row, column: 0, width: area.width, height: 1))
    canvas.put(":", row, 0, CellStyle(.key, bold: true))
    canvas.textField(field, row, 1, end: area.width - 1)
  }
}

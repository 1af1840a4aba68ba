import Planning

/// The routing of each workload type: cells as wide as the room allows, then glyphs.
struct RoutesPanel: Drawable {
  /// Columns of the count, and bounds of the layout's.
  private static let countWidth = 2
  private static let layouts = 8...15
  /// Columns of the widest cell.
  private static let widestCell = 7

  /// The plan, rounded.
  let table: PlanTable
  /// The glyphs of the screen.
  let tier: GlyphTier
  /// The replica that the keys act on; nil: the keys are elsewhere.
  let focus: Int?

  init(_ table: PlanTable, _ state: DashboardState) {
    let panel = PlanPanel(table, state)
    self.table = table
    tier = panel.tier
    focus = panel.focus
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    let count = max(1, table.columnCount)
    let fixed = Self.countWidth + 1
    let layout = min(
      Self.layouts.upperBound,
      max(Self.layouts.lowerBound, area.width - fixed - MatrixForm.narrowestCell * count))
    let width = (area.width - fixed - layout) / count
    let hasCells = width >= MatrixForm.narrowestCell
    var shown = Table(data(layout, cellWidth: hasCells ? min(width, Self.widestCell) : nil))
    shown.focus = focus
    shown.showsFocus = focus != nil
    shown.markedColumns = 2
    canvas.draw(shown, in: area)
    canvas.put("% routed", area.row, area.column, CellStyle(.muted), end: area.column + fixed + layout)
  }

  private func data(_ layout: Int, cellWidth: Int?) -> DataTable {
    let blanks = [String](repeating: "", count: table.columnCount)
    var schema = TableSchema.replicas(heads: table.columnNames ?? blanks, width: cellWidth ?? 1)
    let keys = schema.columns(in: .panel).map(\.head.key)
    schema.media[.panel] = ["count", "layout"] + keys.dropFirst(PlanPanel.figures)
    let sections = table.replicaRows().sections
    var data = DataTable.panel(
      schema, widths: ["layout": layout + 1], sections: sections, total: nil, matrixFrom: 2)
    for index in 0..<2 { data.columns[index].head = "" }
    if cellWidth == nil { data.drawGlyphs(from: 2, names: nil, tier) }
    return data
  }
}

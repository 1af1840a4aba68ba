import Planning

/// Requests/s of each workload type by replica, with the types' sizes: the wide screen's second matrix.
struct AssignmentPanel: Drawable {
  /// Blank columns behind a layout.
  private static let layoutGap = 4

  /// The plan, rounded.
  let table: PlanTable

  /// Rows the panel would like.
  private var height: Int { table.rows.count + 3 + (table.columnNames == nil ? 0 : 2) }

  private func form(_ area: Area) -> MatrixForm? {
    let form = MatrixForm(of: table, room: area.width - PlanPanel.rowWidth - 1)
    return form.width >= MatrixForm.airyCell && area.height >= height ? form : nil
  }

  /// Rows that the panel takes of an area; nil where it has no room.
  func height(in area: Area) -> Int? { form(area).map { _ in height } }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard let form = form(area) else { return }
    canvas.title(
      "ASSIGNMENT", note: "requests of each workload type", heads: Quantity.rate.unit, area.row, area.column,
      width: area.width)
    var (sizes, sections, total) = table.rateRows()
    sections.insert(TableSection(rows: sizes), at: 0)
    let blanks = [String](repeating: "", count: table.columnCount)
    var data = DataTable.panel(
      .replicaRates(heads: table.columnNames ?? blanks, width: form.width),
      widths: ["layout": PlanPanel.rowWidth - 2], sections: sections, total: total, matrixFrom: 2)
    for index in 0..<2 { data.columns[index].head = "" }
    data.columns[1].gap = Self.layoutGap
    var shown = Table(data)
    shown.hasTargets = false
    canvas.draw(
      shown, in: Area(row: area.row + 1, column: area.column, width: area.width, height: height - 1))
  }
}

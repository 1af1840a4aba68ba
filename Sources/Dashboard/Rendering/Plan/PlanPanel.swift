import Planning

/// Replicas, what they cost, and which part of each workload type they serve.
struct PlanPanel: Drawable {
  /// Columns of a plan row left of the matrix.
  static let rowWidth = 35
  /// Columns of the table that these are.
  static let figures = 6

  /// The plan, rounded.
  let table: PlanTable
  /// The glyphs of the screen.
  let tier: GlyphTier
  /// The replica that the keys act on; nil: the keys are elsewhere.
  let focus: Int?
  /// Whether the panel has the keys.
  let isFocused: Bool
  /// The question that the plan answers, in words; nil: it is the present one.
  let formerQuestion: String?
  /// Whether it has a title.
  var hasTitle = true

  init(_ table: PlanTable, _ state: DashboardState, hasTitle: Bool = true) {
    self.table = table
    tier = state.display.glyphs
    isFocused = state.panel == .results
    focus = isFocused && !state.choosesChange ? state.tables.focusedRow[.results] ?? 0 : nil
    formerQuestion = state.infeasibility == nil ? nil : state.objectiveText(state.solved.planScenario)
    self.hasTitle = hasTitle
  }

  /// Rows the panel would like, its title and heads included.
  static func height(_ table: PlanTable) -> Int { table.rows.count + 3 }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 2 else { return }
    let form = MatrixForm(of: table, room: area.width - Self.rowWidth - 1)
    var body = area
    if hasTitle {
      drawTitle(form, on: &canvas, area)
      canvas.target(.panel(.results), row: area.row, from: area.column, to: area.endColumn)
      body = area.dropping(rows: 1)
    }
    var shown = Table(data(form))
    shown.focus = focus
    shown.showsFocus = focus != nil
    shown.markedColumns = Self.figures
    canvas.draw(shown, in: body)
  }

  private func drawTitle(_ form: MatrixForm, on canvas: inout Canvas, _ area: Area) {
    let count = table.plan.replicas.reduce(0) { $0 + $1.count }
    let measured = Numbers.percent(table.plan.measuredShare)
    let note = "\(count) replica\(count == 1 ? "" : "s") · \(measured) % of req/s measured"
    var heads = ""
    if case .cells = form { heads = table.columnNames == nil ? "% routed" : "% routed · last row req/s" }
    if let formerQuestion {
      canvas.title(
        "LAST PLAN", note: "answers \(formerQuestion)", heads: heads, area.row, area.column,
        width: area.width, role: .stale)
    } else {
      canvas.title(
        "PLAN", note: note, heads: heads, area.row, area.column, width: area.width, isFocused: isFocused)
    }
  }

  private func data(_ form: MatrixForm) -> DataTable {
    let (sections, total) = table.replicaRows()
    let blanks = [String](repeating: "", count: table.columnCount)
    let schema =
      form == .none
      ? TableSchema.replicas : .replicas(heads: table.columnNames ?? blanks, width: form.width)
    var data = DataTable.panel(schema, sections: sections, total: total, matrixFrom: Self.figures)
    if form == .glyphs { data.drawGlyphs(from: Self.figures, names: table.columnNames, tier) }
    return data
  }
}

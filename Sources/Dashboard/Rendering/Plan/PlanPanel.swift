import Planning

/// Replicas, what they cost, and which part of each workload type they serve.
struct PlanPanel: Drawable {
  /// Columns of a plan row left of the matrix.
  static let rowWidth = 35
  /// Columns of the table that these are.
  static let figures = 6
  /// Columns of the letter of a configuration.
  private static let letterWidth = 2

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
  /// The letters and hues that machines show the configurations by; nil where none are rented whole.
  private let strip: MachineStrip?

  init(_ table: PlanTable, _ state: DashboardState, hasTitle: Bool = true) {
    self.table = table
    strip = table.scenario.rentsMachines ? MachineStrip(table.plan, table.scenario) : nil
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
    shown.markedColumns = Self.figures + (strip == nil ? 0 : 1)
    canvas.draw(shown, in: body)
  }

  private func drawTitle(_ form: MatrixForm, on canvas: inout Canvas, _ area: Area) {
    let count = table.plan.replicas.reduce(0) { $0 + $1.count }
    let measured = Numbers.percent(table.plan.measuredShare)
    let replicas = "\(count) replica\(count == 1 ? "" : "s")"
    let note =
      table.scenario.rentsMachines
      ? "\(replicas) · \(table.plan.rentedTotals(in: table.scenario).text) · \(measured) % measured"
      : "\(replicas) · \(measured) % of req/s measured"
    var heads = ""
    if case .cells = form {
      // The note on machines leaves less room.
      let last = table.scenario.rentsMachines ? "last req/s" : "last row req/s"
      heads = table.columnNames == nil ? "% routed" : "% routed · \(last)"
    }
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
    // Letters stand where the longest layouts would.
    var layout = schema.columns.first { $0.head.key == "layout" }?.head.width.least ?? 0
    if strip != nil { layout -= Self.letterWidth }
    var data = DataTable.panel(
      schema, widths: ["layout": layout], sections: sections, total: total, matrixFrom: Self.figures)
    if form == .glyphs { data.drawGlyphs(from: Self.figures, names: table.columnNames, tier) }
    if let strip { addLetters(of: strip, to: &data) }
    return data
  }

  /// Puts the letter of each configuration, by which the machines name it, before its row.
  private func addLetters(of strip: MachineStrip, to data: inout DataTable) {
    let replicas = table.rows.compactMap { if case .replica(let index) = $0 { index } else { nil } }
    data.columns.insert(DataTable.Column(head: "", width: Self.letterWidth, isLeft: true), at: 0)
    var place = 0
    data.changeRows { row, isItem in
      guard isItem, replicas.indices.contains(place) else {
        return row.cells.insert(DataTable.Cell("", row.cells.first?.style ?? CellStyle()), at: 0)
      }
      row.cells.insert(
        DataTable.Cell(
          String(strip.letter(replicas[place])), CellStyle(strip.hue(replicas[place]), bold: true)),
        at: 0)
      place += 1
    }
  }
}

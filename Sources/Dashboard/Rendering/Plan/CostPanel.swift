import Planning

/// $ per 10^6 tokens by model and pool, and by workload type where the width allows.
struct CostPanel: Drawable {
  /// Columns of each of the three figures where they stand at the right edge, without the matrix.
  private static let wideFigure = 7
  /// Columns of a name beside the matrix.
  private static let nameWidth = 16

  /// The costs.
  let cost: CostTable
  /// The plan, rounded.
  let table: PlanTable
  /// Whether it has a title.
  var hasTitle = true
  /// Whether it is the models and their sum alone.
  var isCompact = false

  init(_ cost: CostTable, _ table: PlanTable, hasTitle: Bool = true, isCompact: Bool = false) {
    self.cost = cost
    self.table = table
    self.hasTitle = hasTitle
    self.isCompact = isCompact
  }

  /// Rows the panel would like.
  static func height(_ cost: CostTable) -> Int { cost.models.count + cost.pools.count + 3 }

  /// The matrix, which needs some air.
  private func form(_ area: Area) -> MatrixForm {
    let room = area.width - PlanPanel.rowWidth - 1
    let form = isCompact ? MatrixForm.none : MatrixForm(of: table, room: room)
    let isTight =
      form == .cells(MatrixForm.narrowestCell) && table.columnCount * MatrixForm.airyCell > room
    return form == .glyphs || isTight ? .none : form
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    let form = form(area)
    // Without the matrix the heads have room in the title.
    let hasHeads = form != .none || !hasTitle
    let space = area.height - (hasTitle ? 1 : 0) - (hasHeads ? 1 : 0) - 1
    let data = data(form, width: area.width, space: space)
    if hasTitle {
      canvas.title(
        "COST", note: Quantity.tokenCost.unit, heads: hasHeads ? "total per workload" : data.headText,
        area.row, area.column, width: area.width)
    }
    var shown = Table(data)
    shown.hasHeads = hasHeads
    shown.hasTargets = false
    canvas.draw(shown, in: area.dropping(rows: hasTitle ? 1 : 0))
  }

  private func data(_ form: MatrixForm, width: Int, space: Int) -> DataTable {
    var rows = cost.models.count <= space ? cost.models : []
    if !isCompact, rows.count + cost.pools.count <= space {
      rows += cost.pools.map { pool in
        var row = pool
        row.name = " on \(pool.name)"
        return row
      }
    }
    let blanks = [String](repeating: "", count: table.columnCount)
    let hasMatrix = form != .none
    let schema =
      hasMatrix ? TableSchema.costs(heads: table.columnNames ?? blanks, width: form.width) : .costs
    let figure = hasMatrix ? nil : Self.wideFigure
    var widths = ["name": figure.map { width - 3 * $0 } ?? Self.nameWidth]
    for key in ["input", "output", "total"] { widths[key] = figure }
    var data = DataTable(
      schema, in: .panel, widths: widths, sections: [TableSection(rows: rows)], total: cost.all)
    data.columns[0].head = ""
    data.columns[0].gap = hasMatrix ? 1 : 0
    for index in 1...3 { data.columns[index].gap = 0 }
    if hasMatrix, data.columns.count > 4 {
      // One column more apart from the three figures.
      data.columns[4].width += 1
      data.columns[4].gap += 1
    }
    data.changeRows { row, _ in
      // Of a model only the total counts beside the others.
      if row.cells[0].style == CellStyle(emphasis: .subtotal) {
        for index in 1...2 { row.cells[index].style.bold = false }
      }
    }
    return data
  }
}

extension DataTable {
  /// The heads of the figures at the right edge, as a title has them; the rule ends where figures of five begin.
  fileprivate var headText: String {
    let texts = columns.dropFirst().map { column in
      String(repeating: " ", count: max(0, column.width - column.head.count)) + column.head
    }
    return String(texts.joined().dropFirst(2))
  }
}

/// What each workload type costs, where the matrix of costs has no room.
struct WorkloadPanel: Drawable {
  /// The plan.
  let plan: Plan
  /// Shortens a model's name; nil: there is but one model.
  let names: [String: String]

  init(_ table: PlanTable, shortName: (String) -> String) {
    plan = table.plan
    let models = table.scenario.models.map(\.name)
    names =
      models.count > 1
      ? Dictionary(models.map { ($0, shortName($0)) }, uniquingKeysWith: { first, _ in first }) : [:]
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 2 else { return }
    let rows = WorkloadRow.rows(of: plan)
    let schema = TableSchema.workloads
    let figures = schema.columns(in: .panel).dropFirst().reduce(0) { $0 + $1.head.width.least }
    var data = DataTable(
      schema, in: .panel, widths: ["workload": area.width - figures], sections: [TableSection(rows: rows)],
      total: nil)
    for index in data.columns.indices { data.columns[index].gap = 0 }
    for (place, workload) in plan.workloads.enumerated() {
      let name = names[workload.model].map { "\($0) " } ?? ""
      data.sections[0].rows[place].cells[0].text = name + workload.workload
    }
    canvas.title(
      "BY WORKLOAD", heads: String(data.headText.drop { $0 == " " }), area.row, area.column,
      width: area.width)
    var shown = Table(data)
    shown.hasHeads = false
    shown.hasTargets = false
    canvas.draw(shown, in: area.dropping(rows: 1))
  }
}

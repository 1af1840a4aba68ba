import Planning
import Serving

/// The form of the matrix beside the plan's rows.
enum MatrixForm: Sendable, Equatable {
  /// Percentages in cells of this many columns.
  case cells(Int)
  /// One glyph per workload type.
  case glyphs
  case none
}

extension Screen {
  /// Columns of a matrix cell whose workload type has a long name; wider, figures would be too far apart.
  static let widestCell = 12
  /// Columns of a plan row left of the matrix.
  static let planRowWidth = 35

  /// Returns the form in which a matrix of `columns` columns fits in `room`.
  func matrixForm(_ columns: Int, room: Int) -> MatrixForm {
    guard columns > 0 else { return .none }
    let names = state.solved.planScenario.models.flatMap { $0.workloads.map(\.name.count) }
    let wanted = min(Self.widestCell, max(5, (names.max() ?? 0) + 1))
    for width in stride(from: wanted, through: 4, by: -1) where columns * width <= room {
      return .cells(width)
    }
    return columns + 2 <= room ? .glyphs : .none
  }

  /// Rows the plan panel would like, its title and heads included.
  static func planHeight(_ table: PlanTable) -> Int { table.rows.count + 3 }

  /// Replicas, what they cost, and which part of each workload type they serve.
  mutating func planPanel(_ table: PlanTable, _ area: Area, hasTitle: Bool = true) {
    guard area.height > 2 else { return }
    let form = matrixForm(table.columnCount, room: area.width - Self.planRowWidth - 1)
    var row = area.row
    if hasTitle {
      planTitle(table, form, area)
      target(.panel(.results), row: row, from: area.column, to: area.endColumn)
      row += 1
    }
    let bodySpace = area.endRow - row - 2
    planHeads(table, form, row, area)
    row += 1
    // The focused row is a replica; its model's subtotal is one row above the first.
    let focusedReplica =
      state.panel == .results && !state.choosesChange ? state.tables.focusedRow[.results] ?? 0 : nil
    let focus = table.rows.firstIndex { $0 == focusedReplica.map { .replica($0) } } ?? 0
    let window = ListWindow(count: table.rows.count, space: bodySpace, focus: focus)
    if !window.before.isEmpty {
      put("▴ \(window.before.count) rows", row, area.column, CellStyle(.muted))
      row += 1
    }
    for entry in table.rows[window.rows] {
      planRow(table, entry, form, row, area, isFocused: focusedReplica.map { .replica($0) } == entry)
      row += 1
    }
    if !window.after.isEmpty {
      put("▾ \(window.after.count) rows", row, area.column, CellStyle(.muted))
      row += 1
    }
    planTotal(table, form, row, area)
  }

  private mutating func planTitle(_ table: PlanTable, _ form: MatrixForm, _ area: Area) {
    let count = table.plan.replicas.reduce(0) { $0 + $1.count }
    let measured = Numbers.percent(table.plan.measuredShare)
    let note = "\(count) replica\(count == 1 ? "" : "s") · \(measured) % of req/s measured"
    var heads = ""
    if case .cells = form { heads = table.columnNames == nil ? "% routed" : "% routed · last row req/s" }
    if state.infeasibility != nil {
      let why = "answers \(state.objectiveText(state.solved.planScenario))"
      title("LAST PLAN", note: why, heads: heads, area.row, area.column, width: area.width, role: .stale)
    } else {
      title(
        "PLAN", note: note, heads: heads, area.row, area.column, width: area.width,
        isFocused: state.panel == .results)
    }
  }

  private mutating func planHeads(_ table: PlanTable, _ form: MatrixForm, _ row: Int, _ area: Area) {
    let muted = CellStyle(.muted)
    let left = area.column
    putRight("n", row, end: left + 2, muted)
    put("layout", row, left + 3, muted)
    putRight("$/h", row, end: left + 22, muted)
    putRight("util", row, end: left + 27, muted)
    putRight("req/s", row, end: left + 33, muted)
    putRight("s", row, end: left + 35, muted)
    let start = left + Self.planRowWidth
    switch form {
    case .cells(let width):
      for (index, name) in (table.columnNames ?? []).enumerated() {
        putRight(Characters.cut(name, to: width - 1), row, end: start + (index + 1) * width, muted)
      }
    case .glyphs:
      for index in 0..<table.columnCount { put(String((index + 1) % 10), row, start + 2 + index, muted) }
    case .none: break
    }
  }

  private mutating func planRow(
    _ table: PlanTable, _ entry: PlanTable.Row, _ form: MatrixForm, _ row: Int, _ area: Area, isFocused: Bool
  ) {
    let left = area.column
    switch entry {
    case .model(let index):
      let bold = CellStyle(.text, bold: true)
      let name = table.scenario.models[index].name
      put(Characters.cut(name, to: 15), row, left, bold)
      putRight(hundredths(table.modelCost[index]), row, end: left + 22, bold)
      putRight(hundredths(table.modelRate[index]), row, end: left + 33, bold)
      if table.columnNames == nil, case .cells(let width) = form {
        for (place, workload) in table.scenario.models[index].workloads.enumerated() {
          let end = left + Self.planRowWidth + (place + 1) * width
          putRight(Characters.cut(workload.name, to: width - 1), row, end: end, CellStyle(.muted))
        }
      }
    case .replica(let index):
      let replica = table.plan.replicas[index]
      target(.replica(index), row: row, from: left - 1, to: area.endColumn)
      if isFocused { put("▸", row, left - 1, CellStyle(.focus, bold: true)) }
      putRight(String(replica.count), row, end: left + 2, CellStyle(.strong, bold: true))
      put(Characters.cut(replica.layout, to: 13), row, left + 3)
      putRight(hundredths(table.replicaCost[index]), row, end: left + 22)
      let utilization = Numbers.percent(replica.utilization)
      putRight([Span(utilization), Span("%", CellStyle(.muted))], row, end: left + 27)
      putRight(hundredths(table.replicaRate[index]), row, end: left + 33)
      putSource(replica.provenance, row, left + 34)
      if isFocused { paint(row: row, from: left, to: left + Self.planRowWidth, .selection) }
      matrixRow(table, index, form, row, left + Self.planRowWidth)
    }
  }

  /// `m`, `i` or `e`; what was not measured is underlined.
  mutating func putSource(_ provenance: Provenance, _ row: Int, _ column: Int) {
    let letter = String(provenance.kind.prefix(1))
    let isMeasured = provenance.rank == 0
    put(letter, row, column, CellStyle(isMeasured ? .muted : .est, underline: !isMeasured))
  }

  mutating func matrixRow(_ table: PlanTable, _ replica: Int, _ form: MatrixForm, _ row: Int, _ start: Int) {
    let model = table.scenario.models.first { $0.name == table.plan.replicas[replica].model }
    for (index, percent) in table.percent[replica].enumerated() {
      guard index < model?.workloads.count ?? 0 else { break }
      switch form {
      case .cells(let width):
        let end = start + (index + 1) * width
        guard let percent else {
          putRight("·", row, end: end, CellStyle(.rule))
          continue
        }
        let ground = Self.ground(percent)
        let ink = CellStyle(.text, on: ground)
        let fieldWidth = min(4, width - 1)
        put(String(repeating: " ", count: fieldWidth), row, end - fieldWidth, ink)
        putRight(percent == 0 ? "<1" : String(percent), row, end: end, ink)
      case .glyphs:
        let glyph = Glyphs.share(Double(percent ?? 0) / 100, state.display.glyphs)
        let hidden: Character = percent == 0 ? Glyphs.share(0.01, state.display.glyphs) : glyph
        put(String(hidden), row, start + 2 + index, CellStyle(percent == nil ? .rule : .fill))
      case .none: break
      }
    }
  }

  /// Returns the ground for a share, from a scale of four.
  static func ground(_ percent: Int) -> Ground {
    switch percent {
    case ..<25: .h1
    case ..<50: .h2
    case ..<100: .h3
    default: .h4
    }
  }

  private mutating func planTotal(_ table: PlanTable, _ form: MatrixForm, _ row: Int, _ area: Area) {
    guard row < area.endRow else { return }
    let left = area.column
    let bold = CellStyle(.strong, bold: true)
    put("total", row, left, bold)
    putRight(hundredths(table.totalCost), row, end: left + 22, bold)
    putRight(hundredths(table.totalRate), row, end: left + 33, bold)
    let start = left + Self.planRowWidth
    switch form {
    case .cells(let width):
      for index in 0..<table.columnCount {
        guard let rate = table.columnRate(index) else { continue }
        let decimals = rate < 99.95 ? 1 : 0
        let text = rate < 9999.5 ? Numbers.fixed(rate, decimals) : Numbers.amount(rate, decimals: 0)
        putRight(text, row, end: start + (index + 1) * width, CellStyle(.muted))
      }
    case .glyphs:
      guard let names = table.columnNames, let first = names.first, let last = names.last else { return }
      let room = table.columnCount
      guard names.count > 1, first.count + last.count < room else { return }
      put(first, row, start + 2, CellStyle(.muted))
      putRight(last, row, end: start + 2 + room, CellStyle(.muted))
    case .none: break
    }
  }

  /// Hundredths as a figure with two decimals, in six columns.
  func hundredths(_ units: Int) -> String { Numbers.hundredths(units) }
}

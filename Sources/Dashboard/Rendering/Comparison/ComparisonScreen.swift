import Planning
import Serving

/// Plans side by side, and the way from one to another.
struct ComparisonScreen: Drawable {
  let layout: ComparisonLayout
  /// Plans that have no room for a column.
  let hiddenPlans: Int
  /// Names of models as short as tells them apart, by their names.
  let shortNames: [String: String]
  /// Columns of the longest of them.
  let nameWidth: Int
  /// The models that the plan shown serves.
  let served: [ServedModel]

  /// Creates the screen of a layout among `planCount` plans of a scenario's models.
  init(
    _ layout: ComparisonLayout, planCount: Int, models: [ServedModel], shortNames: [String: String],
    served: [ServedModel]
  ) {
    self.layout = layout
    hiddenPlans = planCount - layout.plans.count
    self.shortNames = shortNames
    nameWidth = models.map { (shortNames[$0.name] ?? $0.name).count }.max() ?? 0
    self.served = served
  }

  private func shortName(_ model: String) -> String { shortNames[model] ?? model }

  func draw(on canvas: inout Canvas, in area: Area) {
    let top = area.row
    let table = Area(row: top, column: area.column, width: layout.tableWidth, height: area.height)
    drawHeads(on: &canvas, table)
    let first = min(layout.comparison.scroll, layout.scrollLimit)
    let bodyRow = top + ComparisonLayout.headRows
    for place in 0..<layout.space {
      let row = bodyRow + place
      let index = first + place
      if index < layout.rows.count { draw(layout.rows[index], on: &canvas, row, table) }
      guard !layout.isSideBySide else { continue }
      let step = index - layout.rows.count - 1
      if layout.steps.indices.contains(step) { draw(layout.steps[step], on: &canvas, row, table) }
    }
    let rest = (layout.isSideBySide ? layout.rows.count : layout.contentRows) - first - layout.space
    Self.drawMore(rest, on: &canvas, bodyRow + layout.space - 1, table)
    guard layout.isSideBySide else { return }
    let column = table.endColumn + 4
    let right = Area(
      row: top, column: column, width: min(ComparisonLayout.widestSteps, area.endColumn - column),
      height: area.height)
    // The right side starts beside the heads and scrolls by itself as far as it needs to.
    let rightSpace = layout.space + ComparisonLayout.headRows
    let rightFirst = min(first, max(0, layout.steps.count - rightSpace))
    for (place, step) in layout.steps.dropFirst(rightFirst).prefix(rightSpace).enumerated() {
      draw(step, on: &canvas, top + place, right)
    }
    Self.drawMore(
      layout.steps.count - rightFirst - rightSpace, on: &canvas, top + rightSpace - 1, right)
  }

  /// In place of the last row that fits: how many are below.
  private static func drawMore(_ hidden: Int, on canvas: inout Canvas, _ row: Int, _ area: Area) {
    guard hidden > 0 else { return }
    canvas.clear(Area(row: row, column: area.column, width: area.width, height: 1))
    canvas.put("▾ \(hidden + 1) rows", row, area.column, CellStyle(.muted))
  }

  /// Letters and names of the plans; the reference's and the chosen one's stand out.
  private func drawHeads(on canvas: inout Canvas, _ area: Area) {
    canvas.title("FIGURES", note: note, area.row, area.column, width: area.width, isFocused: true)
    for (index, plan) in layout.plans.enumerated() {
      let end = planEnd(index, area)
      let isSelected = plan.mark == layout.selected.mark
      let role: Role = plan.mark == .now ? .strong : .ref
      let style = CellStyle(role, bold: true, underline: isSelected)
      canvas.putRight(isSelected ? "▸\(plan.title)" : plan.title, area.row + 1, end: end, style)
      let nameRole: Role = plan.plan == nil ? .bad : plan.mark == .now ? .changed : .muted
      let room = ComparisonLayout.planWidth + (index > 1 ? ComparisonLayout.deltaWidth : 0)
      let nameWidth = index == 0 ? end - area.column : room - 1
      canvas.putRight(
        Characters.cutEnd(plan.name, to: nameWidth), area.row + 2, end: end,
        CellStyle(nameRole))
      if index > 0 {
        let note = CellStyle(.muted)
        canvas.put("against \(layout.reference.title)", area.row + 1, end + 1, note, end: end + 10)
      }
    }
  }

  private var note: String {
    hiddenPlans > 0 ? "\(hiddenPlans) more plan\(hiddenPlans == 1 ? "" : "s"): ← →" : ""
  }

  private func planEnd(_ index: Int, _ area: Area) -> Int {
    let first = area.column + layout.labelWidth + layout.unitWidth + ComparisonLayout.firstWidth
    let each = ComparisonLayout.planWidth + ComparisonLayout.deltaWidth
    return index == 0 ? first : first + index * each - ComparisonLayout.deltaWidth
  }

  private func draw(_ entry: ComparisonRow, on canvas: inout Canvas, _ row: Int, _ area: Area) {
    switch entry {
    case .blank: break
    case .title(let name, let note): canvas.title(name, note: note, row, area.column, width: area.width)
    case .words(let label, let texts):
      canvas.put(Characters.cut(label, to: layout.labelWidth - 1), row, area.column)
      for (index, text) in texts.enumerated() {
        let end = planEnd(index, area)
        canvas.putRight(text, row, end: end, valueStyle(layout.plans[index]))
        if index > 0 {
          let isSame = text == texts[0]
          canvas.put(isSame ? "=" : "≠", row, end + 1, CellStyle(isSame ? .muted : .changed))
        }
      }
    case .figure(let label, let unit, let values, let decimals, let isMoreGood):
      canvas.put(Characters.cut(label, to: layout.labelWidth - 1), row, area.column)
      if layout.unitWidth > 0 { canvas.put(unit, row, area.column + layout.labelWidth, CellStyle(.muted)) }
      for (index, value) in values.enumerated() {
        let end = planEnd(index, area)
        let text = value.map { comparedFigure($0, decimals) } ?? Numbers.none
        canvas.putRight(text, row, end: end, valueStyle(layout.plans[index]))
        guard index > 0 else { continue }
        canvas.put(
          distance(value, values[0], decimals, isMoreGood: isMoreGood), row, end + 1, end: end + 10)
      }
    case .count(let model, let name, let counts):
      let short = model.isEmpty ? "" : Characters.cut(shortName(model), to: 8)
      let indent = model.isEmpty ? 0 : min(8, nameWidth) + 1
      canvas.put(short, row, area.column, CellStyle(.muted))
      let nameWidth = layout.labelWidth + layout.unitWidth - indent - 1
      canvas.put(Characters.cut(name, to: nameWidth), row, area.column + indent)
      for (index, count) in counts.enumerated() {
        let end = planEnd(index, area)
        let text = count.map { $0 == 0 ? "·" : String($0) } ?? Numbers.none
        canvas.putRight(text, row, end: end, count == 0 ? CellStyle(.rule) : valueStyle(layout.plans[index]))
        guard index > 0, let count, let reference = counts[0], count != 0 || reference != 0 else { continue }
        let isSame = count == reference
        let change = distance(Double(count), Double(reference), 0, isMoreGood: nil)
        canvas.put(change.map { Span($0.text, CellStyle(isSame ? .muted : .changed)) }, row, end + 1)
      }
    }
  }

  private func valueStyle(_ plan: ComparedPlan) -> CellStyle {
    plan.mark == .now ? CellStyle(.strong, bold: true) : CellStyle()
  }

  /// A figure in eight columns.
  private func comparedFigure(_ value: Double, _ decimals: Int) -> String {
    value.magnitude >= Numbers.raiseFrom
      ? Numbers.amount(value, decimals: min(decimals, 2)) : Numbers.fixed(value, decimals)
  }

  /// Arrow, sign and figure of a distance; its colour says whether it is a better or a worse one.
  private func distance(_ value: Double?, _ reference: Double?, _ decimals: Int, isMoreGood: Bool?) -> [Span]
  {
    guard let value, let reference else {
      return value == nil && reference == nil ? [] : [Span("≠", CellStyle(.muted))]
    }
    // Raised figures are in another unit than their distance would be.
    guard max(value.magnitude, reference.magnitude) < Numbers.raiseFrom else { return [] }
    guard let delta = Numbers.delta(value, reference, decimals) else { return [Span("=", CellStyle(.muted))] }
    let role: Role = isMoreGood.map { $0 == delta.isMore ? .good : .bad } ?? .muted
    return [Span("\(delta.isMore ? "▲" : "▼") \(delta.text)", CellStyle(role))]
  }

  // MARK: From one plan to another

  private func draw(_ step: ComparisonLayout.Step, on canvas: inout Canvas, _ row: Int, _ area: Area) {
    let unitEnd = area.endColumn
    let moneyEnd = unitEnd - 4
    switch step {
    case .blank: break
    case .title(let name, let heads): canvas.title(name, heads: heads, row, area.column, width: area.width)
    case .note(let text): canvas.put(text, row, area.column, CellStyle(.muted), end: area.endColumn)
    case .sum(let mark, let word, let count, let cents):
      let role: Role = mark == "+" ? .good : mark == "−" ? .bad : .muted
      canvas.put(String(mark), row, area.column, CellStyle(role, bold: true))
      let bold = CellStyle(.strong, bold: true)
      canvas.put(word, row, area.column + 2, bold)
      canvas.putRight(String(count), row, end: area.column + 10, bold)
      canvas.putRight(Numbers.hundredths(cents), row, end: moneyEnd, bold)
      canvas.putRight("$/h", row, end: unitEnd, CellStyle(.muted))
    case .replicas(let change, let cents, let isQuiet):
      let style = CellStyle(isQuiet ? .muted : .text)
      canvas.putRight(String(change.count), row, end: area.column + 4, style)
      let model = Characters.cut(shortName(change.model), to: 8)
      let modelColumn = moneyEnd - 20
      canvas.put(
        Characters.cut(change.layout, to: modelColumn - area.column - 6), row, area.column + 5, style)
      canvas.put(model, row, modelColumn, CellStyle(.muted))
      canvas.putRight(Numbers.hundredths(cents), row, end: moneyEnd - 4, style)
    case .flow(let flow, let rate): draw(flow, rate: rate, on: &canvas, row, area)
    }
  }

  private func draw(
    _ flow: PlanTransition.Flow, rate: Int, on canvas: inout Canvas, _ row: Int, _ area: Area
  ) {
    let muted = CellStyle(.muted)
    let nameWidth = min(8, served.flatMap { $0.workloads.map(\.name.count) }.max() ?? 2)
    let modelWidth = served.count > 1 ? min(8, served.map { shortName($0.name).count }.max() ?? 0) : 0
    var place = area.column
    canvas.put(Characters.cut(flow.workload, to: nameWidth), row, place)
    place += nameWidth + 1
    if modelWidth > 0 {
      canvas.put(Characters.cut(shortName(flow.model), to: modelWidth), row, place, muted)
      place += modelWidth + 1
    }
    let pointsEnd = area.endColumn - 8
    let width = max(4, (pointsEnd - 4 - place - 2) / 2)
    canvas.put(Characters.cut(flow.from ?? "new", to: width), row, place, muted)
    canvas.put("→", row, place + width, CellStyle(.rule))
    canvas.put(Characters.cut(flow.to ?? "ends", to: width), row, place + width + 2)
    canvas.putRight(Numbers.percent(flow.fraction), row, end: pointsEnd)
    canvas.putRight(Numbers.hundredths(rate), row, end: area.endColumn)
  }
}

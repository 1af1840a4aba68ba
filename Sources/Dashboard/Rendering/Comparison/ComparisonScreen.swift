import Planning

extension Screen {
  /// Plans side by side, and the way from one to another.
  mutating func comparisonScreen() {
    guard let layout = ComparisonLayout(state) else { return }
    let top = 2
    let body = Area(row: top, column: 1, width: grid.columns - 2, height: grid.rows - 2 - top)
    let table = Area(row: top, column: 1, width: layout.tableWidth, height: body.height)
    comparisonHeads(layout, table)
    let first = min(layout.comparison.scroll, layout.scrollLimit)
    let bodyRow = top + ComparisonLayout.headRows
    for place in 0..<layout.space {
      let row = bodyRow + place
      let index = first + place
      if index < layout.rows.count { comparisonRow(layout.rows[index], layout, row, table) }
      guard !layout.isSideBySide else { continue }
      let step = index - layout.rows.count - 1
      if layout.steps.indices.contains(step) { transitionRow(layout.steps[step], row, table) }
    }
    let rest = (layout.isSideBySide ? layout.rows.count : layout.contentRows) - first - layout.space
    moreRows(rest, bodyRow + layout.space - 1, table)
    guard layout.isSideBySide else { return }
    let column = table.endColumn + 4
    let right = Area(
      row: top, column: column, width: min(ComparisonLayout.widestSteps, grid.columns - 1 - column),
      height: body.height)
    // The right side starts beside the heads and scrolls by itself as far as it needs to.
    let rightSpace = layout.space + ComparisonLayout.headRows
    let rightFirst = min(first, max(0, layout.steps.count - rightSpace))
    for (place, step) in layout.steps.dropFirst(rightFirst).prefix(rightSpace).enumerated() {
      transitionRow(step, top + place, right)
    }
    moreRows(layout.steps.count - rightFirst - rightSpace, top + rightSpace - 1, right)
  }

  /// In place of the last row that fits: how many are below.
  private mutating func moreRows(_ hidden: Int, _ row: Int, _ area: Area) {
    guard hidden > 0 else { return }
    clear(Area(row: row, column: area.column, width: area.width, height: 1))
    put("▾ \(hidden + 1) rows", row, area.column, CellStyle(.muted))
  }

  /// Letters and names of the plans; the reference's and the chosen one's stand out.
  private mutating func comparisonHeads(_ layout: ComparisonLayout, _ area: Area) {
    title("FIGURES", note: comparisonNote(layout), area.row, area.column, width: area.width, isFocused: true)
    for (index, plan) in layout.plans.enumerated() {
      let end = planEnd(index, layout, area)
      let isSelected = plan.mark == layout.selected.mark
      let role: Role = plan.mark == .now ? .strong : .ref
      let style = CellStyle(role, bold: true, underline: isSelected)
      putRight(isSelected ? "▸\(plan.title)" : plan.title, area.row + 1, end: end, style)
      let nameRole: Role = plan.plan == nil ? .bad : plan.mark == .now ? .changed : .muted
      let room = ComparisonLayout.planWidth + (index > 1 ? ComparisonLayout.deltaWidth : 0)
      let nameWidth = index == 0 ? end - area.column : room - 1
      putRight(
        Characters.cutEnd(plan.name, to: nameWidth), area.row + 2, end: end,
        CellStyle(nameRole))
      if index > 0 {
        let note = CellStyle(.muted)
        put("against \(layout.reference.title)", area.row + 1, end + 1, note, end: end + 10)
      }
    }
  }

  private func comparisonNote(_ layout: ComparisonLayout) -> String {
    let hidden = state.comparedPlans.count - layout.plans.count
    return hidden > 0 ? "\(hidden) more plan\(hidden == 1 ? "" : "s"): ← →" : ""
  }

  private func planEnd(_ index: Int, _ layout: ComparisonLayout, _ area: Area) -> Int {
    let first = area.column + layout.labelWidth + layout.unitWidth + ComparisonLayout.firstWidth
    let each = ComparisonLayout.planWidth + ComparisonLayout.deltaWidth
    return index == 0 ? first : first + index * each - ComparisonLayout.deltaWidth
  }

  private mutating func comparisonRow(
    _ entry: ComparisonRow, _ layout: ComparisonLayout, _ row: Int, _ area: Area
  ) {
    switch entry {
    case .blank: break
    case .title(let name, let note): title(name, note: note, row, area.column, width: area.width)
    case .words(let label, let texts):
      put(Characters.cut(label, to: layout.labelWidth - 1), row, area.column)
      for (index, text) in texts.enumerated() {
        let end = planEnd(index, layout, area)
        putRight(text, row, end: end, valueStyle(layout.plans[index]))
        if index > 0 {
          let isSame = text == texts[0]
          put(isSame ? "=" : "≠", row, end + 1, CellStyle(isSame ? .muted : .changed))
        }
      }
    case .figure(let label, let unit, let values, let decimals, let isMoreGood):
      put(Characters.cut(label, to: layout.labelWidth - 1), row, area.column)
      if layout.unitWidth > 0 { put(unit, row, area.column + layout.labelWidth, CellStyle(.muted)) }
      for (index, value) in values.enumerated() {
        let end = planEnd(index, layout, area)
        let text = value.map { comparedFigure($0, decimals) } ?? Numbers.none
        putRight(text, row, end: end, valueStyle(layout.plans[index]))
        guard index > 0 else { continue }
        put(
          distance(value, values[0], decimals, isMoreGood: isMoreGood), row, end + 1, end: end + 10)
      }
    case .count(let model, let name, let counts):
      let models = state.scenario.models.map { shortModelName($0.name).count }
      let short = model.isEmpty ? "" : Characters.cut(shortModelName(model), to: 8)
      let indent = model.isEmpty ? 0 : min(8, models.max() ?? 0) + 1
      put(short, row, area.column, CellStyle(.muted))
      let nameWidth = layout.labelWidth + layout.unitWidth - indent - 1
      put(Characters.cut(name, to: nameWidth), row, area.column + indent)
      for (index, count) in counts.enumerated() {
        let end = planEnd(index, layout, area)
        let text = count.map { $0 == 0 ? "·" : String($0) } ?? Numbers.none
        putRight(text, row, end: end, count == 0 ? CellStyle(.rule) : valueStyle(layout.plans[index]))
        guard index > 0, let count, let reference = counts[0], count != 0 || reference != 0 else { continue }
        let isSame = count == reference
        let change = distance(Double(count), Double(reference), 0, isMoreGood: nil)
        put(change.map { Span($0.text, CellStyle(isSame ? .muted : .changed)) }, row, end + 1)
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
  func distance(_ value: Double?, _ reference: Double?, _ decimals: Int, isMoreGood: Bool?) -> [Span] {
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

  private mutating func transitionRow(_ step: ComparisonLayout.Step, _ row: Int, _ area: Area) {
    let unitEnd = area.endColumn
    let moneyEnd = unitEnd - 4
    switch step {
    case .blank: break
    case .title(let name, let heads): title(name, heads: heads, row, area.column, width: area.width)
    case .note(let text): put(text, row, area.column, CellStyle(.muted), end: area.endColumn)
    case .sum(let mark, let word, let count, let cents):
      let role: Role = mark == "+" ? .good : mark == "−" ? .bad : .muted
      put(String(mark), row, area.column, CellStyle(role, bold: true))
      let bold = CellStyle(.strong, bold: true)
      put(word, row, area.column + 2, bold)
      putRight(String(count), row, end: area.column + 10, bold)
      putRight(hundredths(cents), row, end: moneyEnd, bold)
      putRight("$/h", row, end: unitEnd, CellStyle(.muted))
    case .replicas(let change, let cents, let isQuiet):
      let style = CellStyle(isQuiet ? .muted : .text)
      putRight(String(change.count), row, end: area.column + 4, style)
      let model = Characters.cut(shortModelName(change.model), to: 8)
      let modelColumn = moneyEnd - 20
      put(Characters.cut(change.layout, to: modelColumn - area.column - 6), row, area.column + 5, style)
      put(model, row, modelColumn, CellStyle(.muted))
      putRight(hundredths(cents), row, end: moneyEnd - 4, style)
    case .flow(let flow, let rate): flowRow(flow, rate, row, area)
    }
  }

  private mutating func flowRow(_ flow: PlanTransition.Flow, _ rate: Int, _ row: Int, _ area: Area) {
    let muted = CellStyle(.muted)
    let models = state.solved.planScenario.models
    let nameWidth = min(8, models.flatMap { $0.workloads.map(\.name.count) }.max() ?? 2)
    let modelWidth = models.count > 1 ? min(8, models.map { shortModelName($0.name).count }.max() ?? 0) : 0
    var place = area.column
    put(Characters.cut(flow.workload, to: nameWidth), row, place)
    place += nameWidth + 1
    if modelWidth > 0 {
      put(Characters.cut(shortModelName(flow.model), to: modelWidth), row, place, muted)
      place += modelWidth + 1
    }
    let pointsEnd = area.endColumn - 8
    let width = max(4, (pointsEnd - 4 - place - 2) / 2)
    put(Characters.cut(flow.from ?? "new", to: width), row, place, muted)
    put("→", row, place + width, CellStyle(.rule))
    put(Characters.cut(flow.to ?? "ends", to: width), row, place + width + 2)
    putRight(Numbers.percent(flow.fraction), row, end: pointsEnd)
    putRight(hundredths(rate), row, end: area.endColumn)
  }

  /// The row above the keys: what the colours mean, and how much moves.
  mutating func comparisonLegend(_ row: Int) {
    guard let layout = ComparisonLayout(state) else { return }
    let muted = CellStyle(.muted)
    let end = grid.columns - 1
    var place = put("▲ ▼ against \(layout.reference.title): ", row, 1, muted, end: end)
    place = put(
      [
        Span("better", CellStyle(.good)), Span(" · ", muted), Span("worse", CellStyle(.bad)),
        Span(" · neither", muted),
      ], row, place, end: end)
    guard let plan = layout.selected.plan, layout.reference.plan != nil else {
      if place + 18 <= end, state.lacksPlan { putRight("now has no plan", row, end: end, CellStyle(.bad)) }
      return
    }
    let served = Numbers.fixed(plan.requestsPerSecond, 2)
    let count = layout.flowCount
    let moves: [Span] = [
      Span("\(count) flow\(count == 1 ? "" : "s") move\(count == 1 ? "s" : "") ", muted),
      Span(hundredths(layout.movedRate), CellStyle(.strong, bold: true)), Span(" of \(served) req/s", muted),
    ]
    let width = moves.reduce(0) { $0 + $1.text.count }
    if layout.reference.mark != layout.selected.mark, place + 2 + width <= end {
      putRight(moves, row, end: end)
    }
  }
}

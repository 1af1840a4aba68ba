import Planning

extension Screen {
  /// Why there is no plan, and what can be done about it.
  mutating func noPlanPanel(_ reason: Infeasibility, _ area: Area) {
    guard area.height > 0 else { return }
    let rule = CellStyle(.bad)
    var row = area.row
    let place = put("NO PLAN ", row, area.column, CellStyle(.bad, bold: true))
    put(String(repeating: "━", count: max(0, area.endColumn - place)), row, place, rule)
    row += 1
    for line in Self.wrap(reason.reason, width: area.width) where row < area.endRow {
      put(line, row, area.column, CellStyle(.strong, bold: true), end: area.endColumn)
      row += 1
    }
    if !reason.isProven, row < area.endRow {
      put(
        "Not proven: the search ended before it was sure.", row, area.column, CellStyle(.muted),
        end: area.endColumn)
      row += 1
    }
    if !state.undoStack.isEmpty, row < area.endRow {
      put(
        "u takes the last edit back; R resets all.", row, area.column, CellStyle(.muted), end: area.endColumn)
      row += 1
    }
    guard !reason.refusals.isEmpty, row + 2 < area.endRow else { return }
    row += 1
    title("REFUSED LAYOUTS", heads: "reason", row, area.column, width: area.width)
    for refusal in reason.refusals.prefix(area.endRow - row - 1) {
      row += 1
      let what = "\(refusal.model) \(refusal.layout)"
      let half = area.width / 2
      put(Characters.cut(what, to: half - 1), row, area.column, end: area.endColumn)
      put(
        Characters.cutEnd(refusal.reason, to: area.width - half), row, area.column + half, CellStyle(.muted))
    }
  }
}

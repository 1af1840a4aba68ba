import Planning

extension Screen {
  /// The pinned plans and the plan shown, with their headline figures; the row where what follows begins.
  mutating func pinnedPlans(_ row: Int, _ area: Area) -> Int {
    guard let plan = state.plan, !state.pins.isEmpty, area.endRow - row >= 3 else { return row }
    title("PINNED", heads: "req/s    $/h  $/Mtok", row, area.column, width: area.width)
    let space = area.endRow - row - 2
    let reference = state.pins.firstIndex { $0.letter == state.referenceLetter } ?? 0
    let window = ListWindow(count: state.pins.count, space: space, focus: reference)
    var place = row + 1
    if !window.before.isEmpty { place = morePlans("▴", window.before, place, area) }
    for pin in state.pins[window.rows] {
      pinned(String(pin.letter), pin.name, pin.plan, CellStyle(.ref, bold: true), place, area)
      place += 1
    }
    if !window.after.isEmpty { place = morePlans("▾", window.after, place, area) }
    if place < area.endRow { pinned("●", "now", plan, CellStyle(.strong), place, area) }
    return place + 2
  }

  private mutating func morePlans(_ mark: String, _ hidden: Range<Int>, _ row: Int, _ area: Area) -> Int {
    let letters = hidden.map { String(state.pins[$0].letter) }.joined(separator: " ")
    put("\(mark) \(letters)", row, area.column, CellStyle(.muted), end: area.endColumn)
    return row + 1
  }

  private mutating func pinned(
    _ mark: String, _ name: String, _ plan: Plan, _ style: CellStyle, _ row: Int, _ area: Area
  ) {
    put(mark, row, area.column, style)
    put(Characters.cutEnd(name, to: area.width - 23), row, area.column + 2)
    putRight(Numbers.amount(plan.requestsPerSecond), row, end: area.endColumn - 14)
    putRight(Numbers.amount(plan.costPerHour), row, end: area.endColumn - 7)
    putRight(Numbers.headlineCost(plan.totalCostPerMillionTokens), row, end: area.endColumn)
  }
}

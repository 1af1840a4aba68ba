import Planning

extension Screen {
  /// The pinned plans and the plan shown, with their headline figures; the row where what follows begins.
  mutating func pinnedPlans(_ row: Int, _ area: Area) -> Int {
    let present = state.present
    guard present.plan != nil || state.lacksPlan, !state.pins.isEmpty, area.endRow - row >= 3 else {
      return row
    }
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
    if place < area.endRow {
      if present.plan == nil {
        let name = area.width - Self.pinnedFigures >= 12 ? "now: no plan" : "now"
        pinned("✗", name, nil, CellStyle(.bad, bold: true), place, area)
      } else {
        pinned("●", "now", present.plan, CellStyle(.strong), place, area)
      }
      if state.isStale, !state.lacksPlan {
        fade(Area(row: place, column: area.column, width: area.width, height: 1), to: .stale)
      }
    }
    return place + 2
  }

  private mutating func morePlans(_ mark: String, _ hidden: Range<Int>, _ row: Int, _ area: Area) -> Int {
    let letters = hidden.map { String(state.pins[$0].letter) }.joined(separator: " ")
    put("\(mark) \(letters)", row, area.column, CellStyle(.muted), end: area.endColumn)
    return row + 1
  }

  private mutating func pinned(
    _ mark: String, _ name: String, _ plan: Plan?, _ style: CellStyle, _ row: Int, _ area: Area
  ) {
    put(mark, row, area.column, style)
    put(Characters.cutEnd(name, to: area.width - Self.pinnedFigures), row, area.column + 2)
    let figures = [
      (plan.map { Numbers.amount($0.requestsPerSecond) }, 14),
      (plan.map { Numbers.amount($0.costPerHour) }, 7),
      (plan.map { Numbers.headlineCost($0.totalCostPerMillionTokens) }, 0),
    ]
    for (text, rest) in figures { putRight(text ?? Numbers.none, row, end: area.endColumn - rest) }
  }

  /// Columns of the mark and the figures beside a name.
  private static let pinnedFigures = 23
}

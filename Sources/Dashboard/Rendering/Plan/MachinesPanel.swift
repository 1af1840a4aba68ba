import Planning

/// The machines that replicas stand on, GPU by GPU, with their price and what is idle; where they have no room, those
/// next to each other that hold the same share a row.
struct MachinesPanel: Drawable {
  /// Columns of prices and idle GPUs.
  private static let figures = 15
  /// Widest name shown.
  private static let names = 10...18

  /// The plan.
  let plan: Plan
  /// The scenario that it answers.
  let scenario: Scenario
  /// Whether it has a title.
  var hasTitle = true

  /// Rows the panel would like: a title, the machines and their sum, up to so many.
  static func height(_ plan: Plan, most: Int) -> Int { min(most, plan.machines.count + 2) }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 2 else { return }
    var body = area
    if hasTitle {
      canvas.title(
        "MACHINES", note: note, heads: "\(Quantity.money.unit)  free", area.row, area.column,
        width: area.width)
      body = area.dropping(rows: 1)
    } else {
      canvas.put(
        Characters.cutEnd(note, to: area.width - Self.figures), area.row, area.column, CellStyle(.muted))
      canvas.putRight("\(Quantity.money.unit)  free", area.row, end: area.endColumn, CellStyle(.muted))
      body = area.dropping(rows: 1)
    }
    let hasRoom = plan.machines.count < body.height
    let name = min(
      Self.names.upperBound,
      max(Self.names.lowerBound, 1 + (scenario.pools.map { $0.name.count + 7 }.max() ?? 0)))
    let widths = [
      "machine": name, "slots": max(0, area.width - Self.figures - name), "cost_per_hour": 10, "idle": 5,
    ]
    let data = DataTable.machines(of: plan, scenario, in: .panel, isGrouped: !hasRoom, widths: widths)
    var shown = Table(data)
    shown.hasHeads = false
    shown.hasTargets = false
    canvas.draw(shown, in: body)
  }

  /// `5 machines, 19 GPUs, 2 idle · 13.38 $/h idle`.
  private var note: String {
    let totals = plan.rentedTotals(in: scenario)
    let cost = totals.idle > 0 ? " for \(Numbers.fixed(totals.idleCost, 2)) \(Quantity.money.unit)" : ""
    return totals.text + cost
  }
}

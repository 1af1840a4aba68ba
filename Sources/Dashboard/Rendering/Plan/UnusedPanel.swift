import Planning
import Serving

/// The price at which each unused pool would be rented, found by solves.
struct UnusedPanel: Drawable {
  /// Widest name shown.
  private static let widestName = 14

  /// The pools that the plan leaves alone.
  let rows: [PoolRow]

  init(_ plan: Plan, _ state: DashboardState) {
    let all = state.poolFindings(plan).rows(of: plan, state.solved.planScenario).rows
    rows = all.filter { $0.use.used == 0 }.map { row in
      var row = row
      // Only a price is a figure; the reason says the rest.
      if case .figure = row.entryPrice {} else { row.entryPrice = .none }
      return row
    }
  }

  /// Rows the panel would like; none where every pool is used.
  static func height(_ plan: Plan) -> Int {
    let count = plan.gpus.count { $0.used == 0 }
    return count == 0 ? 0 : count + 1
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard !rows.isEmpty, area.height > 1 else { return }
    let schema = TableSchema.unused
    let heads = schema.columns.last?.head.head ?? ""
    canvas.title("WHY UNUSED", heads: heads, area.row, area.column, width: area.width)
    let name = min(Self.widestName, area.width / 3, rows.map(\.use.name.count).max() ?? 0)
    var data = DataTable(schema, in: .panel, sections: [TableSection(rows: rows)], total: nil)
    let price = (data.items.map { $0.cells[2].text.count }.max() ?? 0) + 1
    for (index, width) in [name, max(0, area.width - name - price), price].enumerated() {
      data.columns[index].width = width
    }
    data.columns[0].gap = 0
    data.columns[1].losesEnd = true
    data.columns[2].gap = 0
    var shown = Table(data)
    shown.hasHeads = false
    shown.hasTargets = false
    canvas.draw(shown, in: area.dropping(rows: 1))
  }
}

/// What one more GPU would help with.
enum HelpfulLimits {
  /// One sentence on what would help, once every limit's worth is known; nil before.
  static func sentence(_ plan: Plan, _ scenario: Scenario, worth: (LimitStep) -> Worth?) -> String? {
    let steps = LimitStep.steps(of: scenario)
    guard !steps.isEmpty, steps.allSatisfy({ worth($0) != nil }) else { return nil }
    let decimals = plan.objective.decimals
    let all = scenario.pools.indices.flatMap { pool in
      LimitStep.more(of: pool, in: scenario).map { (step: $0, name: name(of: $0, scenario.pools[pool])) }
    }
    let names = all.filter { (DecimalText.units(worth($0.step)?.gain ?? 0, decimals) ?? 0) > 0 }.map(\.name)
    guard !names.isEmpty else {
      let thing = scenario.rentsMachines ? "GPU or machine" : "GPU"
      return "One more \(thing) of any single pool changes nothing."
    }
    let others = names.count < all.count ? "; one more of any other pool changes nothing." : "."
    return "One more \(names.joined(separator: " or ")) pays\(others)"
  }

  /// `H100`, or `machine of 8 B200`.
  private static func name(of step: LimitStep, _ pool: Pool) -> String {
    if case .machine(_, let gpus) = step { return "machine of \(gpus) \(pool.name)" }
    return pool.rentsMachines ? "machine of \(pool.gpusPerMachine) \(pool.name)" : pool.name
  }
}

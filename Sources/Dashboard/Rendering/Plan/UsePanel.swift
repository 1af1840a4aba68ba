import Planning

/// Each pool's part of the bill and, where there is room, the worth of one more GPU.
struct UsePanel: Drawable {
  /// Widest name shown.
  private static let widestName = 12
  /// Least width that has room for the worth of one more.
  private static let wide = 60

  /// The plan.
  let plan: Plan
  /// The scenario that it answers.
  let scenario: Scenario
  /// What is known of its pools.
  let findings: PoolFindings

  init(_ plan: Plan, _ state: DashboardState) {
    self.plan = plan
    scenario = state.solved.planScenario
    findings = state.poolFindings(plan)
  }

  /// Rows the panel would like: a title, the pools and their sum.
  static func height(_ plan: Plan) -> Int { plan.gpus.count + 2 }

  /// What the columns are, and what is paid for and idle.
  private func note(isWide: Bool) -> String {
    let idle = scenario.rentsMachines ? plan.rentedTotals(in: scenario).idle : 0
    let what = isWide ? "share of the bill, in use of available" : "share of the bill"
    return idle > 0 ? "\(what) · \(idle) rented GPU\(idle == 1 ? "" : "s") idle" : what
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    let isWide = area.width >= Self.wide
    var schema = TableSchema.pools(for: plan.objective)
    if !isWide { schema.media[.panel]?.removeLast() }
    let columns = schema.columns(in: .panel)
    let money = columns.map(\.head).first { $0.key == "cost_per_hour" }?.title ?? ""
    canvas.title(
      "GPU USE", note: note(isWide: isWide),
      heads: isWide ? "\(money)   \(columns.last?.head.head ?? "")" : money, area.row, area.column,
      width: area.width)
    let name = min(Self.widestName, plan.gpus.map(\.name.count).max() ?? 0) + 1
    let fixed = columns.dropFirst(2).reduce(name) { $0 + $1.head.width.least }
    let (rows, total) = findings.rows(of: plan, scenario)
    var data = DataTable(
      schema, in: .panel, widths: ["name": name, "share": max(0, area.width - fixed)],
      sections: [TableSection(rows: rows)], total: area.height >= Self.height(plan) ? total : nil)
    for index in data.columns.indices.dropFirst(2) { data.columns[index].gap = 0 }
    for (place, row) in rows.enumerated() {
      if case .figure(let part, _, _) = row.share { data.sections[0].rows[place].cells[1].bar = part }
    }
    data.total?.cells[1].text = ""
    var shown = Table(data)
    shown.hasHeads = false
    shown.hasTargets = false
    canvas.draw(shown, in: area.dropping(rows: 1))
  }
}

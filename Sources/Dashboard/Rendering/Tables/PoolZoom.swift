import Planning

/// What is known of each pool besides the plan's use of it.
struct PoolFindings: Sendable {
  /// What one more GPU of each pool is worth.
  var oneMore: [TableValue] = []
  /// The price from which on each pays.
  var entryPrice: [TableValue] = []
  /// Why each is left alone.
  var reasons: [String] = []
  /// The pools that are switched off.
  var isOff: [Bool] = []

  /// The pools' rows with all this, and the sum of all.
  func rows(of plan: Plan, _ scenario: Scenario) -> (rows: [PoolRow], total: PoolRow) {
    var (rows, total) = plan.poolRows(in: scenario)
    for index in rows.indices where oneMore.indices.contains(index) {
      rows[index].oneMore = oneMore[index]
      rows[index].entryPrice = entryPrice[index]
      rows[index].reason = reasons[index]
      rows[index].isOff = isOff[index]
    }
    return (rows, total)
  }
}

extension DashboardState {
  /// What the background solves have found about the plan's pools.
  func poolFindings(_ plan: Plan) -> PoolFindings {
    let scenario = solved.planScenario
    let isCurrent = scenario == self.scenario
    var findings = PoolFindings()
    for (index, use) in plan.gpus.enumerated() {
      findings.oneMore.append(oneMore(of: index, in: scenario))
      let entry = exploration.origin == scenario ? exploration.entryPrice[index] : nil
      let isLeftAlone = use.used == 0 && use.available > 0
      findings.entryPrice.append(
        !isLeftAlone
          ? .none : entry.map { $0.map { .figure($0) } ?? .ordered("never", by: 0) } ?? .pending)
      findings.isOff.append(isCurrent && statement.switchedOff[index] != nil)
      findings.reasons.append(unusedReason(index, use, entry, isOff: findings.isOff[index]))
    }
    return findings
  }

  /// What one more of a pool is worth: of the size of machine that is worth most, where it rents several.
  private func oneMore(of pool: Int, in scenario: Scenario) -> TableValue {
    guard scenario.pools.indices.contains(pool) else { return .missing }
    let found = LimitStep.more(of: pool, in: scenario).map { worth(of: $0) }
    if found.contains(where: { $0 == nil }) { return .pending }
    return found.compactMap { $0?.gain }.max().map { .gain($0) } ?? .missing
  }

  /// Why a plan rents nothing of a pool, as far as it is known.
  private func unusedReason(_ index: Int, _ use: Plan.GPUUse, _ entry: Double??, isOff: Bool) -> String {
    guard use.used == 0, solved.planScenario.pools.indices.contains(index) else { return "" }
    let pool = solved.planScenario.pools[index]
    if pool.available == 0 { return isOff ? "switched off" : "none on offer" }
    guard let entry else { return "…" }
    guard let price = entry else { return "no better than what is used, at any price" }
    let cut = (pool.price - price) / pool.price
    return "\(Numbers.percent(cut)) % too dear at \(Numbers.fixed(pool.price, 2)) $/h"
  }
}

extension DataTable {
  /// Pools: use, spending, where their prices come from, what one more is worth, and why some are not used.
  static func pools(of plan: Plan, _ scenario: Scenario, _ findings: PoolFindings) -> DataTable {
    let (rows, total) = findings.rows(of: plan, scenario)
    var schema = TableSchema.pools(for: plan.objective)
    if !scenario.rentsMachines { schema.media[.zoom]?.removeAll { ["machines", "idle"].contains($0) } }
    var table = DataTable(
      title: "GPU USE",
      note:
        "one more\(scenario.rentsMachines ? "" : " GPU") and entry prices are solved; LP is the relaxation's price",
      schema, longest: ["name": (scenario.pools.map(\.name.count).max() ?? 5) + 2],
      sections: [TableSection(rows: rows)], total: total
    ) { row in
      Remarks(id: row.use.name, detail: detail(row.pool, row.use))
    }
    // Two columns more apart from the price to the left.
    if let source = table.columns.firstIndex(where: { $0.head == "source" }) {
      table.changeRows { row, isItem in if isItem { row.cells[source].text = "  " + row.cells[source].text } }
    }
    return table
  }

  private static func detail(_ pool: Pool?, _ use: Plan.GPUUse) -> String {
    guard let pool else { return use.name }
    let offer = pool.offerText.map { " · \($0)" } ?? ""
    let sizes = pool.sizes.map { "\($0.gpus)" }.joined(separator: ", ")
    let rental = pool.rentsMachines ? " · rented by the machine of \(sizes)" : ""
    let type =
      "\(use.name): \(pool.type.name), \(Numbers.fixed(pool.type.memoryGB, 0)) GB a GPU\(rental)\(offer)"
    switch pool.priceSource {
    case .scenario: return "\(type) · price as the scenario or a slider states it"
    case .list(let price): return "\(type) · \(pool.listPriceText ?? ""): \(price.source)"
    }
  }
}

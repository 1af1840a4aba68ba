import Planning
import Serving

extension DashboardState {
  /// Pools: use, spending, where their prices come from, what one more is worth, and why some are not used.
  func poolZoom(_ plan: Plan) -> DataTable {
    let unit =
      plan.objective == .throughput ? "req/s" : plan.objective == .cost ? "$/h" : "$/Mtok"
    let longest = solved.planScenario.pools.map(\.name.count).max() ?? 5
    let columns = [
      DataTable.Column(head: "pool", width: min(24, max(8, longest + 2)), isLeft: true),
      DataTable.Column(head: "used", width: 7),
      DataTable.Column(head: "of", width: 7),
      DataTable.Column(head: "price $/h", width: 11, yields: 3),
      DataTable.Column(head: "source", width: 22, isLeft: true, yields: 6),
      DataTable.Column(head: "bill $/h", width: 10),
      DataTable.Column(head: "% of bill", width: 11, yields: 4),
      DataTable.Column(head: "+1 \(unit)", width: 13),
      DataTable.Column(head: "LP price", width: 10, yields: 5),
      DataTable.Column(head: "pays from", width: 11, yields: 2),
    ]
    let costs = Numbers.apportion(
      plan.gpus.map(\.costPerHour), toUnits: Numbers.units(plan.costPerHour, 2) ?? 0, decimals: 2)
    let shares = Numbers.percentages(plan.gpus.map(\.costPerHour))
    let rows = plan.gpus.indices.map { pool in
      poolRow(pool, plan, cents: costs[pool], percent: shares[pool])
    }
    let strong = CellStyle(.strong, bold: true)
    let used = plan.gpus.reduce(0) { $0 + $1.used }
    let all = plan.gpus.reduce(0) { $0 + $1.available }
    let total = DataTable.Row(
      id: "total",
      cells: [
        DataTable.Cell("total", strong), DataTable.Cell(String(used), strong),
        DataTable.Cell(String(all), strong),
        .none, .none, DataTable.Cell(Numbers.fixed(plan.costPerHour, 2), strong),
        DataTable.Cell(String(shares.reduce(0, +)), strong), .none, .none, .none,
      ])
    return DataTable(
      title: "GPU USE", note: "one more GPU and entry prices are solved; LP is the relaxation's price",
      columns: columns,
      sections: [DataTable.Section(rows: rows)], total: total)
  }

  private func poolRow(_ index: Int, _ plan: Plan, cents: Int, percent: Int) -> DataTable.Row {
    let use = plan.gpus[index]
    let pool = solved.planScenario.pools.indices.contains(index) ? solved.planScenario.pools[index] : nil
    let isFull = use.used >= use.available && use.available > 0
    let decimals = plan.objective == .costPerToken ? 4 : 2
    let worth = worth(of: .gpu(pool: index))
    let gain = worth?.gain ?? 0
    let isGain = (Numbers.units(gain, decimals) ?? 0) > 0
    let gainText = worth == nil ? "…" : isGain ? "+" + Numbers.fixed(gain, decimals) : "0"
    let entry = exploration.origin == solved.planScenario ? exploration.entryPrice[index] : nil
    let entryText =
      use.used > 0 || use.available == 0
      ? "" : entry.map { $0.map { Numbers.fixed($0, 2) } ?? "never" } ?? "…"
    return DataTable.Row(
      id: use.name,
      cells: [
        DataTable.Cell(use.name), DataTable.Cell(String(use.used), by: Double(use.used)),
        DataTable.Cell(String(use.available), by: Double(use.available), CellStyle(isFull ? .warn : .text)),
        DataTable.Cell(pool.map { Numbers.fixed($0.price, 2) } ?? "", by: pool?.price ?? 0),
        DataTable.Cell("  " + priceSource(pool), CellStyle(.muted)),
        DataTable.Cell(Numbers.hundredths(cents), by: use.costPerHour),
        DataTable.Cell(String(percent), by: use.costPerHour),
        DataTable.Cell(gainText, by: gain, isGain ? CellStyle(.good, bold: true) : CellStyle(.muted)),
        DataTable.Cell(Numbers.fixed(use.marginalValue, decimals), by: use.marginalValue, CellStyle(.muted)),
        DataTable.Cell(entryText, by: (entry ?? nil) ?? 0),
      ], detail: poolDetail(pool, use))
  }

  /// `list 2026-11-20`, or `scenario`.
  private func priceSource(_ pool: Pool?) -> String {
    guard let pool else { return "" }
    switch pool.priceSource {
    case .scenario: return "stated"
    case .list(let price): return "list \(price.date)"
    }
  }

  private func poolDetail(_ pool: Pool?, _ use: Plan.GPUUse) -> String {
    guard let pool else { return use.name }
    let offer = pool.offerText.map { " · \($0)" } ?? ""
    let type = "\(use.name): \(pool.type.name), \(Numbers.fixed(pool.type.memoryGB, 0)) GB a GPU\(offer)"
    switch pool.priceSource {
    case .scenario: return "\(type) · price as the scenario or a slider states it"
    case .list(let price): return "\(type) · \(pool.listPriceText ?? ""): \(price.source)"
    }
  }
}

import Planning

extension Screen {
  /// Pools that the plan leaves alone.
  private func unusedPools(_ plan: Plan) -> [Int] { plan.gpus.indices.filter { plan.gpus[$0].used == 0 } }

  /// Rows the panel would like; none where every pool is used.
  func unusedHeight(_ plan: Plan) -> Int {
    let count = unusedPools(plan).count
    return count == 0 ? 0 : count + 1
  }

  /// Draws the price at which each unused pool would be rented, found by solves.
  mutating func unusedPanel(_ plan: Plan, _ area: Area) {
    let pools = unusedPools(plan)
    guard !pools.isEmpty, area.height > 1 else { return }
    title("WHY UNUSED", heads: "pays from $/h", area.row, area.column, width: area.width)
    for (place, pool) in pools.prefix(area.height - 1).enumerated() {
      let row = area.row + 1 + place
      let nameWidth = min(14, area.width / 3, pools.map { plan.gpus[$0].name.count }.max() ?? 0)
      put(Characters.cut(plan.gpus[pool].name, to: nameWidth), row, area.column)
      let (reason, figure) = unusedReason(pool, plan)
      put(
        Characters.cutEnd(reason, to: area.width - nameWidth - 1 - figure.count - 1), row,
        area.column + nameWidth + 1, CellStyle(.muted))
      putRight(figure, row, end: area.endColumn, CellStyle(.strong, bold: true))
    }
  }

  private func unusedReason(_ pool: Int, _ plan: Plan) -> (reason: String, figure: String) {
    let scenario = state.solved.planScenario
    guard scenario.pools.indices.contains(pool) else { return ("", "") }
    if scenario.pools[pool].available == 0 {
      let isOff = scenario == state.scenario && state.statement.switchedOff[pool] != nil
      return (isOff ? "switched off" : "none on offer", "")
    }
    let exploration = state.exploration
    guard exploration.origin == scenario, let entry = exploration.entryPrice[pool] else { return ("…", "") }
    let now = Numbers.fixed(scenario.pools[pool].price, 2)
    guard let price = entry else { return ("no better than what is used, at any price", "") }
    let cut = (scenario.pools[pool].price - price) / scenario.pools[pool].price
    return ("\(Numbers.percent(cut)) % too dear at \(now) $/h", Numbers.fixed(price, 2))
  }

  /// One sentence on what would help, once every limit's worth is known.
  func helpfulLimits(_ plan: Plan) -> String? {
    let steps = LimitStep.steps(of: state.solved.planScenario)
    guard !steps.isEmpty, steps.allSatisfy({ state.worth(of: $0) != nil }) else { return nil }
    let decimals = plan.objective == .costPerToken ? 4 : 2
    let names = plan.gpus.indices.filter {
      (Numbers.units(state.worth(of: .gpu(pool: $0))?.gain ?? 0, decimals) ?? 0) > 0
    }.map { plan.gpus[$0].name }
    guard !names.isEmpty else { return "One more GPU of any single pool changes nothing." }
    let others = names.count < plan.gpus.count ? "; one more of any other pool changes nothing." : "."
    return "One more \(names.joined(separator: " or ")) pays\(others)"
  }
}

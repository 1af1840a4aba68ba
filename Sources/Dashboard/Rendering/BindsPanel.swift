import Planning

/// A limit of the scenario, how far it is used, and what one more of it is worth.
private struct Limit {
  var name: String
  var used: String
  var isBinding: Bool
  var step: String
  var worth: Double
}

extension Screen {
  /// Rows the panel would like.
  static func bindsHeight(_ plan: Plan) -> Int { plan.gpus.count + 3 }

  /// Which limits hold the plan back, and what moving them by one would change.
  mutating func bindsPanel(_ plan: Plan, _ area: Area) {
    guard area.height > 1 else { return }
    let heads =
      plan.objective == .throughput ? "worth req/s" : plan.objective == .cost ? "saves $/h" : "saves $/Mtok"
    title("WHAT BINDS", heads: heads, area.row, area.column, width: area.width)
    var row = area.row + 1
    let limits = limits(of: plan)
    var space = area.endRow - row
    if space > limits.count {
      let muted = CellStyle(.muted)
      put("limit", row, area.column, muted)
      putRight("used", row, end: area.endColumn - 16, muted)
      putRight("one more", row, end: area.endColumn - 5, muted)
      row += 1
      space -= 1
    }
    for limit in limits.prefix(space) {
      bindRow(limit, plan.objective, row, area)
      row += 1
    }
  }

  private mutating func bindRow(_ limit: Limit, _ objective: Objective, _ row: Int, _ area: Area) {
    let isWarn = limit.isBinding
    let usedEnd = area.endColumn - 16
    put(
      Characters.cut(limit.name, to: max(1, usedEnd - limit.used.count - 1 - area.column)), row, area.column)
    putRight(limit.used, row, end: usedEnd, CellStyle(isWarn ? .warn : .text))
    if isWarn { put("◆", row, usedEnd + 1, CellStyle(.warn)) }
    put(limit.step, row, usedEnd + 3, CellStyle(.muted))
    let decimals = objective == .costPerToken ? 4 : 2
    let isWorth = (Numbers.units(limit.worth, decimals) ?? 0) > 0
    putRight(
      isWorth ? "+" + Numbers.fixed(limit.worth, decimals) : "0", row, end: area.endColumn,
      isWorth ? CellStyle(.good, bold: true) : CellStyle(.muted))
  }

  /// Those that bind first, then by what one more is worth.
  private func limits(of plan: Plan) -> [Limit] {
    var result: [Limit] = []
    if let budget = state.planScenario.budget {
      let isBinding = plan.budgetMarginalValue > 1e-9
      let used = "\(Numbers.amount(plan.costPerHour))/\(Numbers.amount(budget))"
      result.append(
        Limit(
          name: "Budget", used: used, isBinding: isBinding, step: "+1 $/h", worth: plan.budgetMarginalValue))
    }
    let pools = plan.gpus.map { gpu in
      Limit(
        name: gpu.name, used: "\(gpu.used)/\(gpu.available)",
        isBinding: gpu.used >= gpu.available && gpu.marginalValue > 1e-9, step: "+1",
        worth: max(0, gpu.marginalValue))
    }
    let ranked = pools.enumerated().sorted {
      if $0.element.isBinding != $1.element.isBinding { return $0.element.isBinding }
      return $0.element.worth == $1.element.worth
        ? $0.offset < $1.offset : $0.element.worth > $1.element.worth
    }
    return result + ranked.map(\.element)
  }

  /// Where the money goes: each pool's part of the bill.
  mutating func usePanel(_ plan: Plan, _ area: Area) {
    guard area.height > 1 else { return }
    title("GPU USE", note: "share of the bill", heads: "$/h", area.row, area.column, width: area.width)
    let names = min(12, plan.gpus.map(\.name.count).max() ?? 0)
    let barStart = area.column + names + 1
    let barWidth = max(0, area.endColumn - 16 - barStart)
    let costs = Numbers.apportion(
      plan.gpus.map(\.costPerHour), toUnits: Numbers.units(plan.costPerHour, 2) ?? 0, decimals: 2)
    for (index, gpu) in plan.gpus.prefix(area.height - 1).enumerated() {
      let row = area.row + 1 + index
      let share = plan.costPerHour > 0 ? gpu.costPerHour / plan.costPerHour : 0
      let isOff = state.planScenario == state.scenario && state.statement.switchedOff[index] != nil
      put(Characters.cut(gpu.name, to: names), row, area.column, CellStyle(isOff ? .muted : .text))
      let cells = share > 0 ? max(1, Int((share * Double(barWidth)).rounded())) : 0
      put(String(repeating: "█", count: min(cells, barWidth)), row, barStart, CellStyle(.fill))
      let used = isOff ? "off" : "\(gpu.used)/\(gpu.available)"
      putRight(used, row, end: area.endColumn - 8, CellStyle(.muted))
      putRight(hundredths(costs[index]), row, end: area.endColumn)
    }
  }

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

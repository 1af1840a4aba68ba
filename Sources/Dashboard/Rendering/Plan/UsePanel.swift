import Planning

extension Screen {
  /// Rows the panel would like: a title, the pools and their sum.
  func useHeight(_ plan: Plan) -> Int { plan.gpus.count + 2 }

  /// Draws each pool's part of the bill and, where there is room, the worth of one more GPU.
  mutating func usePanel(_ plan: Plan, _ area: Area) {
    guard area.height > 1 else { return }
    let isWide = area.width >= 60
    let moneyEnd = area.endColumn - (isWide ? 14 : 0)
    title(
      "GPU USE", note: isWide ? "share of the bill, in use of available" : "share of the bill",
      heads: isWide ? "$/h   +1 \(valueUnit(plan.objective))" : "$/h",
      area.row, area.column, width: area.width)
    let names = min(12, plan.gpus.map(\.name.count).max() ?? 0)
    let barStart = area.column + names + 1
    let barWidth = max(0, moneyEnd - 16 - barStart)
    let total = Numbers.units(plan.costPerHour, 2) ?? 0
    let costs = Numbers.apportion(plan.gpus.map(\.costPerHour), toUnits: total, decimals: 2)
    let hasTotal = area.height >= useHeight(plan)
    for (index, gpu) in plan.gpus.prefix(area.height - 1).enumerated() {
      let row = area.row + 1 + index
      let share = plan.costPerHour > 0 ? gpu.costPerHour / plan.costPerHour : 0
      let isOff = state.solved.planScenario == state.scenario && state.statement.switchedOff[index] != nil
      put(Characters.cut(gpu.name, to: names), row, area.column, CellStyle(isOff ? .muted : .text))
      let cells = share > 0 ? max(1, Int((share * Double(barWidth)).rounded())) : 0
      put(String(repeating: "█", count: min(cells, barWidth)), row, barStart, CellStyle(.fill))
      let used = isOff ? "off" : "\(gpu.used)/\(gpu.available)"
      let isFull = gpu.used >= gpu.available && gpu.available > 0
      putRight(used, row, end: moneyEnd - 8, CellStyle(isFull ? .warn : .muted))
      putRight(hundredths(costs[index]), row, end: moneyEnd)
      if isWide {
        putRight([worthSpan(state.worth(of: .gpu(pool: index)), plan.objective)], row, end: area.endColumn)
      }
    }
    guard hasTotal else { return }
    let row = area.row + 1 + plan.gpus.count
    let strong = CellStyle(.strong, bold: true)
    let used = plan.gpus.reduce(0) { $0 + $1.used }
    put("total", row, area.column, strong)
    putRight("\(used)/\(plan.gpus.reduce(0) { $0 + $1.available })", row, end: moneyEnd - 8, strong)
    putRight(hundredths(total), row, end: moneyEnd, strong)
  }
}

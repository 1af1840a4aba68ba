import Planning

extension Screen {
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
}

import Planning

extension Screen {
  /// Rows the panel would like.
  var bandsHeight: Int { 5 }

  /// Draws the plan's rate and cost per million tokens when throughput deviates within its error bands.
  mutating func bandsPanel(_ plan: Plan, _ area: Area) {
    guard area.height > 1 else { return }
    let note = area.width >= 60 ? "where throughput is off inside them" : ""
    title("ERROR BANDS", note: note, heads: "req/s   $/Mtok", area.row, area.column, width: area.width)
    let isCurrent = state.exploration.origin == state.solved.planScenario && state.exploration.plan == plan
    guard isCurrent, let found = state.exploration.robustness else {
      put(state.unanswered, area.row + 1, area.column, CellStyle(.muted), end: area.endColumn)
      return
    }
    guard let found else {
      put("not known for these replicas", area.row + 1, area.column, CellStyle(.muted), end: area.endColumn)
      return
    }
    // Where a plan holds back for a loss, or figures are taken elsewhere, it is not what its replicas could do.
    let isStated = plan.stresses.isEmpty && state.solved.planScenario.bands == BandPositions()
    let rows: [(name: String, rate: Double)] = [
      (isStated ? "as planned" : "figures as stated", found.planned),
      ("half of \(found.samples) samples reach", found.median),
      ("19 in 20 reach", found.fifthPercentile), ("worst case", found.worst),
    ]
    for (index, entry) in rows.prefix(area.height - 1).enumerated() {
      let row = area.row + 1 + index
      let isWorse = entry.rate < found.planned * 0.995
      put(Characters.cut(entry.name, to: area.width - 18), row, area.column, CellStyle(.muted))
      let style = CellStyle(isWorse ? .warn : .text)
      putRight(Numbers.amount(entry.rate), row, end: area.endColumn - 9, style)
      // What is asked for is served as long as it can be; the bill stays the same.
      let served = plan.objective == .throughput ? entry.rate : min(entry.rate, plan.requestsPerSecond)
      let cost = served > 0 ? plan.totalCostPerMillionTokens * plan.requestsPerSecond / served : .nan
      putRight(Numbers.headlineCost(cost), row, end: area.endColumn, style)
    }
  }
}

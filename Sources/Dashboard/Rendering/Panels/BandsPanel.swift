import Planning

/// The plan's rate and cost per million tokens when throughput deviates within its error bands.
struct BandsPanel: Drawable {
  /// Rows the panel would like.
  static let height = 5

  /// The plan that deviates.
  let plan: Plan
  /// Whether the plan is what its replicas could do at the figures stated; not so where it holds back for a loss.
  let isStated: Bool
  /// What the samples gave; nil: not answered yet, `some(nil)`: unknown for these replicas.
  let found: Robustness??
  /// The text shown for a missing answer.
  let unanswered: String

  init(_ plan: Plan, _ solved: SolvedState, _ exploration: Exploration, unanswered: String) {
    self.plan = plan
    isStated = plan.stresses.isEmpty && solved.planScenario.bands == BandPositions()
    let isCurrent = exploration.origin == solved.planScenario && exploration.plan == plan
    found = isCurrent ? exploration.robustness : nil
    self.unanswered = unanswered
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    let note = area.width >= 60 ? "where throughput is off inside them" : ""
    canvas.title(
      "ERROR BANDS", note: note, heads: "req/s   $/Mtok", area.row, area.column, width: area.width)
    guard let answer = found, let found = answer else {
      let text = found == nil ? unanswered : "not known for these replicas"
      canvas.put(text, area.row + 1, area.column, CellStyle(.muted), end: area.endColumn)
      return
    }
    let rows: [(name: String, rate: Double)] = [
      (isStated ? "as planned" : "figures as stated", found.planned),
      ("half of \(found.samples) samples reach", found.median),
      ("19 in 20 reach", found.fifthPercentile), ("worst case", found.worst),
    ]
    for (index, entry) in rows.prefix(area.height - 1).enumerated() {
      let row = area.row + 1 + index
      let isWorse = entry.rate < found.planned * 0.995
      canvas.put(Characters.cut(entry.name, to: area.width - 18), row, area.column, CellStyle(.muted))
      let style = CellStyle(isWorse ? .warn : .text)
      canvas.putRight(Numbers.amount(entry.rate), row, end: area.endColumn - 9, style)
      // What is asked for is served as long as it can be; the bill stays the same.
      let served = plan.objective == .throughput ? entry.rate : min(entry.rate, plan.requestsPerSecond)
      let cost = served > 0 ? plan.totalCostPerMillionTokens * plan.requestsPerSecond / served : .nan
      canvas.putRight(Numbers.headlineCost(cost), row, end: area.endColumn, style)
    }
  }
}

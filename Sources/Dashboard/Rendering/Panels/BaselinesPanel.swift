import Planning

/// The best fleets of one GPU type, within the stock or with any number, and how they compare.
struct BaselinesPanel: Drawable {
  /// A fleet of one type, with the part by which it beats the plan.
  struct Fleet: Sendable {
    var result: BaselineResult
    /// Requests/s.
    var rate: Double
    var advantage: Double
  }

  /// Fleets of one type that are listed.
  private static let shownBaselines = 4

  /// The fleets, the best first.
  let fleets: [Fleet]
  /// The text where there is none.
  let emptyText: String
  /// Rows the panel would like.
  let height: Int

  init(_ plan: Plan, _ solved: SolvedState, _ others: OtherPlans, unanswered: String) {
    let objective = plan.objective
    let known = others.baselines.compactMap { result -> Fleet? in
      guard result.baseline.isOfOneType, let rate = result.requestsPerSecond,
        let value = result.value(objective),
        let advantage = objective.advantage(of: value, over: plan.objectiveValue)
      else { return nil }
      return Fleet(result: result, rate: rate, advantage: advantage)
    }
    // With any number a fleet that the stock does not limit is the same once more.
    fleets = known.filter { entry in
      entry.result.keepsStock
        || !known.contains { $0.result.keepsStock && $0.result.gpus == entry.result.gpus }
    }.sorted { $0.advantage > $1.advantage }
    let isDone = Baseline.all(of: solved.planScenario).allSatisfy {
      !$0.isOfOneType || others.baseline($0, keepsStock: true) != nil
    }
    emptyText = isDone ? "no GPU type alone serves this" : unanswered
    height = 1 + min(Self.shownBaselines, solved.planScenario.pools.count)
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    canvas.title(
      "BASELINES", note: "one GPU type, the same limits", heads: "req/s     $/h   better %", area.row,
      area.column, width: area.width)
    if fleets.isEmpty {
      canvas.put(emptyText, area.row + 1, area.column, CellStyle(.muted), end: area.endColumn)
    }
    for (index, fleet) in fleets.prefix(area.height - 1).enumerated() {
      Self.draw(fleet, on: &canvas, area.row + 1 + index, area)
    }
  }

  private static func draw(_ fleet: Fleet, on canvas: inout Canvas, _ row: Int, _ area: Area) {
    let gpus = fleet.result.gpus.map { "\($0.count) \($0.pool)" }.joined(separator: " · ")
    let place = canvas.put(Characters.cut(gpus, to: area.width - 44), row, area.column) + 1
    canvas.put(
      fleet.result.keepsStock ? "in stock" : "any number", row, max(place, area.column + 14),
      CellStyle(.muted), end: area.endColumn - 30)
    canvas.putRight(Numbers.amount(fleet.rate), row, end: area.endColumn - 19)
    canvas.putRight(Numbers.amount(fleet.result.costPerHour), row, end: area.endColumn - 11)
    let delta = Numbers.delta(fleet.advantage * 100, 0, 1)
    let style = CellStyle(fleet.advantage > 0 ? .good : .bad)
    canvas.putRight(
      delta.map { [Span($0.isMore ? "▲ " : "▼ ", style), Span($0.text, style)] }
        ?? [Span("=", CellStyle(.muted))], row, end: area.endColumn)
  }
}

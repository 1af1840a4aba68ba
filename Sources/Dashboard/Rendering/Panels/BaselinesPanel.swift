import Planning

extension Screen {
  /// Fleets of one type that are listed.
  private static let shownBaselines = 4

  /// Rows the panel would like.
  var baselinesHeight: Int { 1 + min(Self.shownBaselines, state.solved.planScenario.pools.count) }

  /// The best fleets of one GPU type, within the stock or with any number, and how they compare.
  mutating func baselinesPanel(_ plan: Plan, _ area: Area) {
    guard area.height > 1 else { return }
    title(
      "BASELINES", note: "one GPU type, the same limits", heads: "req/s     $/h   better %", area.row,
      area.column, width: area.width)
    let objective = plan.objective
    let known = state.others.baselines.compactMap { result -> (BaselineResult, Double, Double)? in
      guard result.baseline.isOfOneType, let rate = result.requestsPerSecond,
        let value = result.value(objective),
        let part = objective.advantage(of: value, over: plan.objectiveValue)
      else { return nil }
      return (result, rate, part)
    }
    // With any number a fleet that the stock does not limit is the same once more.
    let listed = known.filter { entry in
      entry.0.keepsStock || !known.contains { $0.0.keepsStock && $0.0.gpus == entry.0.gpus }
    }.sorted { $0.2 > $1.2 }
    let isDone = Baseline.all(of: state.solved.planScenario).allSatisfy {
      !$0.isOfOneType || state.others.baseline($0, keepsStock: true) != nil
    }
    if listed.isEmpty {
      let text = isDone ? "no GPU type alone serves this" : state.unanswered
      put(text, area.row + 1, area.column, CellStyle(.muted), end: area.endColumn)
    }
    for (index, entry) in listed.prefix(area.height - 1).enumerated() {
      let row = area.row + 1 + index
      let (result, rate, part) = entry
      let gpus = result.gpus.map { "\($0.count) \($0.pool)" }.joined(separator: " · ")
      let place = put(Characters.cut(gpus, to: area.width - 44), row, area.column) + 1
      put(
        result.keepsStock ? "in stock" : "any number", row, max(place, area.column + 14), CellStyle(.muted),
        end: area.endColumn - 30)
      putRight(Numbers.amount(rate), row, end: area.endColumn - 19)
      putRight(Numbers.amount(result.costPerHour), row, end: area.endColumn - 11)
      let delta = Numbers.delta(part * 100, 0, 1)
      let style = CellStyle(part > 0 ? .good : .bad)
      putRight(
        delta.map { [Span($0.isMore ? "▲ " : "▼ ", style), Span($0.text, style)] }
          ?? [Span("=", CellStyle(.muted))], row, end: area.endColumn)
    }
  }
}

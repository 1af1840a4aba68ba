import Planning

/// One headline figure with its distance from plan A.
private struct Figure {
  var prefix = ""
  var value: String
  var unit: String
  var delta: (text: String, isMore: Bool)?
  /// Whether more is what the operator wants; nil: neither.
  var isMoreGood: Bool?
  /// Column in the two-row form.
  var column: Int
}

extension Screen {
  /// Rates and prices in two rows, the second their distance from plan A.
  mutating func figureRows(_ area: Area) {
    let figures = headline()
    let shownDelta = hasDeltas
    var isComplete = true
    for (index, figure) in figures.enumerated() {
      let column = area.column + figure.column
      let next = index + 1 < figures.count ? area.column + figures[index + 1].column - 1 : area.endColumn
      guard column + figure.prefix.count + figure.value.count + figure.unit.count + 1 <= area.endColumn else {
        isComplete = false
        continue
      }
      put(spans(figure), area.row, column, end: next)
      if shownDelta {
        put(deltaSpans(figure), area.row + 1, column + max(0, figure.prefix.count - 2), end: next)
      }
    }
    if shownDelta, isComplete || area.width > 58 {
      putRight("vs plan \(state.referenceLetter)", area.row + 1, end: area.endColumn, CellStyle(.muted))
    }
  }

  /// The three headline figures in one row, each with its distance.
  mutating func figureLine(_ row: Int) {
    let end = grid.columns - 1
    var place = 1
    for figure in headline().prefix(3) {
      let texts = spans(figure)
      let width = texts.reduce(0) { $0 + $1.text.count }
      guard place + width <= end else { return }
      place = put(texts, row, place)
      if hasDeltas {
        let delta = deltaSpans(figure)
        let deltaWidth = delta.reduce(1) { $0 + $1.text.count }
        if place + deltaWidth <= end { place = put(delta, row, place + 1) }
      }
      place += grid.columns >= 70 ? 4 : 2
    }
    let note = "vs plan \(state.referenceLetter)"
    if hasDeltas, place - 2 + note.count <= end { put(note, row, place - 2, CellStyle(.muted)) }
  }

  /// Deltas are shown where the reference is another scenario's plan.
  private var hasDeltas: Bool {
    guard state.plan != nil, let reference = state.referencePin else { return false }
    return state.solved.planScenario != reference.statement.scenario || !reference.isOptimum
  }

  private func headline() -> [Figure] {
    guard let plan = state.plan else {
      return [("req/s", 0), ("$/h", 15), ("$/Mtok", 29)].map {
        Figure(value: Numbers.none, unit: $0.0, delta: nil, isMoreGood: nil, column: $0.1)
      }
    }
    let old = state.referencePlan
    func figure(
      _ prefix: String, _ value: Double, _ reference: Double?, _ unit: String, _ decimals: Int, good: Bool,
      _ column: Int
    ) -> Figure {
      // Large figures are raised to the next unit; their distance would be in another one, so it is left out.
      let isRaised = value >= Numbers.raiseFrom
      let text = isRaised ? Numbers.amount(value) : Numbers.fixed(value, decimals)
      return Figure(
        prefix: prefix, value: text, unit: unit,
        delta: isRaised ? nil : reference.flatMap { Numbers.delta(value, $0, decimals) }, isMoreGood: good,
        column: column)
    }
    let cost = plan.costPerMillionTokens
    let decimals = Numbers.headlineDecimals
    let total = plan.totalCostPerMillionTokens
    return [
      figure("", plan.requestsPerSecond, old?.requestsPerSecond, "req/s", 2, good: true, 0),
      figure("", plan.costPerHour, old?.costPerHour, "$/h", 2, good: false, 15),
      figure("", total, old?.totalCostPerMillionTokens, "$/Mtok", decimals(total), good: false, 29),
      figure("in ", cost.input, old?.costPerMillionTokens.input, "", decimals(cost.input), good: false, 46),
      figure(
        "out ", cost.output, old?.costPerMillionTokens.output, "", decimals(cost.output), good: false, 59),
    ]
  }

  private func spans(_ figure: Figure) -> [Span] {
    [
      Span(figure.prefix, CellStyle(.muted)), Span(figure.value, CellStyle(.strong, bold: true)),
      Span(figure.unit.isEmpty ? "" : " " + figure.unit, CellStyle(.muted)),
    ]
  }

  private func deltaSpans(_ figure: Figure) -> [Span] {
    guard let delta = figure.delta else { return [Span("=", CellStyle(.muted))] }
    let isGood = figure.isMoreGood.map { $0 == delta.isMore }
    let role: Role = isGood.map { $0 ? .good : .bad } ?? .muted
    return [Span("\(delta.isMore ? "▲" : "▼") \(delta.text)", CellStyle(role))]
  }
}

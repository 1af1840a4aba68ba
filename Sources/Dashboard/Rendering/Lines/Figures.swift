import Planning

/// The headline figures, each with its distance from the reference plan.
struct HeadlineFigures: Sendable {
  /// One figure.
  struct Figure: Sendable {
    var prefix = ""
    var value: String
    var unit: String
    var delta: (text: String, isMore: Bool)?
    /// Whether more is what the operator wants; nil: neither.
    var isMoreGood: Bool?
    /// Column in the two-row form.
    var column: Int

    /// The figure with its unit.
    var spans: [Span] {
      [
        Span(prefix, CellStyle(.muted)), Span(value, CellStyle(.strong, bold: true)),
        Span(unit.isEmpty ? "" : " " + unit, CellStyle(.muted)),
      ]
    }

    /// Its distance from the reference.
    var deltaSpans: [Span] {
      guard let delta else { return [Span("=", CellStyle(.muted))] }
      let isGood = isMoreGood.map { $0 == delta.isMore }
      let role: Role = isGood.map { $0 ? .good : .bad } ?? .muted
      return [Span("\(delta.isMore ? "▲" : "▼") \(delta.text)", CellStyle(role))]
    }
  }

  let figures: [Figure]
  /// `vs plan A`; nil where the reference is the plan of the same scenario, so that there are no distances.
  let referenceText: String?

  init(_ plan: Plan?, _ solved: SolvedState, reference: Pin?) {
    figures = Self.figures(plan, reference?.plan)
    let isOther = reference.map { solved.planScenario != $0.statement.scenario || !$0.isOptimum } ?? false
    referenceText = plan != nil && isOther ? reference.map { "vs plan \($0.letter)" } : nil
  }

  private static func figures(_ plan: Plan?, _ old: Plan?) -> [Figure] {
    guard let plan else {
      return [("req/s", 0), ("$/h", 15), ("$/Mtok", 29)].map {
        Figure(value: Numbers.none, unit: $0.0, delta: nil, isMoreGood: nil, column: $0.1)
      }
    }
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
}

/// Rates and prices in two rows, the second their distance from the reference plan.
struct FigureRows: Drawable {
  /// Columns from which the reference is named even beside figures that are cut off.
  private static let widthOfReference = 58

  let headline: HeadlineFigures

  init(_ headline: HeadlineFigures) { self.headline = headline }

  func draw(on canvas: inout Canvas, in area: Area) {
    let figures = headline.figures
    var isComplete = true
    for (index, figure) in figures.enumerated() {
      let column = area.column + figure.column
      let next = index + 1 < figures.count ? area.column + figures[index + 1].column - 1 : area.endColumn
      guard column + figure.prefix.count + figure.value.count + figure.unit.count + 1 <= area.endColumn else {
        isComplete = false
        continue
      }
      canvas.put(figure.spans, area.row, column, end: next)
      if headline.referenceText != nil {
        canvas.put(figure.deltaSpans, area.row + 1, column + max(0, figure.prefix.count - 2), end: next)
      }
    }
    if let text = headline.referenceText, isComplete || area.width > Self.widthOfReference {
      canvas.putRight(text, area.row + 1, end: area.endColumn, CellStyle(.muted))
    }
  }
}

/// The first three figures in one row, each with its distance.
struct FigureLine: Drawable {
  /// Columns from which figures stand wider apart.
  private static let widthOfGaps = 70

  let headline: HeadlineFigures

  init(_ headline: HeadlineFigures) { self.headline = headline }

  func draw(on canvas: inout Canvas, in area: Area) {
    let end = area.endColumn - 1
    var place = area.column + 1
    for figure in headline.figures.prefix(3) {
      let width = figure.spans.reduce(0) { $0 + $1.text.count }
      guard place + width <= end else { return }
      place = canvas.put(figure.spans, area.row, place)
      if headline.referenceText != nil {
        let delta = figure.deltaSpans
        let deltaWidth = delta.reduce(1) { $0 + $1.text.count }
        if place + deltaWidth <= end { place = canvas.put(delta, area.row, place + 1) }
      }
      place += area.width >= Self.widthOfGaps ? 4 : 2
    }
    if let note = headline.referenceText, place - 2 + note.count <= end {
      canvas.put(note, area.row, place - 2, CellStyle(.muted))
    }
  }
}

import Planning

/// The settings of the scenario's files that have no slider; nothing where not all of them have room.
struct LimitsPanel: Drawable {
  /// Names and figures.
  let rows: [(name: String, text: String)]

  init(_ scenario: Scenario) {
    let dates = scenario.pools.compactMap { pool -> String? in
      if case .list(let price) = pool.priceSource { price.date } else { nil }
    }
    var rows: [(name: String, text: String)] = []
    if let latest = dates.max() { rows.append(("list prices of", latest)) }
    rows += [
      ("measured rows", String(scenario.profile.count)),
      (
        "throughput",
        scenario.replicas.source == .both ? "measured, else estimated" : scenario.replicas.source.rawValue
      ),
      ("replica size, most", "\(scenario.replicas.maxGPUs) GPUs"),
      ("mixed stages", scenario.replicas.mixed ? "yes" : "no"),
    ]
    let usual = Self.unasked(scenario)
    for path in EditPath.withoutSlider {
      let text = path.shown(in: scenario)
      if text != path.shown(in: usual) { rows.append((path.rule(in: scenario).name.lowercased(), text)) }
    }
    if let current = scenario.current {
      rows.append(("start cost", "\(Numbers.fixed(current.startCost, 2)) $/h"))
    }
    self.rows = rows
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > rows.count else { return }
    canvas.title("LIMITS", note: "catalogue and files", area.row, area.column, width: area.width)
    for (index, entry) in rows.enumerated() {
      canvas.put(entry.name, area.row + 1 + index, area.column, CellStyle(.muted))
      canvas.putRight(entry.text, area.row + 1 + index, end: area.endColumn)
    }
  }

  /// The scenario with nothing to withstand and every figure as stated.
  private static func unasked(_ scenario: Scenario) -> Scenario {
    var plain = scenario
    plain.resilience = Resilience()
    plain.bands = BandPositions()
    return plain
  }
}

import Planning

extension Screen {
  /// Draws the settings of the scenario's files that have no slider, where the column has room left.
  mutating func limitsPanel(_ row: Int, _ area: Area) {
    let scenario = state.scenario
    let dates = scenario.pools.compactMap { pool -> String? in
      if case .list(let price) = pool.priceSource { price.date } else { nil }
    }
    var rows: [(String, String)] = []
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
    for path in EditPath.withoutSlider {
      let text = path.shown(in: scenario)
      let isUsual = text == path.shown(in: Self.unasked(scenario))
      if !isUsual { rows.append((path.rule(in: scenario).name.lowercased(), text)) }
    }
    if let current = scenario.current {
      rows.append(("start cost", "\(Numbers.fixed(current.startCost, 2)) $/h"))
    }
    guard area.endRow - row > rows.count else { return }
    title("LIMITS", note: "catalogue and files", row, area.column, width: area.width)
    for (index, entry) in rows.enumerated() {
      put(entry.0, row + 1 + index, area.column, CellStyle(.muted))
      putRight(entry.1, row + 1 + index, end: area.endColumn)
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

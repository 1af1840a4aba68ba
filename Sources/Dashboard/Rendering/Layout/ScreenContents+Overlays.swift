/// What stands in front of the panels, and the pages in their place.
extension ScreenContents {
  func help(_ view: HelpView) -> HelpOverlay {
    let limit = HelpText.scrollLimit(state)
    return HelpOverlay(
      subject: state.comparison == nil ? state.panel.name : "COMPARISON", filter: view.filter,
      columns: HelpText.columns(state), scroll: min(view.scroll, limit), scrollLimit: limit)
  }

  func palette(_ view: PaletteView) -> PaletteOverlay {
    let rows = state.paletteRows
    let chosen = rows.isEmpty ? nil : rows[min(view.choice, rows.count - 1)]
    let state = state
    let error = state.message.flatMap { $0.kind == .error ? $0.text : nil }
    return PaletteOverlay(
      field: view.field,
      list: PaletteList(query: view.field.text, rows: rows, choice: view.choice) { $0.note(state) },
      details: chosen.map(details), commandCount: state.paletteSize, error: error,
      isPreview: state.previewedTheme != nil)
  }

  private func details(_ row: PaletteRow) -> PaletteDetails {
    let note = row.note(state)
    var meaning = note.text
    var lines: [(name: String, text: String)] = []
    if let control = row.control, let facts = controls.facts(of: control) {
      meaning = controls.meaning(of: control)
      if row.needsArgument {
        let value = facts.unit == .percent ? row.rest + "%" : row.rest
        let path = control.path.text(in: state.scenario)
        lines = [
          (row.rest, control.path.rule(in: state.scenario).hint),
          ("without a screen", "fleetmix plan --set \(path)=\(value)"),
        ]
      }
    }
    if let reason = note.disabled { lines.append(("not now", reason)) }
    return PaletteDetails(
      usage: row.rest.isEmpty ? row.text : "\(row.text) \(row.rest)", meaning: meaning, lines: lines,
      lastUsed: state.input.commandHistory.suffix(3).reversed())
  }

  /// The card of the tour; nil: no tour is on, or something is typed.
  var tourCard: TourCard? {
    let stops = TourStop.all(state.keys)
    guard state.prompt == nil, let place = state.input.tourStop, stops.indices.contains(place) else {
      return nil
    }
    return TourCard(
      stop: stops[place], place: place, count: stops.count, hint: tourHint(place, stops.count))
  }

  private func tourHint(_ place: Int, _ count: Int) -> String {
    guard state.keyContext == .tour else { return "" }
    let next = "\(state.keys.hint("tour-next")) \(place + 1 < count ? "next" : "end")"
    let back = place > 0 ? " · \(state.keys.hint("tour-back")) back" : ""
    return place + 1 < count ? "\(next)\(back) · \(state.keys.hint("tour-end")) ends" : next + back
  }

  // MARK: Plans side by side

  /// The screen that compares plans; nil: none are compared.
  var comparison: ComparisonScreen? {
    state.comparisonLayout.map {
      ComparisonScreen(
        $0, planCount: state.comparedPlans.count, models: state.scenario.models,
        shortNames: Dictionary(
          state.scenario.models.map { ($0.name, state.shortModelName($0.name)) },
          uniquingKeysWith: { first, _ in first }), served: state.solved.planScenario.models)
    }
  }

  /// The row above the keys while plans are compared; nil: none are.
  var comparisonLegend: ComparisonLegend? {
    state.comparisonLayout.map { ComparisonLegend($0, lacksPlan: state.lacksPlan) }
  }
}

import Planning

/// The rows of a list that are shown, and those replaced by a summary row.
struct ListWindow: Sendable, Equatable {
  /// Rows above, replaced by a summary; empty: no summary row.
  var before: Range<Int>
  /// Rows shown.
  var rows: Range<Int>
  /// Rows below, replaced by a summary.
  var after: Range<Int>

  /// Chooses `space` of `count` rows so that `focus` is among them.
  init(count: Int, space: Int, focus: Int) {
    let focus = min(max(0, focus), max(0, count - 1))
    if count <= space {
      self.init(0..<0, 0..<count, count..<count)
    } else if space < 2 {
      self.init(0..<0, focus..<min(count, focus + max(0, space)), count..<count)
    } else if space == 2 {
      let isLast = focus == count - 1
      self.init(0..<(isLast ? focus : 0), focus..<focus + 1, (isLast ? count : focus + 1)..<count)
    } else if focus < space - 1 {
      self.init(0..<0, 0..<space - 1, space - 1..<count)
    } else if focus >= count - (space - 1) {
      let start = count - (space - 1)
      self.init(0..<start, start..<count, count..<count)
    } else {
      let start = focus - (space - 3)
      self.init(0..<start, start..<focus + 1, focus + 1..<count)
    }
  }

  private init(_ before: Range<Int>, _ rows: Range<Int>, _ after: Range<Int>) {
    self.before = before
    self.rows = rows
    self.after = after
  }
}

/// A panel of the left column.
private struct Section {
  var panel: Panel
  /// The model of a mix; nil: all models, or another panel.
  var model: Int?
  var controls: [Control]
  var hasTitle = true
  /// Rows it gets.
  var space: Int
}

extension Screen {
  /// The controls, pools, model shares and mix, and the pinned plans where the height allows.
  mutating func controlsColumn(_ area: Area) {
    guard area.height > 0 else { return }
    var sections = controlSections()
    var gap = 1
    func height(_ sections: [Section]) -> Int {
      sections.reduce(0) { $0 + $1.space + ($1.hasTitle ? 1 : 0) } + gap * (sections.count - 1)
    }
    if height(sections) > area.height { gap = 0 }
    if height(sections) > area.height { hideQuietControls(&sections, excess: height(sections) - area.height) }
    if height(sections) > area.height, let models = sections.firstIndex(where: { $0.panel == .models }) {
      sections[models].hasTitle = false
    }
    // The mixes of models that the keys are not in go before anything is shortened; one stays.
    while height(sections) > area.height, sections.filter({ $0.panel == .mix }).count > 1,
      let last = sections.indices.last(where: { sections[$0].panel == .mix && !holdsFocus(sections[$0]) })
    {
      sections.remove(at: last)
    }
    while height(sections) > area.height,
      let longest = sections.indices.max(by: { sections[$0].space < sections[$1].space })
    {
      if sections[longest].space > 1 {
        sections[longest].space -= 1
      } else if let last = sections.indices.last(where: { !holdsFocus(sections[$0]) }) {
        sections.remove(at: last)
      } else {
        break
      }
    }
    var row = area.row
    for section in sections {
      draw(section, &row, area)
      row += gap
    }
    guard gap == 1, area.width >= Self.controlsWidth else { return }
    if !state.pins.isEmpty { row = pinnedPlans(row, area) }
    row = historyPanel(row, area)
    limitsPanel(row, area)
  }

  private func controlSections() -> [Section] {
    let pools: Panel = state.panel == .prices ? .prices : .pools
    return [Panel.controls, pools, .models, .mix].flatMap { panel -> [Section] in
      let controls = state.controls(in: panel)
      guard panel == .mix, !state.mixIsShared else {
        return controls.isEmpty ? [] : [Section(panel: panel, controls: controls, space: controls.count)]
      }
      return state.scenario.models.indices.compactMap { model in
        let own = controls.filter { if case .workloadShare(model, _) = $0 { true } else { false } }
        return own.isEmpty ? nil : Section(panel: panel, model: model, controls: own, space: own.count)
      }
    }
  }

  /// Whether the focused control is one of a section's.
  private func holdsFocus(_ section: Section) -> Bool {
    guard section.panel == state.panel, let control = state.focusedControl else { return false }
    return section.controls.contains(control)
  }

  /// Unchanged headroom, limits and an unused demand yield first.
  private func hideQuietControls(_ sections: inout [Section], excess: Int) {
    guard let index = sections.firstIndex(where: { $0.panel == .controls }) else { return }
    // While the focus is among them they stay, so that walking through them does not move the rows.
    if state.panel == .controls, (state.tables.focusedRow[.controls] ?? 0) > 1 { return }
    let quiet = [Control.headroom, .tpot, .ttft].filter { state.facts(of: $0)?.isChanged == false }
    for control in quiet.prefix(excess) { sections[index].controls.removeAll { $0 == control } }
    sections[index].space = sections[index].controls.count
  }

  private mutating func draw(_ section: Section, _ row: inout Int, _ area: Area) {
    guard row < area.endRow else { return }
    let isFocused = holdsFocus(section)
    let isWide = area.width >= 33
    if section.hasTitle {
      let head = heading(section, isWide: isWide, area)
      title(
        head.name, note: head.note, heads: head.heads, row, area.column, width: area.width,
        isFocused: isFocused)
      target(.panel(section.panel), row: row, from: area.column, to: area.endColumn)
      row += 1
    }
    let focus = section.controls.firstIndex { $0 == state.focusedControl } ?? 0
    let window = ListWindow(count: section.controls.count, space: section.space, focus: isFocused ? focus : 0)
    func isShown() -> Bool { row < area.endRow }
    if !window.before.isEmpty, isShown() {
      summary("▴", section.controls, window.before, row, area)
      row += 1
    }
    for index in window.rows where isShown() {
      control(section.controls[index], row, area, isFocused: isFocused && index == focus)
      row += 1
    }
    if !window.after.isEmpty, isShown() {
      summary("▾", section.controls, window.after, row, area)
      row += 1
    }
  }

  private func heading(_ section: Section, isWide: Bool, _ area: Area) -> (
    name: String, note: String, heads: String
  ) {
    switch section.panel {
    case .controls: return ("CONTROLS", "", "")
    case .pools:
      let scale = poolScale(area)
      let age = state.feedTrouble?.age.map(FeedTrouble.text)
      let note =
        age ?? (isWide ? "■ = \(scale) GPU\(scale > 1 ? "s" : "")" : scale > 1 ? "■=\(scale)" : "")
      let name =
        switch state.feed {
        case .none: "POOLS"
        case .live: "POOLS live"
        case .stale: "POOLS stale"
        }
      return (name, note, "used/all   $/h")
    case .prices: return ("PRICES", isWide ? "a GPU" : "", "used/all   $/h")
    case .models: return ("MODELS", "", "share")
    case .mix:
      let name = section.model.map { Characters.cut(state.scenario.models[$0].name, to: 16) }
      let note = name ?? "tokens in → out"
      return ("MIX", note, "share")
    case .results: return ("", "", "")
    }
  }

  /// Draws one row in place of those that have no room: `▾ w6-w9  18 %`.
  private mutating func summary(
    _ mark: String, _ all: [Control], _ hidden: Range<Int>, _ row: Int, _ area: Area
  ) {
    let facts = all[hidden].compactMap { state.facts(of: $0) }
    guard let first = facts.first, let last = facts.last else { return }
    let muted = CellStyle(.muted)
    let names = first.label == last.label ? first.label : "\(first.label)-\(last.label)"
    let valueEnd = area.column + 15
    put("\(mark) \(Characters.cut(names, to: 10))", row, area.column, muted, end: valueEnd - 4)
    guard first.unit == .percent, state.shareGroup(of: all[hidden.lowerBound]) != nil else {
      return
    }
    let sum = facts.reduce(0.0) { $0 + ($1.value ?? 0) }
    putRight(first.text(sum), row, end: valueEnd, muted)
    put("%", row, valueEnd + 1, muted)
  }

  private mutating func control(_ control: Control, _ row: Int, _ area: Area, isFocused: Bool) {
    guard let facts = state.facts(of: control) else { return }
    target(.control(control), row: row, from: area.column - 1, to: area.endColumn)
    if isFocused { put("▸", row, area.column - 1, CellStyle(.focus, bold: true)) }
    switch control {
    case .available(let pool): poolRow(pool, facts, row, area, isPrice: false, isFocused: isFocused)
    case .price(let pool): poolRow(pool, facts, row, area, isPrice: true, isFocused: isFocused)
    default: sliderRow(control, facts, row, area, isFocused: isFocused)
    }
  }

  private mutating func sliderRow(
    _ control: Control, _ facts: ControlFacts, _ row: Int, _ area: Area, isFocused: Bool
  ) {
    let isWide = area.width >= 33
    let isMix = if case .workloadShare = control { true } else { false }
    let valueEnd = area.column + (isWide || isMix ? 15 : 13)
    let value = valueText(control, facts)
    // Names keep clear of the longest share, so that token counts stand under each other.
    let labelEnd = valueEnd - (isMix ? 4 : max(value.count, 1) + 1)
    label(control, facts, row, area.column, end: labelEnd, isFocused: isFocused)
    putRight(value, row, end: valueEnd, valueStyle(control, facts, isFocused: isFocused))
    put(facts.unit.text, row, valueEnd + 1, CellStyle(.muted))
    let trackStart = area.column + (isWide ? 22 : 20)
    if facts.isLocked { put("L", row, trackStart - 2, CellStyle(.muted)) }
    let trackWidth = area.endColumn - trackStart
    put(SliderTrack.spans(facts, width: trackWidth, isFocused: isFocused), row, trackStart)
    target(.value(control), row: row, from: labelEnd, to: valueEnd)
    if facts.disabled == nil {
      let grip = SliderGrip.track(start: trackStart, width: trackWidth)
      target(.slider(control, grip), row: row, from: trackStart, to: area.endColumn)
    }
  }

  private mutating func label(
    _ control: Control, _ facts: ControlFacts, _ row: Int, _ column: Int, end: Int, isFocused: Bool
  ) {
    let isQuiet = facts.isUnused || facts.disabled != nil
    let style = CellStyle(isFocused ? .focus : isQuiet ? .muted : .text, bold: isFocused)
    var text = facts.label
    if case .modelShare = control, state.scenario.models.contains(where: { $0.name.count > end - column }) {
      text = shortModelName(facts.label)
    }
    if case .workloadShare(let model, let index) = control {
      let workload = state.scenario.models[model].workloads[index]
      let inWidth = widest(model, \.inputTokens)
      let outWidth = widest(model, \.outputTokens)
      let nameEnd = end - inWidth - outWidth - 1
      let longest = state.scenario.models[model].workloads.map(\.name.count).max() ?? 0
      if longest < nameEnd - column {
        put(text, row, column, style, end: nameEnd)
        putRight(String(workload.inputTokens), row, end: nameEnd + inWidth, CellStyle(.muted))
        put("→", row, nameEnd + inWidth, CellStyle(.rule))
        putRight(String(workload.outputTokens), row, end: end, CellStyle(.muted))
        return
      }
    }
    put(Characters.cut(text, to: end - column), row, column, style, end: end)
  }

  private func widest(_ model: Int, _ tokens: KeyPath<Workload, Int>) -> Int {
    state.scenario.models[model].workloads.map { String($0[keyPath: tokens]).count }.max() ?? 1
  }

  /// A model's name as short as tells it from the others.
  func shortModelName(_ name: String) -> String { state.shortModelName(name) }

  /// The figure, or what is being typed in its place.
  func valueText(_ control: Control, _ facts: ControlFacts) -> String {
    if let prompt = state.prompt, prompt.purpose == .value(control) {
      return prompt.text.isEmpty ? " " : String(prompt.text.suffix(6))
    }
    return facts.isUnused && facts.value == nil ? Numbers.none : facts.text(facts.value)
  }

  func valueStyle(_ control: Control, _ facts: ControlFacts, isFocused: Bool) -> CellStyle {
    let isRejected = state.infeasibility != nil && state.history.series?.control == control
    let role: Role =
      isRejected ? .bad : facts.isChanged ? .changed : facts.isUnused || facts.value == nil ? .muted : .strong
    return CellStyle(role, bold: !facts.isUnused, underline: false, reverse: isFocused)
  }
}

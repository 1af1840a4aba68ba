import Planning

/// The controls, pools, model shares and mix, and below them pinned plans, edits and limits where the height allows.
struct ControlsColumn: Drawable {
  /// Columns where there is room, and where there is little.
  static let width = 35
  static let compactWidth = 28
  /// Columns from which units and notes are written in full.
  static let widthOfNotes = 33

  /// One row.
  enum Line: Sendable {
    case heading(ControlSection.Heading, Panel, isFocused: Bool)
    /// A row in place of those that have no room: `▾ w6-w9  18 %`.
    case summary(mark: String, names: String, sum: String?)
    case slider(SliderRow, isFocused: Bool)
    case pool(Control, PoolControl, isFocused: Bool)
    case blank
  }

  /// The panels below the controls.
  struct Extras: Sendable {
    var pinned: PinnedPanel
    var history: HistoryPanel
    var limits: LimitsPanel
  }

  /// The rows, from the top.
  let lines: [Line]
  /// Drawn below them; nil: there is no room to spare.
  let extras: Extras?

  /// Chooses the rows of sections for an area; `facts` knows each control, `row` makes the rows of sliders and
  /// `pool` those of pools.
  init(
    _ sections: [ControlSection], focus: ControlFocus, area: Area, extras: Extras,
    facts: (Control) -> ControlFacts?, row: (Control, ControlFacts) -> SliderRow,
    pool: (Control, ControlFacts, _ isFocused: Bool) -> PoolControl
  ) {
    let (shown, gap) = ControlSection.fitting(sections, height: area.height, focus: focus, facts: facts)
    var lines: [Line] = []
    for section in shown {
      lines += Self.lines(section, focus, facts: facts, row: row, pool: pool)
      lines += Array(repeating: .blank, count: gap)
    }
    self.lines = lines
    self.extras = gap == 1 && area.width >= Self.width ? extras : nil
  }

  private static func lines(
    _ section: ControlSection, _ focus: ControlFocus, facts: (Control) -> ControlFacts?,
    row: (Control, ControlFacts) -> SliderRow,
    pool: (Control, ControlFacts, _ isFocused: Bool) -> PoolControl
  ) -> [Line] {
    let isFocused = focus.isIn(section)
    var lines: [Line] = []
    if section.hasTitle { lines.append(.heading(section.heading, section.panel, isFocused: isFocused)) }
    let place = section.controls.firstIndex { $0 == focus.control } ?? 0
    let window = ListWindow(
      count: section.controls.count, space: section.space, focus: isFocused ? place : 0)
    func summary(_ mark: String, _ hidden: Range<Int>) -> Line {
      let all = section.controls[hidden].compactMap(facts)
      guard let first = all.first, let last = all.last else { return .blank }
      let names = first.label == last.label ? first.label : "\(first.label)-\(last.label)"
      let sum = all.reduce(0.0) { $0 + ($1.value ?? 0) }
      return .summary(
        mark: mark, names: names, sum: section.controls[hidden.lowerBound].isShare ? first.text(sum) : nil)
    }
    if !window.before.isEmpty { lines.append(summary("▴", window.before)) }
    for index in window.rows {
      let control = section.controls[index]
      guard let known = facts(control) else {
        lines.append(.blank)
        continue
      }
      let isFocused = isFocused && index == place
      lines.append(
        control.pool != nil
          ? .pool(control, pool(control, known, isFocused), isFocused: isFocused)
          : .slider(row(control, known), isFocused: isFocused))
    }
    if !window.after.isEmpty { lines.append(summary("▾", window.after)) }
    return lines
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    for (index, line) in lines.prefix(max(0, area.height)).enumerated() {
      Self.draw(line, on: &canvas, area.row + index, area)
    }
    guard let extras else { return }
    var rest = area.dropping(rows: lines.count)
    let pinned = extras.pinned.height(within: rest.height)
    if pinned > 0 {
      canvas.draw(extras.pinned, in: rest.first(rows: pinned))
      rest = rest.dropping(rows: pinned + 1)
    }
    let history = extras.history.height(within: rest.height)
    if history > 0 {
      canvas.draw(extras.history, in: rest.first(rows: history))
      rest = rest.dropping(rows: history + 1)
    }
    canvas.draw(extras.limits, in: rest)
  }

  private static func draw(_ line: Line, on canvas: inout Canvas, _ row: Int, _ area: Area) {
    switch line {
    case .blank: break
    case .heading(let heading, let panel, let isFocused):
      canvas.title(
        heading.name, note: heading.note, heads: heading.heads, row, area.column, width: area.width,
        isFocused: isFocused)
      canvas.target(.panel(panel), row: row, from: area.column, to: area.endColumn)
    case .summary(let mark, let names, let sum):
      let muted = CellStyle(.muted)
      let valueEnd = area.column + SliderRow.valueWidth
      canvas.put("\(mark) \(Characters.cut(names, to: 10))", row, area.column, muted, end: valueEnd - 4)
      guard let sum else { return }
      canvas.putRight(sum, row, end: valueEnd, muted)
      canvas.put("%", row, valueEnd + 1, muted)
    case .slider(let slider, let isFocused):
      draw(slider.control, isFocused: isFocused, on: &canvas, row, area)
      slider.draw(isFocused: isFocused, on: &canvas, row, area)
    case .pool(let control, let pool, let isFocused):
      draw(control, isFocused: isFocused, on: &canvas, row, area)
      canvas.draw(pool, in: Area(row: row, column: area.column, width: area.width, height: 1))
    }
  }

  /// Draws what rows of all controls have in common: the target and the mark of the focus.
  private static func draw(
    _ control: Control, isFocused: Bool, on canvas: inout Canvas, _ row: Int, _ area: Area
  ) {
    canvas.target(.control(control), row: row, from: area.column - 1, to: area.endColumn)
    if isFocused { canvas.put("▸", row, area.column - 1, CellStyle(.focus, bold: true)) }
  }
}

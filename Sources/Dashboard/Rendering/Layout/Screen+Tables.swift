import Planning

/// What the parts that draw as extensions of the screen need of it.
extension Screen {
  var grid: Grid {
    get { canvas.grid }
    _modify { yield &canvas.grid }
  }

  @discardableResult
  mutating func put(
    _ text: String, _ row: Int, _ column: Int, _ style: CellStyle = CellStyle(), end: Int? = nil
  ) -> Int {
    canvas.put(text, row, column, style, end: end)
  }

  @discardableResult
  mutating func put(_ spans: [Span], _ row: Int, _ column: Int, end: Int? = nil) -> Int {
    canvas.put(spans, row, column, end: end)
  }

  mutating func putRight(_ text: String, _ row: Int, end: Int, _ style: CellStyle = CellStyle()) {
    canvas.putRight(text, row, end: end, style)
  }

  mutating func putRight(_ spans: [Span], _ row: Int, end: Int) { canvas.putRight(spans, row, end: end) }

  mutating func title(
    _ name: String, note: String = "", heads: String = "", _ row: Int, _ column: Int, width: Int,
    isFocused: Bool = false, role: Role = .strong
  ) {
    canvas.title(
      name, note: note, heads: heads, row, column, width: width, isFocused: isFocused, role: role)
  }

  mutating func fade(_ area: Area, to role: Role) { canvas.fade(area, to: role) }

  mutating func paint(row: Int, from start: Int, to end: Int, _ ground: Ground) {
    canvas.paint(row: row, from: start, to: end, ground)
  }

  mutating func target(_ kind: HitTarget.Kind, row: Int, from start: Int, to end: Int) {
    canvas.target(kind, row: row, from: start, to: end)
  }

  func valueText(_ control: Control, _ facts: ControlFacts) -> String {
    SliderRow.valueText(control, facts, state.prompt)
  }

  func worthSpan(_ worth: Worth?, _ objective: Objective) -> Span { BindsPanel.span(worth, objective) }

  func valueUnit(_ objective: Objective) -> String { FrontierPanel.unit(of: objective) }
}

/// The state and the canvas that it is drawn on; what is not yet `Drawable` draws as an extension of it.
struct Screen {
  let state: DashboardState
  var canvas: Canvas

  init(_ state: DashboardState) {
    self.state = state
    canvas = Canvas(columns: state.columns, rows: state.rows, tier: state.display.glyphs)
  }

  var grid: Grid {
    get { canvas.grid }
    _modify { yield &canvas.grid }
  }

  var targets: [HitTarget] { canvas.targets }

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

  mutating func clear(_ area: Area) { canvas.clear(area) }

  mutating func target(_ kind: HitTarget.Kind, _ area: Area) { canvas.target(kind, area) }

  mutating func target(_ kind: HitTarget.Kind, row: Int, from start: Int, to end: Int) {
    canvas.target(kind, row: row, from: start, to: end)
  }

  mutating func coverTargets(by frame: Area, _ scrolling: HitTarget.Scrolling) {
    canvas.coverTargets(by: frame, scrolling)
  }

  static func wrap(_ text: String, width: Int) -> [String] { Canvas.wrap(text, width: width) }
}

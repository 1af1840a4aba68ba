/// A piece of text with its style.
struct Span: Sendable, Equatable {
  var text: String
  var style: CellStyle

  init(_ text: String, _ style: CellStyle = CellStyle()) {
    self.text = text
    self.style = style
  }
}

/// The cells being drawn and the mouse targets on them; it knows nothing of what they mean.
struct Canvas: Sendable {
  /// The glyphs it is drawn with.
  let tier: GlyphTier
  /// The cells drawn so far.
  var grid: Grid
  /// The mouse targets, from the back to the front.
  private(set) var targets: [HitTarget] = []

  /// A blank canvas of that size.
  init(columns: Int, rows: Int, tier: GlyphTier) {
    self.tier = tier
    grid = Grid(columns: columns, rows: rows)
  }

  /// Writes a text, cut at `end`; returns the column after it.
  @discardableResult
  mutating func put(
    _ text: String, _ row: Int, _ column: Int, _ style: CellStyle = CellStyle(), end: Int? = nil
  )
    -> Int
  {
    let limit = min(end ?? grid.columns, grid.columns)
    var place = column
    for character in text {
      guard place < limit else { break }
      grid[row, place] = Cell(Glyphs.shown(Characters.narrow(character), tier), style)
      place += 1
    }
    return place
  }

  /// Writes pieces one after the other; returns the column after them.
  @discardableResult
  mutating func put(_ spans: [Span], _ row: Int, _ column: Int, end: Int? = nil) -> Int {
    spans.reduce(column) { put($1.text, row, $0, $1.style, end: end) }
  }

  /// Writes a text that ends before `end`.
  mutating func putRight(_ text: String, _ row: Int, end: Int, _ style: CellStyle = CellStyle()) {
    put(text, row, end - text.count, style, end: end)
  }

  /// Writes pieces that end before `end`.
  mutating func putRight(_ spans: [Span], _ row: Int, end: Int) {
    put(spans, row, end - spans.reduce(0) { $0 + $1.text.count }, end: end)
  }

  /// A panel's title on its rule: `NAME note ───── heads`.
  mutating func title(
    _ name: String, note: String = "", heads: String = "", _ row: Int, _ column: Int, width: Int,
    isFocused: Bool = false, role: Role = .strong
  ) {
    let end = column + width
    let nameRole: Role = isFocused ? .focus : role
    var place =
      put(Characters.cut(name, to: width), row, column, CellStyle(nameRole, bold: true), end: end) + 1
    let headsWidth = heads.isEmpty || place + heads.count + 1 >= end ? 0 : heads.count + 1
    let room = end - place - headsWidth
    if !note.isEmpty, room > 4 {
      place = put(Characters.cutEnd(note, to: room), row, place, CellStyle(.muted), end: end) + 1
    }
    let rule: Character = isFocused ? "━" : "─"
    let ruleStyle = CellStyle(isFocused ? .focus : role == .strong ? .rule : role)
    let ruleEnd = end - headsWidth
    if place < ruleEnd { put(String(repeating: rule, count: ruleEnd - place), row, place, ruleStyle) }
    if headsWidth > 0 { putRight(heads, row, end: end, CellStyle(.muted)) }
  }

  /// Gives every cell of an area one role, as on a results page that is out of date or behind an overlay.
  mutating func fade(_ area: Area, to role: Role) {
    for row in area.row..<max(area.row, area.endRow) {
      for column in area.column..<max(area.column, area.endColumn) {
        grid[row, column].style = CellStyle(role)
      }
    }
  }

  /// Sets the ground of a range of cells in one row.
  mutating func paint(row: Int, from start: Int, to end: Int, _ ground: Ground) {
    for column in start..<max(start, end) { grid[row, column].style.ground = ground }
  }

  /// Blanks an area.
  mutating func clear(_ area: Area) {
    for row in area.row..<max(area.row, area.endRow) {
      for column in area.column..<max(area.column, area.endColumn) { grid[row, column] = Cell() }
    }
  }

  /// Breaks a text into lines of at most `width` columns, between words where possible.
  static func wrap(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var rest = String(word)
      if !line.isEmpty, line.count + 1 + rest.count <= width {
        line += " " + rest
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while rest.count > width {
        lines.append(String(rest.prefix(width)))
        rest = String(rest.dropFirst(width))
      }
      line = rest
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// Draws a part in an area.
  mutating func draw(_ panel: some Drawable, in area: Area) { panel.draw(on: &self, in: area) }

  // MARK: Mouse targets

  /// Adds a mouse target for an area.
  mutating func target(_ kind: HitTarget.Kind, _ area: Area) {
    targets.append(HitTarget(area: area, kind: kind))
  }

  /// Adds a mouse target for columns of one row.
  mutating func target(_ kind: HitTarget.Kind, row: Int, from start: Int, to end: Int) {
    target(kind, Area(row: row, column: start, width: max(0, end - start), height: 1))
  }

  /// Replaces all mouse targets by those of an overlay.
  mutating func coverTargets(by frame: Area, _ scrolling: HitTarget.Scrolling) {
    targets = []
    target(.outside, Area(row: 0, column: 0, width: grid.columns, height: grid.rows))
    target(.cover, frame)
    target(.scrolling(scrolling), frame)
  }
}

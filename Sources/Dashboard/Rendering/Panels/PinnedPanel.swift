import Planning

/// The pinned plans and the plan shown, with their headline figures.
struct PinnedPanel: Drawable {
  /// Columns of the mark and the figures beside a name.
  private static let figuresWidth = 23
  /// Fewer rows than this show no plan beside the present one.
  private static let leastHeight = 3

  let pins: [Pin]
  /// Index of the plan that deltas refer to.
  let reference: Int
  /// The plan shown; nil: there is none now.
  let present: Plan?
  /// Whether the plan shown looks stale.
  let isStale: Bool
  /// Whether it has anything to show.
  let isShown: Bool

  init(_ pins: [Pin], reference: Character, present: Plan?, lacksPlan: Bool, isStale: Bool) {
    self.pins = pins
    self.reference = pins.firstIndex { $0.letter == reference } ?? 0
    self.present = present
    self.isStale = isStale && !lacksPlan
    isShown = (present != nil || lacksPlan) && !pins.isEmpty
  }

  private func window(_ height: Int) -> ListWindow {
    ListWindow(count: pins.count, space: height - 2, focus: reference)
  }

  /// The rows that it takes of `space`; 0: it does not fit.
  func height(within space: Int) -> Int {
    isShown && space >= Self.leastHeight ? window(space).height + 2 : 0
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard isShown, area.height >= Self.leastHeight else { return }
    canvas.title("PINNED", heads: "req/s    $/h  $/Mtok", area.row, area.column, width: area.width)
    let window = window(area.height)
    var row = area.row + 1
    func more(_ mark: String, _ hidden: Range<Int>, _ canvas: inout Canvas) {
      let letters = hidden.map { String(pins[$0].letter) }.joined(separator: " ")
      canvas.put("\(mark) \(letters)", row, area.column, CellStyle(.muted), end: area.endColumn)
      row += 1
    }
    if !window.before.isEmpty { more("▴", window.before, &canvas) }
    for pin in pins[window.rows] {
      let style = CellStyle(.ref, bold: true)
      Self.draw(String(pin.letter), pin.name, pin.plan, style, on: &canvas, row, area)
      row += 1
    }
    if !window.after.isEmpty { more("▾", window.after, &canvas) }
    guard row < area.endRow else { return }
    if let present {
      Self.draw("●", "now", present, CellStyle(.strong), on: &canvas, row, area)
    } else {
      let name = area.width - Self.figuresWidth >= 12 ? "now: no plan" : "now"
      Self.draw("✗", name, nil, CellStyle(.bad, bold: true), on: &canvas, row, area)
    }
    if isStale { canvas.fade(Area(row: row, column: area.column, width: area.width, height: 1), to: .stale) }
  }

  private static func draw(
    _ mark: String, _ name: String, _ plan: Plan?, _ style: CellStyle, on canvas: inout Canvas, _ row: Int,
    _ area: Area
  ) {
    canvas.put(mark, row, area.column, style)
    canvas.put(Characters.cutEnd(name, to: area.width - figuresWidth), row, area.column + 2)
    let figures = [
      (plan.map { Numbers.amount($0.requestsPerSecond) }, 14),
      (plan.map { Numbers.amount($0.costPerHour) }, 7),
      (plan.map { Numbers.headlineCost($0.totalCostPerMillionTokens) }, 0),
    ]
    for (text, rest) in figures { canvas.putRight(text ?? Numbers.none, row, end: area.endColumn - rest) }
  }
}

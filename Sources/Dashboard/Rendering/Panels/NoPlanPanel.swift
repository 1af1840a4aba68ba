import Planning

/// The reason why there is no plan, and the smallest changes that give one.
struct NoPlanPanel: Drawable {
  /// Columns from which a change is shown with the plan that it gives.
  private static let wideChange = 72

  /// A change that gives a plan, with that plan's figures.
  struct Change: Sendable {
    var text: RelaxationText
    /// $/h, and requests/s.
    var cost: Double
    var rate: Double
  }

  /// The keys that the panel names.
  struct Hints: Sendable {
    /// Takes edits back; nil: there is none.
    var undo: String?
    /// Leads to the changes; nil: the keys are on them.
    var next: String?
  }

  let reason: Infeasibility
  /// The changes found, the smallest first, as many as can be chosen.
  let changes: [Change]
  /// Kinds of change tried, and those there are.
  let tried: (done: Int, all: Int)
  /// A sentence on the limits that cannot all be kept; nil: not known.
  let clash: String?
  /// Changes that were tried and give no plan; nil: there are none, or the search goes on.
  let hopeless: String?
  let hints: Hints
  /// The change that the keys are on; nil: the keys are elsewhere.
  let focus: Int?

  /// Rows the panel would like.
  func height(width: Int) -> Int {
    let hopelessRows = hopeless.map { Self.hopelessLines($0, width).count } ?? 0
    let refused = reason.refusals.isEmpty ? 0 : min(6, reason.refusals.count + 2)
    return 1 + lines(width: width).count + 2 + max(1, changes.count) + hopelessRows + refused
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 0 else { return }
    drawVerdict(on: &canvas, area)
    var row = area.row + 1
    for line in lines(width: area.width) where row < area.endRow {
      canvas.put(line.text, row, area.column, line.style, end: area.endColumn)
      row += 1
    }
    guard row + 1 < area.endRow else { return }
    if row + 3 + changes.count < area.endRow { row += 1 }
    canvas.title(
      "SMALLEST CHANGES", note: progress, heads: area.width >= Self.wideChange ? "then $/h   req/s" : "", row,
      area.column, width: area.width, isFocused: focus != nil)
    row += 1
    for (index, change) in changes.enumerated() where row < area.endRow {
      draw(change, index, on: &canvas, row, area)
      row += 1
    }
    if let hopeless, row < area.endRow {
      for line in Self.hopelessLines(hopeless, area.width).prefix(area.endRow - row) {
        canvas.put(line, row, area.column, CellStyle(.muted), end: area.endColumn)
        row += 1
      }
    }
    drawRefusals(on: &canvas, row, area)
  }

  /// How far the search for changes is, and the key that leads to them.
  private var progress: String {
    let isDone = tried.done >= tried.all
    guard !changes.isEmpty else {
      return tried.done == tried.all ? "none found" : "\(tried.done) of \(tried.all) tried"
    }
    let text = isDone ? "each one alone gives a plan" : "\(tried.done) of \(tried.all) tried"
    return hints.next.map { "\($0) leads here · \(text)" } ?? text
  }

  private func drawVerdict(on canvas: inout Canvas, _ area: Area) {
    let verdict = reason.isProven ? "NO PLAN " : "UNKNOWN "
    let place = canvas.put(verdict, area.row, area.column, CellStyle(.bad, bold: true))
    let way = hints.undo.flatMap { place + $0.count + 4 <= area.endColumn ? $0 : nil }
    let end = area.endColumn - (way.map { $0.count + 1 } ?? 0)
    canvas.put(String(repeating: "─", count: max(0, end - place)), area.row, place, CellStyle(.bad))
    if let way { canvas.putRight(way, area.row, end: area.endColumn, CellStyle(.muted)) }
  }

  private func draw(_ change: Change, _ index: Int, on canvas: inout Canvas, _ row: Int, _ area: Area) {
    let text = change.text
    let muted = CellStyle(.muted)
    let isFocused = index == focus
    if isFocused { canvas.put("▸", row, area.column - 1, CellStyle(.focus, bold: true)) }
    canvas.put(String(index + 1), row, area.column, CellStyle(.key, bold: true))
    let isWide = area.width >= Self.wideChange
    let relativeEnd = isWide ? area.endColumn - 18 : area.endColumn
    let deltaStart = relativeEnd - 19
    let changeEnd = isWide ? deltaStart - 2 : relativeEnd - 9
    let nameWidth = max(6, changeEnd - text.change.count - area.column - 3)
    canvas.put(Characters.cut(text.name, to: nameWidth), row, area.column + 2)
    canvas.putRight(text.change, row, end: changeEnd, CellStyle(.strong, bold: true))
    canvas.putRight(text.relative, row, end: relativeEnd, muted)
    if isWide {
      canvas.put("\(text.isMore ? "▲" : "▼") \(text.delta)", row, deltaStart, muted)
      canvas.putRight(Numbers.amount(change.cost), row, end: area.endColumn - 8)
      canvas.putRight(Numbers.amount(change.rate), row, end: area.endColumn)
    }
    if isFocused { canvas.paint(row: row, from: area.column, to: area.endColumn, .selection) }
  }

  /// Layouts that no plan may use, where they are why there is none.
  private func drawRefusals(on canvas: inout Canvas, _ start: Int, _ area: Area) {
    guard !reason.refusals.isEmpty, start + 2 < area.endRow else { return }
    var row = start + 1
    canvas.title("REFUSED LAYOUTS", heads: "reason", row, area.column, width: area.width)
    for refusal in reason.refusals.prefix(area.endRow - row - 1) {
      row += 1
      let what = "\(refusal.model) \(refusal.layout)"
      let half = area.width / 2
      canvas.put(Characters.cut(what, to: half - 1), row, area.column, end: area.endColumn)
      canvas.put(
        Characters.cutEnd(refusal.reason, to: area.width - half), row, area.column + half, CellStyle(.muted))
    }
  }

  private func lines(width: Int) -> [Span] {
    let text = reason.reason
    let sentence = text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
    var lines = Canvas.wrap(sentence, width: width).map { Span($0, CellStyle(.strong, bold: true)) }
    if let clash {
      let sentence = clash.prefix(1).uppercased() + clash.dropFirst()
      lines += Canvas.wrap(sentence, width: width).map { Span($0) }
    }
    if !reason.isProven {
      lines.append(Span("Not proven: the search ended before it was sure.", CellStyle(.muted)))
    }
    return lines
  }

  private static func hopelessLines(_ text: String, _ width: Int) -> [String] {
    Canvas.wrap("Would not help: \(text).", width: width)
  }
}

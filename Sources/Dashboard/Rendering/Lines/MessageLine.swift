/// The row above the keys while nothing is typed: what was edited or went wrong, else what the focused row means.
struct MessageLine: Drawable {
  /// Columns from which sources are explained in words, and from which they are named.
  private static let widthOfWords = 110
  private static let widthOfLetters = 70

  let message: Message?
  /// The focused row's meaning; nil: it has none.
  let tooltip: String?
  /// Notes on an edit's result and on the steps that can be undone and redone.
  let notes: [Span]
  /// Whether there is a plan, whose sources have letters.
  let hasPlan: Bool

  func draw(on canvas: inout Canvas, in area: Area) {
    let end = area.endColumn - 1
    let start = area.column + 1
    let legend = Self.legend(end)
    let legendWidth = legend.reduce(0) { $0 + $1.text.count }
    if message == nil, let tooltip {
      canvas.put(Characters.cutEnd(tooltip, to: end - 2), area.row, start, CellStyle(.muted), end: end)
      // Beside a long explanation the legend of sources gives way.
      if tooltip.count + 3 > end - legendWidth { return }
    }
    // So it does beside a long message.
    let width = message.map { $0.subject.count + $0.text.count + 5 } ?? 0
    let isLegendShown = hasPlan && legendWidth > 0 && width <= end - legendWidth
    if isLegendShown { canvas.putRight(legend, area.row, end: end) }
    let limit = isLegendShown ? end - legendWidth - 2 : end
    guard let message else { return }
    switch message.kind {
    case .error: canvas.put("! " + message.text, area.row, start, CellStyle(.bad), end: limit)
    case .notice: canvas.put(message.text, area.row, start, CellStyle(.muted), end: limit)
    case .edit:
      var place = canvas.put(message.subject + " ", area.row, start, end: limit)
      place = canvas.put(message.text, area.row, place, CellStyle(.changed), end: limit)
      for note in notes where place + 3 + note.text.count <= limit {
        place = canvas.put([Span(" · ", CellStyle(.muted)), note], area.row, place)
      }
    }
  }

  /// The letters of sources, as much of them as the width allows.
  private static func legend(_ width: Int) -> [Span] {
    let muted = CellStyle(.muted)
    guard width >= widthOfWords else {
      return width >= widthOfLetters ? [Span("s source: m i e", muted)] : []
    }
    let estimate = CellStyle(.est, underline: true)
    return [
      Span("m measured  ", muted), Span("i", estimate), Span(" interpolated  ", muted), Span("e", estimate),
      Span(" estimated", muted),
    ]
  }
}

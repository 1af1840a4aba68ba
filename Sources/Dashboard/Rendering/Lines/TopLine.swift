import Planning

/// The first row: program, title, objective; right: what the planner is doing.
struct TopLine: Drawable {
  /// Columns of a title that still tell scenarios apart.
  private static let shortestTitle = 16
  /// Columns of the program's name with its margins.
  private static let programWidth = 10
  /// The mark of a scenario that differs from the one opened.
  private static let modified = " modified"

  let title: String
  let isModified: Bool
  /// The objective, or the page shown in place of the panels.
  let objective: String
  let solver: SolverLine
  /// Whether there is a plan: then its gap stays as long as its verdict and time.
  let hasPlan: Bool

  func draw(on canvas: inout Canvas, in area: Area) {
    canvas.paint(row: area.row, from: area.column, to: area.endColumn, .bar)
    let bar = CellStyle(.text, on: .bar)
    let status = status(width: area.width)
    var joined: [Span] = []
    for (index, part) in status.enumerated() {
      if index > 0 { joined.append(Span(" · ", bar)) }
      joined += part
    }
    let last = area.endColumn - 1
    let statusStart = last - min(Self.length(status), max(0, area.width - 2))
    canvas.put(joined, area.row, statusStart, end: last)
    let end = statusStart - 1
    let program = CellStyle(.strong, on: .bar, bold: true)
    var place = canvas.put("fleetmix", area.row, area.column + 1, program, end: end) + 2
    let changed = isModified ? Self.modified : ""
    let room = end - place - changed.count
    guard room > 3 else { return }
    place = canvas.put(Characters.cut(title, to: room), area.row, place, bar, end: end)
    place = canvas.put(changed, area.row, place, CellStyle(.changed, on: .bar), end: end)
    if place + 2 + objective.count < end { canvas.put(objective, area.row, place + 2, bar, end: end) }
  }

  /// The parts of the planner's state that have room.
  private func status(width: Int) -> [[Span]] {
    var status = solver.parts(width: width)
    let beside = Self.programWidth + 2 + (isModified ? Self.modified.count : 0)
    // The planner's last figures yield to the objective, then to the title; verdict, gap and time (without a plan: verdict and proof) only to a title
    // that would become unreadable.
    while status.count > 4, Self.length(status) + beside + title.count + objective.count + 5 > width {
      status.removeLast()
    }
    while status.count > (hasPlan ? 3 : 2), Self.length(status) + beside + title.count + 3 > width {
      status.removeLast()
    }
    let shortest = min(title.count, Self.shortestTitle)
    while status.count > 1, Self.length(status) + beside + shortest + 3 > width { status.removeLast() }
    return status
  }

  /// Columns of parts with the marks between them.
  private static func length(_ spans: [[Span]]) -> Int {
    spans.reduce(0) { $0 + $1.reduce(0) { $0 + $1.text.count } } + 3 * max(0, spans.count - 1)
  }
}

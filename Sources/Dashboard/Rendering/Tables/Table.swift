/// A table as it is drawn: heads, the rows that fit around the focused one, marks of those that do not, and the total.
///
///     n layout          $/h  util  req/s s     heads; a sorted one has a mark
///     llama-3-70b     23.48        14.21       a subtotal, its name before the first figure
///    ▸1 H100*4        11.96  100%   5.47 m     the focused row
///     ▾ 3 rows                                 what is scrolled out
///     total           31.68        59.63       stays in view
struct Table: Drawable {
  /// What it shows.
  let data: DataTable
  /// The row to keep in view, among those that the keys move through; nil: the first.
  var focus: Int?
  /// Whether that row is marked.
  var showsFocus = false
  /// Columns of a focused row that are marked, from the left; nil: all of them.
  var markedColumns: Int?
  /// Whether it has a row of heads.
  var hasHeads = true
  /// Whether a click on a head sorts by it.
  var isSortable = false
  /// The column that rows are sorted by.
  var order: TableOrder?
  /// Whether a click on a row focuses it.
  var hasTargets = true
  /// What is said where a filter leaves no row.
  var emptyNote: String?
  /// Columns of the ground behind a share.
  var groundWidth = 4

  init(_ data: DataTable) { self.data = data }

  /// A line: a section's title, a subtotal, an item, or a blank.
  private struct Line {
    var title: DataTable.Section?
    var row: DataTable.Row?
    /// Index among the items.
    var item: Int?
  }

  private var lines: [Line] {
    var lines: [Line] = []
    var item = 0
    for section in data.sections {
      if !section.title.isEmpty {
        if !lines.isEmpty { lines.append(Line()) }
        lines.append(Line(title: section))
      }
      if let subtotal = section.subtotal { lines.append(Line(row: subtotal)) }
      for row in section.rows {
        lines.append(Line(row: row, item: item))
        item += 1
      }
    }
    return lines
  }

  /// The row of an area in which the total stands: under the last row, or at the end while rows scroll.
  func totalRow(in area: Area) -> Int {
    let top = area.row + (hasHeads ? 1 : 0)
    return min(area.endRow - 1, top + max(emptyNote == nil ? 0 : 1, lines.count))
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    let placed = PlacedColumns(data, width: area.width)
    let chart = CostChart(data, beside: placed.width, in: area)
    if hasHeads { drawHeads(placed, on: &canvas, area) }
    chart?.drawHeads(on: &canvas)
    let lines = lines
    let totalRow = totalRow(in: area)
    let top = area.row + (hasHeads ? 1 : 0)
    let space = data.total == nil ? area.endRow - top : totalRow - top
    let focusLine = focus.flatMap { focus in lines.firstIndex { $0.item == focus } } ?? 0
    let window = ListWindow(count: lines.count, space: max(0, space), focus: focusLine)
    let muted = CellStyle(.muted)
    var row = top
    if let emptyNote { canvas.put(emptyNote, row, area.column, muted, end: area.endColumn) }
    if !window.before.isEmpty {
      canvas.put("▴ \(window.before.count) rows", row, area.column, muted)
      row += 1
    }
    for line in lines[window.rows] {
      if let section = line.title {
        canvas.title(section.title, note: section.note, row, area.column, width: area.width)
      } else if let entry = line.row {
        let isFocused = showsFocus && line.item != nil && line.item == focus
        draw(entry, placed, row, on: &canvas, area, isFocused: isFocused)
        if hasTargets, let item = line.item {
          canvas.target(.replica(item), row: row, from: area.column - 1, to: area.endColumn)
        }
        chart?.draw(entry, row, on: &canvas)
      }
      row += 1
    }
    if !window.after.isEmpty { canvas.put("▾ \(window.after.count) rows", row, area.column, muted) }
    if let total = data.total, totalRow >= top {
      draw(total, placed, totalRow, on: &canvas, area, isFocused: false)
      chart?.draw(total, totalRow, on: &canvas)
    }
  }

  private func drawHeads(_ placed: PlacedColumns, on canvas: inout Canvas, _ area: Area) {
    for (place, index) in placed.shown.enumerated() {
      let entry = data.columns[index]
      let start = area.column + placed.starts[place]
      let isSorted = order?.head == entry.head
      let mark = isSorted ? (order?.isReversed == true ? "▴" : "▾") : ""
      let style = CellStyle(isSorted ? .focus : .muted, bold: isSorted)
      let text = Characters.cut(entry.head, to: entry.width - entry.gap - mark.count) + mark
      if entry.isLeft {
        canvas.put(text, area.row, start + (place == 0 ? 0 : 1), style)
      } else {
        canvas.putRight(text, area.row, end: start + entry.width, style)
      }
      if isSortable {
        canvas.target(
          .head(entry.head), row: area.row, from: start, to: min(start + entry.width, area.endColumn))
      }
    }
  }

  private func draw(
    _ entry: DataTable.Row, _ placed: PlacedColumns, _ row: Int, on canvas: inout Canvas, _ area: Area,
    isFocused: Bool
  ) {
    if isFocused { canvas.put("▸", row, area.column - 1, CellStyle(.focus, bold: true)) }
    let first = placed.shown.firstIndex { !data.columns[$0].isLeft && !entry.cells[$0].text.isEmpty }
    for (place, index) in placed.shown.enumerated() {
      let column = data.columns[index]
      let start = area.column + placed.starts[place]
      let cell = entry.cells[index]
      if let part = cell.bar {
        let cells = part > 0 ? max(1, Int((part * Double(column.width)).rounded())) : 0
        canvas.put(String(repeating: "█", count: min(cells, column.width)), row, start, CellStyle(.fill))
      } else if column.isLeft {
        draw(cell, column, row, on: &canvas, start + (place == 0 ? 0 : 1), room: room(place, placed, entry))
      } else {
        draw(cell, column, row, on: &canvas, end: start + column.width)
      }
    }
    if let heading = entry.heading {
      let end = first.map { placed.starts[$0] } ?? placed.width
      canvas.put(Characters.cut(heading, to: max(0, end - 1)), row, area.column, entry.headingStyle)
    }
    guard isFocused else { return }
    let end = area.column + placed.width(of: markedColumns)
    for place in area.column..<max(area.column, end)
    where markedColumns != nil || canvas.grid[row, place].style.ground == .base {
      canvas.grid[row, place].style.ground = .selection
    }
  }

  /// Columns of the screen that a name has: its own, and the empty ones to its right.
  private func room(_ place: Int, _ placed: PlacedColumns, _ entry: DataTable.Row) -> Int {
    let column = data.columns[placed.shown[place]]
    guard place + 1 < placed.shown.count else { return column.width - column.gap }
    let next = placed.shown[place + 1]
    return column.width - column.gap + (entry.cells[next].text.isEmpty ? data.columns[next].width : 0)
  }

  private func draw(
    _ cell: DataTable.Cell, _ column: DataTable.Column, _ row: Int, on canvas: inout Canvas, _ start: Int,
    room: Int
  ) {
    let text =
      column.losesEnd ? Characters.cutEnd(cell.text, to: room) : Characters.cut(cell.text, to: room)
    if cell.spans.isEmpty {
      canvas.put(text, row, start, cell.style)
    } else {
      canvas.put(cell.spans, row, start, end: start + column.width - column.gap)
    }
  }

  private func draw(
    _ cell: DataTable.Cell, _ column: DataTable.Column, _ row: Int, on canvas: inout Canvas, end: Int
  ) {
    if cell.style.ground != .base {
      let field = min(groundWidth, column.width - 1)
      canvas.put(String(repeating: " ", count: field), row, end - field, cell.style)
    }
    // A figure that is cut reads as another one: it may touch its neighbour before.
    let gap = cell.figure == nil ? column.gap : 0
    let text = Characters.cut(cell.text, to: column.width - gap - cell.suffix.count)
    canvas.putRight([Span(text, cell.style), Span(cell.suffix, CellStyle(.muted))], row, end: end)
  }
}

/// The columns of a table that fit in a width, and where each begins.
struct PlacedColumns: Sendable {
  /// Indices of the columns shown.
  let shown: [Int]
  /// First column of the screen of each, counted from the table's own.
  let starts: [Int]
  /// Columns of the screen of all of them.
  let width: Int

  init(_ table: DataTable, width: Int) {
    shown = table.shownColumns(width: width)
    var starts: [Int] = []
    var place = 0
    for index in shown {
      starts.append(place)
      place += table.columns[index].width
    }
    self.starts = starts
    self.width = place
  }

  /// Columns of the screen of the first so many columns; of all: nil.
  func width(of count: Int?) -> Int {
    guard let count, count < starts.count else { return width }
    return starts[count]
  }
}

extension DataTable.Row {
  /// A heading looks as the figures that it stands before.
  fileprivate var headingStyle: CellStyle { cells.first?.style ?? CellStyle() }
}

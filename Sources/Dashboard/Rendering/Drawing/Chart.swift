/// One axis of a chart: its range, and round values on it.
struct ChartAxis: Sendable, Equatable {
  let range: ClosedRange<Double>
  /// Round values inside the range, ascending.
  let ticks: [Double]
  /// Decimals that tell the ticks apart.
  let decimals: Int

  /// An axis over some values with about `count` round ones; it starts at zero unless all values are far from it.
  init(_ values: ClosedRange<Double>, count: Int, isZeroBased: Bool = true) {
    let isFar = !isZeroBased && values.lowerBound > values.upperBound / 2
    let least = isFar ? values.lowerBound : min(0, values.lowerBound)
    let most = max(values.upperBound, least + 1e-9)
    let step = Numbers.roundStep((most - least) / Double(max(1, count)))
    // Where zero is far, the axis starts at the round value below.
    let first = (least / step + (isFar ? 0 : -1e-9)).rounded(isFar ? .down : .up)
    let last = (most / step + 1e-9).rounded(.down)
    range = min(least, first * step)...max(most, last * step)
    ticks = (0...Int(min(max(0, last - first), 100))).map { (first + Double($0)) * step }
    decimals = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : step >= 0.001 ? 3 : 4
  }

  /// Returns the position of a value on the axis, 0...1; values outside lie at the ends.
  func part(_ value: Double) -> Double {
    let width = range.upperBound - range.lowerBound
    return width > 0 ? min(max(0, (value - range.lowerBound) / width), 1) : 0
  }

  /// A tick as text.
  func text(_ value: Double) -> String {
    value.magnitude >= Numbers.raiseFrom ? Numbers.amount(value, decimals: 0) : Numbers.fixed(value, decimals)
  }
}

/// A letter or dot on a chart.
struct ChartMark: Sendable, Equatable {
  var x: Double
  var y: Double
  var text: String
  var style: CellStyle
}

/// A curve over two axes, drawn in dots, two by four per cell; the last row has the labels of the x axis.
struct Chart: Drawable {
  var x: ChartAxis
  var y: ChartAxis
  /// Points by ascending x.
  var points: [(x: Double, y: Double)]
  var marks: [ChartMark] = []
  /// Places on the x axis that something happens at.
  var notches: [Double] = []
  /// A value that must not be exceeded, drawn across with its name.
  var cap: (y: Double, name: String)?
  var role: Role = .fill

  func draw(on canvas: inout Canvas, in area: Area) {
    let labelWidth = y.ticks.map { y.text($0).count }.max() ?? 0
    let plot = Area(
      row: area.row, column: area.column + labelWidth + 1, width: area.width - labelWidth - 1,
      height: area.height - 1)
    guard plot.width > 4, plot.height > 2 else { return }
    drawAxes(on: &canvas, plot)
    if let cap, y.range.contains(cap.y) {
      let row = plot.row + cell(1 - y.part(cap.y), plot.height)
      canvas.put(
        String(repeating: "╌", count: plot.width), row, plot.column, CellStyle(.warn), end: plot.endColumn)
      canvas.put(Characters.cut(" \(cap.name) ", to: plot.width), row, plot.column + 1, CellStyle(.warn))
    }
    drawCurve(on: &canvas, plot)
    let axisRow = plot.endRow - 1
    for notch in notches {
      let column = plot.column + cell(x.part(notch), plot.width)
      if canvas.grid[axisRow, column].character == Glyphs.shown("─", canvas.tier) {
        canvas.put("┴", axisRow, column, CellStyle(.muted))
      }
    }
    var taken = Set<Int>()
    for mark in marks {
      let row = plot.row + cell(1 - y.part(mark.y), plot.height)
      var column = plot.column + cell(x.part(mark.x), plot.width)
      while taken.contains(row * canvas.grid.columns + column), column < plot.endColumn - 1 { column += 1 }
      taken.insert(row * canvas.grid.columns + column)
      canvas.put(mark.text, row, column, mark.style, end: plot.endColumn)
    }
  }

  private func cell(_ part: Double, _ count: Int) -> Int { Int((part * Double(count - 1)).rounded()) }

  private func drawAxes(on canvas: inout Canvas, _ plot: Area) {
    let muted = CellStyle(.muted)
    let rule = CellStyle(.rule)
    var freeRow = plot.endRow
    for (index, tick) in y.ticks.enumerated() {
      let row = plot.row + cell(1 - y.part(tick), plot.height)
      // Where ticks are closer than rows, only those that have a row of their own are drawn.
      guard row < freeRow else { continue }
      freeRow = row
      canvas.put(
        String(repeating: index == 0 ? "─" : "┈", count: plot.width), row, plot.column, rule,
        end: plot.endColumn)
      canvas.putRight(y.text(tick), row, end: plot.column - 1, muted)
    }
    var free = plot.column
    for tick in x.ticks {
      let text = x.text(tick)
      let middle = plot.column + cell(x.part(tick), plot.width)
      let start = min(max(plot.column, middle - text.count / 2), plot.endColumn - text.count)
      guard start >= free else { continue }
      free = canvas.put(text, plot.endRow, start, muted) + 1
    }
  }

  /// A line two dots thick through the points, straight between them.
  private func drawCurve(on canvas: inout Canvas, _ plot: Area) {
    guard let first = points.first, let last = points.last else { return }
    let columns = plot.width * 2
    let height = plot.height * 4
    var dots = [[Bool]](repeating: [Bool](repeating: false, count: columns), count: height)
    var segment = 0
    var before: Int?
    let width = x.range.upperBound - x.range.lowerBound
    for column in 0..<columns {
      // The middle of a cell is the value that its mark and label stand for.
      let place = (Double(column) - 0.5) / Double(max(1, columns - 2))
      let value = x.range.lowerBound + width * place
      let half = width / Double(columns)
      guard value >= first.x - half, value <= last.x + half else { continue }
      while segment + 2 < points.count, points[segment + 1].x < value { segment += 1 }
      let left = points[segment]
      let right = points[min(segment + 1, points.count - 1)]
      let span = right.x - left.x
      let part = span > 0 ? min(max(0, (value - left.x) / span), 1) : 0
      let level = (1 - y.part(left.y + (right.y - left.y) * part)) * Double(4 * (plot.height - 1)) + 1
      let dot = min(max(0, Int(level.rounded())), height - 2)
      let start = before.map { min($0 + 1, dot) } ?? dot
      let end = before.map { max($0, dot + 1) } ?? dot + 1
      for row in start...max(start, min(end, height - 1)) { dots[row][column] = true }
      before = dot
    }
    for row in 0..<plot.height {
      for column in 0..<plot.width {
        var bits: UInt32 = 0
        for (place, bit) in Self.brailleBits.enumerated()
        where dots[row * 4 + place / 2][column * 2 + place % 2] { bits |= bit }
        if bits != 0, let scalar = Unicode.Scalar(0x2800 + bits) {
          canvas.put(String(Character(scalar)), plot.row + row, plot.column + column, CellStyle(role))
        }
      }
    }
  }

  /// Dots of a braille cell, row by row, left before right.
  private static let brailleBits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
}

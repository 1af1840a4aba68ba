/// The ranges of cost beside a table on a log axis: from input to output, with the total between.
struct CostChart: Sendable {
  private let area: Area
  /// Logarithms of the axis' ends.
  private let low: Double
  private let high: Double
  private let ticks: [Double]

  /// Least width that tells costs apart.
  private static let leastWidth = 24

  /// The chart beside the first columns of a table; nil where there are no costs, or where there is no room.
  init?(_ table: DataTable, beside width: Int, in area: Area) {
    self.area = Area(
      row: area.row, column: area.column + width + 2, width: area.width - width - 3, height: 1)
    let rows =
      table.sections.flatMap { [$0.subtotal].compactMap { $0 } + $0.rows } + [table.total].compactMap { $0 }
    let values = rows.compactMap(\.costs).flatMap { [$0.input, $0.output, $0.total] }
      .filter { $0.isFinite && $0 > 0 }
    guard self.area.width >= Self.leastWidth, let least = values.min(), let most = values.max() else {
      return nil
    }
    // Ticks at 1 and 3 times the powers of ten around the values.
    var ticks: [Double] = []
    var decade = 1e-6
    while decade < most * 10 {
      ticks += [decade, 3 * decade]
      decade *= 10
    }
    let first = ticks.lastIndex { $0 <= least } ?? 0
    let last = ticks.firstIndex { $0 >= most } ?? ticks.count - 1
    guard last > first else { return nil }
    low = Logarithm.ten(ticks[first])
    high = Logarithm.ten(ticks[last])
    self.ticks = Array(ticks[first...last])
  }

  private func column(_ value: Double) -> Int? {
    guard value.isFinite, value > 0 else { return nil }
    let part = (Logarithm.ten(value) - low) / (high - low)
    return area.column + Int((min(max(0, part), 1) * Double(area.width - 1)).rounded())
  }

  /// Draws the figures of the axis.
  func drawHeads(on canvas: inout Canvas) {
    var free = area.column - 1
    for tick in ticks {
      let text = tick >= 1 ? Numbers.fixed(tick, 0) : String(Numbers.fixed(tick, 6).trimmingZeros)
      guard let middle = column(tick) else { continue }
      let start = min(middle - text.count / 2, area.endColumn - text.count)
      guard start >= free else { continue }
      free = canvas.put(text, area.row, start, CellStyle(.muted), end: canvas.grid.columns - 1) + 1
    }
  }

  /// Draws the range of a row; the total wins a shared cell.
  func draw(_ entry: DataTable.Row, _ row: Int, on canvas: inout Canvas) {
    guard let costs = entry.costs else { return }
    for tick in ticks { if let column = column(tick) { canvas.put("┊", row, column, CellStyle(.rule)) } }
    let input = column(costs.input)
    let output = column(costs.output)
    if let input, let output {
      for column in min(input, output)...max(input, output) { canvas.put("─", row, column, CellStyle(.rule)) }
    }
    let isBold = entry.cells.first?.style.bold == true
    if let input { canvas.put("○", row, input, CellStyle(.fill, bold: isBold)) }
    if let output { canvas.put("●", row, output, CellStyle(.fill, bold: isBold)) }
    if let total = column(costs.total) { canvas.put("◆", row, total, CellStyle(.strong, bold: isBold)) }
  }
}

/// Logarithms without the system's mathematics library.
enum Logarithm {
  /// The decimal logarithm of a positive number, to eight digits.
  static func ten(_ value: Double) -> Double {
    var exponent = 0.0
    var rest = value
    while rest >= 10 {
      rest /= 10
      exponent += 1
    }
    while rest < 1 {
      rest *= 10
      exponent -= 1
    }
    // ln x = 2 artanh((x-1)/(x+1)); the root brings x near 1, where the series is short.
    let root = rest.squareRoot().squareRoot()
    let ratio = (root - 1) / (root + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    for power in stride(from: 1.0, through: 15, by: 2) {
      sum += term / power
      term *= square
    }
    return exponent + 8 * sum / 2.302585092994046
  }
}

extension String {
  /// A decimal fraction without zeros at its end.
  var trimmingZeros: Substring {
    var text = self[...]
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}

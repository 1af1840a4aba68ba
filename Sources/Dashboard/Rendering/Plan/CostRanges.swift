extension Screen {
  /// A log axis beside the table: its area, and the logarithms of its ends.
  struct CostAxis {
    var area: Area
    var low: Double
    var high: Double
    var ticks: [Double]

    func column(_ value: Double) -> Int? {
      guard value.isFinite, value > 0 else { return nil }
      let part = (Logarithm.ten(value) - low) / (high - low)
      return area.column + Int((min(max(0, part), 1) * Double(area.width - 1)).rounded())
    }
  }

  func costAxis(_ table: DataTable, _ area: Area) -> CostAxis? {
    let rows =
      table.sections.flatMap { [$0.subtotal].compactMap { $0 } + $0.rows } + [table.total].compactMap { $0 }
    let values = rows.compactMap(\.costs).flatMap { [$0.input, $0.output, $0.total] }
      .filter { $0.isFinite && $0 > 0 }
    guard area.width >= 24, let least = values.min(), let most = values.max() else { return nil }
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
    return CostAxis(
      area: area, low: Logarithm.ten(ticks[first]), high: Logarithm.ten(ticks[last]),
      ticks: Array(ticks[first...last]))
  }

  mutating func costAxisHeads(_ axis: CostAxis) {
    var free = axis.area.column - 1
    for tick in axis.ticks {
      let text = tick >= 1 ? Numbers.fixed(tick, 0) : String(Numbers.fixed(tick, 6).trimmingZeros)
      guard let middle = axis.column(tick) else { continue }
      let start = min(middle - text.count / 2, axis.area.endColumn - text.count)
      guard start >= free else { continue }
      free = put(text, axis.area.row, start, CellStyle(.muted), end: grid.columns - 1) + 1
    }
  }

  /// From input to output with the total between; the total wins a shared cell.
  mutating func costRange(_ entry: DataTable.Row, _ axis: CostAxis, _ row: Int) {
    guard let costs = entry.costs else { return }
    for tick in axis.ticks { if let column = axis.column(tick) { put("┊", row, column, CellStyle(.rule)) } }
    let input = axis.column(costs.input)
    let output = axis.column(costs.output)
    if let input, let output {
      for column in min(input, output)...max(input, output) { put("─", row, column, CellStyle(.rule)) }
    }
    let isBold = entry.cells.first?.style.bold == true
    if let input { put("○", row, input, CellStyle(.fill, bold: isBold)) }
    if let output { put("●", row, output, CellStyle(.fill, bold: isBold)) }
    if let total = axis.column(costs.total) { put("◆", row, total, CellStyle(.strong, bold: isBold)) }
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

import Planning

extension Screen {
  /// Rows the panel would like.
  static let solverHeight = 6

  /// Draws the effort of the last solve, and statistics of all solves since the start.
  mutating func solverPanel(_ plan: Plan, _ area: Area) {
    guard area.height > 1 else { return }
    title(
      "SOLVER", note: plan.solve.warm ? "warm start" : "cold start", heads: "since open", area.row,
      area.column,
      width: area.width)
    let times = state.solved.solveTimes.sorted()
    let median = times.isEmpty ? Numbers.none : Numbers.time(milliseconds: times[times.count / 2])
    let slowest = times.last.map { Numbers.time(milliseconds: $0) } ?? Numbers.none
    let rows: [[(String, String)]] = [
      [("first plan", Numbers.time(milliseconds: plan.solve.firstPlanMilliseconds)), ("median", median)],
      [("whole solve", Numbers.time(milliseconds: plan.solve.milliseconds)), ("slowest", slowest)],
      [("pivots", String(plan.solve.pivots)), ("solves", String(state.solved.solveCount))],
      [("nodes", String(plan.solve.nodes)), ("gap", "\(Numbers.fixed(plan.gap * 100, 2)) %")],
    ]
    let half = area.width / 2
    for (index, pair) in rows.prefix(area.height - 1).enumerated() {
      for (place, entry) in pair.enumerated() {
        let column = area.column + place * half
        put(entry.0, area.row + 1 + index, column, CellStyle(.muted))
        put(entry.1, area.row + 1 + index, column + 12, end: column + half)
      }
    }
    guard area.height > rows.count + 1 else { return }
    let last = state.solved.solveTimes.suffix(max(0, area.width - 13))
    put("last \(last.count)", area.endRow - 1, area.column, CellStyle(.muted))
    put(
      Self.sparkline(Array(last), state.display.glyphs), area.endRow - 1, area.column + 12, CellStyle(.fill),
      end: area.endColumn)
  }

  /// Bars of one cell each, the longest time full.
  private static func sparkline(_ values: [Double], _ tier: GlyphTier) -> String {
    guard let most = values.max(), most > 0 else { return "" }
    if tier == .ascii { return String(values.map { Glyphs.share($0 / most, tier) }) }
    let levels = Glyphs.levels.dropFirst()
    return String(
      values.map {
        levels[levels.startIndex + min(levels.count - 1, Int($0 / most * Double(levels.count - 1) + 0.5))]
      })
  }
}

import Planning

/// The effort of the last solve, and statistics of all solves since the start.
struct SolverPanel: Drawable {
  /// Rows the panel would like.
  static let height = 6

  /// What the last solve took.
  let solve: Plan.SolveStatistics
  /// The gap proven.
  let gap: Double
  /// Milliseconds of the latest solves, oldest first.
  let solveTimes: [Double]
  /// Solves since the start.
  let solveCount: Int

  init(_ plan: Plan, _ solved: SolvedState) {
    solve = plan.solve
    gap = plan.gap
    solveTimes = solved.solveTimes
    solveCount = solved.solveCount
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    canvas.title(
      "SOLVER", note: solve.warm ? "warm start" : "cold start", heads: "since open", area.row, area.column,
      width: area.width)
    let times = solveTimes.sorted()
    let median = times.isEmpty ? Numbers.none : Numbers.time(milliseconds: times[times.count / 2])
    let slowest = times.last.map { Numbers.time(milliseconds: $0) } ?? Numbers.none
    let rows: [[(String, String)]] = [
      [("first plan", Numbers.time(milliseconds: solve.firstPlanMilliseconds)), ("median", median)],
      [("whole solve", Numbers.time(milliseconds: solve.milliseconds)), ("slowest", slowest)],
      [("pivots", String(solve.pivots)), ("solves", String(solveCount))],
      [("nodes", String(solve.nodes)), ("gap", "\(Numbers.fixed(gap * 100, 2)) %")],
    ]
    let half = area.width / 2
    for (index, pair) in rows.prefix(area.height - 1).enumerated() {
      for (place, entry) in pair.enumerated() {
        let column = area.column + place * half
        canvas.put(entry.0, area.row + 1 + index, column, CellStyle(.muted))
        canvas.put(entry.1, area.row + 1 + index, column + 12, end: column + half)
      }
    }
    guard area.height > rows.count + 1 else { return }
    let last = solveTimes.suffix(max(0, area.width - 13))
    canvas.put("last \(last.count)", area.endRow - 1, area.column, CellStyle(.muted))
    canvas.put(
      Self.sparkline(Array(last), canvas.tier), area.endRow - 1, area.column + 12, CellStyle(.fill),
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

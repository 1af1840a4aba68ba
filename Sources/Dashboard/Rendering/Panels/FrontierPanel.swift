import Planning

/// The best along the budget (or the demand), with the present point and the pinned plans.
struct FrontierPanel: Drawable {
  /// Fewer rows than this show no curve.
  static let leastHeight = 6
  /// Rows the panel would like.
  static let wantedHeight = 11
  /// Rows from which GPU types that join and leave have a line.
  private static let heightWithLegend = 9

  let curves: FrontierCurves
  let isFocused: Bool

  init(_ curves: FrontierCurves, isFocused: Bool = false) {
    self.curves = curves
    self.isFocused = isFocused
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    canvas.title(
      "FRONTIER", note: note(area.width), heads: curves.axisText, area.row, area.column, width: area.width,
      isFocused: isFocused)
    guard let shown = curves.shown else {
      let text = curves.progressText ?? Numbers.none
      canvas.put(text, area.row + 1, area.column + 1, CellStyle(.muted), end: area.endColumn)
      return
    }
    let points = shown.curve.curve.compactMap { point in point.value.map { (x: point.limit, y: $0) } }
    let marks = curves.marks { $0.objectiveValue }
    let highest = (points.map(\.y) + marks.map(\.y)).max() ?? 1
    let lowest = (points.map(\.y) + marks.map(\.y)).min() ?? 0
    let breakpoints = shown.curve.breakpoints
    let hasLegend = !breakpoints.isEmpty && area.height >= Self.heightWithLegend
    let plot = Area(
      row: area.row + 1, column: area.column, width: area.width, height: area.height - 1 - (hasLegend ? 1 : 0)
    )
    let chart = Chart(
      x: curves.limitAxis(area.width),
      y: ChartAxis(
        lowest...max(highest, 1e-9), count: max(2, min(6, (plot.height - 1) / 3)),
        isZeroBased: curves.objective != .costPerToken), points: points, marks: marks,
      notches: breakpoints.map(\.to),
      cap: curves.cap.map { (y: $0, name: "cap \(Numbers.fixed($0, 2))") },
      role: shown.isCurrent ? .fill : .stale)
    canvas.draw(chart, in: plot)
    if hasLegend { Self.draw(breakpoints, on: &canvas, area.endRow - 1, area) }
  }

  /// The unit, and how far the points are solved or how well they are proven.
  private func note(_ width: Int) -> String {
    let unit = Self.unit(of: curves.objective)
    guard let shown = curves.shown else { return unit }
    if let progress = curves.progressText {
      // Where the title is narrow, the figures alone tell it.
      return unit + " · " + (width < 48 ? progress.replacing(" points", with: "") : progress)
    }
    let worst = shown.curve.curve.map(\.gap).max() ?? 0
    let proof = " · gap ≤ \(Numbers.fixed(worst * 100, 2)) %"
    let hasRoom =
      width >= "FRONTIER ".count + unit.count + proof.count + curves.axisText.count + 4
    return hasRoom ? unit + proof : unit
  }

  /// Unit of an objective's own value.
  static func unit(of objective: Objective) -> String {
    switch objective {
    case .throughput: "req/s"
    case .cost: "$/h"
    case .costPerToken: "$/Mtok"
    }
  }

  /// Draws the points where GPU types join and leave, as many as there is room for.
  private static func draw(
    _ all: [FrontierCurve.Breakpoint], on canvas: inout Canvas, _ row: Int, _ area: Area
  ) {
    let muted = CellStyle(.muted)
    var place = canvas.put("┴ types: ", row, area.column, muted, end: area.endColumn)
    for (index, entry) in all.enumerated() {
      let limit = Numbers.fixed(entry.to, entry.to < 100 ? 1 : 0)
      let text = "\(index > 0 ? " · " : "")\(limit) \(Self.text(entry))"
      guard place + text.count + 2 <= area.endColumn else {
        canvas.put(" …", row, place, muted, end: area.endColumn)
        return
      }
      place = canvas.put(text, row, place, muted)
    }
  }

  /// `+A100 −L40`.
  static func text(_ entry: FrontierCurve.Breakpoint) -> String {
    (entry.joining.map { "+\($0)" } + entry.leaving.map { "−\($0)" }).joined(separator: " ")
  }
}

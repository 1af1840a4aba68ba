extension Screen {
  /// Adds a mouse target for an area.
  mutating func target(_ kind: HitTarget.Kind, _ area: Area) {
    targets.append(HitTarget(area: area, kind: kind))
  }

  /// Adds a mouse target for columns of one row.
  mutating func target(_ kind: HitTarget.Kind, row: Int, from start: Int, to end: Int) {
    target(kind, Area(row: row, column: start, width: max(0, end - start), height: 1))
  }

  /// Replaces all mouse targets by those of an overlay.
  mutating func coverTargets(by frame: Area, _ scrolling: HitTarget.Scrolling) {
    targets = []
    target(.outside, Area(row: 0, column: 0, width: grid.columns, height: grid.rows))
    target(.cover, frame)
    target(.scrolling(scrolling), frame)
  }
}

/// Draws the state, with the mouse targets of the screen.
public func draw(_ state: DashboardState) -> Frame {
  var screen = Screen(state.previewed ?? state)
  screen.draw()
  return Frame(grid: screen.grid, targets: screen.targets)
}

extension Screen {
  /// Notes what the mouse does in an area.
  mutating func target(_ kind: HitTarget.Kind, _ area: Area) {
    targets.append(HitTarget(area: area, kind: kind))
  }

  /// Notes what the mouse does in columns of one row.
  mutating func target(_ kind: HitTarget.Kind, row: Int, from start: Int, to end: Int) {
    target(kind, Area(row: row, column: start, width: max(0, end - start), height: 1))
  }

  /// Takes the mouse from everything behind an overlay.
  mutating func coverTargets(by frame: Area, _ scrolling: HitTarget.Scrolling) {
    targets = []
    target(.outside, Area(row: 0, column: 0, width: grid.columns, height: grid.rows))
    target(.cover, frame)
    target(.scrolling(scrolling), frame)
  }
}

/// Draws the state, and says what the mouse does where.
public func draw(_ state: DashboardState) -> Frame {
  var screen = Screen(state.previewed ?? state)
  screen.draw()
  return Frame(grid: screen.grid, targets: screen.targets)
}

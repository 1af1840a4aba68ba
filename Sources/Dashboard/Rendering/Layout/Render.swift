import Planning

/// Draws the state; the grid has the size the state knows of. The theme plays no part: cells have roles.
public func render(_ state: DashboardState) -> Grid { draw(state).grid }

/// Draws the state, with the mouse targets of the screen.
public func draw(_ state: DashboardState) -> Frame {
  var screen = Screen(state.previewed ?? state)
  screen.draw()
  return Frame(grid: screen.canvas.grid, targets: screen.canvas.targets)
}

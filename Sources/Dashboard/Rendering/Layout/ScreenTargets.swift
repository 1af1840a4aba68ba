/// Draws the state, with the mouse targets of the screen.
public func draw(_ state: DashboardState) -> Frame {
  var screen = Screen(state.previewed ?? state)
  screen.draw()
  return Frame(grid: screen.grid, targets: screen.targets)
}

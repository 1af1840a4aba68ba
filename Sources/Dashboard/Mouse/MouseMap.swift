/// Returns the actions for a mouse report on the screen last drawn.
func actions(for event: MouseEvent, on frame: Frame, in state: DashboardState) -> [Action] {
  switch event.kind {
  case .press: press(frame.target(row: event.row, column: event.column), event, state)
  case .drag: state.display.drag == nil ? [] : [.mouse(.dragTo(column: event.column))]
  case .release: state.display.drag == nil ? [] : [.mouse(.letGo)]
  case .wheelUp: wheel(event, on: frame, state, step: 1)
  case .wheelDown: wheel(event, on: frame, state, step: -1)
  }
}

private func press(_ target: HitTarget.Kind?, _ event: MouseEvent, _ state: DashboardState) -> [Action] {
  // What is typed or asked must be ended first; its keys are in the hints.
  if state.prompt != nil {
    if case .key(let key) = target { return action(for: .key(key), in: state) }
    return []
  }
  switch target {
  case .panel(let panel): return [.focus(.panel(panel))]
  case .control(let control): return [.focus(.control(control))]
  case .value(let control):
    return state.focusedControl == control ? [.typing(.begin)] : [.focus(.control(control))]
  case .slider(let control, let grip):
    return [.mouse(.grab(control, grip)), .mouse(.dragTo(column: event.column))]
  case .replica(let index): return [.focus(.replica(index))]
  case .edit(let index):
    if let row = state.historyRow { return [.history(.moveList(index - row)), .history(.goTo)] }
    return [.history(.toggleList), .history(.moveList(index - state.history.place)), .history(.goTo)]
  case .head(let head): return [.table(.sortBy(head))]
  case .tab(let tab): return [.focus(.selectTab(tab))]
  case .key(let key): return action(for: .key(key), in: state)
  case .command(let row): return [.commands(.chooseRow(row)), .typing(.commit)]
  case .binding(let name): return [.typing(.cancel), .commands(.run(name))]
  case .outside: return [.view(.closeOverlay)]
  case .scrolling, .cover, nil: return []
  }
}

/// The wheel moves the slider under it, else scrolls what is under it.
private func wheel(_ event: MouseEvent, on frame: Frame, _ state: DashboardState, step: Int) -> [Action] {
  guard state.prompt == nil else { return [] }
  switch frame.target(row: event.row, column: event.column) {
  case .control(let control), .value(let control), .slider(let control, _):
    return [.focus(.control(control)), .edit(.step(step))]
  default: break
  }
  switch frame.scrolling(row: event.row, column: event.column) {
  case .results: return [.focus(.panel(.results)), step > 0 ? .focus(.rowUp) : .focus(.rowDown)]
  case .palette: return [.commands(.choose(-step))]
  case .history: return [.history(.moveList(-step))]
  case .help, .comparison: return [.view(.scroll(-step))]
  case nil: return []
  }
}

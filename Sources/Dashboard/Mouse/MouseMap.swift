/// Returns the actions for a mouse report on the screen last drawn.
func actions(for event: MouseEvent, on frame: Frame, in state: DashboardState) -> [Action] {
  switch event.kind {
  case .press: press(frame.target(row: event.row, column: event.column), event, state)
  case .drag: state.display.drag == nil ? [] : [.dragTo(column: event.column)]
  case .release: state.display.drag == nil ? [] : [.letGo]
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
  case .panel(let panel): return [.focusPanel(panel)]
  case .control(let control): return [.focus(control)]
  case .value(let control): return state.focusedControl == control ? [.beginTyping] : [.focus(control)]
  case .slider(let control, let grip): return [.grab(control, grip), .dragTo(column: event.column)]
  case .replica(let index): return [.focusReplica(index)]
  case .edit(let index):
    if let row = state.historyRow { return [.moveHistory(index - row), .goToHistory] }
    return [.toggleHistory, .moveHistory(index - state.history.place), .goToHistory]
  case .head(let head): return [.sortBy(head)]
  case .tab(let tab): return [.selectTab(tab)]
  case .key(let key): return action(for: .key(key), in: state)
  case .command(let row): return [.chooseRow(row), .commit]
  case .binding(let name): return [.cancel, .run(name)]
  case .outside: return [.closeOverlay]
  case .scrolling, .cover, nil: return []
  }
}

/// The wheel moves the slider under it, else scrolls what is under it.
private func wheel(_ event: MouseEvent, on frame: Frame, _ state: DashboardState, step: Int) -> [Action] {
  guard state.prompt == nil else { return [] }
  switch frame.target(row: event.row, column: event.column) {
  case .control(let control), .value(let control), .slider(let control, _):
    return [.focus(control), .step(step)]
  default: break
  }
  switch frame.scrolling(row: event.row, column: event.column) {
  case .results: return [.focusPanel(.results), step > 0 ? .rowUp : .rowDown]
  case .palette: return [.choose(-step)]
  case .history: return [.moveHistory(-step)]
  case .help, .comparison: return [.scroll(-step)]
  case nil: return []
  }
}

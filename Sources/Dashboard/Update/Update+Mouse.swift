extension DashboardState {
  /// Drags sliders; nil: nothing that has effects of its own.
  mutating func update(_ action: MouseAction) -> [Effect]? {
    switch action {
    case .grab(let control, let grip): grab(control, grip)
    case .dragTo(let column): return dragTo(column: column)
    case .letGo: display.drag = nil
    case .toggleCapture(let wanted): return captureMouse(wanted ?? !display.capturesMouse)
    }
    return nil
  }

  /// Starts dragging a slider.
  mutating func grab(_ control: Control, _ grip: SliderGrip) {
    focus(control)
    display.drag = Drag(control: control, grip: grip)
  }

  /// Moves the slider taken to where the pointer is.
  mutating func dragTo(column: Int) -> [Effect] {
    guard let drag = display.drag, let facts = facts(of: drag.control) else { return [] }
    let value: Double
    switch drag.grip {
    case .track(let start, let width):
      let part = Double(min(max(0, column - start), width - 1)) / Double(max(1, width - 1))
      value = facts.range.lowerBound + part * (facts.range.upperBound - facts.range.lowerBound)
    case .cells(let start, let scale):
      value = min(Double(max(0, column - start + 1)) * Double(scale), facts.range.upperBound)
    }
    let next = onStep(value, facts)
    // The pointer within the same cell asks for nothing new.
    return next == facts.value ? [] : edit(drag.control, to: next)
  }

  /// The nearest value that keys could reach, so that a drag leaves no odd digits.
  private func onStep(_ value: Double, _ facts: ControlFacts) -> Double {
    guard value > facts.range.lowerBound, value < facts.range.upperBound else { return value }
    let steps = (value / facts.step).rounded() * facts.step
    let inside = min(max(facts.range.lowerBound, steps), facts.range.upperBound)
    return (inside * 1e4).rounded() / 1e4
  }

  /// Captures the mouse, or leaves it to the terminal.
  mutating func captureMouse(_ isCaptured: Bool) -> [Effect] {
    display.capturesMouse = isCaptured
    display.drag = nil
    message = Message(
      .notice,
      isCaptured ? "Mouse on" : "Mouse off: the terminal selects text; \(keys.hint("mouse")) takes it back")
    return [.captureMouse(isCaptured)]
  }

  /// Focuses a panel.
  mutating func focusPanel(_ panel: Panel) {
    guard panels.contains(panel) else { return }
    self.panel = panel
    history.series = nil
    if panel == .results, tab == .controls { tab = .plan }
    if panel != .results, !hasControlsColumn { tab = .controls }
  }

  /// Focuses a row of the plan.
  mutating func focusReplica(_ index: Int) {
    focusPanel(.results)
    tables.focusedRow[.results] = min(max(0, index), max(0, rowCount(of: .results) - 1))
  }
}

import Planning

extension DashboardState {
  /// Whether the keys move through the changes that give a plan.
  var choosesChange: Bool { infeasibility != nil && panel == .results }

  /// The change that gives a plan and that the keys are on; nil: none is known.
  var chosenChange: Relaxation? {
    guard choosesChange else { return nil }
    let changes = relaxations.prefix(Exploration.shownChanges)
    return changes.isEmpty ? nil : changes[min(max(0, tables.focusedRow[.results] ?? 0), changes.count - 1)]
  }

  /// The state as it would be with the chosen change made; nil where nothing is previewed.
  var previewed: DashboardState? {
    guard focus.isPreviewing, overlay == nil, page == .panels, let change = chosenChange else { return nil }
    let words = controls.text(of: change)
    let keys = "\(keys.hint("type")) makes the change, \(keys.hint("preview")) goes back"
    var shown = self
    shown.focus.isPreviewing = false
    shown.statement.scenario = change.scenario
    shown.solved.planScenario = change.scenario
    shown.plan = change.plan
    shown.solved.planGeneration = generation
    shown.solver = .settled
    shown.message = Message(.notice, "PREVIEW \(words.name) \(words.change) · \(keys)")
    return shown
  }

  /// Applies the chosen change that gives a plan; one step of the history.
  mutating func applyRelaxation() -> [Effect] {
    guard let change = chosenChange else {
      message = Message(.notice, "No change that gives a plan is known yet")
      return []
    }
    let words = controls.text(of: change)
    var next = statement
    next.scenario = change.scenario
    switch change.kind {
    case .available(let pool), .machines(let pool, _): next.switchedOff[pool] = nil
    default: break
    }
    return adopt(next, Message(.edit, subject: words.name, words.change))
  }
}

import Planning

extension DashboardState {
  /// Whether the keys walk through the changes that give a plan.
  var choosesChange: Bool { infeasibility != nil && panel == .results }

  /// Makes the chosen change that gives a plan; one step of the history.
  mutating func applyRelaxation() -> [Effect] {
    let changes = relaxations.prefix(Self.shownRelaxations)
    guard let row = focusedRow[.results].map({ min($0, changes.count - 1) }) ?? changes.indices.first,
      changes.indices.contains(row)
    else {
      message = Message(.notice, "No change that gives a plan is known yet")
      return []
    }
    let change = changes[row]
    let words = text(of: change)
    var next = statement
    next.scenario = change.scenario
    if case .available(let pool) = change.kind { next.switchedOff[pool] = nil }
    return adopt(next, Message(.edit, subject: words.name, words.change))
  }
}

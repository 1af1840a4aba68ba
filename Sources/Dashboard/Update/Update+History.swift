extension DashboardState {
  /// Goes back and forward among the edits; nil: nothing that has effects of its own.
  mutating func update(_ action: HistoryAction) -> [Effect]? {
    switch action {
    case .undo: return undo()
    case .redo: return redo()
    case .toggleList: toggleHistory()
    case .moveList(let step): moveHistory(step)
    case .goTo: return goToHistory()
    }
    return nil
  }

  /// Reverts the last edit.
  mutating func undo() -> [Effect] {
    guard let entry = history.undoStack.popLast() else {
      message = Message(.notice, "Nothing to undo")
      return []
    }
    history.redoStack.append(HistoryEntry(statement: statement, message: entry.message, pin: entry.pin))
    if let pin = entry.pin { pinned.insert(pin) }
    return travel(to: entry, "Undone")
  }

  /// The result of undo in a few words. In a run of edits that share one message, undo reverts only the last.
  var undoWords: String {
    let key = keys.hint("undo")
    guard let series = history.series, let last = history.undoStack.last, last.message != message,
      let facts = facts(of: series.control)
    else { return "\(key) takes it back" }
    return
      "\(key) goes to \(facts.textWithUnit(controls.figure(of: series.control, in: last.statement.scenario)))"
  }

  /// Does the last undone edit again.
  mutating func redo() -> [Effect] {
    guard let entry = history.redoStack.popLast() else {
      message = Message(.notice, "Nothing to redo")
      return []
    }
    history.undoStack.append(HistoryEntry(statement: statement, message: entry.message, pin: entry.pin))
    if let pin = entry.pin { remove(pin.letter) }
    return travel(to: entry, "Redone")
  }

  private mutating func travel(to entry: HistoryEntry, _ verb: String) -> [Effect] {
    history.series = nil
    message = Message(.notice, "\(verb): \(entry.message.subject) \(entry.message.text)")
    return replaceStatement(entry.statement)
  }

  /// Opens the list of edits, or closes it.
  mutating func toggleHistory() {
    solved.flash = nil
    page = historyRow == nil ? .history(row: history.place) : .panels
  }

  /// To another row of the list.
  mutating func moveHistory(_ step: Int) {
    guard let row = historyRow else { return }
    page = .history(row: min(max(0, row + step), history.timeline.count - 1))
  }

  /// Goes to the chosen state; later edits can be done again until the next new one.
  mutating func goToHistory() -> [Effect] {
    guard let row = historyRow else { return [] }
    page = .panels
    guard row != history.place else {
      message = Message(.notice, "Already there")
      return []
    }
    var effects: [Effect] = []
    while history.place > row { effects = undo() + effects }
    while history.place < row { effects = redo() + effects }
    message = Message(.notice, "Back to: \(history.timeline[row].text)")
    // Of the plans asked for on the way only the last is wanted.
    return effects.first.map { [$0] } ?? []
  }
}

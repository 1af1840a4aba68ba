extension DashboardState {
  /// Takes the last edit back.
  mutating func undo() -> [Effect] {
    guard let entry = undoStack.popLast() else {
      message = Message(.notice, "Nothing to undo")
      return []
    }
    redoStack.append(HistoryEntry(statement: statement, message: entry.message, pin: entry.pin))
    if let pin = entry.pin { insert(pin) }
    return travel(to: entry, "Undone")
  }

  /// Does the last undone edit again.
  mutating func redo() -> [Effect] {
    guard let entry = redoStack.popLast() else {
      message = Message(.notice, "Nothing to redo")
      return []
    }
    undoStack.append(HistoryEntry(statement: statement, message: entry.message, pin: entry.pin))
    if let pin = entry.pin { remove(pin.letter) }
    return travel(to: entry, "Redone")
  }

  private mutating func travel(to entry: HistoryEntry, _ verb: String) -> [Effect] {
    series = nil
    message = Message(.notice, "\(verb): \(entry.message.subject) \(entry.message.text)")
    return replaceStatement(entry.statement)
  }
}

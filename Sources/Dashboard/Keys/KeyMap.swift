/// What an event means in the present state; empty where it means nothing.
public func action(for event: TerminalEvent, in state: DashboardState) -> [Action] {
  switch event {
  case .key(let key): return action(for: key, in: state)
  case .resize(let columns, let rows): return [.resize(columns: columns, rows: rows)]
  case .paste(let text): return [.paste(text)]
  // A termination signal asks for an end without a question.
  case .signal: return [.quitNow]
  case .mouse(let event): return action(for: event, in: state)
  case .wake: return []
  }
}

extension DashboardState {
  /// Which part of the key table is in force.
  public var keyContext: KeyContext {
    if let prompt { return prompt.isTyped ? .typing : .question }
    switch overlay {
    case .help: return .help
    case .palette: return .palette
    case nil: return historyRow != nil ? .history : comparison == nil ? .panels : .comparison
    }
  }
}

private func action(for key: Key, in state: DashboardState) -> [Action] {
  let context = state.keyContext
  let isText = context.chain.contains(.typing)
  if let (entry, binding) = state.keys.meaning(of: key, in: context) {
    if let reason = entry.disabled(state) {
      // A key that only sometimes means something is text at other times.
      if isText, case .character(let character) = key { return [.insert(character)] }
      return [.explain("\(state.keys.text(of: entry)): \(reason)")]
    }
    return [binding.action]
  }
  if isText, case .character(let character) = key { return [.insert(character)] }
  return []
}

/// The wheel walks through rows; other mouse actions are left to the terminal.
private func action(for event: MouseEvent, in state: DashboardState) -> [Action] {
  switch (event.kind, state.keyContext) {
  case (.wheelUp, .panels): [.rowUp]
  case (.wheelDown, .panels): [.rowDown]
  case (.wheelUp, .help), (.wheelUp, .comparison): [.scroll(-1)]
  case (.wheelDown, .help), (.wheelDown, .comparison): [.scroll(1)]
  case (.wheelUp, .history): [.moveHistory(-1)]
  case (.wheelDown, .history): [.moveHistory(1)]
  case (.wheelUp, .palette): [.choose(-1)]
  case (.wheelDown, .palette): [.choose(1)]
  default: []
  }
}

/// Returns the actions of an event in the present state; empty: none. A mouse event needs its frame.
public func action(
  for event: TerminalEvent, in state: DashboardState, on frame: Frame? = nil
) -> [Action] {
  switch event {
  case .key(let key): return action(for: key, in: state)
  case .resize(let columns, let rows): return [.program(.resize(columns: columns, rows: rows))]
  case .paste(let text): return [.typing(.paste(text))]
  // A termination signal asks for an end without a question.
  case .signal: return [.program(.quitNow)]
  case .mouse(let event): return frame.map { actions(for: event, on: $0, in: state) } ?? []
  case .wake: return []
  }
}

private func action(for key: Key, in state: DashboardState) -> [Action] {
  let context = state.keyContext
  let isText = context.chain.contains(.typing)
  if let (entry, binding) = state.keys.meaning(of: key, in: context) {
    if let reason = entry.disabled(state) {
      // A key that only sometimes means something is text at other times.
      if isText, case .character(let character) = key { return [.typing(.insert(character))] }
      return [.program(.explain("\(state.keys.text(of: entry)): \(reason)"))]
    }
    return [binding.action]
  }
  if isText, case .character(let character) = key { return [.typing(.insert(character))] }
  return []
}

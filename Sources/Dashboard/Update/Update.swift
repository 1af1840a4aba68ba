/// Changes the state as an action says, and returns what the program has to do for it.
///
/// Pure: no clock, no file, no terminal. The same actions on the same state give the same result.
public func update(_ state: inout DashboardState, _ action: Action) -> [Effect] { state.update(action) }

extension DashboardState {
  /// Changes the state as an action says, feature by feature, and returns what the program has to do for it.
  mutating func update(_ action: Action) -> [Effect] {
    let effects: [Effect]? =
      switch action {
      case .program(let action): update(action)
      case .planner(let action): update(action)
      case .files(let action): update(action)
      case .reports(let report): update(report)
      case .focus(let action): update(action)
      case .edit(let action): update(action)
      case .history(let action): update(action)
      case .pins(let action): update(action)
      case .fleet(let action): update(action)
      case .table(let action): update(action)
      case .mouse(let action): update(action)
      case .typing(let action): update(action)
      case .commands(let action): update(action)
      case .view(let action): update(action)
      }
    // What has none of its own may have brought something into view that is not known yet.
    return effects ?? folderQuestion() + askForScopes()
  }

  /// Does what the program says; nil: nothing that has effects of its own.
  mutating func update(_ action: ProgramAction) -> [Effect]? {
    switch action {
    case .start: return askForPlan()
    case .resize(let columns, let rows): resize(columns: columns, rows: rows)
    case .tick(let milliseconds):
      setClock(milliseconds)
      rememberOrder()
    case .explain(let reason): message = Message(.notice, reason)
    case .quit: return quit()
    case .quitNow:
      shouldQuit = true
      return [.quit]
    case .suspend: return [.suspend]
    case .repaint: return [.repaint]
    }
    return nil
  }
}

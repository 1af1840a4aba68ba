/// Changes the state as an action says, and returns what the program has to do for it.
public func update(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  []
}

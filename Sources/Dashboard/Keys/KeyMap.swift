/// What an event means in the present state; empty where it means nothing.
public func action(for event: TerminalEvent, in state: DashboardState) -> [Action] {
  []
}

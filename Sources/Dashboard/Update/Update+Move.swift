import Planning

extension DashboardState {
  /// Plans the way from a running fleet.
  mutating func update(_ action: FleetAction) -> [Effect]? {
    switch action {
    case .next: chooseNextFleet()
    case .from(let source): move(from: source)
    case .setStartCost(let cost): setStartCost(cost)
    case .setMaxStarts(let most): setMaxStarts(most)
    }
  }

  /// Shows the move, or starts it from the next of the fleets that there are.
  mutating func chooseNextFleet() -> [Effect] {
    let all = fleetSources
    guard let fleetSource, let index = all.firstIndex(of: fleetSource) else { return [] }
    return move(from: shownResults == .move ? all[(index + 1) % all.count] : fleetSource)
  }

  /// Starts the move from a fleet, and shows it.
  mutating func move(from source: FleetSource) -> [Effect] {
    moveTerms.source = source
    message = Message(.notice, "Moving from \(source.name)")
    return showMove()
  }

  /// Sets a move's charge per started replica, $/h; nil: as in the scenario's file.
  mutating func setStartCost(_ cost: Double?) -> [Effect] {
    moveTerms.startCost = cost
    let shown = Numbers.fixed(moveScenario?.current?.startCost ?? 0, 2)
    message = Message(.notice, "A started replica is charged \(shown) $/h")
    return showMove()
  }

  /// Limits the replicas that a move may start; nil: any number.
  mutating func setMaxStarts(_ most: Int?) -> [Effect] {
    moveTerms.maxStarts = .some(most)
    message = Message(.notice, most.map { "At most \($0) replicas are started" } ?? "Any number of starts")
    return showMove()
  }

  private mutating func showMove() -> [Effect] {
    if shownResults != .move { select(.move) }
    return askForScopes()
  }
}

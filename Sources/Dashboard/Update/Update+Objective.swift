import Planning

extension DashboardState {
  /// The next objective, round and round.
  mutating func chooseNextObjective() -> [Effect] {
    let all = Objective.allCases
    let index = all.firstIndex(of: scenario.objective) ?? 0
    return choose(all[(index + 1) % all.count])
  }

  /// Another objective; figures that it needs and the scenario lacks are taken from the plan shown.
  mutating func choose(_ objective: Objective) -> [Effect] {
    guard objective != scenario.objective else {
      message = Message(.notice, "Objective: already \(objectiveText(scenario))")
      return []
    }
    var next = statement
    next.scenario.objective = objective
    var note = ""
    if next.scenario.objective == .cost, scenario.demand == nil {
      let demand = facts(of: .demand)?.start ?? 1
      next.scenario.demand = demand
      note = " · demand set to \(Numbers.fixed(demand, 1)) req/s"
    }
    if next.scenario.objective != .cost, scenario.budget == nil {
      next.scenario.budget = (fullPrice * 100).rounded(.up) / 100
      note = " · budget set to \(Numbers.fixed(next.scenario.budget ?? 0, 2)) $/h, the price of every GPU"
    }
    let text = "\(objectiveText(scenario)) → \(objectiveText(next.scenario))\(note)"
    return adopt(next, Message(.edit, subject: "Objective", text))
  }

  /// Returns the objective of a scenario in the words of the top line.
  func objectiveText(_ scenario: Scenario) -> String {
    let demand = scenario.demand.map { Numbers.fixed($0, 1) }
    switch scenario.objective {
    case .throughput: return "max throughput"
    case .cost: return "least cost for \(demand ?? Numbers.none) req/s"
    case .costPerToken: return demand.map { "least $/token from \($0) req/s" } ?? "least $/token"
    }
  }
}

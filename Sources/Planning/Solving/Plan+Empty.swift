extension Scenario {
  /// Whether the demand is 0 and least cost is wanted: then nothing is rented.
  var asksForNothing: Bool { objective == .cost && (demand ?? 0) == 0 }
}

extension Plan {
  /// The answer to a demand of 0: nothing is rented, which nothing can undercut. Nil where there is a demand, or where
  /// running replicas may not all be stopped.
  static func empty(_ fleet: FleetData, statistics: SolveStatistics) -> Plan? {
    let scenario = fleet.scenario
    guard scenario.asksForNothing else { return nil }
    if let most = scenario.current?.maxStops, fleet.running.reduce(0, +) > most {
      return .none(
        scenario,
        Infeasibility(
          reason: "a demand of 0 needs no replica, but max_stops \(most) keeps some of those that run; "
            + "state a demand above 0", isProven: false), statistics: statistics)
    }
    let nothing = TokenPair(input: 0, output: 0)
    var plan = Plan(
      status: .optimal, objective: scenario.objective, requestsPerSecond: 0, costPerHour: 0,
      tokensPerSecond: nothing, costPerMillionTokens: nothing, totalCostPerMillionTokens: 0, bound: 0, gap: 0,
      replicas: [], assignments: [],
      gpus: scenario.pools.map {
        GPUUse(
          name: $0.name, used: 0, available: $0.available, costPerHour: 0, marginalValue: 0,
          marginalKind: .solved)
      },
      workloads: fleet.traffic.map { entry in
        WorkloadResult(
          model: scenario.models[entry.model].name,
          workload: scenario.models[entry.model].workloads[entry.workload].name, requestsPerSecond: 0,
          costPerHour: 0, costPerMillionTokens: 0, split: nothing)
      },
      budgetMarginalValue: 0, solve: statistics)
    plan.budgetMarginalKind = .solved
    return plan
  }
}

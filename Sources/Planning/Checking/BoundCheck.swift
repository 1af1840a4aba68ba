import Optimization

/// Proves a plan's bound again, with the general engine on the explicit program: no plan may be better than it.
public struct BoundCheck {
  /// The verdict on a bound.
  public enum Verdict: Sendable, Equatable {
    /// No plan is better than the bound.
    case proven
    /// There is one: its replicas, rate and cost, as a sentence part.
    case refuted(String)
    /// Neither before the limit, or the bound cannot be asked about.
    case unknown
  }

  private let fleet: FleetData

  /// Looks at a scenario's configurations.
  public init(scenario: Scenario) {
    fleet = FleetData(scenario, isPacked: scenario.tellsMachinesApart)
  }

  private init(fleet: FleetData) {
    self.fleet = fleet
  }

  /// Searches for at most `seconds` for a plan that is better than the bound of `plan`.
  public func verdict(of plan: Plan, seconds: Double) -> Verdict {
    let verdict = verdictAtOnce(of: plan, seconds: seconds)
    // Without machines told apart there is more than all there is: a proof holds, a better fleet may have no room.
    guard verdict == .unknown, !fleet.table.isPacked else { return verdict }
    return BoundCheck(fleet: FleetData(fleet.scenario, isPacked: true)).verdictAtOnce(
      of: plan, seconds: seconds)
  }

  private func verdictAtOnce(of plan: Plan, seconds: Double) -> Verdict {
    // A charge for starts counts for the search and not for the value: the bound without it is that plan's own.
    guard plan.bound.isFinite, plan.objective == fleet.scenario.objective, fleet.startCost == 0,
      ExplicitModel.columnLimit(fleet) <= Double(ExplicitModel.mostColumns)
    else { return .unknown }
    let slack = PlanningTolerance.check
    var options = MIPOptions()
    options.timeLimitSeconds = seconds
    let program: LinearProgram
    let isBetter: (FoundFleet) -> Bool
    let needed = (fleet.scenario.demand ?? 0) * (1 - PlanningTolerance.roundOff)
    switch plan.objective {
    case .throughput:
      let most = plan.bound * (1 + slack)
      options.cutoff = most
      program = ExplicitModel.program(fleet)
      isBetter = { $0.rate > most }
    case .cost:
      let least = plan.bound * (1 - slack)
      options.cutoff = least
      program = ExplicitModel.program(fleet)
      isBetter = { $0.costPerHour < least && $0.rate >= needed }
    case .costPerToken:
      let tokens = fleet.tokensPerRequest
      let least = plan.bound * (1 - slack) * 3600 * (tokens.input + tokens.output) / 1e6
      options.cutoff = 0
      program = ExplicitModel.program(fleet, parameter: least)
      isBetter = { $0.costPerHour < least * $0.rate && $0.rate >= needed }
    }
    let result = MIPSession(program).solve(options)
    if let point = result.point, let found = FoundFleet(point, of: program, fleet), isBetter(found) {
      return .refuted(found.text)
    }
    return result.status == .noneBetter || result.status == .infeasible ? .proven : .unknown
  }
}

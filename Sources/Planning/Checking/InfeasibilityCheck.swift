import Optimization

/// Looks for a plan of a scenario that is said to have none, with the general engine on the explicit program.
///
/// Shares nothing with the search that plans but the candidates and their rates. The program asks for the largest rate
/// up to the demand, which no replicas at all serve at rate 0: so the answer is a point or a bound, both checked here.
public struct InfeasibilityCheck {
  /// The verdict on the claim that there is no plan.
  public enum Verdict: Sendable, Equatable {
    /// No plan exists.
    case noPlan
    /// There is one: its replicas, rate and cost, as a sentence part.
    case plan(String)
    /// Neither a plan nor a proof before the limit.
    case unknown
  }

  private let fleet: FleetData
  private let demand: Double

  /// Looks at a scenario's configurations.
  public init(scenario: Scenario) {
    var most = scenario
    most.objective = .throughput
    self.init(
      fleet: FleetData(most, isPacked: most.tellsMachinesApart),
      demand: scenario.objective == .throughput ? 0 : scenario.demand ?? 0)
  }

  private init(fleet: FleetData, demand: Double) {
    self.fleet = fleet
    self.demand = demand
  }

  /// Searches for at most `seconds`.
  public func verdict(seconds: Double) -> Verdict {
    let verdict = verdictAtOnce(seconds: seconds)
    // Without machines told apart there is more than all there is: that there is no plan holds, one may have no room.
    guard verdict == .unknown, !fleet.table.isPacked else { return verdict }
    return InfeasibilityCheck(fleet: FleetData(fleet.scenario, isPacked: true), demand: demand).verdictAtOnce(
      seconds: seconds)
  }

  private func verdictAtOnce(seconds: Double) -> Verdict {
    guard !fleet.traffic.isEmpty else { return .noPlan }
    guard ExplicitModel.columnLimit(fleet) <= Double(ExplicitModel.mostColumns) else { return .unknown }
    var program = ExplicitModel.program(fleet)
    let rate = 0
    if demand > 0 { program.setColumnBounds(rate, lower: 0, upper: demand) }
    var options = MIPOptions()
    options.timeLimitSeconds = seconds
    // Without a demand any service at all is a plan, and the first will do.
    options.relativeGap = demand > 0 ? 0 : PlanningTolerance.anyPlanGap
    let result = MIPSession(program).solve(options)
    if let point = result.point, let found = FoundFleet(point, of: program, fleet),
      found.rate >= demand * (1 - PlanningTolerance.roundOff)
    {
      return .plan(found.text)
    }
    switch result.status {
    case .infeasible: return .noPlan
    case .optimal:
      let needed = demand > 0 ? demand * (1 - PlanningTolerance.check) : PlanningTolerance.smallestRate
      return result.bound < needed ? .noPlan : .unknown
    default: return .unknown
    }
  }
}

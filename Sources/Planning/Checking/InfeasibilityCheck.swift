import Optimization

/// Looks for a plan of a scenario that is said to have none, with the general engine on the explicit program.
///
/// Shares nothing with the search that plans but the candidates and their rates. The program asks for the largest rate
/// up to the demand, which no replicas at all serve at rate 0: so the answer is a point or a bound, both checked here.
public struct InfeasibilityCheck {
  /// What was found.
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
    fleet = FleetData(most)
    demand = scenario.objective == .throughput ? 0 : scenario.demand ?? 0
  }

  /// Searches for at most `seconds`.
  public func verdict(seconds: Double) -> Verdict {
    guard !fleet.traffic.isEmpty else { return .noPlan }
    var program = ExplicitModel.program(fleet)
    let rate = 0
    if demand > 0 { program.setColumnBounds(rate, lower: 0, upper: demand) }
    var options = MIPOptions()
    options.timeLimitSeconds = seconds
    // Without a demand any service at all is a plan, and the first will do.
    options.relativeGap = demand > 0 ? 0 : PlanningTolerance.anyPlanGap
    let result = MIPSession(program).solve(options)
    if let point = result.point, let found = plan(at: point, program) { return .plan(found) }
    switch result.status {
    case .infeasible: return .noPlan
    case .optimal:
      let needed = demand > 0 ? demand * (1 - PlanningTolerance.check) : PlanningTolerance.smallestRate
      return result.bound < needed ? .noPlan : .unknown
    default: return .unknown
    }
  }

  /// The plan that a point stands for, if it keeps every limit in whole replicas.
  private func plan(at point: [Double], _ program: LinearProgram) -> String? {
    var counts = [Int](repeating: 0, count: fleet.candidates.count)
    for column in program.columnNames.indices where program.columnIsInteger[column] {
      guard let candidate = Int(program.columnNames[column].dropFirst()),
        fleet.candidates.indices ~= candidate
      else { return nil }
      counts[candidate] = Int(point[column].rounded())
    }
    let scenario = fleet.scenario
    let fits = scenario.pools.indices.allSatisfy { pool in
      counts.indices.reduce(0) { $0 + counts[$1] * fleet.use[$1 * fleet.poolCount + pool] }
        <= scenario.pools[pool].available
    }
    let cost = fleet.cost(of: counts)
    let isPaid =
      scenario.budget.map { cost + fleet.startCharge(of: counts) <= $0 * (1 + PlanningTolerance.roundOff) }
      ?? true
    let isMoved =
      (scenario.current?.maxStarts).map { fleet.starts(of: counts) <= $0 } ?? true
      && (scenario.current?.maxStops).map { fleet.stops(of: counts) <= $0 } ?? true
    guard fits, isPaid, isMoved else { return nil }
    var rate = FleetEvaluator(fleet: fleet).value(of: counts).rate
    if scenario.resilience.isAsked {
      rate = min(rate, Endurance.rate(of: Endurance(fleet: fleet, counts: counts).trials()))
    }
    guard rate > PlanningTolerance.smallestRate, rate >= demand * (1 - PlanningTolerance.roundOff) else {
      return nil
    }
    let replicas = counts.indices.filter { counts[$0] > 0 }.map { candidate in
      "\(counts[candidate]) x \(scenario.models[fleet.table.model[candidate]].name) on "
        + fleet.layouts[candidate]
    }
    return "\(replicas.joined(separator: ", ")) serve \(Text.rate(rate)) req/s for \(Text.money(cost)) $/h"
  }
}

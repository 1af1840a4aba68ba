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

  /// Searches for at most `seconds` for a plan that is better than the bound of `plan`.
  ///
  /// A proof by a program that lets blocks stand where they have no room holds all the more. What it finds that is
  /// better may have none: then machines are told apart, and rows that such a fleet breaks join the program, until a
  /// fleet with room is found or none that is better.
  public func verdict(of plan: Plan, seconds: Double) -> Verdict {
    let end = ContinuousClock.now + .seconds(seconds)
    var fleet = fleet
    for _ in 0..<PlanningTolerance.packingRounds {
      switch Self.step(fleet, plan, seconds: max(0, (end - .now) / .seconds(1))) {
      case .verdict(let verdict): return verdict
      case .crowded(let counts):
        guard fleet.table.isPacked else {
          fleet = FleetData(fleet.scenario, isPacked: true)
          continue
        }
        guard let sharper = fleet.packed(against: counts) else { return .unknown }
        fleet = sharper
      }
    }
    return .unknown
  }

  /// The outcome of one search.
  private enum Step {
    case verdict(Verdict)
    /// A better fleet that has no room on its machines, or only on dearer ones.
    case crowded([Int])
  }

  private static func step(_ fleet: FleetData, _ plan: Plan, seconds: Double) -> Step {
    // A charge for starts counts for the search and not for the value: the bound without it is that plan's own.
    guard plan.bound.isFinite, plan.objective == fleet.scenario.objective, fleet.startCost == 0,
      ExplicitModel.columnLimit(fleet) <= Double(ExplicitModel.mostColumns)
    else { return .verdict(.unknown) }
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
    if let point = result.point {
      if let found = FoundFleet(point, of: program, fleet), isBetter(found) {
        return .verdict(.refuted(found.text))
      }
      if let counts = FoundFleet.counts(point, of: program, fleet), !fleet.crowdedPools(counts).isEmpty {
        return .crowded(counts)
      }
    }
    let isProven = result.status == .noneBetter || result.status == .infeasible
    return .verdict(isProven ? .proven : .unknown)
  }
}

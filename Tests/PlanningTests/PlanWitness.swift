import Optimization
import Serving

@testable import Planning

/// The evidence that a plan is judged by: other replicas that exist or do not, found by the general engine on
/// the program written out and valued here apart from every search.
struct PlanWitness {
  let fleet: FleetData
  private let objective: Objective

  init(_ scenario: Scenario) {
    fleet = FleetData(scenario)
    objective = scenario.objective
  }

  /// The throughput and cost of some replicas.
  struct Worth {
    var rate: Double
    /// $/h, charges for starts with it.
    var cost: Double

    /// The value that is compared, the less the better.
    func value(_ objective: Objective) -> Double {
      switch objective {
      case .throughput: -rate
      case .cost: cost
      case .costPerToken: cost / rate
      }
    }
  }

  /// The worth of replicas; nil if a limit of the scenario does not admit them.
  func worth(of counts: [Int]) -> Worth? {
    let scenario = fleet.scenario
    for pool in scenario.pools.indices
    where fleet.used(of: counts, pool: pool) > scenario.pools[pool].available { return nil }
    let cost = fleet.cost(of: counts) + fleet.startCharge(of: counts)
    guard cost <= (scenario.budget ?? .infinity) * (1 + PlanningTolerance.budget) else { return nil }
    if let most = scenario.current?.maxStarts, fleet.starts(of: counts) > most { return nil }
    if let most = scenario.current?.maxStops, fleet.stops(of: counts) > most { return nil }
    var rate = FleetEvaluator(fleet: fleet).value(of: counts).rate
    guard rate > PlanningTolerance.smallestRate else { return nil }
    if scenario.resilience.isAsked {
      rate = min(rate, StressTest.rate(of: StressTest(fleet: fleet, counts: counts).trials()))
    }
    guard rate > PlanningTolerance.smallestRate else { return nil }
    if objective != .throughput, let demand = scenario.demand, rate < demand * (1 - 1e-9) { return nil }
    return Worth(rate: rate, cost: cost)
  }

  /// Other replicas that the general engine finds.
  struct Other {
    var counts: [Int]
    var worth: Worth
  }

  /// Replicas that the general engine finds where limits are `slack` wider (relative); nil where it finds none that
  /// the scenario admits. Under cost per token those are sought that beat `ratio`.
  func other(beating ratio: Double, slack: Double) -> Other? {
    var scenario = fleet.scenario
    scenario.budget = scenario.budget.map { $0 * (1 + slack) }
    let moved = FleetData(scenario, candidatesOf: fleet)
    var options = MIPOptions()
    options.relativeGap = 1e-9
    options.nodeLimit = 20_000
    let program = ExplicitModel.program(moved, parameter: ratio)
    guard let point = MIPSession(program).solve(options).point else { return nil }
    var counts = [Int](repeating: 0, count: fleet.candidates.count)
    let usable = moved.candidates.indices.filter { moved.capacity[$0] > 0 }
    let columns = (0..<program.columnCount).filter { program.columnIsInteger[$0] }
    for (candidate, column) in zip(usable, columns) { counts[candidate] = Int(point[column].rounded()) }
    return worth(of: counts).map { Other(counts: counts, worth: $0) }
  }

  /// The problems of an answer; empty if nothing contradicts it.
  func problems(of plan: Plan, gap: Double) -> [String] {
    guard plan.status != .infeasible else {
      guard plan.infeasibility?.isProven == true else { return [] }
      for slack in Self.slacks {
        if let other = other(beating: 0, slack: slack) {
          return ["no plan, but \(other.counts) reach \(other.worth)"]
        }
      }
      return []
    }
    if plan.status == .unknown { return [] }
    var found = PlanCheck(fleet: fleet).problems(of: plan).map(\.description)
    let counts = plan.counts(in: fleet)
    guard let own = worth(of: counts) else { return found + ["\(counts) are not admitted"] }
    if plan.status == .optimal, plan.gap > gap + PlanningTolerance.proof {
      found.append("optimal with a gap of \(plan.gap)")
    }
    let value = own.value(objective)
    let slack = 1e-6 * abs(value)
    let asked = gap * abs(value)
    for budget in Self.slacks {
      guard let other = other(beating: own.cost / own.rate, slack: budget) else { continue }
      let better = other.worth.value(objective)
      if plan.status == .optimal, better < value - asked - slack {
        found.append("\(value) is optimal, but \(other.counts) are worth \(better)")
      }
      if better < bound(plan, of: counts) - slack {
        found.append("bound \(bound(plan, of: counts)), but \(other.counts) are worth \(better)")
      }
    }
    return found
  }

  /// Relative changes of the budget, none and slightly less: at the edge the general engine's tolerances
  /// decide what it finds.
  private static let slacks = [0, -1e-6]

  /// A plan's bound in the terms of `Worth.value`.
  private func bound(_ plan: Plan, of counts: [Int]) -> Double {
    let charge = fleet.startCharge(of: counts)
    switch objective {
    case .throughput: return -plan.bound
    case .cost: return plan.bound + charge
    case .costPerToken:
      let tokens = fleet.tokensPerRequest
      return plan.bound * 3600 * (tokens.input + tokens.output) / 1e6 + charge / plan.requestsPerSecond
    }
  }
}

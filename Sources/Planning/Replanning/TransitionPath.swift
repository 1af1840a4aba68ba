import Serving

/// One replica started or stopped on the way from a fleet to another.
public struct TransitionStep: Sendable, Equatable {
  /// Whether the replica starts; else it stops.
  public var isStart: Bool
  /// Name of the model.
  public var model: String
  /// Layout in profile notation.
  public var layout: String
  /// Replicas started or stopped one after the other.
  public var count: Int
  /// Requests/s that the fleet can serve after the step.
  public var requestsPerSecond: Double
  /// $/h after the step.
  public var costPerHour: Double
  /// Whether the fleet serves less than the floor after it, which the stock leaves no way around.
  public var dips: Bool
  /// Whether the fleet costs more than the budget after it, until replicas are stopped.
  public var exceedsBudget: Bool
}

/// Orders starts and stops so that the fleet serves the floor all along, if stock allows it.
///
/// A start that fits stock and budget comes first, then a stop that keeps the floor, then a start over the budget for
/// as long as both run, and only then a stop that falls below the floor; among equals the one that leaves the most
/// requests/s. The stock is never exceeded.
struct TransitionPath {
  let fleet: FleetData
  let floor: Double
  /// Whether to stop, asked between steps.
  let shouldStop: () -> Bool

  /// A replica to start or stop, and the fleet's rate after it.
  struct Choice {
    var candidate: Int
    var rate: Double
  }

  /// The change by one replica that leaves the most requests/s; the first of equals.
  static func best(_ candidates: [Int], of counts: [Int], change: Int, _ fleet: FleetData) -> Choice? {
    var best: Choice?
    for candidate in candidates {
      var next = counts
      next[candidate] += change
      let rate = FleetEvaluator(fleet: fleet).value(of: next).rate
      if best.map({ rate > $0.rate * (1 + PlanningTolerance.check) }) ?? true {
        best = Choice(candidate: candidate, rate: rate)
      }
    }
    return best
  }

  /// The steps between two fleets, equal ones in a row taken together, and whether they lead to the end.
  func steps(from old: [Int], to new: [Int]) -> (steps: [TransitionStep], isComplete: Bool) {
    var counts = old
    var steps: [TransitionStep] = []
    while counts != new {
      if shouldStop() { return (steps, false) }
      guard let (choice, isStart) = next(counts, new) else { break }
      counts[choice.candidate] += isStart ? 1 : -1
      append(choice, isStart: isStart, counts, to: &steps)
    }
    return (steps, true)
  }

  private func next(_ counts: [Int], _ new: [Int]) -> (Choice, isStart: Bool)? {
    let starts = counts.indices.filter { counts[$0] < new[$0] && fits(counts, $0) }
    let stops = counts.indices.filter { counts[$0] > new[$0] }
    let cost = fleet.cost(of: counts)
    let paid = starts.filter { start in
      guard fleet.scenario.rentsMachines else { return cost + fleet.cost[start] <= budget }
      var more = counts
      more[start] += 1
      return fleet.cost(of: more) <= budget
    }
    if let start = Self.best(paid, of: counts, change: 1, fleet) { return (start, true) }
    let stop = Self.best(stops, of: counts, change: -1, fleet)
    if let stop, stop.rate >= floor * (1 - PlanningTolerance.check) { return (stop, false) }
    if let start = Self.best(starts, of: counts, change: 1, fleet) { return (start, true) }
    return stop.map { ($0, false) }
  }

  private var budget: Double { (fleet.scenario.budget ?? .infinity) * (1 + PlanningTolerance.check) }

  private func fits(_ counts: [Int], _ candidate: Int) -> Bool {
    let hasStock = fleet.scenario.pools.indices.allSatisfy { pool in
      let need = fleet.use[candidate * fleet.poolCount + pool]
      return need == 0
        || fleet.used(of: counts, pool: pool) + need <= fleet.scenario.pools[pool].rentable
    }
    guard hasStock else { return false }
    var more = counts
    more[candidate] += 1
    return fleet.places(more)
  }

  private func append(_ choice: Choice, isStart: Bool, _ counts: [Int], to steps: inout [TransitionStep]) {
    let candidate = fleet.candidates[choice.candidate]
    let cost = fleet.cost(of: counts)
    let step = TransitionStep(
      isStart: isStart, model: fleet.scenario.models[candidate.model].name,
      layout: fleet.layouts[choice.candidate], count: 1,
      requestsPerSecond: choice.rate, costPerHour: cost,
      dips: choice.rate < floor * (1 - PlanningTolerance.check), exceedsBudget: cost > budget)
    if let last = steps.last, last.isStart == isStart, last.model == step.model, last.layout == step.layout,
      last.dips == step.dips, last.exceedsBudget == step.exceedsBudget
    {
      steps[steps.count - 1] = step
      steps[steps.count - 1].count = last.count + 1
    } else {
      steps.append(step)
    }
  }
}

import Optimization

/// The replicas that a point of the explicit program stands for, valued anew: whole numbers, every limit kept.
struct FoundFleet {
  /// Requests/s that they serve in every event they must withstand.
  let rate: Double
  /// $/h.
  let costPerHour: Double
  /// Replicas, rate and cost, as a sentence part.
  let text: String

  /// Replicas of each candidate at a point; nil where that is no point of the fleet's program.
  static func counts(_ point: [Double], of program: LinearProgram, _ fleet: FleetData) -> [Int]? {
    var counts = [Int](repeating: 0, count: fleet.candidates.count)
    // Machines are those that the replicas take, whatever the point rents.
    for column in program.columnNames.indices
    where program.columnIsInteger[column] && program.columnNames[column].first == "y" {
      guard let candidate = Int(program.columnNames[column].dropFirst()), counts.indices ~= candidate
      else { return nil }
      counts[candidate] = Int(point[column].rounded())
    }
    return counts
  }

  /// Nil where the point keeps the limits by a tolerance only.
  init?(_ point: [Double], of program: LinearProgram, _ fleet: FleetData) {
    guard let counts = Self.counts(point, of: program, fleet) else { return nil }
    let scenario = fleet.scenario
    let fits = scenario.pools.indices.allSatisfy { pool in
      counts.indices.reduce(0) { $0 + counts[$1] * fleet.use[$1 * fleet.poolCount + pool] }
        <= scenario.pools[pool].rentable
    }
    let cost = fleet.cost(of: counts)
    let isPaid =
      scenario.budget.map {
        cost + fleet.startCharge(of: counts) <= $0 * (1 + PlanningTolerance.budget)
      } ?? true
    let isMoved =
      (scenario.current?.maxStarts).map { fleet.starts(of: counts) <= $0 } ?? true
      && (scenario.current?.maxStops).map { fleet.stops(of: counts) <= $0 } ?? true
    guard fits, isPaid, isMoved, fleet.places(counts) else { return nil }
    var rate = FleetEvaluator(fleet: fleet).value(of: counts).rate
    if scenario.resilience.isAsked {
      rate = min(rate, StressTest.rate(of: StressTest(fleet: fleet, counts: counts).trials()))
    }
    guard rate > PlanningTolerance.smallestRate else { return nil }
    self.rate = rate
    costPerHour = cost
    let replicas = counts.indices.filter { counts[$0] > 0 }.map { candidate in
      "\(counts[candidate]) x \(scenario.models[fleet.table.model[candidate]].name) on "
        + fleet.layouts[candidate]
    }
    text =
      "\(replicas.joined(separator: ", ")) serve \(FigureText.rate(rate)) req/s for \(FigureText.money(cost)) $/h"
  }
}

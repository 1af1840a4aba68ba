/// Turns yesterday's replicas, or a seed, into a fleet that fits today's limits, in a few small linear programs.
///
/// First the dearest replicas that do not fit are dropped, then the budget left is spent greedily on what the duals
/// of the fixed-fleet program say is worth most per dollar. Deterministic; the result is a start for the exact
/// search, never a claim.
struct FleetRepair {
  let fleet: FleetData

  /// Most steps of filling; each costs one small linear program.
  private static let mostAdditions = 200
  /// A step adds this part of the copies that still fit, at least one, so that large fleets fill in few steps.
  private static let partOfStep = 8

  /// Replicas that fit stock and budget, starting from `counts`; `target` stops filling once that rate is reached.
  func repaired(_ counts: [Int], target: Double?) -> (counts: [Int], value: FleetEvaluator.Value)? {
    var counts = fitted(counts)
    let evaluator = FleetEvaluator(fleet: fleet)
    guard var value = evaluator.value(of: counts) else { return nil }
    guard value.rate > PlanningTolerance.smallestRate else { return nil }
    var best = (counts: counts, value: value)
    var idleSteps = 0
    for _ in 0..<Self.mostAdditions where idleSteps <= fleet.traffic.count {
      if let target, value.rate >= target { break }
      guard let addition = bestAddition(to: counts, worth: value.worth) else { break }
      counts[addition.candidate] += max(1, addition.room / Self.partOfStep)
      guard let next = evaluator.value(of: counts) else { return nil }
      // Where several kinds of traffic hold the rate back together, one addition alone does not raise it.
      let isBetter = next.rate > best.value.rate * (1 + PlanningTolerance.tieBreakRate)
      idleSteps = isBetter ? 0 : idleSteps + 1
      value = next
      if isBetter { best = (counts, value) }
    }
    return best
  }

  /// One replica for each traffic entry, the one that serves most of it per dollar: where a first plan begins.
  func seed() -> [Int] {
    let width = fleet.traffic.count
    var counts = [Int](repeating: 0, count: fleet.candidates.count)
    for entry in 0..<width {
      let isServed = counts.indices.contains { counts[$0] > 0 && fleet.rate[$0 * width + entry] > 0 }
      guard !isServed else { continue }
      var best: (candidate: Int, score: Double)?
      for candidate in counts.indices where fleet.capacity[candidate] > 0 {
        let rate = fleet.rate[candidate * width + entry]
        guard rate > 0 else { continue }
        let score = fleet.cost[candidate] > 0 ? rate / fleet.cost[candidate] : .infinity
        if best.map({ score > $0.score }) ?? true { best = (candidate, score) }
      }
      if let best { counts[best.candidate] = 1 }
    }
    return counts
  }

  private func fitted(_ counts: [Int]) -> [Int] {
    var counts = counts
    let pools = fleet.scenario.pools
    var used = [Int](repeating: 0, count: pools.count)
    var spent = 0.0
    for candidate in counts.indices where counts[candidate] > 0 {
      counts[candidate] = min(counts[candidate], fleet.capacity[candidate])
      spent += Double(counts[candidate]) * fleet.cost[candidate]
      for pool in pools.indices {
        used[pool] += counts[candidate] * fleet.use[candidate * pools.count + pool]
      }
    }
    let budget = fleet.scenario.budget ?? .infinity
    while true {
      let short = pools.indices.first { used[$0] > pools[$0].available }
      if short == nil && spent <= budget * (1 + PlanningTolerance.check * 1e-3) { return counts }
      let removable = counts.indices.filter { candidate in
        counts[candidate] > 0 && (short.map { fleet.use[candidate * pools.count + $0] > 0 } ?? true)
      }
      guard let victim = removable.max(by: { fleet.cost[$0] < fleet.cost[$1] }) else { return counts }
      counts[victim] -= 1
      spent -= fleet.cost[victim]
      for pool in pools.indices { used[pool] -= fleet.use[victim * pools.count + pool] }
    }
  }

  /// The replica worth most per dollar among those that fit, and how many copies of it do.
  private func bestAddition(to counts: [Int], worth: [Double]) -> (candidate: Int, room: Int)? {
    let pools = fleet.scenario.pools
    let width = fleet.traffic.count
    var used = [Int](repeating: 0, count: pools.count)
    var spent = 0.0
    for candidate in counts.indices where counts[candidate] > 0 {
      spent += Double(counts[candidate]) * fleet.cost[candidate]
      for pool in pools.indices {
        used[pool] += counts[candidate] * fleet.use[candidate * pools.count + pool]
      }
    }
    let budget = fleet.scenario.budget ?? .infinity
    var best: Int?
    var bestScore = 0.0
    for candidate in counts.indices where fleet.capacity[candidate] > counts[candidate] {
      guard spent + fleet.cost[candidate] <= budget else { continue }
      guard
        pools.indices.allSatisfy({
          used[$0] + fleet.use[candidate * pools.count + $0] <= pools[$0].available
        })
      else { continue }
      var gain = 0.0
      for entry in 0..<width { gain = max(gain, worth[entry] * fleet.rate[candidate * width + entry]) }
      let score = fleet.cost[candidate] > 0 ? gain / fleet.cost[candidate] : gain * .greatestFiniteMagnitude
      if score > bestScore {
        bestScore = score
        best = candidate
      }
    }
    guard let best else { return nil }
    var room = fleet.capacity[best] - counts[best]
    for pool in pools.indices {
      let use = fleet.use[best * pools.count + pool]
      if use > 0 { room = min(room, (pools[pool].available - used[pool]) / use) }
    }
    if fleet.cost[best] > 0, budget.isFinite { room = min(room, Int((budget - spent) / fleet.cost[best])) }
    return (best, max(1, room))
  }
}

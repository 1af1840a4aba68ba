/// Turns yesterday's replicas into a fleet that fits today's limits, in a few small linear programs.
///
/// First the dearest replicas that do not fit are dropped, then the budget left is spent greedily on what the duals
/// of the fixed-fleet program say is worth most per dollar. Deterministic; the result is a start for the exact
/// search, never a claim.
struct FleetRepair {
  let fleet: FleetData

  /// Most replicas added; a guard against scenarios with thousands of tiny replicas.
  private static let mostAdditions = 200

  /// Replicas that fit stock and budget, starting from `counts`; `target` stops filling once that rate is reached.
  func repaired(_ counts: [Int], target: Double?) -> (counts: [Int], value: FleetEvaluator.Value)? {
    var counts = fitted(counts)
    let evaluator = FleetEvaluator(fleet: fleet)
    guard var value = evaluator.value(of: counts) else { return nil }
    guard value.rate > PlanningTolerance.smallestRate else { return nil }
    for _ in 0..<Self.mostAdditions {
      if let target, value.rate >= target { break }
      guard let best = bestAddition(to: counts, worth: value.worth) else { break }
      counts[best] += 1
      guard let next = evaluator.value(of: counts) else { return nil }
      guard next.rate > value.rate * (1 + PlanningTolerance.tieBreakRate) else {
        counts[best] -= 1
        break
      }
      value = next
    }
    return (counts, value)
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

  private func bestAddition(to counts: [Int], worth: [Double]) -> Int? {
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
    return best
  }
}

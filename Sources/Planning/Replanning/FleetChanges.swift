import Serving

/// The replicas that start, stop and stay between a running fleet and a plan, by name, so that layouts which no
/// candidate stands for any more are among those that stop.
struct FleetChanges {
  let fleet: FleetData
  /// Replicas that the stock lets go on, by candidate.
  let going: [Int]

  private struct Key: Hashable {
    var model: String
    var layout: String
  }

  /// The changes to a plan, with the requests that change their layout; without a plan what can go on stays.
  func transition(to plan: Plan, flows: [PlanTransition.Flow]) -> PlanTransition {
    let running = running
    let counts = Dictionary(running.map { ($0.key, $0.count) }) { first, _ in first }
    guard plan.exists else {
      let kept = Dictionary(
        going.indices.filter { going[$0] > 0 }.map { (key(of: $0), going[$0]) }, uniquingKeysWith: +)
      return PlanTransition(
        starts: [], stops: changes(running) { $1 - kept[$0, default: 0] },
        keeps: changes(running) { key, _ in kept[key, default: 0] }, flows: [])
    }
    let planned = Dictionary(
      plan.replicas.map { (Key(model: $0.model, layout: $0.layout), $0.count) }, uniquingKeysWith: +)
    func ofPlan(_ amount: (Int, Int) -> Int) -> [PlanTransition.ReplicaChange] {
      plan.replicas.compactMap { replica in
        let run = counts[Key(model: replica.model, layout: replica.layout), default: 0]
        let count = amount(replica.count, run)
        guard count > 0 else { return nil }
        return PlanTransition.ReplicaChange(
          model: replica.model, layout: replica.layout, count: count,
          costPerHour: replica.costPerHour / Double(replica.count) * Double(count))
      }
    }
    return PlanTransition(
      starts: ofPlan { $0 - $1 }, stops: changes(running) { $1 - planned[$0, default: 0] },
      keeps: ofPlan { min($0, $1) }, flows: flows)
  }

  /// The running fleet with each configuration once, in the order stated.
  private var running: [(key: Key, count: Int)] {
    var entries: [(key: Key, count: Int)] = []
    for replica in fleet.scenario.current?.replicas ?? [] where replica.count > 0 {
      let key = Key(model: replica.model, layout: replica.layout)
      if let known = entries.firstIndex(where: { $0.key == key }) {
        entries[known].count += replica.count
      } else {
        entries.append((key, replica.count))
      }
    }
    return entries
  }

  private func key(of candidate: Int) -> Key {
    Key(
      model: fleet.scenario.models[fleet.candidates[candidate].model].name, layout: fleet.layouts[candidate])
  }

  /// Running replicas at the present prices.
  private func changes(
    _ running: [(key: Key, count: Int)], _ amount: (Key, Int) -> Int
  ) -> [PlanTransition.ReplicaChange] {
    running.compactMap { key, run in
      let count = amount(key, run)
      guard count > 0 else { return nil }
      return PlanTransition.ReplicaChange(
        model: key.model, layout: key.layout, count: count, costPerHour: price(of: key.layout) * Double(count)
      )
    }
  }

  /// $/h of one replica: its GPUs at the pools' prices; pools that are not there any more cost nothing.
  private func price(of layout: String) -> Double {
    (ReplicaShape(layout)?.stages ?? []).reduce(0) { sum, stage in
      let pool = fleet.scenario.pools.first { $0.name == stage.pool }
      return sum + Double(stage.tp) * (pool?.price ?? 0)
    }
  }
}

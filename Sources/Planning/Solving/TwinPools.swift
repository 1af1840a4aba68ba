import Serving

/// Pools that differ in name and stock alone, planned as one.
///
/// A tree branches in vain between twins: every plan has as many copies as there are ways to spread its replicas. As one
/// pool they allow every plan that they allow apart, at the same cost and rate, so that a bound proven of them holds
/// apart too; the replicas found are then given real GPUs, largest first. Where that does not come out, the scenario has
/// to be solved as it is stated.
struct TwinPools {
  /// The scenario with one pool for all twins.
  let merged: Scenario
  private let stated: Scenario
  /// Pools of the scenario as stated behind each merged one.
  private let members: [[Int]]

  /// Nil where no pools are twins, or where it matters which of them a replica stands on.
  init?(_ scenario: Scenario) {
    // What runs stands on named pools, a loss takes one of them, and stages of one replica might stand on two.
    guard scenario.current == nil, scenario.resilience.survives == nil, !scenario.replicas.mixed else {
      return nil
    }
    var members: [[Int]] = []
    for (index, pool) in scenario.pools.enumerated() {
      if let twin = members.firstIndex(where: { scenario.pools[$0[0]].isTwin(of: pool) }) {
        members[twin].append(index)
      } else {
        members.append([index])
      }
    }
    guard members.count < scenario.pools.count else { return nil }
    var merged = scenario
    merged.pools = members.map { twins in
      var pool = scenario.pools[twins[0]]
      pool.available = twins.reduce(0) { $0 + scenario.pools[$1].available }
      return pool
    }
    // Rows for one twin alone would tell it from the others.
    for row in merged.profile.indices {
      for stage in merged.profile[row].layout.stages.indices {
        let pool = scenario.profile[row].layout.stages[stage].pool
        guard let place = members.firstIndex(of: [pool]) else { return nil }
        merged.profile[row].layout.stages[stage].pool = place
      }
    }
    self.merged = merged
    self.members = members
    stated = scenario
  }

  /// A plan of the merged scenario with its replicas on real pools, checked; nil where some find no room.
  ///
  /// - Parameters:
  ///   - fleet: the merged scenario's numbers.
  ///   - gap: the gap asked for; nil while the search goes on.
  ///   - limit: when its assembly must end.
  func apart(
    _ plan: Plan, _ fleet: FleetData, gap: Double?, limit: AssemblyLimit
  ) -> Plan? {
    guard let (candidates, counts) = spread(plan.counts(in: fleet), fleet) else { return nil }
    let own = FleetData(stated, candidates: candidates, refusals: fleet.refusals)
    var values = [Double](repeating: 0, count: stated.pools.count)
    for (twins, use) in zip(members, plan.gpus) {
      for pool in twins { values[pool] = use.marginalValue }
    }
    let proof = PlanAssembly.Proof(
      gap: gap, bound: plan.bound, poolValues: values, budgetValue: plan.budgetMarginalValue)
    let assembly = PlanAssembly(fleet: own, limit: limit)
    guard let apart = assembly.plan(counts: counts, proof: proof, statistics: plan.solve),
      PlanCheck(fleet: own, places: true, interruption: limit.interruption).problems(of: apart).isEmpty
    else { return nil }
    return apart
  }

  /// Candidates on real pools with how many there are of each: the largest first, each pool filled up in turn.
  private func spread(_ counts: [Int], _ fleet: FleetData) -> (candidates: [Candidate], counts: [Int])? {
    var left = stated.pools.map(\.available)
    var candidates: [Candidate] = []
    var spread: [Int] = []
    let rented = counts.indices.filter { counts[$0] > 0 }
    func size(_ index: Int) -> Int { fleet.candidates[index].layout.gpuCount }
    for index in rented.sorted(by: { size($0) != size($1) ? size($0) > size($1) : $0 < $1 }) {
      guard let first = fleet.candidates[index].layout.stages.first?.pool else { return nil }
      var missing = counts[index]
      for pool in members[first] where missing > 0 {
        let count = min(missing, left[pool] / size(index))
        guard count > 0 else { continue }
        missing -= count
        left[pool] -= count * size(index)
        var candidate = fleet.candidates[index]
        for stage in candidate.layout.stages.indices { candidate.layout.stages[stage].pool = pool }
        candidates.append(candidate)
        spread.append(count)
      }
      if missing > 0 { return nil }
    }
    return (candidates, spread)
  }
}

extension Pool {
  /// Whether another pool is the same but for its name and stock.
  fileprivate func isTwin(of other: Pool) -> Bool {
    // What is left of two stocks below a machine makes no machine.
    guard !rentsMachines else { return false }
    var renamed = other
    (renamed.name, renamed.available) = (name, available)
    return self == renamed
  }
}

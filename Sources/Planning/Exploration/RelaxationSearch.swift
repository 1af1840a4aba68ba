/// Finds the smallest change of one kind that gives a plan. Feasibility is monotone in each figure searched but a
/// model's share, where the change found is one that works and not necessarily the least.
struct RelaxationSearch {
  let scenario: Scenario
  /// Solves a scenario; nil if cancelled.
  let solve: (Scenario) -> Plan?
  /// Whether a scenario has a plan; nil if cancelled.
  let hasPlan: (Scenario) -> Bool?

  /// How far a limit in ms is raised at first, and at most: to so many times what it is, and to so many ms.
  private static let usualIncrease = 16.0
  private static let mostMilliseconds = 3_600_000.0

  /// The smallest change of a kind; nil if none of that kind gives a plan, or if cancelled.
  func smallest(_ kind: Relaxation.Kind) -> Relaxation? {
    switch kind {
    case .budget: return budget()
    case .demand:
      return demand(of: scenario).flatMap { verified(kind, scenario.demand ?? 0, $0) { $0.demand = $1 } }
    case .headroom:
      let percent = Int((scenario.headroom * 100).rounded(.up))
      return steps(kind, from: scenario.headroom, most: percent) { scenario, step in
        scenario.headroom = Double(percent - step) / 100
        return scenario.headroom
      }
    case .remaining:
      let percent = Int((scenario.resilience.remaining * 100).rounded(.up))
      return steps(kind, from: scenario.resilience.remaining, most: percent - 1) { scenario, step in
        scenario.resilience.remaining = Double(percent - step) / 100
        return scenario.resilience.remaining
      }
    case .misjudged:
      let now = scenario.resilience.misjudged
      return steps(kind, from: Double(now), most: now) { scenario, step in
        scenario.resilience.misjudged = now - step
        return Double(now - step)
      }
    case .ttft: return milliseconds(kind, .ttft, scenario.slo?.ttftMs) { $0.slo?.ttftMs = $1 }
    case .tpot: return milliseconds(kind, .tpot, scenario.slo?.tpotMs) { $0.slo?.tpotMs = $1 }
    case .available(let pool):
      let now = scenario.pools[pool].available
      let unit = scenario.pools[pool].stockStep
      return steps(kind, from: Double(now), most: Relaxation.mostGPUs / unit) { scenario, step in
        scenario.pools[pool].available = now + step * unit
        return Double(now + step * unit)
      }
    case .price(let pool):
      let cents = Int((scenario.pools[pool].price * 100).rounded(.up))
      return steps(kind, from: scenario.pools[pool].price, most: cents - 1) { scenario, step in
        scenario.pools[pool].price = Double(cents - step) / 100
        return scenario.pools[pool].price
      }
    case .machines(let pool, let gpus):
      let now = scenario.pools[pool].size(gpus)?.available ?? 0
      return steps(kind, from: Double(now), most: max(1, Relaxation.mostGPUs / gpus)) { scenario, step in
        scenario.pools[pool].changeSize(gpus) { $0.available = now + step }
        return Double(now + step)
      }
    case .machinePrice(let pool, let gpus):
      let price = scenario.pools[pool].size(gpus)?.price ?? 0
      let cents = Int((price * 100).rounded(.up))
      return steps(kind, from: price, most: cents - 1) { scenario, step in
        let lower = Double(cents - step) / 100
        scenario.pools[pool].changeSize(gpus) { $0.price = lower }
        return lower
      }
    case .modelShare(let model): return share(kind, model)
    case .budgetAndDemand: return pair()
    }
  }

  // MARK: Money and demand

  /// $/h in whole cents that pay for what is asked.
  private func neededBudget() -> Double? {
    var free = scenario
    free.objective = .cost
    free.budget = nil
    if scenario.objective == .throughput { free.demand = PlanningTolerance.smallestRate * 10 }
    guard let plan = solve(free), plan.exists else { return nil }
    return (plan.costPerHour * 100 - 1e-6).rounded(.up) / 100
  }

  private func budget() -> Relaxation? {
    guard let now = scenario.budget, let needed = neededBudget(), needed > now else { return nil }
    return verified(.budget, now, needed) { $0.budget = $1 }
  }

  /// Requests/s, in tenths or finer below 1, that the limits allow.
  private func demand(of scenario: Scenario) -> Double? {
    var most = scenario
    most.objective = .throughput
    most.demand = nil
    if most.budget == nil {
      most.budget = scenario.pools.reduce(1) { $0 + $1.priceOfAll }
    }
    guard let plan = solve(most), plan.exists else { return nil }
    let scale = plan.requestsPerSecond >= 1 ? 10.0 : 1000
    let rate = (plan.requestsPerSecond * scale).rounded(.down) / scale
    return rate > 0 ? rate : nil
  }

  private func pair() -> Relaxation? {
    guard let budget = scenario.budget, let needed = neededBudget(), needed > budget else { return nil }
    var changed = scenario
    let half = ((budget + needed) / 2 * 100).rounded() / 100
    changed.budget = half
    guard let rate = demand(of: changed), rate < scenario.demand ?? 0 else { return nil }
    changed.demand = rate
    guard let plan = solve(changed), plan.exists else { return nil }
    return Relaxation(
      kind: .budgetAndDemand, from: budget, to: half, demand: rate, scenario: changed, plan: plan)
  }

  // MARK: Searches

  private func verified(
    _ kind: Relaxation.Kind, _ from: Double, _ to: Double, _ change: (inout Scenario, Double) -> Void
  ) -> Relaxation? {
    var changed = scenario
    change(&changed, to)
    guard let plan = solve(changed), plan.exists else { return nil }
    return Relaxation(kind: kind, from: from, to: to, demand: nil, scenario: changed, plan: plan)
  }

  /// The fewest steps, 1 to `most`, that give a plan; `change` makes the scenario of a number of steps and says where
  /// its figure stands.
  private func steps(
    _ kind: Relaxation.Kind, from: Double, most: Int, _ change: (inout Scenario, Int) -> Double
  ) -> Relaxation? {
    func isEnough(_ step: Int) -> Bool? {
      var changed = scenario
      _ = change(&changed, step)
      return hasPlan(changed)
    }
    guard most > 0, isEnough(most) == true else { return nil }
    var low = 0
    var high = most
    while high - low > 1 {
      let middle = (low + high) / 2
      guard let answer = isEnough(middle) else { return nil }
      if answer { high = middle } else { low = middle }
    }
    var changed = scenario
    let to = change(&changed, high)
    guard let plan = solve(changed), plan.exists else { return nil }
    return Relaxation(kind: kind, from: from, to: to, demand: nil, scenario: changed, plan: plan)
  }

  private func milliseconds(
    _ kind: Relaxation.Kind, _ limit: Limit, _ now: Double?, _ set: (inout Scenario, Double) -> Void
  ) -> Relaxation? {
    guard let now, now > 0, hasPlan(limit.lifted(from: scenario)) == true else { return nil }
    // Hundredths of the limit, or whole ms: fine enough to choose by, and few solves although each needs new candidates.
    let unit = max(1, now / 100)
    func value(_ step: Int) -> Double { (now + Double(step) * unit).rounded(.up) }
    var most = max(1, Int(now * (Self.usualIncrease - 1) / unit))
    while value(most) < Self.mostMilliseconds {
      var eased = scenario
      set(&eased, value(most))
      guard let isEnough = hasPlan(eased) else { return nil }
      if isEnough { break }
      most *= 4
    }
    return steps(kind, from: now, most: most) { scenario, step in
      set(&scenario, value(step))
      return value(step)
    }
  }

  private func share(_ kind: Relaxation.Kind, _ model: Int) -> Relaxation? {
    let sum = scenario.models.reduce(0) { $0 + $1.share }
    guard sum > 0 else { return nil }
    let now = scenario.models[model].share / sum
    let percent = Int((now * 100).rounded(.up))
    return steps(kind, from: now, most: percent - 1) { scenario, step in
      let target = Double(percent - step) / 100
      for index in scenario.models.indices where index != model {
        scenario.models[index].share *= (1 - target) / (1 - now)
      }
      scenario.models[model].share = target * sum
      return target
    }
  }
}

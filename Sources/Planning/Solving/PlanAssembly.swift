import Serving

/// Assembles a `Plan` from replica counts: routes the traffic, shares the costs, adds up, states the proof.
struct PlanAssembly {
  let fleet: FleetData
  /// When routing must end.
  var limit = AssemblyLimit()
  /// Whether the replicas get machines; not where pools stand for others, which have machines of their own.
  var places = true

  /// The search's proof about a fleet.
  struct Proof {
    /// The gap asked for; nil while the search goes on, where no plan is `optimal` yet.
    var gap: Double?
    /// Bound on the objective's own value and, but for throughput, the charges for starts with it.
    var bound: Double
    /// Objective per GPU more, or per step of the stock where machines are rented whole; one entry per pool.
    var poolValues: [Double]
    /// Objective per $/h more.
    var budgetValue: Double
  }

  /// The plan of a set of replicas; nil if it serves nothing or misses the demand.
  func plan(counts: [Int], proof: Proof, statistics: Plan.SolveStatistics) -> Plan? {
    assembled(counts).map { proved($0, counts: counts, proof: proof, statistics: statistics) }
  }

  /// The plan with another proof; `counts` are its replicas.
  func proved(
    _ plan: Plan, counts: [Int], proof: Proof, statistics: Plan.SolveStatistics
  ) -> Plan {
    var plan = plan
    let own = plan.objectiveValue
    let bound = proof.bound - startShare(of: counts, rate: plan.requestsPerSecond)
    // Round-off must not show a bound on the wrong side of the value it bounds; no cost is below 0.
    plan.bound = plan.objective == .throughput ? max(bound, own) : min(max(bound, 0), own)
    plan.gap = own != 0 ? abs(plan.bound - own) / abs(own) : 0
    // Nothing but the figures shown decides what is claimed of them.
    let isProven = proof.gap.map { plan.gap <= $0 + PlanningTolerance.proof } ?? false
    plan.status = isProven ? .optimal : .feasible
    for pool in plan.gpus.indices {
      plan.gpus[pool].marginalValue = pool < proof.poolValues.count ? proof.poolValues[pool] : 0
      plan.gpus[pool].marginalKind = .lp
    }
    (plan.budgetMarginalValue, plan.budgetMarginalKind) = (proof.budgetValue, .lp)
    plan.solve = statistics
    plan.omission = fleet.omission
    return plan
  }

  /// All of a plan but its proof.
  private func assembled(_ counts: [Int]) -> Plan? {
    let scenario = fleet.scenario
    let evaluator = FleetEvaluator(
      fleet: fleet, interruption: limit.interruption, patienceIsOver: limit.patienceIsOver)
    let value = evaluator.value(of: counts)
    guard value.rate > PlanningTolerance.smallestRate else { return nil }
    // Under objective cost the rate is the demand; the replicas' slack becomes idle time, spread evenly.
    var rate = value.rate
    let isTried = scenario.resilience.isAsked
    let trials =
      isTried ? StressTest(fleet: fleet, counts: counts, interruption: limit.interruption).trials() : []
    rate = min(rate, StressTest.rate(of: trials))
    guard rate > PlanningTolerance.smallestRate else { return nil }
    if let demand = scenario.demand, scenario.objective != .throughput {
      guard rate >= demand * (1 - PlanningTolerance.check) else { return nil }
      if scenario.objective == .cost { rate = demand }
    }
    var groups = groups(counts)
    let routes = routes(value, servedRate: rate, &groups)
    // Bills are sums of whole machines; the groups' parts of them add up but for their last digits.
    let bills = fleet.bills(of: counts)
    let cost =
      scenario.rentsMachines ? bills.reduce(0, +) : groups.reduce(0.0) { $0 + $1.cost }
    let tokens = fleet.tokensPerRequest
    let assignments = assignments(routes, groups)
    let order = replicaOrder(groups)
    var inputCost = 0.0
    for assignment in assignments { inputCost += assignment.costPerHour * assignment.prefillShare }
    let perHour = 3600.0 * rate
    let scale = 1e6
    let total = cost / (perHour * (tokens.input + tokens.output)) * scale
    var plan = Plan(
      status: .feasible, objective: scenario.objective, requestsPerSecond: rate,
      costPerHour: cost,
      tokensPerSecond: Plan.TokenPair(input: rate * tokens.input, output: rate * tokens.output),
      costPerMillionTokens: Plan.TokenPair(
        input: tokens.input > 0 ? inputCost / (perHour * tokens.input) * scale : 0,
        output: tokens.output > 0 ? (cost - inputCost) / (perHour * tokens.output) * scale : 0),
      totalCostPerMillionTokens: total, bound: 0, gap: 0,
      replicas: replicas(routes, assignments, groups, order), assignments: assignments,
      gpus: gpuUse(groups, bills),
      workloads: workloads(routes, assignments, rate: rate), budgetMarginalValue: 0,
      solve: Plan.SolveStatistics(),
      stresses: trials.map {
        Plan.Stress(
          lost: $0.lost, misjudged: $0.misjudged, requestsPerSecond: $0.rate, needed: rate * $0.part)
      })
    guard places else { return plan }
    let rented = order.map { (candidate: groups[$0].candidate, count: groups[$0].count) }
    guard let machines = MachineAssignment(fleet).machines(counts: counts, replicas: rented) else {
      return nil
    }
    plan.machines = machines
    return plan
  }

  /// The part of the objective's own value that is a fleet's charges for starts: a bound on both together
  /// bounds the value alone by that much less, for a plan that starts as many.
  func startShare(of counts: [Int], rate: Double) -> Double {
    let charge = fleet.startCharge(of: counts)
    switch fleet.scenario.objective {
    case .throughput: return 0
    case .cost: return charge
    case .costPerToken:
      let tokens = fleet.tokensPerRequest
      return charge / (3600 * rate * (tokens.input + tokens.output)) * 1e6
    }
  }

  /// All copies of one candidate that is rented.
  private struct Group {
    var candidate: Int
    var model: Int
    var count: Int
    var cost: Double
    var layout: String
    /// Time of the copies spent, in replicas.
    var busy = 0.0
  }

  /// Time and rate of one group on one traffic entry.
  private struct Route {
    var group: Int
    var traffic: Int
    var replicas: Double
    var rate: Double
  }

  private func groups(_ counts: [Int]) -> [Group] {
    let prices = fleet.unitPrices(of: counts)
    return counts.indices.filter { counts[$0] > 0 }.map { candidate in
      Group(
        candidate: candidate, model: fleet.table.model[candidate], count: counts[candidate],
        cost: Double(counts[candidate]) * fleet.cost(of: candidate, at: prices),
        layout: fleet.layouts[candidate])
    }
  }

  /// Routes exactly the served rate, over-service on paper being idle time in truth; by traffic, then by candidate.
  private func routes(
    _ value: FleetEvaluator.Value, servedRate: Double, _ groups: inout [Group]
  ) -> [Route] {
    let width = fleet.traffic.count
    var routes: [Route] = value.time.compactMap { entry in
      groups.firstIndex { $0.candidate == entry.candidate }.map { group in
        Route(
          group: group, traffic: entry.traffic, replicas: entry.replicas,
          rate: entry.replicas * fleet.rate[entry.candidate * width + entry.traffic])
      }
    }
    var served = [Double](repeating: 0, count: width)
    for route in routes { served[route.traffic] += route.rate }
    for index in routes.indices {
      let entry = routes[index].traffic
      guard served[entry] > 0 else { continue }
      let factor = fleet.traffic[entry].share * servedRate / served[entry]
      routes[index].replicas *= factor
      routes[index].rate *= factor
    }
    let smallest = fleet.traffic.map { $0.share * servedRate * PlanningTolerance.smallestRoute }
    routes.removeAll { $0.rate <= smallest[$0.traffic] }
    routes.sort { ($0.traffic, $0.group) < ($1.traffic, $1.group) }
    for route in routes { groups[route.group].busy += route.replicas }
    return routes
  }

  /// The groups by model, then by cost, dearest first.
  private func replicaOrder(_ groups: [Group]) -> [Int] {
    groups.indices.sorted {
      (groups[$0].model, -groups[$0].cost, $0) < (groups[$1].model, -groups[$1].cost, $1)
    }
  }

  private func replicas(
    _ routes: [Route], _ assignments: [Plan.Assignment], _ groups: [Group], _ order: [Int]
  ) -> [Plan.Replica] {
    let pools = fleet.scenario.pools
    var rates = [Double](repeating: 0, count: groups.count)
    // The assignment with each group's weakest figure, -1: the group serves nothing.
    var weakest = [Int](repeating: -1, count: groups.count)
    for place in routes.indices {
      let group = routes[place].group
      rates[group] += routes[place].rate
      let known = weakest[group]
      if known < 0 || assignments[place].provenance.rank >= assignments[known].provenance.rank {
        weakest[group] = place
      }
    }
    return order.map { index in
      let group = groups[index]
      // Without traffic, what it could serve is all there is to say.
      let provenance =
        (weakest[index] < 0 ? nil : assignments[weakest[index]].provenance)
        ?? fleet.candidates[group.candidate].throughput.reduce(nil) { weaker($0, $1?.provenance) }
        ?? .estimated("no figure")
      return Plan.Replica(
        model: fleet.scenario.models[group.model].name,
        precision: fleet.candidates[group.candidate].precision,
        layout: group.layout,
        gpus: pools.indices.compactMap { pool in
          let count = fleet.use[group.candidate * pools.count + pool]
          return count > 0 ? Plan.PoolCount(pool: pools[pool].name, count: count) : nil
        },
        count: group.count, costPerHour: group.cost,
        utilization: min(1, group.busy / Double(group.count)) * (1 - fleet.scenario.headroom),
        requestsPerSecond: rates[index], provenance: provenance,
        checkpoint: fleet.scenario.models[group.model].repository(
          in: fleet.candidates[group.candidate].precision))
    }
  }

  /// The later of two figures where it is no stronger.
  private func weaker(_ one: Provenance?, _ other: Provenance?) -> Provenance? {
    guard let one else { return other }
    guard let other else { return one }
    return other.rank >= one.rank ? other : one
  }

  /// Shares each group's cost over its traffic by time; a group without traffic charges its model's traffic.
  private func assignments(_ routes: [Route], _ groups: [Group]) -> [Plan.Assignment] {
    var rateOf = [Double](repeating: 0, count: fleet.traffic.count)
    var modelTime = [Double](repeating: 0, count: fleet.scenario.models.count)
    var orphanCost = modelTime
    for route in routes {
      rateOf[route.traffic] += route.rate
      modelTime[groups[route.group].model] += route.replicas
    }
    for group in groups where group.busy == 0 { orphanCost[group.model] += group.cost }
    return routes.map { route in
      let group = groups[route.group]
      let own = group.cost * route.replicas / group.busy
      let orphan = orphanCost[group.model] * route.replicas / modelTime[group.model]
      let workload = fleet.traffic[route.traffic].workload
      let throughput = fleet.candidates[group.candidate].throughput[workload]
      return Plan.Assignment(
        model: fleet.scenario.models[group.model].name,
        workload: fleet.scenario.models[group.model].workloads[workload].name, layout: group.layout,
        fraction: route.rate / rateOf[route.traffic], requestsPerSecond: route.rate,
        costPerHour: own + orphan, prefillShare: throughput?.prefillShare ?? 0.5,
        provenance: throughput?.provenance.times(fleet.bandFactor[group.candidate])
          ?? .estimated("no figure"))
    }
  }

  /// Sums up the assignments, which are in the order of the routes.
  private func workloads(
    _ routes: [Route], _ assignments: [Plan.Assignment], rate: Double
  ) -> [Plan.WorkloadResult] {
    var cost = [Double](repeating: 0, count: fleet.traffic.count)
    var input = cost
    for place in routes.indices {
      let (traffic, charge) = (routes[place].traffic, assignments[place].costPerHour)
      cost[traffic] += charge
      input[traffic] += charge * assignments[place].prefillShare
    }
    let scale = 1e6
    return fleet.traffic.enumerated().map { index, entry in
      let requests = entry.share * rate * 3600
      let output = cost[index] - input[index]
      return Plan.WorkloadResult(
        model: fleet.scenario.models[entry.model].name,
        workload: fleet.scenario.models[entry.model].workloads[entry.workload].name,
        requestsPerSecond: entry.share * rate, costPerHour: cost[index],
        costPerMillionTokens: cost[index] / (requests * (entry.inputTokens + entry.outputTokens)) * scale,
        split: Plan.TokenPair(
          input: entry.inputTokens > 0 ? input[index] / (requests * entry.inputTokens) * scale : 0,
          output: entry.outputTokens > 0 ? output / (requests * entry.outputTokens) * scale : 0))
    }
  }

  private func gpuUse(_ groups: [Group], _ bills: [Double]) -> [Plan.GPUUse] {
    let pools = fleet.scenario.pools
    return pools.indices.map { pool in
      let used = groups.reduce(0) { $0 + $1.count * fleet.use[$1.candidate * pools.count + pool] }
      return Plan.GPUUse(
        name: pools[pool].name, used: used, available: pools[pool].available,
        costPerHour: bills[pool], marginalValue: 0)
    }
  }
}

import Serving

/// Makes a `Plan` of replica counts: routes the traffic, shares the costs, adds up.
struct PlanAssembly {
  let fleet: FleetData

  /// What the search proved about a fleet.
  struct Proof {
    /// Whether the gap asked for is proven.
    var isProven: Bool
    /// Bound on the objective's own value.
    var bound: Double
    /// Objective per GPU more, one a pool.
    var poolValues: [Double]
    /// Objective per $/h more.
    var budgetValue: Double
  }

  /// The plan of a set of replicas; nil if it serves nothing or misses the demand.
  func plan(counts: [Int], proof: Proof, statistics: Plan.SolveStatistics) -> Plan? {
    let scenario = fleet.scenario
    guard let value = FleetEvaluator(fleet: fleet).value(of: counts),
      value.rate > PlanningTolerance.smallestRate
    else { return nil }
    // Under objective cost the rate is the demand; the replicas' slack becomes idle time, spread evenly.
    var rate = value.rate
    if let demand = scenario.demand, scenario.objective != .throughput {
      guard rate >= demand * (1 - PlanningTolerance.check) else { return nil }
      if scenario.objective == .cost { rate = demand }
    }
    let routed = routes(value, servedRate: rate)
    let cost = counts.indices.reduce(0.0) { $0 + Double(counts[$1]) * fleet.cost[$1] }
    let tokens = fleet.tokensPerRequest
    let replicas = replicas(counts, routed)
    let assignments = assignments(routed, counts)
    let workloads = workloads(assignments, rate: rate)
    var inputCost = 0.0
    for assignment in assignments { inputCost += assignment.costPerHour * assignment.prefillShare }
    let perHour = 3600.0 * rate
    let scale = 1e6
    let total = cost / (perHour * (tokens.input + tokens.output)) * scale
    var plan = Plan(
      status: proof.isProven ? .optimal : .feasible, objective: scenario.objective, requestsPerSecond: rate,
      costPerHour: cost,
      tokensPerSecond: Plan.TokenPair(input: rate * tokens.input, output: rate * tokens.output),
      costPerMillionTokens: Plan.TokenPair(
        input: tokens.input > 0 ? inputCost / (perHour * tokens.input) * scale : 0,
        output: tokens.output > 0 ? (cost - inputCost) / (perHour * tokens.output) * scale : 0),
      totalCostPerMillionTokens: total, bound: proof.bound, gap: 0, replicas: replicas,
      assignments: assignments,
      gpus: gpuUse(counts, proof), workloads: workloads, budgetMarginalValue: proof.budgetValue,
      solve: statistics, infeasibility: nil)
    let own = plan.objectiveValue
    // Round-off must not show a bound on the wrong side of the value it bounds.
    plan.bound = scenario.objective == .throughput ? max(plan.bound, own) : min(plan.bound, own)
    plan.gap = own != 0 ? abs(plan.bound - own) / abs(own) : 0
    return plan
  }

  /// Time and rate of one candidate on one traffic entry.
  private struct Route {
    var candidate: Int
    var traffic: Int
    var replicas: Double
    var rate: Double
  }

  /// Routes exactly the served rate: over-service on paper is idle time in truth.
  private func routes(_ value: FleetEvaluator.Value, servedRate: Double) -> [Route] {
    let width = fleet.traffic.count
    var routes = value.time.map { entry in
      Route(
        candidate: entry.candidate, traffic: entry.traffic, replicas: entry.replicas,
        rate: entry.replicas * fleet.rate[entry.candidate * width + entry.traffic])
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
    let smallest = servedRate * 1e-9
    return routes.filter { $0.rate > smallest }
  }

  private func figure(_ candidate: Int, _ entry: Int) -> Throughput? {
    fleet.candidates[candidate].throughput[fleet.traffic[entry].workload]
  }

  private func layoutText(_ candidate: Int) -> String {
    fleet.candidates[candidate].layout.text(poolNames: fleet.scenario.pools.map(\.name))
  }

  private func replicas(_ counts: [Int], _ routes: [Route]) -> [Plan.Replica] {
    let scenario = fleet.scenario
    var result: [(model: Int, replica: Plan.Replica)] = []
    for candidate in counts.indices where counts[candidate] > 0 {
      let own = routes.filter { $0.candidate == candidate }
      let busy = own.reduce(0) { $0 + $1.replicas } / Double(counts[candidate])
      let figures = own.compactMap { figure(candidate, $0.traffic)?.provenance }
      let unused = fleet.candidates[candidate].throughput.compactMap { $0?.provenance }
      let weakest = (figures.isEmpty ? unused : figures).max { $0.rank < $1.rank }
      let model = fleet.candidates[candidate].model
      result.append(
        (
          model,
          Plan.Replica(
            model: scenario.models[model].name, precision: fleet.candidates[candidate].precision,
            layout: layoutText(candidate),
            gpus: scenario.pools.indices.compactMap { pool in
              let count = fleet.use[candidate * fleet.poolCount + pool]
              return count > 0 ? Plan.PoolCount(pool: scenario.pools[pool].name, count: count) : nil
            },
            count: counts[candidate], costPerHour: Double(counts[candidate]) * fleet.cost[candidate],
            utilization: min(1, busy) * (1 - scenario.headroom),
            requestsPerSecond: own.reduce(0) { $0 + $1.rate },
            provenance: weakest ?? .estimated("no figure"))
        ))
    }
    return result.enumerated().sorted { one, other in
      if one.element.model != other.element.model { return one.element.model < other.element.model }
      if one.element.replica.costPerHour != other.element.replica.costPerHour {
        return one.element.replica.costPerHour > other.element.replica.costPerHour
      }
      return one.offset < other.offset
    }.map(\.element.replica)
  }

  /// Shares each group's cost over its traffic by time; a group without traffic charges its model's traffic.
  private func assignments(_ routes: [Route], _ counts: [Int]) -> [Plan.Assignment] {
    let scenario = fleet.scenario
    let rateOf = fleet.traffic.indices.map { entry in
      routes.reduce(0) { $0 + ($1.traffic == entry ? $1.rate : 0) }
    }
    var busy = [Double](repeating: 0, count: counts.count)
    var modelTime = [Double](repeating: 0, count: scenario.models.count)
    var orphanCost = [Double](repeating: 0, count: scenario.models.count)
    for route in routes {
      busy[route.candidate] += route.replicas
      modelTime[fleet.traffic[route.traffic].model] += route.replicas
    }
    for candidate in counts.indices where counts[candidate] > 0 && busy[candidate] == 0 {
      orphanCost[fleet.candidates[candidate].model] += Double(counts[candidate]) * fleet.cost[candidate]
    }
    return routes.sorted { ($0.traffic, $0.candidate) < ($1.traffic, $1.candidate) }.map { route in
      let entry = fleet.traffic[route.traffic]
      let model = scenario.models[entry.model]
      let group = Double(counts[route.candidate]) * fleet.cost[route.candidate]
      let own = group * route.replicas / busy[route.candidate]
      let orphan = orphanCost[entry.model] * route.replicas / modelTime[entry.model]
      let throughput = figure(route.candidate, route.traffic)
      return Plan.Assignment(
        model: model.name, workload: model.workloads[entry.workload].name,
        layout: layoutText(route.candidate),
        fraction: route.rate / rateOf[route.traffic], requestsPerSecond: route.rate,
        costPerHour: own + orphan,
        prefillShare: throughput?.prefillShare ?? 0.5,
        provenance: throughput?.provenance ?? .estimated("no figure"))
    }
  }

  private func workloads(_ assignments: [Plan.Assignment], rate: Double) -> [Plan.WorkloadResult] {
    fleet.traffic.map { entry in
      let model = fleet.scenario.models[entry.model]
      let workload = model.workloads[entry.workload]
      let own = assignments.filter { $0.model == model.name && $0.workload == workload.name }
      let cost = own.reduce(0) { $0 + $1.costPerHour }
      let input = own.reduce(0) { $0 + $1.costPerHour * $1.prefillShare }
      let requests = entry.share * rate * 3600
      let scale = 1e6
      return Plan.WorkloadResult(
        model: model.name, workload: workload.name, requestsPerSecond: entry.share * rate, costPerHour: cost,
        costPerMillionTokens: cost / (requests * (entry.inputTokens + entry.outputTokens)) * scale,
        split: Plan.TokenPair(
          input: entry.inputTokens > 0 ? input / (requests * entry.inputTokens) * scale : 0,
          output: entry.outputTokens > 0 ? (cost - input) / (requests * entry.outputTokens) * scale : 0))
    }
  }

  private func gpuUse(_ counts: [Int], _ proof: Proof) -> [Plan.GPUUse] {
    fleet.scenario.pools.enumerated().map { pool, entry in
      let used = counts.indices.reduce(0) { $0 + counts[$1] * fleet.use[$1 * fleet.poolCount + pool] }
      return Plan.GPUUse(
        name: entry.name, used: used, available: entry.available, costPerHour: Double(used) * entry.price,
        marginalValue: pool < proof.poolValues.count ? proof.poolValues[pool] : 0)
    }
  }
}

import Serving

/// Solves the baselines of a scenario, each with the engine that finds the optimum.
public final class BaselineStudy {
  /// GPUs of a type that can be rented where neither stock nor budget limits them.
  private static let unlimited = 4096

  let scenario: Scenario
  let options: PlanningOptions
  let isCancelled: () -> Bool
  /// Every configuration, those included that another one beats: a baseline may have only these to choose from.
  let candidates: [Candidate]
  private let session = PlanningSession()
  private var optima: [Bool: Plan] = [:]

  /// A study of a scenario.
  public init(of scenario: Scenario, options: PlanningOptions, isCancelled: @escaping () -> Bool = { false })
  {
    // What runs already is no part of the comparison.
    var scenario = scenario
    scenario.current = nil
    self.scenario = scenario
    var quiet = options
    quiet.diagnoses = false
    self.options = quiet
    self.isCancelled = isCancelled
    candidates =
      FleetData.buildCandidates(scenario, pruned: false, shouldStop: { options.mustEnd || isCancelled() })
      .candidates
  }

  /// The result of a baseline within the stock, or without that limit; nil if cancelled.
  public func result(of baseline: Baseline, keepsStock: Bool) -> BaselineResult? {
    let stocked = keepsStock ? scenario : unlimited()
    var result: BaselineResult?
    switch baseline {
    case .optimum: result = optimum(keepsStock: keepsStock).map { self.result($0) }
    case .homogeneous(let pool):
      var only = stocked
      for other in only.pools.indices where other != pool { only.pools[other].available = 0 }
      result = session.solve(only, options: options, isCancelled: isCancelled).map { self.result($0) }
    case .uniformComposition: result = uniformComposition(stocked)
    case .uniformDeployment: result = uniformDeployment(stocked)
    case .roundRobin: result = optimum(keepsStock: true).map(roundRobin)
    case .melange: result = MelangeProgram(self, stocked).result()
    case .workloadBlind(let uniform): result = workloadBlind(uniform: uniform)
    }
    result?.baseline = baseline
    result?.keepsStock = keepsStock
    return isCancelled() ? nil : result
  }

  // MARK: Shared by the baselines

  /// The optimum within the stock, or without that limit; nil if cancelled.
  func optimum(keepsStock: Bool) -> Plan? {
    if let known = optima[keepsStock] { return known }
    let plan = session.solve(
      keepsStock ? scenario : unlimited(), options: options, isCancelled: isCancelled)
    optima[keepsStock] = plan
    return plan
  }

  /// The scenario with as many GPUs of every pool as could ever be paid for.
  private func unlimited() -> Scenario {
    var free = scenario
    for (index, pool) in free.pools.enumerated() {
      let paid = scenario.budget.map { pool.price > 0 ? $0 / pool.price : Double(Self.unlimited) }
      free.pools[index].available = max(
        pool.available, Int(min(paid ?? Double(Self.unlimited), Double(Self.unlimited))))
    }
    return free
  }

  /// The plan of a scenario with these candidates alone; nil if cancelled.
  func solve(_ scenario: Scenario, candidates: [Candidate]) -> Plan? {
    PlanningSession().solveWithoutDiagnosis(
      FleetData(scenario, candidates: candidates, refusals: []), options: options, isCancelled: isCancelled)
  }

  /// A plan as a result.
  func result(_ plan: Plan, note: String = "") -> BaselineResult {
    let isPlan = plan.exists
    return BaselineResult(
      baseline: .optimum, keepsStock: true, requestsPerSecond: isPlan ? plan.requestsPerSecond : nil,
      costPerHour: plan.costPerHour, costPerMillionTokens: isPlan ? plan.totalCostPerMillionTokens : nil,
      gpus: plan.gpus.filter { $0.used > 0 }.map { Plan.PoolCount(pool: $0.name, count: $0.used) },
      replicas: plan.replicas.map {
        BaselineResult.Replica(model: $0.model, layout: $0.layout, count: $0.count)
      }, isProven: plan.status == .optimal || plan.status == .infeasible,
      note: isPlan ? note : plan.infeasibility?.reason ?? note)
  }

  /// Replica counts at a rate, as a result.
  func result(_ fleet: FleetData, counts: [Int], rate: Double, isProven: Bool, note: String) -> BaselineResult
  {
    let names = fleet.scenario.pools.map(\.name)
    let cost = fleet.cost(of: counts)
    let rented = counts.indices.filter { counts[$0] > 0 }
    let gpus = names.indices.map { pool in
      Plan.PoolCount(
        pool: names[pool],
        count: rented.reduce(0) { $0 + counts[$1] * fleet.use[$1 * names.count + pool] })
    }
    let serves = rate > PlanningTolerance.smallestRate
    return BaselineResult(
      baseline: .optimum, keepsStock: true, requestsPerSecond: serves ? rate : nil, costPerHour: cost,
      costPerMillionTokens: serves ? tokenCost(fleet, cost: cost, rate: rate) : nil,
      gpus: gpus.filter { $0.count > 0 },
      replicas: rented.map {
        BaselineResult.Replica(
          model: fleet.scenario.models[fleet.candidates[$0].model].name,
          layout: fleet.layouts[$0], count: counts[$0])
      }, isProven: isProven, note: note)
  }

  /// $ for 10^6 tokens of a fleet at a rate.
  func tokenCost(_ fleet: FleetData, cost: Double, rate: Double) -> Double {
    let tokens = fleet.tokensPerRequest
    return cost / (3600 * rate * (tokens.input + tokens.output)) * 1e6
  }
}

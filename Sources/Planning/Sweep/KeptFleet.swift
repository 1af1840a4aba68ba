import Serving

/// A plan's replicas, kept under other numbers.
public struct KeptFleet: Sendable {
  /// The performance of the replicas in one scenario.
  public struct Outcome: Sendable, Equatable {
    /// Whether stock and budget still allow them.
    public var fits: Bool
    /// Requests/s that they can serve.
    public var requestsPerSecond: Double
    /// $/h.
    public var costPerHour: Double
    /// How much worse than the optimum they are, relative to it; nil where they do not fit, miss the demand, or there
    /// is no optimum.
    public var regret: Double?

    /// Creates an outcome; `regret` is nil where it is not known.
    public init(fits: Bool, requestsPerSecond: Double, costPerHour: Double, regret: Double?) {
      self.fits = fits
      self.requestsPerSecond = requestsPerSecond
      self.costPerHour = costPerHour
      self.regret = regret
    }
  }

  private let candidates: [Candidate]
  private let counts: [Int]

  /// The replicas of a plan of `scenario`; nil where one of them is none that the scenario knows.
  public init?(_ plan: Plan, of scenario: Scenario) {
    var plain = scenario
    plain.current = nil
    let fleet = FleetData(
      plain, candidates: FleetData.buildCandidates(plain, pruned: false, isPacked: true).candidates,
      refusals: [])
    let all = plan.counts(in: fleet)
    let used = all.indices.filter { all[$0] > 0 }
    guard plan.exists, used.count == plan.replicas.filter({ $0.count > 0 }).count else {
      return nil
    }
    candidates = used.map { fleet.candidates[$0] }
    counts = used.map { all[$0] }
  }

  /// The performance of the replicas in a scenario with the same catalogue side, compared with its best plan.
  public func outcome(in scenario: Scenario, best: Plan) -> Outcome {
    let fleet = FleetData(scenario, candidates: candidates, refusals: [])
    let cost = fleet.cost(of: counts)
    let rate = FleetEvaluator(fleet: fleet).value(of: counts).rate
    let inStock = scenario.pools.indices.allSatisfy {
      fleet.used(of: counts, pool: $0) <= scenario.pools[$0].rentable
    }
    let fits =
      inStock && fleet.places(counts)
      && cost <= (scenario.budget ?? .infinity) * (1 + PlanningTolerance.check)
    var outcome = Outcome(fits: fits, requestsPerSecond: rate, costPerHour: cost, regret: nil)
    let demand = scenario.objective == .throughput ? 0 : scenario.demand ?? 0
    guard fits, rate > PlanningTolerance.smallestRate, rate >= demand * (1 - PlanningTolerance.check),
      best.exists, best.objectiveValue > 0
    else { return outcome }
    // Whatever the optimum's gap, keeping a plan is never better than the best.
    switch scenario.objective {
    case .throughput: outcome.regret = max(0, 1 - rate / best.requestsPerSecond)
    case .cost: outcome.regret = max(0, cost / best.costPerHour - 1)
    case .costPerToken:
      outcome.regret = max(0, cost / rate / (best.costPerHour / best.requestsPerSecond) - 1)
    }
    return outcome
  }
}

/// The worth to a plan of one more GPU of each pool, and of one $/h more: each found by a solve of its own.
///
/// The prices that a plan's search leaves are those of a linear relaxation, which rents parts of GPUs; they stay, marked
/// so, where the work for a solve is not allowed.
public struct MarginalStudy {
  /// Most pools that are asked about, those with the highest prices.
  private static let mostPools = 64
  /// Pivots that all solves together may take: so many times the plan's own, and so many beside.
  private static let pivotsPerOwn = 2
  private static let freePivots = 4000

  private let scenario: Scenario
  private let options: PlanningOptions
  private let session: PlanningSession

  /// A study around a scenario, with the session that planned it.
  public init(of scenario: Scenario, options: PlanningOptions, session: PlanningSession) {
    self.scenario = scenario
    self.session = session
    var quick = options
    quick.breaksTies = false
    quick.diagnoses = false
    self.options = quick
  }

  /// The plan with solved values in place of prices, as far as time and work allow; only a proven plan has any.
  public func valued(_ plan: Plan) -> Plan {
    guard plan.status == .optimal else { return plan }
    var valued = plan
    var pivots = plan.solve.pivots * Self.pivotsPerOwn + Self.freePivots
    let ranked = plan.gpus.indices.sorted {
      (plan.gpus[$1].marginalValue, $0) < (plan.gpus[$0].marginalValue, $1)
    }
    if let worth = worthOfBudget(plan, &pivots) {
      (valued.budgetMarginalValue, valued.budgetMarginalKind) = (worth, .solved)
    }
    for pool in ranked.prefix(Self.mostPools) {
      guard let worth = worth(.gpu(pool: pool), plan, &pivots) else { continue }
      (valued.gpus[pool].marginalValue, valued.gpus[pool].marginalKind) = (worth, .solved)
    }
    return valued
  }

  private func worthOfBudget(_ plan: Plan, _ pivots: inout Int) -> Double? {
    // Least cost never spends more because it may, and without a cap there is none to move.
    guard scenario.budget != nil, scenario.objective != .cost else { return 0 }
    return worth(.budget, plan, &pivots)
  }

  /// The worth of a step; nil where it is not proven in time.
  private func worth(_ step: LimitStep, _ plan: Plan, _ pivots: inout Int) -> Double? {
    guard pivots > 0, !options.mustEnd else { return nil }
    var limited = options
    limited.pivotLimit = pivots
    guard let moved = session.solve(step.applied(to: scenario), options: limited) else { return nil }
    pivots -= moved.solve.pivots
    guard moved.status == .optimal, let gain = plan.gain(of: moved) else { return nil }
    // More of a limit never harms; what seems so is the gaps of the two plans.
    return max(0, gain)
  }
}

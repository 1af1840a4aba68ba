import Serving

/// Re-computes a plan from its scenario without the engine: every figure but the bound, the marginal values and what
/// the solve cost.
///
/// Knows neither the search nor the programs it solved, nor how plans are assembled; it reads the plan as somebody
/// else's claim. The bound cannot be re-proved here, only its side: no bound may lie on the wrong side of the value it
/// bounds.
public struct PlanCheck {
  /// A false claim of a plan.
  public struct Problem: Sendable, Equatable, CustomStringConvertible {
    /// The claim with its place, and the value that it should have.
    public var description: String
  }

  let fleet: FleetData
  /// Whether replicas must find room on machines; not where pools stand for others.
  let places: Bool
  /// Whether to stop, asked while traffic is routed; no plan that must withstand something passes then. Nil: never.
  let interruption: (() -> Bool)?

  /// Checks against a scenario; the candidates include layouts that dominance would leave out.
  public init(scenario: Scenario) {
    let built = FleetData.buildCandidates(scenario, pruned: false, isPacked: true)
    self.init(fleet: FleetData(scenario, candidates: built.candidates, refusals: built.refusals))
  }

  /// Checks against numbers at hand.
  public init(fleet: FleetData) {
    self.init(fleet: fleet, places: true)
  }

  /// The same; `places` is off where pools stand for others, which have machines of their own.
  init(fleet: FleetData, places: Bool, interruption: (() -> Bool)? = nil) {
    self.fleet = fleet
    self.places = places
    self.interruption = interruption
  }

  /// Everything that is wrong with a plan; empty if it holds. A plan that is none, whether that is proven or not, must
  /// be empty.
  public func problems(of plan: Plan) -> [Problem] {
    var report = CheckReport()
    report.expect(
      plan.objective == fleet.scenario.objective,
      "objective: the plan is for \(plan.objective.rawValue), the scenario for "
        + fleet.scenario.objective.rawValue)
    guard plan.exists else {
      checkAbsence(plan, &report)
      return report.problems
    }
    report.expect(plan.infeasibility == nil, "infeasibility: a plan has no reason why there is none")
    guard !servesNothing(plan) else {
      checkNothingServed(plan, &report)
      return report.problems
    }
    let names = ResolvedPlan(plan, fleet)
    checkReplicas(plan, names, &report)
    checkPools(plan, names, &report)
    if places { checkMachines(plan, names, &report) }
    checkRouting(plan, names, &report)
    checkTotals(plan, &report)
    checkStresses(plan, names, &report)
    checkBound(plan, &report)
    return report.problems
  }

  /// The problems of a plan's proof, for a plan whose other parts have passed the check.
  func problems(ofProof plan: Plan) -> [Problem] {
    var report = CheckReport()
    checkBound(plan, &report)
    return report.problems
  }

  /// Everything that is wrong with a plan that was saved: its status and the record of its solve as well.
  ///
  /// `gapAsked` is the gap that the plan was to be proven to; nil where that is not known.
  public func problems(of plan: Plan, gapAsked: Double?) -> [Problem] {
    var report = CheckReport()
    report.problems = problems(of: plan)
    if plan.exists { checkStatus(plan, gapAsked: gapAsked, &report) }
    checkSolve(plan.solve, &report)
    return report.problems
  }
}

extension Plan {
  /// Whether it claims that there is a proof that nothing can be rented.
  public var claimsInfeasibility: Bool { status == .infeasible && infeasibility?.isProven == true }
}

/// The problems that a check has found so far.
struct CheckReport {
  var problems: [PlanCheck.Problem] = []

  mutating func expect(_ holds: Bool, _ message: @autoclosure () -> String) {
    if !holds { problems.append(PlanCheck.Problem(description: message())) }
  }

  /// Notes a figure that is not the one computed.
  mutating func equal(_ claimed: Double, _ computed: Double, _ what: @autoclosure () -> String) {
    expect(
      Self.agree(claimed, computed), "\(what()) is \(claimed), computed \(computed)")
  }

  mutating func equal(_ claimed: Int, _ expected: Int, _ what: @autoclosure () -> String) {
    expect(claimed == expected, "\(what()) is \(claimed), should be \(expected)")
  }

  mutating func equal(
    _ claimed: Plan.TokenPair, _ computed: Plan.TokenPair, _ what: @autoclosure () -> String
  ) {
    equal(claimed.input, computed.input, what() + ", input")
    equal(claimed.output, computed.output, what() + ", output")
  }

  mutating func atMost(_ value: Double, _ limit: Double, _ what: @autoclosure () -> String) {
    expect(
      value <= limit + PlanningTolerance.check * max(PlanningTolerance.checkScale, abs(limit)),
      "\(what()) is \(value), limit \(limit)")
  }

  /// Whether two figures differ by round-off at most.
  static func agree(_ one: Double, _ other: Double) -> Bool {
    abs(one - other) <= PlanningTolerance.check * max(PlanningTolerance.checkScale, abs(one), abs(other))
  }
}

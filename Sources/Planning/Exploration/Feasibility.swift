extension PlanningSession {
  /// Whether a scenario has a plan: the first one found settles it, however far from the best. Nil if cancelled, or
  /// where the search ended without a plan and without a proof.
  func hasPlan(
    _ scenario: Scenario, options: PlanningOptions, isCancelled: @escaping () -> Bool = { false }
  ) -> Bool? {
    var asked = scenario
    // Any plan that serves the demand will do, and the cheapest is the easiest to find.
    if asked.objective == .costPerToken { asked.objective = (asked.demand ?? 0) > 0 ? .cost : .throughput }
    var quick = options
    quick.diagnoses = false
    quick.breaksTies = false
    var isFound = false
    let plan = solve(
      asked, options: quick, isCancelled: { isFound || isCancelled() }, onPlan: { _ in isFound = true })
    if isFound { return true }
    return plan?.status == .unknown ? nil : plan.map(\.exists)
  }
}

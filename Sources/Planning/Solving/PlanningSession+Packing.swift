/// Machines told apart: the session that does, and what becomes of a fleet without room.
extension PlanningSession {
  /// The session for scenarios whose machines must be told apart.
  func packedSession() -> PlanningSession {
    if let packed { return packed }
    let session = PlanningSession(isPacked: true)
    packed = session
    return session
  }

  /// One run; where machines are told apart, as many as it takes until the fleet finds room on them. Nil if cancelled, or
  /// where machines are not told apart and the fleet finds no room (see `crowded`).
  func solve(_ run: PlanningRun) -> Plan? {
    var run = run
    for _ in 0..<PlanningTolerance.packingRounds {
      crowded = nil
      let answer = solveOnce(run)
      guard let found = crowded, run.fleet.table.isPacked else { return answer }
      guard let sharper = run.fleet.packed(against: found.counts) else { break }
      run = run.with(rebuild(sharper))
    }
    guard let found = crowded else { return nil }
    crowded = nil
    if run.isCancelled() { return nil }
    return compromise(found, run) ?? run.lastPlan(bound: found.bound)
      ?? noPlan(run, isProven: false, reason: "the fleet found has no room on the machines")
  }

  /// A plan instead of a crowded fleet where no row says why it is: the same on dearer machines, or the best of a smaller
  /// stock, whichever is better. The bound stays that of the search.
  private func compromise(_ found: Finding, _ run: PlanningRun) -> Plan? {
    let proof = PlanAssembly.Proof(
      gap: run.options.gap, bound: found.bound, poolValues: [], budgetValue: 0)
    let dearer = run.checkedPlan(found.counts, proof)
    var smaller = run.fleet.scenario
    for crowded in run.fleet.crowdedPools(found.counts) {
      smaller.pools[crowded.pool].available = max(0, crowded.blocks.gpus - 1)
    }
    let plan = PlanningSession(isPacked: true).solveWithoutDiagnosis(
      FleetData(smaller, candidatesOf: run.fleet), options: run.optionsForTheRest,
      isCancelled: run.isCancelled)
    guard let plan, plan.exists, let other = run.checkedPlan(plan.counts(in: run.fleet), proof) else {
      return dearer
    }
    guard let dearer, dearer.gain(of: other) ?? 0 <= 0 else { return other }
    return dearer
  }

  /// Makes other numbers the present ones.
  func rebuild(_ fleet: FleetData) -> FleetData {
    self.fleet = fleet
    engine = nil
    return fleet
  }

  /// The machines of the last answer's plan in a scenario that has more of the same pools.
  func machines(of plan: Plan, in scenario: Scenario) -> [Plan.Machine] {
    MachineAssignment(numbers(of: scenario)).machines(of: plan)
  }
}

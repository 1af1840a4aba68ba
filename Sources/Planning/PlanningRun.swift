import Optimization

/// Wall time since a solve began.
struct PlanningClock {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init() { start = clock.now }

  func milliseconds() -> Double {
    let elapsed = (clock.now - start).components
    return Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) * 1e-15
  }
}

/// Which of an engine's reports become plans: to assemble and to check one costs as much as many pivots.
struct PublishingPace {
  /// What was published last; the objective is not known if another search of the same run has found it.
  private var last: (objective: Double?, pivots: Int)?

  /// Begins a search; `hasPlan` if the run has published a plan before.
  init(hasPlan: Bool) {
    if hasPlan { last = (nil, 0) }
  }

  /// Whether a report is worth a plan: the first choice, a new bound alone, a large step, or any step after a while.
  mutating func isDue(_ progress: CoverProgress) -> Bool {
    guard let cover = progress.cover else { return true }
    if let last, last.objective != cover.objective {
      let isSmall =
        last.objective.map { $0 - cover.objective < PlanningTolerance.publishedStep * abs($0) } ?? true
      if isSmall && progress.pivots - last.pivots < PlanningTolerance.publishedPivots { return false }
    }
    last = (cover.objective, progress.pivots)
    return true
  }
}

/// One solve on its way: limits, clocks, counters, and the way out for better plans.
final class PlanningRun {
  let fleet: FleetData
  let options: PlanningOptions
  let isCancelled: () -> Bool
  /// Whether to find out why there is no plan.
  let diagnoses: Bool
  /// Whether an earlier solve is at hand to start from.
  var isWarm = false
  /// Nodes and pivots of all searches so far.
  var nodes = 0
  var pivots = 0

  private let onPlan: (Plan) -> Void
  private let clock: PlanningClock
  private var firstPlanMilliseconds: Double?
  /// What was handed out last, with its counts.
  private var published: (counts: [Int], plan: Plan, bound: Double)?

  init(
    fleet: FleetData, options: PlanningOptions, clock: PlanningClock, diagnoses: Bool,
    isCancelled: @escaping () -> Bool, onPlan: @escaping (Plan) -> Void
  ) {
    self.fleet = fleet
    self.options = options
    self.clock = clock
    self.diagnoses = diagnoses
    self.isCancelled = isCancelled
    self.onPlan = onPlan
  }

  /// Seconds left of the caller's limit; nil without one.
  func remainingSeconds() -> Double? {
    options.timeLimit.map { max(0, $0 - clock.milliseconds() / 1e3) }
  }

  /// Whether the caller's limit has passed.
  var isLate: Bool { remainingSeconds().map { $0 <= 0 } ?? false }

  /// What the solve cost so far.
  func statistics() -> Plan.SolveStatistics {
    let now = clock.milliseconds()
    return Plan.SolveStatistics(
      milliseconds: now, firstPlanMilliseconds: firstPlanMilliseconds ?? now, nodes: nodes, pivots: pivots,
      warm: isWarm)
  }

  /// Whether the caller has a plan.
  var hasPublished: Bool { published != nil }

  /// Hands a checked plan to the caller with the bound known so far, in the objective's own value.
  ///
  /// An infinite bound stands for the trivial one. Plans no better than the last one are kept back, unless the bound
  /// is.
  func publish(_ counts: [Int], bound: Double) {
    let isThroughput = fleet.scenario.objective == .throughput
    let bound = bound.isFinite ? bound : isThroughput ? .infinity : 0
    let isKnown = published?.counts == counts
    if isKnown, published?.bound == bound { return }
    let proof = PlanAssembly.Proof(gap: nil, bound: bound, poolValues: [], budgetValue: 0)
    guard let plan = checkedPlan(counts, proof) else { return }
    if !isKnown, let last = published?.plan {
      let isWorse =
        isThroughput
        ? plan.objectiveValue < last.objectiveValue : plan.objectiveValue > last.objectiveValue
      let isSame = plan.objectiveValue == last.objectiveValue && plan.bound == last.bound
      if isWorse || isSame { return }
    }
    hand(plan, counts, bound)
  }

  /// The checked plan of some counts; nil if it serves nothing, misses the demand or does not pass.
  func checkedPlan(_ counts: [Int], _ proof: PlanAssembly.Proof) -> Plan? {
    let check = PlanCheck(fleet: fleet)
    if let plan = publishedPlan(counts, proof) {
      // Its replicas and routes have passed; only the proof is news.
      return check.problems(ofProof: plan).isEmpty ? plan : nil
    }
    let plan = PlanAssembly(fleet: fleet).plan(counts: counts, proof: proof, statistics: statistics())
    guard let plan, check.problems(of: plan).isEmpty else { return nil }
    return plan
  }

  /// The plan handed out last with another proof; nil if it has other counts.
  private func publishedPlan(_ counts: [Int], _ proof: PlanAssembly.Proof) -> Plan? {
    guard let published, published.counts == counts else { return nil }
    return PlanAssembly(fleet: fleet).proved(
      published.plan, counts: counts, proof: proof, statistics: statistics())
  }

  private func hand(_ plan: Plan, _ counts: [Int], _ bound: Double) {
    published = (counts, plan, bound)
    if firstPlanMilliseconds == nil { firstPlanMilliseconds = clock.milliseconds() }
    onPlan(plan)
  }
}

extension FleetData {
  /// $/h of a set of replicas.
  func cost(of counts: [Int]) -> Double {
    var sum = 0.0
    for candidate in counts.indices where counts[candidate] > 0 {
      sum += Double(counts[candidate]) * cost[candidate]
    }
    return sum
  }
}

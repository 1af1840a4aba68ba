import Optimization

/// Wall time since a solve began.
struct PlanningClock {
  private let clock = ContinuousClock()
  let start: ContinuousClock.Instant

  init() { start = clock.now }

  func milliseconds() -> Double {
    let elapsed = (clock.now - start).components
    return Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) * 1e-15
  }
}

/// Which of an engine's reports become plans: to assemble and to check one costs as much as many pivots.
struct PublishingPace {
  /// The report published last; the objective is not known if another search of the same run has found it.
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
  /// Whether replicas must find room on machines; not where pools stand for others.
  let places: Bool
  /// Whether an earlier solve is at hand to start from.
  var isWarm = false
  /// Nodes and pivots of all searches so far.
  var nodes = 0
  var pivots = 0

  private let onPlan: (Plan) -> Void
  private let clock: PlanningClock
  /// When the solve must end; nil: never.
  private let end: ContinuousClock.Instant?
  private var firstPlanMilliseconds: Double?
  /// Seconds that assembling and checking one plan took at most; with much to withstand it is the larger part of a run.
  private var assemblySeconds = 0.0
  /// The plan handed out last, with its counts and bound.
  private var published: (counts: [Int], plan: Plan, bound: Double)?

  init(
    fleet: FleetData, options: PlanningOptions, clock: PlanningClock, diagnoses: Bool, places: Bool = true,
    isCancelled: @escaping () -> Bool, onPlan: @escaping (Plan) -> Void
  ) {
    self.fleet = fleet
    self.options = options
    self.clock = clock
    self.diagnoses = diagnoses
    self.places = places
    self.isCancelled = isCancelled
    self.onPlan = onPlan
    end = options.end(from: clock.start)
  }

  /// The same run with other numbers of the same scenario; what it has handed out stays.
  func with(_ fleet: FleetData) -> PlanningRun {
    let next = PlanningRun(
      fleet: fleet, options: options, clock: clock, diagnoses: diagnoses, places: places,
      isCancelled: isCancelled, onPlan: onPlan)
    (next.isWarm, next.nodes, next.pivots) = (isWarm, nodes, pivots)
    (next.firstPlanMilliseconds, next.assemblySeconds) = (firstPlanMilliseconds, assemblySeconds)
    // The counts stay those of the same candidates.
    if fleet.candidates.count == self.fleet.candidates.count { next.published = published }
    return next
  }

  /// Seconds left of the caller's limits; nil without one.
  func remainingSeconds() -> Double? {
    end.map { max(0, ($0 - .now) / .seconds(1)) }
  }

  /// Whether the caller's limit has passed.
  var isLate: Bool { remainingSeconds().map { $0 <= 0 } ?? false }

  /// Whether nothing more may be begun.
  func mustEndNow() -> Bool { isCancelled() || options.isInterrupted() || isLate }

  /// Whether a search must end now, whatever becomes of what it knows.
  func mustStop() -> Bool {
    isCancelled() || options.isInterrupted() || remainingSeconds().map { $0 < assemblySeconds } ?? false
  }

  /// Whether there is no time left to assemble and check another plan than the one handed out last.
  var mustKeepLastPlan: Bool {
    guard published != nil, assemblySeconds > PlanningTolerance.routingSeconds else { return false }
    return options.isInterrupted() || remainingSeconds().map { $0 < assemblySeconds } ?? false
  }

  /// The options of further solves that belong to this one: they end with it.
  var optionsForTheRest: PlanningOptions {
    var rest = options
    (rest.deadline, rest.timeLimit) = (end, nil)
    return rest
  }

  /// Why a search ended without a plan and without a proof.
  var reasonForEnd: String {
    if options.isInterrupted() { return "interrupted before a plan was found" }
    return fleet.omission ?? "no plan was found before the limit"
  }

  /// The bound that says nothing, on the objective's own value.
  var trivialBound: Double { fleet.scenario.objective == .throughput ? .infinity : 0 }

  /// The cost of the solve so far.
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
    let bound = bound.isFinite && fleet.omission == nil ? bound : trivialBound
    let isKnown = published?.counts == counts
    if isKnown, published?.bound == bound { return }
    // What is left is for the best plan, at the end.
    if !isKnown, published != nil, remainingSeconds().map({ $0 < 2 * assemblySeconds }) ?? false { return }
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
    let limit = AssemblyLimit(
      end: end, isInterrupted: { [options, isCancelled] in options.isInterrupted() || isCancelled() })
    let check = PlanCheck(fleet: fleet, places: places, interruption: limit.interruption)
    if let plan = publishedPlan(counts, proof) {
      // Its replicas and routes have passed; only the proof is news.
      return check.problems(ofProof: plan).isEmpty ? plan : nil
    }
    let start = ContinuousClock.now
    defer { assemblySeconds = max(assemblySeconds, (ContinuousClock.now - start) / .seconds(1)) }
    let assembly = PlanAssembly(fleet: fleet, limit: limit, places: places)
    let plan = assembly.plan(counts: counts, proof: proof, statistics: statistics())
    guard let plan, check.problems(of: plan).isEmpty else { return nil }
    return plan
  }

  /// The plan handed out last with another proof; nil if it has other counts.
  private func publishedPlan(_ counts: [Int], _ proof: PlanAssembly.Proof) -> Plan? {
    guard let published, published.counts == counts else { return nil }
    return PlanAssembly(fleet: fleet).proved(
      published.plan, counts: counts, proof: proof, statistics: statistics())
  }

  /// The plan handed out last, not proven, under a bound; nil where there is none.
  func lastPlan(bound: Double) -> Plan? {
    guard let published else { return nil }
    let proof = PlanAssembly.Proof(gap: nil, bound: bound, poolValues: [], budgetValue: 0)
    return checkedPlan(published.counts, proof)
  }

  private func hand(_ plan: Plan, _ counts: [Int], _ bound: Double) {
    published = (counts, plan, bound)
    if firstPlanMilliseconds == nil { firstPlanMilliseconds = clock.milliseconds() }
    onPlan(plan)
  }
}

/// When the assembly of one plan, which begins now, must end.
struct AssemblyLimit {
  /// Whether to give the plan up: the time limit has passed by more than a last plan may take. Nil: never.
  private(set) var interruption: (() -> Bool)?
  /// Whether the rest of the time is for the search (see `FleetEvaluator.patienceIsOver`). Nil: never.
  private(set) var patienceIsOver: (() -> Bool)?

  /// No limit.
  init() {}

  /// The limit of a solve that must end at `end` (nil: never), or soon once it is interrupted.
  init(end: ContinuousClock.Instant?, isInterrupted: @escaping () -> Bool) {
    patienceIsOver = isInterrupted
    guard let end else { return }
    let now = ContinuousClock.now
    let last = end + .seconds(PlanningTolerance.routingSeconds)
    let patience = now + max(.zero, end - now) * PlanningTolerance.routingShare
    interruption = { ContinuousClock.now >= last }
    patienceIsOver = { ContinuousClock.now >= patience || isInterrupted() }
  }
}

/// When the listing of replica layouts must end, so that time is left to plan with what is listed.
struct ListingLimit {
  private let end: ContinuousClock.Instant?
  private let isStopped: () -> Bool

  /// The limit of a solve that began at `start`.
  init(_ options: PlanningOptions, from start: ContinuousClock.Instant, isCancelled: @escaping () -> Bool) {
    end = options.end(from: start).map { start + ($0 - start) * PlanningTolerance.listingShare }
    let isInterrupted = options.isInterrupted
    isStopped = { isCancelled() || isInterrupted() }
  }

  /// Whether the listing must end now.
  func isReached() -> Bool { isStopped() || end.map { ContinuousClock.now >= $0 } ?? false }
}

extension PlanningOptions {
  /// When a solve that began at `start` must end; nil: never.
  func end(from start: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    let own = timeLimit.map { start + .seconds(min($0, Self.mostSeconds)) }
    guard let own, let deadline else { return own ?? deadline }
    return min(own, deadline)
  }
}

extension FleetData {
  /// $/h of a set of replicas, whole machines where they are rented so; infinite where those have no room.
  func cost(of counts: [Int]) -> Double {
    guard !scenario.rentsMachines else { return bills(of: counts).reduce(0, +) }
    var sum = 0.0
    for candidate in counts.indices where counts[candidate] > 0 {
      sum += Double(counts[candidate]) * cost[candidate]
    }
    return sum
  }
}

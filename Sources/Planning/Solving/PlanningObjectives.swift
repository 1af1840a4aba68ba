import Optimization

/// The three objectives, each as one or a few runs of the covering engine.
extension PlanningSession {
  /// One run of the engine, within what is left of the time.
  private func search(
    _ engine: Engine, _ run: PlanningRun, _ options: CoverOptions,
    onProgress: @escaping (CoverProgress) -> Void = { _ in }
  ) -> CoverResult {
    var options = options
    options.timeLimitSeconds = run.remainingSeconds()
    options.pivotLimit = options.pivotLimit ?? run.options.pivotLimit
    if !run.options.usesSecondThread { options.secondWorkerAfter = nil }
    var pace = PublishingPace(hasPlan: run.hasPublished)
    let result = engine.session.solve(
      options, isCancelled: run.mustStop, onProgress: { if pace.isDue($0) { onProgress($0) } })
    run.nodes += result.nodes
    run.pivots += result.pivots
    return result
  }

  /// Options with earlier fleets to try and the bound that earlier proofs leave.
  private func options(_ engine: Engine, gap: Double, knownBound: Double?) -> CoverOptions {
    var options = CoverOptions()
    options.relativeGap = gap
    let running = fleet.map { $0.hasRunning ? [$0.running] : [] } ?? []
    options.trials = (running + memory.fleets).map(engine.model.groupCounts)
    if !running.isEmpty {
      // What runs is valued before anything is searched from nothing: what is only as good does not take its place.
      let nothing = [Int32](repeating: 0, count: engine.model.candidates.count)
      options.starts = [nothing] + running.map(engine.model.groupCounts)
    }
    options.knownBound = knownBound
    return options
  }

  // MARK: Throughput

  /// Most requests/s.
  func solveThroughput(_ run: PlanningRun) -> Plan? {
    guard let engine = engine(.rate, rateLower: 0) else { return nil }
    let fleet = run.fleet
    let total = fleet.candidates.count
    let known = memory.bound(fleet)
    let settings = options(engine, gap: run.options.gap, knownBound: known.map { -$0 })
    let result = search(engine, run, settings) { progress in
      guard let cover = progress.cover else { return }
      run.publish(engine.model.candidateCounts(cover.counts, of: total), bound: -progress.bound)
    }
    if run.isCancelled() { return nil }
    guard let cover = result.cover, cover.level > PlanningTolerance.smallestRate else {
      return noPlan(run, isProven: result.status == .infeasible || result.status == .optimal)
    }
    var counts = cover.counts
    if run.options.breaksTies, result.status == .optimal {
      counts = cheapest(like: cover, run)
      if run.isCancelled() { return nil }
      let cheaper = engine.model.candidateCounts(counts, of: total)
      if run.places, counts != cover.counts, !fleet.crowdedPools(cheaper).isEmpty { counts = cover.counts }
    }
    // Stock and budget bound the rate before any search does.
    let bound = min(-result.bound, largestRate() ?? .infinity)
    return finish(
      Finding(
        counts: engine.model.candidateCounts(counts, of: total), bound: bound, values: result, scale: 1, fleet
      ), run)
  }

  /// The cheapest counts found with the rate of a cover; ties go to fewer replicas. It improves a proven plan and
  /// proves nothing itself, so its work is bounded by what the proof took.
  private func cheapest(like cover: Cover, _ run: PlanningRun) -> [Int32] {
    let floor = cover.level * (1 - PlanningTolerance.tieBreakRate)
    guard let engine = engine(.costAndReplicas, rateLower: floor, rateUpper: floor) else {
      return cover.counts
    }
    let total = run.fleet.candidates.count
    let counts = engine.model.groupCounts(engine.model.candidateCounts(cover.counts, of: total))
    let replicas = counts.reduce(0) { $0 + Int($1) }
    let step =
      (run.fleet.hasRunning ? PlanningTolerance.startTieBreak : PlanningTolerance.replicaTieBreak) / 2
    var options = CoverOptions()
    options.isAside = true
    let cost = engine.model.program.cost(of: counts)
    options.cutoff = engine.model.program.objective(cost: cost, count: replicas, level: floor) - step
    options.absoluteGap = step
    options.relativeGap = 0
    options.nodeLimit = PlanningTolerance.tieBreakNodes
    options.pivotLimit = PlanningTolerance.tieBreakPivots + run.pivots / PlanningTolerance.tieBreakShare
    options.starts = [counts]
    return search(engine, run, options).cover?.counts ?? cover.counts
  }

  // MARK: Cost

  /// Least $/h for the demand.
  func solveCost(_ run: PlanningRun) -> Plan? {
    let fleet = run.fleet
    let demand = fleet.scenario.demand ?? 0
    guard let engine = engine(.cost, rateLower: demand, rateUpper: demand) else { return nil }
    var gap = run.options.gap
    var finding = Finding(counts: [], bound: 0)
    for _ in 0..<PlanningTolerance.chargeSteps {
      let result = searchCost(engine, run, gap: gap)
      if run.isCancelled() { return nil }
      guard let cover = result.cover else { return noPlan(run, isProven: result.status == .infeasible) }
      let counts = engine.model.candidateCounts(cover.counts, of: fleet.candidates.count)
      finding = Finding(counts: counts, bound: result.bound, values: result, scale: 1, fleet)
      // The search's gap is of rent and charges together, the plan's of the rent alone.
      let own = run.options.gap * fleet.rentShare(of: counts, charged: cover.cost)
      guard result.status == .optimal, result.gap > own else { break }
      gap = own
    }
    return finish(finding, run)
  }

  /// One search for the least cost, charges for starts with it.
  private func searchCost(_ engine: Engine, _ run: PlanningRun, gap: Double) -> CoverResult {
    let settings = options(engine, gap: gap, knownBound: memory.bound(run.fleet))
    let total = run.fleet.candidates.count
    return search(engine, run, settings) { progress in
      guard let cover = progress.cover else { return }
      run.publish(engine.model.candidateCounts(cover.counts, of: total), bound: progress.bound)
    }
  }

  // MARK: Cost per token

  /// Least $/h per req/s, by Dinkelbach's iteration on cost - q rate (Management Science 13, 1967), with the proof
  /// made at q (1 - eps): once no plan has cost - q (1 - eps) rate below 0, none is cheaper per token by more than
  /// eps.
  func solveCostPerToken(_ run: PlanningRun) -> Plan? {
    let fleet = run.fleet
    let demand = fleet.scenario.demand ?? 0
    let total = fleet.candidates.count
    guard let ceiling = largestRate() else { return nil }
    guard demand <= ceiling * (1 + PlanningTolerance.check) else { return noPlan(run, isProven: true) }
    let tokens = fleet.tokensPerRequest
    let perToken = 1e6 / (3600 * (tokens.input + tokens.output))
    var best: Cover
    switch opening(run, demand: demand, ceiling: ceiling) {
    case .found(let cover): best = cover
    case .none(let isProven): return noPlan(run, isProven: isProven)
    }
    var lower = (memory.bound(fleet) ?? 0) / perToken
    var ratio = best.cost / best.level
    var finding = Finding(counts: [], bound: 0)
    var isProven = false
    for _ in 0..<PlanningTolerance.dinkelbachSteps {
      finding.counts = engine?.model.candidateCounts(best.counts, of: total) ?? []
      let gap = run.options.gap * fleet.rentShare(of: finding.counts, charged: best.cost)
      let parameter = ratio * (1 - gap * PlanningTolerance.ratioProofShare)
      isProven = ratio == 0 || lower >= parameter
      run.publish(finding.counts, bound: lower * perToken)
      guard
        let engine = engine(.costLessRate(parameter: parameter), rateLower: demand, rateUpper: ceiling)
      else { return nil }
      var options = CoverOptions()
      options.relativeGap = PlanningTolerance.ratioStepGap
      options.cutoff = 0
      options.starts = [best.counts]
      // A plan that is proven already only lacks the marginal values, which the root has.
      if isProven { options.knownBound = 0 }
      let (present, proven) = (finding.counts, lower)
      let result = search(engine, run, options) { progress in
        let counts = progress.cover.map { engine.model.candidateCounts($0.counts, of: total) }
        let floor = Self.ratioFloor(progress.bound, parameter: parameter, demand: demand)
        run.publish(counts ?? present, bound: max(proven, floor) * perToken)
      }
      if run.isCancelled() { return nil }
      finding.take(result, scale: perToken / best.level, fleet)
      switch result.status {
      case .noneBetter, .infeasible:
        lower = max(lower, parameter)
        isProven = true
      default:
        lower = max(lower, Self.ratioFloor(result.bound, parameter: parameter, demand: demand))
      }
      guard !isProven, let better = result.cover, better.level > 0,
        better.cost / better.level < ratio
      else { break }
      (best, ratio) = (better, better.cost / better.level)
      if result.status != .optimal {
        finding.counts = engine.model.candidateCounts(best.counts, of: total)
        break
      }
    }
    finding.bound = lower * perToken
    return finish(finding, run)
  }

  /// The starting point of Dinkelbach's iteration.
  private enum Opening {
    case found(Cover)
    case none(isProven: Bool)
  }

  /// The earlier fleet of least ratio that fits as it is; without one the cheapest that meets the demand, or the
  /// fastest where none is stated.
  private func opening(_ run: PlanningRun, demand: Double, ceiling: Double) -> Opening {
    guard let engine = engine(.cost, rateLower: demand, rateUpper: ceiling) else {
      return .none(isProven: false)
    }
    var best: Cover?
    for counts in memory.fleets {
      guard let cover = engine.session.cover(of: engine.model.groupCounts(counts)),
        cover.level > PlanningTolerance.smallestRate
      else { continue }
      if best.map({ cover.cost * $0.level < $0.cost * cover.level }) ?? true { best = cover }
    }
    if let best { return .found(best) }
    let total = run.fleet.candidates.count
    guard
      let first = demand > 0
        ? self.engine(.cost, rateLower: demand, rateUpper: demand) : self.engine(.rate, rateLower: 0)
    else { return .none(isProven: false) }
    var settings = options(first, gap: PlanningTolerance.openingGap, knownBound: nil)
    // What the root's heuristics find will do; the tree is for demands that they find nothing for.
    settings.nodeLimit = 0
    var result = search(first, run, settings) { progress in
      guard let cover = progress.cover else { return }
      run.publish(first.model.candidateCounts(cover.counts, of: total), bound: 0)
    }
    if result.cover == nil, result.status == .feasible || result.status == .unknown {
      settings.nodeLimit = nil
      result = search(first, run, settings)
    }
    guard let counts = result.cover?.counts,
      let again = self.engine(.cost, rateLower: demand, rateUpper: ceiling),
      let cover = again.session.cover(of: counts), cover.level > PlanningTolerance.smallestRate
    else { return .none(isProven: result.status == .infeasible || result.status == .optimal) }
    return .found(cover)
  }

  /// The bound that an unfinished step proves: cost - q rate >= bound means cost / rate >= q + bound / rate,
  /// and a negative bound weighs most at the least rate.
  private static func ratioFloor(_ bound: Double, parameter: Double, demand: Double) -> Double {
    guard bound.isFinite, demand > 0 else { return 0 }
    return max(0, parameter + min(0, bound) / demand)
  }
}

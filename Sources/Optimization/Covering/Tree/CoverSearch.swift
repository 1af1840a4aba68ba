/// Settings of one run of the covering engine.
public struct CoverOptions: Sendable {
  /// Relative gap |bound - objective| / |objective| at which a choice counts as optimal.
  public var relativeGap = 1e-4
  /// Absolute gap at which a choice counts as optimal; nil: 1e-9, or of an objective below one, that part of it.
  public var absoluteGap: Double?
  /// Only choices strictly better than this objective are wanted.
  public var cutoff: Double?
  /// Counts to repair and try first.
  public var starts: [[Int32]] = []
  /// Counts to value as they are after the root where its bound leaves room, such as earlier answers.
  public var trials: [[Int32]] = []
  /// A bound on the objective that is proven already; what meets it within the gap needs no search.
  public var knownBound: Double?
  /// Whether the run is an aside: it begins from what the session keeps and leaves all of that as it was.
  public var isAside = false
  /// Most nodes of the main tree.
  public var nodeLimit: Int?
  /// Most pivots of the whole run; a limit that does not depend on the clock.
  public var pivotLimit: Int?
  /// Most seconds of the whole run.
  public var timeLimitSeconds: Double?

  /// Most bytes of nodes that wait; beyond it the tree is searched deep first, which proves the same and holds what is
  /// left from growing.
  public var openNodeBytes = 256 << 20

  /// Nodes of the main tree after which a second worker joins in, on any machine; nil: never.
  public var secondWorkerAfter: Int? = CoverRule.workerNodes

  /// Creates the standard settings.
  public init() {}

  /// A limit beyond which no clock counts, in seconds; it stands for none.
  private static let longest = 1e9

  /// When a run that begins now must end; nil without a limit.
  func deadline(_ clock: ContinuousClock) -> ContinuousClock.Instant? {
    timeLimitSeconds.map { clock.now + .seconds(min($0, Self.longest)) }
  }
}

/// A better choice, or a better bound, found during a run.
public struct CoverProgress: Sendable {
  /// The best choice so far; nil before the first.
  public var cover: Cover?
  /// Certified bound so far, on the program's objective.
  public var bound: Double
  /// Nodes so far.
  public var nodes: Int
  /// Pivots so far.
  public var pivots: Int
}

/// The answer of a run.
public struct CoverResult: Sendable {
  /// The strength of the proof.
  public var status: MIPStatus
  /// The best choice.
  public var cover: Cover?
  /// Proven bound on the objective.
  public var bound: Double
  /// |bound - objective| / |objective|; infinite without a choice.
  public var gap: Double
  /// Bound of the root relaxation.
  public var rootBound: Double
  /// Objective per unit of each resource more, from the root relaxation; not negative.
  public var resourceValues: [Double] = []
  /// Objective per unit of budget more, likewise.
  public var budgetValue = 0.0
  /// Objective per time more that each lot can be bought, likewise.
  public var lotValues: [Double] = []
  /// Nodes of the trees.
  public var nodes = 0
  /// Simplex pivots.
  public var pivots = 0
  /// Most rows the relaxation had.
  public var peakRows = 0
}

/// One run: root, heuristics, tree. Objective values inside are scaled by `unit`.
final class CoverSearch {
  let program: CoveringProgram
  let options: CoverOptions
  let heuristics: CoverHeuristics
  let evaluator: CoverEvaluator
  var pseudocosts: Pseudocosts
  var relaxation: CoverRelaxation
  private let onProgress: (CoverProgress) -> Void
  private let isCancelledByCaller: () -> Bool
  private let clock = ContinuousClock()
  private let deadline: ContinuousClock.Instant?

  /// How eagerly the main tree looks for better choices.
  var polish = TreeWorker.Polish.early

  /// Unit of the scaled objective.
  let unit: Double
  let units: CoverUnits
  /// Rows found by price decomposition; valid for every choice better than the cutoff.
  var priceRows: [CoverPriceRow] = []
  var pricing = CoverPricing()
  /// The best choice so far, and what is still wanted.
  var goal: CoverGoal
  /// The best start, wanted or not.
  private var seed: Cover?
  /// Bound proven before the run, scaled.
  let knownBound: Double
  /// Least bound among what the cutoff removed.
  var prunedBound = Double.infinity
  /// Least bound among nodes that could not be resolved.
  var unresolvedBound = Double.infinity
  /// Bound of the whole search so far.
  var provenBound = -Double.infinity
  var nodes = 0
  var earlierPivots = 0
  private var earlierPeak = 0
  private(set) var wasCancelled = false
  private var hitLimit = false
  /// Whether workers are at work side by side: then work is counted at the end of their turn.
  var isInTurn = false
  /// Raised when the run must end, for workers on other threads.
  let stopFlag = StopFlag()
  /// Multipliers that closed nodes: those of the last run with a tree before the tree, this run's afterwards.
  var closingMultipliers: [CoverMultipliers] = []
  private(set) var rootBasis: CoverBasis?
  /// Prices of the root that bound other numbers too.
  private(set) var rootForecast: CoverForecast?

  init(
    _ program: CoveringProgram, evaluator: CoverEvaluator, heuristics: CoverHeuristics,
    pseudocosts: Pseudocosts,
    options: CoverOptions, isCancelled: @escaping () -> Bool, onProgress: @escaping (CoverProgress) -> Void
  ) {
    self.program = program
    self.options = options
    self.heuristics = heuristics
    self.evaluator = evaluator
    self.pseudocosts = pseudocosts
    self.onProgress = onProgress
    isCancelledByCaller = isCancelled
    deadline = options.deadline(clock)
    let bounds = CoverBounds(program)
    units = CoverUnits(program, bounds: bounds)
    relaxation = CoverRelaxation(program, bounds: bounds, units: units)
    unit = units.objective
    goal = CoverGoal(options, unit: unit)
    knownBound = options.knownBound.map { [unit] in $0 / unit } ?? -.infinity
    relaxation.simplex.isInterrupted = { [unowned self] in isInterrupted() }
  }

  // MARK: Limits and cutoff

  var pivots: Int { earlierPivots + relaxation.simplex.pivotCount }

  /// Whether the run must end; remembers why.
  func mustStop() -> Bool {
    if isInterrupted() { return true }
    guard !isInTurn, let limit = options.pivotLimit, pivots >= limit else { return false }
    hitLimit = true
    stopFlag.raise()
    return true
  }

  /// Whether the run must end whatever work it has done; asked between pivots too.
  private func isInterrupted() -> Bool {
    if wasCancelled || hitLimit { return true }
    if isCancelledByCaller() {
      wasCancelled = true
    } else if let deadline, clock.now >= deadline {
      hitLimit = true
    } else {
      return false
    }
    stopFlag.raise()
    return true
  }

  /// Nodes with at least this scaled bound hold nothing that is wanted.
  var cutoff: Double { goal.cutoff }

  /// Objective below which a choice is an improvement.
  var improvementBelow: Double { goal.improvementBelow }

  /// Takes a better choice and reports it.
  func adopt(_ cover: Cover?) {
    if goal.take(cover) { report() }
  }

  func report() {
    onProgress(
      CoverProgress(
        cover: goal.incumbent, bound: goal.unscaled(provenBound), nodes: nodes, pivots: pivots))
  }

  // MARK: Run

  func run(basis: CoverBasis?, forecast: CoverForecast? = nil) -> CoverResult {
    heuristics.mustStop = { [unowned self] in isInterrupted() }
    defer { heuristics.mustStop = { false } }
    var result = CoverResult(status: .unknown, bound: -.infinity, gap: .infinity, rootBound: -.infinity)
    provenBound = max(knownBound, forecast.map { $0.bound(program) / unit } ?? -.infinity)
    // The evaluator outlives the search.
    evaluator.interruption = { [unowned self] in isInterrupted() }
    defer { evaluator.interruption = nil }
    adoptStarts()
    relaxation.load(basis)
    let status = relaxation.solve(cutoff: .infinity, pivotLimit: CoverRule.nodePivots)
    switch status {
    case .infeasible: provenBound = .infinity
    case .optimal, .cutoff:
      provenBound = max(provenBound, relaxation.bound)
      result.rootBound = relaxation.bound * unit
      readValues(into: &result)
      heuristics.setWorth(
        ofResources: result.resourceValues, budget: result.budgetValue + program.costWeight)
      rootBasis = CoverBasis(relaxation.simplex)
      rootForecast = CoverForecast(relaxation.simplex)
      report()
      searchTree()
    case .failed, .pivotLimit:
      provenBound = max(provenBound, relaxation.bound)
      result.rootBound = relaxation.bound * unit
      searchTree()
    }
    conclude(&result)
    return result
  }

  /// Takes the best of the repaired starts; what is not wanted still seeds exchanges.
  private func adoptStarts() {
    // The levels of many items take long: the first choice is found, and handed out, without them.
    evaluator.isQuick = true
    defer { evaluator.isQuick = false }
    for start in options.starts.reversed() {
      seed = heuristics.repaired(start, cutoff: seed?.objective ?? .infinity) ?? seed
    }
    adopt(seed)
  }

  /// Takes the best of the trials.
  private func adoptTrials() {
    var best = seed
    for counts in options.trials {
      best = evaluator.evaluate(counts, cutoff: best?.objective ?? .infinity) ?? best
      if best != nil && mustStop() { break }
    }
    seed = best
    adopt(best)
  }

  private func readValues(into result: inout CoverResult) {
    let simplex = relaxation.simplex
    result.resourceValues = (0..<program.resourceCount).map {
      max(0, -simplex.multipliers.base[simplex.itemCount + $0]) * unit
    }
    result.budgetValue = max(0, -simplex.multipliers.base[simplex.budgetRow]) * unit
    result.lotValues = (0..<simplex.lotCount).map { max(0, -simplex.ownReducedCost(ofLot: $0)) * unit }
  }

  private func searchTree() {
    if provenBound < cutoff { adoptTrials() }
    if provenBound >= cutoff {
      prunedBound = provenBound
      return
    }
    if wasCancelled {
      unresolvedBound = provenBound
      return
    }
    // Nodes keep bounds of their own: a flat one from outside would teach the pseudocosts nothing.
    let root = (bound: relaxation.bound, basis: CoverBasis(relaxation.simplex))
    improveAtRoot()
    if mustStop() {
      unresolvedBound = provenBound
      return
    }
    fix()
    if pricingIsDue(atRoot: true) {
      let isProof = decomposePrices(relaxation.bounds)
      // Rows and proof hold for what is better than the cutoff only.
      prunedBound = min(prunedBound, cutoff)
      if isProof { return }
    }
    compact()
    relaxation.take(closingMultipliers)
    searchBelow(root.bound, root.basis)
    closingMultipliers = relaxation.closingMultipliers
  }

  private func fix() {
    if relaxation.fix(cutoff: cutoff) { prunedBound = min(prunedBound, cutoff) }
  }

  /// Rounds the root's solution with the groups of least price.
  private func roundSolution(candidates: [Int32]) {
    adopt(heuristics.rounded(relaxation.counts, candidates: candidates, cutoff: improvementBelow))
  }

  /// Rounds the root's solution and improves the best choice by exchanges.
  private func improveAtRoot() {
    let candidates = Array(relaxation.groupsByPrice().prefix(CoverRule.exchangeGroups * program.familyCount))
    let wasSeeded = seed != nil
    var isGood: Bool {
      guard let start = goal.incumbent ?? seed else { return false }
      return start.objective / unit - provenBound <= CoverRule.goodStart
    }
    if !isGood { roundSolution(candidates: candidates) }
    guard let start = goal.incumbent ?? seed, provenBound < cutoff else { return }
    let isWarm = wasSeeded && isGood
    adopt(
      heuristics.improved(
        start, candidates: candidates,
        workLimit: isWarm
          ? CoverRule.shortExchange : CoverRule.longExchange * program.familyCount * program.familyCount))
  }

  private func retire(_ old: CoverRelaxation) { countElsewhere(old.simplex, 0) }

  /// Counts the pivots since a number of them of a simplex that is not the search's own.
  func countElsewhere(_ simplex: CoverSimplex, _ before: Int) {
    earlierPivots += simplex.pivotCount - before
    earlierPeak = max(earlierPeak, simplex.peakRows)
  }

  /// Lays the open groups out anew once enough of them are closed for good.
  private func compact() {
    let open = relaxation.bounds.groupUpper.count { $0 > 0 }
    guard Double(open) < CoverRule.compactShare * Double(relaxation.simplex.lanes.laneCount) else { return }
    retire(relaxation)
    relaxation = CoverRelaxation(program, bounds: relaxation.bounds, units: units, priceRows: priceRows)
    relaxation.simplex.isInterrupted = { [unowned self] in isInterrupted() }
  }

  private func conclude(_ result: inout CoverResult) {
    result.nodes = nodes
    result.pivots = pivots
    result.peakRows = max(earlierPeak, relaxation.simplex.peakRows)
    let bound = max(knownBound, provenBound, min(prunedBound, unresolvedBound))
    goal.conclude(&result, bound: bound, wasCancelled: wasCancelled)
  }
}

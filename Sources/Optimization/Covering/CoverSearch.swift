/// Settings of one run of the covering engine.
public struct CoverOptions: Sendable {
  /// Relative gap |bound - objective| / |objective| at which a choice counts as optimal.
  public var relativeGap = 1e-4
  /// Absolute gap at which a choice counts as optimal.
  public var absoluteGap = 1e-9
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

  /// Makes the standard settings.
  public init() {}
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
  /// What was proven.
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
  /// Nodes of the trees.
  public var nodes = 0
  /// Simplex pivots.
  public var pivots = 0
  /// Most rows the relaxation had.
  public var peakRows = 0
}

/// One run: root, heuristics, restricted tree, tree. Objective values inside are scaled by `unit`.
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

  /// Unit of the scaled objective.
  let unit: Double
  let units: CoverUnits
  /// Rows found by price decomposition; valid for every choice better than the cutoff.
  var priceRows: [CoverPriceRow] = []
  /// Node at which prices were last decomposed, and the incumbent's value then.
  var lastPricing: (nodes: Int, value: Double)?
  private(set) var incumbent: Cover?
  /// The best start, wanted or not.
  private var seed: Cover?
  /// Scaled objective of the incumbent.
  private(set) var incumbentValue = Double.infinity
  private let wantedBelow: Double
  /// Bound proven before the run, scaled.
  let knownBound: Double
  /// Least bound among what the cutoff removed.
  var prunedBound = Double.infinity
  /// Least bound among nodes that could not be resolved.
  var unresolvedBound = Double.infinity
  /// Bound of the whole search so far.
  var provenBound = -Double.infinity
  /// Gap used while a restricted tree is searched; nil in the main tree.
  var subtreeGap: Double?
  var nodes = 0
  /// Size of the states kept with open nodes.
  var savedBytes = 0
  var earlierPivots = 0
  private var earlierPeak = 0
  private(set) var wasCancelled = false
  private(set) var hitLimit = false
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
    deadline = options.timeLimitSeconds.map { [clock] in clock.now + .seconds($0) }
    let bounds = CoverBounds(program)
    units = CoverUnits(program, bounds: bounds)
    relaxation = CoverRelaxation(program, bounds: bounds, units: units)
    unit = units.objective
    wantedBelow = options.cutoff.map { [unit] in $0 / unit } ?? .infinity
    knownBound = options.knownBound.map { [unit] in $0 / unit } ?? -.infinity
  }

  // MARK: Limits and cutoff

  var pivots: Int { earlierPivots + relaxation.simplex.pivotCount }

  /// Whether the run must end; remembers why.
  func mustStop() -> Bool {
    if wasCancelled || hitLimit { return true }
    if isCancelledByCaller() {
      wasCancelled = true
    } else if let deadline, clock.now >= deadline {
      hitLimit = true
    } else if let limit = options.pivotLimit, pivots >= limit {
      hitLimit = true
    }
    return wasCancelled || hitLimit
  }

  /// Nodes with at least this scaled bound hold nothing that is wanted.
  var cutoff: Double {
    guard incumbentValue.isFinite else { return wantedBelow }
    let relative = subtreeGap ?? options.relativeGap
    let gap = max(options.absoluteGap / unit, relative * abs(incumbentValue))
    return min(wantedBelow, incumbentValue - CoveringTolerance.gapSafety * gap)
  }

  /// Objective below which a choice is an improvement.
  var improvementBelow: Double { min(incumbent?.objective ?? .infinity, options.cutoff ?? .infinity) }

  /// Takes a better choice and reports it.
  func adopt(_ cover: Cover?) {
    guard let cover, cover.objective < improvementBelow else { return }
    incumbent = cover
    incumbentValue = cover.objective / unit
    report()
  }

  func report() {
    onProgress(
      CoverProgress(
        cover: incumbent, bound: unscaled(provenBound), nodes: nodes, pivots: pivots))
  }

  /// A bound on the program's objective; never above the best choice, not by rounding either.
  private func unscaled(_ bound: Double) -> Double {
    min(bound * unit, incumbent?.objective ?? .infinity)
  }

  // MARK: Run

  func run(basis: CoverBasis?, forecast: CoverForecast? = nil) -> CoverResult {
    var result = CoverResult(status: .unknown, bound: -.infinity, gap: .infinity, rootBound: -.infinity)
    provenBound = max(knownBound, forecast.map { $0.bound(program) / unit } ?? -.infinity)
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
      rootBasis = relaxation.simplex.basis()
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
  }

  private func searchTree() {
    if provenBound < cutoff { adoptTrials() }
    if provenBound >= cutoff {
      prunedBound = provenBound
      return
    }
    // Nodes keep bounds of their own: a flat one from outside would teach the pseudocosts nothing.
    var root = CoverNode(
      bounds: relaxation.bounds, bound: relaxation.bound, basis: relaxation.simplex.basis(), depth: 0)
    improveAtRoot()
    if mustStop() {
      unresolvedBound = provenBound
      return
    }
    fix(isMain: true)
    root.bounds = relaxation.bounds
    if cutoff - provenBound > CoverRule.kernelGap {
      searchKernel(root)
      relaxation.setBounds(root.bounds)
      relaxation.load(root.basis)
      _ = relaxation.solve(cutoff: .infinity, pivotLimit: CoverRule.nodePivots)
      fix(isMain: true)
      root.bounds = relaxation.bounds
    }
    if pricingIsDue(atRoot: true) {
      let isProof = decomposePrices(root.bounds)
      // Rows and proof hold for what is better than the cutoff only.
      prunedBound = min(prunedBound, cutoff)
      if isProof { return }
    }
    compact(&root)
    let left = explore(from: root, nodeLimit: options.nodeLimit, isMain: true)
    if left < .infinity { unresolvedBound = min(unresolvedBound, left) }
  }

  /// Rounds the present solution with the groups of least price.
  func roundSolution(candidates: [Int32]? = nil) {
    let candidates = candidates ?? Array(relaxation.groupsByPrice().prefix(CoverRule.exchangeGroups))
    var fractional = [Double](repeating: 0, count: program.groupCount)
    for group in relaxation.support {
      fractional[Int(group)] = relaxation.activity[relaxation.simplex.firstGroup + Int(group)]
    }
    adopt(heuristics.rounded(fractional, candidates: candidates, cutoff: improvementBelow))
  }

  /// Rounds the root's solution and improves the best choice by exchanges.
  private func improveAtRoot() {
    let candidates = Array(relaxation.groupsByPrice().prefix(CoverRule.exchangeGroups))
    let wasSeeded = seed != nil
    var isGood: Bool {
      guard let start = incumbent ?? seed else { return false }
      return start.objective / unit - provenBound <= CoverRule.goodStart
    }
    if !isGood { roundSolution(candidates: candidates) }
    guard let start = incumbent ?? seed, provenBound < cutoff else { return }
    let isWarm = wasSeeded && isGood
    adopt(
      heuristics.improved(
        start, candidates: candidates, workLimit: isWarm ? CoverRule.shortExchange : CoverRule.longExchange))
  }

  /// Exact search among the most promising groups only (kernel search; Angelelli, Mansini & Speranza, 2010).
  private func searchKernel(_ root: CoverNode) {
    var restricted = root
    var kept = [Bool](repeating: false, count: program.groupCount)
    for group in relaxation.groupsByPrice().prefix(relaxation.support.count + CoverRule.kernelGroups) {
      kept[Int(group)] = true
    }
    if let incumbent {
      for group in incumbent.counts.indices where incumbent.counts[group] > 0 { kept[group] = true }
    }
    for group in kept.indices where !kept[group] && restricted.bounds.groupLower[Int32(group)] == nil {
      restricted.bounds.groupUpper[group] = 0
    }
    subtreeGap = max(options.relativeGap, CoverRule.kernelStopGap)
    let full = relaxation
    relaxation = CoverRelaxation(program, bounds: restricted.bounds, units: units, priceRows: priceRows)
    _ = explore(from: restricted, nodeLimit: CoverRule.kernelNodes, isMain: false)
    subtreeGap = nil
    retire(relaxation)
    relaxation = full
  }

  private func retire(_ old: CoverRelaxation) {
    earlierPivots += old.simplex.pivotCount
    earlierPeak = max(earlierPeak, old.simplex.peakRows)
  }

  /// Lays the open groups out anew once enough of them are closed for good.
  private func compact(_ root: inout CoverNode) {
    let open = root.bounds.groupUpper.count { $0 > 0 }
    guard Double(open) < CoverRule.compactShare * Double(relaxation.simplex.lanes.laneCount) else { return }
    retire(relaxation)
    relaxation = CoverRelaxation(program, bounds: root.bounds, units: units, priceRows: priceRows)
  }

  private func conclude(_ result: inout CoverResult) {
    result.nodes = nodes
    result.pivots = pivots
    result.peakRows = max(earlierPeak, relaxation.simplex.peakRows)
    result.cover = incumbent
    let isOpen = max(unresolvedBound, knownBound) < cutoff
    var bound = max(knownBound, min(prunedBound, unresolvedBound))
    bound = min(max(bound, provenBound), incumbentValue)
    if incumbent == nil && prunedBound == .infinity && !isOpen { bound = .infinity }
    result.bound = unscaled(bound)
    if let incumbent {
      result.gap = relativeGap(bound: result.bound, objective: incumbent.objective)
      result.status = isOpen ? .feasible : .optimal
    } else if !isOpen {
      result.status = prunedBound < .infinity ? .noneBetter : .infeasible
    }
    if wasCancelled && isOpen { result.status = .cancelled }
  }
}

/// Numbers that steer the search; none of them affects what is proven.
enum CoverRule {
  /// Most pivots of a node before it is branched unsolved.
  static let nodePivots = 5_000
  // Gaps here are in the scaled objective, which is of the order of one.

  /// Gap after the root's heuristics from which the restricted tree is searched.
  static let kernelGap = 0.1
  /// Gap at which the restricted tree is done.
  static let kernelStopGap = 1e-3
  /// Groups outside the support that the restricted tree keeps, and its most nodes.
  static let kernelGroups = 30
  static let kernelNodes = 300
  /// Gap of a start that needs no rounding and no long exchange search.
  static let goodStart = 0.01
  /// Groups of least price that exchanges choose from, and the exchanges' work limits.
  static let exchangeGroups = 80
  static let shortExchange = 2_000
  static let longExchange = 300_000
  /// Nodes of the main tree from one rounding, and one report of the bound, to the next.
  static let roundingInterval = 100
  static let reportInterval = 250
  /// Most bytes of states kept with open nodes; beyond it a node keeps its basis only and is inverted anew.
  static let mostSavedBytes = 32 << 20
  /// Share of the lanes that may stay open for a new layout to pay.
  static let compactShare = 0.7
  /// Gap at the root from which families are priced at once, nodes after which they are priced in any case, and
  /// nodes before they are priced again for a better incumbent.
  static let pricingGap = 0.03
  static let pricingNodes = 150
  /// Families from which decomposition pays, and levels beyond the target that it tries.
  static let pricingFamilies = 3
  static let pricingBisections = 5
  /// Most rows from price decomposition; gap and nodes of the oracles.
  static let mostPriceRows = 64
  static let oracleGap = 3e-4
  static let oracleNodes = 500
  /// Nodes that may be probed at once, pivots of a probe, and misses after which probing ends (reliability
  /// branching with threshold one; Achterberg, Koch & Martin, 2005).
  static let probes = 4
  static let probePivots = 15
  static let probePatience = 4
  /// Least loss that counts in the product score.
  static let minimalLoss = 1e-6
}

extension CoverBounds {
  /// The bounds that the program itself sets.
  init(_ program: CoveringProgram) {
    let families = program.familyCount
    lower = [Int32](repeating: 0, count: program.resourceCount * (1 + families) + families)
    upper = program.available
    upper.append(contentsOf: [Int32](repeating: CoveringTolerance.largestCount, count: families))
    for _ in 0..<families { upper.append(contentsOf: program.available) }
    for family in 0..<families { lower[program.resourceCount + family] = program.leastCount[family] }
    groupUpper = (0..<program.groupCount).map { max(0, program.capacity(ofGroup: $0)) }
  }
}

/// A covering program whose numbers are edited and that is solved again and again.
///
/// Keeps the last root basis, prices that bound the next position before its first pivot, the multipliers that closed
/// nodes, the pseudocosts, the last choice and the evaluator's bounds, so that a run after a small edit starts where
/// the last one ended. Fixings and branches that hold only for one run are dropped. Not safe
/// for use by several threads at once.
public final class CoverSession {
  /// The program as edited so far.
  public private(set) var program: CoveringProgram
  /// Best choice of the last run that had one; repaired and tried first by the next run.
  public private(set) var incumbent: Cover?

  private var evaluator: CoverEvaluator
  private var heuristics: CoverHeuristics
  private var pseudocosts: Pseudocosts
  private var rootBasis: CoverBasis?
  private var forecast: CoverForecast?
  private var closingMultipliers: [CoverMultipliers] = []

  /// Most weight that the observations of earlier runs have in the next one, in observations: too little to spare an
  /// entity its probe, enough to decide who is probed first.
  private static let pseudocostMemory = 0.5

  /// Loads a program.
  public init(_ program: CoveringProgram) {
    precondition(program.leastUse.allSatisfy { $0 == 0 }, "a least use needs a session under stress")
    self.program = program
    evaluator = CoverEvaluator(program)
    heuristics = CoverHeuristics(evaluator)
    pseudocosts = Self.blankPseudocosts(program)
  }

  private static func blankPseudocosts(_ program: CoveringProgram) -> Pseudocosts {
    let aggregates = program.resourceCount * (1 + program.familyCount) + program.familyCount
    return Pseudocosts(entityCount: aggregates + program.lotCount + program.groupCount)
  }

  /// Takes new numbers for the same groups, items and resources. Lots may be others: where they have other units, all but
  /// the last choice begins anew.
  public func update(_ program: CoveringProgram) {
    precondition(
      program.groupFamily == self.program.groupFamily && program.itemFamily == self.program.itemFamily
        && program.use == self.program.use, "an edit changes numbers, not groups")
    let hasSameLots =
      program.lots.count == self.program.lots.count
      && zip(program.lots, self.program.lots).allSatisfy { $0.units == $1.units }
    self.program = program
    guard hasSameLots else { return startAnew() }
    evaluator.update(program)
  }

  /// Forgets what depends on the units of the lots.
  private func startAnew() {
    evaluator = CoverEvaluator(program)
    heuristics = CoverHeuristics(evaluator)
    pseudocosts = Self.blankPseudocosts(program)
    (rootBasis, forecast, closingMultipliers) = (nil, nil, [])
  }

  /// The best level of fixed counts under the present program; nil if they are not admitted or not strictly
  /// better than `cutoff`. One small linear program per family, or none where a cut settles it.
  public func cover(of counts: [Int32], cutoff: Double = .infinity) -> Cover? {
    evaluator.evaluate(counts, cutoff: cutoff)
  }

  /// Solves the present program; `onProgress` is called on this thread at each better choice or root bound.
  public func solve(
    _ options: CoverOptions = CoverOptions(), isCancelled: @escaping () -> Bool = { false },
    onProgress: @escaping (CoverProgress) -> Void = { _ in }
  ) -> CoverResult {
    var options = options
    if let incumbent, !options.starts.contains(incumbent.counts) { options.starts.append(incumbent.counts) }
    if options.starts.isEmpty { options.starts = [[Int32](repeating: 0, count: program.groupCount)] }
    var faded = pseudocosts
    faded.limit(to: Self.pseudocostMemory)
    let search = CoverSearch(
      program, evaluator: evaluator, heuristics: heuristics, pseudocosts: faded, options: options,
      isCancelled: isCancelled, onProgress: onProgress)
    if incumbent != nil { search.polish = .rarely }
    search.closingMultipliers = closingMultipliers
    let result = search.run(basis: rootBasis, forecast: forecast)
    if options.isAside { return result }
    pseudocosts = search.pseudocosts
    rootBasis = search.rootBasis ?? rootBasis
    forecast = search.rootForecast ?? forecast
    incumbent = result.cover ?? incumbent
    closingMultipliers = search.closingMultipliers
    return result
  }
}

/// A covering program under stress whose numbers are edited and that is solved again and again.
///
/// The counterpart of `CoverSession` for choices that must withstand a `StressSet`. Keeps the cuts on the level, which
/// hold for all counts and, brought back to the new shares and rates, for all numbers, and the last choice. Not safe for
/// use by several threads at once.
public final class RobustSession: CoverSolving {
  /// The program as edited so far.
  public private(set) var program: CoveringProgram
  /// The events that choices must withstand.
  public let stress: StressSet
  private let oracle: StressOracle
  private var pool = StressCutPool()
  private var incumbent: Cover?

  /// Loads a program.
  public init(_ program: CoveringProgram, _ stress: StressSet) {
    self.program = program
    self.stress = stress
    oracle = StressOracle(program, stress)
  }

  /// Takes new numbers for the same groups, items and resources.
  public func update(_ new: CoveringProgram) {
    precondition(
      new.groupFamily == program.groupFamily && new.itemFamily == program.itemFamily
        && new.use == program.use, "an edit changes numbers, not groups")
    pool.update(new, stress, sameRates: new.rate == program.rate && new.share == program.share)
    oracle.update(new)
    program = new
  }

  /// The level that fixed counts guarantee, as a cover; nil if they are not admitted or not better than `cutoff`.
  public func cover(of counts: [Int32], cutoff: Double) -> Cover? {
    RobustSearch.cover(of: counts, program, oracle, cutoff: cutoff) { _ in }
  }

  /// Solves the present program; `onProgress` is called on this thread at each better choice or root bound.
  public func solve(
    _ options: CoverOptions, isCancelled: @escaping () -> Bool,
    onProgress: @escaping (CoverProgress) -> Void
  ) -> CoverResult {
    var options = options
    if let incumbent { options.starts.append(incumbent.counts) }
    let search = RobustSearch(
      program, oracle: oracle, pool: pool, options: options, isCancelled: isCancelled,
      onProgress: onProgress)
    let result = search.run()
    pool = search.pool
    if !options.isAside { incumbent = result.cover ?? incumbent }
    return result
  }
}

/// A session that solves a covering program, with or without stress.
public protocol CoverSolving: AnyObject {
  /// Takes new numbers for the same groups, items and resources.
  func update(_ program: CoveringProgram)
  /// The best level of fixed counts; nil if they are not admitted or not strictly better than `cutoff`.
  func cover(of counts: [Int32], cutoff: Double) -> Cover?
  /// Solves the present program; `onProgress` is called on this thread at each better choice or root bound.
  func solve(
    _ options: CoverOptions, isCancelled: @escaping () -> Bool,
    onProgress: @escaping (CoverProgress) -> Void
  ) -> CoverResult
}

extension CoverSolving {
  /// The best level of fixed counts; nil if they are not admitted.
  public func cover(of counts: [Int32]) -> Cover? { cover(of: counts, cutoff: .infinity) }
}

extension CoverSession: CoverSolving {}

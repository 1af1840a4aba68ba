/// A mixed-integer program that is edited and solved again and again.
///
/// Keeps the working relaxation, its last root basis, the pseudocosts and the last incumbent between runs, so that a
/// run after a small edit starts where the last one ended. Bounds, cuts and fixings that hold only for one run are
/// dropped. Not safe for use by several threads at once.
public final class MIPSession {
  /// The program as edited so far.
  public private(set) var program: LinearProgram
  /// Best point of the last run that had one; tried first, after the caller's starts, by the next run.
  public private(set) var incumbent: [Double]?

  /// Made when a search without presolve needs it.
  private lazy var relaxation = Relaxation(program)
  private var pseudocosts: Pseudocosts
  private var rootBasis: StoredBasis?

  /// Weight that observations of an earlier run keep in the next one.
  private static let pseudocostMemory = 0.5

  /// Loads a program; pure linear programs are welcome.
  public init(_ program: LinearProgram) {
    self.program = program
    pseudocosts = Pseudocosts(entityCount: program.columnCount + program.rowCount)
  }

  /// Changes the bounds of a row.
  public func setRowBounds(_ row: Int, lower: Double, upper: Double) {
    program.setRowBounds(row, lower: lower, upper: upper)
  }

  /// Changes the bounds of a column.
  public func setColumnBounds(_ column: Int, lower: Double, upper: Double) {
    program.setColumnBounds(column, lower: lower, upper: upper)
  }

  /// Changes an objective coefficient.
  public func setCost(_ column: Int, to value: Double) {
    guard program.cost[column] != value else { return }
    program.setCost(column, to: value)
    relaxation.setCost(column, to: value)
  }

  /// Changes an existing coefficient; false if the row has no entry for the column.
  @discardableResult
  public func setCoefficient(row: Int, column: Int, to value: Double) -> Bool {
    guard program.setCoefficient(row: row, column: column, to: value) else { return false }
    relaxation.setCoefficient(row: row, column: column, to: value)
    return true
  }

  /// Whether the search with presolve and cuts is the better one: it knows nothing of rows that may stay out.
  private var isGeneral: Bool {
    program.columnIsInteger.contains(true) && !program.rowIsLazy.contains(true)
      && !program.rowIsInteger.contains(true)
  }

  /// Solves the present program; `onImprovement` is called on this thread at each better point.
  public func solve(
    _ options: MIPOptions = MIPOptions(), isCancelled: @escaping () -> Bool = { false },
    onImprovement: @escaping (MIPProgress) -> Void = { _ in }
  ) -> MIPResult {
    var options = options
    if let incumbent, incumbent.count == program.columnCount { options.starts.append(incumbent) }
    let deadline = options.timeLimitSeconds.map { Deadline(after: $0) }
    let mustEnd = { isCancelled() || deadline?.hasPassed ?? false }
    let believed =
      isGeneral
      ? MixedSolver(program, options: options, isCancelled: isCancelled, onImprovement: onImprovement).run()
      : searchByRows(options, isCancelled: isCancelled, onImprovement: onImprovement)
    let verdict = Verdict(program, options: options, isCancelled: mustEnd) { [program] start in
      var again = options
      again.starts = [start]
      again.timeLimitSeconds = deadline?.remainingSeconds
      return MixedSolver(
        program, options: again, usesPresolve: false, isCancelled: isCancelled,
        onImprovement: onImprovement
      ).run()
    }
    let result = verdict.settled(believed)
    if let point = result.point { incumbent = point }
    return result
  }

  /// Searches with rows that may stay out and integer activities, from where the last run ended.
  private func searchByRows(
    _ options: MIPOptions, isCancelled: @escaping () -> Bool,
    onImprovement: @escaping (MIPProgress) -> Void
  ) -> MIPResult {
    relaxation.reset(to: program, basis: rootBasis)
    pseudocosts.fade(by: Self.pseudocostMemory)
    let search = BranchAndBound(
      program, relaxation: relaxation, pseudocosts: pseudocosts, options: options, isCancelled: isCancelled,
      onImprovement: onImprovement)
    let result = search.run()
    pseudocosts = search.pseudocosts
    rootBasis = search.rootBasis ?? rootBasis
    return result
  }
}

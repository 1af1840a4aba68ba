/// A linear or mixed-integer program that is edited and solved again and again.
///
/// The last incumbent is the first point that the next run tries. Not safe for use by several threads at once.
public final class MIPSession {
  /// The program as edited so far.
  public private(set) var program: LinearProgram
  /// Best point of the last run that had one; tried first, after the caller's starts, by the next run.
  public private(set) var incumbent: [Double]?

  /// Loads a program; pure linear programs are welcome.
  public init(_ program: LinearProgram) { self.program = program }

  /// Changes the bounds of a row.
  public func setRowBounds(_ row: Int, lower: Double, upper: Double) {
    program.setRowBounds(row, lower: lower, upper: upper)
  }

  /// Changes the bounds of a column.
  public func setColumnBounds(_ column: Int, lower: Double, upper: Double) {
    program.setColumnBounds(column, lower: lower, upper: upper)
  }

  /// Changes an objective coefficient.
  public func setCost(_ column: Int, to value: Double) { program.setCost(column, to: value) }

  /// Changes an existing coefficient; false if the row has no entry for the column.
  @discardableResult
  public func setCoefficient(row: Int, column: Int, to value: Double) -> Bool {
    program.setCoefficient(row: row, column: column, to: value)
  }

  /// Solves the present program; `onImprovement` is called on this thread at each better point.
  ///
  /// The simplex method alone where nothing is integer, else the search with presolve, cuts and a tree; what either
  /// believes leaves as a claim only as strong as `Verdict` could prove it.
  public func solve(
    _ options: MIPOptions = MIPOptions(), isCancelled: @escaping () -> Bool = { false },
    onImprovement: @escaping (MIPProgress) -> Void = { _ in }
  ) -> MIPResult {
    var options = options
    if let incumbent, incumbent.count == program.columnCount { options.starts.append(incumbent) }
    let deadline = options.timeLimitSeconds.map { Deadline(after: $0) }
    let mustEnd = { isCancelled() || deadline?.hasPassed ?? false }
    let believed =
      program.hasIntegers
      ? MixedSolver(program, options: options, isCancelled: isCancelled, onImprovement: onImprovement).run()
      : LinearRun(program, options: options, isCancelled: isCancelled).run(onImprovement)
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
}

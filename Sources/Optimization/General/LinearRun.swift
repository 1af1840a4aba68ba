/// One run of the simplex method on a program without integers.
struct LinearRun {
  private let program: LinearProgram
  private let options: MIPOptions
  private let sign: Double
  private let isCancelled: () -> Bool

  init(_ program: LinearProgram, options: MIPOptions, isCancelled: @escaping () -> Bool) {
    self.program = program
    self.options = options
    self.isCancelled = isCancelled
    sign = program.sense == .minimize ? 1 : -1
  }

  /// Solves it; `onImprovement` is called once, at the optimum.
  func run(_ onImprovement: (MIPProgress) -> Void) -> MIPResult {
    let clock = ContinuousClock()
    let start = clock.now
    let deadline = options.timeLimitSeconds.map { Deadline(after: $0, from: start) }
    var wasCancelled = false
    let solver = SimplexSolver(program)
    let status = solver.solve(pivotLimit: options.pivotLimit) {
      wasCancelled = wasCancelled || isCancelled()
      return wasCancelled || deadline?.hasPassed ?? false
    }
    var result = MIPResult(
      status: .unknown, bound: -sign * .infinity, gap: .infinity, rootBound: -sign * .infinity)
    result.pivots = solver.pivotCount
    switch status {
    case .optimal:
      result.rootRowDuals = solver.rowDuals()
      result.rootBound = solver.objective
      result.bound = solver.objective
      conclude(&result, solver.columnValues())
      if let point = result.point, let objective = result.objective {
        result.firstPointSeconds = start.duration(to: clock.now) / .seconds(1)
        onImprovement(
          MIPProgress(
            point: point, objective: objective, bound: result.bound, gap: result.gap, nodes: 0,
            pivots: result.pivots))
      }
    case .infeasible:
      result.status = .infeasible
      result.bound = sign * .infinity
      result.farkasProof = solver.farkasProof
    case .unbounded:
      result.status = .unbounded
      result.unboundedRay = solver.unboundedRay
      result.witness = solver.columnValues()
    default: if wasCancelled { result.status = .cancelled }
    }
    return result
  }

  /// Takes an optimal point if the program itself holds at it and it is better than what was asked for.
  private func conclude(_ result: inout MIPResult, _ values: [Double]) {
    let wanted = options.cutoff.map { sign * $0 } ?? .infinity
    if wanted <= sign * result.bound {
      result.status = .noneBetter
      return
    }
    guard let (point, objective) = PointCheck.checked(values, in: program) else { return }
    guard sign * objective < wanted else {
      result.status = .noneBetter
      return
    }
    result.status = .optimal
    result.point = point
    result.objective = objective
    result.bound = objective
    result.gap = 0
  }
}

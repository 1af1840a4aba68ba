/// The general search on a program as it was given: runs the levels and checks every answer against the program.
final class MixedSolver {
  private let program: LinearProgram
  private let options: MIPOptions
  private let sign: Double
  private let isCancelledByCaller: () -> Bool
  private let onImprovement: (MIPProgress) -> Void
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let deadline: Deadline?
  private let usesPresolve: Bool
  private let model: MixedModel
  private var incumbent: [Double]?
  private var incumbentValue = Double.infinity
  private var provenBound = -Double.infinity
  private var firstPointSeconds: Double?
  private var hasReachedLimit = false
  private var wasCancelled = false
  private var checker: SimplexSolver?
  private var callsSinceClock = 0

  init(
    _ program: LinearProgram, options: MIPOptions, usesPresolve: Bool = true,
    isCancelled: @escaping () -> Bool, onImprovement: @escaping (MIPProgress) -> Void
  ) {
    self.usesPresolve = usesPresolve
    self.program = program
    self.options = options
    self.onImprovement = onImprovement
    isCancelledByCaller = isCancelled
    sign = program.sense == .minimize ? 1 : -1
    model = MixedModel(program)
    start = clock.now
    deadline = options.timeLimitSeconds.map { [start] in Deadline(after: $0, from: start) }
  }

  private func stopRequest() -> Bool {
    if wasCancelled || hasReachedLimit { return true }
    if isCancelledByCaller() {
      wasCancelled = true
      return true
    }
    guard let deadline else { return false }
    // Reading the clock at every pivot would cost more than small pivots do.
    callsSinceClock += 1
    guard callsSinceClock >= 4 else { return false }
    callsSinceClock = 0
    hasReachedLimit = deadline.hasPassed
    return hasReachedLimit
  }

  func run() -> MIPResult {
    let context = SearchContext(
      relativeGap: options.relativeGap, absoluteGap: options.absoluteGap,
      nodeLimit: options.nodeLimit ?? .max,
      pivotLimit: options.pivotLimit ?? .max, usesHeuristics: options.usesHeuristics,
      mostOpenBytes: options.openNodeBytes, usesPresolve: usesPresolve,
      stopRequest: { [unowned self] in stopRequest() })
    if let cutoff = options.cutoff { context.wantedBelow = sign * cutoff }
    for point in options.starts where point.count == program.columnCount {
      if let (rounded, value) = checked(point), value < incumbentValue, value < context.wantedBelow {
        adopt(rounded, value, context)
      }
    }
    var result = MIPResult(
      status: .unknown, bound: -sign * .infinity, gap: .infinity, rootBound: -sign * .infinity)
    let hints = options.starts.filter { $0.count == program.columnCount && $0.allSatisfy(\.isFinite) }
    let outcome = MixedLevel.solve(
      model, context: context, hints: hints,
      rootBound: { [sign] in result.rootBound = sign * $0 },
      progress: { [unowned self] in provenBound = max(provenBound, $0) },
      offer: { [unowned self] in consider($0, context) })
    conclude(&result, outcome, context)
    if result.status == .infeasible || result.status == .unknown { examineRelaxation(&result, context) }
    return result
  }

  // MARK: Points

  private func adopt(_ point: [Double], _ value: Double, _ context: SearchContext) {
    incumbent = point
    incumbentValue = value
    context.best = value
    if firstPointSeconds == nil {
      let passed = (clock.now - start).components
      firstPointSeconds = Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    }
    let bound = min(provenBound, value)
    onImprovement(
      MIPProgress(
        point: point, objective: sign * value, bound: sign * bound,
        gap: relativeGap(bound: bound, objective: value), nodes: context.nodes, pivots: context.pivots))
  }

  /// Checks a point of the model and takes it if it is better; false if it does not satisfy the program.
  private func consider(_ modelPoint: [Double], _ context: SearchContext) -> Bool {
    let point = Array(modelPoint.prefix(program.columnCount))
    guard let (rounded, value) = checked(point) ?? repaired(point, context) else { return false }
    if value < incumbentValue && value < context.wantedBelow { adopt(rounded, value, context) }
    return true
  }

  private func checked(_ point: [Double]) -> (point: [Double], value: Double)? {
    PointCheck.checked(point, in: program).map { ($0.point, sign * $0.objective) }
  }

  /// Solves for the continuous columns with the integer ones fixed, on the program itself.
  private func repaired(_ point: [Double], _ context: SearchContext) -> (point: [Double], value: Double)? {
    let solver = checker ?? SimplexSolver(program)
    checker = solver
    for column in 0..<program.columnCount where program.columnIsInteger[column] {
      let value = point[column].rounded()
      guard value >= program.columnLower[column] - 1e-6, value <= program.columnUpper[column] + 1e-6 else {
        return nil
      }
      solver.setColumnBounds(column, lower: value, upper: value)
    }
    let before = solver.pivotCount
    let status = solver.solve(isCancelled: { [unowned self] in stopRequest() })
    context.count(pivots: solver.pivotCount - before)
    guard status == .optimal else { return nil }
    return checked(solver.columnValues())
  }

  // MARK: Conclusion

  private func conclude(_ result: inout MIPResult, _ outcome: LevelOutcome, _ context: SearchContext) {
    result.nodes = context.nodes
    result.pivots = context.pivots
    result.point = incumbent
    result.objective = incumbent.map { program.objective(at: $0) }
    result.firstPointSeconds = firstPointSeconds
    let bound = min(max(outcome.bound, min(provenBound, incumbentValue)), incumbentValue)
    result.bound = sign * bound
    if incumbent != nil {
      result.gap = relativeGap(bound: bound, objective: incumbentValue)
      result.status = outcome.isComplete ? .optimal : .feasible
    } else if outcome.isComplete {
      result.status = context.wantedBelow.isFinite ? .noneBetter : .infeasible
    }
    if wasCancelled && !outcome.isComplete { result.status = .cancelled }
  }

  /// Proves what the relaxation alone can: infeasibility, or an unbounded objective if there is any point at
  /// all.
  private func examineRelaxation(_ result: inout MIPResult, _ context: SearchContext) {
    if context.hasStopped { return }
    let solver = SimplexSolver(program)
    switch solver.solve(isCancelled: { [unowned self] in stopRequest() }) {
    case .infeasible:
      result.status = .infeasible
      result.farkasProof = solver.farkasProof
    case .unbounded where result.status == .unknown:
      // With rational data an integer program with a point is as unbounded as its relaxation.
      var feasibility = model
      feasibility.cost = feasibility.cost.map { _ in 0 }
      var witness = incumbent
      let search = SearchContext(
        relativeGap: 0, absoluteGap: 0, nodeLimit: context.nodeLimit, pivotLimit: context.pivotLimit,
        usesHeuristics: context.usesHeuristics, mostOpenBytes: context.mostOpenBytes, parent: context,
        stopRequest: { [unowned self] in witness != nil || stopRequest() })
      let outcome = MixedLevel.solve(
        feasibility, context: search,
        offer: { [unowned self] point in
          let columns = Array(point.prefix(program.columnCount))
          guard let (found, _) = checked(columns) else { return false }
          witness = found
          return true
        })
      if witness != nil {
        result.status = .unbounded
        result.witness = witness
        result.unboundedRay = solver.unboundedRay
      } else if outcome.isComplete {
        result.status = .infeasible
        result.bound = sign * .infinity
      }
    default: break
    }
  }
}

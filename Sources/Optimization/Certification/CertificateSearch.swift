// A search of its own that makes proofs by cases for `ProofChecker`. It works on the program as it was given
// and knows no presolve, no cuts and no fixing: depth first, one relaxation per case, splits by pseudocosts.

/// The claim that a proof is to show.
enum CertificateGoal {
  /// That there is no point.
  case emptiness
  /// That no point has a value, to be minimised, below the target.
  case bound(Double)
}

/// The outcome of a search for a proof.
enum CertificateEnd {
  /// Every case is closed, and the checker has accepted it.
  case proven
  /// A point contradicts what was to be shown.
  case refuted
  /// A limit came first.
  case interrupted
  /// A case can neither be closed nor split.
  case stuck
}

/// Searches for one proof.
final class CertificateSearch {
  private let program: LinearProgram
  private let sign: Double
  private let isEmptiness: Bool
  private let target: Double
  private let grid: ObjectiveGrid
  private let workLimit: Int
  private let isCancelled: () -> Bool
  private let solver: SimplexSolver
  private let integers: [Int]
  private var checker: ProofChecker
  private var pseudocosts: Pseudocosts
  private var lower: [Double]
  private var upper: [Double]
  private var path: [Branch] = []
  /// Pivots and cases so far.
  private(set) var work = 0
  /// Direction of endless improvement from the root, not checked.
  private(set) var ray: [Double]?
  /// Point that refutes the goal, checked.
  private(set) var refutation: (point: [Double], value: Double)?

  /// A split on the way to the present case.
  private struct Branch {
    var column: Int
    var lower: Double
    var upper: Double
    var floor: Double
    var startsAbove: Bool
    var distance: Double
    var objective: Double
    var isInSecond = false

    /// Whether the present case is the upper range.
    var isAbove: Bool { startsAbove != isInSecond }
  }

  /// The next step for a case.
  private enum Decision {
    case closed
    case split(column: Int, value: Double)
    case end(CertificateEnd)
  }

  /// Prepares a proof for a program; the objective does not matter where none is to be bounded.
  init(
    _ program: LinearProgram, goal: CertificateGoal, workLimit: Int, isCancelled: @escaping () -> Bool
  ) {
    var stated = program
    switch goal {
    case .emptiness:
      (isEmptiness, target) = (true, .infinity)
      for column in 0..<stated.columnCount where stated.cost[column] != 0 { stated.setCost(column, to: 0) }
    case .bound(let value): (isEmptiness, target) = (false, value)
    }
    self.program = stated
    self.workLimit = workLimit
    self.isCancelled = isCancelled
    sign = stated.sense == .minimize ? 1 : -1
    grid = ObjectiveGrid(stated)
    checker = ProofChecker(stated)
    let columnCount = stated.columnCount
    integers = (0..<columnCount).filter { stated.columnIsInteger[$0] }
    lower = stated.columnLower
    upper = stated.columnUpper
    for column in integers {
      lower[column] = lower[column].rounded(.up)
      upper[column] = upper[column].rounded(.down)
    }
    pseudocosts = Pseudocosts(entityCount: columnCount)
    solver = SimplexSolver(stated)
    for column in integers {
      solver.setColumnBounds(column, lower: lower[column], upper: upper[column])
    }
  }

  /// Bound that the finished proof shows, to be minimised.
  var provenBound: Double { checker.bound }

  /// Searches until the proof is finished or cannot be.
  func run() -> CertificateEnd {
    if isEmptiness && isEmptyByMultiples() { return .proven }
    while true {
      if work >= workLimit || isCancelled() { return .interrupted }
      switch examine() {
      case .closed:
        if checker.isComplete { return .proven }
        leaveCase()
      case .split(let column, let value): if !split(column, value) { return .stuck }
      case .end(let end): return end
      }
    }
  }

  /// Whether one row alone, whose coefficients have a common measure, leaves no integral point.
  private func isEmptyByMultiples() -> Bool {
    for row in 0..<program.rowCount where program.rowLower[row].isFinite && program.rowUpper[row].isFinite {
      let (columns, values) = program.entries(ofRow: row)
      guard !columns.isEmpty, columns.allSatisfy({ program.columnIsInteger[Int($0)] }) else { continue }
      let measure = values.reduce(0) { $0 < 0 || $1 == 0 ? $0 : sharedMeasure($0, abs($1)) }
      if measure > 0 && checker.closeByMultiples(row: row, of: measure) { return true }
    }
    return false
  }

  /// The common measure of two numbers, -1 once there is none.
  private func sharedMeasure(_ first: Double, _ second: Double) -> Double {
    let measure = commonMeasure(first, second)
    return measure > 0 ? measure : -1
  }

  // MARK: One case

  private func examine() -> Decision {
    let before = solver.pivotCount
    let limit = target.isFinite ? sign * margin(grid.sufficient(for: target)) : nil
    let status = solver.solve(
      objectiveLimit: limit, pivotLimit: workLimit - work, isCancelled: isCancelled)
    work += solver.pivotCount - before + 1
    switch status {
    case .infeasible:
      return closesEmpty(solver.farkasProof, of: solver) ? .closed : secondOpinion()
    case .objectiveLimit: return closesBounded(solver, costFactor: 1) ? .closed : secondOpinion()
    case .optimal: return examineOptimum(of: solver, costFactor: 1, mayAskAgain: true)
    case .pivotLimit, .cancelled: return .end(.interrupted)
    case .unbounded:
      if path.isEmpty { ray = solver.unboundedRay }
      return secondOpinion()
    case .unknown: return closesWeakly(solver) ? .closed : secondOpinion()
    }
  }

  /// Whether a contradiction that was too small for the simplex method is enough for exact sums.
  private func closesWeakly(_ solver: SimplexSolver) -> Bool {
    closesEmpty(solver.weakFarkasProof, of: solver)
  }

  /// Whether multipliers close the case, as they are or refined.
  private func closesEmpty(_ proof: [Double]?, of solver: SimplexSolver) -> Bool {
    guard let proof else { return false }
    return checker.closeEmpty(proof) || checker.closeEmpty(solver.refinedProof(proof))
  }

  /// Whether the duals of a solver that minimises `costFactor` times the costs close the case.
  private func closesBounded(_ solver: SimplexSolver, costFactor: Double) -> Bool {
    func closes(_ duals: [Double]) -> Bool {
      checker.closeBounded(duals.map { $0 / costFactor }, atLeast: target)
    }
    return closes(solver.rowDuals()) || closes(solver.refinedDuals())
  }

  /// A little beyond a limit, so that rounding does not leave what reaches it just short of it.
  private func margin(_ limit: Double) -> Double { limit + 1e-10 * max(1, abs(limit)) }

  private func examineOptimum(
    of solver: SimplexSolver, costFactor: Double, mayAskAgain: Bool
  ) -> Decision {
    var isOpenRoot = false
    if !isEmptiness {
      if closesBounded(solver, costFactor: costFactor) { return .closed }
      isOpenRoot = path.isEmpty && !boundsSomething(solver.rowDuals().map { $0 / costFactor })
      if isOpenRoot && mayAskAgain { return secondOpinion() }
    }
    let values = solver.columnValues()
    recordLoss(solver.objective / costFactor)
    let column = branchingColumn(values)
    if let column, !isOpenRoot { return .split(column: column, value: values[column]) }
    if column == nil, let (point, objective) = PointCheck.checked(values, in: program),
      sign * objective < target
    {
      refutation = (point, sign * objective)
      return .end(.refuted)
    }
    if isOpenRoot { return .end(.stuck) }
    return mayAskAgain ? secondOpinion() : splitAnywhere(values)
  }

  /// The case solved anew from the slack basis and without scaling: its errors are others. What is still open is
  /// solved with larger costs, so that reduced costs count that were below the tolerance of the simplex method.
  private func secondOpinion() -> Decision {
    var decision = Decision.end(.stuck)
    for factor in isEmptiness ? [1] : Self.costFactors {
      decision = secondOpinion(costFactor: factor)
      if case .end(.stuck) = decision { continue }
      return decision
    }
    return decision
  }

  /// Powers of two, so that nothing is rounded; the last leaves little between a tolerance and the rounding of
  /// reduced costs.
  private static let costFactors = [1, 0x1p13, 0x1p26]

  private func secondOpinion(costFactor: Double) -> Decision {
    var present = program
    for column in 0..<program.columnCount {
      present.setColumnBounds(column, lower: lower[column], upper: upper[column])
      present.setCost(column, to: program.cost[column] * costFactor)
    }
    let other = SimplexSolver(present, isScaled: false)
    let status = other.solve(pivotLimit: workLimit - work, isCancelled: isCancelled)
    work += other.pivotCount
    switch status {
    case .infeasible:
      return closesEmpty(other.farkasProof, of: other) ? .closed : splitAnywhere(nil)
    case .optimal: return examineOptimum(of: other, costFactor: costFactor, mayAskAgain: false)
    case .pivotLimit, .cancelled: return .end(.interrupted)
    case .unbounded:
      guard path.isEmpty else { return splitAnywhere(nil) }
      ray = other.unboundedRay
      return .end(.stuck)
    case .objectiveLimit: return splitAnywhere(nil)
    case .unknown: return closesWeakly(other) ? .closed : splitAnywhere(nil)
    }
  }

  /// Whether duals bound the whole program, within the tolerance of the simplex method.
  private func boundsSomething(_ duals: [Double]) -> Bool {
    Certificates.rigorousBound(rowDuals: duals, in: program, zero: Tolerances.farkasZero).isFinite
  }

  // MARK: Splits

  /// The fractional column with the largest product of expected losses.
  private func branchingColumn(_ values: [Double]) -> Int? {
    var best: (score: Double, column: Int)?
    for column in integers {
      let x = values[column]
      guard abs(x - x.rounded()) > Integrality.tolerance else { continue }
      let fraction = x - x.rounded(.down)
      let down = pseudocosts.loss(column, up: false, distance: fraction)
      let up = pseudocosts.loss(column, up: true, distance: 1 - fraction)
      let score = max(down, 1e-6) * max(up, 1e-6)
      if score > best?.score ?? -1 { best = (score, column) }
    }
    return best?.column
  }

  /// Splits any column that is not fixed, near its value if there is one, so that what the relaxation leaves open becomes
  /// smaller.
  private func splitAnywhere(_ values: [Double]?) -> Decision {
    guard let column = integers.first(where: { lower[$0].rounded(.up) < upper[$0].rounded(.down) }) else {
      return .end(.stuck)
    }
    let (low, high) = (lower[column].rounded(.up), upper[column].rounded(.down))
    let known = min(max((values?[column] ?? 0).rounded(), low), high)
    return .split(column: column, value: known < high ? known + 0.25 : known - 0.25)
  }

  private func split(_ column: Int, _ value: Double) -> Bool {
    let floor = value.rounded(.down)
    let startsAbove = value - floor > 0.5
    guard checker.split(column, at: floor, startsAbove: startsAbove) else { return false }
    path.append(
      Branch(
        column: column, lower: lower[column], upper: upper[column], floor: floor, startsAbove: startsAbove,
        distance: value - floor, objective: sign * solver.objective))
    enterCase()
    return true
  }

  private func setBounds(_ column: Int, _ low: Double, _ high: Double) {
    lower[column] = low
    upper[column] = high
    solver.setColumnBounds(column, lower: low, upper: high)
  }

  private func enterCase() {
    guard let branch = path.last else { return }
    if branch.isAbove {
      setBounds(branch.column, max(branch.lower, branch.floor + 1), branch.upper)
    } else {
      setBounds(branch.column, branch.lower, min(branch.upper, branch.floor))
    }
  }

  /// Follows the checker to the next open case.
  private func leaveCase() {
    while let last = path.last, last.isInSecond {
      setBounds(last.column, last.lower, last.upper)
      path.removeLast()
    }
    guard !path.isEmpty else { return }
    path[path.count - 1].isInSecond = true
    enterCase()
  }

  private func recordLoss(_ objective: Double) {
    guard let branch = path.last else { return }
    pseudocosts.record(
      branch.column, up: branch.isAbove,
      distance: branch.isAbove ? 1 - branch.distance : branch.distance,
      loss: sign * objective - branch.objective)
  }
}

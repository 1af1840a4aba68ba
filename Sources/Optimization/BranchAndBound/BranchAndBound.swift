/// One branch-and-bound run: the root, the heuristics around it and the tree.
///
/// All objective values inside are to be minimised (`sign * objective`).
final class BranchAndBound {
  let program: LinearProgram
  let relaxation: Relaxation
  let options: MIPOptions
  var pseudocosts: Pseudocosts
  let onImprovement: (MIPProgress) -> Void
  private let isCancelledByCaller: () -> Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let deadline: Deadline?
  private let pivotsBefore: Int

  /// Best checked point and its value.
  var incumbent: [Double]?
  var incumbentValue = Double.infinity
  private var firstPointSeconds: Double?
  /// Points must be strictly below this, if the caller asked for it.
  let wantedBelow: Double
  /// Least bound among what the cutoff removed.
  var prunedBound = Double.infinity
  /// Least bound among nodes whose relaxation could not be solved.
  var unresolvedBound = Double.infinity
  /// Bound of the whole search so far.
  var provenBound = -Double.infinity
  var nodes = 0
  /// Pivots of searches on compact copies.
  var pivotsOfCopies = 0
  var peakRows = 0
  var rootBasis: StoredBasis?
  /// Gap used while a restricted sub-tree is searched; nil in the main tree.
  var subtreeGap: Double?
  private(set) var wasCancelled = false
  private(set) var hitLimit = false
  /// Reduced costs and objective of the root, to fix again at each better incumbent.
  var rootFixing: RootFixing?

  init(
    _ program: LinearProgram, relaxation: Relaxation, pseudocosts: Pseudocosts, options: MIPOptions,
    isCancelled: @escaping () -> Bool, onImprovement: @escaping (MIPProgress) -> Void
  ) {
    self.program = program
    self.relaxation = relaxation
    self.pseudocosts = pseudocosts
    self.options = options
    self.onImprovement = onImprovement
    isCancelledByCaller = isCancelled
    start = clock.now
    deadline = options.timeLimitSeconds.map { [start] in Deadline(after: $0, from: start) }
    pivotsBefore = relaxation.solver.pivotCount
    wantedBelow = options.cutoff.map { relaxation.sign * $0 } ?? .infinity
  }

  // MARK: Limits

  var pivots: Int { relaxation.solver.pivotCount - pivotsBefore + pivotsOfCopies }

  /// Whether the run must end; remembers why.
  func mustStop() -> Bool {
    if wasCancelled || hitLimit { return true }
    if isCancelledByCaller() {
      wasCancelled = true
    } else if let deadline, deadline.hasPassed {
      hitLimit = true
    } else if let limit = options.pivotLimit, pivots >= limit {
      hitLimit = true
    }
    return wasCancelled || hitLimit
  }

  /// Solves the present node; all pivots count against the limits.
  func solveRelaxation(limit: Double?, pivotLimit: Int? = nil) -> SimplexStatus {
    var allowed = pivotLimit
    if let total = options.pivotLimit { allowed = min(allowed ?? .max, max(1, total - pivots)) }
    let status = relaxation.solve(limit: limit, pivotLimit: allowed) { [unowned self] in mustStop() }
    return status
  }

  // MARK: Cutoff and bounds

  /// Keeps rounding errors from showing a gap a hair above the wanted one.
  private static let gapSafety = 1 - 1e-9

  /// Nodes with at least this bound hold nothing that is wanted.
  var cutoff: Double {
    guard incumbentValue.isFinite else { return wantedBelow }
    let relative = subtreeGap ?? options.relativeGap
    return min(
      wantedBelow, incumbentValue - Self.gapSafety * max(options.absoluteGap, relative * abs(incumbentValue)))
  }

  var finiteCutoff: Double? { cutoff.isFinite ? cutoff : nil }

  /// Takes a better point and reports it.
  func adopt(_ point: [Double], value: Double) {
    incumbent = point
    incumbentValue = value
    if firstPointSeconds == nil { firstPointSeconds = (clock.now - start).inSeconds }
    let bound = min(provenBound, value)
    onImprovement(
      MIPProgress(
        point: point, objective: relaxation.sign * value, bound: relaxation.sign * bound,
        gap: relativeGap(bound: bound, objective: value), nodes: nodes, pivots: pivots))
  }

  // MARK: Run

  func run() -> MIPResult {
    var result = MIPResult(
      status: .unknown, bound: -relaxation.sign * .infinity, gap: .infinity, rootBound: 0)
    result.rootBound = result.bound
    let rootStatus = solveRelaxation(limit: nil)
    let isPure = !program.hasIntegers
    switch rootStatus {
    case .optimal:
      describeRoot(in: &result)
      provenBound = relaxation.objective
      rootBasis = relaxation.storedBasis()
      if isPure {
        if wantedBelow <= provenBound { prunedBound = provenBound } else { _ = acceptRelaxation() }
        if incumbent == nil && prunedBound == .infinity { unresolvedBound = provenBound }
      } else {
        searchTree()
      }
    case .infeasible:
      provenBound = .infinity
      result.farkasProof = rootFarkasProof()
    case .unbounded:
      result.status = .unbounded
      result.unboundedRay = relaxation.solver.unboundedRay
      result.witness = relaxation.solver.columnValues()
      finish(&result)
      return result
    default:
      unresolvedBound = -.infinity
      _ = mustStop()
    }
    finish(&result)
    conclude(&result)
    return result
  }

  private func searchTree() {
    guard let basis = rootBasis else { return }
    rememberRoot()
    let root = OpenNode(changes: [], bound: provenBound, basis: basis, depth: 0)
    if options.usesHeuristics || !options.starts.isEmpty { improveAtRoot(root) }
    if mustStop() {
      unresolvedBound = provenBound
      return
    }
    fixAtRoot()
    let left = exploreCompactly(from: root, nodeLimit: options.nodeLimit, isMain: true)
    if left < .infinity { unresolvedBound = min(unresolvedBound, left) }
  }

  private func describeRoot(in result: inout MIPResult) {
    let solver = relaxation.solver
    let duals = solver.rowDuals()
    var all = [Double](repeating: 0, count: program.rowCount)
    for (working, row) in relaxation.workingRows.enumerated() { all[Int(row)] = duals[working] }
    result.rootRowDuals = all
    result.rootReducedCosts = solver.reducedCosts()
    result.rootBound = solver.objective
  }

  private func finish(_ result: inout MIPResult) {
    result.nodes = nodes
    result.pivots = pivots
    result.peakRows = max(peakRows, relaxation.peakRows)
    result.firstPointSeconds = firstPointSeconds
    result.point = incumbent
    result.objective = incumbent.map { program.objective(at: $0) }
  }

  private func conclude(_ result: inout MIPResult) {
    let isOpen = unresolvedBound < cutoff
    var bound = min(prunedBound, unresolvedBound)
    if isOpen || bound == .infinity {
      bound = max(min(bound, incumbentValue), min(provenBound, incumbentValue))
    }
    bound = min(bound, incumbentValue)
    if incumbent == nil && bound == .infinity && wantedBelow.isFinite && prunedBound.isFinite {
      bound = prunedBound
    }
    result.bound = relaxation.sign * bound
    if incumbent != nil {
      result.gap = relativeGap(bound: bound, objective: incumbentValue)
      result.status = isOpen ? .feasible : .optimal
    } else if !isOpen {
      result.status = prunedBound < .infinity ? .noneBetter : .infeasible
    }
    if wasCancelled && isOpen { result.status = .cancelled }
  }
}

extension Duration {
  /// The whole duration as seconds.
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

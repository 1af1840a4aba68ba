import HeapModule

/// The search of one presolved model: root with cuts and heuristics, then the tree.
///
/// All objective values include the model's constant and are minimised.
final class MixedSearch {
  let model: MixedModel
  let context: SearchContext
  let domain: Domain
  let relaxation: MixedRelaxation
  let offer: ([Double]) -> Bool
  let progress: (Double) -> Void
  let integerColumns: [Int32]
  /// Least step of the objective between points; zero if there is none.
  let step: Double
  /// Rows that moving a column up or down can violate.
  let upLocks: [Int32]
  let downLocks: [Int32]
  var pseudocosts: Pseudocosts
  /// Best point of this model; nil if only its value is known, from another level.
  var incumbent: [Double]?
  /// The point before it.
  var formerIncumbent: [Double]?
  /// Points to look near at first.
  var hints: [[Double]] = []

  /// Proven bound of the whole model.
  var lowerBound = -Double.infinity
  /// Least bound among what the cutoff removed.
  var prunedBound = Double.infinity
  /// Least bound among nodes that could not be finished.
  var unresolvedBound = Double.infinity
  var rootObjective = -Double.infinity
  /// Bound that the root's duals prove, from which its reduced costs count.
  var rootBound = -Double.infinity
  var rootValues: [Double] = []
  var rootReducedCosts: [Double] = []
  private var cutoffOfDomain = Double.infinity
  private var cutoffOfRootFixing = Double.infinity
  var pivotsInProbes = 0
  var pivotsInDives = 0
  var pivotsInSubsearches = 0
  var heuristicRuns = 0
  /// Branchings between two runs of the heuristics.
  var diveInterval = 20
  private var serial = 0

  init(
    _ model: MixedModel, context: SearchContext, progress: @escaping (Double) -> Void,
    offer: @escaping ([Double]) -> Bool
  ) {
    self.model = model
    self.context = context
    self.progress = progress
    self.offer = offer
    domain = Domain(model)
    relaxation = MixedRelaxation(model)
    integerColumns = (0..<model.columnCount).filter { model.isInteger[$0] }.map { Int32($0) }
    step = model.objectiveStep
    pseudocosts = Pseudocosts(entityCount: model.columnCount)
    var locks = (
      up: [Int32](repeating: 0, count: model.columnCount),
      down: [Int32](repeating: 0, count: model.columnCount)
    )
    for row in 0..<model.rowCount {
      for entry in model.range(row) {
        let column = Int(model.rowColumn[entry])
        let isPositive = model.rowValue[entry] > 0
        if isPositive ? model.rowUpper[row] < .infinity : model.rowLower[row] > -.infinity {
          locks.up[column] += 1
        }
        if isPositive ? model.rowLower[row] > -.infinity : model.rowUpper[row] < .infinity {
          locks.down[column] += 1
        }
      }
    }
    (upLocks, downLocks) = locks
  }

  // MARK: Cutoff

  var cutoff: Double { context.cutoff(step: step) }

  /// A bound on integral points from one on all: rounded up to the grid of the objective.
  func raised(_ bound: Double) -> Double {
    guard step > 0, bound.isFinite else { return bound }
    let steps = (bound - model.constant) / step
    return max(bound, (steps - 1e-6).rounded(.up) * step + model.constant)
  }

  /// Tells the propagation about a better cutoff.
  func refreshCutoff() {
    let value = cutoff
    guard value < cutoffOfDomain else { return }
    cutoffOfDomain = value
    domain.setCutoff(value - model.constant)
  }

  func prune(_ bound: Double) { prunedBound = min(prunedBound, raised(bound)) }

  // MARK: Relaxation

  /// Solves the relaxation of the domain's bounds; counts the pivots.
  func solveRelaxation(pivotLimit: Int? = nil, limit: Double? = nil) -> SimplexStatus {
    relaxation.push(domain)
    let before = relaxation.solver.pivotCount
    let status = relaxation.solve(limit: limit ?? cutoff, pivotLimit: pivotLimit) { [context] in
      context.isCancelled()
    }
    context.count(pivots: relaxation.solver.pivotCount - before)
    return status
  }

  /// Solves the relaxation to an optimum, or to a bound at the cutoff that its prices prove over the domain; where the
  /// simplex ends at the cutoff by rounding only, it goes on without one.
  func solveProvenRelaxation() -> SimplexStatus {
    let status = solveRelaxation()
    guard status == .objectiveLimit, relaxation.provenBound(in: domain) < cutoff else { return status }
    return solveRelaxation(limit: .infinity)
  }

  /// Fractional integer columns of the relaxation's point.
  func fractionalColumns() -> [Int32] {
    relaxation.values.withUnsafeBufferPointer { values in
      integerColumns.filter {
        let value = values[Int($0)]
        return abs(value - value.rounded()) > Integrality.tolerance
      }
    }
  }

  /// Offers the relaxation's point, integral within the tolerance; false if it was refused by the exact check.
  func acceptRelaxation() -> Bool {
    var point = relaxation.values
    for column in integerColumns { point[Int(column)] = point[Int(column)].rounded() }
    return submit(point)
  }

  /// Offers a point; true if it was accepted or is not wanted.
  func submit(_ point: [Double]) -> Bool {
    if model.objective(at: point) >= cutoff { return true }
    guard offer(point) else { return false }
    formerIncumbent = incumbent
    incumbent = point
    return true
  }

  // MARK: Root fixing

  /// Tightens the root's bounds by its reduced costs whenever the cutoff has improved. At the root only.
  func fixByRootReducedCosts() -> Bool {
    let value = cutoff
    guard value < cutoffOfRootFixing, !rootReducedCosts.isEmpty else { return true }
    cutoffOfRootFixing = value
    let slack = value - rootBound
    guard slack >= 0 else { return true }
    let mark = domain.mark
    tighten(by: rootReducedCosts, values: rootValues, slack: slack)
    refreshCutoff()
    let isFeasible = domain.propagate()
    if domain.mark > mark { prunedBound = min(prunedBound, raised(value)) }
    return isFeasible
  }

  /// Bounds that the slack to the cutoff leaves to nonbasic integer columns.
  func tighten(by reducedCosts: [Double], values: [Double], slack: Double) {
    guard slack.isFinite else { return }
    for column in integerColumns {
      let cost = reducedCosts[Int(column)]
      guard abs(cost) > 1e-7 else { continue }
      let (low, high) = (domain.lower.base[column], domain.upper.base[column])
      guard low < high else { continue }
      let value = values[Int(column)]
      let steps = (slack / abs(cost) + 1e-6).rounded(.down)
      if cost > 0, value.rounded() + steps < high, abs(value - value.rounded()) < 1e-9 {
        domain.lowerUpper(column, to: max(value.rounded() + steps, low - 1))
      } else if cost < 0, value.rounded() - steps > low, abs(value - value.rounded()) < 1e-9 {
        domain.raiseLower(column, to: min(value.rounded() - steps, high + 1))
      }
    }
  }

  /// Share of the integer columns that the root has fixed.
  var fixedShare: Double {
    guard !integerColumns.isEmpty else { return 0 }
    let fixed = integerColumns.reduce(0) { $0 + (domain.isFixed(Int($1)) ? 1 : 0) }
    return Double(fixed) / Double(integerColumns.count)
  }

  func nextSerial() -> Int {
    serial += 1
    return serial
  }

  /// The outcome of a search that ends with some bound still open.
  func outcome(open: Double) -> LevelOutcome {
    let left = min(open, unresolvedBound)
    let isComplete = left >= cutoff
    return LevelOutcome(bound: min(left, prunedBound), isComplete: isComplete)
  }
}

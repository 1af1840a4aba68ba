/// A persistent bounded revised simplex whose program can be edited between solves.
///
///     min  c'x    s.t.  A x - s = 0,   lower <= (x, s) <= upper
///
/// Every row has a logical `s_i`, its activity, so that a row's bounds are bounds of a variable and the basis of
/// all logicals is always there to start from. The dual simplex (Lemke, 1954) does most of the work, with
/// steepest edge weights (Forrest & Goldfarb, 1992), a Harris ratio test (1973) with bound flipping (Maros,
/// 2003; Koberstein, 2005) and cost shifting; a primal simplex cleans up and covers dual infeasible starts. Basis,
/// factor, weights and reduced costs survive edits wherever the edit leaves them valid.
///
/// Not thread safe: one solver belongs to one thread at a time.
public final class SimplexSolver {
  /// Pivots made since the solver was built, bound flips not counted.
  public internal(set) var pivotCount = 0
  /// Factorisations made since the solver was built.
  public internal(set) var refactorCount = 0
  /// Row multipliers that prove infeasibility, after `.infeasible`.
  ///
  /// All zero when a column's own bounds cross.
  public internal(set) var farkasProof: [Double]?
  /// Multipliers of the last solve whose contradiction was too small for the simplex method to claim.
  var weakFarkasProof: [Double]?
  /// Direction of endless improvement over the columns, after `.unbounded`.
  public internal(set) var unboundedRay: [Double]?
  /// A valid bound on the objective in the program's sense; infinite if there is none.
  public internal(set) var dualBound: Double

  // The scaled program. Index j >= 0 is a column, ~i the logical of row i.
  let sense: Double
  let objectiveConstant: Double
  var columns = SparseLines()
  var rows = SparseLines()
  var columnScale: Buffer<Double>
  var rowScale: Buffer<Double>
  var trueLower: VariableBuffer<Double>
  var trueUpper: VariableBuffer<Double>
  var trueCost: VariableBuffer<Double>
  /// Variables whose bounds cross.
  var crossedCount = 0

  // What the simplex works with: bounds and costs may be shifted for a while.
  var lower: VariableBuffer<Double>
  var upper: VariableBuffer<Double>
  var cost: VariableBuffer<Double>
  var boundsAreShifted = false
  var costsAreShifted = false
  /// Costs were moved so far that the working dual objective bounds nothing.
  var costsAreRelaxed = false
  var perturbationIsAllowed = true

  // The basis and what follows from it.
  var head: Buffer<Int32>
  var place: VariableBuffer<UInt8>
  var value: VariableBuffer<Double>
  var reduced: VariableBuffer<Double>
  var dualWeight: VariableBuffer<Double>
  var primalWeight: VariableBuffer<Double>
  var factor = BasisFactor()
  var factorIsValid = false
  var valuesAreValid = false
  var reducedIsValid = false
  /// Reduced costs were computed from scratch since the last pivot.
  var reducedIsFresh = false
  /// Basic columns with edited coefficients, not yet replaced in the factor.
  var editedBasics = Buffer<Int32>()
  /// `candidates` holds the wanted basic variables, not yet factorised.
  var candidatesArePending = false
  /// Unscaled violation, relative to `max(1, |bound|)`, up to which `optimal` is claimed.
  var finalTolerance = Tolerances.finalFeasibility
  var markowitzThreshold = Tolerances.markowitz.relative

  // Work space, one value a row or a variable.
  var candidates = Buffer<Int32>()
  var rowOfInverse: Buffer<Double>
  var solvedColumn: Buffer<Double>
  var solvedRow: Buffer<Double>
  var scratch: Buffer<Double>
  var pricedRow: VariableBuffer<Double>
  var pricedIndices = Buffer<Int32>()
  var breakpoints = BreakpointHeap()
  var flips = Buffer<Breakpoint>()
  var passed = Buffer<Breakpoint>()
  var isTaboo = Buffer<Bool>()
  var tabooCount = 0
  var random = SplitMix(seed: 0x5EED)
  var limits = SolveLimits()

  /// Loads a program; integrality is ignored.
  public convenience init(_ program: LinearProgram) { self.init(program, isScaled: true) }

  /// The same; without scaling the rounding errors are others.
  init(_ program: LinearProgram, isScaled: Bool) {
    let (n, m) = (program.columnCount, program.rowCount)
    sense = program.sense == .minimize ? 1 : -1
    objectiveConstant = program.objectiveConstant
    dualBound = program.sense == .minimize ? -.infinity : .infinity
    columnScale = Buffer(capacity: n + 8)
    rowScale = Buffer(capacity: m + 8)
    trueLower = VariableBuffer(columns: n, rows: m, filling: 0)
    trueUpper = VariableBuffer(columns: n, rows: m, filling: 0)
    trueCost = VariableBuffer(columns: n, rows: m, filling: 0)
    lower = VariableBuffer(columns: n, rows: m, filling: 0)
    upper = VariableBuffer(columns: n, rows: m, filling: 0)
    cost = VariableBuffer(columns: n, rows: m, filling: 0)
    place = VariableBuffer(columns: n, rows: m, filling: Place.free)
    value = VariableBuffer(columns: n, rows: m, filling: 0)
    reduced = VariableBuffer(columns: n, rows: m, filling: 0)
    dualWeight = VariableBuffer(columns: n, rows: m, filling: 1)
    primalWeight = VariableBuffer(columns: n, rows: m, filling: 1)
    pricedRow = VariableBuffer(columns: n, rows: m, filling: 0)
    head = Buffer(capacity: m + 8)
    rowOfInverse = Buffer(capacity: m + 8)
    solvedColumn = Buffer(capacity: m + 8)
    solvedRow = Buffer(capacity: m + 8)
    scratch = Buffer(capacity: m + 8)
    loadMatrix(program, isScaled: isScaled)
  }

  private func loadMatrix(_ program: LinearProgram, isScaled: Bool) {
    let factors = isScaled ? Scaling.factors(program) : Scaling.none(program)
    let (starts, entryColumns, entryValues) = (program.rowStarts, program.entryColumns, program.entryValues)
    var lengths = [Int](repeating: 0, count: program.columnCount)
    for column in entryColumns { lengths[Int(column)] += 1 }
    for column in 0..<program.columnCount {
      let scale = factors.columns[column]
      columnScale.append(scale)
      // Two entries of room: a branching row and a cut rarely make a column move.
      columns.appendLine(capacity: lengths[column] + 2)
      let index = Int32(column)
      trueCost.base[index] = sense * program.cost[column] * scale
      cost.base[index] = trueCost.base[index]
      storeBounds(
        index, lower: program.columnLower[column] / scale, upper: program.columnUpper[column] / scale)
      settleNonbasic(index, preferring: Place.atLower)
    }
    for row in 0..<program.rowCount {
      let scale = factors.rows[row]
      rowScale.append(scale)
      let entries = Int(starts[row])..<Int(starts[row + 1])
      rows.appendLine(capacity: entries.count + 2)
      for entry in entries where entryValues[entry] != 0 {
        let column = entryColumns[entry]
        let scaled = entryValues[entry] * scale * columnScale.base[column]
        rows.insert(line: row, index: column, value: scaled)
        columns.insert(line: Int(column), index: Int32(row), value: scaled)
      }
      let logical = ~Int32(row)
      storeBounds(logical, lower: program.rowLower[row] * scale, upper: program.rowUpper[row] * scale)
      place.base[logical] = Place.basic
      head.append(logical)
    }
  }

  /// Number of rows.
  public var rowCount: Int { head.count }
  /// Number of columns.
  public var columnCount: Int { columns.count }

  /// Sets true and working bounds of a variable and keeps count of crossed ones.
  func storeBounds(_ variable: Int32, lower newLower: Double, upper newUpper: Double) {
    if boundsCross(trueLower.base[variable], trueUpper.base[variable]) { crossedCount -= 1 }
    if boundsCross(newLower, newUpper) { crossedCount += 1 }
    trueLower.base[variable] = newLower
    trueUpper.base[variable] = newUpper
    lower.base[variable] = newLower
    upper.base[variable] = newUpper
  }

  /// Whether no number lies between two bounds.
  func boundsCross(_ lower: Double, _ upper: Double) -> Bool {
    lower > upper || lower == .infinity || upper == -.infinity
  }

  /// Puts a nonbasic variable on a finite bound, the preferred one if it is finite.
  func settleNonbasic(_ variable: Int32, preferring preferred: UInt8) {
    let (low, high) = (lower.base[variable], upper.base[variable])
    if low > -.infinity && (preferred != Place.atUpper || high == .infinity) {
      place.base[variable] = Place.atLower
      value.base[variable] = low
    } else if high < .infinity {
      place.base[variable] = Place.atUpper
      value.base[variable] = high
    } else {
      place.base[variable] = Place.free
      value.base[variable] = 0
    }
  }
}

/// `BasisStatus` as the bytes the kernels compare.
enum Place {
  static let basic = BasisStatus.basic.rawValue
  static let atLower = BasisStatus.atLower.rawValue
  static let atUpper = BasisStatus.atUpper.rawValue
  static let free = BasisStatus.free.rawValue
}

/// The limits that may end a solve early.
struct SolveLimits {
  /// Limit on the internal, minimised, objective without its constant.
  var objective = Double.infinity
  /// Value of `pivotCount` at which to stop.
  var pivots = Int.max
  var isCancelled: (() -> Bool)?
  /// Value of `pivotCount` from which the objective limit is looked at again.
  var nextObjectiveCheck = 0
}

/// How a run of one simplex algorithm ended.
enum PhaseEnd {
  /// No violated row (dual) or no improving column (primal) is left.
  case finished
  case infeasible, unbounded, objectiveLimit, pivotLimit, cancelled
  /// Only pivots too small to trust are left.
  case stuck
}

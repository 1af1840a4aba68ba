// A proof by cases over a program as it was given. The walk from the root splits an integer column into
// two ranges, or closes the case at hand by row multipliers; the checker follows it with bounds of its own, so that a
// range left out, a split of what need not be integral, or multipliers that prove too little are refused. It knows
// nothing of how the multipliers were found.

/// Follows a proof by cases, in the order of a walk from the root, and accepts or refuses each step.
struct ProofChecker {
  /// A split whose cases are not both closed.
  private struct Split {
    var column: Int
    var lower: Double
    var upper: Double
    /// Largest value of the lower range.
    var floor: Double
    var startsAbove: Bool
    var isInSecond = false
  }

  private var program: LinearProgram
  private let sign: Double
  private let grid: ObjectiveGrid
  private let reach: ImpliedReach
  private var splits: [Split] = []
  /// Whether every case is closed.
  private(set) var isComplete = false
  /// Least bound of the cases closed so far, to be minimised; infinite while none needed a bound.
  private(set) var bound = Double.infinity

  /// Starts at the case of the whole program. Integer columns have integral bounds from the start.
  init(_ program: LinearProgram) {
    self.program = program
    sign = program.sense == .minimize ? 1 : -1
    grid = ObjectiveGrid(program)
    reach = ImpliedReach(program)
    for column in 0..<program.columnCount where program.columnIsInteger[column] {
      self.program.setColumnBounds(
        column, lower: program.columnLower[column].rounded(.up),
        upper: program.columnUpper[column].rounded(.down))
    }
  }

  /// Splits the present case at an integer; goes on in the upper range if it `startsAbove`, else in the lower one.
  ///
  /// False if the column may be fractional, or there is none.
  mutating func split(_ column: Int, at floor: Double, startsAbove: Bool) -> Bool {
    guard !isComplete, program.columnIsInteger.indices.contains(column), program.columnIsInteger[column],
      floor.isFinite, floor == floor.rounded()
    else { return false }
    splits.append(
      Split(
        column: column, lower: program.columnLower[column], upper: program.columnUpper[column], floor: floor,
        startsAbove: startsAbove))
    enterCase()
    return true
  }

  /// Closes the present case if the multipliers prove that it holds no point.
  mutating func closeEmpty(_ multipliers: [Double]) -> Bool {
    guard !isComplete,
      Certificates.provesInfeasibility(
        multipliers, in: program, zero: Tolerances.certificateZero, reach: reach)
    else { return false }
    leaveCase()
    return true
  }

  /// Closes the present case if the activity of a row of integer columns is always a multiple of `step`, and no
  /// multiple lies between the row's sides, nor as near to them as a point may be.
  mutating func closeByMultiples(row: Int, of step: Double) -> Bool {
    let (columns, values) = program.entries(ofRow: row)
    guard !isComplete, step > 0,
      zip(columns, values).allSatisfy({
        $1 == 0 || program.columnIsInteger[Int($0)] && isExactMultiple($1, of: step)
      })
    else { return false }
    let (low, high) = (program.rowLower[row], program.rowUpper[row])
    let first = ((low - PointCheck.allowance(low)) / step).rounded(.up) * step
    guard low.isFinite, high.isFinite, first.isFinite, first > high + PointCheck.allowance(high) else {
      return false
    }
    leaveCase()
    return true
  }

  /// Closes the present case if the duals prove that its points are at least `target`, to be minimised.
  mutating func closeBounded(_ duals: [Double], atLeast target: Double) -> Bool {
    guard !isComplete else { return false }
    let proven = grid.raised(sign * Certificates.rigorousBound(rowDuals: duals, in: program, reach: reach))
    guard proven >= target else { return false }
    bound = min(bound, proven)
    leaveCase()
    return true
  }

  /// Takes the bounds of the present range of the last split.
  private mutating func enterCase() {
    guard let split = splits.last else { return }
    if split.startsAbove != split.isInSecond {
      program.setColumnBounds(
        split.column, lower: max(split.lower, split.floor + 1), upper: split.upper)
    } else {
      program.setColumnBounds(
        split.column, lower: split.lower, upper: min(split.upper, split.floor))
    }
  }

  /// Goes on to the next case, or ends the proof.
  private mutating func leaveCase() {
    while let last = splits.last, last.isInSecond {
      program.setColumnBounds(last.column, lower: last.lower, upper: last.upper)
      splits.removeLast()
    }
    if splits.isEmpty {
      isComplete = true
    } else {
      splits[splits.count - 1].isInSecond = true
      enterCase()
    }
  }
}

/// The values that the objective of integral points can take, where they are multiples of a step.
struct ObjectiveGrid {
  /// Distance of two values; zero if any value is possible.
  let step: Double
  private let constant: Double

  /// Share of a step by which a bound may miss a value and still be raised past it.
  private static let room = 1e-6

  init(_ program: LinearProgram) {
    let model = MixedModel(program)
    step = model.objectiveStep
    constant = model.constant
  }

  /// The least value, to be minimised, that is not below a bound.
  func raised(_ bound: Double) -> Double {
    guard step > 0, bound.isFinite else { return bound }
    return max(bound, ((bound - constant) / step - Self.room).rounded(.up) * step + constant)
  }

  /// A bound from which `raised` leads to at least `target`.
  func sufficient(for target: Double) -> Double {
    guard step > 0, target.isFinite else { return target }
    let below = ((target - constant) / step - Self.room).rounded(.up) - 1
    return min(target, (below + 10 * Self.room) * step + constant)
  }
}

// Continuous columns that integral points leave only multiples of some step: they become integer columns.
//
// With the integer columns fixed, a column that is the only continuous one of an equation is given by it; one that
// is the only continuous one of all its rows ends, at some optimum, at a bound or where a row stops it. If all
// these places are multiples of one step, so is the column.

extension Presolve {
  /// Steps below this are not told from rounding.
  private static let leastStep = 1e-4
  /// Multiples of a step larger than this may hide a fraction.
  private static let largestMultiple = 1e7

  /// Turns continuous columns on a lattice into integer ones.
  mutating func findLattices() {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for column in 0..<model.columnCount where isColumnAlive[column] && !model.isInteger[column] {
        guard let step = latticeStep(column) else { continue }
        rescale(column, by: step)
        hasChanged = true
      }
    }
  }

  private mutating func latticeStep(_ column: Int) -> Double? {
    let live = liveRows(of: column)
    guard !live.isEmpty else { return nil }
    var common = Lattice()
    for bound in [statedLower[column], statedUpper[column]] where bound.isFinite { common.add(bound) }
    var isAlone = true
    for row in live {
      var own = common
      let index = Int(row)
      guard let places = placesOfRow(index, column) else {
        isAlone = false
        continue
      }
      if model.rowLower[index] == model.rowUpper[index] {
        // The bounds are rounded to the step that the equation dictates.
        var equation = Lattice()
        for place in places { equation.add(place) }
        if let step = equation.step { return step }
      }
      for place in places { own.add(place) }
      common = own
    }
    return isAlone ? common.step : nil
  }

  /// Where a row stops a column, as numbers whose multiples these places are; nil if another column is continuous.
  private func placesOfRow(_ row: Int, _ column: Int) -> [Double]? {
    let value = coefficient(column, in: row)
    guard value != 0 else { return nil }
    var places: [Double] = []
    for entry in rows[row] where Int(entry.column) != column {
      guard model.isInteger[Int(entry.column)] else { return nil }
      places.append(entry.value / value)
    }
    for side in [model.rowLower[row], model.rowUpper[row]] where side.isFinite { places.append(side / value) }
    return places
  }

  private mutating func rescale(_ column: Int, by step: Double) {
    model.isInteger[column] = true
    changes += 1
    let (lower, upper) = (model.lower[column], model.upper[column])
    setLower(column, integralCeiling(lower / step, tolerance: PointCheck.allowance(lower) / step))
    setUpper(column, integralFloor(upper / step, tolerance: PointCheck.allowance(upper) / step))
    if model.lower[column] > model.upper[column] { isInfeasible = true }
    guard step != 1 else { return }
    record.steps.append(.scaled(column: Int32(column), factor: step))
    model.cost[column] *= step
    for row in liveRows(of: column) {
      if let place = position(of: column, in: Int(row)) { rows[Int(row)][place].value *= step }
    }
  }

  /// A growing set of numbers and the largest step of which all are multiples.
  private struct Lattice {
    private var numbers: [Double] = []
    private var measure = 0.0
    private var isLost = false

    mutating func add(_ number: Double) {
      guard number != 0, !isLost else { return }
      measure = commonMeasure(measure, abs(number))
      numbers.append(number)
      if measure < Presolve.leastStep { isLost = true }
    }

    /// The step, if every number is a multiple of it to the last digits.
    var step: Double? {
      guard !isLost else { return nil }
      guard measure > 0 else { return 1 }
      // A decimal step is stated exactly where it is one.
      let inverse = (1 / measure).rounded()
      let step = inverse >= 1 && abs(1 / inverse - measure) < 1e-9 * measure ? 1 / inverse : measure
      for number in numbers {
        let multiple = (number / step).rounded()
        guard abs(multiple) < Presolve.largestMultiple, isExactMultiple(number, of: step) else { return nil }
      }
      return step
    }
  }
}

/// A valid inequality `values . x[columns] <= side`.
struct Cut {
  var columns: [Int32]
  var values: [Double]
  var side: Double
  /// Distance by which the present point is cut off.
  var efficacy = 0.0
  /// Rounds of the loop in which it did not bind.
  var age = 0

  /// Left side minus right side at a point.
  func violation(at point: [Double]) -> Double {
    var sum = -side
    for (column, value) in zip(columns, values) { sum += value * point[Int(column)] }
    return sum
  }

  var norm: Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// Cosine of the angle to another cut; both have ascending columns.
  func parallelism(to other: Cut) -> Double {
    var (first, second) = (0, 0)
    var product = 0.0
    while first < columns.count && second < other.columns.count {
      let (left, right) = (columns[first], other.columns[second])
      if left == right {
        product += values[first] * other.values[second]
        first += 1
        second += 1
      } else if left < right {
        first += 1
      } else {
        second += 1
      }
    }
    return product / max(norm * other.norm, 1e-300)
  }
}

/// Numbers of the cuts; sizes follow SCIP and HiGHS.
enum CutRule {
  /// Least distance that a cut must remove, in units of the norm.
  static let minimalEfficacy = 1e-4
  /// Largest ratio of a cut's coefficients.
  static let dynamism = 1e6
  /// Least and largest fraction of the right side that is rounded.
  static let fraction = (least: 0.01, most: 0.9995)
  /// Entries beyond which a cut is too dense, as a base and a share of the columns.
  static let density = (base: 120, share: 0.2)
  /// Most cosine between two cuts added in one round.
  static let parallelism = 0.8
  /// Rounds without binding after which a cut leaves the relaxation.
  static let age = 2
  /// Rows that one aggregation may sum.
  static let aggregatedRows = 6
  /// Room added to a right side against rounding, relative to the terms summed.
  static let roundingRoom = 1e-11
}

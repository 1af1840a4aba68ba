/// A bound on a continuous column by an integer one: `x <= constant + slope * y`, or `>=`.
struct VariableBound {
  var column: Int32
  var slope: Double
  var constant: Double
}

/// Bounds of continuous columns by one integer column each, from every row that gives a tight one.
struct VariableBounds {
  /// Lower bounds of each column.
  private(set) var lower: [[VariableBound]]
  /// Upper bounds of each column.
  private(set) var upper: [[VariableBound]]

  /// Most bounds kept for one side of a column.
  private static let kept = 10
  /// Longest row that is looked at.
  private static let longestRow = 60

  /// Looks at every row that is not too long. O(entries of those rows times their integer columns).
  init(_ model: MixedModel, _ domain: Domain) {
    lower = [[VariableBound]](repeating: [], count: model.columnCount)
    upper = lower
    for row in 0..<model.rowCount {
      let range = model.range(row)
      guard range.count <= Self.longestRow else { continue }
      let continuous = range.filter { !model.isInteger[Int(model.rowColumn[$0])] }
      let integers = range.filter {
        let column = model.rowColumn[$0]
        return model.isInteger[Int(column)]
          && domain.upper.base[column] - domain.lower.base[column] == 1
      }
      guard !continuous.isEmpty, !integers.isEmpty else { continue }
      var activity = ActivityRange()
      for entry in range {
        let column = model.rowColumn[entry]
        activity.add(
          model.rowValue[entry], lower: domain.lower.base[column], upper: domain.upper.base[column])
      }
      for entry in continuous {
        let column = model.rowColumn[entry]
        let (low, high) = (domain.lower.base[column], domain.upper.base[column])
        guard low < high else { continue }
        for other in integers {
          let binary = model.rowColumn[other]
          for usesUpper in [true, false] {
            let side = usesUpper ? model.rowUpper[row] : model.rowLower[row]
            guard side.isFinite else { continue }
            var rest =
              usesUpper
              ? activity.leastWithout(model.rowValue[entry], lower: low, upper: high)
              : activity.mostWithout(model.rowValue[entry], lower: low, upper: high)
            guard rest.isFinite else { continue }
            let weight = model.rowValue[other]
            let atLow = usesUpper == (weight > 0)
            rest -= weight * (atLow ? domain.lower.base[binary] : domain.upper.base[binary])
            // value * x <= side - rest - weight * y, or >=.
            let value = model.rowValue[entry]
            let bound = VariableBound(
              column: binary, slope: -weight / value, constant: (side - rest) / value)
            let (first, second) = (
              bound.constant + bound.slope * domain.lower.base[binary],
              bound.constant + bound.slope * domain.upper.base[binary]
            )
            guard abs(bound.slope) < 1e7, abs(bound.constant) < 1e9 else { continue }
            if usesUpper == (value > 0) {
              if min(first, second) < high - 1e-6 && upper[Int(column)].count < Self.kept {
                upper[Int(column)].append(bound)
              }
            } else if max(first, second) > low + 1e-6 && lower[Int(column)].count < Self.kept {
              lower[Int(column)].append(bound)
            }
          }
        }
      }
    }
  }
}
